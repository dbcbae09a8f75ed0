"""Optimizers: each is a formula about two arrays, the parameters `theta` and the gradient `grad`.

The same object runs x^2 - 4x + 6, a ravine in the plane and a network, because all of them keep their
parameters in one vector. Names, conventions and defaults are those of ``torch.optim``.
"""

from __future__ import annotations

import numpy as np


class Optimizer:
    """What all optimizers share: a learning rate, and a state that belongs to one vector.

    Parameters
    ----------
    lr : float
        Learning rate, positive.

    Raises
    ------
    ValueError
        If `lr` is not a positive finite number.
    """

    def __init__(self, lr: float):
        if not np.isscalar(lr) or not np.isreal(lr) or not 0 < lr < np.inf:
            raise ValueError(f"lr: expected a positive number, got {lr!r}")
        self.lr = lr
        self.reset()

    def reset(self) -> None:
        """Forget the state, so that the next step is a first step."""
        self._shape = None

    def step(self, theta: np.ndarray, grad: np.ndarray) -> None:
        """Move `theta` in place, one step along its gradient.

        Parameters
        ----------
        theta : ndarray
            Parameters, changed in place.
        grad : ndarray
            Gradient at `theta`, of the same shape; it may be used up.

        Raises
        ------
        ValueError
            If the two shapes differ, or differ from those of the step before.
        """
        if theta.shape != grad.shape:
            raise ValueError(f"grad: expected the shape of theta, {theta.shape}, got {grad.shape}")
        if self._shape is None:
            self._shape = theta.shape
        elif self._shape != theta.shape:
            raise ValueError(f"theta: this {type(self).__name__} has begun with shape {self._shape}, got "
                             f"{theta.shape}; call reset() or make a new one")
        self.update(theta, grad)

    def update(self, theta: np.ndarray, grad: np.ndarray) -> None:
        """The formula itself."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{type(self).__name__}(lr={self.lr:g})"


class SGD(Optimizer):
    """Gradient descent: theta <- theta - lr * grad.

    Called stochastic when `grad` comes from a sample of the data; the formula is the same.

    Parameters
    ----------
    lr : float
        Learning rate.

    References
    ----------
    A. Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées", 1847.
    """

    def __init__(self, lr: float = 1e-3):
        super().__init__(lr)

    def update(self, theta, grad):
        theta -= self.lr * grad
