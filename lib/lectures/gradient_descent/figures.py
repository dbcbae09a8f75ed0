"""Drawings of lecture 02: a neuron with all its numbers."""

from __future__ import annotations

from lib.figures.chains import draw_arrow, draw_node
from lib.figures.labels import put_label
from lib.figures.style import PALETTE, TYPE


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
