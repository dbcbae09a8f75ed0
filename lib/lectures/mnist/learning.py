"""How networks learn: sample by sample, mended, from few images, by heart, with what helps against that."""

from __future__ import annotations

import numpy as np

from lib.figures.labels import put_label
from lib.figures.style import PALETTE, TYPE, panels
from lib.figures.ticks import mark_ticks

FIRST, SECOND, INK, MUTED, QUIET = (PALETTE[role] for role in ("first", "second", "ink", "muted", "quiet"))


def draw_samples(figure, losses, mean):
    """The loss of each sample as a dot, and the mean of the last 500."""
    (axes,) = panels(figure, 1, top=16)
    last = len(losses)
    axes.plot(losses, ",", color=MUTED, alpha=0.7)
    axes.plot(losses, ".", color=MUTED, ms=3, alpha=0.35, lw=0)
    axes.plot(np.arange(len(mean)) + last - len(mean) + 1, mean, color=FIRST, lw=4)
    axes.set(xlim=(0, last), ylim=(0, 6), xlabel="samples seen", ylabel="loss", yticks=(0, 2, 4, 6))
    mark_ticks(axes, x=range(0, last + 1, last // 4))
    put_label(axes, 0.98 * last, 3.2, f"mean of the last 500: {mean[-1]:.2f}", FIRST, align="right")
    put_label(axes, 0.98 * last, 4.4, "each sample a dot", QUIET, align="right")


def draw_mends(figure, curves, final, mends):
    """Right answers of a network and its mended versions, up to one of them.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    curves : mapping of str to ndarray, shape (seeds, states)
        For each version the shares after 0, 500, 1,000 ... images.
    final : mapping of str to float
        For each the share at the end.
    mends : int
        How many mends there are.
    """
    left, right = panels(figure, 1, 1, left=70, right=100, gap=290)
    names = list(curves)
    for k, name in enumerate(names[:mends + 1]):
        now = k == mends
        color, written, lw, alpha = (FIRST, FIRST, 4, 1) if now else (MUTED, QUIET, 2, 0.6)
        left.plot(500 * np.arange(curves[name].shape[1]), curves[name].T, color=color, lw=lw, alpha=alpha)
        right.barh(k, final[name], color=color, height=0.6)
        put_label(right, final[name], k, f"{final[name]:.0%}", written, dx=10)
    left.set(title="right answers on new images", xlabel="images seen", xlim=(0, 5000), ylim=(0, 1),
             yticks=(0, 0.5, 1))
    mark_ticks(left, x=(0, 2_500, 5_000))
    right.set(title="after 5,000 images", xlim=(0, 1), ylim=(len(names) - 0.4, -0.6), xticks=(0, 0.5, 1))
    right.set_yticks(range(len(names)), names, fontsize=TYPE["caption"])


def draw_overfitting(figure, steps, looks, images):
    """Loss and right answers on images learnt from and on new ones; where the new loss was lowest, a ring."""
    learnt_loss, learnt, new_loss, new = looks
    left, right = panels(figure, 1, 1, left=80, right=40)
    for axes, known, unknown in ((left, learnt_loss, new_loss), (right, learnt, new)):
        _draw_known_and_new(axes, steps, known, unknown)
        axes.set_xlabel("steps of 100 images")
    left.set(title="loss", ylim=(0, 2.5), yticks=(0, 1, 2))
    right.set(title="right answers", ylim=(0, 1.03), yticks=(0, 0.5, 1))
    put_label(right, 600, 0.30, f"● learnt from {learnt[-1]:.1%}", FIRST, align="right")
    put_label(right, 600, 0.16, f"■ new {new[-1]:.1%}", SECOND, align="right")
    best = new_loss.argmin()
    if new_loss[-1] > 1.05 * new_loss[best]:
        left.plot(steps[best], new_loss[best], "s", color="white", mec=SECOND, mew=3, ms=14, zorder=5)
    put_label(left, 600, 2.2, f"{images:,} images", align="right", fontsize=24)


def draw_lot(figure, steps, own, lot):
    """Right answers of a network that learns labels, and of one that learns labels drawn by lot."""
    for axes, (_, learnt, _, new), title, height, dy in zip(
            panels(figure, 1, 1, left=80, right=40), (own, lot),
            ("300 images, their own labels", "300 images, labels drawn by lot"), (0.93, 0.75), (-24, 24)):
        _draw_known_and_new(axes, steps, learnt, new)
        axes.set(title=title, xlabel="steps", ylim=(0, 1.03), yticks=(0, 0.5, 1))
        put_label(axes, 10, height, "learnt from", FIRST, align="right")
        put_label(axes, 600, new[-1], f"new {new[-1]:.0%}", SECOND, align="right", dy=dy)


def draw_helps(figure, results):
    """Right answers and loss on new images, with nothing, in grey, and with each help: mean and each start.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    results : mapping of str to ndarray, shape (starts, 2)
        Loss and share right for each help, the first of which is none.
    """
    left, right = panels(figure, 1, 1, left=190, right=40, gap=70)
    for axes, k, title in ((left, 1, "right answers on new images"), (right, 0, "loss on new images")):
        for row, values in enumerate(results.values()):
            found, mean = values[:, k], values[:, k].mean()
            axes.barh(row, mean, color=FIRST if row else MUTED, height=0.56, alpha=0.85)
            axes.plot(found, np.full(len(found), row), "o", color=INK, ms=6)
            put_label(axes, found.max(), row, f"{mean:.1%}" if k else f"{mean:.2f}", dx=14)
        axes.set(title=title, ylim=(len(results) - 0.4, -0.6), yticks=[])
    left.set_yticks(range(len(results)), list(results), fontsize=TYPE["caption"])
    left.set(xlim=(0.7, 0.95), xticks=(0.7, 0.8, 0.9))
    right.set(xlim=(0, 0.8), xticks=(0, 0.3, 0.6))


def draw_early_stopping(figure, losses, kept, stopped):
    """Losses of epochs, the one that is kept, and those that are never seen."""
    (axes,) = panels(figure, 1, left=110, right=310, top=20, bottom=50)
    last = len(losses) - 1
    axes.plot(range(stopped + 1), losses[:stopped + 1], "o-", color=FIRST)
    axes.plot(range(stopped, last + 1), losses[stopped:], "o:", color=MUTED, mfc="white", zorder=1)
    axes.plot(kept, losses[kept], "s", color=SECOND, ms=11)
    axes.axvline(stopped, color=QUIET, ls="--", lw=1.5)
    put_label(axes, kept, losses[kept], f"kept: epoch {kept}", SECOND, dx=-20, dy=-28)
    put_label(axes, stopped, 1.9, f"stopped, for patience {stopped - kept}", QUIET, dx=10)
    put_label(axes, last, losses[last], "never seen", QUIET, dx=14)
    axes.set(xlabel="epoch", xlim=(-0.2, last + 0.4), xticks=range(last + 1), ylabel="loss", ylim=(0, 2.2),
             yticks=(0, 1, 2))


def _draw_known_and_new(axes, steps, known, new):
    """What was measured on the images learnt from, and on new ones, against the step."""
    axes.plot(steps, known, color=FIRST, marker="o", ms=6)
    axes.plot(steps, new, color=SECOND, marker="s", ms=6)
    axes.set(xscale="log", xlim=(0.9, 700))
    mark_ticks(axes, x=(1, 10, 100))
