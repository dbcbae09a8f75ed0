"""Two classes in the plane, and what a classifier makes of the plane."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from lib.figures.style import PALETTE, tint

OUTPUT = LinearSegmentedColormap.from_list("output", [tint("first"), "#ffffff", tint("second")])
"""Map for outputs from 0 (first class) to 1 (second class), white where the classifier is undecided."""

CLASSES = ((PALETTE["first"], "o"), (PALETTE["second"], "s"))
"""Colour and marker of each class: shape tells them apart where colour does not."""


def draw_classes(axes, x, y, size=9):
    """Points of two classes, class 0 as blue discs and class 1 as ochre squares.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    x : ndarray, shape (samples, 2)
        The points.
    y : ndarray, shape (samples,)
        Their labels, 0 or 1.
    size : float
        Of a marker, in pixels.
    """
    for label, (color, marker) in enumerate(CLASSES):
        axes.plot(*x[y == label].T, marker, color=color, ms=size, mec="white", mew=1, zorder=4)


def draw_outputs(axes, classifier, box):
    """The outputs of a classifier over the plane, with a line where it is undecided.

    Parameters
    ----------
    axes : Axes
        Where to draw; its limits become the box.
    classifier : callable
        Takes points of shape (samples, 2), gives outputs in (0, 1) of shape (samples,).
    box : tuple of (float, float)
        The interval of each input.
    """
    x, y = (np.linspace(*interval, 65) for interval in box)
    points = np.stack(np.meshgrid(x, y), axis=-1)
    outputs = np.reshape(classifier(points.reshape(-1, 2)), points.shape[:2])
    axes.contourf(x, y, outputs, np.linspace(0, 1, 11), cmap=OUTPUT, zorder=0)
    axes.contour(x, y, outputs, [0.5], colors=PALETTE["ink"], linewidths=3, zorder=3)
    axes.set_xlim(box[0])
    axes.set_ylim(box[1])
