"""Exercises of lecture 00: a layer, counting parameters, counting steps, one step of training."""

from __future__ import annotations

from math import ceil, prod

import numpy as np

from lib.activations import Sigmoid, Tanh
from lib.exercises.checking import Exercise, Mistake
from lib.layers import Dense
from lib.network import Network


def _layer_cases():
    yield np.array([1.0, 2.0]), np.array([[0.5, -1.0], [0.25, 0.5]]), np.array([0.0, 1.0])
    rng = np.random.default_rng(0)
    for inputs, units in ((2, 3), (3, 2), (4, 1)):
        yield tuple(rng.normal(size=shape).round(1) for shape in (inputs, (inputs, units), units))


layer = Exercise(
    name="00.1",
    solution=lambda x, W, b: np.tanh(x @ W + b),
    cases=tuple(_layer_cases()),
    mistakes=(
        Mistake(lambda x, W, b: x @ W + b,
                "these are the weighted sums z. What a neuron does last is missing: the activation, tanh."),
        Mistake(lambda x, W, b: np.tanh(x @ W),
                "the biases are missing. Each neuron adds its own b to the weighted sum, before tanh."),
        Mistake(lambda x, W, b: np.tanh(x @ W) + b,
                "the biases come too late: they belong to the weighted sum, so inside of tanh."),
        Mistake(lambda x, W, b: x @ W,
                "only the products are summed. The bias is still to be added, and tanh to be applied."),
        Mistake(lambda x, W, b: Sigmoid()(x @ W + b),
                "right sums, another activation: that is the sigmoid. This layer bends with np.tanh."),
        Mistake(lambda x, W, b: np.tanh(x @ W - b),
                "the bias is subtracted. It is added: z = x W + b."),
    ),
    hints=(
        "column j of W holds the weights of neuron j, so all weighted sums at once are x @ W.",
        "add b, which has one number for each neuron: z = x @ W + b.",
        "then bend each sum: return np.tanh(z)",
    ),
    praise="right. Three operations, multiply, add, bend: a layer does nothing else, in whatever network.",
)

parameters = Exercise(
    name="00.2",
    solution=lambda sizes: sum((before + 1) * after for before, after in zip(sizes, sizes[1:])),
    cases=(((2, 3, 2),), ((1, 1),), ((784, 128, 10),), ((3, 4, 4, 2),)),
    mistakes=(
        Mistake(lambda sizes: sum(before * after for before, after in zip(sizes, sizes[1:])),
                "that counts the weights. Each neuron of a hidden or an output layer has a bias too."),
        Mistake(lambda sizes: sum(before * after for before, after in zip(sizes, sizes[1:])) + sum(sizes),
                "inputs are no neurons: they have no bias. Count biases from the second layer on."),
        Mistake(lambda sizes: prod(sizes),
                "the product of all sizes counts paths from an input to an output. "
                "Count connections, gap by gap, and add."),
        Mistake(lambda sizes: sum(sizes),
                "that counts inputs and neurons. A parameter is a number that is learnt: one for each "
                "connection, and one bias for each neuron."),
        Mistake(lambda sizes: sum((after + 1) * before for before, after in zip(sizes, sizes[1:])),
                "you gave a bias to each input of a gap. It belongs to the neurons behind the gap."),
        Mistake(lambda sizes: sum(sizes[1:]),
                "that counts the biases alone. Each connection has a weight."),
        Mistake(lambda sizes: (sizes[0] + 1) * sizes[1],
                "that is the first gap alone. Add the others, one for each pair of neighbouring layers."),
    ),
    hints=(
        "from a layer of m to a layer of n there are m · n connections, each with a weight.",
        "and n biases: (m + 1) · n for each gap between two layers.",
        "zip(sizes, sizes[1:]) gives the pairs of neighbouring layers; sum over them.",
    ),
    praise="right. 17 for our network, 101,770 for 784-128-10: almost all of them in the first gap.",
)

steps = Exercise(
    name="00.3",
    solution=lambda samples, batch_size, epochs: ceil(samples / batch_size) * epochs,
    cases=((60, 1, 1), (60, 7, 1), (60, 7, 2), (60_000, 32, 10), (100, 64, 4), (5, 8, 3), (60, 50, 2)),
    mistakes=(
        Mistake(lambda samples, batch_size, epochs: samples // batch_size * epochs,
                "the last, smaller batch of each epoch is lost: 60 samples in batches of 7 are 8 full "
                "batches, and 4 samples that are to be learnt as well. Round up."),
        Mistake(lambda samples, batch_size, epochs: ceil(samples * epochs / batch_size),
                "you let a batch reach into the next epoch. Each epoch begins anew: "
                "round up for one epoch, then multiply."),
        Mistake(lambda samples, batch_size, epochs: samples / batch_size * epochs,
                "a step is a whole thing: there is no half of one. Round up, within each epoch."),
        Mistake(lambda samples, batch_size, epochs: round(samples / batch_size) * epochs,
                "round goes to the nearest number: 60 samples in batches of 50 are two batches, and it says "
                "1. "
                "The rest is a batch too, however small: round up."),
        Mistake(lambda samples, batch_size, epochs: ceil(samples / batch_size),
                "that is one epoch. Where do the others come in?"),
        Mistake(lambda samples, batch_size, epochs: samples * epochs,
                "that counts samples, as if each batch were a single one. A step is for a whole batch."),
        Mistake(lambda samples, batch_size, epochs: (samples // batch_size + 1) * epochs,
                "one step too many where the batches come out even: 60 samples one by one are 60 steps."),
    ),
    hints=(
        "first one epoch: how many batches are needed for all samples? The last one may be smaller.",
        "rounding up is math.ceil(samples / batch_size), or -(-samples // batch_size).",
        "each epoch begins anew, so multiply that by the number of epochs.",
    ),
    praise="right. 60 samples in batches of 7 are 9 steps an epoch, and 60,000 in batches of 32 are 1,875.",
)


def _moved(net, change) -> np.ndarray:
    net.theta += change
    return net.theta


def _after_step(net, x, y, rate) -> np.ndarray:
    net.backpropagate(x, y)
    return _moved(net, -rate * net.grad)


def _uphill(net, x, y, rate) -> np.ndarray:
    net.backpropagate(x, y)
    return _moved(net, rate * net.grad)


def _whole_gradient(net, x, y, rate) -> np.ndarray:
    net.backpropagate(x, y)
    return _moved(net, -net.grad)


def _move_alone(net, x, y, rate) -> np.ndarray:
    net.backpropagate(x, y)
    return -rate * net.grad


def _by_the_loss(net, x, y, rate) -> np.ndarray:
    return _moved(net, -rate * net.backpropagate(x, y))


def _twice(net, x, y, rate) -> np.ndarray:
    _after_step(net, x, y, rate)
    return _after_step(net, x, y, rate)


def _step_cases():
    rng = np.random.default_rng(1)
    for seed, (inputs, units, classes, samples) in enumerate(((2, 3, 2, 1), (2, 3, 2, 5), (4, 6, 3, 2))):
        net = Network(inputs, Dense(units), Tanh(), Dense(classes), dtype=np.float64, seed=seed)
        x, y = rng.normal(size=(samples, inputs)).round(1), rng.integers(0, classes, samples)
        yield net, x, y, 0.1 + 0.2 * seed


training_step = Exercise(
    name="00.4",
    solution=_after_step,
    cases=tuple(_step_cases()),
    mistakes=(
        Mistake(_uphill,
                "your step goes uphill: the gradient points to where the loss grows. Subtract it."),
        Mistake(_whole_gradient,
                "your step takes the whole gradient, whatever the rate. Where does `rate` come in?"),
        Mistake(lambda net, x, y, rate: net.theta,
                "theta did not move. net.grad is zero until net.backpropagate(x, y) has filled it, and theta "
                "moves only when it is changed."),
        Mistake(_move_alone,
                "you return the move. Return theta after it: the old one plus the move."),
        Mistake(_by_the_loss,
                "you subtract the loss from every parameter. backpropagate returns the loss; the gradient it "
                "puts into net.grad."),
        Mistake(_twice,
                "you take two steps. One call, one step."),
    ),
    hints=(
        "forward and backward pass are one call: net.backpropagate(x, y) fills net.grad.",
        "then the update, against the gradient: net.theta -= rate * net.grad",
        "at last: return net.theta",
    ),
    praise="right. Two lines, and they train every network of this series; the rest is how to do it faster.",
)

EXERCISES = (layer, parameters, steps, training_step)
