"""Experiments of lecture 01: networks whose layers, units and gradients are looked at."""

from __future__ import annotations

import numpy as np

from lib.activations import ReLU
from lib.initializers import he
from lib.layers import Dense
from lib.losses import MSE, BinaryCrossEntropy, CrossEntropy
from lib.network import Network
from lib.optimizers import SGD, Adam
from lib.training import evaluate, fit


def three_layers(w1, w2, w3, bend):
    """A network 1-2-2-1 with three of its weights free, and `bend` between its layers."""
    net = Network(1, Dense(2), bend, Dense(2), bend, Dense(1), loss=MSE(), dtype=np.float64)
    first, second, third = (layer for layer in net.layers if isinstance(layer, Dense))
    first.W, first.b = [[w1, 1]], [0.5, -1]
    second.W, second.b = [[1.5, w2], [-0.5, 1]], [1, -0.5]
    third.W, third.b = [[1], [w3]], [0.5]
    return net


def trained(x, y, *layers, lr, **settings):
    """A classifier with these hidden layers, trained by Adam."""
    classes = y.max() + 1
    loss, outputs = (BinaryCrossEntropy(), 1) if classes == 2 else (CrossEntropy(), classes)
    net = Network(x.shape[1], *layers, Dense(outputs), loss=loss)
    fit(net, x, y, Adam(lr=lr), progress=False, **settings)
    return net


def wiggle(s):
    """The example of Nielsen's book, chapter 4: a curve on [0, 1]."""
    return 0.2 + 0.4 * s**2 + 0.3 * s * np.sin(15 * s) + 0.05 * np.cos(50 * s)


def life(shape, rate, x, y, x_new, y_new):
    """How often each of 100 units is on, whether it gets any gradient, and the accuracy after training."""
    net = Network(784, Dense(100), shape, Dense(10), seed=1)
    fit(net, x, y, SGD(lr=rate), epochs=3, batch_size=50, progress=False)
    z = net.layers[0](x)
    return (z > 0).mean(axis=0), (shape.derivative(z) != 0).any(axis=0), evaluate(net, x_new, y_new)[1]


def sizes_by_layer(factor, depth=20):
    """Size of the outputs and of the gradient in each ReLU layer; the initial weights are times a factor.

    Each is a ratio: to the size of the input, and to that of the gradient at the last layer.
    """
    signal = np.random.default_rng(0).normal(size=(200, 100))
    layers = [layer for _ in range(depth) for layer in (Dense(100, init=he), ReLU())]
    net = Network(100, *layers, loss=MSE(), dtype=np.float64)
    net.theta *= factor
    outputs = [signal]
    for layer in net.layers:
        outputs.append(layer.forward(outputs[-1]))
    back, gradients = outputs[-1] / np.linalg.norm(outputs[-1]), []
    for layer in reversed(net.layers):
        gradients.append(np.linalg.norm(back))
        back = layer.backward(back)
    return [np.linalg.norm(a) / np.linalg.norm(signal) for a in outputs[2::2]], gradients[::-1][1::2]


def animals():
    """Weight in kg, shape (75, 1), kind (rabbit, cat, dog: 0, 1, 2) and length in m of animals, made up."""
    rng = np.random.default_rng(4)
    weight = np.concatenate([rng.normal(3, 0.8, 25), rng.normal(6, 1.2, 25), rng.normal(10, 1.2, 25)])[
        :, None
    ]
    length = 0.3 * weight[:, 0] ** 0.5 * 2 + rng.normal(0, 0.08, 75)
    return weight, np.repeat([0, 1, 2], 25), length


def ten_layers(shape, seed=0):
    """A network for digits with ten hidden layers of 50 units."""
    return Network(784, *[layer for _ in range(10) for layer in (Dense(50), shape)], Dense(10), seed=seed)


def gradient_by_layer(net, x, y):
    """Norm of the gradient by the matrix of each hidden layer, computed in float64."""
    net = net.copy(np.float64)
    net.backpropagate(x, y)
    return np.array([np.linalg.norm(layer.dW) for layer in net.layers if isinstance(layer, Dense)][:-1])
