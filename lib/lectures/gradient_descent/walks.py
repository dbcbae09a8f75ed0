"""Drawings of lecture 02 with landscapes to walk through: a bowl, a ravine, two valleys, a saddle."""

from __future__ import annotations

import numpy as np

from lib.figures.contours import draw_contours, draw_path, mark_minimum
from lib.figures.curves import draw_curve, draw_errors, draw_walk
from lib.figures.labels import put_label
from lib.figures.style import PALETTE, panels
from lib.figures.ticks import mark_ticks
from lib.landscapes import bowl, double_well, ravine, saddle

FIRST, SECOND, INK, MUTED, QUIET = (PALETTE[role] for role in ("first", "second", "ink", "muted", "quiet"))

MAP_TICKS = {"xticks": (-4, 0, 4), "yticks": (-3, 0, 3)}
"""Of the maps of bowls and ravines."""


def draw_bowl_and_ravine(figure, straight, zigzag):
    """Maps of the bowl with several paths, and of the ravine with one."""
    left, right = panels(figure, 1, 1, left=70)
    for axes, landscape, paths in ((left, bowl, straight), (right, ravine, [zigzag])):
        draw_contours(axes, landscape, landscape.box)
        for path in paths:
            draw_path(axes, path)
        mark_minimum(axes, 0, 0)
        axes.set(xlabel="x₁", **MAP_TICKS)
    left.set(title="bowl: every way down is the straight way", ylabel="x₂")
    right.set(title="ravine: steepest is not straight")


def draw_ravine(figure, landscape, path, factors):
    """A walk in a ravine, and its error along and across, each with the factor of a step."""
    left, right = panels(figure, 1, 1, left=70)
    draw_contours(left, landscape, landscape.box)
    away = np.any(abs(path) >= 12, axis=1)
    draw_path(left, path[:away.argmax()] if away.any() else path)
    mark_minimum(left, 0, 0)
    left.set(title="the walk", xlabel="x₁: along", ylabel="x₂: across", **MAP_TICKS)

    right.set(title="the error, direction by direction", xlabel="step", xlim=(-1, len(path)),
              yticks=(1e-6, 1e-3, 1, 1e3))
    directions = (("■ across", SECOND, "s", 1e6), ("● along", FIRST, "o", 2e4))
    for (name, color, marker, y), errors, factor in zip(directions, abs(path.T[::-1]), factors[::-1]):
        draw_errors(right, errors, color, marker=marker)
        put_label(right, len(path) - 1, y, f"{name}: times {factor:.2f}", color, align="right")
    right.set_ylim(1e-6, 1e7)


def draw_condition(figure, kappas, needed):
    """Both factors of the ravine against the rate, and the steps needed at the best rate against κ."""
    left, right = panels(figure, 1, 1, left=90)
    rate = np.linspace(0, 0.115, 231)
    left.plot(rate, abs(1 - rate), color=FIRST)
    left.plot(rate, abs(1 - 20 * rate), color=SECOND)
    left.plot(2 / 21, 19 / 21, "o", color=INK, ms=14, zorder=5)
    left.axhline(1, color=MUTED, lw=2, ls="--")
    put_label(left, 0.03, 0.97, "along", FIRST, align="center", dy=-22)
    put_label(left, 0.025, 0.5, "across", SECOND, dx=12)
    put_label(left, 2 / 21, 19 / 21, "best: 2/21", INK, align="right", dx=-8, dy=-30)
    left.set(title="both factors against the rate, κ = 20", xlabel="learning rate η", xlim=(0, 0.115),
             ylim=(0, 1.3), xticks=(0, 0.05, 0.1), yticks=(0, 0.5, 1))

    right.loglog(kappas, needed, "o", color=FIRST, ms=11)
    right.loglog(kappas, np.log(100) / np.log((kappas + 1) / (kappas - 1)), color=MUTED, lw=2, zorder=1)
    at_20 = needed[list(kappas).index(20)]
    put_label(right, 20, at_20, f"our ravine: {at_20} steps", FIRST, dx=16, dy=-10)
    right.set(title="steps to a hundredth, at the best rate", xlabel="condition number κ", xlim=(1, 1500),
              ylim=(1, 5000))
    mark_ticks(right, x=(1, 10, 100, 1000), y=(1, 10, 100, 1000))


def draw_larger_factor(axes):
    """The larger of the two factors of the ravine against the rate; where it is least is the exercise."""
    rate = np.linspace(0, 0.115, 231)
    flat, steep = abs(1 - rate), abs(1 - 20 * rate)
    axes.plot(rate, np.maximum(flat, steep), color=MUTED, lw=9, alpha=0.6)
    axes.plot(rate, flat, color=FIRST, lw=2.5)
    axes.plot(rate, steep, color=SECOND, lw=2.5)
    put_label(axes, 0.115, 0.89, "flat", FIRST, dx=12)
    put_label(axes, 0.03, 0.4, "steep", SECOND, align="right", dx=-12)
    put_label(axes, 0.05, 0.95, "the larger of both", QUIET, align="center", dy=24)
    put_label(axes, 2 / 21, 0.9, "lowest: where?", INK, dx=12, dy=-34)
    axes.set(xlabel="rate", xlim=(0, 0.115), ylim=(0, 1.35), xticks=(0, 0.05, 0.1), yticks=(0, 1))


def draw_valleys(figure, path, starts, ends):
    """A walk over two valleys, and in which of them each start ends."""
    left, right = panels(figure, 3, 2)
    draw_curve(left, double_well, double_well.box[0])
    draw_walk(left, double_well, path)
    left.set(title="the walk", xlabel="x", ylim=(-1, 10), xticks=range(-3, 4), yticks=(0, 5, 10))
    for valley in (ends < 0, ends > 0):
        right.plot(starts[valley], ends[valley], color=INK)
    right.plot(path[0], path[-1], "o", color=FIRST, ms=15, zorder=5)
    (lowest,), (other,) = double_well.minima
    put_label(right, 3, lowest, "the lowest point", INK, align="right", dy=24)
    put_label(right, -3, other, "a local minimum", INK, dy=24)
    right.set(title="where it ends", xlabel="start", xlim=(-3.2, 3.2), ylim=(-3, 3.4), xticks=range(-3, 4, 3),
              yticks=(-2, 0, 2))


def draw_saddle(figure, path, away):
    """A walk over the saddle, and its distance from the ridge, which it leaves at the step `away`."""
    left, right = panels(figure, 1, 1, left=70)
    draw_contours(left, saddle, saddle.box, levels=np.linspace(-0.3, 2.8, 17))
    draw_path(left, path)
    left.plot(0, 0, "X", color=SECOND, mec="white", mew=1.5, ms=17, zorder=6)
    put_label(left, 0, 0, "saddle", SECOND, dx=16, dy=-20)
    for y in (-1, 1):
        mark_minimum(left, 0, y)
    left.set(title="the walk", xlabel="x₁", ylabel="x₂", xticks=(-2, 0, 2), yticks=(-1, 0, 1))

    right.set(title="distance from the ridge |x₂|", xlabel="step", xlim=(-5, len(path) + 4),
              yticks=(1e-9, 1e-6, 1e-3, 1))
    draw_errors(right, abs(path[:, 1]))
    right.set_ylim(1e-10, 30)
    right.axvline(away, color=MUTED, lw=2, ls="--")
    align, dx = ("right", -8) if away > 150 else ("left", 8)
    put_label(right, away, 3e-10, f"off at step {away}", INK, align=align, dx=dx)


def draw_shares_of_valleys(axes, sizes, shares):
    """The share of flat places that are valleys, for each number of parameters."""
    axes.bar(sizes, shares, color=FIRST, width=0.6)
    for size, share in zip(sizes, shares):
        put_label(axes, size, share, f"{100 * share:.2g} %" if share else "none", INK, align="center", dy=16)
    axes.set(xlabel="number of parameters", ylabel="share of valleys", xlim=(0.4, 7.6), ylim=(0, 0.6),
             xticks=sizes)
    mark_ticks(axes, y=(0, 0.25, 0.5), percent=True)
