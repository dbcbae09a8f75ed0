"""Drawings of lecture 00 of the six steps: a network that fills with its numbers, stage by stage."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.patches import FancyBboxPatch

from lib.figures.networks import draw_network
from lib.figures.style import PALETTE
from lib.lectures.one_epoch.one_step import Numbers, said

INK, MUTED, QUIET = (PALETTE[role] for role in ("ink", "muted", "quiet"))


class Stage(NamedTuple):
    """A stage of the six steps: its name, which of the steps it is, and what of the network is lit."""

    name: str
    step: int | None
    lit: list | None


STAGES = (
    Stage("1 sample", 1, [("layer", 0)]),
    Stage("2 sums, hidden layer", 2, [("layer", 0), ("gap", 0), ("layer", 1)]),
    Stage("3 activations, hidden layer", 3, [("layer", 1)]),
    Stage("2 sums, output layer", 2, [("layer", 1), ("gap", 1), ("layer", 2)]),
    Stage("3 activations, output layer", 3, [("layer", 2)]),
    Stage("4 loss", 4, [("layer", 2)]),
    Stage("5 gradients, output layer", 5, [("gap", 1), ("layer", 2)]),
    Stage("5 gradients, hidden layer", 5, [("gap", 0), ("layer", 1), ("layer", 0)]),
    Stage("6 update", 6, None),
    Stage("the same sample again", None, None),
)

SUMS, ACTIVATIONS, OUTPUT_SUMS, OUTPUTS, LOSS, OUTPUT_SLOPES, SLOPES, UPDATE, AGAIN = range(1, len(STAGES))
"""Numbers of the stages after the first."""

STEPS = (("1 sample", "lecture 04"), ("2 sums", "lecture 01"), ("3 activations", "lecture 01"),
         ("4 loss", "lectures 02, 09"), ("5 gradients", "lectures 03, 08"),
         ("6 update", "lectures 02, 05, 06"))
"""The six steps, and where each is explained."""


def draw_stage(figure, stage, was, now, formula):
    """The network at a stage, the step that it belongs to, and the formula of the topmost neuron.

    ``was`` has the numbers of the step that is shown, ``now`` those of the next step for the same sample.
    """
    axes = figure.add_axes((0, 0.09, 1, 0.76))
    if stage in (OUTPUT_SLOPES, SLOPES):
        numbers = _backward(was, stage)
    elif stage == AGAIN:
        numbers = _forward(now, now.before, stage)
    else:
        numbers = _forward(was, was.after, 0) if stage == UPDATE else _forward(was, was.before, stage)
    places = draw_network(axes, (2, 3, 2), **numbers, emphasis=STAGES[stage].lit, margins=(10, 225))
    _draw_steps(axes, STAGES[stage].step, 354)
    for k, (_, y) in enumerate(places[2]):
        axes.text(972, y, f"class {k}:  y = {int(was.y[0, k])}", fontsize=20, va="center")
    if stage >= LOSS:
        y, new = places[1][1, 1], stage in (LOSS, AGAIN)
        loss = said(was.loss) + f" → {said(now.loss)}" * (stage == AGAIN)
        axes.text(972, y + 16, "loss", fontsize=20, va="center")
        axes.text(972, y - 16, loss, fontsize=28, va="center", weight="bold" if new else "normal")
    axes.text(590, -20, formula, ha="center", va="center", fontsize=20)


def _forward(numbers: Numbers, parameters, stage) -> dict:
    """What `draw_network` shows of a forward pass that has come to a stage."""
    def since(first, values):
        return values[0] if stage >= first else None

    return {"values": [numbers.x[0], since(ACTIVATIONS, numbers.a1), since(OUTPUTS, numbers.p)],
            "sums": [None, since(SUMS, numbers.z1), since(OUTPUT_SUMS, numbers.z2)],
            "heads": [("", "x"), ("z", "a = tanh"), ("z", "p")], "largest": 1.2, **parameters}


def _backward(numbers: Numbers, stage) -> dict:
    """The same of a backward pass: the slopes of the output layer, at last those of the hidden layer too."""
    (hidden, output), (hidden_bias, output_bias) = numbers.slopes["weights"], numbers.slopes["biases"]
    values, sums = numbers.da1[0], numbers.dz1[0]
    if stage < SLOPES:
        hidden, hidden_bias, values, sums = np.full_like(hidden, np.nan), None, None, None
    return {"values": [numbers.x[0], values, None], "sums": [None, sums, numbers.dz2[0]],
            "weights": [hidden, output], "biases": [hidden_bias, output_bias], "backward": True,
            "heads": [("", "x"), ("∂L/∂z", "∂L/∂a"), ("∂L/∂z", "")], "largest": 1.1}


def _draw_steps(axes, now, y):
    """The six steps in a row, the one of now dark."""
    for k, (name, where) in enumerate(STEPS):
        x, dark = 10 + 195 * k, k + 1 == now
        axes.add_artist(FancyBboxPatch((x, y), 185, 54, boxstyle="round,pad=0,rounding_size=10", lw=2,
                                       fc=INK if dark else "white", ec=INK if dark else MUTED, clip_on=False))
        for dy, text, size, color in ((37, name, 20, INK), (14, where, 16, QUIET)):
            axes.text(x + 92, y + dy, text, ha="center", va="center", fontsize=size,
                      color="white" if dark else color)
