"""Drawings of lecture 01 for networks: what they make of data, how their units live, how gradients fare."""

from __future__ import annotations

import numpy as np

from lib.figures.classes import draw_classes, draw_outputs
from lib.figures.labels import put_label
from lib.figures.matrices import draw_product
from lib.figures.style import PALETTE, panels, shades, tint
from lib.figures.ticks import mark_ticks

FIRST, SECOND, INK, MUTED = (PALETTE[role] for role in ("first", "second", "ink", "muted"))
VIOLET, GREEN, RED = (PALETTE[role] for role in ("activations", "weights", "biases"))


def percent(share) -> str:
    """A share as it is written beside a mark."""
    return f"{share:.0%}".replace("%", " %")


# --- At a glance


def draw_bend(axes):
    """A straight line, and one with a bend."""
    z = np.linspace(-3, 3, 301)
    axes.plot(z, 0.5 * z, color=MUTED, lw=4)
    axes.plot(z, np.maximum(z, 0), color=VIOLET, lw=5)


def draw_small_bumps(axes):
    """Five bumps side by side."""
    x, edges = np.linspace(-0.1, 1.1, 601)[:, None], np.linspace(0, 1, 6)
    steps = 1 / (1 + np.exp(-90 * (x - edges)))
    bumps = (steps[:, :-1] - steps[:, 1:]) * (0.3, 0.8, 0.45, 0.7, 0.95)
    for height in bumps.T:
        axes.fill_between(x[:, 0], 0, height, color=VIOLET, alpha=0.2, lw=0)
    axes.plot(x, bumps.sum(axis=1), color=VIOLET, lw=4)


def draw_dead_few(axes):
    """A field of units of which some are dead."""
    off = np.isin(np.arange(28), (3, 9, 10, 17, 22, 26))
    axes.plot(*np.divmod(np.flatnonzero(~off), 4), "s", color=VIOLET, ms=21)
    axes.plot(*np.divmod(np.flatnonzero(off), 4), "x", color=RED, ms=17, mew=4)
    axes.set(xlim=(-0.7, 6.7), ylim=(-0.8, 3.8))


def draw_fading(axes):
    """Bars that become smaller."""
    axes.bar(range(10), 0.62 ** np.arange(10), color=FIRST, width=0.65)


AT_A_GLANCE = (draw_bend, draw_small_bumps, draw_dead_few, draw_fading)

# --- Layers in a row


def draw_collapse(figure, matrices, x, y, product=None):
    """Three layers as matrices, and the graph that they make together: a line if there is nothing in between.

    Parameters
    ----------
    figure : Figure
        An empty one.
    matrices : sequence of ndarray
        Of the three layers.
    x, y : ndarray
        The graph; the middle of x is 0.
    product : ndarray, optional
        Of the matrices; without it there is ReLU between the layers.
    """
    left, right = panels(figure, 6, 5, left=10, top=20, gap=90)
    left.set_anchor("N")
    names = ["$W_1$", "$W_2$", "$W_3$"]
    if product is None:
        draw_product(left, matrices, names, between="ReLU")
        words, color = "no single matrix any more", VIOLET
    else:
        draw_product(left, matrices, [*names, "product"], result=product)
        words = f"f(x) = {product[0, 0]:.4g} x + {y[len(y) // 2]:.4g}".replace("-", "−").replace("+ −", "− ")
        color = INK
    figure.text(0.25, 0.2, words, ha="center", fontsize=28, color=color)
    right.axhline(0, color=MUTED, lw=1)
    right.axvline(0, color=MUTED, lw=1)
    right.plot(x, y, color=color, lw=5)
    right.set(
        xlabel="input x",
        ylabel="output f(x)",
        xlim=(-3, 3),
        ylim=(-12, 12),
        xticks=(-3, 0, 3),
        yticks=(-10, 0, 10),
    )


def draw_two_layers(figure):
    """Two layers in a row, each with a weight and a bias."""
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 1180), ylim=(0, 170))
    axes.set_axis_off()
    for x, text, edge in (
        (90, "x", MUTED),
        (420, "first", INK),
        (750, "second", INK),
        (1090, "a x + b", MUTED),
    ):
        axes.text(
            x,
            62,
            text,
            fontsize=26,
            ha="center",
            va="center",
            bbox={"boxstyle": "round,pad=0.45", "fc": "white", "ec": edge, "lw": 3},
        )
    for start, end, text in ((130, 350, "· w₁"), (490, 660, "· w₂"), (840, 1000, "")):
        _arrow(axes, (start, 62), (end, 62), GREEN, 24)
        put_label(axes, (start + end) / 2, 62, text, GREEN, align="center", dy=24, fontsize=26)
    for x, text in ((420, "+ b₁"), (750, "+ b₂")):
        put_label(axes, x, 132, text, RED, align="center", fontsize=26)
        _arrow(axes, (x, 116), (x, 86), RED, 20)


def _arrow(axes, start, end, color, size):
    axes.annotate(
        "", end, start, arrowprops={"arrowstyle": "-|>", "lw": 4, "color": color, "mutation_scale": size}
    )


# --- What networks make of data


def draw_line_and_curve(figure, points, labels, seen, reached):
    """The plane as classifiers see it, and what a line and a hidden layer reach on new samples.

    Parameters
    ----------
    figure : Figure
        An empty one.
    points, labels : ndarray
        Of two classes in the plane.
    seen : mapping of str to callable
        Titles and classifiers.
    reached : mapping of str to (float, float)
        For each data set the accuracy of a line, and with a hidden layer.
    """
    *maps, bars = panels(figure, *(3 for _ in seen), 3.4, left=10, right=90, gap=30, bottom=20)
    place = bars.get_position()
    bars.set_position([place.x0 + 0.065, place.y0, place.width - 0.065, place.height])
    for axes, (title, output) in zip(maps, seen.items()):
        draw_outputs(axes, output, ((-3.2, 3.2), (-3.2, 3.2)))
        draw_classes(axes, points, labels, size=7)
        axes.set(title=title, xticks=[], yticks=[])
    for row, (line, bent) in enumerate(reached.values()):
        bars.plot([line, bent], [row, row], color=MUTED, lw=3, zorder=1)
        bars.plot(line, row, "o", color="white", mec=INK, mew=3, ms=15)
        bars.plot(bent, row, "o", color=VIOLET, ms=16, clip_on=False)
        put_label(bars, line, row, percent(line), INK, align="right", dx=-13)
        put_label(bars, bent, row, percent(bent), VIOLET, dx=13)
    bars.set_yticks(range(len(reached)), reached, fontsize=20)
    bars.set(title="right on new samples", xlim=(0.3, 1.01), ylim=(-0.5, 2.6), xticks=[])
    bars.spines[:].set_visible(False)
    bars.tick_params(length=0)
    put_label(bars, line, row, "a line", INK, align="right", dx=8, dy=28)
    put_label(bars, bent, row, "hidden layer", VIOLET, align="center", dy=28)


def draw_three_outputs(figure, weights, grid, yes, shares, value, squeezed):
    """An output for each kind of question, over the weight of animals.

    Parameters
    ----------
    figure : Figure
        An empty one.
    weights : ndarray, shape (animals, 1)
        In kg.
    grid : ndarray, shape (places, 1)
        The weights at which the outputs are drawn.
    yes, value : tuple of (ndarray, ndarray)
        The answers that were learned from, and the output on the grid.
    shares : ndarray, shape (places, 3)
        Of three kinds, on the grid.
    squeezed : ndarray
        What a sigmoid at the end makes of the value, on the grid.
    """
    a, b, c = panels(figure, 1, 1, 1, left=60, gap=80)
    for axes, (answers, output) in ((a, yes), (c, value)):
        axes.plot(weights, answers, "o", color=MUTED, ms=8, alpha=0.6)
        axes.plot(grid, output, color=VIOLET, lw=5)
    a.set(title="yes or no: sigmoid", ylim=(-0.08, 1.12))
    put_label(a, 8.4, 0.5, "dog?", VIOLET, align="right", dx=-14)
    upper = np.cumsum(shares, axis=1)
    for k, (ground, name, x) in enumerate(
        ((tint("first"), "rabbit", 1.8), ("white", "cat", 6), (tint("second"), "dog", 11))
    ):
        b.fill_between(grid[:, 0], upper[:, k] - shares[:, k], upper[:, k], color=ground, lw=0)
        b.plot(grid[:, 0], upper[:, k], color=VIOLET, lw=3)
        put_label(b, x, 0.5, name, INK, align="center")
    b.set(title="one of several: softmax", ylim=(-0.08, 1.12))
    c.plot(grid, squeezed, color=SECOND, lw=3, ls="--")
    c.set(title="a number: identity", ylim=(0, 2.6), yticks=(0, 1, 2))
    put_label(c, 13, 1, "sigmoid: never above 1", SECOND, align="right", dy=-24)
    put_label(c, 6, 2.2, "length in m", VIOLET, align="right")
    for axes in (a, b, c):
        axes.set(xlabel="weight in kg", xlim=(0, 13), xticks=(0, 5, 10))
    for axes in (a, b):
        mark_ticks(axes, y=(0, 0.5, 1))


def draw_shares(figure, scores, each, shares, temperature):
    """Scores, the sigmoid of each, and their softmax, as bars."""
    left, middle, right = panels(figure, 1, 1, 1, left=60, gap=80, bottom=50)
    left.set(title="scores z", ylim=(-1.7, 2.6), yticks=(-1, 0, 1, 2))
    middle.set(title=f"sigmoid of each: sum {each.sum():.2f}", ylim=(0, 1.13), yticks=(0, 0.5, 1))
    right.set(
        title=f"softmax, T = {temperature:g}: sum {shares.sum():.2f}", ylim=(0, 1.13), yticks=(0, 0.5, 1)
    )
    for axes, heights, color in ((left, scores, INK), (middle, each, SECOND), (right, shares, VIOLET)):
        axes.bar(range(4), heights, color=color, width=0.62)
        axes.axhline(0, color=MUTED, lw=1.5)
        axes.set_xticks(range(4), "ABCD")
        for k, height in enumerate(heights):
            put_label(
                axes,
                k,
                height,
                f"{height:.2f}".replace("-", "−"),
                color,
                align="center",
                dy=16 if height >= 0 else -16,
            )


# --- How units live


def draw_sparsity(figure, hidden):
    """Outputs of hidden units, shape (images, units), for 40 images, and how often each unit is on."""
    left, right = panels(figure, 3, 2, gap=110)
    zeros = (hidden == 0).mean()
    left.imshow(
        np.where(hidden[:40] == 0, np.nan, hidden[:40]),
        cmap=shades("activations"),
        vmin=-1,
        vmax=5,
        aspect="auto",
        interpolation="nearest",
    )
    left.set(
        title=f"outputs of 100 units; white is exactly 0: {percent(zeros)}", xlabel="unit", ylabel="image"
    )
    left.set(xticks=(0, 99), yticks=(0, 39))
    left.set_xticklabels(["1", "100"])
    left.set_yticklabels(["1", "40"])
    on = np.sort((hidden > 0).mean(axis=0))[::-1]
    right.fill_between(range(1, 101), on, color=VIOLET, alpha=0.25, lw=0)
    right.plot(range(1, 101), on, color=VIOLET)
    right.set(
        title="how often each unit is on",
        xlabel="unit, sorted",
        xlim=(1, 100),
        ylim=(0, 1.03),
        xticks=(1, 50, 100),
    )
    right.set_yticks([0, 0.5, 1], ["never", "half", "always"])


def draw_lives(figure, title, lives, rate):
    """A hundred units after training at a rate, and what became of them at every rate.

    Parameters
    ----------
    figure : Figure
        An empty one.
    title : str
        Name of the activation.
    lives : mapping of float to (ndarray, ndarray, float)
        For each rate: how often each unit is on, whether it gets any gradient, the accuracy.
    rate : float
        The one that is marked.
    """
    on, alive, share = lives[rate]
    left, right = panels(figure, 2, 3, left=20, gap=110, bottom=60, top=44)
    y, x = np.divmod(np.arange(100), 10)
    left.scatter(x[alive], 9 - y[alive], s=520, marker="s", color=VIOLET, alpha=0.15 + 0.85 * on[alive], lw=0)
    left.plot(x[~alive], 9 - y[~alive], "x", color=RED, ms=14, mew=4)
    left.set(
        title=f"100 units after training: {np.sum(~alive)} dead",
        xlim=(-0.6, 9.6),
        ylim=(-0.6, 9.6),
        xticks=[],
        yticks=[],
        aspect="equal",
    )
    left.spines[:].set_visible(False)
    right.plot(
        lives.keys(), [np.mean(~living) for _, living, _ in lives.values()], "x-", color=RED, ms=11, mew=3
    )
    right.plot(lives.keys(), [accuracy for *_, accuracy in lives.values()], "o-", color=FIRST, ms=9)
    right.axvline(rate, color=MUTED, lw=2, ls="--", zorder=0)
    for height, color in ((np.mean(~alive), RED), (share, FIRST)):
        right.plot(rate, height, "o", color="white", mec=color, mew=3, ms=17, zorder=5)
    right.set(title=title, xlabel="learning rate", xlim=(0.04, 2.5), ylim=(-0.05, 1.08), xscale="log")
    mark_ticks(right, x=(0.05, 0.1, 0.2, 0.5, 1, 2))
    mark_ticks(right, y=(0, 0.5, 1), percent=True)
    put_label(right, 0.05, 0.93, "right on new images", FIRST)
    put_label(right, 0.05, 0.1, "dead units", RED)


def draw_table_of_outputs(figure, outputs):
    """Outputs of four units for three samples; the first unit is dead and framed."""
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 1180), ylim=(0, 230))
    axes.set_axis_off()
    for (i, j), value in np.ndenumerate(outputs):
        color = RED if j == 0 else VIOLET if value else PALETTE["quiet"]
        axes.text(
            330 + 150 * j, 145 - 52 * i, f"{value:g}", fontsize=26, ha="center", va="center", color=color
        )
    for i in range(3):
        axes.text(90, 145 - 52 * i, f"sample {i + 1}", fontsize=22, va="center")
    for j in range(4):
        axes.text(330 + 150 * j, 200, f"unit {j + 1}", fontsize=22, ha="center", va="center")
    axes.plot([280, 380, 380, 280, 280], [12, 12, 178, 178, 12], color=RED, lw=3)
    axes.text(
        900, 93, "unit 1 is dead;\nthe other 4 zeros\nare sparsity", fontsize=24, va="center", color=RED
    )


# --- How gradients fare


def draw_sizes(figure, factor, outputs, gradients):
    """Size of the outputs on the way forward and of the gradient on the way back, layer by layer."""
    left, right = panels(figure, 1, 1, left=110)
    for axes, size, title, color in (
        (left, outputs, "outputs, on the way forward", VIOLET),
        (right, gradients, "gradient, on the way back", FIRST),
    ):
        axes.axhline(1, color=MUTED, lw=2)
        axes.plot(range(1, len(size) + 1), size, "o-", color=color, ms=9)
        axes.set(
            title=title, xlabel="layer", yscale="log", xlim=(0, 21), ylim=(1e-6, 1e8), xticks=(1, 10, 20)
        )
        mark_ticks(axes, y=(1e-4, 1, 1e4))
    put_label(left, 0.5, 1e7, f"weights × {factor:g}", GREEN, fontsize=24)


def draw_vanishing(figure, gradients, losses):
    """For sigmoid, tanh and ReLU the gradient of each of ten layers, and the loss at each step."""
    left, right = panels(figure, 1, 1, left=120, gap=120)
    smooth = np.ones(10) / 10
    for (name, gradient), color, marker in zip(
        gradients.items(), (SECOND, FIRST, VIOLET), "so^", strict=True
    ):
        left.semilogy(range(1, 11), gradient / gradient[-1], "-", marker=marker, color=color, ms=9)
        right.plot(np.arange(151) + 5, np.convolve(losses[name], smooth, "valid"), color=color, lw=4)
        put_label(right, 157, np.mean(losses[name][-10:]), name, color, dx=4)
    left.semilogy(range(1, 11), 0.25 ** np.arange(9.0, -1, -1), "--", color=MUTED, lw=3)
    left.set(
        title="gradient of a layer, last layer = 1",
        xlabel="layer",
        xlim=(0.5, 10.5),
        ylim=(1e-7, 100),
        xticks=(1, 5, 10),
    )
    mark_ticks(left, y=(1e-6, 1e-3, 1))
    put_label(left, 3.2, 12, "tanh and ReLU", INK, dy=10)
    fading = gradients["sigmoid"] / gradients["sigmoid"][-1]
    put_label(left, 6, fading[5], "sigmoid", SECOND, dx=16, dy=-16)
    put_label(left, 1.2, 3e-7, f"first layer: 1/{round(1 / fading[0], -3):,.0f} of the last", SECOND, dy=4)
    right.set(
        title="loss while it trains",
        xlabel="step",
        xlim=(0, 190),
        ylim=(0, 2.6),
        xticks=(0, 80, 160),
        yticks=(0, 1, 2),
    )
