"""One sigmoid neuron: the first gradient by the chain rule that a reader meets, so it must be right."""

import numpy as np
import pytest

from lib import SGD, SigmoidNeuron, descend, sigmoid


def data(samples=12, inputs=3, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(samples, inputs)), rng.integers(0, 2, samples).astype(float)


# --- sigmoid


def test_sigmoid_is_the_logistic_function():
    z = np.linspace(-30, 30, 121)
    assert sigmoid(z) == pytest.approx(1 / (1 + np.exp(-z)), rel=1e-12, abs=1e-15)
    assert sigmoid(0) == 0.5
    assert sigmoid(z) + sigmoid(-z) == pytest.approx(np.ones_like(z))


@pytest.mark.filterwarnings("error")
def test_sigmoid_does_not_overflow():
    assert sigmoid(np.array([-1000.0, 1000.0])).tolist() == [0, 1]


# --- the neuron


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("samples, inputs", [(1, 1), (12, 3), (40, 2)])
def test_gradient_agrees_with_finite_differences(samples, inputs, seed):
    x, y = data(samples, inputs, seed)
    neuron = SigmoidNeuron(inputs, seed)
    neuron.b[:] = 0.3
    neuron.backpropagate(x, y)
    gradient, theta, h = neuron.grad.copy(), neuron.theta.copy(), 1e-6
    for i in range(theta.size):
        costs = []
        for move in (h, -h):
            neuron.theta[:] = theta
            neuron.theta[i] += move
            costs.append(neuron.backpropagate(x, y))
        assert gradient[i] == pytest.approx((costs[0] - costs[1]) / (2 * h), rel=1e-5, abs=1e-9)


def test_cost_is_half_the_mean_squared_error_before_the_step():
    x, y = data()
    neuron = SigmoidNeuron(3)
    assert neuron.backpropagate(x, y) == pytest.approx(np.mean((neuron(x) - y) ** 2) / 2)


def test_weights_and_bias_are_views_of_one_vector():
    neuron = SigmoidNeuron(2)
    neuron.theta[:] = 1, 2, 3
    assert neuron.w.tolist() == [1, 2] and neuron.b.tolist() == [3]
    neuron.w[:] = 0
    assert neuron.theta.tolist() == [0, 0, 3] and neuron.grad.shape == (3,)
    assert neuron(np.ones((4, 2))) == pytest.approx(np.full(4, sigmoid(3)))


def test_starts_as_its_seed_says_with_bias_0():
    assert np.array_equal(SigmoidNeuron(4, seed=1).theta, SigmoidNeuron(4, seed=1).theta)
    assert not np.array_equal(SigmoidNeuron(4, seed=1).w, SigmoidNeuron(4, seed=2).w)
    assert SigmoidNeuron(4).b.tolist() == [0]


def test_learns_two_classes_with_the_loop_of_the_parabola():
    x, y = data(60, 2)
    x += 2 * y[:, None]
    neuron = SigmoidNeuron(2)

    def gradient(theta):
        neuron.theta[:] = theta
        neuron.backpropagate(x, y)
        return neuron.grad

    before = neuron.backpropagate(x, y)
    neuron.theta[:] = descend(gradient, neuron.theta, SGD(lr=2), steps=200)[-1]
    assert neuron.backpropagate(x, y) < before / 2
    assert np.mean((neuron(x) > 0.5) == y) > 0.9


def test_says_its_parameters():
    neuron = SigmoidNeuron(2)
    neuron.theta[:] = 1, -0.25, 0.5
    assert repr(neuron) == "SigmoidNeuron(w=[1.000, -0.250], b=0.500)"


@pytest.mark.parametrize("inputs", [0, -1, 2.0, "2", None, (2,)], ids=str)
def test_refuses_inputs_that_cannot_be_counted(inputs):
    with pytest.raises(ValueError, match="^inputs: expected a whole number of at least 1, got"):
        SigmoidNeuron(inputs)


@pytest.mark.parametrize("x", [
    1.0, np.zeros(3), np.zeros((2, 4)), np.zeros((0, 3)), np.zeros((2, 3, 1)), [[np.nan, 0, 0]],
    [[np.inf, 0, 0]],
], ids=str)
def test_refuses_inputs_that_do_not_fit(x):
    neuron = SigmoidNeuron(3)
    with pytest.raises(ValueError, match=r"^x: expected (shape \(samples, 3\)|finite numbers), got"):
        neuron(x)
    with pytest.raises(ValueError, match="^x: "):
        neuron.backpropagate(x, [0, 1])


@pytest.mark.parametrize("y", [
    np.zeros(2), np.zeros((3, 1)), 0.0, [0, 1, np.nan], [0, 1, 2], [-1, 1, 1],
], ids=str)
def test_refuses_labels_that_do_not_fit_and_keeps_the_gradient(y):
    neuron = SigmoidNeuron(2)
    neuron.grad[:] = 7
    message = r"^y: expected (shape \(3,\)|finite numbers|labels from 0 to 1), got"
    with pytest.raises(ValueError, match=message):
        neuron.backpropagate(np.ones((3, 2)), y)
    assert neuron.grad.tolist() == [7, 7, 7]
