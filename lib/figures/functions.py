"""A function, its derivative, and the tangent that ties the two together."""

from __future__ import annotations

import numpy as np

from lib.figures.curves import draw_curve
from lib.figures.labels import put_label
from lib.figures.style import PALETTE, POINTS_PER_INCH


def draw_tangent(axes, function, derivative, z, color=PALETTE["first"], length=190):
    """A point on a graph and the tangent there, as long in the picture whatever its slope.

    Parameters
    ----------
    axes : Axes
        Where the graph has been drawn, with the limits it is to keep.
    function, derivative : callable
        The function and its derivative, of arrays.
    z : float
        Where the tangent touches.
    color : str
        Of the tangent and its point.
    length : float
        Of the tangent, in pixels.

    Returns
    -------
    float
        The slope at z.
    """
    at = np.array([z], dtype=float)
    height, slope = float(function(at)[0]), float(derivative(at)[0])
    box = axes.get_window_extent()
    x_scale = box.width / np.ptp(axes.get_xlim())
    y_scale = box.height / np.ptp(axes.get_ylim())
    reach = 0.5 * length * axes.figure.dpi / POINTS_PER_INCH / np.hypot(x_scale, slope * y_scale)
    ends = np.array([z - reach, z + reach])
    axes.plot(ends, height + slope * (ends - z), "--", color=color, lw=4, zorder=4)
    axes.plot(z, height, "o", color=color, mec="white", mew=2, ms=16, zorder=5)
    return slope


def draw_function(left, right, function, derivative, interval, z, color=PALETTE["activations"]):
    """A function with its tangent at a place, and beside it the derivative with the slope there.

    Parameters
    ----------
    left, right : Axes
        For the function and for its derivative; their limits in y stay as they are.
    function, derivative : callable
        The function and its derivative, of arrays.
    interval : tuple of (float, float)
        Where to draw.
    z : float
        Where the tangent touches.
    color : str
        Of both graphs.

    Returns
    -------
    float
        The slope at z.
    """
    for axes, graph in ((left, function), (right, derivative)):
        axes.set_ylim(axes.get_ylim())
        axes.axhline(0, color=PALETTE["muted"], lw=1, zorder=0)
        axes.axvline(0, color=PALETTE["muted"], lw=1, zorder=0)
        draw_curve(axes, graph, interval, color=color, lw=5)
    slope = draw_tangent(left, function, derivative, z)
    right.plot([z, z], [0, slope], ":", color=PALETTE["first"], lw=3, zorder=4)
    right.plot(z, slope, "o", color=PALETTE["first"], mec="white", mew=2, ms=16, zorder=5)
    put_label(right, 0.98, 1.0, f"slope {slope:.3f}", PALETTE["first"], align="right", dy=22,
              xycoords="axes fraction", fontsize=22)
    return slope
