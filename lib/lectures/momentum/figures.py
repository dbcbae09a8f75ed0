"""Maps of lecture 05: how fast momentum is at each setting, and what the curves through the maps say."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.colors import to_rgba

from lib.figures.contours import draw_contours, draw_path, mark_minimum
from lib.figures.curves import draw_errors
from lib.figures.labels import put_label
from lib.figures.style import FIELD, PALETTE, POINTS_PER_INCH, panels, tint
from lib.figures.ticks import mark_ticks
from lib.landscapes import ravine
from lib.lectures.momentum.walks import METHODS, draw_directions

FIRST, SECOND, INK, MUTED, QUIET = (PALETTE[role] for role in ("first", "second", "ink", "muted", "quiet"))

DIVERGES = tint("second", 0.12)
"""Colour of the settings with which a walk flies away."""

LEVELS = (0.2, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
"""Factors at which the shade of a map changes."""

RAVINE_LEVELS = (0.66, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
"""The same for the ravine, whose best factor is 0.635."""


def draw_factor_map(axes, rates, momenta, factors, levels=LEVELS):
    """A map of convergence factors over rate and momentum: fast is white, and what diverges is ochre.

    It is an image, which a live figure draws in a moment; so the grids may be fine.

    Parameters
    ----------
    axes : Axes
        Where to draw; its limits become those of the two grids.
    rates, momenta : ndarray, shapes (columns,) and (rows,)
        Evenly spaced settings.
    factors : ndarray, shape (rows, columns)
        The factor of each setting, from ``convergence_factor``; computed once, drawn often.
    levels : sequence of float
        Factors at which the shade changes, rising, below 1.
    """
    shades = FIELD(np.linspace(0, 1, len(levels) + 1))
    colors = (255 * np.vstack([shades, to_rgba(DIVERGES)])).round().astype(np.uint8)
    colors = colors[np.digitize(factors, [*levels, 1 + 1e-9])]
    right, up = (rates[1] - rates[0]) / 2, (momenta[1] - momenta[0]) / 2
    axes.imshow(colors, origin="lower", aspect="auto", interpolation="bilinear", zorder=0,
                extent=(rates[0] - right, rates[-1] + right, momenta[0] - up, momenta[-1] + up))
    diverges = factors > 1 + 1e-9
    some = diverges.any(axis=1)
    wall = rates[diverges.argmax(axis=1)[some]] - right
    axes.plot(wall, momenta[some], color=SECOND, lw=3, zorder=2)
    axes.set(xlim=(rates[0], rates[-1]), ylim=(momenta[0], momenta[-1]))


def draw_borders(axes, curvature=1.0):
    """The borders between the regimes of ``Momentum`` on a map, for one curvature.

    Left of the first line it creeps; between the two it swings freely; right of the second it changes
    sides in every step; the third is the wall.

    Parameters
    ----------
    axes : Axes
        Where a map has been drawn, from momentum 0 to 1.
    curvature : float
        The second derivative; 1 if the axis is rate times curvature.
    """
    momentum = np.linspace(0, 1, 101)
    root = np.sqrt(momentum)
    axes.plot((1 - root) ** 2 / curvature, momentum, color=INK, lw=2.5, zorder=3)
    axes.plot((1 + root) ** 2 / curvature, momentum, "--", color=INK, lw=2.5, zorder=3)
    axes.plot(2 * (1 + momentum) / curvature, momentum, color=SECOND, lw=3, zorder=3)


def mark_setting(axes, rate, momentum, text="", color=FIRST, **label):
    """A disc at a setting on a map, with a text beside it."""
    axes.plot(rate, momentum, "o", color=color, mec="white", mew=2, ms=17, zorder=6, clip_on=False)
    if text:
        put_label(axes, rate, momentum, text, color, **{"dx": 16} | label)


def draw_ravine_map(axes, rates, momenta, factors, setting):
    """The map of the ravine, with a setting on it."""
    draw_factor_map(axes, rates, momenta, factors, RAVINE_LEVELS)
    mark_setting(axes, *setting)


def draw_regimes(figure, products, momenta, factors, walks: Mapping[str, tuple]):
    """The map for every rate and curvature, and a walk from each of its regimes.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    products, momenta : ndarray, shapes (columns,) and (rows,)
        Rate times curvature, and momentum.
    factors : ndarray, shape (rows, columns)
        The factor of each setting.
    walks : mapping of str to (float, float, str, ndarray)
        Four settings by their letters: product, momentum, what the ball does, and its places.
    """
    def place(left, bottom, wide, high):
        width, height = figure.get_size_inches() * POINTS_PER_INCH
        return figure.add_axes((left / width, bottom / height, wide / width, high / height))

    axes = place(80, 70, 590, 360)
    draw_factor_map(axes, products, momenta, factors)
    draw_borders(axes)
    for level in (0.6, 0.8, 0.9):
        put_label(axes, 1.6, level**2, f"factor {level}", align="center")
    put_label(axes, 3.95, 0.12, "beyond the wall\n2(1 + μ)", SECOND, align="right")
    axes.set(xlabel="rate · curvature, ηλ", ylabel="momentum μ", xticks=range(5), yticks=(0, 0.5, 1))
    for k, (letter, (product, momentum, fate, walk)) in enumerate(walks.items()):
        mark_setting(axes, product, momentum, letter, dx=0, dy=26, align="center", fontsize=24)
        small = place(730 + 235 * (k % 2), 270 - 215 * (k // 2), 200, 130)
        small.axhline(0, color=MUTED, lw=1.5)
        high = 6 if abs(walk[-1]) > 6 else 1.3
        outside = abs(walk) > high
        if high > 2 and outside.any():
            walk = walk[:outside.argmax() + 1]
        small.plot(walk, "o-", color=FIRST, ms=6, lw=2)
        small.set(xlim=(-0.5, 14.5), ylim=(-high, high), xticks=[], yticks=[])
        small.set_title(f"{letter}  {fate}", pad=6)


def draw_search(figure, rates, momenta, factors, setting, best, factor, path):
    """The map of the ravine, the walk at a setting, and its error in both directions.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    rates, momenta, factors : ndarray, shapes (columns,), (rows,) and (rows, columns)
        The map.
    setting, best : tuple of (float, float)
        Rate and momentum of the walk, and the best ones.
    factor : float
        That of the setting.
    path : ndarray, shape (steps + 1, 2)
        The walk.
    """
    left, middle, right = panels(figure, 5, 6, 4, left=70, gap=70, right=20)
    draw_factor_map(left, rates, momenta, factors, RAVINE_LEVELS)
    mark_minimum(left, *best)
    mark_setting(left, *setting)
    put_label(left, 0.095, 0.81, "0.9", align="center", fontsize=18)
    put_label(left, 0.197, 0.1, "flies away", SECOND, align="right")
    left.set(title=f"factor {factor:.3f}", xlabel="rate η", ylabel="momentum μ", xticks=(0, 0.1, 0.2),
             yticks=(0, 0.5, 1))
    draw_contours(middle, ravine, ((-6.2, 6.2), (-4.6, 4.6)), levels=10)
    inside = np.all(abs(path) < 9, axis=1)
    draw_path(middle, path[: len(path) if inside.all() else inside.argmin()])
    middle.set(title="the walk", xticks=[], yticks=[], aspect="auto")
    draw_directions(right, path, "the error", (0, 60), (1e-3, 1))


# --- curves through the maps


def draw_factor(figure, momentum, factors, tried, measured, critical):
    """The factor of the error against the momentum, in theory and as walks show it.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    momentum, factors : ndarray, shape (settings,)
        The curve of theory.
    tried, measured : sequence of float
        Momenta of walks, and the factors that they showed.
    critical : float
        The momentum between creeping and swinging.
    """
    (axes,) = panels(figure, 1, top=20, left=100)
    axes.plot(momentum, factors, color=INK)
    axes.plot(tried, measured, "o", color=FIRST, ms=11)
    axes.axvline(critical, color=MUTED, lw=2, ls="--")
    put_label(axes, 0.2, 0.8, "creeps", align="center")
    put_label(axes, critical, 0.62, "critical: the best", dx=14)
    put_label(axes, 0.72, 0.77, r"swings: factor $\sqrt{\mu}$", dx=14)
    put_label(axes, 0.02, 0.67, "dots: measured", FIRST)
    axes.set(xlabel="momentum μ", ylabel="factor of the error", xlim=(-0.01, 1), ylim=(0.58, 1.01),
             xticks=(0, 0.25, 0.5, 0.75, 1), yticks=(0.6, 0.8, 1))


def draw_conditions(figure, kappas, plain, heavy, ours):
    """Steps to a hundredth of the error against the condition number, each method at its best.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    kappas, plain, heavy : sequence of float
        Condition numbers, and the steps of plain descent and of Momentum.
    ours : int
        Which of them is our ravine.
    """
    (axes,) = panels(figure, 1, top=16, left=110)
    axes.loglog(kappas, np.log(100) / np.log((kappas + 1) / (kappas - 1)), color=MUTED, lw=2)
    axes.loglog(kappas, plain, "s", color=QUIET, ms=11)
    axes.loglog(kappas, heavy, "o-", color=FIRST, ms=11, lw=2)
    for k, steps, text, color, align, dx, dy in ((-1, plain, "plain descent: {:,}", QUIET, "right", -16, 6),
                                                 (-1, heavy, "Momentum: {}", FIRST, "right", 0, -34),
                                                 (ours, plain, "our ravine: {}", QUIET, "right", -12, 12),
                                                 (ours, heavy, "{}", FIRST, "left", 6, -22)):
        put_label(axes, kappas[k], steps[k], text.format(steps[k]), color, align=align, dx=dx, dy=dy)
    axes.set(xlabel="condition number κ", ylabel="steps to a hundredth", xlim=(1.8, 1100), ylim=(3, 4000))
    mark_ticks(axes, x=(2, 10, 100, 1000), y=(10, 100, 1000))


def draw_best_momentum(figure, kappas, best, example, text):
    """The best momentum against the ratio of the curvatures, with an example (ratio, momentum) named."""
    (axes,) = panels(figure, 1, left=90, right=330, top=14, bottom=58)
    axes.semilogx(kappas, best, color=FIRST)
    axes.plot(*example, "o", color=INK, ms=13)
    put_label(axes, *example, text, dx=18, dy=-8)
    axes.set(xlabel="steep / flat", ylabel="best momentum", xlim=(1, 2000), ylim=(0, 1), yticks=(0, 0.5, 1))
    mark_ticks(axes, x=(1, 10, 100, 1000))


def draw_brake(figure, products, heavy, nesterov, momentum, walls):
    """The factor against rate times curvature: level for Momentum, and a brake for Nesterov.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    products, heavy, nesterov : ndarray, shape (settings,)
        Rate times curvature, and the factors of the two methods.
    momentum : float
        Their momentum.
    walls : tuple of (float, float)
        Where Nesterov's method flies away, and where Momentum does.
    """
    (axes,) = panels(figure, 1, top=16, left=90)
    axes.axhline(1, color=MUTED, lw=2, ls="--")
    axes.plot(products, abs(1 - products), color=MUTED, lw=2)
    axes.plot(products, heavy, color=FIRST)
    axes.plot(products, nesterov, color=SECOND)
    axes.plot(walls, [1, 1], "X", color=INK, mec="white", mew=1.5, ms=16, zorder=6)
    put_label(axes, 2.6, np.sqrt(momentum), "Momentum: √μ", FIRST, align="center", dy=-20)
    put_label(axes, 0.72, np.interp(0.72, products, nesterov), "Nesterov", SECOND, align="right", dx=-12,
              dy=-14)
    put_label(axes, 1.38, 0.38, "plain descent", QUIET, dx=14, dy=-8)
    for wall, align, dx in zip(walls, ("left", "right"), (16, -6)):
        put_label(axes, wall, 1.16, f"wall {wall:.2f}", align=align, dx=dx)
    axes.set(xlabel="rate · curvature, ηλ", ylabel="factor of the error", xlim=(0, 4), ylim=(0, 1.25),
             xticks=range(5), yticks=(0, 0.5, 1))


def draw_chain(figure, rest, links: Mapping[str, np.ndarray], errors: Mapping[str, np.ndarray], unreached,
               step):
    """A chain that is pulled at its first link, and how near to rest each method has come.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    rest : ndarray, shape (links,)
        Where the links come to rest.
    links : mapping of str to ndarray, shape (links,)
        Where they are, for two methods by name.
    errors : mapping of str to ndarray, shape (steps + 1,)
        The error of each method, by name.
    unreached : ndarray, shape (steps + 1,)
        The error below which no method comes that only feels slopes.
    step : int
        How many steps have been made.
    """
    left, right = panels(figure, 1, 1, left=80)
    shown = np.arange(1, 31)
    left.plot(shown, rest[:30], color=INK, lw=2)
    for (name, at), ms in zip(links.items(), (8, 9)):
        left.plot(shown, at[:30], METHODS[name][1], color=METHODS[name][0], ms=ms)
    put_label(left, 30, 0.8, "line: where the links come to rest", align="right")
    put_label(left, 30, 0.7, f"● Momentum after {step} steps", FIRST, align="right")
    put_label(left, 30, 0.6, "■ plain descent", QUIET, align="right")
    left.set(title="the chain, pulled at its first link", xlabel="link", xlim=(0, 30.5), ylim=(-0.05, 0.9),
             xticks=(1, 10, 20, 30), yticks=(0, 0.5))
    right.set(title="error", xlabel="step", xlim=(-0.5, 40.5), ylim=(1e-4, 1.5), yticks=(1e-3, 1e-2, 0.1, 1))
    right.fill_between(range(len(unreached)), 1e-5, unreached, color=SECOND, alpha=0.12, lw=0)
    put_label(right, 2, 5e-4, "no first-order method gets here", SECOND)
    for name, error in errors.items():
        color, marker = METHODS[name]
        draw_errors(right, error[:step + 1], color, marker=marker, ms=6)
    right.set_ylim(1e-4, 1.5)
    beside = {"align": "right", "dy": 22} if step > 28 else {"dx": 12}
    put_label(right, step, errors["Nesterov"][step], "▲ Nesterov", SECOND, **beside)
