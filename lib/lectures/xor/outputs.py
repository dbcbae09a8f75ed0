"""What a network gives out on a grid of the plane, and what its hidden layers do there."""

from __future__ import annotations

import numpy as np


def plane(box, side=41):
    """Points of a square grid.

    Parameters
    ----------
    box : tuple of (float, float)
        The interval of each input.
    side : int
        Points along a side.

    Returns
    -------
    ndarray, shape (side * side, 2)
        The points, row by row from below.
    """
    x, y = (np.linspace(*interval, side) for interval in box)
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)


def ahead(points, angle, offset):
    """How far points lie ahead of a line, whose normal has an angle in degrees; behind it, less than 0."""
    return points @ [np.cos(np.radians(angle)), np.sin(np.radians(angle))] - offset


def hidden_outputs(net, points):
    """What the hidden layers give out.

    Parameters
    ----------
    net : Network
        The network.
    points : ndarray, shape (points, inputs)
        Its inputs.

    Returns
    -------
    list of ndarray, shape (points, units)
        The output of each layer but the last that follows a dense layer.
    """
    outputs, x = [], net.samples(points)
    for layer, following in zip(net.layers, net.layers[1:]):
        x = layer(x)
        if hasattr(following, "units"):
            outputs.append(x)
    return outputs
