"""Shares right: along a training, and against the size of a network, of its data or of its penalty."""

from __future__ import annotations

import numpy as np

from lib.figures.labels import put_label
from lib.figures.style import PALETTE, TYPE, panels
from lib.lectures.xor.figures import BOX, draw_plane

FIRST, SECOND, INK, MUTED, QUIET = (PALETTE[role] for role in ("first", "second", "ink", "muted", "quiet"))

MARKERS = {FIRST: "o", SECOND: "s", MUTED: "^", PALETTE["biases"]: "v"}
"""The marker of each colour."""


def draw_training(figure, x, y, outputs, rights, losses, steps, title):
    """The three panels of the source: share right and loss up to now, and the decision between them.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    x, y : ndarray
        The points and their labels.
    outputs : ndarray
        In [0, 1], on the points of ``outputs.plane``.
    rights, losses : sequence of float
        Measured at the start and after each step.
    steps : int
        Length of the whole training.
    title : str
        What the network is.
    """
    left, middle, right = panels(figure, 1, 1, 1, left=60, right=30, gap=84, top=48)
    for axes, values, color in ((left, rights, SECOND), (right, losses, FIRST)):
        axes.plot(values, color=color)
        axes.plot(len(values) - 1, values[-1], "o", color=color, ms=13, clip_on=False)
        axes.set(xlim=(0, steps), xticks=(0, steps // 2, steps), xlabel="step")
    draw_plane(middle, outputs, x, y)
    middle.set_title(title)
    left.axhline(0.75, color=INK, lw=1.5, ls="--")
    left.set(title=f"accuracy {rights[-1]:.2f}", ylim=(0, 1.01), yticks=(0, 0.5, 0.75, 1))
    right.set(title=f"loss {losses[-1]:.3f}", ylim=(0, 0.3), yticks=(0, 0.1, 0.2, 0.3))


def draw_mirrored_shares(figure, widths, curves, bound):
    """Shares right against the number of hidden neurons, and a bound.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    widths : sequence of int
        Numbers of hidden neurons.
    curves : sequence of (str, sequence of float)
        What each of three networks is, and its share at each width.
    bound : float
        Drawn across.
    """
    (axes,) = panels(figure, 1, left=90, right=310, top=30)
    last = len(widths) - 1
    for (name, shares), color, dy in zip(curves, (PALETTE["biases"], FIRST, SECOND), (0, -12, 14)):
        axes.plot(shares, color=color, marker=MARKERS[color], ms=13)
        put_label(axes, last, shares[-1], name, color, dx=20, dy=dy)
    axes.axhline(bound, color=INK, lw=2, ls="--")
    put_label(axes, last, bound, f"the bound, {100 * bound:g} %", dx=20)
    _mark_settings(axes, widths, "hidden neurons", (0.4, 1.03))


def draw_successes(figure, units, successes):
    """Bars: how many of 20 starts succeed with so many hidden neurons, for two activations."""
    (axes,) = panels(figure, 1, left=100, right=140, top=30)
    for (name, counts), color, hatch, shift, height in zip(successes.items(), (FIRST, SECOND), ("", "//"),
                                                           (-0.17, 0.17), (19, 15)):
        places = np.arange(len(units)) + shift
        axes.bar(places, counts, 0.3, color=color, hatch=hatch, ec="white", lw=0)
        for x, count in zip(places, counts):
            axes.text(x, count + 0.5, count, ha="center", color=color, fontsize=TYPE["caption"])
        put_label(axes, len(units) - 0.45, height, f"{name},\nhatched" if hatch else name, color, fontsize=24)
    axes.set(ylim=(0, 22.5), yticks=(0, 10, 20), ylabel="starts that succeed",
             xlim=(-0.5, len(units) - 0.5), xlabel="hidden neurons")
    axes.set_xticks(range(len(units)), units)


def draw_fresh_shares(figure, x, y, outputs, sizes, known, fresh):
    """What was learnt from some points, and shares of training and fresh points right against their number.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    x, y, outputs : ndarray
        The training points, their labels, and what was learnt, on the points of ``outputs.plane``.
    sizes : sequence of int
        Numbers of training points, that of `x` among them.
    known, fresh : sequence of float
        The shares for each number.
    """
    axes, at = _draw_learnt(figure, x, y, outputs, 10 if len(x) < 100 else 7), sizes.index(len(x))
    figure.axes[0].set_title(f"learnt from {len(x)} points")
    for shares, color in ((known, FIRST), (fresh, SECOND)):
        _draw_shares(axes, shares, color, at)
    put_label(axes, 0, 1.0, f"training points: {known[at]:.0%}", FIRST, dx=10, dy=22)
    put_label(axes, len(sizes) - 1, 0.7, f"2,000 fresh points: {fresh[at]:.0%}", SECOND, align="right")
    _mark_settings(axes, sizes, "training points", (0.45, 1.09))


def draw_depth_shares(figure, x, y, outputs, box, title, shares, depth):
    """What so many hidden layers have learnt, and the shares of three starts for each number of layers.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    x, y, outputs : ndarray
        The training points, their labels, and what was learnt, on the points of ``outputs.plane``.
    box : tuple of (float, float)
        The interval of each input.
    title : str
        What the network is.
    shares : mapping of int to sequence of float
        The shares of some starts for each number of hidden layers; through their middle a line.
    depth : int
        The number that is looked at.
    """
    axes = _draw_learnt(figure, x, y, outputs, 6, box)
    figure.axes[0].set_title(title)
    for k, (other, values) in enumerate(shares.items()):
        color, size = (SECOND, 15) if other == depth else (MUTED, 11)
        axes.plot([k] * len(values), values, "o", color=color, ms=size, alpha=0.85)
    axes.plot([np.median(values) for values in shares.values()], color=MUTED, lw=2, zorder=1)
    axes.set_title("share of fresh points right, three starts each")
    _mark_settings(axes, shares, "hidden layers", (0.45, 1.03), ylabel="")


def draw_penalized_shares(figure, x, y, outputs, title, strengths, known, ridge, lasso, strength):
    """What was learnt under an L2 penalty, and shares right against the penalty.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    x, y, outputs : ndarray
        The training points, their labels, and what was learnt, on the points of ``outputs.plane``.
    title : str
        What the network is.
    strengths, known, ridge, lasso : sequence of float
        Penalties; shares of training points right with L2, of fresh points with L2 and with L1.
    strength : float
        The one that is looked at.
    """
    axes, at = _draw_learnt(figure, x, y, outputs, 11, widths=(390, 540), right=80), strengths.index(strength)
    figure.axes[0].set_title(title)
    for shares, color, marked in ((known, MUTED, at), (ridge, FIRST, at), (lasso, SECOND, None)):
        _draw_shares(axes, shares, color, marked)
    put_label(axes, 0, known[0], "L2, training points", QUIET, dx=8, dy=20)
    put_label(axes, 0, ridge[0], "L2, fresh points", FIRST, dx=8, dy=-26)
    put_label(axes, 2.5, 0.6, "L1, fresh points", SECOND, align="right")
    _mark_settings(axes, strengths, "penalty λ", (0.45, 1.06))


def _draw_learnt(figure, x, y, outputs, size, box=BOX, widths=(390, 560), right=30):
    """A decision with its training points at the left; gives the axes for shares at the right."""
    plane, axes = panels(figure, *widths, left=60, right=right, gap=130, top=48)
    draw_plane(plane, outputs, x, y, size, box)
    return axes


def _draw_shares(axes, shares, color, at=None):
    """A share for each setting, that at one of them larger."""
    marker = MARKERS[color]
    axes.plot(shares, color=color, marker=marker, ms=9)
    if at is not None:
        axes.plot(at, shares[at], marker, color=color, ms=17 - (marker == "s"))


def _mark_settings(axes, settings, name, heights, ylabel="share right"):
    """Settings in equal steps along the axis, and shares up it."""
    axes.set(ylim=heights, yticks=(0.5, 0.75, 1), xlabel=name, ylabel=ylabel)
    axes.set_xticks(range(len(settings)), settings)
