"""Chains of dependences: nodes and arrows in a row."""

from __future__ import annotations

from matplotlib.patches import Circle

from lib.figures.labels import put_label
from lib.figures.style import PALETTE, TYPE


def draw_arrow(axes, start, end, color):
    """An arrow at height 0 from one place to another."""
    axes.annotate("", (end, 0), (start, 0), zorder=1,
                  arrowprops={"arrowstyle": "-|>", "lw": 4, "color": color, "mutation_scale": 24})


def draw_node(axes, x, y, text, color):
    """A disc with a text in it."""
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
        draw_node(axes, gap * i, 0, text, color)
    for i, factor in enumerate(factors):
        draw_arrow(axes, gap * (i + 1) - 0.85, gap * i + 0.85, PALETTE["muted"])
        put_label(axes, gap * (i + 0.5), 0, factor, align="center", dy=30, fontsize=TYPE["text"])
