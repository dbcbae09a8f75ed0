"""Matrices in a row, and their product."""

from __future__ import annotations

import numpy as np
from matplotlib.patches import Rectangle

from lib.figures.style import PALETTE, TYPE


def draw_product(axes, matrices, names, between="·", result=None):
    """Matrices in a row, with a sign between them, and what their product is.

    Parameters
    ----------
    axes : Axes
        Where to draw; it loses its own axes.
    matrices : sequence of ndarray
        Matrices of the layers, the first layer's first, as samples in rows meet them.
    names : sequence of str
        A name for each, and one more for the product if it is drawn.
    between : str
        The sign between two matrices; a word, such as the name of an activation, is violet.
    result : ndarray, optional
        The product, drawn after an equals sign.
    """
    axes.set_axis_off()
    axes.set_aspect("equal")
    x, all_of_them = 0.0, list(matrices) + ([] if result is None else [result])
    for k, (matrix, name) in enumerate(zip(all_of_them, names, strict=True)):
        last = k == len(matrices)
        if k:
            sign = "=" if last else between
            size, color = ("text", "ink") if len(sign) == 1 else ("label", "activations")
            gap = max(0.9, 0.42 * len(sign))
            axes.text(x + gap / 2, 0, sign, ha="center", va="center", fontsize=TYPE[size],
                      color=PALETTE[color])
            x += gap
        x = _draw_matrix(axes, x, matrix, name, PALETTE["ink"] if last else PALETTE["weights"])
    axes.set_xlim(-0.1, x + 0.1)
    axes.set_ylim(-1.2, 2.0)


def _draw_matrix(axes, x, matrix, name, color) -> float:
    """A matrix whose left edge is at x and whose middle is at height 0; its right edge is returned."""
    rows, columns = matrix.shape
    width, height = 1.5, 1.0
    axes.text(x + width * columns / 2, height * rows / 2 + 0.45, name, ha="center", va="center", color=color,
              fontsize=TYPE["label"])
    for (i, j), value in np.ndenumerate(matrix):
        corner = (x + width * j, height * (rows / 2 - i - 1))
        axes.add_patch(Rectangle(corner, width, height, facecolor="white", edgecolor=color, lw=2))
        axes.text(corner[0] + width / 2, corner[1] + height / 2, f"{value:.4g}".replace("-", "−"),
                  color=color, ha="center", va="center", fontsize=TYPE["label"])
    return x + width * columns
