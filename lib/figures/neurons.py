"""Drawings of neurons: weights green, biases red, activations violet."""

from __future__ import annotations

from matplotlib.patches import Circle

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
        _node(axes, 0, y, text, PALETTE["ink"])
        put_label(axes, 2.0, y / 2, weight, PALETTE["weights"], align="center", dy=24 if y > 0 else -24,
                  fontsize=TYPE["text"])
    axes.plot([4, 4], [-2.0, 0], color=PALETTE["biases"], lw=4, zorder=1)
    put_label(axes, 4, -2.3, bias, PALETTE["biases"], align="center", fontsize=TYPE["text"])
    _arrow(axes, 4, 7.15, PALETTE["activations"])
    put_label(axes, 6.0, 0, r"$\sigma$", PALETTE["activations"], align="center", dy=26, fontsize=TYPE["text"])
    _node(axes, 4, 0, total, PALETTE["ink"])
    _node(axes, 8, 0, output, PALETTE["activations"])


def _arrow(axes, start, end, color):
    axes.annotate("", (end, 0), (start, 0), zorder=1,
                  arrowprops={"arrowstyle": "-|>", "lw": 4, "color": color, "mutation_scale": 24})


def _node(axes, x, y, text, color):
    axes.add_patch(Circle((x, y), 0.85, facecolor="white", edgecolor=color, lw=3, zorder=2))
    axes.text(x, y, text, color=color, ha="center", va="center", fontsize=TYPE["text"], zorder=3)


def draw_chain(axes, nodes, factors):
    """A chain of dependences, read backwards: nodes in a row, and a factor over each arrow.

    Parameters
    ----------
    axes : Axes
        Where to draw; it loses its own axes.
    nodes : sequence of (str, str)
        Text and colour of each node, the parameter first, the cost last.
    factors : sequence of str
        The derivative along each arrow, one fewer than nodes.
    """
    gap = 4.2
    axes.set_axis_off()
    axes.set_aspect("equal")
    axes.set_xlim(-1, gap * (len(nodes) - 1) + 1)
    axes.set_ylim(-1.1, 1.6)
    for i, (text, color) in enumerate(nodes):
        _node(axes, gap * i, 0, text, color)
    for i, factor in enumerate(factors):
        _arrow(axes, gap * (i + 1) - 0.85, gap * i + 0.85, PALETTE["muted"])
        put_label(axes, gap * (i + 0.5), 0, factor, align="center", dy=30, fontsize=TYPE["text"])
