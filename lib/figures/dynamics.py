"""Momentum on a quadratic: how fast each setting converges, drawn as a map, and walks in the phase plane."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import to_rgba

from lib.figures.contours import draw_path
from lib.figures.labels import put_label
from lib.figures.style import FIELD, PALETTE, TYPE

DIVERGES = "#f6ebe0"
"""Colour of the settings with which a walk flies away."""

LEVELS = (0.2, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
"""Factors at which the shade of a map changes."""


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


def draw_factor_map(axes, rates, momenta, factors, levels=LEVELS):
    """A map of convergence factors over rate and momentum: fast is white, and what diverges is ochre.

    It is an image, which a live figure draws in a moment; so the grids may be fine.

    Parameters
    ----------
    axes : Axes
        Where to draw; its limits become those of the two grids.
    rates, momenta : ndarray, shapes (columns,) and (rows,)
        Evenly spaced settings.
    factors : ndarray, shape (rows, columns)
        The factor of each setting, from :func:`convergence_factor`; computed once, drawn often.
    levels : sequence of float
        Factors at which the shade changes, rising, below 1.
    """
    shades = FIELD(np.linspace(0, 1, len(levels) + 1))
    colors = (255 * np.vstack([shades, to_rgba(DIVERGES)])).round().astype(np.uint8)
    colors = colors[np.digitize(factors, [*levels, 1 + 1e-9])]
    right, up = (rates[1] - rates[0]) / 2, (momenta[1] - momenta[0]) / 2
    axes.imshow(colors, origin="lower", aspect="auto", interpolation="bilinear", zorder=0,
                extent=(rates[0] - right, rates[-1] + right, momenta[0] - up, momenta[-1] + up))
    diverges = factors > 1 + 1e-9
    some = diverges.any(axis=1)
    wall = rates[diverges.argmax(axis=1)[some]] - right
    axes.plot(wall, momenta[some], color=PALETTE["second"], lw=3, zorder=2)
    axes.set(xlim=(rates[0], rates[-1]), ylim=(momenta[0], momenta[-1]))


def draw_borders(axes, curvature=1.0):
    """The borders between the regimes of ``Momentum`` on a map, for one curvature.

    Left of the first line it creeps; between the two it swings freely; right of the second it changes
    sides in every step; the third is the wall.

    Parameters
    ----------
    axes : Axes
        Where a map has been drawn, from momentum 0 to 1.
    curvature : float
        The second derivative; 1 if the axis is rate times curvature.
    """
    momentum = np.linspace(0, 1, 101)
    root = np.sqrt(momentum)
    axes.plot((1 - root) ** 2 / curvature, momentum, color=PALETTE["ink"], lw=2.5, zorder=3)
    axes.plot((1 + root) ** 2 / curvature, momentum, "--", color=PALETTE["ink"], lw=2.5, zorder=3)
    axes.plot(2 * (1 + momentum) / curvature, momentum, color=PALETTE["second"], lw=3, zorder=3)


def mark_setting(axes, rate, momentum, text="", color=PALETTE["first"], **label):
    """A disc at a setting on a map, with a text beside it."""
    axes.plot(rate, momentum, "o", color=color, mec="white", mew=2, ms=17, zorder=6, clip_on=False)
    if text:
        put_label(axes, rate, momentum, text, color, **{"dx": 16} | label)


def draw_phase(axes, path, lowest=0.0, color=PALETTE["first"]):
    """A walk of one parameter in the phase plane: its position, and the move that led there.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    path : ndarray, shape (steps + 1,)
        The places, the start first; it starts at rest.
    lowest : float
        Where rest is: the lowest point.
    color : str
        Of the path.
    """
    axes.axhline(0, color=PALETTE["muted"], lw=1.5, zorder=1)
    axes.axvline(lowest, color=PALETTE["muted"], lw=1.5, zorder=1)
    draw_path(axes, np.stack([path, np.diff(path, prepend=path[0])], axis=1), color)


def draw_shares(axes, shares, color=PALETTE["first"], newest="now"):
    """Bars for what each past gradient adds to a velocity, the newest on the right.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    shares : ndarray, shape (steps,)
        The shares, the newest first.
    color : str
        Of the bars.
    newest : str
        What the newest is called below its bar.
    """
    ages = -np.arange(len(shares))
    axes.bar(ages, shares, color=color, width=0.7)
    axes.set_xticks(ages, [newest, *(f"−{-age}" for age in ages[1:])], fontsize=TYPE["caption"])
    axes.set(ylim=(0, 1.12), yticks=(0, 0.5, 1))
