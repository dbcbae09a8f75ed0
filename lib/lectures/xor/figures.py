"""What a network makes of the plane: its decision, and the view of each hidden neuron.

All of it is images on coarse grids, one artist each, so that it can be drawn while a training runs.
"""

from __future__ import annotations

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from lib.figures.classes import OUTPUT, draw_classes
from lib.figures.style import PALETTE, TYPE, tint

VIEW = LinearSegmentedColormap.from_list(
    "view", ["white", tint("activations", 0.35), PALETTE["activations"]], N=24)
"""Map for the output of a hidden neuron, from its lowest value to its highest."""

DECISION = OUTPUT.resampled(15)
"""The map of outputs in few steps, which a flipbook keeps apart."""

BOX = ((-3.4, 3.4), (-3.4, 3.4))
"""The part of the plane in which the 300 points lie."""


def draw_decision(axes, outputs, box):
    """The outputs of a classifier on the points of a plane, and a line where it is undecided.

    Parameters
    ----------
    axes : Axes
        Where to draw; its limits become the box.
    outputs : ndarray, shape (side * side,)
        Outputs in [0, 1] on the points of ``outputs.plane``: 0 is the first class, 1 the second.
    box : tuple of (float, float)
        The interval of each input.
    """
    field = _square(outputs)
    axes.imshow(field, cmap=DECISION, vmin=0, vmax=1, origin="lower", extent=(*box[0], *box[1]),
                aspect="auto", interpolation="nearest", zorder=0)
    if field.min() < 0.5 < field.max():
        x, y = (np.linspace(*interval, len(field)) for interval in box)
        axes.contour(x, y, field, [0.5], colors=PALETTE["ink"], linewidths=3, zorder=3)
    axes.set_xlim(box[0])
    axes.set_ylim(box[1])


def draw_plane(axes, outputs, x, y, size=7, box=BOX):
    """A decision over the plane, with points of two classes on it."""
    draw_decision(axes, outputs, box)
    draw_classes(axes, x, y, size)
    ticks = [sorted({int(low), 0, int(high)}) for low, high in box]
    axes.set(xticks=ticks[0], yticks=ticks[1])


def draw_hidden_views(axes, layers, rows=4, columns=4):
    """How each hidden neuron sees the plane: a small picture for each, white where its output is lowest.

    Parameters
    ----------
    axes : Axes
        Where to draw; it loses its own axes.
    layers : list of ndarray, shape (side * side, units)
        Outputs of each layer on the points of ``outputs.plane``. A layer begins on a row of its own; neurons
        for which there is no place are left out.
    rows, columns : int
        Small pictures below and beside each other.

    Returns
    -------
    list of tuple of (int, int, int, int)
        Layer, neuron, row and column of each small picture that was drawn.
    """
    axes.set_axis_off()
    axes.set(xlim=(0, columns), ylim=(rows, 0), aspect="equal", anchor="N")
    places = _places([outputs.shape[1] for outputs in layers], rows, columns)
    if not places:
        return places
    side = len(_square(layers[0][:, 0]))
    pitch = side + 2 + side // 12  # a rim on both sides, and a gap
    mosaic = np.full((rows * pitch, columns * pitch), np.nan)
    for layer, unit, row, column in places:
        view = _square(layers[layer][:, unit])[::-1]  # the first row of an image is its upper one
        low, high = view.min(), view.max()
        tile = mosaic[row * pitch:row * pitch + side + 2, column * pitch:column * pitch + side + 2]
        tile[...] = 1
        tile[1:-1, 1:-1] = (view - low) / (high - low) if high > low else 0
    axes.imshow(np.ma.masked_invalid(mosaic), cmap=VIEW, vmin=0, vmax=1, extent=(0, columns, rows, 0),
                interpolation="nearest", zorder=0)
    return places


def draw_progress(axes, curves, last, best=1.0):
    """Losses and shares of a training against its epochs, each marked and with the present value at its end.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    curves : mapping of str to (sequence of float, str)
        Name of each curve, its values, the first at epoch 0, and its colour.
    last : float
        Right end of the axis.
    best : float
        Upper end of the axis.
    """
    for k, (name, (values, color)) in enumerate(curves.items()):
        shown = np.minimum(values, 1.5 * best)  # a value far outside would cost time
        axes.plot(np.arange(len(shown)), shown, color=color, lw=3)
        axes.plot(len(shown) - 1, shown[-1], "os^"[k % 3], color=color, ms=10, clip_on=False)
        axes.text(0.98, 0.66 - 0.12 * k, f"{'●■▲'[k % 3]} {name} {values[-1]:.2f}", color=color, ha="right",
                  va="top", transform=axes.transAxes, fontsize=TYPE["label"])
    axes.set(xlim=(0, last), ylim=(0, best))


def _square(values) -> np.ndarray:
    side = round(np.sqrt(len(values)))
    return np.reshape(values, (side, side))


def _places(units, rows, columns) -> list:
    """Layer, neuron, row and column of each small picture."""
    places, row = [], 0
    for layer, count in enumerate(units):
        left = len(units) - layer - 1  # layers still to come, of which each gets at least a row
        most = max(rows - row - left, 1) if row < rows else 0
        share = min(-(-count // columns), max(most, 0), max(rows // len(units), 1))
        for k in range(min(count, share * columns)):
            places.append((layer, k, row + k // columns, k % columns))
        row += share
    return places
