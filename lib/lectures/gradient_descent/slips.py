"""The gradient of a neuron as the source of lecture 02 prints it, with its two slips, and mended."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lib.activations import sigmoid


def falling(z):
    """The sigmoid as printed: the sign of the exponent is lost."""
    return 1 / (1 + np.exp(z))


VERSIONS = {
    "as printed": (falling, False),
    "sign mended": (sigmoid, False),
    "factor x mended": (falling, True),
    "both mended": (sigmoid, True),
}
"""Activation of the neuron, and whether its gradient has the factor x."""


def cost_with(activation, x, y) -> Callable:
    """The cost of the neuron, a function of its two weights and its bias."""
    return lambda theta: np.mean((activation(x @ theta[:2] + theta[2]) - y) ** 2) / 2


def gradient_with(activation, times_input, x, y) -> Callable:
    """The formula for the gradient of that cost, a function of the same three parameters."""
    def gradient(theta):
        output = activation(x @ theta[:2] + theta[2])
        delta = (output - y) * output * (1 - output) / len(y)
        return np.append(delta @ x if times_input else np.full(2, delta.sum()), delta.sum())
    return gradient


def relative_differences(x, y, theta, finite_differences) -> dict[str, float]:
    """How far the formula of each version is from finite differences, relative to both."""
    found = {}
    for name, (activation, times_input) in VERSIONS.items():
        formula = gradient_with(activation, times_input, x, y)(theta)
        numerical = finite_differences(cost_with(activation, x, y), theta)
        found[name] = (np.linalg.norm(formula - numerical)
                       / (np.linalg.norm(formula) + np.linalg.norm(numerical)))
    return found
