"""Steps under given slopes: Adam and its corrections, Nadam, AMSGrad, Rprop, AdamW, textbooks beside lib."""

from __future__ import annotations

import numpy as np

from lib.figures.labels import put_label
from lib.figures.style import PALETTE, panels
from lib.figures.ticks import mark_ticks, number_text

FIRST, SECOND, INK, MUTED = (PALETTE[role] for role in ("first", "second", "ink", "muted"))


def draw_cold_start(figure, raw, corrected):
    """The lengths of the steps under slopes of 1, without Adam's corrections and with them."""
    (axes,) = panels(figure, 1, left=90, right=190, top=20)
    last = len(raw)
    for lengths, color, marker, text, height in ((raw, SECOND, "s", "■ as they are", max(raw[-1], 1.6)),
                                                 (corrected, FIRST, "o", "● corrected", 0.95)):
        axes.semilogy(np.arange(1, last + 1), lengths, color=color, marker=marker, ms=6, lw=2)
        put_label(axes, last, height, text, color, dx=10)
    axes.set(xlabel="step", ylabel="length of the step", xlim=(0, last), ylim=(0.3, 60),
             xticks=(1, 25, 50, 75, 100))
    mark_ticks(axes, y=(1, 3, 10, 30))
    put_label(axes, 2, raw.max(), f"first {raw[0]:.2f}, longest {raw.max():.2f}", SECOND, dx=14, dy=18)


def draw_two_formulas(figure, ours, theirs):
    """The steps of lib as a thin line on the broad one of the paper's formula."""
    (axes,) = panels(figure, 1, left=70, right=20, top=40, bottom=62)
    axes.plot(theirs, color=SECOND, lw=7, alpha=0.45)
    axes.plot(ours, color=FIRST, lw=2)
    axes.set(title="steps under random slopes", xlabel="step", xlim=(0, len(ours)), ylim=(-1.15, 1.9),
             xticks=(0, 50, 100), yticks=(-1, 0, 1))
    put_label(axes, len(ours) - 2, 1.7, "the paper's formula", SECOND, align="right")
    put_label(axes, len(ours) - 2, 1.3, "lib", FIRST, align="right")


def draw_parts_of_adam(figure):
    """The way from a slope to the step of Adam: its stages, and what is done between them."""
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, 11.8), ylim=(0, 2.2))
    axes.set_axis_off()
    for x, text, color in ((0.7, "slope g", INK), (4.2, "m, v", SECOND), (7.5, "m̂, v̂", SECOND),
                           (10.9, "step", FIRST)):
        put_label(axes, x, 1.1, text, color, align="center", fontsize=28)
    for x, above, below in ((2.35, "running means", "keep β₁, β₂"), (5.85, "correct", "divide by 1 − βᵗ"),
                            (9.25, "divide", "by the root of v̂")):
        axes.annotate("", (x + 0.85, 1.1), (x - 0.85, 1.1),
                      arrowprops={"arrowstyle": "-|>", "lw": 3, "color": MUTED, "mutation_scale": 22})
        put_label(axes, x, 1.1, above, align="center", dy=24)
        put_label(axes, x, 1.1, below, align="center", dy=-24)


def draw_two_swings(figure, walks):
    """Two walks about a minimum at 2, with their names and first places."""
    (axes,) = panels(figure, 1, left=50, right=20, top=10, bottom=58)
    for name, color, marker, sign, height in zip(walks, (SECOND, FIRST), "so", "■●", (7.6, 5.9)):
        places = " → ".join(f"{x:.3g}" for x in walks[name][:4])
        axes.plot(walks[name], color=color, marker=marker, ms=6, lw=2.5)
        put_label(axes, len(walks[name]) - 1, height, f"{sign} {name}: {places}", color, align="right")
    axes.axhline(2, color=MUTED, lw=2, ls="--", zorder=1)
    axes.set(xlabel="step", ylabel="x", xlim=(-0.5, len(walks[name]) - 0.5), ylim=(-1, 8.6), yticks=(2, 8))


def draw_series(figure, large, walks):
    """The slopes of the series on which Adam fails, and the walks of Adam and AMSGrad."""
    left, right = panels(figure, 2, 3, left=80, right=110, gap=90)
    slopes = np.where(np.arange(12) % 3 == 0, large, -1)
    left.axhline(0, color=MUTED, lw=1.5)
    left.vlines(np.arange(1, 13), 0, slopes, color=np.where(slopes > 0, SECOND, INK), lw=5)
    left.set(title=f"the slopes: mean {(large - 2) / 3:.2g}", xlabel="step", xlim=(0, 13),
             xticks=(1, 4, 7, 10), ylim=(-2, 10.5), yticks=(-1, 0, 5, 10))
    ends = [walk[-1] for walk in walks.values()]
    together = abs(ends[0] - ends[1]) < 0.2
    for (method, walk), color, marker, dy in zip(walks.items(), (SECOND, FIRST), "so", (14, -14)):
        right.plot(walk, color=color)
        right.plot(len(walk) - 1, walk[-1], marker, color=color, ms=13, clip_on=False)
        put_label(right, len(walk) - 1, walk[-1], method, color, dx=14, dy=dy * together)
    right.axhline(-1, color=MUTED, lw=2, ls="--")
    right.set(title="x", xlabel="step", xlim=(0, 300), ylim=(-1.15, 1.15), xticks=(0, 100, 200, 300),
              yticks=(-1, 0, 1))


def draw_rates_on_series(figure, adam, amsgrad):
    """The rates of Adam and of AMSGrad at each step of the series, with every third step in grey."""
    (axes,) = panels(figure, 1, left=70, right=250, top=36, bottom=60)
    last = len(adam)
    axes.step(np.arange(1, last + 1), adam, where="mid", color=SECOND)
    axes.step(np.arange(1, last + 1), amsgrad, where="mid", color=FIRST)
    for t in range(1, last + 1, 3):
        axes.axvspan(t - 0.5, t + 0.5, color=MUTED, alpha=0.2, lw=0)
    axes.set(title="rate on the series with C = 3; grey: the large slope", xlabel="step",
             xlim=(0.5, last + 0.5), xticks=range(1, last + 1, 3), ylim=(0, 1.15), yticks=(0, 1))
    put_label(axes, last + 0.5, adam[-1], "Adam: large only\nfor small slopes", SECOND, dx=12, dy=-8)
    put_label(axes, last + 0.5, amsgrad[-1], "AMSGrad: one for all", FIRST, dx=12)


def draw_largest_mean(figure, slopes, means):
    """Running means of squared slopes as bars, and the largest so far; the first mean is the start, 0."""
    (axes,) = panels(figure, 1, left=80, right=330, top=20, bottom=60)
    steps, largest = np.arange(1, len(means)), np.maximum.accumulate(means)
    axes.bar(steps, means[1:], width=0.5, color=SECOND)
    axes.step(np.arange(0.5, len(means)), largest, where="pre", color=FIRST)
    axes.set(xlabel="slope", xlim=(0.5, steps[-1] + 0.5), ylabel="mean of g²", ylim=(0, 17),
             yticks=(0, 8, 16))
    axes.set_xticks(steps, [number_text(slope) for slope in slopes])
    put_label(axes, steps[-1] + 0.5, largest[-1], "the largest so far", FIRST, dx=12)
    put_label(axes, steps[-1] + 0.5, means[-1], "the running mean, β = 0.1", SECOND, dx=12, dy=12)


def draw_votes(figure, walks):
    """Ten samples, and three walks to their mean or to where most of them are."""
    left, right = panels(figure, 1, 3, left=60, right=260, top=40, bottom=60, gap=70)
    left.bar([0, 10], [9, 1], width=1.2, color=MUTED)
    left.set(title="ten samples", xlabel="sample", xlim=(-2, 12), ylim=(0, 10), xticks=(0, 10), yticks=(1, 9))
    noisy = list(walks.values())[-1]
    styles = ("first", 4, ": 1", 1), ("second", 4, ": 0", 0), ("activations", 2, "", max(2, noisy[-1]))
    for (name, walk), (role, lw, end, height) in zip(walks.items(), styles):
        right.plot(walk, color=PALETTE[role], lw=lw)
        put_label(right, len(walk) - 1, height, name + end, PALETTE[role], dx=10)
    right.set(title="x; the mean of the samples is 1", xlabel="step", xlim=(0, 400), xticks=(0, 200, 400),
              ylim=(-0.5, 3.3), yticks=(0, 1, 3))


def draw_decays(figure, walks):
    """Two weights under decay, one with small slopes and one with large ones, a panel for each method."""
    for axes, (name, walk) in zip(panels(figure, 1, 1, left=80, right=140, gap=240, top=46), walks.items()):
        last, together = len(walk) - 1, abs(walk[-1, 0] - walk[-1, 1]) < 0.1
        axes.plot(walk[:, 1], color=SECOND, lw=5)
        axes.plot(walk[:, 0], color=FIRST, ls=(0, (4, 2)) if together else "-")
        put_label(axes, last, walk[-1, 1], "large slopes", SECOND, dx=8, dy=14 if together else 0)
        put_label(axes, last, walk[-1, 0], "small slopes", FIRST, dx=8, dy=-14 if together else 10)
        axes.set(title=name, xlabel="step", xlim=(0, last), xticks=(0, 500, 1000), ylabel="weight",
                 ylim=(0, 1.05), yticks=(0, 0.5, 1))


def draw_conventions(figure, pairs):
    """The steps of lib and of the textbook under the same slopes, a panel each method."""
    places = panels(figure, 1, 1, 1, 1, left=50, right=15, gap=45)
    for axes, (name, (ours, textbook)) in zip(places, pairs.items()):
        for steps, color, marker, size, text, height in ((textbook, SECOND, "s", 9, "■ textbook", 8.5),
                                                         (ours, FIRST, "o", 6, "● lib, PyTorch", 9.6)):
            axes.plot(np.arange(1, len(steps) + 1), steps, color=color, marker=marker, ms=size, lw=2.5)
            put_label(axes, 10.3, height, text, color, align="right")
        axes.set_title(name, fontsize=19)
        axes.set(xlabel="step", xlim=(0.4, 10.6), ylim=(0, 10.5), xticks=(1, 5, 10), yticks=(0, 5, 10))
