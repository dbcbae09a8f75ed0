"""Words on pictures: labels that stand at what they name, in its colour."""

from __future__ import annotations

from matplotlib import patheffects

from lib.figures.style import PALETTE, TYPE

HALO = [patheffects.withStroke(linewidth=5, foreground="white")]
"""A white rim that keeps a label legible on top of lines."""


def put_label(axes, x, y, text, color=PALETTE["ink"], *, align="left", dx=0, dy=0, **properties):
    """Write `text` at a point of the data, moved by `dx` and `dy` pixels.

    Parameters
    ----------
    axes : Axes
        Where to write.
    x, y : float
        A point of the data.
    text : str
        What to write.
    color : str
        Its colour: that of the thing it names.
    align : {"left", "center", "right"}
        Which end of the text is at the point.
    dx, dy : float
        Offset in pixels, to the right and up.
    **properties
        Further properties of a matplotlib text.
    """
    properties = {"fontsize": TYPE["label"], "path_effects": HALO, "annotation_clip": False} | properties
    return axes.annotate(text, (x, y), (dx, dy), textcoords="offset points", color=color, ha=align,
                         va="center", **properties)
