"""Walks in a ravine that lies along the axes or across them."""

from __future__ import annotations

import numpy as np

from lib.figures.contours import draw_contours, draw_path, mark_minimum
from lib.figures.curves import draw_errors
from lib.figures.labels import put_label
from lib.figures.style import PALETTE, panels
from lib.figures.ticks import mark_ticks
from lib.landscapes import Landscape
from lib.lectures.adaptive_rates.figures import PLAIN, spread

LINES = {name: (PALETTE[role], marker, sign) for name, role, marker, sign in (
    ("SGD", "biases", "v", "▼"), ("Momentum", "weights", "D", "◆"), ("Adagrad", "second", "s", "■"),
    ("RMSprop", "activations", "^", "▲"), ("Adam", "first", "o", "●"))}
"""Colour, marker and sign of the methods that are compared in turned ravines."""


def turned(degrees, steep=20, center=0.0):
    """A ravine with curvatures 1 and `steep`, turned: its matrix is no longer diagonal. And the turn."""
    a = np.radians(degrees)
    turn = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])
    hessian = turn @ np.diag([1, steep]) @ turn.T
    return Landscape("turned ravine", "", 2,
                     lambda p: ((p - center) @ hessian * (p - center)).sum(axis=-1) / 2,
                     lambda p: (p - center) @ hessian, lambda p: np.broadcast_to(hessian, (*p.shape, 2)),
                     ((-6.2, 6.2), (-4.6, 4.6)), ((center, center),)), turn


def draw_two_rates(figure, landscape, path, errors, title):
    """A walk in a ravine with a rate for each parameter, and its errors.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    landscape : Landscape
        The ravine.
    path : ndarray, shape (steps + 1, 2)
        The walk.
    errors : ndarray, shape (steps + 1, 2)
        Distances along the ravine and across it.
    title : str
        Above the map.
    """
    left, right = panels(figure, 1, 1, left=70, right=20)
    _draw_walk(left, landscape, path, title)
    limits = {"xlim": (-1, len(path)), "ylim": (1e-6, 1e7)}
    right.set(title="error along and across the ravine", xlabel="step", yticks=(1e-6, 1e-3, 1, 1e3), **limits)
    draw_errors(right, errors[:, 1], PALETTE["second"], marker="s", ms=5)
    draw_errors(right, errors[:, 0], PALETTE["first"])
    right.set_ylim(limits["ylim"])
    put_label(right, len(path) - 1, 8e5, "■ across", PALETTE["second"], align="right")
    put_label(right, len(path) - 1, 3e4, "● along", PALETTE["first"], align="right")


def draw_steps_of_walk(figure, landscape, path, title):
    """A walk in a ravine, and the length of each of its steps along either axis."""
    left, right = panels(figure, 1, 1, left=70, right=20)
    _draw_walk(left, landscape, path, title)
    lengths = np.maximum(abs(np.diff(path, axis=0)), 1e-9)
    last = len(lengths)
    right.set(title="length of each step", xlabel="step", xlim=(0, last + 1), ylim=(1e-5, 30))
    for column, role, marker, text, dx in ((1, "second", "s", "■ x₂   ", -60), (0, "first", "o", "● x₁", 0)):
        right.semilogy(np.arange(1, last + 1), lengths[:, column], color=PALETTE[role], marker=marker, ms=6,
                       lw=1.5)
        put_label(right, last, 14, text, PALETTE[role], align="right", dx=dx)
    mark_ticks(right, y=(1e-4, 1e-2, 1))


def ratio_of_first_steps(path, steps=5):
    """By what factor the first steps along the two axes differ, in the geometric mean."""
    lengths = np.maximum(abs(np.diff(path[:steps + 1], axis=0)), 1e-9)
    return 10 ** np.abs(np.log10(lengths[:, 0] / lengths[:, 1])).mean()


def draw_needs_by_angle(figure, angles, needs):
    """Two of the ravines, and the steps that each method needs against the angle.

    Parameters
    ----------
    figure : Figure
        Of 1180 x 400.
    angles : sequence of float
        In degrees, the last 45.
    needs : mapping of str to sequence of float
        The steps of each method of ``LINES`` at each angle.
    """
    for k, angle in enumerate((angles[0], angles[-1])):
        axes = figure.add_axes((0.005 + 0.135 * k, 0.34, 0.13, 0.4))
        draw_contours(axes, turned(angle, steep=100)[0], ((-5, 5), (-5, 5)), levels=8, cmap=PLAIN)
        axes.set(xticks=[], yticks=[], title=f"{angle} degrees")
        axes.spines[:].set_visible(False)
    axes = figure.add_axes((0.36, 0.17, 0.475, 0.72))
    low, high, room = 1.5, 400, 0.72 * 400
    heights = room * np.log([steps[-1] / low for steps in needs.values()]) / np.log(high / low)
    for (method, steps), height in zip(needs.items(), spread(heights, 25, 0, room)):
        color, marker, sign = LINES[method]
        axes.semilogy(angles, steps, color=color, marker=marker, ms=9, lw=5 if method == "Adam" else 2.5)
        put_label(axes, 1, height / room, f"{sign} {method} {steps[-1]:.0f}", color, dx=16,
                  xycoords="axes fraction")
    axes.set(title="steps to a fifth of the distance, best of ten rates", xlim=(-1, 45), ylim=(low, high),
             xlabel="ravine of curvatures 1 and 100, turned by degrees", xticks=(0, 15, 30, 45))
    mark_ticks(axes, y=(3, 10, 30, 100, 300))


def _draw_walk(axes, landscape, path, title):
    """A walk on a map, as far as it stays near it."""
    draw_contours(axes, landscape, landscape.box)
    near = np.all(abs(path) < 9, axis=1)
    draw_path(axes, path[: len(path) if near.all() else near.argmin()])
    mark_minimum(axes, 0, 0)
    axes.set(title=title, xlabel="x₁", ylabel="x₂", xticks=(-4, 0, 4), yticks=(-4, 0, 4))
