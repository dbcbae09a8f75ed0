"""Costs and checks of lecture 03 drawn: products for a gradient, how small a nudge may be, the hunt."""

from __future__ import annotations

import numpy as np

from lib.figures.classes import CLASSES
from lib.figures.labels import put_label
from lib.figures.style import PALETTE, panels
from lib.figures.ticks import mark_ticks
from lib.gradient_check import GradientCheck
from lib.lectures.backpropagation.bricks import draw_layer_cost

FIRST, SECOND, INK, MUTED = (PALETTE[role] for role in ("first", "second", "ink", "muted"))


def draw_costs(figure, weights, nudging, backpropagation, example, name):
    """What a layer multiplies, and the products that one gradient costs in networks of many sizes.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    weights, nudging, backpropagation : ndarray, shape (networks,)
        The weights of each network, and the products that its gradient needs in both ways.
    example : tuple of (int, int, int)
        The same of one network that is named.
    name : str
        Its name.
    """
    draw_layer_cost(figure.add_axes((0, 0, 0.5, 1)))
    axes = figure.add_axes((0.6, 0.19, 0.37, 0.68))
    ways = ((nudging, "s", SECOND, (300, 2e8), "nudging", "center"),
            (backpropagation, "o", FIRST, (1500, 200), "backpropagation", "left"))
    for (products, marker, color, place, text, align), at in zip(ways, example[1:]):
        axes.loglog(weights, products, color=color)
        axes.plot(example[0], at, marker, color=color, ms=13)
        put_label(axes, *place, text, color, align=align)
    put_label(axes, *example[:2], name, INK, align="right", dx=-18, dy=8)
    axes.set(title="products for one gradient", xlabel="weights", xlim=(8, 1e6), ylim=(8, 1e13))
    mark_ticks(axes, x=(10, 1e3, 1e5))
    mark_ticks(axes, y=(10, 1e5, 1e9, 1e13))


def draw_lens(figure, widths, change, slope, weight, sizes, errors, h, error, numbers):
    """The loss through a lens of width h, and the error of the gradient against h.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    widths, change : ndarray, shape (places,)
        Changes of a weight and of the loss, both in units of h.
    slope : float
        The derivative.
    weight : str
        The name of the weight.
    sizes : ndarray, shape (sizes,)
        Many h.
    errors : ndarray, shape (sizes, 2)
        The relative errors there, from both sides and from one.
    h, error : float
        The width of the lens, and the error from both sides.
    numbers : str
        With which numbers it was computed.
    """
    left, right = panels(figure, 1, 1, left=100, gap=130)
    left.plot(widths, slope * widths, color=MUTED, lw=2, ls="--")
    left.plot(widths, change, color=INK, lw=2.5)
    left.plot([-1, 1], np.interp([-1, 1], widths, change), "o-", color=FIRST, ms=12)
    left.set(title="the loss through a lens of width h", xlabel=f"change of {weight} in units of h",
             ylabel="change of L in units of h", xlim=(-2, 2), ylim=(-0.11, 0.11), xticks=(-2, -1, 0, 1, 2),
             yticks=(-0.1, 0, 0.1))
    both, one = np.maximum(errors, 1e-16).T
    right.loglog(sizes, both, color=FIRST)
    right.loglog(sizes, one, color=SECOND, lw=2.5, ls="--")
    right.plot(h, error, "o", color=FIRST, ms=15, zorder=5)
    right.set(title=f"error of the gradient, {numbers}", xlabel="h", ylabel="relative error", xlim=(3e-16, 3),
              ylim=(1e-12, 10))
    mark_ticks(right, x=(1e-15, 1e-10, 1e-5, 1))
    mark_ticks(right, y=(1e-12, 1e-8, 1e-4, 1))
    put_label(right, 2, 3e-11, "both sides", FIRST, align="right")
    put_label(right, 2, 3e-12, "one side, dashed", SECOND, align="right")


def draw_hunt(figure, found: GradientCheck):
    """The gradient of a suspect against that by nudging, and their differences weight by weight."""
    left, right = panels(figure, 1, 2, left=110, gap=130)
    left.plot([-1, 1], [-1, 1], color=MUTED, lw=2, ls="--")
    right.axhline(0, color=MUTED, lw=2, ls="--")
    difference, weights = found.backward - found.numerical, np.arange(12)
    for part, (color, marker) in zip((slice(0, 6), slice(6, 12)), CLASSES):
        left.plot(found.numerical[part], found.backward[part], marker, color=color, ms=12, alpha=0.85)
        right.vlines(weights[part], 0, difference[part], color=color, lw=4)
        right.plot(weights[part], difference[part], marker, color=color, ms=12)
    left.set(title="one against the other", xlabel="by nudging", ylabel="by backpropagation",
             xlim=(-0.15, 0.15), ylim=(-0.15, 0.15), xticks=(-0.1, 0, 0.1), yticks=(-0.1, 0, 0.1))
    right.set(title="the difference, weight by weight", xlim=(-0.7, 11.7), ylim=(-0.15, 0.15),
              yticks=(-0.1, 0, 0.1))
    right.set_xticks([2.5, 8.5], ["W1: six weights", "W2: six weights"])
    wrong = np.count_nonzero(found.errors > found.tolerance)
    verdict = "right" if found else f"wrong in {wrong} of 12"
    right.text(11.6, 0.135, verdict, fontsize=22, ha="right", va="center")
