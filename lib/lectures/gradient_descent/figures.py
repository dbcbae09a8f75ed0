"""Drawings of lecture 02: the lecture at a glance, and a neuron, its numbers and what it learns."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lib.activations import sigmoid
from lib.figures.chains import draw_arrow, draw_chain, draw_node
from lib.figures.classes import draw_classes, draw_outputs
from lib.figures.contours import draw_contours, draw_path
from lib.figures.curves import draw_curve, draw_walk
from lib.figures.labels import put_label
from lib.figures.style import PALETTE, TYPE, panels
from lib.figures.ticks import mark_ticks
from lib.landscapes import double_well, parabola, ravine
from lib.lectures.gradient_descent.slips import falling

FIRST, SECOND, INK, MUTED, QUIET = (PALETTE[role] for role in ("first", "second", "ink", "muted", "quiet"))
WEIGHTS, ACTIVATIONS = PALETTE["weights"], PALETTE["activations"]


def small_pictures(on_parabola, in_ravine, in_valley) -> list[Callable]:
    """What draws the lecture at a glance: three walks that were computed, and a neuron."""
    def draw_hill(axes, landscape, interval, path):
        draw_curve(axes, landscape, interval)
        draw_walk(axes, landscape, path)

    def draw_map(axes):
        draw_contours(axes, ravine, ((-6, 2), (-2.6, 2.6)))
        draw_path(axes, in_ravine)
        axes.set_aspect("auto")

    def draw_one_neuron(axes):
        draw_neuron(axes, ["", ""], ["", ""], "", "Σ", "")
        axes.set_aspect("auto")

    return [lambda axes: draw_hill(axes, parabola, (-3, 7), on_parabola), draw_map,
            lambda axes: draw_hill(axes, double_well, (-3, 3), in_valley), draw_one_neuron]


def draw_neuron(axes, inputs, weights, bias, total, output):
    """One sigmoid neuron from its inputs to its output, with a text at every place.

    Parameters
    ----------
    axes : Axes
        Where to draw; it loses its own axes.
    inputs, weights : sequence of str
        A text for each input and its connection.
    bias, total, output : str
        The texts of the bias, the weighted sum and the output.
    """
    axes.set_axis_off()
    axes.set_aspect("equal")
    axes.set_xlim(-1.1, 9.3)
    axes.set_ylim(-2.7, 2.7)
    heights = [1.6 - 3.2 * i / max(len(inputs) - 1, 1) for i in range(len(inputs))]
    for text, weight, y in zip(inputs, weights, heights):
        axes.plot([0, 4], [y, 0], color=PALETTE["weights"], lw=4, zorder=1)
        draw_node(axes, 0, y, text, PALETTE["ink"])
        put_label(axes, 2.0, y / 2, weight, PALETTE["weights"], align="center", dy=24 if y > 0 else -24,
                  fontsize=TYPE["text"])
    axes.plot([4, 4], [-2.0, 0], color=PALETTE["biases"], lw=4, zorder=1)
    put_label(axes, 4, -2.3, bias, PALETTE["biases"], align="center", fontsize=TYPE["text"])
    draw_arrow(axes, 4, 7.15, PALETTE["activations"])
    put_label(axes, 6.0, 0, r"$\sigma$", PALETTE["activations"], align="center", dy=26, fontsize=TYPE["text"])
    draw_node(axes, 4, 0, total, PALETTE["ink"])
    draw_node(axes, 8, 0, output, PALETTE["activations"])


def draw_neuron_and_sigmoid(figure):
    """The neuron with its symbols; beside it the sigmoid, and the one that the source prints."""
    left, right = panels(figure, 8, 5, left=10, gap=90)
    left.set_position((0.01, 0.02, 0.58, 0.96))
    draw_neuron(left, ["$x_1$", "$x_2$"], ["$w_1$", "$w_2$"], "$b$", "$z$", r"$\hat y$")
    draw_curve(right, falling, (-6, 6), color=MUTED, lw=2, ls="--")
    draw_curve(right, sigmoid, (-6, 6), color=ACTIVATIONS)
    put_label(right, 2.2, 0.9, r"$\sigma(z)$", ACTIVATIONS, align="right", dx=-30)
    put_label(right, -6, 0.9, "as printed", QUIET)
    right.set(xlabel="z", xlim=(-6.6, 6.6), xticks=(-6, 0, 6), yticks=(0, 0.5, 1), ylim=(-0.05, 1.1))


def draw_slope_of_cost(axes):
    """The chain from a weight to the cost, read backwards, with its three factors."""
    draw_chain(axes, [("$w_j$", WEIGHTS), ("$z$", INK), (r"$\hat y$", ACTIVATIONS), ("$C$", INK)],
               ["$x_j$", r"$\hat y\,(1-\hat y)$", r"$\hat y-y$"])


def draw_differences(axes, found, limit=1e-6):
    """How far each version of a formula is from finite differences; below the limit they agree."""
    for row, error in enumerate(found.values()):
        color, text = (FIRST, "they agree") if error < limit else (SECOND, f"{error:.2f}")
        axes.barh(row, np.log10(error) + 12, left=-12, color=color, height=0.55)
        put_label(axes, np.log10(error), row, text, color, dx=12)
    axes.axvline(np.log10(limit), color=MUTED, lw=2, ls="--")
    put_label(axes, np.log10(limit), -0.75, "a right formula stays left of this line", QUIET, align="center")
    axes.set(xlabel="relative difference between formula and finite differences", xlim=(-12, 1),
             ylim=(3.6, -1.1))
    axes.set_yticks(range(len(found)), list(found))
    axes.set_xticks([-12, -9, -6, -3, 0], ["10⁻¹²", "10⁻⁹", "10⁻⁶", "10⁻³", "1"])


def draw_learning(figure, x, y, neuron, history):
    """Two classes and the line of the neuron between them; its cost and share of errors so far.

    ``history`` has a row for each step, cost and share, the last one that of the neuron as it is.
    """
    left, right = panels(figure, 1, 1, left=60)
    draw_outputs(left, neuron, ((-4.5, 4.5), (-3.6, 3.6)))
    draw_classes(left, x, y)
    left.set(title="two classes and the line between them", xlabel="x₁", ylabel="x₂", xticks=(-4, 0, 4),
             yticks=(-3, 0, 3))
    step, (cost, share) = len(history) - 1, history[-1]
    for values, color, marker, size, width in ((history[:, 0], FIRST, "o", 13, 3),
                                               (history[:, 1], SECOND, "s", 11, 2)):
        right.plot(values, color=color, lw=width)
        right.plot(step, values[-1], marker, color=color, ms=size)
    put_label(right, 100, 0.92, f"share of errors {share:.2f}", SECOND, align="right")
    put_label(right, 100, 0.82, f"cost {cost:.3f}", FIRST, align="right")
    right.set(title="what it learns from, and what we want", xlabel="step", xlim=(-2, 102), ylim=(-0.03, 1),
              yticks=(0, 0.5, 1))


def draw_rates(axes, rates, final):
    """The cost after training at each rate: a line for each row of `final`, a start, and the median."""
    axes.loglog(rates, final.T, color=FIRST, lw=2, alpha=0.35)
    axes.loglog(rates, np.median(final, axis=0), color=FIRST, lw=4)
    axes.set(xlabel="learning rate η", ylabel="cost after 100 steps", xlim=(0.01, 1000), ylim=(0.02, 0.6))
    mark_ticks(axes, x=(0.01, 0.1, 1, 10, 100, 1000), y=(0.03, 0.1, 0.3))
    put_label(axes, 0.012, 0.032, "too small: still on the mountain", INK)
    put_label(axes, 900, 0.12, "too large: jumps about", INK, align="right")
