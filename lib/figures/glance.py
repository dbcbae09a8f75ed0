"""A lecture at a glance: small pictures in a row, each with a caption, for its beginning and its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from lib.figures.style import TYPE, new_figure, panels


def at_a_glance(drawings: Sequence[Callable[[Axes], None]], captions: Sequence[str], height: int = 270,
                gap: int = 50) -> Figure:
    """Small pictures side by side, without axes.

    Parameters
    ----------
    drawings : sequence of callable
        Each draws into the axes it is given.
    captions : sequence of str
        What stands below each.
    height : int
        Of the figure, in pixels of a slide.
    gap : int
        Room between two pictures, in pixels.

    Returns
    -------
    Figure
    """
    figure = new_figure(1180, height)
    places = panels(figure, *(1 for _ in drawings), left=20, right=20, top=15, bottom=60, gap=gap)
    for axes, draw, caption in zip(places, drawings, captions, strict=True):
        draw(axes)
        axes.set(xticks=[], yticks=[])
        axes.spines[:].set_visible(False)
        axes.annotate(caption, (0.5, 0), (0, -32), xycoords="axes fraction", textcoords="offset points",
                      ha="center", va="center", fontsize=TYPE["caption"])
    return figure
