"""Noise, schedules and training of lecture 05 drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from lib.figures.contours import draw_contours, draw_path, mark_minimum
from lib.figures.curves import draw_errors
from lib.figures.labels import put_label
from lib.figures.style import PALETTE, panels
from lib.figures.ticks import mark_ticks
from lib.landscapes import quadratic
from lib.lectures.momentum.walks import METHODS

FIRST, INK, MUTED, QUIET = (PALETTE[role] for role in ("first", "ink", "muted", "quiet"))


def draw_noise(figure, path, curve, spreads: Mapping[float, tuple[float, float]], momentum):
    """Where a ball is in a noisy valley, and how far it strays at each momentum.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    path : ndarray, shape (steps + 1, 2)
        Its places.
    curve : tuple of (ndarray, ndarray)
        Momenta, and the spread that theory has for them at the same rate.
    spreads : mapping of float to (float, float)
        For each momentum the spread at the same rate, and that at the same reach.
    momentum : float
        That of the path.
    """
    left, right = panels(figure, 1, 1, left=70)
    draw_contours(left, quadratic((1, 10)), ((-1.7, 1.7), (-1.1, 1.1)))
    left.plot(*path[-250:].T, "-", color=FIRST, lw=1, alpha=0.5)
    left.plot(*path[-1000::4].T, "o", color=FIRST, ms=4)
    mark_minimum(left, 0, 0)
    left.set(title="rate 0.02: where the ball is", xlabel="x₁", xticks=(-1, 0, 1), yticks=(-1, 0, 1))
    right.plot(*curve, color=MUTED, lw=2)
    same_rate, same_reach = zip(*spreads.values())
    right.plot(list(spreads), same_rate, "o", color=FIRST, ms=10)
    right.plot(list(spreads), same_reach, "D", color=INK, ms=9)
    right.plot(momentum, spreads[momentum][0], "o", color="white", mec=FIRST, mew=4, ms=18, zorder=6)
    put_label(right, 0.02, 0.085, "rate 0.02", FIRST)
    put_label(right, 0.02, 0.011, "rate 0.02 · (1 − μ)", INK)
    right.set(title="spread of x₂ around its lowest point", xlabel="momentum μ", xlim=(-0.03, 1),
              ylim=(0, 0.17), xticks=(0, 0.5, 0.9), yticks=(0, 0.05, 0.1, 0.15))


def draw_schedules(figure, schedules: Mapping[str, Callable[[float], float]]):
    """The factor of the rate over the time of a training, a small curve for each schedule."""
    time = np.linspace(0, 1, 201)
    places = panels(figure, *(1 for _ in schedules), left=50, right=20, gap=40, top=44, bottom=60)
    for axes, (name, schedule) in zip(places, schedules.items()):
        axes.plot(time, [schedule(t) for t in time], color=FIRST)
        axes.set(title=name, ylim=(-0.04, 1.1), xlim=(0, 1), xlabel="time", xticks=[])
        mark_ticks(axes, y=(0, 1) if axes is places[0] else ())


def draw_settling(figure, path, distance, constant):
    """One ball under a schedule, and the mean distance of many from the lowest point.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    path : ndarray, shape (steps + 1, 2)
        The places of one ball.
    distance, constant : ndarray, shape (steps + 1,)
        The mean distance under the schedule, and at a constant rate.
    """
    left, right = panels(figure, 1, 1, left=70)
    draw_contours(left, quadratic((1, 10)), ((-6.2, 3), (-3, 3)))
    draw_path(left, path, lw=1)
    mark_minimum(left, 0, 0)
    left.set(title="one ball, 600 steps, noisy slopes", xlabel="x₁", xticks=(-4, 0), yticks=(-2, 0, 2))
    right.set(title="distance from the lowest point, mean of 50", xlabel="step", xlim=(-5, 605),
              ylim=(0.01, 12), yticks=(0.01, 0.1, 1, 10))
    draw_errors(right, constant, QUIET, lw=2)
    draw_errors(right, distance, FIRST, lw=3)
    right.set_ylim(0.01, 12)
    put_label(right, 600, 6, f"at the end {distance[-20:].mean():.2g}", FIRST, align="right")


def draw_training(figure, reach, losses: Mapping[str, np.ndarray], shown):
    """What a small network has learnt with each method, over the rate and step by step.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    reach : ndarray, shape (rates,)
        Rate / (1 − momentum).
    losses : mapping of str to ndarray, shape (rates, seeds, steps)
        The losses of each method, by name.
    shown : int
        Which of the rates is drawn step by step.
    """
    left, right = panels(figure, 1, 1, left=90, top=44)
    for (name, loss), height in zip(losses.items(), (1.9, 0.8, 0.34), strict=True):
        (color, marker), median = METHODS[name], np.median(loss[:, :, -1], axis=1)
        left.loglog(reach, median, "-", marker=marker, color=color, ms=11)
        put_label(left, 1, height, f"{name}, at {reach[-1]:g}: {median[-1]:.2g}", color)
        for run in loss[shown]:
            right.semilogy(run, color=color, lw=1.5, alpha=0.5)
    left.set(title="loss after 200 steps, median of 9 seeds", xlabel="rate / (1 − momentum)", xlim=(0.8, 130))
    right.set(title=f"all at {reach[shown]:.0f}, 9 seeds each", xlabel="step", xlim=(0, 200))
    for axes, x in ((left, (1, 10, 100)), (right, (0, 100, 200))):
        axes.set_ylim(0.003, 3)
        mark_ticks(axes, x=x, y=(0.01, 0.1, 1))
