"""What slides show as formulas: activations, losses, landscapes and descents, held to their definitions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import (
    ELU,
    GELU,
    MSE,
    SGD,
    Adam,
    BinaryCrossEntropy,
    CrossEntropy,
    Dense,
    Identity,
    LeakyReLU,
    Network,
    ReLU,
    Sigmoid,
    SiLU,
    Softmax,
    Softplus,
    Tanh,
    accuracy,
    beale,
    bowl,
    confusion_matrix,
    decide,
    descend,
    double_well,
    fit,
    newton_step,
    noisy_valley,
    numerical_gradient,
    parabola,
    quadratic,
    ravine,
    rosenbrock,
    saddle,
    sigmoid,
    softmax,
)

FORMULAS = {
    Identity(): lambda z: z,
    Sigmoid(): lambda z: 1 / (1 + np.exp(-z)),
    Tanh(): lambda z: (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)),
    ReLU(): lambda z: np.where(z > 0, z, 0),
    LeakyReLU(0.2): lambda z: np.where(z > 0, z, 0.2 * z),
    ELU(0.7): lambda z: np.where(z > 0, z, 0.7 * (np.exp(z) - 1)),
    Softplus(): lambda z: np.log(1 + np.exp(z)),
    GELU(): lambda z: z / 2 * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))),
    SiLU(): lambda z: z / (1 + np.exp(-z)),
}


@pytest.mark.parametrize("activation", FORMULAS, ids=repr)
def test_activations_are_their_formulas(activation):
    z = np.linspace(-6, 6, 121).reshape(11, 11)
    np.testing.assert_allclose(activation(z), FORMULAS[activation](z), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(activation(2), FORMULAS[activation](2.0), rtol=1e-12)
    assert np.shape(activation([1, 2, 3])) == (3,)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("activation", FORMULAS, ids=repr)
def test_activations_are_finite_and_keep_their_type(activation, dtype):
    z = np.array([-1000, -100, -1, -1e-30, 0, 1e-30, 1, 100, 1000], dtype=dtype)
    with np.errstate(all="raise", under="ignore"):
        a, slope = activation(z), activation.derivative(z)
    assert np.isfinite(a).all() and np.isfinite(slope).all()
    assert a.dtype == slope.dtype == dtype


def logistic(z):
    return 1 / (1 + np.exp(-z))


def gate(z):
    """What GELU multiplies z by."""
    return logistic(np.sqrt(8 / np.pi) * (z + 0.044715 * z**3))


TAILS = {  # values and slopes to the left, as formulas that keep their digits in float64
    Sigmoid(): (logistic, lambda z: logistic(z) * logistic(-z), 80),
    Softplus(): (lambda z: np.log1p(np.exp(z)), logistic, 80),
    SiLU(): (lambda z: z * logistic(z), lambda z: logistic(z) * (1 + z * logistic(-z)), 80),
    ELU(0.7): (lambda z: 0.7 * np.expm1(z), lambda z: 0.7 * np.exp(z), 80),
    GELU(): (
        lambda z: z * gate(z),
        lambda z: gate(z) * (1 + z * (1 - gate(z)) * np.sqrt(8 / np.pi) * (1 + 0.134145 * z**2)),
        8,
    ),
}


@pytest.mark.parametrize("activation", TAILS, ids=repr)
def test_far_left_float32_keeps_its_digits(activation):
    value, slope, reach = TAILS[activation]
    z = np.linspace(-reach, -1.5, 500, dtype=np.float32)
    tolerance = 1e-5 if reach == 8 else 1e-6  # z^3 in an exponent costs a digit
    np.testing.assert_allclose(activation(z), value(z.astype(float)), rtol=tolerance)
    np.testing.assert_allclose(activation.derivative(z), slope(z.astype(float)), rtol=tolerance)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("activation", FORMULAS, ids=repr)
def test_activations_are_finite_as_far_as_numbers_go(activation, dtype):
    z = np.array([-1, -1e-10, 1e-10, 1], dtype) * np.finfo(dtype).max
    with np.errstate(all="raise", under="ignore"):
        a, slope = activation(z), activation.derivative(z)
    assert np.isfinite(a).all() and np.isfinite(slope).all()
    assert (slope == activation.derivative(np.sign(z) * 1000)).all()


@pytest.mark.parametrize(
    ("loss", "z", "y", "expected"),
    [
        (BinaryCrossEntropy(), [[20], [-20]], [1, 0], np.log1p(np.exp(-20))),
        (BinaryCrossEntropy(), [[12, -12]], [[1, 0]], 2 * np.log1p(np.exp(-12))),
        (CrossEntropy(), [[1e4, 1e4]], [0], np.log(2)),
        (CrossEntropy(), [[1000, 994]], [0], np.log1p(np.exp(-6))),
    ],
    ids=["yes and no", "two questions", "two far and alike", "far and sure"],
)
def test_small_losses_keep_their_digits_in_float32(loss, z, y, expected):
    z = np.array(z, np.float32)
    losses = loss.losses(z, loss.encode(y, *z.shape, np.float32))
    assert losses.dtype == np.float32
    np.testing.assert_allclose(losses, expected, rtol=2e-5)


def test_relations_the_lectures_use():
    z = np.linspace(-8, 8, 99)
    np.testing.assert_allclose(np.tanh(z), 2 * sigmoid(2 * z) - 1, atol=1e-15)
    np.testing.assert_allclose(Softplus().derivative(z), sigmoid(z))
    assert Sigmoid().derivative(z).max() == 0.25 and ReLU().derivative(0.0) == 0
    np.testing.assert_allclose(softmax(np.stack([z, 0 * z], axis=1))[:, 0], sigmoid(z), rtol=1e-12)


@given(st.lists(st.floats(-1000, 1000), min_size=2, max_size=6), st.floats(0.01, 100))
def test_softmax_gives_probabilities(row, temperature):
    p = Softmax(temperature)(np.array([row]))
    assert (p >= 0).all() and p.sum() == pytest.approx(1)
    assert p[0].argmax() == np.argmax(row) or p[0].max() == p[0][np.argmax(row)]
    np.testing.assert_allclose(Softmax(temperature)(np.array([row]) + 7), p, atol=1e-9)


def test_losses_are_finite_where_a_logarithm_of_zero_threatens():
    z = np.array([[1000.0, -1000.0], [-1000.0, 1000.0]])
    with np.errstate(all="raise", under="ignore"):
        assert CrossEntropy()(z, [0, 1]) == 0 and CrossEntropy()(z, [1, 0]) == 2000
        assert (
            BinaryCrossEntropy()(z, [[1, 0], [0, 1]]) == 0
            and BinaryCrossEntropy()(z, [[0, 1], [1, 0]]) == 2000
        )


LANDSCAPES = [parabola, double_well, bowl, ravine, saddle, rosenbrock, beale, quadratic((1, 5, 25))]


@pytest.mark.parametrize("landscape", LANDSCAPES, ids=lambda landscape: landscape.name)
def test_gradients_and_hessians_of_landscapes(landscape):
    rng = np.random.default_rng(0)
    low, high = np.transpose(landscape.box)
    for point in rng.uniform(low, high, (20, landscape.dimensions)):

        def value(p):
            return np.squeeze(landscape(p))

        gradient, hessian = landscape.gradient(point), landscape.hessian(point)
        scale = 1 + np.abs(gradient).max() + np.abs(hessian).max()
        np.testing.assert_allclose(gradient, numerical_gradient(value, point), atol=1e-6 * scale)
        rows = [numerical_gradient(lambda p, i=i: landscape.gradient(p)[i], point) for i in range(len(point))]
        np.testing.assert_allclose(np.reshape(hessian, (len(point),) * 2), rows, atol=1e-6 * scale)


@pytest.mark.parametrize("landscape", LANDSCAPES, ids=lambda landscape: landscape.name)
def test_minima_are_minima_and_grids_go_in(landscape):
    for minimum in landscape.minima:
        point = np.array(minimum)
        assert np.abs(landscape.gradient(point)).max() < 1e-9
        curvatures = np.linalg.eigvalsh(landscape.hessian(point).reshape(len(point), len(point)))
        assert curvatures.min() > 0
    grid = np.zeros((3, 4)) if landscape.dimensions == 1 else np.zeros((3, 4, landscape.dimensions))
    assert landscape(grid).shape == (3, 4) and landscape.gradient(grid).shape == grid.shape
    if landscape.dimensions > 1:
        assert landscape.hessian(grid).shape == (3, 4, landscape.dimensions, landscape.dimensions)
    assert [landscape(m).item() for m in map(np.array, landscape.minima)] == sorted(
        landscape(m).item() for m in map(np.array, landscape.minima)
    )


def test_a_noisy_valley_is_a_valley_with_a_noisy_gradient():
    valley = noisy_valley(noise=2.0, seed=3)
    point = np.array([1.0, -2.0])
    drawn = np.array([valley.gradient(point) for _ in range(4000)])
    np.testing.assert_allclose(drawn.mean(axis=0), [1, -20], atol=0.15)
    np.testing.assert_allclose(drawn.std(axis=0), 2, rtol=0.05)
    np.testing.assert_allclose(numerical_gradient(valley, point), [1, -20], rtol=1e-6)
    walks = [descend(noisy_valley(seed=3).gradient, [4, 4], SGD(0.05), 40) for _ in range(2)]
    assert (walks[0] == walks[1]).all()
    assert (walks[0] != descend(noisy_valley(seed=4).gradient, [4, 4], SGD(0.05), 40)).any()


def test_the_table_of_the_source():
    path = descend(parabola.gradient, 8, SGD(0.1), 33)[:, 0]
    assert (np.floor(path[1:5] * 100 + 1e-9) / 100).tolist() == [6.8, 5.84, 5.07, 4.45]
    np.testing.assert_allclose(path, 2 + 6 * 0.8 ** np.arange(34))


def test_newtons_step_lands_on_the_lowest_point():
    np.testing.assert_allclose(8 + newton_step(parabola.gradient(8), parabola.hessian(8)), [2])
    point = np.array([3.0, -2.0])
    np.testing.assert_allclose(
        point + newton_step(ravine.gradient(point), ravine.hessian(point)), [0, 0], atol=1e-12
    )


def test_a_descent_that_flies_away_says_where():
    with pytest.raises(FloatingPointError, match=r"step \d+ of 5000 with SGD"):
        descend(parabola.gradient, 8, SGD(1.1), 5000)


def test_adam_reaches_the_minimum_of_rosenbrock():
    np.testing.assert_allclose(
        descend(rosenbrock.gradient, [-1.2, 1], Adam(0.02), 8000)[-1], [1, 1], atol=1e-3
    )


def test_one_neuron_is_a_network_and_its_gradient_is_the_formula_of_lecture_02():
    """Weights first and bias last in one vector; dC/dz = (p - y) p (1 - p) / n, times x for the weights."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(200, 2))
    y = (x @ [1, -2] + 0.3 > 0).astype(int)
    neuron = Network(2, Dense(1), Sigmoid(), loss=MSE(), dtype=float)
    neuron.theta = -1, 1, 2
    p = sigmoid(x @ [-1, 1] + 2)
    assert neuron.backpropagate(x, y) == pytest.approx(np.mean((p - y) ** 2) / 2)
    delta = (p - y) * p * (1 - p) / len(y)
    np.testing.assert_allclose(neuron.grad, [*delta @ x, delta.sum()], rtol=1e-12)
    fit(neuron, x, y, SGD(5.0), epochs=300, batch_size=None)
    assert accuracy(neuron(x), y) > 0.97


@pytest.mark.parametrize("kind", [int, float, np.float32, np.uint8, object])
def test_labels_are_read_alike_whatever_their_type_and_as_a_column_too(kind):
    y = np.array([0, 1, 2, 2], dtype=kind)
    for labels in (y, y[:, np.newaxis], y.tolist(), np.eye(3)[[0, 1, 2, 2]]):
        assert accuracy(np.eye(3)[[0, 1, 2, 0]], labels) == 0.75 and decide(labels).tolist() == [0, 1, 2, 2]
        assert confusion_matrix(np.eye(3)[[0, 1, 2, 2]], labels).tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 2]]
    yes = np.array([1, 0, 1], dtype=kind)
    assert accuracy([[0.7], [0.2], [0.4]], yes) == accuracy([0.7, 0.2, 0.4], yes[:, np.newaxis]) == 2 / 3


def test_metrics():
    p = np.array([[0.7, 0.2, 0.1], [0.1, 0.2, 0.7], [0.2, 0.5, 0.3], [0.4, 0.35, 0.25]])
    assert decide(p).tolist() == [0, 2, 1, 0] and decide([0.2, 0.5, 0.8]).tolist() == [0, 0, 1]
    assert decide([[0.2], [0.8]]).tolist() == [0, 1]
    assert accuracy(p, [0, 2, 2, 1]) == 0.5 == accuracy(p, np.eye(3)[[0, 2, 2, 1]])
    matrix = confusion_matrix(p, [0, 2, 2, 1])
    assert matrix.tolist() == [[1, 0, 0], [1, 0, 0], [0, 1, 1]]
    assert confusion_matrix([0, 1], [1, 1], classes=4).shape == (4, 4)
