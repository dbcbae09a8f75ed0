"""Trials of the eleven methods: from many starts at ten rates, on landscapes on which some of them fail."""

from __future__ import annotations

import numpy as np

from lib.lectures.adaptive_rates.ravines import turned
from lib.optimizers import (
    NAG,
    SGD,
    Adadelta,
    Adagrad,
    Adam,
    AdamW,
    AMSGrad,
    Momentum,
    Nadam,
    RMSprop,
    Rprop,
)

METHODS = {method.__name__: method for method in (SGD, Momentum, NAG, Rprop, Adagrad, Adadelta, RMSprop, Adam,
                                                  Nadam, AMSGrad, AdamW)}
"""The eleven, by name."""

RATES = np.array([0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1])
"""The rates at which each is tried."""

AROUND = np.stack([f(np.arange(20) * np.pi / 10 + 0.1) for f in (np.cos, np.sin)], axis=1)
"""Twenty starts on a circle."""


def trial(method, gradient, starts, steps):
    """The walks at all ten rates from all starts at once, shape (steps + 1, rates, starts, 2)."""
    optimizer, theta = METHODS[method](), np.tile(starts, (len(RATES), 1, 1))
    optimizer.lr = RATES[:, None, None]
    walks = [theta.copy()]
    with np.errstate(all="ignore"):  # some rates fly away, which is a result too
        for _ in range(steps):
            optimizer.step(theta, gradient(theta))
            walks.append(theta.clip(-1e6, 1e6, out=theta).copy())
    return np.array(walks)


def steps_needed(walks, goal):
    """How long walks take to their goal.

    Parameters
    ----------
    walks : ndarray, shape (steps + 1, rates, starts, 2)
        From ``trial``.
    goal : float or ndarray
        The place of each start's minimum.

    Returns
    -------
    left : ndarray, shape (steps + 1, rates)
        The share of the distance that remains, as a mean over the starts.
    steps : ndarray, shape (rates,)
        From which step on it stays below a fifth; infinite if it does not.
    """
    with np.errstate(all="ignore"):
        distance = np.linalg.norm(walks - goal, axis=-1)
        left = np.nan_to_num((distance / distance[0]).mean(axis=-1), nan=1e9, posinf=1e9).clip(1e-12, 1e9)
    far = left > 0.2
    arrived = np.where(far.any(axis=0), len(left) - np.argmax(far[::-1], axis=0), 0)
    return left, np.where(far[-1], np.inf, arrived)


def needs_in_ravine(method, degrees):
    """The steps of a method to a fifth of the distance at its best rate, in a steep ravine that is turned."""
    gradient, starts, goal = _ravine(degrees)
    return steps_needed(trial(method, gradient, starts, 300), goal)[1].min()


def against(method, failure):
    """What ``steps_needed`` says of 600 steps of a method on one of the ``FAILURES``."""
    gradient, starts, goal = FAILURES[failure]()
    return steps_needed(trial(method, gradient, starts, 600), goal)


def _ravine(degrees):
    return turned(degrees, steep=100, center=2.0)[0].gradient, 2 + 4 * AROUND, 2.0


def _rare_feature():
    rng = np.random.default_rng(0)

    def gradient(p):
        x = (rng.random(AROUND.shape) < (0.5, 0.02)).astype(float)
        return (((p - 1) * x).sum(axis=-1) - rng.normal(0, 0.3, len(AROUND)))[..., None] * x

    return gradient, 1 + AROUND, 1.0


def _flat_saddle():
    starts = AROUND * (0.5, 0.02)
    goal = np.stack([0 * starts[:, 0], np.sign(starts[:, 1])], axis=1)
    return (lambda p: p * (20, -0.2) + (0, 0.2) * p**3), starts, goal


def _lopsided_noise():
    rng, samples = np.random.default_rng(0), np.array([-1.0] * 9 + [9.0])
    return (lambda p: p - 2 - samples[rng.integers(10, size=(len(AROUND), 1))]), 2 + 4 * AROUND, 2.0


def _wall_then_plain():
    def gradient(p):
        away = p - 2
        distance = np.linalg.norm(away, axis=-1, keepdims=True)
        return away / np.sqrt(1 + distance**2) * np.where(distance > 3.5, 100, 1)

    return gradient, 2 + 4 * AROUND, 2.0


FAILURES = {"ravine": lambda: _ravine(0), "turned ravine": lambda: _ravine(45), "rare feature": _rare_feature,
            "flat saddle": _flat_saddle, "lopsided noise": _lopsided_noise, "wall, plain": _wall_then_plain}
"""What some methods fail at, by name. A call gives a gradient, with its noise anew, starts and the goal."""
