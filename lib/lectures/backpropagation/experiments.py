"""What lecture 03 measures: the products that a gradient costs, and how exact a nudge is in few digits."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lib.activations import sigmoid


def multiplications(sizes: Sequence[int]) -> tuple[int, int, int]:
    """Products of numbers in the matrices of a network, for one sample: forward, backward, nudging."""
    matrices = [m * n for m, n in zip(sizes, sizes[1:])]
    there = sum(matrices)
    back = sum(matrices) + sum(matrices[1:])          # dW of all layers, and dx of all but the first
    return there, back, 2 * sum(matrices) * there


class Nudged:
    """The loss of the network with twelve weights, as these are nudged, all in numbers of one kind."""

    def __init__(self, kind: type, x, y, theta):
        self.kind, self.x, self.y, self.theta = kind, x.astype(kind), y.astype(kind), theta.astype(kind)

    def loss(self, change=0.0, at: int = 0) -> float:
        """The loss after a change of one weight."""
        theta = self.theta.copy()
        theta[at] += self.kind(change)
        hidden = sigmoid(self.x @ theta[:6].reshape(2, 3))
        outputs = sigmoid(hidden @ theta[6:].reshape(3, 2))
        return float(self.kind(0.5) * np.sum(np.square(outputs - self.y)))

    def errors(self, h: float, exact: np.ndarray) -> tuple[float, float]:
        """Relative errors of central and of one-sided differences, over all twelve weights."""
        here, weights = self.loss(), range(len(self.theta))
        above, below = (np.array([self.loss(change, at) for at in weights]) for change in (h, -h))
        return tuple(np.linalg.norm(found - exact) / np.linalg.norm(exact)
                     for found in ((above - below) / (2 * h), (above - here) / h))
