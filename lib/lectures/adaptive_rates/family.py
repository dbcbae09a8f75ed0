"""The family tree of the eleven methods."""

from __future__ import annotations

from lib.figures.labels import put_label
from lib.figures.style import PALETTE, new_figure

PLACES = {"SGD": (0.6, 1), "Momentum": (2.9, 2), "NAG": (5.2, 2), "Rprop": (0.6, 0), "Adagrad": (2.9, 1),
          "RMSprop": (5.2, 1), "Adadelta": (5.2, 0), "Adam": (7.5, 1), "Nadam": (9.9, 2), "AMSGrad": (9.9, 1),
          "AdamW": (9.9, 0)}
"""Where each method stands."""

ANCESTRY = ("SGD Momentum", "Momentum NAG", "SGD Adagrad", "Adagrad RMSprop", "Adagrad Adadelta",
            "RMSprop Adam", "Momentum Adam", "NAG Nadam", "Adam Nadam", "Adam AMSGrad", "Adam AdamW")
"""Ancestor and descendant."""

KNOWN = ("SGD", "Momentum", "NAG")
"""Methods of the lectures before."""


def family_tree(gains):
    """The eleven methods, each with an arrow from what it grew out of; below its name what it gained."""
    figure = new_figure(1180, 285)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(-0.35, 10.85), ylim=(-0.5, 2.4))
    axes.set_axis_off()
    for pair in ANCESTRY:
        (x0, y0), (x1, y1) = (PLACES[name] for name in pair.split())
        axes.annotate("", (x1 - 0.75, y1 + 0.2 * (y0 - y1)), (x0 + 0.75, y0 - 0.2 * (y0 - y1)),
                      arrowprops={"arrowstyle": "-|>", "color": PALETTE["muted"], "lw": 2, "shrinkA": 0,
                                  "shrinkB": 0, "mutation_scale": 18})
    for name, (x, y) in PLACES.items():
        color = PALETTE["ink" if name in KNOWN else "first"]
        put_label(axes, x, y, name, color, align="center", dy=10, fontsize=24, weight="bold")
        put_label(axes, x, y, gains[name], align="center", dy=-16, fontsize=18)
    return figure
