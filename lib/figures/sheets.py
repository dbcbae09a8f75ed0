"""Drawings without axes: a sheet whose unit is the pixel, and arrows on it."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lib.figures.style import POINTS_PER_INCH


def sheet(figure: Figure) -> Axes:
    """Axes that fill the figure and are not seen; their unit is the pixel, from the lower left corner."""
    width, height = figure.get_size_inches() * POINTS_PER_INCH
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(0, height))
    axes.set_axis_off()
    return axes


def draw_arrow(axes, start, end, color, *, lw=4, size=24, zorder=None, **style):
    """An arrow from one point of the data to another.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    start, end : tuple of (float, float)
        The points.
    color : str
        Of the arrow.
    lw, size : float
        Width of its line and length of its head, in pixels.
    zorder : float, optional
        What is drawn above what.
    **style
        Further properties of the arrow, such as ``connectionstyle``.
    """
    order = {} if zorder is None else {"zorder": zorder}
    axes.annotate("", end, start, **order,
                  arrowprops={"arrowstyle": "-|>", "lw": lw, "color": color, "mutation_scale": size} | style)
