"""Trainings that the lecture repeats: quiet ones, ones that are followed, and the data of some of them."""

from __future__ import annotations

import numpy as np

from lib.activations import ReLU, Tanh
from lib.datasets import spirals, xor_cloud
from lib.layers import Dense
from lib.network import Network
from lib.optimizers import SGD, Adam
from lib.training import Divergence, evaluate, fit, fit_steps


def fitted(net, x, y, optimizer, epochs, batch_size=None):
    """A network after some epochs, by default of a single batch each."""
    fit(net, x, y, optimizer, epochs=epochs, batch_size=batch_size, record=None, progress=False)
    return net


def followed(net, x, y, optimizer, steps):
    """At the start and after each step the network, and loss and share right up to now."""
    measured = [evaluate(net, x, y)]
    yield net, measured
    for _ in fit_steps(net, x, y, optimizer, epochs=steps, batch_size=None, record=None):
        measured.append(evaluate(net, x, y))
        yield net, measured


def mirrored_cloud(x, y):
    """As many points of each class as there are of the rarer one, and their mirror images at the origin."""
    rarer = np.bincount(y).min()
    chosen = np.concatenate([np.flatnonzero(y == label)[:rarer] for label in (0, 1)])
    return np.concatenate([x[chosen], -x[chosen]]), np.tile(y[chosen], 2)


def wound_spirals(samples, seed):
    """Two spirals that wind twice, and their labels."""
    x, y = spirals(samples, noise=0.02, seed=seed)
    radius, angle = np.hypot(*x.T), np.arctan2(x[:, 1], x[:, 0])
    angle += 2 * np.pi * radius
    return 2 * np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1), y


def on_spirals(x, y, units, seed):
    """Hidden layers of ReLU neurons, so many in each, that learn the spirals."""
    layers = [layer for count in units for layer in (Dense(count), ReLU())]
    return fitted(Network(2, *layers, Dense(2), seed=seed), x, y, Adam(lr=0.01), epochs=150, batch_size=50)


def noisy_cloud(seed):
    """80 points of XOR, of which about 15 % have the wrong label."""
    x, y = xor_cloud(80, seed=seed + 5)
    return x, np.where(np.random.default_rng(seed).random(80) < 0.15, 1 - y, y)


def penalized(kind, strength, seed):
    """Fifty hidden neurons that learn the noisy points with a penalty l1 or l2."""
    net = Network(2, Dense(50), Tanh(), Dense(2), seed=seed, **{kind: strength})
    return fitted(net, *noisy_cloud(seed), Adam(lr=0.03), epochs=250)


def at_large_rate(x, y, rate=10.0, l1=0.0, l2=0.0, seed=0, **options):
    """Losses of 200 steps, and the mean share right of the last 50: at rate 10 it changes with each step."""
    net = Network(2, Dense(50), ReLU(), Dense(2), l1=l1, l2=l2, seed=seed)
    try:
        history = fit(net, x, y, SGD(lr=rate), epochs=200, batch_size=None, progress=False, **options)
    except Divergence as error:
        history = error.history
    return np.array(history.loss), np.mean(history.accuracy[-50:])
