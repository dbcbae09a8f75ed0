"""Drawings of lecture 00 with boxes and networks: a layer, batches, sets of samples, the map."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from matplotlib.patches import FancyBboxPatch, Rectangle

from lib.figures.classes import draw_classes
from lib.figures.labels import put_label
from lib.figures.networks import draw_network
from lib.figures.style import PALETTE, POINTS_PER_INCH, panels, tint
from lib.lectures.one_epoch.one_step import said

FIRST, SECOND, INK, MUTED, QUIET = (PALETTE[role] for role in ("first", "second", "ink", "muted", "quiet"))
WEIGHTS, BIASES, ACTIVATIONS = (PALETTE[role] for role in ("weights", "biases", "activations"))

STEPS = ("sample", "sums", "activations", "loss", "gradients", "update")

LECTURES = (
    ("00", "One epoch: the map", "123456", ""), ("01", "Activation functions", "23", ""),
    ("02", "Gradient descent on x² − 4x + 6", "46", ""), ("03", "Backpropagation, brick by brick", "5", ""),
    ("04", "Batch, stochastic, mini-batch", "16", ""), ("05", "Momentum", "6", ""),
    ("06", "Adaptive rates", "6", ""), ("07", "XOR", "123456", ""),
    ("08", "Vanishing and exploding gradients", "35", "planned"),
    ("09", "Where losses come from", "4", "planned"), ("10", "MNIST", "123456", ""),
    ("11", "The clinic: why does it not learn?", "123456", "planned"),
)
"""Number and title of each lecture, the steps that it explains, and its state if it is not there yet."""


def pixels(figure):
    """Axes over a whole figure that cannot be seen, whose unit is the pixel."""
    width, height = figure.get_size_inches() * POINTS_PER_INCH
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(0, height))
    axes.set_axis_off()
    return axes


def small_pictures(training, validation) -> list[Callable]:
    """What draws the lecture at a glance; the two curves are losses that were computed."""
    def draw_steps(axes):
        for k, step in enumerate(STEPS):
            axes.text(0.5, 5 - k, step, fontsize=20, va="center")
            axes.text(0, 5 - k, str(k + 1), fontsize=20, va="center", ha="center", weight="bold")
        axes.set(xlim=(-0.8, 4), ylim=(-0.6, 5.6))

    def draw_batches_of_three(axes):
        for k in range(24):
            row, column = divmod(k, 6)
            axes.add_patch(Rectangle((column + column // 3 * 0.5, 3 - row), 0.86, 0.86, alpha=0.75,
                                     fc=FIRST if k // 3 % 2 else SECOND))
        axes.set(xlim=(-0.2, 6.6), ylim=(-0.2, 4))

    def draw_curves(axes):
        axes.plot(training, color=FIRST)
        axes.plot(validation, color=SECOND)
        axes.set(xlim=(0, 300), ylim=(0, 2.2))

    return [lambda axes: draw_network(axes, (2, 3, 2)), draw_steps, draw_batches_of_three, draw_curves]


def draw_task(figure, x, y, parameters):
    """Points of two classes, and the network that is to tell them apart with its numbers."""
    (left,) = panels(figure, 1, left=70, right=780, top=50, bottom=68)
    draw_classes(left, x, y)
    left.set(title=f"{len(x)} points of two classes", xlabel="x₁", ylabel="x₂", xlim=(-2.2, 2.2),
             ylim=(-1.5, 1.5), xticks=(-2, 0, 2), yticks=(-1, 0, 1))
    draw_network(figure.add_axes((0.37, 0, 0.63, 1)), (2, 3, 2), values=[["x₁", "x₂"], None, None],
                 **parameters, decimals=1, functions=["tanh", "softmax"],
                 captions=["input", "hidden", "output"])


def draw_layer(figure, x, W, b, a):
    """A layer in matrices: a row of inputs times weights plus biases, through tanh, are activations."""
    axes = pixels(figure)
    for left, array, color, name in ((20, x, INK, "x"), (240, W, WEIGHTS, "W"),
                                     (540, b[np.newaxis], BIASES, "b"), (890, a, ACTIVATIONS, "a")):
        _draw_matrix(axes, left, array, color, name)
    for left, sign in ((208, "·"), (507, "+"), (832, "→ tanh →")):
        axes.text(left, 100, sign, ha="center", va="center", fontsize=28 if len(sign) == 1 else 20)


def _draw_matrix(axes, left, array, color, name, middle=100):
    """A box for each number of a matrix, and its name above."""
    top = middle + 24 * len(array)
    for (i, j), number in np.ndenumerate(array):
        _draw_box(axes, left + 78 * j, top - 48 * (i + 1), (76, 46), said(number), color, color)
    axes.text(left + 39 * array.shape[1], top + 20, name, ha="center", va="center", fontsize=20, color=color)


def _draw_box(axes, x, y, size, text, ink=INK, edge=INK, ground="white", fontsize=20):
    """A text in a box whose lower left corner is at (x, y)."""
    axes.add_artist(Rectangle((x, y), *size, fc=ground, ec=edge, lw=2))
    axes.text(x + size[0] / 2, y + size[1] / 2, text, ha="center", va="center", fontsize=fontsize,
              color=ink)


def _draw_sample(axes, x, y, size, number, batch, fontsize):
    """A sample as a numbered box; its colour says to which batch it belongs."""
    role = ("first", "second")[batch % 2]
    _draw_box(axes, x, y, size, str(number), edge=PALETTE[role], ground=tint(role), fontsize=fontsize)


def draw_batches(figure, parts, title):
    """Samples in the order of an epoch, cut into batches: an array of numbers for each."""
    axes = pixels(figure)
    x, y, gap = 10, 210, 14 if len(parts) > 1 else 0
    for batch, part in enumerate(parts):
        for number in part:
            if x + 44 > 1172:
                x, y = 10, y - 78
            _draw_sample(axes, x, y, (42, 54), number, batch, fontsize=18)
            x += 44
        x += gap
    axes.text(10, 300, title, fontsize=28, va="center")


def draw_epochs(figure, epochs: Iterable, told):
    """The batches of some epochs, a row for each, and the numbers of their steps."""
    axes = pixels(figure)
    for epoch, parts in enumerate(epochs, 1):
        x, y = 150, 240 - 84 * epoch
        axes.text(10, y + 29, f"epoch {epoch}", va="center", fontsize=22)
        for batch, part in enumerate(parts):
            for number in part:
                _draw_sample(axes, x, y, (52, 58), number, batch, fontsize=20)
                x += 55
            x += 30
        axes.text(x + 20, y + 29, f"{len(parts)} steps", va="center", fontsize=22)
    axes.text(150, 30, told, va="center", fontsize=22)


def draw_training_step(figure):
    """From a sample to its gradient and on to the parameters: what a training step calls."""
    axes = pixels(figure)
    for x, width, text, color in ((10, 130, "x, y", INK), (330, 190, "net.grad", QUIET),
                                  (820, 190, "net.theta", WEIGHTS)):
        axes.add_patch(FancyBboxPatch((x, 70), width, 74, boxstyle="round,pad=0,rounding_size=14", fc="white",
                                      ec=color, lw=3))
        axes.text(x + width / 2, 107, text, ha="center", va="center", fontsize=24, color=color)
    for start, end, above, below in ((140, 330, "backpropagate", "steps 2 to 5"),
                                     (520, 820, "− rate times", "step 6")):
        axes.annotate("", (end, 107), (start, 107),
                      arrowprops={"arrowstyle": "-|>", "lw": 3, "color": INK, "mutation_scale": 24})
        middle = (start + end) / 2 - 6
        axes.text(middle, 134, above, ha="center", va="center", fontsize=20)
        axes.text(middle, 80, below, ha="center", va="center", fontsize=18, color=QUIET)


def draw_split(figure):
    """All data as a bar, cut into three sets, and what each is for."""
    axes = pixels(figure)
    for x, width, color, name, when, job in (
            (10, 700, FIRST, "training set", "steps 1 to 6:", "moves the parameters"),
            (720, 220, SECOND, "validation set", "steps 1 to 4, each epoch:", "you choose by it"),
            (950, 220, INK, "test set", "steps 1 to 4, once:", "the final mark")):
        axes.add_patch(Rectangle((x, 190), width, 100, fc=color, alpha=0.16, lw=0))
        axes.add_patch(Rectangle((x, 190), width, 100, fc="none", ec=color, lw=3))
        axes.text(x + width / 2, 240, name, ha="center", va="center", fontsize=28 if width > 300 else 24)
        axes.text(x + width / 2, 150, when, ha="center", va="center", fontsize=18)
        axes.text(x + width / 2, 118, job, ha="center", va="center", fontsize=20, weight="bold")
    axes.annotate("", (1170, 52), (10, 52), arrowprops={"arrowstyle": "<->", "lw": 2, "color": MUTED})
    put_label(axes, 590, 52, "all data with labels, in random order", QUIET, align="center",
              bbox={"fc": "white", "ec": "none", "pad": 6})


def draw_map(figure):
    """A table of the lectures and the six steps, with a dot where a lecture explains a step."""
    axes = pixels(figure)
    axes.invert_yaxis()
    for k, step in enumerate(STEPS):
        axes.text(560 + 112 * k, 22, f"{k + 1} {step}", ha="center", va="center",
                  fontsize=17 if len(step) > 9 else 18)
    for row, (number, title, explained, state) in enumerate(LECTURES):
        y, color = 64 + 41 * row, QUIET if state else INK
        axes.plot([10, 1170], [y + 20, y + 20], color=MUTED, lw=1, alpha=0.35)
        axes.text(14, y, number, fontsize=20, va="center", weight="bold", color=color)
        axes.text(62, y, f"{title}, {state}" if state else title, fontsize=20, va="center", color=color,
                  style="italic" if state else "normal")
        steps = [int(step) for step in explained]
        at = [560 + 112 * (step - 1) for step in steps]
        if steps[-1] - steps[0] == len(steps) - 1:  # they follow each other
            axes.plot([at[0], at[-1]], [y, y], color=FIRST, lw=3)
        axes.plot(at, [y] * len(at), "o", ms=17, mfc="white" if state else FIRST, mec=FIRST, mew=3)
