"""Landscapes of two parameters seen from above, and paths through them."""

from __future__ import annotations

import numpy as np

from lib.figures.style import FIELD, PALETTE


def draw_contours(axes, function, box, levels=14, cmap=FIELD):
    """A function of two parameters as a light field with contour lines.

    Parameters
    ----------
    axes : Axes
        Where to draw; its limits become the box, its scales equal.
    function : callable
        Takes points of shape (..., 2), gives heights of shape (...).
    box : tuple of (float, float)
        The interval of each parameter.
    levels : int or sequence of float
        Contour levels. A number means levels that are denser near the lowest point, so that a walk
        that slows down still crosses some.
    cmap : Colormap
        Colours from the lowest to the highest level.
    """
    x, y = (np.linspace(*interval, 97) for interval in box)
    heights = function(np.stack(np.meshgrid(x, y), axis=-1))
    if np.isscalar(levels):
        low, high = heights.min(), heights.max()
        levels = low + (high - low) * np.linspace(0, 1, levels) ** 2
    axes.contourf(x, y, heights, levels, cmap=cmap, zorder=0)
    axes.contour(x, y, heights, levels, colors=PALETTE["muted"], linewidths=1, alpha=0.6, zorder=1)
    axes.set_xlim(box[0])
    axes.set_ylim(box[1])
    # Only with equal scales does the steepest way cross the contour lines at right angles.
    axes.set_aspect("equal", anchor="W")


def draw_path(axes, path, color=PALETTE["first"], **line):
    """A path in the plane: arrows from step to step, a ring at its start, a disc at its end.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    path : ndarray, shape (steps + 1, 2)
        The places, the start first.
    color : str
        Of the path.
    **line
        Further properties of the line.
    """
    x, y = np.asarray(path).T
    axes.plot(x, y, "-", color=color, zorder=3, **({"lw": 2.5} | line))
    axes.plot(x, y, "o", color=color, ms=5, zorder=4)
    axes.plot(x[:1], y[:1], "o", color="white", mec=color, mew=3, ms=14, zorder=5)
    axes.plot(x[-1:], y[-1:], "o", color=color, ms=14, zorder=5)


def mark_minimum(axes, x, y):
    """A cross at a lowest point."""
    axes.plot(x, y, "P", color=PALETTE["ink"], mec="white", mew=1.5, ms=15, zorder=6)
