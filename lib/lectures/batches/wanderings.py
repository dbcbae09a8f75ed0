"""Streams and wanderings of lecture 04 drawn: learners that follow a drift, walks between two valleys."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from lib.figures.curves import draw_curve
from lib.figures.labels import put_label
from lib.figures.style import panels
from lib.figures.ticks import mark_ticks
from lib.landscapes import double_well
from lib.lectures.batches.experiments import DEEP, HILLTOP, SHALLOW
from lib.lectures.batches.figures import ALL, FIRST, MUTED, ONE, QUIET, SECOND, SOME


def draw_stream(figure, true, found, looks):
    """The slopes that three learners have found as points arrive, and how often they look at one.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    true : ndarray, shape (arrivals,)
        The true slope.
    found, looks : ndarray, shape (3, arrivals)
        The slopes found and the looks so far: of the learner on the newest point, on all so far, and of the
        one that is trained once.
    """
    left, right = panels(figure, 3, 2, left=70, right=40)
    arrived = np.arange(1, len(true) + 1)
    lines = ((true, "the true slope", QUIET, {"color": MUTED, "lw": 8, "alpha": 0.6}),
             (found[0], "a step on the newest point", ONE, {"color": ONE, "lw": 2}),
             (found[1], "a step on all so far", ALL, {"color": ALL, "lw": 4}),
             (found[2], "trained once, on 100", SOME, {"color": SOME, "lw": 4, "ls": "--"}))
    for k, (slopes, name, color, line) in enumerate(lines):
        height = 4.35 - 0.48 * k
        left.plot(arrived, slopes, **line)
        left.plot([10, 52], [height, height], **line)
        put_label(left, 62, height, name, color)
    left.set(title="slope that each learner has found", xlabel="points arrived", xlim=(0, 610), ylim=(0, 4.6),
             xticks=(0, 200, 400, 600), yticks=(0, 1, 2, 3, 4))
    for counts, color, style, dy in zip(looks, (ONE, ALL, SOME), ("-", "-", "--"), (-24, 22, 22)):
        right.semilogy(arrived, counts, color=color, lw=4, ls=style)
        put_label(right, arrived[-1], counts[-1], f"{counts[-1]:,.0f}", color, align="right", dy=dy)
    right.set(title="looks at a point, in all", xlabel="points arrived", xlim=(0, 610), ylim=(1, 2e6),
              xticks=(0, 200, 400, 600))
    right.set_yticks([1, 100, 10_000, 1_000_000], ["1", "100", "10,000", "1 million"])
    right.minorticks_off()


def draw_wells(figure, walks: Mapping[tuple[int, float], tuple], size, rate):
    """Where walks from the shallow valley end, and the share in the deep one at all settings.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    walks : mapping of (int, float) to (ndarray, float, float)
        For each batch size and rate: the ends, the share in the deep valley, the share thrown back.
    size, rate : int, float
        The setting in question.
    """
    left, right = panels(figure, 3, 2, left=70, right=40)
    ends, share, back = walks[size, rate]
    draw_curve(left, double_well, (-4.2, 4.2), color=MUTED)
    heights = double_well(ends) + np.random.default_rng(1).uniform(0.3, 2.2, len(ends))
    for there, marker, color in ((ends < HILLTOP, "o", FIRST), (ends >= HILLTOP, "s", SECOND)):
        left.plot(ends[there], heights[there], marker, color=color, ms=8, alpha=0.5)
    for x, y, text, color in ((DEEP, 11.4, f"deep: {share:.0%}", FIRST),
                              (SHALLOW - 0.25, 11.4, f"shallow: {1 - share:.0%}", SECOND),
                              (SHALLOW - 0.25, 9.6, f"thrown back: {back:.0%}", QUIET)):
        put_label(left, x, y, text, color, align="center")
    left.set(title=f"where {len(ends)} walks end", xlabel="z", ylim=(-1, 12.5), xticks=range(-4, 5, 2),
             yticks=(0, 5, 10))
    ratios = [rate / size for size, rate in walks]
    right.semilogx(ratios, [found[1] for found in walks.values()], "o", color=MUTED, ms=10)
    right.plot(rate / size, share, "o", color=FIRST, ms=19, zorder=5)
    right.set(title="share in the deep valley", xlabel="rate / batch size", xlim=(4e-4, 0.13),
              ylim=(-0.04, 1))
    mark_ticks(right, x=(0.001, 0.01, 0.1))
    mark_ticks(right, y=(0, 0.5, 1), percent=True)


def draw_settled(axes, path, name, share, off):
    """The first thirty of many walks between two valleys, in the colour of the valley where they end.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    path : ndarray, shape (steps + 1, walkers)
        The places of the walkers.
    name : str
        Of the schedule.
    share, off : float
        The share that ends in the deep valley, and how far they end off the floor.
    """
    steps = np.arange(0, len(path), 20)
    for places, end in zip(path[::20, :30].T, path[-1]):
        axes.plot(steps, places, color=FIRST if end < HILLTOP else SECOND, lw=1, alpha=0.5)
    put_label(axes, 3000, DEEP, f"deep: {share:.0%}", FIRST, align="right", dy=-58)
    put_label(axes, 3000, SHALLOW, f"shallow: {1 - share:.0%}", SECOND, align="right", dy=58)
    axes.set(title=f"{name}: {off:.2f} off the floor", xlabel="step", ylim=(-4.4, 4.4), xlim=(0, 3010),
             yticks=(-2, 0, 2))
    mark_ticks(axes, x=(0, 1000, 2000, 3000))
