"""What slides show as formulas: activations, losses, landscapes and descents, held to their definitions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib import (
    ELU,
    GELU,
    SGD,
    Adam,
    BinaryCrossEntropy,
    CrossEntropy,
    Identity,
    LeakyReLU,
    ReLU,
    Sigmoid,
    SigmoidNeuron,
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


def test_one_neuron_learns_and_keeps_its_views():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(200, 2))
    y = (x @ [1, -2] + 0.3 > 0).astype(int)
    neuron, optimizer = SigmoidNeuron(2), SGD(5.0)
    for _ in range(300):
        neuron.backpropagate(x, y)
        optimizer.step(neuron.theta, neuron.grad)
    assert accuracy(neuron(x), y) > 0.97
    assert np.shares_memory(neuron.w, neuron.theta) and np.shares_memory(neuron.b, neuron.theta)


def test_metrics():
    p = np.array([[0.7, 0.2, 0.1], [0.1, 0.2, 0.7], [0.2, 0.5, 0.3], [0.4, 0.35, 0.25]])
    assert decide(p).tolist() == [0, 2, 1, 0] and decide([0.2, 0.5, 0.8]).tolist() == [0, 0, 1]
    assert decide([[0.2], [0.8]]).tolist() == [0, 1]
    assert accuracy(p, [0, 2, 2, 1]) == 0.5 == accuracy(p, np.eye(3)[[0, 2, 2, 1]])
    matrix = confusion_matrix(p, [0, 2, 2, 1])
    assert matrix.tolist() == [[1, 0, 0], [1, 0, 0], [0, 1, 1]]
    assert confusion_matrix([0, 1], [1, 1], classes=4).shape == (4, 4)
