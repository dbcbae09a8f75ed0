"""Drawings of lecture 03: the network with its numbers, its hidden space, its gradients in tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.patches import Rectangle

from lib.figures.chains import draw_chain
from lib.figures.classes import CLASSES
from lib.figures.labels import put_label
from lib.figures.networks import draw_network
from lib.figures.sheets import sheet
from lib.figures.style import PALETTE, panels
from lib.lectures.backpropagation.bricks import CENTRED, LIT

FIRST, SECOND, INK, MUTED, QUIET = (PALETTE[role] for role in ("first", "second", "ink", "muted", "quiet"))
GREEN, VIOLET = PALETTE["weights"], PALETTE["activations"]
SIZES = (2, 3, 2)
"""Neurons of the layers of the network of this lecture."""


def digits(value, places=4) -> str:
    """A number with so many digits after the point."""
    return f"{value:.{places}f}".replace("-", "−")


def place_of(at: int) -> tuple[int, tuple[int, int]]:
    """Where the weight `at` of the twelve stands: in which matrix, and there in which row and column."""
    return (0, divmod(at, 3)) if at < 6 else (1, divmod(at - 6, 2))


# --- the network


def draw_start(figure, x, weights, labels):
    """The network before the first pass: inputs and weights, neurons still empty, and the labels."""
    axes = figure.add_axes((0, 0, 1, 1))
    places = draw_network(axes, SIZES, values=[x, None, None], weights=weights, decimals=3,
                          heads=[("", "x"), ("z₁", "h₁"), ("z₂", "h₂")], margins=(10, 150),
                          captions=["2 inputs", "3 hidden neurons", "2 outputs"])
    _write_labels(axes, places, labels, 22)


def draw_forward(figure, weights, sums, values, labels, loss, bottom=0.0):
    """The network with all numbers of the forward pass, and the loss.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    weights : sequence of ndarray, shapes (2, 3) and (3, 2)
        The matrices.
    sums, values : sequence of ndarray, shapes (2,), (3,) and (2,)
        What arrives at the neurons of each layer and what leaves them; the inputs have no sums.
    labels : ndarray, shape (2,)
        What the outputs should be.
    loss : float
        The loss.
    bottom : float
        The share of the figure that is left free below.
    """
    axes = figure.add_axes((0, bottom, 1, 1 - bottom))
    places = draw_network(axes, SIZES, values=values, sums=sums, weights=weights, decimals=3,
                          heads=[("", "x"), ("z₁", "h₁"), ("z₂", "h₂")], margins=(10, 230))
    _write_labels(axes, places, labels, 20)
    x, y = places[-1].mean(axis=0) + (104, 0)
    axes.text(x, y, f"L = {loss:.6f}", fontsize=24, va="center", weight="bold")
    axes.text(x, y - 40, f"Σ h₂ = {values[-1].sum():.4f}, not 1", fontsize=20, va="center", color=QUIET)


def _write_labels(axes, places, labels, size):
    for (x, y), label in zip(places[-1], labels):
        axes.text(x + 104, y, f"label {label:.0f}", fontsize=size, va="center")


LOOK_AT = (None, [("layer", 2)], [("layer", 2)], [("gap", 1), ("layer", 2)], [("layer", 1), ("layer", 2)],
           [("layer", 1)], [("gap", 0), ("layer", 0), ("layer", 1)])
"""What each step back is about."""


def draw_backward(figure, step, x, back, deltas, gradients, loss, bottom):
    """The network with the derivatives that the first steps back have found, in thousandths.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    step : int
        How many steps have been made, from 1 to 6.
    x : ndarray, shape (2,)
        The inputs.
    back, deltas : sequence of ndarray, shapes (3,) and (2,)
        The derivatives by the values and by the sums of the two layers.
    gradients : sequence of ndarray, shapes (2, 3) and (3, 2)
        Those by the weights.
    loss, bottom : float
        As in `draw_forward`.
    """
    def known(since, numbers):
        return 1000 * numbers if step >= since else np.full(np.shape(numbers), np.nan)

    axes = figure.add_axes((0, bottom, 1, 1 - bottom))
    draw_network(axes, SIZES, backward=True, decimals=1, margins=(10, 230), largest=105,
                 emphasis=LOOK_AT[step],
                 values=[[f"{value:.3f}" for value in x], known(4, back[0]), known(1, back[1])],
                 sums=[None, known(5, deltas[0]), known(2, deltas[1])],
                 weights=[known(6, gradients[0]), known(3, gradients[1])],
                 heads=[("", "x"), ("∂L/∂z₁", "∂L/∂h₁"), ("∂L/∂z₂", "∂L/∂h₂")])
    right = {"ha": "right", "va": "center"}
    axes.text(1172, axes.get_ylim()[1] / 2 + 10, f"L = {loss:.4f}", fontsize=24, weight="bold", **right)
    axes.text(1172, 16, "numbers in thousandths", fontsize=18, color=QUIET, **right)


def write_step(figure, step, rule, numbers):
    """Below the network: the rule of a step back, and one of its numbers."""
    figure.text(0.01, 0.055, f"{step}   {rule}", fontsize=24, color=SECOND if step else INK, va="center")
    figure.text(0.99, 0.055, numbers, fontsize=22, va="center", ha="right")


def draw_space(figure, points, hidden, labels, lines, angle):
    """Two classes in the plane, and in the cube of the hidden values; the first point is ringed in both.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    points, hidden : ndarray, shapes (samples, 2) and (samples, 3)
        The points, and their hidden values.
    labels : ndarray, shape (samples,)
        Their classes, 0 or 1.
    lines : ndarray, shape (rows, columns, 3)
        Where the lines of a grid in the plane lie in the cube.
    angle : float
        From where the cube is seen, in degrees.
    """
    (plane,) = panels(figure, 1, left=70, right=690, top=44)
    space = figure.add_axes((0.46, 0.0, 0.52, 1.0), projection="3d")
    for row in (*lines, *lines.swapaxes(0, 1)):
        space.plot(*row.T, color=MUTED, lw=1, alpha=0.5)
    for axes, places in ((plane, points), (space, hidden)):
        for label, (color, marker) in enumerate(CLASSES):
            axes.plot(*places[labels == label].T, marker, color=color, ms=6, alpha=0.7)
        axes.plot(*places[:1].T, "o", color=INK, ms=16, mfc="none", mew=3)
    plane.set(title="300 points in the plane", xlabel="x₁", ylabel="x₂", xlim=(-3.3, 3.3), ylim=(-3.3, 3.3),
              xticks=(-3, 0, 3), yticks=(-3, 0, 3))
    for name, axis in zip("xyz", (space.xaxis, space.yaxis, space.zaxis)):
        space.set(**{f"{name}lim": (0, 1), f"{name}ticks": (0, 1)})
        axis.set_label_text("h₁" + "₁₂₃"["xyz".index(name)])
        axis.labelpad = -6
        axis.set_pane_color("white")
    space.view_init(elev=22, azim=angle)
    space.set_box_aspect((1, 1, 0.8), zoom=0.95)


def draw_turn(figure, weights, at, changes, losses, loss, slope, name):
    """One weight lit in the network, and the loss as it changes, with its slope at the start.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    weights : sequence of ndarray, shapes (2, 3) and (3, 2)
        The matrices.
    at : int
        Which of the twelve it is.
    changes, losses : ndarray, shape (changes,)
        Its changes, and the losses there.
    loss, slope : float
        The loss and its derivative where nothing has changed.
    name : str
        Of the weight.
    """
    left, (gap, (i, j)) = figure.add_axes((0.0, 0.1, 0.42, 0.8)), place_of(at)
    places = draw_network(left, SIZES, weights=weights, decimals=2, margins=(40, 40),
                          emphasis=[("connection", gap, i, j), ("layer", 0), ("layer", 1), ("layer", 2)])
    ends = places[gap][i] + (16, 0), places[gap + 1][j] - (16, 0)
    left.plot(*np.transpose(ends), color=SECOND, lw=9, alpha=0.5, zorder=0.5)
    right = figure.add_axes((0.52, 0.17, 0.45, 0.7))
    near = np.array([-1.6, 1.6])
    right.plot(changes, losses, color=INK)
    right.plot(near, loss + slope * near, color=SECOND, lw=4)
    right.plot(0, loss, "o", color=SECOND, ms=14, zorder=5)
    right.set(title="the loss as this weight changes", xlabel=f"change of {name}", xlim=(-4, 4),
              ylim=(0.05, 0.65), xticks=(-4, -2, 0, 2, 4), yticks=(0.1, 0.3, 0.5))
    text = f"slope here {slope:+.4f}".replace("-", "−")
    put_label(right, 0, 0.6, text, SECOND, align="center", fontsize=24)


# --- numbers in rows and tables


def draw_reuse(figure, rows: Sequence[tuple[str, np.ndarray, bool]]):
    """The chain back to the first weights, and below it rows: words, numbers, whether they are right."""
    draw_chain(figure.add_axes((0.02, 0.5, 0.96, 0.5)),
               [("$W_1$", GREEN), ("$z_1$", INK), ("$h_1$", VIOLET), ("$z_2$", INK), ("$L$", INK)],
               ["$x$", "$h_1(1-h_1)$", "$W_2$", r"$\delta_2$"])
    for row, (name, numbers, right) in enumerate(rows):
        y, color = 0.40 - 0.145 * row, INK if right else SECOND
        figure.text(0.02, y, name, fontsize=22, color=color, va="center")
        for k, value in enumerate(numbers):
            figure.text(0.58 + 0.165 * k, y, digits(value, 8), fontsize=24, color=color, va="center",
                        ha="right")
        if not right:
            figure.text(0.955, y, "wrong", fontsize=20, color=color, **CENTRED)


def draw_gradients(figure, gradients: Mapping[str, np.ndarray]):
    """Two matrices with eight decimals, by name."""
    axes = sheet(figure)
    for x, (name, matrix) in zip((40, 680), gradients.items()):
        rows, columns = matrix.shape
        axes.text(x, 205, f"{name},  {rows} × {columns}", fontsize=24, color=GREEN, va="center")
        for (i, j), value in np.ndenumerate(matrix):
            axes.text(x + 155 + 175 * j, 150 - 52 * i, digits(value, 8), fontsize=24, va="center", ha="right")


def draw_tables(figure, factors: Sequence[tuple[np.ndarray, np.ndarray]], which: int, lit: tuple[int, int]):
    """Two multiplication tables of forward and backward values, one of them with an entry lit."""
    names = (("forward x", "backward δ₁"), ("forward h₁", "backward δ₂"))
    for k, ((forward, backward), titles) in enumerate(zip(factors, names)):
        axes = figure.add_axes((0.52 * k, 0, 0.48, 1))
        _draw_table(axes, forward, backward, titles, lit if k == which else (None, None))


def _draw_table(axes, forward, backward, titles, lit):
    """A multiplication table: forward values down the side, backward values along the top."""
    axes.set_axis_off()
    axes.set(xlim=(-1.75, 3.05), ylim=(3.05, -1.45))
    axes.text(-0.8, -0.45, titles[0], fontsize=24, color=VIOLET, **CENTRED)
    axes.text(len(backward) / 2, -1.1, titles[1], fontsize=24, color=SECOND, **CENTRED)
    for i, value in enumerate(forward):
        axes.text(-0.6, i + 0.5, digits(value), fontsize=22, color=VIOLET, **CENTRED,
                  weight="bold" if i == lit[0] else "normal")
    for j, value in enumerate(backward):
        axes.text(j + 0.5, -0.45, digits(value), fontsize=22, color=SECOND, **CENTRED,
                  weight="bold" if j == lit[1] else "normal")
    for (i, j), value in np.ndenumerate(np.outer(forward, backward)):
        axes.add_patch(Rectangle((j, i), 1, 1, fc=LIT if (i, j) == lit else "white", ec=GREEN, lw=2))
        axes.text(j + 0.5, i + 0.5, digits(value), fontsize=22, color=GREEN, **CENTRED)


def draw_too_late(figure, names: Sequence[str], in_time, too_late):
    """Derivatives from old weights and from weights that have moved already, as pairs of bars."""
    (axes,) = panels(figure, 1, left=110, top=44, bottom=40)
    places = np.arange(len(names))
    axes.bar(places - 0.2, in_time, 0.36, color=FIRST)
    axes.bar(places + 0.2, too_late, 0.36, color="white", ec=SECOND, lw=3, hatch="//")
    axes.axhline(0, color=INK, lw=1.5)
    axes.set(title="dL/dW₁ from the old W₂ (filled) and from a W₂ already moved (hatched), rate 1",
             ylim=(-0.006, 0.045), xlim=(-0.6, 5.6), yticks=(0, 0.02, 0.04))
    axes.set_xticks(places, names)
    put_label(axes, 2 - 0.2, in_time[2], "all gradients first", FIRST, dx=-44, dy=-10, align="right")
    put_label(axes, 2 + 0.2, too_late[2], "W₂ was moved first", SECOND, dx=44, dy=-8)
