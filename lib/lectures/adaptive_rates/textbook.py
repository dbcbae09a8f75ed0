"""The formulas of papers and textbooks, written out: the steps that they take under given slopes."""

from __future__ import annotations

import numpy as np


def running_means(values, keep):
    """After each value the mean of all so far, of which the older ones are kept in part; it begins at 0."""
    mean, means = 0.0, []
    for value in values:
        mean = keep * mean + (1 - keep) * value
        means.append(mean)
    return np.array(means)


def textbook_rmsprop(slopes, keep=0.9):
    """RMSprop as it was taught: with 0.9, and ε under the root."""
    return slopes / np.sqrt(running_means(slopes**2, keep) + 1e-8)


def textbook_adam(slopes, lr=1.0, b1=0.9, b2=0.999, corrected=True, eps=1e-8):
    """Adam's steps under some slopes as the paper writes them; without its corrections if you like."""
    slopes, t = np.asarray(slopes), np.arange(1, len(slopes) + 1)
    m, v = running_means(slopes, b1), running_means(slopes**2, b2)
    if corrected:
        m, v = m / (1 - b1**t), v / (1 - b2**t)
    return lr * m / (np.sqrt(v) + eps)


def textbook_nadam(slopes, b1=0.9, b2=0.999):
    """Nadam with a constant momentum."""
    t = np.arange(1, len(slopes) + 1)
    m, v = running_means(slopes, b1), running_means(slopes**2, b2)
    return (b1 * m / (1 - b1 ** (t + 1)) + (1 - b1) * slopes / (1 - b1**t)) / np.sqrt(v / (1 - b2**t))


def textbook_amsgrad(slopes, b1=0.9, b2=0.999):
    """AMSGrad without corrections, as the paper writes it."""
    return running_means(slopes, b1) / np.sqrt(np.maximum.accumulate(running_means(slopes**2, b2)))
