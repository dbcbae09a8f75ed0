"""One sigmoid neuron with squared error: the smallest thing that gradient descent can train."""

from __future__ import annotations

import numpy as np

from lib.activations import sigmoid
from lib.common import array, whole


class SigmoidNeuron:
    """A neuron with output sigmoid(x @ w + b), trained on the squared error.

    All parameters lie in one vector `theta`, the weights first and the bias last; `w` and `b` are
    views of it, so an optimizer that moves `theta` moves them.

    Parameters
    ----------
    inputs : int
        Number of inputs, at least 1.
    seed : int
        Seed of the initial weights, drawn from a normal distribution; the bias starts at 0.

    Raises
    ------
    ValueError
        If `inputs` is not a whole number of at least 1.
    """

    def __init__(self, inputs: int, seed: int = 0):
        whole("inputs", inputs)
        self.theta = np.zeros(inputs + 1)
        self.grad = np.zeros(inputs + 1)
        self.w, self.b = self.theta[:-1], self.theta[-1:]
        self.w[:] = np.random.default_rng(seed).normal(size=inputs)

    def __call__(self, x) -> np.ndarray:
        """Outputs in (0, 1), shape (samples,), for inputs `x` of shape (samples, inputs)."""
        return sigmoid(self._inputs(x) @ self.w + self.b)

    def backpropagate(self, x, y) -> float:
        """Fill `grad` with the gradient of the cost, and return the cost.

        The cost is the mean of (output - y)^2 / 2 over the samples.

        Parameters
        ----------
        x : array_like, shape (samples, inputs)
            Inputs.
        y : array_like, shape (samples,)
            Labels, 0 or 1.

        Returns
        -------
        float
            The cost before the step.

        Raises
        ------
        ValueError
            If the shapes do not fit, there is no sample, or a number is not finite.
        """
        x = self._inputs(x)
        y = array("y", y, (len(x),))
        if ((y < 0) | (y > 1)).any():
            raise ValueError(f"y: expected labels from 0 to 1, got {y[(y < 0) | (y > 1)][0]:g}")
        output = self(x)
        error = output - y                                  # derivative of the cost by the output
        delta = error * output * (1 - output) / len(y)      # ... by the weighted sum
        self.grad[:-1] = delta @ x                          # ... by each weight: times its input
        self.grad[-1] = delta.sum()                         # ... by the bias: times 1
        return float((error**2).mean() / 2)

    def _inputs(self, x) -> np.ndarray:
        return array("x", x, ("samples", self.w.size))

    def __repr__(self) -> str:
        weights = ", ".join(f"{w:.3f}" for w in self.w)
        return f"SigmoidNeuron(w=[{weights}], b={self.b[0]:.3f})"
