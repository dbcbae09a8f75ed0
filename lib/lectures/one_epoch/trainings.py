"""Drawings of lecture 00 with what was computed by training: losses, borders of classes, curves."""

from __future__ import annotations

import numpy as np

from lib.figures.classes import draw_classes, draw_outputs
from lib.figures.labels import put_label
from lib.figures.style import PALETTE, panels
from lib.figures.ticks import mark_ticks

FIRST, SECOND, INK, MUTED, QUIET = (PALETTE[role] for role in ("first", "second", "ink", "muted", "quiet"))


def draw_border(axes, net, x, y, title, box=((-2.2, 2.2), (-1.7, 1.7)), ringed=None):
    """Points of two classes and the border that a network draws between them, and a ring around one."""
    draw_outputs(axes, lambda points: net(points)[:, 1], box)
    draw_classes(axes, x, y)
    if ringed is not None:
        axes.plot(*ringed, "o", mfc="none", mec=INK, mew=3, ms=22, zorder=6)
    height = int(box[1][1])
    axes.set(title=title, xlabel="x₁", xticks=(-2, 0, 2), yticks=(-height, 0, height))


def draw_moves(figure, heights, weights):
    """The gradient and the moves of optimizers, by title: a bar for each parameter, the weights first."""
    count = len(next(iter(heights.values())))
    colors = [PALETTE["weights"]] * weights + [PALETTE["biases"]] * (count - weights)
    limits = (1.2, 0.36, 0.36)
    for axes, limit, (title, bars) in zip(panels(figure, 1, 1, 1, left=70, gap=80, top=60), limits,
                                          heights.items()):
        axes.bar(np.arange(1, count + 1), bars, color=colors, width=0.75)
        axes.axhline(0, color=MUTED, lw=1.5)
        axes.set(title=title, xlim=(0, count + 1), ylim=(-limit, limit), xticks=[],
                 yticks=(-limit / 1.2, 0, limit / 1.2))
        axes.spines["bottom"].set_visible(False)
        for place, text, color in ((weights / 2 + 0.5, f"{weights} weights", colors[0]),
                                   ((weights + count + 1) / 2, f"{count - weights} biases", colors[-1])):
            put_label(axes, place, -1.2 * limit, text, color, align="center")


def draw_losses_by_rate(axes, rates, own, everyone, promise, rate, now):
    """Losses after one step against its rate: of its sample, of all; what the slope promises.

    ``now`` has the two losses at the rate that is marked.
    """
    for losses, loss, color, marker, size in ((own, now[0], FIRST, "o", 15),
                                              (everyone, now[1], SECOND, "s", 13)):
        axes.plot(rates, losses, color=color)
        axes.plot(rate, loss, marker, color=color, ms=size, zorder=5)
    axes.plot(rates, promise, "--", color=MUTED, lw=2)
    axes.plot([0.17, 0.52], [0.75, 1.07], color=MUTED, lw=1)
    put_label(axes, rates[-1], own[-1], "this sample", FIRST, align="right", dy=22)
    put_label(axes, 2.4, 1.72, "mean of all 60", SECOND, align="right", dx=-16)
    put_label(axes, 0.24, 0.5, "what the slope\npromises", QUIET, dx=72, dy=96)
    axes.set(title="loss after one step", xlabel="learning rate", xlim=(-0.05, 3.1), ylim=(-0.1, 2),
             xticks=(0, 1, 2, 3), yticks=(0, 0.5, 1, 1.5, 2))


def draw_passes(axes, drawn):
    """What forward passes in training give for one point, and what prediction gives, for each network."""
    for row, (passes, prediction) in enumerate(drawn.values()):
        scatter = np.random.default_rng(0).uniform(-0.22, 0.22, len(passes))
        axes.plot(passes, row + scatter, "o", color=FIRST, ms=9, alpha=0.5)
        axes.plot([prediction, prediction], [row - 0.36, row + 0.36], color=INK, lw=5)
        put_label(axes, passes.max(), row - 0.12, "prediction", INK, dx=40)
        put_label(axes, passes.max(), row + 0.22, f"● {len(passes)} forward passes in training", FIRST, dx=40)
    axes.set_yticks(range(len(drawn)), list(drawn))
    axes.set(xlabel="probability of class 1 for one and the same point", xlim=(0, 1), ylim=(1.55, -0.55),
             xticks=(0, 0.25, 0.5, 0.75, 1))


def draw_widths(figure, task, widths, shares):
    """A task of two classes, and the accuracy at each width; ``shares`` has shape (widths, starts)."""
    left, right = panels(figure, 2, 5, left=50, gap=110)
    draw_classes(left, *task, size=6)
    left.set(title="the task: two spirals", xticks=[], yticks=[], aspect="equal")
    left.spines[:].set_visible(False)
    for width, reached in zip(widths, shares):
        marker, color = ("o", FIRST) if width & (width - 1) == 0 else ("s", SECOND)
        right.plot([width] * len(reached), reached, marker, color=color, ms=10, alpha=0.7, mew=0)
    right.set(title=f"accuracy on new points, {shares.shape[1]} starts each", xlabel="hidden neurons",
              xscale="log", xlim=(1.8, 150), ylim=(0.6, 1.01))
    mark_ticks(right, x=(2, 4, 8, 16, 32, 64, 128))
    mark_ticks(right, y=(0.6, 0.8, 1), percent=True)
    put_label(right, 14, 0.75, "● powers of two", FIRST)
    put_label(right, 14, 0.69, "■ other widths", SECOND)


def draw_sample_losses(axes, losses, means, epoch=60, epochs=3):
    """The loss of each sample before its step, the last one ringed, and the mean over all samples."""
    axes.plot(np.arange(1, len(losses) + 1), losses, "o", color=FIRST, ms=6)
    axes.plot(means, color=SECOND)
    if losses:
        axes.plot(len(losses), losses[-1], "o", mfc="none", mec=INK, mew=3, ms=18)
    put_label(axes, 183, 2.95, "● one sample", FIRST, align="right")
    put_label(axes, 183, 2.62, f"mean of all {epoch}", SECOND, align="right")
    for k in range(epochs):
        put_label(axes, epoch * (k + 0.5), 3.35, f"epoch {k + 1}", INK, align="center")
        if k:
            axes.axvline(epoch * k, color=MUTED, lw=2, ls="--")
    axes.set(title="loss of each sample, before its step", xlabel="step", xlim=(0, 186), ylim=(-0.1, 3.6),
             xticks=(0, 60, 120, 180), yticks=(0, 1, 2, 3))


def draw_two_curves(axes, training, validation):
    """Training and validation loss up to an epoch, and where the latter was lowest."""
    axes.plot(training, color=FIRST)
    axes.plot(validation, color=SECOND)
    epoch, best = len(validation) - 1, int(np.argmin(validation))
    lowest = validation[best]
    axes.plot(best, lowest, "s", color=SECOND, ms=13)
    if epoch >= 30:
        put_label(axes, best, lowest, f"best: epoch {best}", SECOND, dx=-8, dy=84)
        axes.plot([best, best], [lowest, lowest + 0.5], ":", color=SECOND, lw=2)
        # Late in the training the names stand left of the ends, where there is room.
        align, places = ("right", ((-24, 14), (0, 20))) if epoch > 200 else ("left", ((12, 14), (12, -6)))
        for losses, name, color, (dx, dy) in zip((validation, training), ("validation", "training"),
                                                 (SECOND, FIRST), places):
            put_label(axes, epoch, losses[-1], name, color, align=align, dx=dx, dy=dy)
    axes.set(title="mean loss", xlabel="epoch", xlim=(-3, 303), ylim=(-0.05, 2.3), xticks=(0, 100, 200, 300),
             yticks=(0, 1, 2))
