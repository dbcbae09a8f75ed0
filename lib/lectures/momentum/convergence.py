"""How fast Momentum and NAG converge on a quadratic: in theory, for every setting."""

from __future__ import annotations

import numpy as np


def convergence_factor(rate, momentum, curvatures, nesterov=False):
    """Factor by which a step multiplies the error in the long run, on a quadratic.

    Velocity and error of each direction are multiplied by a 2 x 2 matrix in each step. The factor is the
    largest modulus of the eigenvalues of all these matrices; above 1 the walk diverges.

    Parameters
    ----------
    rate, momentum : float or ndarray
        Settings of ``Momentum`` or ``NAG``; arrays are broadcast.
    curvatures : float or sequence of float
        Eigenvalues of the Hessian, one for each direction.
    nesterov : bool
        Whether for ``NAG``.

    Returns
    -------
    ndarray
        The factor of the slowest direction, of the broadcast shape.
    """
    factors = []
    for curvature in np.atleast_1d(curvatures):
        step = np.asarray(rate) * curvature
        # Both eigenvalues solve z^2 - trace z + determinant = 0.
        trace = (1 + momentum) * (1 - step) if nesterov else 1 + momentum - step
        determinant = momentum * (1 - step) if nesterov else momentum + 0 * step
        inside = trace**2 / 4 - determinant
        real = abs(trace) / 2 + np.sqrt(np.maximum(inside, 0))
        factors.append(np.where(inside < 0, np.sqrt(abs(determinant)), real))
    return np.max(factors, axis=0)


def best_setting(lowest, highest):
    """The rate, the momentum and the factor of ``Momentum`` at its best on a quadratic.

    Parameters
    ----------
    lowest, highest : float
        The smallest and the largest curvature.

    Returns
    -------
    rate, momentum, factor : float
        The setting, and the factor of its slowest direction.
    """
    flat, steep = np.sqrt(lowest), np.sqrt(highest)
    factor = (steep - flat) / (steep + flat)
    return float((2 / (flat + steep)) ** 2), float(factor**2), float(factor)
