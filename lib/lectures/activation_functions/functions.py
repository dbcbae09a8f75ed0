"""Drawings of lecture 01 for one function at a time: its tangent, its step, the bumps that make it."""

from __future__ import annotations

import numpy as np

from lib.figures.curves import draw_curve
from lib.figures.labels import put_label
from lib.figures.style import PALETTE, POINTS_PER_INCH, panels
from lib.figures.ticks import mark_ticks


def draw_tangent(axes, function, derivative, z, color=PALETTE["first"], length=190):
    """A point on a graph and the tangent there, as long in the picture whatever its slope.

    Parameters
    ----------
    axes : Axes
        Where the graph has been drawn, with the limits it is to keep.
    function, derivative : callable
        The function and its derivative, of arrays.
    z : float
        Where the tangent touches.
    color : str
        Of the tangent and its point.
    length : float
        Of the tangent, in pixels.

    Returns
    -------
    float
        The slope at z.
    """
    at = np.array([z], dtype=float)
    height, slope = float(function(at)[0]), float(derivative(at)[0])
    box = axes.get_window_extent()
    x_scale = box.width / np.ptp(axes.get_xlim())
    y_scale = box.height / np.ptp(axes.get_ylim())
    reach = 0.5 * length * axes.figure.dpi / POINTS_PER_INCH / np.hypot(x_scale, slope * y_scale)
    ends = np.array([z - reach, z + reach])
    axes.plot(ends, height + slope * (ends - z), "--", color=color, lw=4, zorder=4)
    axes.plot(z, height, "o", color=color, mec="white", mew=2, ms=16, zorder=5)
    return slope


def draw_function(left, right, function, derivative, interval, z, color=PALETTE["activations"]):
    """A function with its tangent at a place, and beside it the derivative with the slope there.

    Parameters
    ----------
    left, right : Axes
        For the function and for its derivative; their limits in y stay as they are.
    function, derivative : callable
        The function and its derivative, of arrays.
    interval : tuple of (float, float)
        Where to draw.
    z : float
        Where the tangent touches.
    color : str
        Of both graphs.

    Returns
    -------
    float
        The slope at z.
    """
    for axes, graph in ((left, function), (right, derivative)):
        axes.set_ylim(axes.get_ylim())
        axes.axhline(0, color=PALETTE["muted"], lw=1, zorder=0)
        axes.axvline(0, color=PALETTE["muted"], lw=1, zorder=0)
        draw_curve(axes, graph, interval, color=color, lw=5)
    slope = draw_tangent(left, function, derivative, z)
    right.plot([z, z], [0, slope], ":", color=PALETTE["first"], lw=3, zorder=4)
    right.plot(z, slope, "o", color=PALETTE["first"], mec="white", mew=2, ms=16, zorder=5)
    put_label(
        right,
        0.98,
        1.0,
        f"slope {slope:.3f}",
        PALETTE["first"],
        align="right",
        dy=22,
        xycoords="axes fraction",
        fontsize=22,
    )
    return slope


def draw_with_slope(
    figure,
    function,
    derivative,
    z,
    *,
    interval=(-3, 3),
    title,
    heights,
    ticks,
    slopes,
    slope_ticks,
    slope_title="its slope",
    grey=None,
    levels=(),
    **margins,
):
    """A function with its tangent on the left, its slope on the right.

    Parameters
    ----------
    figure : Figure
        An empty one.
    function, derivative : callable
        The function and its derivative, of arrays.
    z : float
        Where the tangent touches.
    interval, heights, slopes : tuple of (float, float)
        What the axes show: of z, of the function and of its slope.
    title, slope_title : str
        Above the two.
    ticks, slope_ticks : sequence of float
        Marked heights and slopes.
    grey : tuple of (callable or None, callable or None), optional
        A function to compare with, and its derivative.
    levels : tuple of (float, float), optional
        A height on each side that is marked by a line.
    **margins
        For ``panels``.

    Returns
    -------
    Axes, float
        The axes on the left, and the slope at z.
    """
    left, right = panels(figure, 3, 2, gap=90, **margins)
    xticks = range(interval[0], interval[1] + 1, 3)
    left.set(title=title, xlabel="z", ylim=heights, xticks=xticks, yticks=ticks)
    right.set(title=slope_title, xlabel="z", ylim=slopes, xticks=xticks, yticks=slope_ticks)
    for axes, level in zip((left, right), levels):
        axes.axhline(level, color=PALETTE["muted"], lw=1)
    for axes, other, width in zip((left, right), grey or (None, None), (4, 3)):
        if other:
            draw_curve(axes, other, interval, color=PALETTE["muted"], lw=width)
    return left, draw_function(left, right, function, derivative, interval, z)


def draw_step(axes, neuron, w, b, interval):
    """The output of a neuron with one input, and the place -b/w where its step is.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    neuron : callable
        Output for an array of inputs.
    w, b : float
        Its weight and bias.
    interval : tuple of (float, float)
        The inputs to draw.

    Returns
    -------
    float
        The place of the step; not a number if the weight is 0.
    """
    draw_curve(axes, neuron, interval, color=PALETTE["activations"], lw=5)
    place = 0.0 - b / w if w else np.nan  # so that no zero is written with a minus
    if interval[0] <= place <= interval[1]:
        axes.axvline(place, color=PALETTE["biases"], lw=3, ls="--", zorder=1)
        axes.plot(
            place,
            neuron(np.array([place]))[0],
            "o",
            color=PALETTE["biases"],
            mec="white",
            mew=2,
            ms=16,
            zorder=5,
        )
        put_label(
            axes,
            place,
            1,
            f"s = −b/w = {place:.2f}".replace("-", "−"),
            PALETTE["biases"],
            align="right" if place > np.mean(interval) else "left",
            dx=-12 if place > np.mean(interval) else 12,
            dy=18,
            xycoords=axes.get_xaxis_transform(),
        )
    return place


def draw_bumps(axes, function, bumps, interval, color=PALETTE["activations"]):
    """A curve, the bumps that are to build it, and their sum.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    function : callable
        The curve to be built.
    bumps : callable
        Takes an array of places, gives the height of each bump there: shape (places, bumps).
    interval : tuple of (float, float)
        Where to draw.
    color : str
        Of the bumps and their sum.
    """
    x = np.linspace(*interval, 801)
    heights = bumps(x)
    for height in heights.T if heights.shape[1] <= 40 else ():
        axes.fill_between(x, 0, height, color=color, alpha=0.18, lw=0, zorder=1)
    draw_curve(axes, function, interval, color=PALETTE["ink"], lw=3)
    axes.plot(x, heights.sum(axis=1), color=color, lw=4, zorder=3)


def draw_bump(figure, s, heights, titles):
    """Steps and their sum side by side, each as its height at the places s."""
    places = panels(figure, 1, 1, 1, left=60, gap=80, top=44, bottom=40)
    for axes, height, title in zip(places, heights, titles, strict=True):
        axes.axhline(0, color=PALETTE["muted"], lw=1)
        axes.fill_between(s, 0, height, color=PALETTE["activations"], alpha=0.15, lw=0)
        axes.plot(s, height, color=PALETTE["activations"], lw=5)
        axes.set(title=title, xlim=(0, 1), ylim=(-1, 1), xticks=(0, 1), yticks=(-0.8, 0, 0.8))


def draw_curve_of_bumps(figure, function, bumps, n, errors):
    """A curve built of n bumps, and the error for each number of bumps, a mapping, that of n marked."""
    left, right = panels(figure, 3, 2)
    left.set(title=f"{2 * n} neurons, {n} bump{'s' * (n > 1)}", xlabel="input s", ylim=(0, 1))
    left.set(xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
    draw_bumps(left, function, bumps, (0, 1))
    right.loglog(errors.keys(), errors.values(), "o-", color=PALETTE["muted"], ms=8, lw=2)
    right.loglog(n, errors[n], "o", color=PALETTE["activations"], ms=16)
    right.set(title="typical error", xlabel="number of bumps", xlim=(0.8, 110), ylim=(0.004, 0.5))
    mark_ticks(right, x=(1, 10, 100), y=(0.01, 0.1))
    side = {"align": "left", "dx": 16, "dy": 8} if n < 20 else {"align": "right", "dx": -16, "dy": -10}
    put_label(right, n, errors[n], f"{errors[n]:.3f}", PALETTE["activations"], **side)


def draw_best_sums(figure, x, target, sums):
    """The best sum of neurons with and without biases: for each title the neurons and the sum, over x."""
    for axes, (title, (neurons, best)) in zip(panels(figure, 1, 1), sums.items()):
        for neuron in neurons[:, :12].T:
            axes.plot(x, neuron, color=PALETTE["activations"], lw=1.5, alpha=0.35)
        axes.plot(x, target, color=PALETTE["ink"], lw=3)
        axes.plot(x, best, color=PALETTE["activations"], lw=6, ls=(0, (3, 1)))
        axes.set(
            title=title, xlabel="x", xlim=(-1, 1), ylim=(-0.05, 1.1), xticks=(-1, 0, 1), yticks=(0, 0.5, 1)
        )
    put_label(axes, 0, 1 / 3, "the best sum", PALETTE["activations"], align="center", dy=-26)
    put_label(axes, -0.86, 0.74, "x²", PALETTE["ink"], dx=8, dy=10)


def draw_shapes(figure, shapes):
    """Eight activations with their slopes dashed: for each name the activation and its formula."""
    upper, lower = (
        panels(figure, 1, 1, 1, 1, left=50, right=20, gap=46, top=top, bottom=bottom)
        for top, bottom in ((36, 275), (279, 32))
    )
    for axes, (name, (shape, formula)) in zip([*upper, *lower], shapes.items(), strict=True):
        axes.axhspan(-1.5, 1.5, color=PALETTE["muted"], alpha=0.13, lw=0)
        axes.axhline(0, color=PALETTE["muted"], lw=1)
        axes.axvline(0, color=PALETTE["muted"], lw=1)
        draw_curve(axes, shape.derivative, (-3, 3), color=PALETTE["first"], lw=2.5, ls="--")
        draw_curve(axes, shape, (-3, 3), color=PALETTE["activations"], lw=5)
        axes.set(title=name, ylim=(-1.5, 3.2), xticks=(-3, 0, 3), yticks=(-1, 0, 1, 3))
        put_label(axes, -2.9, 2.6, formula, PALETTE["ink"], fontsize=19)
    put_label(upper[0], 2.9, 0.42, "slope", PALETTE["first"], align="right")


def draw_above_relu(figure, z, relu, softplus):
    """What softplus adds to ReLU, at the places z."""
    (axes,) = panels(figure, 1, left=80, right=330, top=14, bottom=58)
    axes.plot(z, relu, color=PALETTE["muted"])
    axes.plot(z, softplus, color=PALETTE["activations"])
    axes.fill_between(z, relu, softplus, color=PALETTE["second"], alpha=0.3, lw=0)
    put_label(axes, 0.3, 1.9, "what is added to ReLU", PALETTE["second"], align="right")
    put_label(axes, 6, 6.3, "at 1000: 1000.0,\nnot inf", PALETTE["activations"], dx=14, dy=-20)
    put_label(axes, -6, 0, "at −1000: 0.0", PALETTE["activations"], dy=24)
    axes.set(xlabel="z", xlim=(-6, 6), ylim=(-0.2, 6.6), xticks=(-6, 0, 6), yticks=(0, 3, 6))


def draw_reach(figure, reached, missing):
    """What is missing to 1 against z: on paper, and computed in two precisions.

    Parameters
    ----------
    figure : Figure
        An empty one.
    reached : mapping of str to int
        For each precision the z from which on the result is exactly 1.
    missing : mapping of str to ndarray
        What is missing to 1 at 0, 1, 2, ...; under "on paper" what it should be.
    """
    (axes,) = panels(figure, 1, left=130)
    axes.semilogy(missing["on paper"], color=PALETTE["muted"], lw=3)
    looks = (("first", "o", 1e-17, 1e-9, "center", 0), ("second", "s", 1e-8, 1e-3, "left", 10))
    for (name, end), (role, marker, tail, height, align, dx) in zip(reached.items(), looks):
        color, steps = PALETTE[role], np.arange(len(missing[name]))
        axes.semilogy(steps[:end], missing[name][:end], marker, color=color, ms=9)
        axes.semilogy(
            steps[end:], np.full(len(steps) - end, 1e-20), marker, color="white", mec=color, mew=2.5, ms=10
        )
        axes.annotate(
            "",
            (end, 3e-20),
            (end, tail),
            arrowprops={"arrowstyle": "-|>", "color": color, "lw": 3, "mutation_scale": 22},
        )
        put_label(axes, end, height, f"{name}: exactly 1 from z = {end}", color, align=align, dx=dx)
    axes.set(xlabel="z", ylabel="1 − σ(z)", xlim=(-0.5, 45), ylim=(2e-21, 3), xticks=(0, 10, 17, 30, 37))
    axes.minorticks_off()
    axes.set_yticks([1, 1e-5, 1e-10, 1e-15, 1e-20], ["1", "10⁻⁵", "10⁻¹⁰", "10⁻¹⁵", "0"])
    put_label(axes, 44, 1e-17, "on paper", PALETTE["quiet"], align="right", dy=-4)
