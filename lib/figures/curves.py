"""Curves of one variable, a walk on such a curve, and errors that shrink along it."""

from __future__ import annotations

import numpy as np
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from lib.figures.labels import put_label
from lib.figures.style import PALETTE


def draw_curve(axes, function, interval, **line):
    """The graph of a function of one variable over an interval (low, high)."""
    x = np.linspace(*interval, 401)
    line = {"color": PALETTE["ink"], "lw": 3, "zorder": 2} | line
    axes.plot(x, function(x), **line)
    axes.set_xlim(interval)


def draw_walk(axes, function, path, color=PALETTE["first"]):
    """A ball that walks on the graph of a function: every place, how it got there, its start.

    Parameters
    ----------
    axes : Axes
        Where the graph has been drawn.
    function : callable
        The height at a place.
    path : ndarray, shape (steps + 1,)
        The places, the start first. Those outside of the axes are left out.
    color : str
        Of the ball and its path.
    """
    low, high = axes.get_xlim()
    inside = (path >= low) & (path <= high)
    path = path[: len(path) if inside.all() else inside.argmin()]
    height = function(path)
    axes.plot(path, height, "-", color=color, lw=2, alpha=0.6, zorder=3)
    axes.plot(path, height, "o", color=color, ms=8, alpha=0.8, zorder=4)
    if len(path):
        axes.plot(path[:1], height[:1], "o", color="white", mec=color, mew=3, ms=15, zorder=5)
        axes.plot(path[-1:], height[-1:], "o", color=color, ms=15, zorder=5)


def draw_errors(axes, errors, color=PALETTE["first"], label=None, **line):
    """Errors against the step on a logarithmic axis, where a constant factor is a straight line.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    errors : ndarray, shape (steps + 1,)
        Distances from the minimum. An exact zero has no place on the axis and is left out.
    color : str
        Of the line and its label.
    label : str, optional
        Written at the end of the line.
    **line
        Further properties of the line.
    """
    steps = np.arange(len(errors))
    shown = errors > 0
    _use_powers_of_ten(axes)
    few = len(errors) <= 60
    marks = {"ls": "-", "lw": 2, "marker": "o", "ms": 6} if few else {"ls": "-", "lw": 4}
    axes.plot(steps[shown], errors[shown], color=color, **marks | line)
    if label and shown.any():
        low, high = axes.get_ylim()
        last = np.flatnonzero(shown)[-1]
        put_label(axes, steps[last], np.clip(errors[last], low, high), label, color, align="right", dy=18)


def _use_powers_of_ten(axes):
    """Make the y axis logarithmic; it keeps the ticks it was given.

    Their labels are plain text, which is drawn in half the time of TeX, and its exponents are legible.
    """
    ticks = axes.yaxis.get_major_locator()
    axes.set_yscale("log")
    if isinstance(ticks, FixedLocator):
        axes.yaxis.set_major_locator(ticks)
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _position: _power_of_ten(value)))


def _power_of_ten(value) -> str:
    exponent = round(np.log10(value))
    if exponent == 0 or not np.isclose(value, 10.0**exponent):
        return f"{value:g}"
    return "10" + str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
