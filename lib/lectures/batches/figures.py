"""Drawings of lecture 04: batches of points, their landscapes, the walks on them, and how noisy they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from lib.figures.contours import draw_contours, draw_path, mark_minimum
from lib.figures.labels import put_label
from lib.figures.sheets import draw_arrow, sheet
from lib.figures.style import PALETTE, panels
from lib.figures.ticks import mark_ticks
from lib.landscapes import noisy_valley

FIRST, SECOND, INK, MUTED, QUIET = (PALETTE[role] for role in ("first", "second", "ink", "muted", "quiet"))
ONE, SOME, ALL = SECOND, FIRST, INK
"""Colours of a step on one sample, on a mini-batch, on all."""

CENTRED = {"ha": "center", "va": "center"}


def draw_noisy_walk(axes, path, color):
    """A walk down the noisy valley, as large as the axes."""
    valley = noisy_valley()
    draw_contours(axes, valley, valley.box)
    draw_path(axes, path, color)
    mark_minimum(axes, 0, 0)
    axes.set_aspect("auto")


# --- four samples


def draw_mean(figure, x, y, slopes):
    """The cost of each sample and their mean, the slopes at w = 1, and a table of these.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    x, y, slopes : ndarray, shape (4,)
        The samples, and the slope of the cost of each at w = 1.
    """
    left, right = panels(figure, 3, 2, left=80, gap=60, top=20)
    w, near = np.linspace(0, 2.6, 201), np.array([0.82, 1.18])
    costs, here = (w[:, None] * x - y) ** 2 / 2, (x - y) ** 2 / 2
    left.plot(w, costs, color=ONE, lw=2, alpha=0.6)
    left.plot(w, costs.mean(axis=1), color=ALL, lw=5)
    for slope, height, color, lw in (*((*pair, ONE, 6) for pair in zip(slopes, here)),
                                     (slopes.mean(), here.mean(), ALL, 9)):
        left.plot(near, height + slope * (near - 1), color=color, lw=lw)
    left.axvline(1, color=MUTED, lw=2, ls="--", zorder=0)
    left.annotate("mean of the four", (1.24, 0.6), (1.5, 2.1), color=ALL, fontsize=20, **CENTRED,
                  arrowprops={"arrowstyle": "->", "color": ALL, "lw": 2})
    put_label(left, 1.06, 3.0, "one sample each", ONE)
    left.set(xlabel="w", ylabel="cost", xlim=(0, 2.6), ylim=(0, 4), xticks=(0, 1, 2), yticks=(0, 2, 4))
    _draw_slopes(right, x, y, slopes)


def _draw_slopes(axes, x, y, slopes):
    """A table of samples and their slopes, and below it the mean."""
    axes.set_axis_off()
    axes.set(xlim=(0, 1), ylim=(5.6, -0.7))
    rows = [("x", "y", "slope at w = 1", QUIET),
            *((f"{a:g}", f"{b:g}", f"{slope:+g}", ONE) for a, b, slope in zip(x, y, slopes)),
            ("", "mean", f"{slopes.mean():+g}", ALL)]
    for row, (*texts, color) in enumerate(rows):
        for place, text in zip((0.12, 0.35, 0.78), texts):
            axes.text(place, row, text.replace("-", "−"), fontsize=28 if row else 20, color=color, **CENTRED,
                      weight="bold" if row == 5 else "normal")
    axes.axhline(4.5, 0.02, 0.98, color=MUTED, lw=2)


def draw_epochs(figure, epochs: Mapping[str, Sequence[float]], best):
    """Steps of w in one epoch, as arrows in a row each: in batches of all, of some, of one."""
    axes = figure.add_axes((0.13, 0.24, 0.83, 0.74))
    axes.axvline(best, color=MUTED, lw=3, ls="--")
    put_label(axes, best, -0.62, f"best: {best:.3f}", QUIET, dx=-10, align="right")
    for row, ((name, places), color) in enumerate(zip(epochs.items(), (ALL, SOME, ONE), strict=True)):
        for k, (start, end) in enumerate(zip(places, places[1:])):
            height = row + 0.13 * k
            draw_arrow(axes, (start, height), (end, height), color, size=22, shrinkA=0, shrinkB=0)
        axes.plot(1, row, "o", color="white", mec=color, mew=3, ms=14, zorder=5)
        axes.text(0.975, row, name, color=color, ha="right", va="center", fontsize=22)
    axes.set(xlabel="w, in one epoch of four samples", xlim=(0.98, 1.7), ylim=(2.7, -0.95), yticks=[],
             xticks=(1, 1.2, 1.4, 1.6))
    axes.spines["left"].set_visible(False)


def draw_spreads(figure, means: Mapping[str, np.ndarray]):
    """Means of samples in a row each, and how far they spread: of one, of some, of all."""
    axes = figure.add_axes((0.2, 0.2, 0.6, 0.78))
    for row, ((name, found), color) in enumerate(zip(means.items(), (ONE, SOME, ALL), strict=True)):
        axes.plot(found, [row] * len(found), "o", color=color, ms=13)
        axes.text(-7.4, row, name, fontsize=22, color=color, ha="right", va="center")
        axes.text(2.4, row, f"spread {np.std(found):.2f}", fontsize=22, color=color, va="center")
    axes.axvline(*means["all four"], color=MUTED, lw=2, ls="--", zorder=0)
    axes.set(xlabel="slope", xlim=(-7, 2), ylim=(2.5, -0.5), xticks=(-6, -4, -2, 0), yticks=[])
    axes.spines["left"].set_visible(False)


# --- a line through points


def draw_line_and_batch(figure, x, y, rows):
    """Points, those of a batch, and how far the line y = x is off there."""
    (axes,) = panels(figure, 1, left=80, right=330, top=10, bottom=58)
    axes.plot([0, 3.2], [0, 3.2], color=INK)
    axes.plot(x, y, "o", color=MUTED, ms=11)
    axes.plot(x[rows], y[rows], "o", color=SOME, ms=14)
    axes.vlines(x[rows], x[rows], y[rows], color=SOME, lw=4)
    put_label(axes, 3.2, 3.2, "wx + b", INK, dx=12)
    put_label(axes, x[rows[-1]], y[rows[-1]], "errors of the batch", SOME, dx=20, dy=-8)
    axes.set(xlabel="x", ylabel="y", xlim=(0, 3.2), ylim=(0, 3.4), xticks=(0, 1, 2, 3), yticks=(0, 2))


def draw_landscape(axes, cost: Callable, box, best, title, **labels):
    """The cost of a line from above: w to the right, b upwards."""
    draw_contours(axes, cost, box)
    axes.set_aspect("auto")
    mark_minimum(axes, *best)
    axes.set(title=title, xticks=(-2, 0, 2, 4), yticks=(-1, 1, 3), xlabel="w", ylabel="b", **labels)


def draw_batch(figure, x, y, rows, cost: Callable, box, best):
    """A batch among all points, and its landscape on that of all.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    x, y : ndarray, shape (samples,)
        All points.
    rows : ndarray
        Which of them are in the batch.
    cost : callable
        ``cost(theta, rows)`` at places (w, b), shape (..., 2); without rows that of all points.
    box : tuple of (float, float)
        The intervals of w and b.
    best : ndarray, shape (2,)
        Where the cost of all points is lowest.
    """
    left, right = panels(figure, 2, 3, left=70, gap=90)
    ends, size = np.array([-1.2, 2.2]), len(rows)
    left.plot(x, y, "o", color=MUTED, ms=7, alpha=0.5)
    left.plot(x[rows], y[rows], "o", color=ONE, ms=10)
    left.plot(ends, np.polyval(best, ends), color=ALL, lw=3)
    left.set(title="100 samples", xlabel="x", ylabel="y", xlim=(-1.3, 2.3), ylim=(-4.4, 6.4),
             xticks=(-1, 0, 1, 2), yticks=(-2, 0, 2, 4, 6))
    draw_landscape(right, cost, box, best, f"cost of all (thin lines) and of {size} (thick)")
    w, b = (np.linspace(*interval, 65) for interval in box)
    heights = cost(np.stack(np.meshgrid(w, b), axis=-1), rows)
    if size == 1:
        floor = heights.min()
        right.plot(w, y[rows] - w * x[rows], color=ONE, lw=5, zorder=4)
    else:
        own = np.polyfit(x[rows], y[rows], 1)
        floor = heights.min() if size == 2 else cost(own, rows)
        right.plot(*own, "X", color=ONE, mec="white", mew=1.5, ms=17, zorder=7)
        left.plot(ends, np.polyval(own, ends), color=ONE, lw=3, ls="--")
    right.contour(w, b, heights - floor, [0.05, 0.4, 1.2, 2.8], colors=ONE, linewidths=2.5, zorder=3)


def draw_paths(figure, step, paths: Mapping[int, np.ndarray], above: Mapping[int, np.ndarray], cost: Callable,
               box, best):
    """Three walks in one landscape, and their costs above the lowest.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    step : int
        How many steps have been made.
    paths, above : mapping of int to ndarray, shapes (steps + 1, 2) and (steps + 1,)
        Places and costs, by the batch size: one, some, all.
    cost, box, best
        The landscape, as in `draw_batch`.
    """
    left, right = panels(figure, 3, 2, left=70, gap=100)
    draw_landscape(left, cost, box, best, "the walk")
    lanes = zip(paths, (ONE, SOME, ALL), "os^", (1.5, 2.5, 3.5),
                (("● one sample a step", 180), ("■ 10 samples", 38), ("▲ all 100", 8)), strict=True)
    for size, color, marker, width, (name, height) in lanes:
        path, costs = paths[size], np.maximum(above[size], 1e-7)
        draw_path(left, path, color, lw=width)
        right.plot(costs, color=color, lw=width)
        for axes, end in ((left, path[-1]), (right, (step, costs[-1]))):
            axes.plot(*end, marker, color=color, mec="white", mew=1.5, ms=15, zorder=6)
        put_label(right, 101, height, name, color, align="right")
    right.set(title="cost above the lowest", xlabel="step", xlim=(-2, 102), ylim=(1e-5, 400), yscale="log")
    mark_ticks(right, y=(1e-4, 1e-2, 1))


def draw_cloud(figure, theta, cloud, full, cost: Callable, box, best, seen):
    """The steps that batches ask for at a place, and their gradients as a cloud.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    theta : ndarray, shape (2,)
        The place.
    cloud, full : ndarray, shapes (batches, 2) and (2,)
        The gradients of the batches, and that of all samples.
    cost, box, best
        The landscape, as in `draw_batch`.
    seen : str
        What they have to say, in a word or two.
    """
    left, right = panels(figure, 3, 2, left=70, gap=100)
    draw_landscape(left, cost, box, best, "steps that 40 batches ask for")
    scale = {"angles": "xy", "scale_units": "xy", "scale": 1.5}
    left.quiver(*np.tile(theta, (40, 1)).T, *-cloud[:40].T, color=SOME, width=0.004, alpha=0.5, zorder=4,
                **scale)
    left.quiver(*theta, *-full, color=ALL, width=0.009, zorder=6, **scale)
    left.plot(*theta, "o", color="white", mec=ALL, mew=3, ms=13, zorder=5)
    right.plot(*cloud.T, "o", color=SOME, ms=6, alpha=0.4)
    right.plot(*full, "o", color="white", mec=ALL, mew=4, ms=15, zorder=5)
    right.axhline(0, color=MUTED, lw=1, zorder=0)
    right.axvline(0, color=MUTED, lw=1, zorder=0)
    right.set(title=f"{len(cloud)} gradients: {seen}", xlabel="slope along w",
              ylabel="slope along b", xlim=(-12, 6), ylim=(-7, 7),
              xticks=(-10, -5, 0, 5), yticks=(-5, 0, 5))


def draw_root(figure, sizes, sigma, with_replacement, without, slope):
    """The spread of batch gradients against the batch size, measured and as theory has it.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    sizes : ndarray, shape (sizes,)
        Of a batch; the last is all 100 samples.
    sigma : float
        The spread of single samples.
    with_replacement, without : ndarray, shape (sizes,)
        The spreads measured.
    slope : float
        Of the first of them on logarithmic axes.
    """
    (axes,) = panels(figure, 1, left=100, right=60, top=16)
    n = np.linspace(1, 99.9, 1500)
    axes.loglog(n, sigma / np.sqrt(n), color=MUTED, lw=2)
    axes.loglog(n, sigma / np.sqrt(n) * np.sqrt((100 - n) / 99), color=MUTED, lw=2, ls="--")
    axes.loglog(sizes, with_replacement, "o", color=SECOND, ms=12)
    axes.loglog(sizes[:-1], without[:-1], "s", color=FIRST, ms=11)
    draw_arrow(axes, (100, 0.135), (100, 0.075), FIRST, lw=3, size=22)
    put_label(axes, 100, 0.083, "none at n = 100", FIRST, align="right", dx=-14)
    text = f"with replacement: slope {slope:.2f}, as 1/√n".replace("-", "−")
    put_label(axes, 12, sigma / np.sqrt(12), text, SECOND, dx=10, dy=22)
    put_label(axes, 24, 0.24, "without replacement, as in an epoch", FIRST, align="right")
    axes.set(xlabel="batch size n", ylabel="spread of the gradient", xlim=(0.9, 130), ylim=(0.05, 7))
    mark_ticks(axes, x=(1, 2, 4, 8, 16, 32, 64, 100), y=(0.1, 0.3, 1, 3))


def draw_sums(figure, sizes, means, sums, start, breaks):
    """The cost after some steps against the batch size, with the mean and with the sum over a batch.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    sizes, means, sums : ndarray, shape (sizes,)
        Batch sizes, and the costs above the lowest.
    start : tuple of (float, float)
        Where it began: the cost above the lowest, and the cost.
    breaks : int
        From which size on the sum flies away.
    """
    (axes,) = panels(figure, 1, left=110, right=60, top=16)
    axes.semilogy(sizes, means, color=FIRST)
    axes.semilogy(sizes, np.where(sums < 1e9, sums, np.nan), color=SECOND)
    axes.axhline(start[0], color=MUTED, lw=2, ls="--")
    put_label(axes, 99, start[1], "where it began", QUIET, align="right", dy=20)
    put_label(axes, 99, np.median(means[50:]), "mean: the same rate fits all", FIRST, align="right", dy=-22)
    put_label(axes, breaks, 1e5, f"sum: from {breaks} on it flies away", SECOND, dx=26)
    axes.set(xlabel="batch size", ylabel="cost after 40 steps", xlim=(0, 101), ylim=(1e-4, 1e7),
             xticks=(1, 25, 50, 75, 100))
    axes.set_yticks([1e-3, 1, 1e3, 1e6], ["0.001", "1", "1,000", "1 million"])
    axes.minorticks_off()


# --- numbers in boxes


def draw_running_mean(figure, losses, means):
    """Five losses and below them their means over a window of three; one window is framed."""
    axes = sheet(figure)
    for y, name, values, color in ((150, "losses", losses, ONE), (65, "window 3", means, SOME)):
        axes.text(20, y, name, fontsize=22, va="center")
        for k, value in enumerate(values):
            axes.text(230 + 110 * k, y, f"{value:g}", fontsize=26, color=color, **CENTRED)
    _draw_frame(axes, 290, 120, 320, 60, SOME)
    draw_arrow(axes, (450, 116), (560, 88), SOME, lw=3, size=20)


def draw_cuts(figure, cuts: Sequence[tuple[int, int]]):
    """Samples as numbered boxes, in batches that are told apart, with the ends of each below it."""
    axes = sheet(figure)
    for k, (first, end) in enumerate(cuts):
        color = (SOME, ONE)[k % 2]
        for sample in range(first, end):
            left = 40 + 92 * sample + 60 * k
            _draw_frame(axes, left, 70, 80, 70, color)
            axes.text(left + 40, 105, str(sample), fontsize=24, **CENTRED)
        axes.text(34 + 46 * (first + end) + 60 * k, 35, f"({first}, {end})", fontsize=22, color=color,
                  **CENTRED)


def _draw_frame(axes, left, bottom, width, height, color):
    x, y = np.array([0, 1, 1, 0, 0]), np.array([0, 0, 1, 1, 0])
    axes.plot(left + width * x, bottom + height * y, color=color, lw=3)
