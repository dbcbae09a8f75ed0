"""Three hidden neurons: how they learn, their weighted sum, and the space in which they put the points."""

from __future__ import annotations

import numpy as np

from lib.figures.classes import draw_classes
from lib.figures.labels import put_label
from lib.figures.style import PALETTE, TYPE, panels
from lib.lectures.xor.figures import BOX, draw_hidden_views, draw_plane

CUBE = np.array(np.meshgrid([-1, 1], [-1, 1], [-1, 1])).reshape(3, -1).T
"""Corners of the space of three outputs of tanh."""

EDGES = [(a, b) for a in range(8) for b in range(a) if np.sum(CUBE[a] != CUBE[b]) == 1]
"""Pairs of corners that are neighbours."""


def draw_learning(figure, x, y, outputs, hidden, losses, rights, steps):
    """The decision so far, loss and share right up to now, and the views of the hidden neurons.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    x, y : ndarray
        The points and their labels.
    outputs, hidden : ndarray, and list of ndarray
        What the network and its hidden layers give out on the points of ``outputs.plane``.
    losses, rights : sequence of float
        Measured at the start and after each step.
    steps : int
        Length of the whole training.
    """
    left, middle, right = panels(figure, 36, 30, 22, left=60, right=20, gap=90, top=48)
    draw_plane(left, outputs, x, y)
    left.set_title("decision")
    for values, color, marker, size, height, text in (
            (losses, PALETTE["first"], "o", 12, 0.50, "● loss"),
            (rights, PALETTE["second"], "s", 11, 0.62, "■ right")):
        middle.plot(values, color=color)
        middle.plot(len(values) - 1, values[-1], marker, color=color, ms=size, clip_on=False, zorder=2.1)
        middle.text(0.96 * steps, height, f"{text} {values[-1]:.2f}", color=color, ha="right",
                    fontsize=TYPE["caption"])
    middle.set(title="loss and share right", xlabel="step", xlim=(0, steps), xticks=(0, steps // 2, steps),
               ylim=(0, 1), yticks=(0, 0.5, 1))
    right.set_title("the hidden neurons")
    draw_hidden_views(right, hidden, 2, 2)


def draw_weighted_sum(figure, x, y, outputs, hidden, layer, weight, bias):
    """The views of three hidden neurons with their weights, and their lines on the decision made of them.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    x, y : ndarray
        The points and their labels.
    outputs, hidden : ndarray, and list of ndarray
        What the network and its hidden layer give out on the points of ``outputs.plane``.
    layer : Dense
        The hidden layer.
    weight, bias : ndarray, shape (3,), and float
        The score is weight · h + bias.
    """
    left, right = panels(figure, 62, 38, left=10, right=20, gap=90, top=48, bottom=40)
    _draw_weighted_views(left, hidden, weight, bias)
    draw_plane(right, outputs, x, y)
    for column, shift in zip(layer.W.T, layer.b):
        right.axline(-shift * column / (column @ column), slope=-column[0] / column[1],
                     color=PALETTE["activations"], ls="--")
    right.set_title("their lines, and the decision")


def _draw_weighted_views(axes, hidden, weight, bias):
    """Below each view its weight in the output, at the bottom the bias."""
    places = draw_hidden_views(axes, hidden, 1, 3)
    axes.set_ylim(1.45, -0.35)
    for (_, unit, _, column), value in zip(places, weight):
        axes.text(column + 0.45, -0.15, f"neuron {unit + 1}", color=PALETTE["activations"], ha="center",
                  fontsize=TYPE["label"])
        axes.text(column + 0.45, 1.12, f"{_signed(value)} ×", color=PALETTE["weights"], ha="center",
                  fontsize=TYPE["text"], weight="bold")
    axes.text(1.45, 1.38, f"{_signed(bias)}  bias", color=PALETTE["biases"], ha="center", fontsize=24)


def draw_hidden_space(figure, x, y, hidden, weight, bias, angle):
    """Points in the plane, and where three hidden neurons put them: in a cube, seen from a side.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    x, y, hidden : ndarray, shapes (samples, 2), (samples,) and (samples, 3)
        The points, their labels, and what the hidden neurons say of them.
    weight, bias : ndarray, shape (3,), and float
        The plane on which the network is undecided: weight · h + bias = 0.
    angle : float
        From where the cube is seen, in degrees.
    """
    left, right = panels(figure, 430, 600, left=60, gap=60, top=48, bottom=30)
    left.set_title("300 points in the plane")
    draw_classes(left, x, y, 8)
    left.set(xlim=BOX[0], ylim=BOX[1], xticks=(-3, 0, 3), yticks=(-3, 0, 3))
    right.set_axis_off()
    right.set(title="the same points in hidden space", xlim=(-2.9, 2.9), ylim=(-1.65, 1.75), aspect="equal")
    for edge in EDGES:
        right.plot(*seen_from(CUBE[list(edge)], angle).T, color=PALETTE["muted"], lw=1.5)
    right.fill(*seen_from(cut_through_cube(weight, bias), angle).T, color=PALETTE["ink"], alpha=0.22, lw=0)
    draw_classes(right, seen_from(hidden, angle), y, 9)
    for k in range(3):
        end = np.full(3, -1.0)
        end[k] = 1.25
        put_label(right, *seen_from(end, angle), f"h{'₁₂₃'[k]}", PALETTE["activations"], align="center",
                  fontsize=24)


def seen_from(points, angle, tilt=20):
    """Where points in space stand in a picture taken from a side: to the right, and up."""
    a, t = np.radians(angle), np.radians(tilt)
    across = np.array([-np.sin(a), np.cos(a), 0])
    up = np.array([-np.sin(t) * np.cos(a), -np.sin(t) * np.sin(a), np.cos(t)])
    return np.asarray(points) @ np.stack([across, up], axis=1)


def cut_through_cube(weight, bias):
    """Corners of the piece of the plane weight · h + bias = 0 inside the cube, in order round its middle."""
    values = CUBE @ weight + bias
    points = np.array([CUBE[a] + (CUBE[b] - CUBE[a]) * values[a] / (values[a] - values[b])
                       for a, b in EDGES if values[a] * values[b] < 0])
    middle, normal = points.mean(axis=0), weight / np.linalg.norm(weight)
    one = points[0] - middle
    other = np.cross(normal, one)
    return points[np.argsort(np.arctan2((points - middle) @ other, (points - middle) @ one))]


def _signed(value) -> str:
    return f"{value:+.1f}".replace("-", "−")
