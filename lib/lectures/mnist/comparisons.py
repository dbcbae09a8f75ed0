"""Comparisons: published results and ours, a recipe and its errors, our loop beside PyTorch."""

from __future__ import annotations

import numpy as np

from lib.figures.labels import put_label
from lib.figures.style import PALETTE, TYPE, panels
from lib.figures.ticks import mark_ticks

FIRST, SECOND, INK, MUTED, QUIET = (PALETTE[role] for role in ("first", "second", "ink", "muted", "quiet"))


def draw_errors_of_all(figure, published, ours):
    """Wrong answers in percent as bars, the most first: published in grey, ours in blue.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    published, ours : mapping of str to float
        What was done, and its errors.
    """
    (axes,) = panels(figure, 1, left=430, right=90, top=44, bottom=30)
    rows = sorted((published | ours).items(), key=lambda row: -row[1])
    for k, (name, error) in enumerate(rows):
        bar, written, alpha = (FIRST, FIRST, 1) if name in ours else (MUTED, QUIET, 0.7)
        axes.barh(k, error, left=0.2, color=bar, height=0.62, alpha=alpha)
        put_label(axes, error + 0.2, k, f"{error:.2f} %", written, dx=10)
    axes.set(title="wrong answers in %: published grey, ours blue", xscale="log", xlim=(0.25, 20), xticks=[],
             ylim=(len(rows) - 0.4, -0.6))
    axes.minorticks_off()
    axes.set_yticks(range(len(rows)), [name for name, _ in rows], fontsize=18)
    axes.spines["bottom"].set_visible(False)


def draw_recipe(figure, recipe, results):
    """A recipe as a list, and the errors of its runs against the time of training.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    recipe : mapping of str to str
        What, and how.
    results : sequence of dict
        As the record has them: the mean accuracy, and accuracy and seconds of each run.
    """
    left = figure.add_axes((0.0, 0.0, 0.5, 1))
    left.set_axis_off()
    left.set(xlim=(0, 10), ylim=(10, 0))
    for k, (what, how) in enumerate(recipe.items()):
        left.text(0, 0.9 + 1.17 * k, what, fontsize=TYPE["caption"], color=QUIET, va="center")
        left.text(3.2, 0.9 + 1.17 * k, how, fontsize=TYPE["caption"], va="center")
    right = figure.add_axes((0.6, 0.16, 0.37, 0.73))
    right.set(title="wrong of 10,000 test images, in %", xlabel="seconds of training", xscale="log",
              xlim=(3, 2000), ylim=(0, 1.2), yticks=(0, 0.5, 1))
    mark_ticks(right, x=(10, 60, 300))
    seconds = [mean_seconds(result) for result in results]
    right.plot(seconds, [_percent_wrong(result["mean accuracy"]) for result in results], color=FIRST,
               zorder=1)
    for at, result, dy in zip(seconds, results, (24, -30, 24)):
        mean, errors = result["mean accuracy"], [_percent_wrong(run["accuracy"]) for run in result["runs"]]
        right.plot([at] * len(errors), errors, "o", color=INK, ms=6)
        put_label(right, at, _percent_wrong(mean), f"{mean:.2%} right", FIRST, dx=8, dy=dy)


def mean_seconds(result) -> float:
    """How long the runs of a recipe took on average."""
    return np.mean([run["seconds"] for run in result["runs"]])


def draw_beside(figure, run):
    """Two trainings beside each other: losses, their difference, and the time of an epoch.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    run : dict
        For ours and PyTorch the losses of each step, the seconds, and the accuracy on the test images.
    """
    ours, theirs = (np.array(run[name]["losses"]) for name in ("ours", "PyTorch"))
    left, middle, right = panels(figure, 1.15, 1, 0.75, left=60, right=20, top=44, bottom=62, gap=90)
    left.plot(ours, color=FIRST, lw=5, alpha=0.5)
    left.plot(theirs, color=SECOND, lw=1.5)
    left.set(title="loss of each step", xlabel="step", xticks=(0, 250, 500), ylim=(0, 2.6), yticks=(0, 1, 2))
    put_label(left, 480, 2.2, "ours, wide and blue", FIRST, align="right")
    put_label(left, 480, 1.75, "PyTorch, thin and ochre", SECOND, align="right")
    middle.semilogy(np.maximum(abs(ours - theirs), 1e-9), ".", color=INK, ms=4)
    middle.set(title="their difference", xlabel="step", xticks=(0, 250, 500), ylim=(1e-9, 1))
    mark_ticks(middle, y=(1e-8, 1e-6, 1e-4, 1e-2, 1))
    for k, (name, color) in enumerate((("ours", FIRST), ("PyTorch", SECOND))):
        right.barh(k, run[name]["seconds"], color=color, height=0.5)
        put_label(right, 0, k - 0.42, f"{name}: {run[name]['accuracy']:.2%} right", color, dx=4)
    longest = max(one["seconds"] for one in run.values())
    right.set(title="an epoch, in seconds", xlim=(0, 1.1 * longest), ylim=(1.4, -0.8), yticks=[])
    right.locator_params(axis="x", nbins=3)


def _percent_wrong(accuracy) -> float:
    return 100 * (1 - accuracy)
