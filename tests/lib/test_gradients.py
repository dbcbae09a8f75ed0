"""A wrong derivative still learns, only worse; so each one of the engine is held against differences."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lib import (
    ELU,
    GELU,
    MAE,
    MSE,
    BatchNorm,
    BinaryCrossEntropy,
    CrossEntropy,
    Dense,
    Dropout,
    Identity,
    LayerNorm,
    LeakyReLU,
    Network,
    ReLU,
    Residual,
    Sigmoid,
    SiLU,
    Softmax,
    Softplus,
    Tanh,
    gradient_check,
    normal,
    numerical_gradient,
)

SMOOTH = [Identity(), Sigmoid(), Tanh(), Softplus(), GELU(), SiLU(), ELU()]
KINKED = [ReLU(), LeakyReLU(), LeakyReLU(0.3), ELU(0.5)]
ACTIVATIONS = SMOOTH + KINKED
LOSSES = [CrossEntropy(), CrossEntropy(smoothing=0.1), BinaryCrossEntropy(), MSE(), MAE()]


def data(inputs, outputs, seed, samples=7):
    """Samples, and targets that suit every loss: rows of probabilities, or one number from 0 to 1."""
    rng = np.random.default_rng(seed)
    y = rng.uniform(0.05, 0.95, (samples, outputs))
    return rng.normal(size=(samples, inputs)), y if outputs == 1 else y / y.sum(axis=1, keepdims=True)


def away_from_kinks(net, x, y):
    """Whether no input of a kinked layer, and no difference that MAE takes, comes near 0."""
    distances = [1.0]
    z = net.forward(x)
    for _, layer in net.parts:
        if isinstance(layer, (ReLU, LeakyReLU, ELU)):
            distances.append(np.abs(layer.z).min())
    if isinstance(net.loss, MAE):
        distances.append(np.abs(z - y).min())
    if net.l1:
        distances.append(np.abs(net.theta[: net.weight_count]).min())
    return min(distances) > 1e-3


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=repr)
def test_derivative_of_an_activation(activation):
    z = np.linspace(-4, 4, 42)  # 0, where there may be a kink, is not among them
    numerical = (activation(z + 1e-6) - activation(z - 1e-6)) / 2e-6
    np.testing.assert_allclose(activation.derivative(z), numerical, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("loss", LOSSES, ids=repr)
@pytest.mark.parametrize("output", [None, *ACTIVATIONS, Softmax(), Softmax(temperature=0.5)], ids=repr)
@pytest.mark.parametrize("outputs", [1, 3])
def test_every_output_activation_with_every_loss(output, loss, outputs):
    if outputs == 1 and isinstance(loss, CrossEntropy):
        return  # needs an output for each class
    if loss.classifies and isinstance(output, (Sigmoid, Softmax)):
        return  # is refused: the loss makes the probabilities
    layers = [Dense(5), Tanh(), Dense(outputs)] + ([output] if output else [])
    for seed in range(20):
        net = Network(4, *layers, loss=loss, dtype=np.float64, seed=seed)
        net.theta[:] += np.random.default_rng(seed).normal(0, 0.1, net.theta.size)  # biases other than 0
        x, y = data(4, outputs, seed)
        if away_from_kinks(net, x, y):
            break
    else:
        raise AssertionError("no seed keeps away from the kinks")
    assert gradient_check(net, x, y), gradient_check(net, x, y)


@pytest.mark.parametrize("hidden", ACTIVATIONS, ids=repr)
@pytest.mark.parametrize("penalties", [{}, {"l1": 0.01}, {"l2": 0.1}, {"l1": 0.02, "l2": 0.03}], ids=str)
def test_every_activation_with_every_penalty(hidden, penalties):
    for seed in range(20):
        net = Network(4, Dense(6), hidden, Dense(3), dtype=np.float64, seed=seed, **penalties)
        x, y = data(4, 3, seed)
        if away_from_kinks(net, x, y):
            break
    assert gradient_check(net, x, y), gradient_check(net, x, y)


@st.composite
def architectures(draw):
    """A random network: depth, widths, activations, residuals, dropout, biases, loss, penalties."""
    layers, units = [], draw(st.integers(1, 4))
    inputs = units
    activation = st.sampled_from(ACTIVATIONS + [Softmax(), Softmax(temperature=2.0)])
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["dense", "dense", "residual"]))
        if draw(st.booleans()):  # with an eps that keeps differences of nearly equal numbers smooth
            layers.append(draw(st.sampled_from([BatchNorm(eps=0.1), LayerNorm(eps=0.1)])))
        if kind == "dense":
            units = draw(st.integers(1, 5))
            layers.append(Dense(units, bias=draw(st.booleans())))
        else:
            inner = [Dense(draw(st.integers(1, 4))), draw(activation), Dense(units, bias=draw(st.booleans()))]
            layers.append(Residual(*inner))
        if draw(st.booleans()):
            layers.append(draw(activation))
        if draw(st.booleans()):
            layers.append(Dropout(draw(st.sampled_from([0.1, 0.5]))))
    outputs = draw(st.integers(1, 3))
    layers.append(Dense(outputs))
    losses = [MSE(), MAE(), BinaryCrossEntropy()] + LOSSES[:2] * (outputs > 1)
    if draw(st.booleans()):
        layers.append(draw(activation))
        if isinstance(layers[-1], (Sigmoid, Softmax)):
            losses = [MSE(), MAE()]  # the others make probabilities themselves
    loss = draw(st.sampled_from(losses))
    penalties = draw(st.sampled_from([{}, {"l1": 0.01}, {"l2": 0.1}]))
    seed = draw(st.integers(0, 10_000))
    return Network(inputs, *layers, loss=loss, dtype=np.float64, seed=seed, **penalties), seed


@settings(max_examples=150, deadline=None)
@given(architectures())
def test_random_architectures(case):
    net, seed = case
    rng = np.random.default_rng(seed)
    net.theta[:] = rng.normal(0, 0.7, net.theta.size)
    x, y = data(net.inputs, net.outputs, seed, samples=4)
    state = net.rng.bit_generator.state
    near = not away_from_kinks(net, x, y)
    net.rng.bit_generator.state = state  # the check is to see the same dropout
    assume(not near)
    check = gradient_check(net, x, y)
    assert check, (net, check)


def test_backward_twice_gives_the_same():
    net = Network(
        4, Dense(5), Sigmoid(), Residual(Dense(3), GELU(), Dense(5)), Softmax(), Dense(2), dtype=np.float64
    )
    x, y = data(4, 2, 0)
    grad = net.loss.gradient(net.forward(x), y)

    def all_the_way():
        net.grad[:] = 0
        return net.backward(grad), net.grad.copy()

    (dx, once), (dx_again, again) = all_the_way(), all_the_way()
    assert (dx == dx_again).all() and (once == again).all()
    np.testing.assert_allclose(dx, numerical_gradient(lambda v: net.loss(net.predict(v), y), x), atol=1e-9)


def test_dropout_drops_the_rate_and_keeps_the_mean():
    layer = Dropout(0.3)
    x = np.ones((200, 500))
    y = layer.forward(x)
    assert abs((y == 0).mean() - 0.3) < 0.01 and abs(y.mean() - 1) < 0.01
    assert (layer.backward(x) == y).all()
    assert layer(x) is x


class Halved(Dense):
    """A dense layer with a mistake: half of one derivative is missing."""

    def differentiate(self, grad):
        super().differentiate(grad)
        self.dW[1, 2] /= 2


class Unmasked(ReLU):
    """numpy's MNIST tutorial takes the slope as output >= 0, which is always true."""

    def slope(self, z, a):
        return a >= 0


@pytest.mark.parametrize(
    ("layers", "culprit"),
    [
        ([Halved(4), Tanh(), Dense(2)], "layers[0].W[1, 2]"),
        ([Dense(4), Unmasked(), Dense(2)], "layers[0]"),
    ],
    ids=["halved", "unmasked"],
)
def test_the_check_finds_a_mistake_and_names_it(layers, culprit):
    net = Network(3, *layers, dtype=np.float64)
    check = gradient_check(net, *data(3, 2, 0))
    assert not check
    assert check.worst.startswith(culprit) and culprit in repr(check) and "WRONG" in repr(check)


class Doubled(Dense):
    """A dense layer with a mistake in the last of its biases."""

    def differentiate(self, grad):
        super().differentiate(grad)
        self.db[-1] *= 2


def test_the_check_of_a_big_network_looks_at_its_smallest_array_too():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(5, 784)), rng.integers(0, 10, 5)
    for seed in range(3):
        net = Network(784, Dense(128), Tanh(), Doubled(10), dtype=np.float64)
        check = gradient_check(net, x, y, seed=seed, at_most=200)
        assert not check and check.worst == "layers[2].b[9]"
        arrays = [name.rpartition(".")[0] + name.rpartition(".")[2][0] for name in check.names]
        assert sorted(arrays.count(array) for array in set(arrays))[0] == 10  # all of the last bias
        assert max(map(arrays.count, arrays)) <= 64  # and the rest in equal shares


def test_fewer_parameters_than_arrays_still_come_from_all_of_them_in_turn():
    net = Network(3, *[Dense(3) for _ in range(10)], dtype=np.float64)
    seen = {
        name.rpartition("[")[0]
        for seed in range(30)
        for name in gradient_check(net, *data(3, 3, 0), at_most=5, seed=seed).names
    }
    assert len(seen) == 20


def test_the_check_leaves_a_network_as_it_was():
    net = Network(3, Dense(4), Dropout(0.5), Dense(2), dtype=np.float64)
    net.backpropagate(*data(3, 2, 0))
    theta, grad, state = net.theta.copy(), net.grad.copy(), net.rng.bit_generator.state
    assert gradient_check(net, *data(3, 2, 1))
    assert (net.theta == theta).all() and (net.grad == grad).all() and net.rng.bit_generator.state == state


def test_the_check_takes_float32_networks_and_big_networks():
    big = Network(300, Dense(40, init=normal(0.05)), Tanh(), Dense(3))
    check = gradient_check(big, *data(300, 3, 0), at_most=50)
    assert check and len(check.names) == 50 and big.dtype == np.float32


def test_numerical_gradient_of_a_known_function():
    x = np.array([[1.0, -2.0], [0.5, 3.0]])
    np.testing.assert_allclose(numerical_gradient(lambda v: (v**3).sum(), x), 3 * x**2, rtol=1e-8)
