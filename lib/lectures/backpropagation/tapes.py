"""Tapes of lecture 03 drawn: the record of a neuron, and that of the whole network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from matplotlib.patches import Rectangle

from lib.figures.sheets import draw_arrow, sheet
from lib.figures.style import tint
from lib.lectures.backpropagation.bricks import CENTRED, GREEN, INK, LIT, MUTED, SECOND, VIOLET
from lib.lectures.backpropagation.figures import digits

KINDS = {"leaf": ("o", MUTED, "{} leaves"), "product": ("s", GREEN, "{} products"),
         "sum": ("P", INK, "{} sums"), "sigmoid": ("D", VIOLET, "{} sigmoids"),
         "loss": ("*", SECOND, "{} for the loss")}
"""Marker, colour and legend of each kind of entry."""

WRITING = tint("activations", 0.1)
"""What lies below the entry that is being written."""


def draw_tape(figure, record: Sequence[tuple], found: np.ndarray | None, at: int, said: str):
    """A tape with room for nine entries, and what has been written on it or read from it.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    record : sequence of (str, float, tuple of int)
        The entries that are written: a name, a number, and the entries that it was made of.
    found : ndarray, shape (9,), optional
        The derivatives found so far, once the tape is being read.
    at : int
        The entry that is being written or read.
    said : str
        What is being done.
    """
    axes = sheet(figure)
    reading = found is not None
    for k in range(len(record), 9):
        axes.add_patch(Rectangle((28 + 126 * k, 120), 116, 120, fc="white", ec=MUTED, lw=1.5, ls=":"))
    for k, (name, value, parts) in enumerate(record):
        left, head = 28 + 126 * k, k == at
        ground = "white" if not head else LIT if reading else WRITING
        axes.add_patch(Rectangle((left, 120), 116, 120, fc=ground, ec=INK, lw=2.5))
        axes.text(left + 58, 215, name, fontsize=24, color=GREEN if name in ("a", "b") else INK, **CENTRED)
        axes.text(left + 58, 180, digits(value), fontsize=20, color=VIOLET, **CENTRED)
        if reading and found[k]:
            axes.text(left + 58, 144, digits(found[k]), fontsize=20, color=SECOND, **CENTRED)
        for part in parts:
            start, end = 86 + 126 * part, left + 58
            _draw_arc(axes, (start, 242), (end, 242), VIOLET if head and not reading else None)
            if reading:
                _draw_arc(axes, (end, 118), (start, 118), SECOND if head else None)
    axes.text(28, 372, "a neuron:  L = ½ (σ(a·u + b·v) − 1)²", fontsize=22, va="center")
    axes.text(28, 20, said, fontsize=24, color=SECOND if reading else VIOLET, va="center")


def _draw_arc(axes, start, end, color=None):
    """A bent arrow from entry to entry; one with a colour is lit."""
    draw_arrow(axes, start, end, color or MUTED, lw=3 if color else 1.5, size=18,
               connectionstyle="arc3,rad=-0.28")


def kind_of(tape: Sequence, k: int) -> str:
    """What the entry `k` of a tape of values is; its last three make up the loss."""
    slopes = [slope for _, slope in tape[k].made_of]
    if not slopes:
        return "leaf"
    if k >= len(tape) - 3:
        return "loss"
    return "sum" if slopes == [1.0, 1.0] else "product" if len(slopes) == 2 else "sigmoid"


def draw_long_tape(figure, tape: Sequence) -> Counter:
    """The tape of a whole network, with an arc from each entry to what it was made of.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    tape : sequence
        Values with their `made_of`, pairs of a value and a slope; the last three make up the loss.

    Returns
    -------
    Counter
        How many entries there are of each kind.
    """
    axes = figure.add_axes((0.01, 0, 0.98, 1))
    axes.set_axis_off()
    axes.set(xlim=(-1, len(tape)), ylim=(-9.5, 21))
    where = {id(value): k for k, value in enumerate(tape)}
    kinds = [kind_of(tape, k) for k in range(len(tape))]
    t = np.linspace(0, np.pi, 30)
    for k, (value, kind) in enumerate(zip(tape, kinds)):
        marker, color, _ = KINDS[kind]
        axes.plot(k, 0, marker, color=color, ms=17 if kind == "loss" else 13, zorder=3)
        for part, _ in value.made_of:
            middle, reach = (where[id(part)] + k) / 2, k - where[id(part)]
            axes.plot(middle - reach / 2 * np.cos(t), 0.55 * reach * np.sin(t), color=MUTED, lw=1.3,
                      alpha=0.75)
    counts = Counter(kinds)
    for place, (kind, (marker, color, legend)) in zip((0, 7, 15.5, 22, 30), KINDS.items()):
        axes.plot(place, -6.5, marker, color=color, ms=13)
        axes.text(place + 0.7, -6.5, legend.format(counts[kind]), fontsize=20, va="center")
    return counts
