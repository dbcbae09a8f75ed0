"""Rates that depend on the slopes seen so far: Adagrad, RMSprop, Adadelta."""

from __future__ import annotations

import numpy as np

from lib.figures.labels import put_label
from lib.figures.style import PALETTE, panels
from lib.figures.ticks import mark_ticks

FIRST, SECOND, INK, MUTED = (PALETTE[role] for role in ("first", "second", "ink", "muted"))

DECADES = (1, 10, 100, 1000)


def draw_rates_of_features(figure, seen, used):
    """The rates of a frequent feature and of a rare one after each sample, a tick for each that had it."""
    (axes,) = panels(figure, 1, left=80, right=20)
    samples = np.arange(len(seen))
    for column, color, text, place in ((0, SECOND, "frequent feature", (55, 0.32)),
                                       (1, FIRST, "rare feature", (70, 0.62))):
        axes.step(samples, used[:, column], color=color, where="post")
        at = np.flatnonzero(seen[:, column])
        axes.plot(at, np.full(len(at), -0.08 - 0.09 * column), "|", color=color, ms=9, mew=1.5)
        put_label(axes, *place, text, color)
    axes.set(title="rate after each sample, α = 1", xlabel="sample; a tick where the feature was present",
             xlim=(0, len(seen)), ylim=(-0.25, 1.05), yticks=(0, 0.5, 1))


def draw_learning_of_features(figure, sgd, adagrad, share):
    """Distances of two weights from the truth against the samples seen, by SGD and by Adagrad.

    Parameters
    ----------
    figure : Figure
        Where to draw, a panel for each weight.
    sgd, adagrad : ndarray, shape (samples + 1, 2)
        The distances at the start and after each sample.
    share : float
        Of the samples that have the rare feature.
    """
    places = panels(figure, 1, 1, left=80, right=150, gap=70)
    samples = np.arange(1, len(sgd))
    titles = "feature present in 50 % of the samples", f"feature present in {share:.0%}"
    for column, (axes, title) in enumerate(zip(places, titles)):
        axes.plot(samples, sgd[1:, column], "--", color=SECOND)
        axes.plot(samples, adagrad[1:, column], color=FIRST)
        axes.set(title=title, xlabel="samples seen", xscale="log", xlim=(1, samples[-1]), ylim=(0, 1.05),
                 yticks=(0, 0.5, 1))
        mark_ticks(axes, x=DECADES)
    places[0].set_ylabel("distance of its weight from 1")
    ends = sgd[-1, 1], adagrad[-1, 1]
    apart = max(0, 0.09 - abs(ends[0] - ends[1])) / 2 * (1 if ends[0] >= ends[1] else -1)
    put_label(places[1], samples[-1], ends[0] + apart, "SGD, dashed", SECOND, dx=8)
    put_label(places[1], samples[-1], ends[1] - apart, "Adagrad", FIRST, dx=8)


def draw_sums_of_squares(figure, parameters):
    """For each parameter its name, bars for its slopes, and what is said of their squares and of its rate."""
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, 11.8), ylim=(0, 1.9))
    axes.set_axis_off()
    for column, (name, slopes, total, rate) in enumerate(parameters):
        x = 1.2 + 5.6 * column
        put_label(axes, x - 0.6, 0.95, name, align="center", fontsize=26)
        for k, slope in enumerate(slopes):
            axes.bar(x + 0.55 * k, slope * 0.36, width=0.4, bottom=0.2, color=SECOND)
            put_label(axes, x + 0.55 * k, 0.2 + slope * 0.36, f"{slope:g}", SECOND, align="center", dy=14)
        put_label(axes, x + 1.2, 1.15, total)
        put_label(axes, x + 1.2, 0.6, rate, FIRST)


def draw_fall(figure, slopes, walks):
    """The rates that Adagrad and RMSprop used under given slopes, and how far they came."""
    left, right = panels(figure, 1, 1, left=95, right=110, gap=120)
    last = len(slopes)
    for (method, walk), color, style in zip(walks.items(), (SECOND, FIRST), ("--", "-")):
        left.loglog(np.arange(1, last + 1), np.diff(walk) / slopes, style, color=color)
        right.plot(walk, style, color=color)
        put_label(right, last, walk[-1], method, color, dx=8)
    left.set(title="rate that was used: step / slope", xlabel="step", xlim=(1, last), ylim=(1e-3, 10))
    mark_ticks(left, x=DECADES, y=(0.001, 0.01, 0.1, 1, 10))
    put_label(left, 1.2, 0.0025, "slope of Adagrad's line: −1/2", SECOND)
    right.set(title="distance covered", xlabel="step", xlim=(0, last), ylim=(0, 1100), xticks=(0, 500, 1000),
              yticks=(0, 500, 1000))


def draw_memory(figure, keep):
    """How much a squared slope counts in RMSprop after so many steps, and in Adagrad."""
    (axes,) = panels(figure, 1, left=70, right=20)
    age = np.arange(40)
    axes.bar(age, keep**age, width=0.75, color=FIRST)
    axes.step(np.r_[age - 0.5, 39.5], np.ones(41), where="post", color=SECOND)
    put_label(axes, 39, 1, "Adagrad: all alike, for ever", SECOND, align="right", dy=18)
    put_label(axes, 39, 0.42, f"RMSprop with {keep:g}:\nfades within tens of steps", FIRST, align="right")
    axes.set(title="weight of a squared slope in s, first = 1", xlabel="steps ago", xlim=(-0.8, 40),
             xticks=(0, 10, 20, 30), ylim=(0, 1.3), yticks=(0, 1))


def draw_starts_of_adadelta(figure, distances):
    """Distances from the minimum for three values of ε, with the name of each at a step of its curve."""
    (axes,) = panels(figure, 1, left=80, right=30, top=40)
    for (eps, distance), text, at in zip(distances.items(), ("ε = 10⁻²", "10⁻⁴", "10⁻⁶"), (12, 70, 400)):
        axes.plot(np.arange(1, len(distance)), distance[1:], color=FIRST, lw=4 if eps == 1e-6 else 2)
        put_label(axes, at, distance[at], text, FIRST, align="right", dx=-6, dy=-20)
    axes.set(title="distance from 2", xlabel="step", xscale="log", xlim=(1, 2000), ylim=(0, 6.8),
             yticks=(0, 3, 6))
    mark_ticks(axes, x=DECADES)
