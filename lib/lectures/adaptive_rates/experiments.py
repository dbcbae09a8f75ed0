"""Experiments with single methods: what they make of given features, slopes, samples and images."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from lib.activations import ReLU
from lib.descent import descend
from lib.landscapes import parabola
from lib.layers import Dense
from lib.lectures.adaptive_rates.trials import METHODS
from lib.network import Network
from lib.optimizers import Adagrad, RMSprop
from lib.training import Divergence, evaluate, fit

METHODS_OF_FALL = {"Adagrad": Adagrad(lr=1), "RMSprop": RMSprop(lr=1, alpha=0.9)}
"""The methods that walk down steep slopes and then gentle ones."""

SAMPLES = np.array([0.0] * 9 + [10.0])
"""Ten samples whose mean is 1 and whose median is 0."""


def first_steps(optimizer, steps=3):
    """The first places of a method on x² − 4x + 6, from 8."""
    return descend(parabola.gradient, 8, optimizer, steps)[:, 0]


def under(optimizer, slopes):
    """The steps of a method under given slopes."""
    sequence = iter(slopes)
    return -np.diff(descend(lambda x: np.array([next(sequence)]), 0, optimizer, len(slopes))[:, 0])


def learn(optimizer, share, samples=2000, runs=20, seed=0):
    """How far two weights are from the truth, (1, 1), after each noisy sample: root mean square of runs."""
    rng = np.random.default_rng(seed)
    present = (rng.random((samples, runs, 2)) < (0.5, share)).astype(float)
    target = present.sum(axis=2) + rng.normal(0, 0.5, (samples, runs))
    theta, distances = np.zeros((runs, 2)), [[1.0, 1.0]]
    for x, y in zip(present, target):
        error = (x * theta).sum(axis=1) - y
        optimizer.step(theta, error[:, None] * x)
        distances.append(np.sqrt(((theta - 1) ** 2).mean(axis=0)))
    return np.array(distances)


@lru_cache(maxsize=64)
def after_steep_slopes(method, steep, steps=1000):
    """The walk down ten slopes of size `steep` and then slopes of 1."""
    slopes = iter([steep] * 10 + [1.0] * steps)
    return descend(lambda x: np.array([-next(slopes)]), 0, METHODS_OF_FALL[method], steps)[:, 0]


def walk_on_series(method, C, beta, steps=300):
    """Slopes C, −1, −1 and so on, x kept in [−1, 1], rate 0.5/√t as in the paper."""
    beta = beta or 1 / (1 + C**2)
    optimizer, x, walk = METHODS[method](lr=0.5, betas=(0, beta)), np.zeros(1), [0.0]
    for t in range(1, steps + 1):
        optimizer.lr = 0.5 / np.sqrt(t)
        optimizer.step(x, np.array([C if t % 3 == 1 else -1.0]))
        np.clip(x, -1, 1, out=x)
        walk.append(x[0])
    return np.array(walk)


def walk_to_mean(optimizer, full, steps=400, seed=0):
    """Minimize the mean of (x − sample)² / 2 over ten samples, with all of them or with one at a time."""
    rng = np.random.default_rng(seed)

    def gradient(x):
        return x - SAMPLES.mean() if full else x - rng.choice(SAMPLES, 1)

    return descend(gradient, 3, optimizer, steps)[:, 0]


def weights_under(optimizer, l2, steps=1000):
    """Two weights whose slopes swing by 0.25 and by 4 around 0, with an L2 penalty in the slope."""
    signs = iter((-1) ** np.arange(steps))
    return descend(lambda w: next(signs) * np.array([0.25, 4]) + l2 * w, (1, 1), optimizer, steps)


def training_on_images(data, method, rate, seeds=3):
    """Four epochs of 2,000 images, as means over seeds: step losses, last loss, share right on test images.

    Parameters
    ----------
    data : dataset
        From ``mnist()``.
    method, rate : str, float
        One of the ``METHODS``, and its learning rate. Where it diverges, all is NaN.
    seeds : int
        How many.
    """
    x, y, x_test, y_test = (part[:2000] for part in (data.x_train, data.y_train, data.x_test, data.y_test))
    runs = []
    for seed in range(seeds):
        net = Network(784, Dense(32), ReLU(), Dense(10), seed=seed)
        try:
            history = fit(net, x, y, METHODS[method](lr=rate), epochs=4, batch_size=50, seed=seed,
                          progress=False)
        except Divergence:
            runs.append((np.full(160, np.nan), np.nan, np.nan))
        else:
            runs.append((np.array(history.step_loss), history.loss[-1], evaluate(net, x_test, y_test)[1]))
    return [np.mean(values, axis=0) for values in zip(*runs)]
