"""Walks down a landscape: by gradient descent, and by Newton's step."""

from collections.abc import Callable

import numpy as np

from lib import expect
from lib.optimizers import Optimizer


def descend(gradient: Callable, start, optimizer: Optimizer, steps: int) -> np.ndarray:
    """Follow `optimizer` from `start` for a number of steps.

    Parameters
    ----------
    gradient : callable
        Gradient at a point: takes and returns an array of shape (dimensions,).
    start : float or array_like
        Where to begin.
    optimizer : Optimizer
        The rule of a step; it starts with a fresh state.
    steps : int
        How many steps.

    Returns
    -------
    ndarray, shape (steps + 1, dimensions)
        The path, start included.

    Raises
    ------
    ValueError
        If `start` is not a finite point, `steps` is not a whole number of at least 0, or the gradient
        has another shape than the point.
    FloatingPointError
        If the path leaves the finite numbers; the message names the step.
    """
    expect.function("gradient", gradient)
    theta = np.array(expect.array("start", np.atleast_1d(start), ("dimensions",)))
    expect.integer("steps", steps, least=0)
    expect.instance("optimizer", optimizer, Optimizer).reset()
    path = np.empty((steps + 1, theta.size))
    path[0] = theta
    for step in range(1, steps + 1):
        with np.errstate(over="ignore", invalid="ignore"):
            slope = np.array(gradient(theta), dtype=float)
            if slope.shape != theta.shape:
                raise ValueError(f"gradient: expected shape {theta.shape} at a point of that shape, "
                                 f"got {slope.shape}")
            optimizer.step(theta, slope)
        if not np.isfinite(theta).all():
            raise FloatingPointError(
                f"descend left the finite numbers at step {step} of {steps} with {optimizer}: "
                f"{path[step - 1]} became {theta}. A smaller learning rate may help.")
        path[step] = theta
    return path


def newton_step(gradient, hessian) -> np.ndarray:
    """Newton's step, which lands on the lowest point of the parabola that fits best.

    Newton's method, or Newton-Raphson, looks for the root of the derivative. The step is the solution
    of ``hessian @ step = -gradient``.

    Parameters
    ----------
    gradient : array_like, shape (dimensions,)
        First derivatives at the point.
    hessian : array_like, shape (dimensions, dimensions)
        Second derivatives there; for one parameter a number will do.

    Returns
    -------
    ndarray, shape (dimensions,)
        What to add to the point.

    Raises
    ------
    ValueError
        If the shapes do not fit, or the Hessian has no inverse.
    """
    gradient, hessian = np.atleast_1d(expect.array("gradient", gradient)), expect.array("hessian", hessian)
    if gradient.ndim != 1 or hessian.size != gradient.size**2:
        raise ValueError(f"hessian: expected shape {(gradient.size,) * 2} for a gradient of shape "
                         f"{gradient.shape}, got {hessian.shape}")
    try:
        return np.linalg.solve(hessian.reshape(gradient.size, gradient.size), -gradient)
    except np.linalg.LinAlgError:
        raise ValueError(f"hessian: expected an invertible matrix, got {hessian.tolist()}") from None
