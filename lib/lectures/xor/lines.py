"""What lines make of the plane: the best of them all, sums of two, neurons set by hand, mirror images."""

from __future__ import annotations

import numpy as np

from lib.figures.classes import CLASSES, draw_classes
from lib.figures.labels import put_label
from lib.figures.style import PALETTE, TYPE, panels, tint
from lib.lectures.xor.figures import BOX, draw_plane


def draw_cloud(figure, x, y):
    """The points of XOR, and the label of each quarter in it."""
    (axes,) = panels(figure, 1, left=60, right=20, top=30, bottom=60)
    draw_classes(axes, x, y, 10)
    _draw_axes_of_symmetry(axes, lw=1)
    axes.set(xlim=BOX[0], ylim=BOX[1], xticks=(-3, 0, 3), yticks=(-3, 0, 3), xlabel="x₁", ylabel="x₂")
    for x1, x2, label in ((2.3, 2.9, 0), (-2.3, -2.9, 0), (-2.3, 2.9, 1), (2.3, -2.9, 1)):
        put_label(axes, x1, x2, str(label), CLASSES[label][0], align="center", fontsize=34, weight="bold")


def draw_line(figure, x, y, corners, labels, outputs, title, lines, line):
    """A line through the points and the four corners, and its place on the map of all lines.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    x, y, corners, labels : ndarray
        The points and their labels, the corners and theirs.
    outputs : ndarray
        A step across the line, on the points of ``outputs.plane``.
    title : str
        What the line has right.
    lines : tuple of ndarray
        Shares, angles and offsets of ``draw_map_of_lines``.
    line : tuple of float
        Angle in degrees and offset of the line.
    """
    left, right = panels(figure, 380, 560, left=60, gap=120, top=44)
    draw_plane(left, outputs, x, y)
    draw_classes(left, corners, labels, 24)
    left.set_title(title)
    draw_map_of_lines(right, *lines, *line)


def draw_map_of_lines(axes, shares, angles, offsets, angle, offset):
    """Which share of the points each line has right, with the best line and the one that is looked at.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    shares : ndarray, shape (angles, offsets)
        The darker, the better.
    angles, offsets : ndarray
        Evenly spaced, in degrees and in the units of the plane.
    angle, offset : float
        The line that is looked at.
    """
    extent = [end for grid in (angles, offsets) for end in _reach(grid)]
    axes.imshow(shares.T, origin="lower", aspect="auto", cmap="Greys", vmin=0.25, vmax=0.95,
                extent=extent)
    row, column = np.unravel_index(shares.argmax(), shares.shape)
    best = angles[row], offsets[column]
    axes.plot(*best, "P", color=PALETTE["second"], mec="white", mew=2, ms=18)
    put_label(axes, *best, f"best: {shares.max():.0%}", align="center", dy=28)
    axes.plot(angle, offset, "o", color=PALETTE["first"], mec="white", mew=2, ms=15, zorder=5)
    axes.set(title="share of the points right, for every line", xlabel="angle", xticks=(0, 90, 180, 270),
             ylabel="offset", yticks=(-2, 0, 2))


def draw_epochs_of_lines(figure, other, perceptron, neuron, best):
    """Share right in each epoch: a perceptron on other classes and on XOR, a neuron on XOR; the best line."""
    (axes,) = panels(figure, 1, left=90, right=330, top=14)
    for shares, color, text, height, dy in (
            (other, PALETTE["muted"], "perceptron, other classes", 1.0, 0),
            (perceptron, PALETTE["second"], "perceptron, XOR", 0.32, 0),
            (neuron, PALETTE["first"], "one neuron, gradient descent", neuron[-1], -6)):
        axes.plot(np.arange(1, len(shares) + 1), shares, color=color)
        written = PALETTE["quiet"] if color == PALETTE["muted"] else color
        put_label(axes, len(shares), height, text, written, dx=14, dy=dy)
    axes.axhline(best, color=PALETTE["ink"], lw=2, ls="--")
    put_label(axes, len(neuron), best, "best line", dx=14, dy=12)
    axes.set(xlim=(0, len(neuron) + 1), ylim=(0.2, 1.04), yticks=(0.25, 0.5, 0.75, 1), xlabel="epoch",
             ylabel="share right")


def draw_sum_of_two(figure, first, second):
    """The outputs of two neurons on ``plane(BOX)``, and their sum, as fields with level lines."""
    side = np.linspace(*BOX[0], round(np.sqrt(len(first))))
    places = panels(figure, 1, 1, 1, left=60, right=60, top=48, bottom=40, gap=110)
    fields = {"one neuron": first, "another": second, "their sum": first + second}
    for axes, (title, values) in zip(places, fields.items()):
        field = values.reshape(len(side), len(side))
        axes.contourf(side, side, field, 12, cmap="Purples", alpha=0.85)
        axes.contour(side, side, field, 7, colors=PALETTE["ink"], linewidths=2)
        axes.set(title=title, xticks=(-3, 0, 3), yticks=(-3, 0, 3))
    for x, sign in ((0.345, "+"), (0.662, "=")):
        figure.text(x, 0.5, sign, fontsize=TYPE["title"], ha="center", va="center")


def draw_set_by_hand(figure, views, outputs, corners, labels, box):
    """The views of the neurons either and both in a part of the plane, and the output made of them."""
    *places, last = panels(figure, 1, 1, 1, left=70, right=70, top=44, bottom=34, gap=150)
    for axes, values, title in zip(places, views, ("neuron 1: either", "neuron 2: both")):
        side = round(np.sqrt(len(values)))
        axes.imshow(values.reshape(side, side), origin="lower", extent=(*box[0], *box[1]), cmap="Purples",
                    vmax=1.6, aspect="auto")
        draw_classes(axes, corners, labels, 20)
        axes.set(title=title, xlim=box[0], ylim=box[1], xticks=(0, 1), yticks=(0, 1))
    draw_plane(last, outputs, corners, labels, 20, box)
    last.set_title("output: neuron 1 − neuron 2")


def draw_pairs_of_logits(figure, middle, distances):
    """Logits of pairs of mirror images, each pair symmetric about one number, on an axis cut at 0."""
    low, high, top = -4.2, 6.2, -0.4
    axes = figure.add_axes((0.02, 0.12, 0.96, 0.8))
    axes.set_axis_off()
    axes.set(xlim=(low, high), ylim=(3.9, -0.9))
    axes.axvspan(low, 0, color=tint("first"), lw=0)
    axes.axvspan(0, high, color=tint("second"), lw=0)
    axes.plot([0, 0], [top, 3.9], color=PALETTE["ink"])
    axes.plot([middle, middle], [top, 3.6], color=PALETTE["biases"], lw=2, ls="--")
    for row, distance in enumerate(distances):
        y, ends = 0.3 + 1.3 * row, (middle - distance, middle + distance)
        axes.plot(ends, [y, y], color=PALETTE["muted"], lw=2)
        axes.plot(ends, [y, y], "o", color=PALETTE["ink"], ms=17)
        for x, text in zip(ends, ("−x", "x")):
            axes.text(x, y + 0.3, text, ha="center", va="top", fontsize=TYPE["label"])
    for x, text, role, align, size in ((middle + 0.1, "c", "biases", "center", 26),
                                       (low + 0.2, "says class 0", "first", "left", TYPE["caption"]),
                                       (high - 0.2, "says class 1", "second", "right", TYPE["caption"])):
        axes.text(x, -0.65, text, color=PALETTE[role], ha=align, va="center", fontsize=size)
    figure.text(0.5, 0.04, "logit", ha="center", fontsize=TYPE["label"])


def draw_mirror_task(figure, points):
    """Points with their labels of XOR, and question marks where their mirror images are."""
    axes = figure.add_axes((0.3, 0.02, 0.4, 0.96))
    for x1, x2 in points:
        label = int(x1 * x2 < 0)
        color, marker = CLASSES[label]
        axes.plot([x1, -x1], [x2, -x2], ":", color=PALETTE["muted"], lw=2)
        axes.plot(x1, x2, marker, color=color, ms=15)
        axes.text(-x1, -x2, "?", fontsize=26, ha="center", va="center")
        put_label(axes, x1, x2, str(label), color, dx=16)
    _draw_axes_of_symmetry(axes, lw=1.5)
    axes.set(xlim=(-2.6, 2.6), ylim=(-2, 2), xticks=[], yticks=[])
    axes.spines[:].set_visible(False)


def _reach(grid):
    """Ends of an image whose pixels are centred on an evenly spaced grid."""
    half = (grid[1] - grid[0]) / 2
    return grid[0] - half, grid[-1] + half


def _draw_axes_of_symmetry(axes, lw):
    axes.axhline(0, color=PALETTE["muted"], lw=lw)
    axes.axvline(0, color=PALETTE["muted"], lw=lw)
