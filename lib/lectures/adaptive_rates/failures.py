"""The table of methods and failures: how many steps each method needs, and the runs behind a number."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from lib.figures.style import PALETTE, TYPE, tint
from lib.figures.ticks import mark_ticks

SHADES = ListedColormap([tint("first", 0.26), tint("muted", 0.15), tint("second", 0.28)])
"""At most a hundred steps, more, never."""

PLACE = (0.092, 0.01, 0.53, 0.85)
"""The table within a picture of 1180 x 440."""

WIDTH, HEIGHT = 1180 * PLACE[2], 440 * PLACE[3]
"""Of the table, in pixels."""


def outlines_of_numbers(table):
    """The numbers of a table as one path, in pixels from its upper left corner; the best of a column is bold.

    As texts they would be slow to draw.

    Parameters
    ----------
    table : ndarray, shape (rows, columns)
        Steps; infinite is written as never.
    """
    return Path.make_compound_path(*(_outline(table, i, j) for i, j in np.ndindex(table.shape)))


def draw_table(figure, table, outlines, rows, columns, row, column):
    """The table with a frame around one of its numbers.

    Parameters
    ----------
    figure : Figure
        Of 1180 x 440.
    table : ndarray, shape (rows, columns)
        Steps; infinite if never.
    outlines : Path
        ``outlines_of_numbers(table)``, made once and drawn often.
    rows, columns : list of str
        Their names.
    row, column : str
        Which number is framed.
    """
    height, width = table.shape
    axes = figure.add_axes(PLACE)
    axes.set(xlim=(0, width), ylim=(height, 0))
    shade = np.where(np.isinf(table), 2, np.where(table > 100, 1, 0))
    axes.pcolormesh(np.arange(width + 1), np.arange(height + 1), shade, cmap=SHADES, vmin=0, vmax=2,
                    edgecolors="white", linewidth=2)
    in_pixels = Affine2D().scale(1 / WIDTH, 1 / HEIGHT).translate(0, 1) + axes.transAxes
    axes.add_artist(PathPatch(outlines, fc=PALETTE["ink"], lw=0, transform=in_pixels))
    axes.tick_params(length=0, pad=4)
    axes.xaxis.tick_top()
    axes.set_xticks(np.arange(width) + 0.5, [name.replace(" ", "\n") for name in columns], fontsize=18)
    axes.set_yticks(np.arange(height) + 0.5, rows, fontsize=18)
    axes.spines[:].set_visible(False)
    i, j = rows.index(row), columns.index(column)
    axes.plot([j, j + 1, j + 1, j, j], [i, i, i + 1, i + 1, i], color=PALETTE["ink"], lw=4, clip_on=False,
              zorder=5)


def draw_distances_left(figure, left, best, title):
    """The share of the distance that is left after each step, at every other rate, and at the best one.

    Parameters
    ----------
    figure : Figure
        Of 1180 x 440.
    left : ndarray, shape (steps + 1, rates)
        From ``trials.steps_needed``.
    best : int
        Which rate is the best.
    title : str
        Two lines.
    """
    axes = figure.add_axes((0.71, 0.16, 0.28, 0.62))
    last = len(left) - 1
    axes.set(xlabel="step", xlim=(1, last), ylim=(1e-3, 20), xscale="log", yscale="log")
    shown = np.unique(np.geomspace(1, last, 90).astype(int))
    axes.plot(shown, left[shown, ::2].clip(1e-4, 1e3), color=PALETTE["muted"], lw=1)
    axes.plot(shown, left[shown, best].clip(1e-4, 1e3), color=PALETTE["first"], lw=4)
    axes.axhline(0.2, color=PALETTE["second"], lw=2, ls="--")
    mark_ticks(axes, x=(1, 10, 100), y=(0.01, 0.1, 1, 10))
    axes.set_title(title, fontsize=TYPE["caption"])


def _outline(table, i, j):
    steps = table[i, j]
    text = TextPath((0, 0), "never" if np.isinf(steps) else f"{steps:.0f}", size=18,
                    prop=FontProperties(weight="bold" if steps == table[:, j].min() else "normal"))
    middle = text.get_extents().x0 + text.get_extents().width / 2
    (rows, columns), half_a_digit = table.shape, 6.6
    return text.transformed(Affine2D().translate((j + 0.5) * WIDTH / columns - middle,
                                                 -(i + 0.53) * HEIGHT / rows - half_a_digit))
