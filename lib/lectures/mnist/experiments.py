"""Experiments with small networks and few images: mends, learning by heart, what helps against it."""

from __future__ import annotations

import numpy as np

from lib.activations import ReLU
from lib.layers import Dense
from lib.metrics import accuracy
from lib.network import Network
from lib.optimizers import SGD, Adam
from lib.training import evaluate, fit, fit_steps

LOOKS = [1, 3, 10, 20, 30, 60, 100, 150, 200, 300, 450, 600]
"""Steps after which a training is looked at."""


def shares_while_learning(x, y, new, layers, loss, rate, batch, seed):
    """Share of right answers on new images after 0, 500, 1000 ... images."""
    small, shares = Network(784, *layers, loss=loss(), seed=seed), []
    run = fit_steps(small, x, y, SGD(rate), epochs=1, batch_size=batch, record=None, seed=seed)
    for step in range(len(x) // batch + 1):
        if step * batch % 500 == 0:
            shares.append(accuracy(small(new[0]), new[1]))
        next(run, None)
    return shares


def looked_at(x, y, new, rate=0.002):
    """A network trained on some images, and loss and accuracy on these and on new ones, after ``LOOKS``.

    Returns
    -------
    student : Network
        After the last look.
    looks : ndarray, shape (4, looks)
        Loss and share right on the images learnt from, of at most 2,000, and on the new ones.
    """
    student, looks = Network(784, Dense(128), ReLU(), Dense(10)), []
    run = fit_steps(student, x, y, Adam(rate), epochs=10**6, batch_size=min(len(x), 100), record=None)
    for step in range(1, LOOKS[-1] + 1):
        next(run)
        if step in LOOKS:
            looks.append((*evaluate(student, x[:2000], y[:2000]), *evaluate(student, *new)))
    return student, np.array(looks).T


def moved(images, rng):
    """Each image by at most two pixels in each direction."""
    begin = 58 + rng.integers(-2, 3, (len(images), 2)) @ [28, 1]
    padded = np.pad(images, ((0, 0), (58, 58)))
    return np.take_along_axis(padded, begin[:, np.newaxis] + np.arange(784), axis=1)


def helped(x, y, new, layers, penalty, options, seed):
    """Loss and share right on new images of a network that learnt 300 of the images, drawn by its seed."""
    student = Network(784, *layers, seed=seed, **penalty)
    mine = np.random.default_rng(seed).permutation(len(x))[:300]
    fit(student, x[mine], y[mine], Adam(0.003), epochs=60, batch_size=50, record=None, seed=seed,
        progress=False, **options)
    return student.loss(student.predict(new[0]), new[1]), accuracy(student(new[0]), new[1])
