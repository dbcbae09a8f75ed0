"""Drawings of lecture 02 with one parameter: a cost, the parabola, and what the learning rate does on it."""

from __future__ import annotations

import numpy as np

from lib.figures.curves import draw_curve, draw_errors, draw_walk
from lib.figures.labels import put_label
from lib.figures.style import PALETTE, panels
from lib.figures.ticks import mark_ticks
from lib.landscapes import parabola

FIRST, SECOND, INK, MUTED, QUIET = (PALETTE[role] for role in ("first", "second", "ink", "muted", "quiet"))

HILLSIDE = (-5, 9)
"""Where the parabola is drawn."""


def draw_cost(figure, threshold, errors, cost):
    """Errors of a classifier over its threshold, which are a staircase, and the cost, which is smooth."""
    left, right = panels(figure, 1, 1)
    left.step(threshold, errors, color=SECOND, where="mid")
    left.set(title="errors among 30 animals", xlabel="threshold between cat and dog in kg", ylim=(0, 16))
    left.annotate("flat:\nno slope\nto follow", (1.9, 14.8), (2.3, 5), color=SECOND, ha="center", fontsize=20,
                  arrowprops={"arrowstyle": "->", "color": SECOND, "lw": 2})
    best = cost.argmin()
    right.plot(threshold, cost, color=FIRST)
    _put_ball(right, threshold[best], cost[best])
    put_label(right, threshold[best], cost[best], "the lowest point", FIRST, align="center", dy=-28)
    right.set(title="cost: mean of (output − label)² / 2", xlabel="threshold between cat and dog in kg",
              ylim=(0, 0.26))


def draw_lowest_point(axes):
    """The parabola with its horizontal tangent."""
    draw_curve(axes, parabola, HILLSIDE)
    axes.plot([0, 4], [2, 2], "--", color=MUTED, lw=2)
    _put_ball(axes, 2, 2)
    put_label(axes, 2, 2, "slope 0", FIRST, align="center", dy=30)
    axes.set(xlabel="x", ylabel="y", ylim=(0, 52), xticks=range(-4, 9, 2), yticks=range(0, 51, 10))


def draw_searches(figure, grid):
    """Two ways to the lowest point: heights on a grid of places, and Newton's step from 8."""
    left, right = panels(figure, 1, 1)
    draw_curve(left, parabola, HILLSIDE, color=MUTED)
    left.plot(grid, parabola(grid), "o", color=FIRST, ms=7)
    _put_ball(left, 2, 2)
    left.set(title=f"grid search: {len(grid)} heights", xlabel="x", ylim=(0, 52), xticks=(-4, 2, 8),
             yticks=(0, 25, 50))
    draw_curve(right, parabola.gradient, (-1, 9))
    right.axhline(0, color=MUTED, lw=1.5)
    right.plot([8, 8, 2], [12, 0, 0], "--", color=FIRST, lw=2)
    _put_start(right, 8, 12)
    _put_ball(right, 2, 0)
    put_label(right, 8, 6, "slope 12", FIRST, align="right", dx=-12)
    put_label(right, 5, 0, "step 12 / 2 = 6", FIRST, align="center", dy=-22)
    right.set(title="Newton–Raphson: the slope 2x − 4 to zero", xlabel="x", ylim=(-6, 16), xticks=(2, 8),
              yticks=(0, 12))


def draw_fog(axes):
    """All that gradient descent sees: the parabola around 8, its slope there, and the step it takes."""
    draw_curve(axes, parabola, HILLSIDE, color=MUTED, alpha=0.35)
    draw_curve(axes, parabola, (7.2, 8.8))
    axes.axline((8, 38), slope=12, color=SECOND, ls="--", lw=2)
    axes.plot([8, 8], [12, 38], ":", color=FIRST, lw=2)
    _put_start(axes, 8, 38)
    _put_arrow(axes, (8, 12), (6.8, 12))
    put_label(axes, 7.4, 12, "step 0.1 · 12 = 1.2", FIRST, align="center", dy=-24)
    put_label(axes, 7.0, 26, "slope 12", SECOND, align="right", dx=-14)
    put_label(axes, 0.2, 30, "fog", QUIET, align="center", fontsize=40)
    axes.set(xlabel="x", ylabel="y", xlim=HILLSIDE, ylim=(0, 52), yticks=range(0, 51, 10))
    mark_ticks(axes, x=(2, 6.8, 8))


def draw_decimals(axes, cut, rounded, columns=11):
    """Numbers cut off after two decimals, one for each step; those that rounding makes others stand out."""
    axes.set_axis_off()
    axes.set(xlim=(0, columns), ylim=(-(-len(cut) // columns), 0))
    for k, (value, other) in enumerate(zip(cut, rounded)):
        row, column = divmod(k, columns)
        differs = value != other
        lines = ((0.14, f"step {k + 1}", {"fontsize": 18, "color": QUIET}),
                 (0.42, f"{value:.2f}", {"fontsize": 27, "color": SECOND if differs else INK,
                                         "weight": "bold" if differs else "normal"}),
                 (0.74, f"not {other:.2f}" if differs else "", {"fontsize": 18, "color": SECOND}))
        for y, text, look in lines:
            axes.text(column + 0.5, row + y, text, ha="center", va="center", **look)


def draw_rate(figure, path, factor):
    """A walk on the parabola, and its distance from 2, which is multiplied by a factor in each step."""
    left, right = panels(figure, 3, 2)
    draw_curve(left, parabola, HILLSIDE)
    draw_walk(left, parabola, path)
    left.set(title="the walk on y = x² − 4x + 6", xlabel="x", ylim=(0, 52), xticks=range(-4, 9, 2),
             yticks=(0, 25, 50))
    right.set(title="distance from 2", xlabel="step", xlim=(-1, len(path)), yticks=(1e-6, 1e-3, 1, 1e3))
    draw_errors(right, abs(path - 2))
    right.set_ylim(1e-6, 1e6)
    put_label(right, len(path) - 1, 1e5, f"times {factor:.2f} each step", INK, align="right")


def draw_factor(axes):
    """By what the distance from 2 is multiplied, against the learning rate."""
    rate = np.linspace(0, 1.2, 241)
    axes.plot(rate, abs(1 - 2 * rate), color=INK)
    axes.axhspan(1, 1.5, color=SECOND, alpha=0.12, lw=0)
    axes.axhline(1, color=SECOND, lw=2, ls="--")
    axes.plot([0.5, 0.5], [0, 0.54], ":", color=FIRST, lw=2)
    _put_ball(axes, 0.5, 0)
    for x, y, text, color in ((0.5, 0.62, "0.5 lands in one step", FIRST), (0.12, 0.35, "creeps", INK),
                              (0.9, 0.35, "swings, and converges", INK),
                              (0.5, 1.25, "above 1 it flies away", SECOND)):
        put_label(axes, x, y, text, color, align="center")
    put_label(axes, 1.0, 1.0, "1 never arrives", SECOND, align="right", dx=-14, dy=20)
    axes.set(xlabel="learning rate η", ylabel="factor |1 − 2η|", xlim=(0, 1.2), ylim=(-0.1, 1.5),
             xticks=(0, 0.1, 0.5, 0.9, 1), yticks=(0, 0.5, 1))


def draw_wall(axes, measured):
    """Steps that were needed at each rate, on the line that was calculated, and the wall where it ends."""
    rate = np.linspace(0.005, 0.995, 397)
    with np.errstate(divide="ignore"):
        steps = np.maximum(np.log(0.01 / 6) / np.log(abs(1 - 2 * rate)), 1)
    axes.plot(rate, steps, color=MUTED, lw=2)
    axes.plot(list(measured), list(measured.values()), "o", color=FIRST, ms=11)
    axes.axvspan(1, 1.15, color=SECOND, alpha=0.12, lw=0)
    axes.axvline(1, color=SECOND, lw=3)
    put_label(axes, 1.075, 40, "the wall:\n2 / λ = 1", SECOND, align="center")
    put_label(axes, 0.1, measured[0.1], f"rate 0.1: {measured[0.1]} steps", FIRST, dx=16, dy=10)
    put_label(axes, 0.5, 1, "rate 0.5: one step", FIRST, dx=20)
    axes.set(xlabel="learning rate η", ylabel="steps until within 0.01 of 2", yscale="log",
             xlim=(0, 1.15), ylim=(0.7, 1000), xticks=(0, 0.25, 0.5, 0.75, 1))
    mark_ticks(axes, y=(1, 10, 100, 1000))


def draw_next_place(axes):
    """One step down the parabola from 8; where it ends is the exercise."""
    draw_curve(axes, parabola, (-1, 9), color=MUTED)
    _put_arrow(axes, (8, parabola(8)), (6.8, parabola(6.8)))
    _put_start(axes, 8, parabola(8))
    put_label(axes, 8, parabola(8), "x", INK, dx=18)
    put_label(axes, 6.8, parabola(6.8), "next place?", FIRST, align="right", dx=-16)
    axes.set(xlabel="x", ylim=(0, 46), xticks=(2, 8), yticks=(0, 20, 40))


def _put_ball(axes, x, y):
    axes.plot(x, y, "o", color=FIRST, ms=15, zorder=5, clip_on=False)


def _put_start(axes, x, y):
    """The ring at which a walk begins."""
    axes.plot(x, y, "o", color="white", mec=FIRST, mew=3, ms=15, zorder=5)


def _put_arrow(axes, start, end):
    axes.annotate("", end, start,
                  arrowprops={"arrowstyle": "-|>", "lw": 4, "color": FIRST, "mutation_scale": 25})
