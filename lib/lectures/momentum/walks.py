"""Walks of lecture 05 drawn: balls on curves, paths in a ravine, and what becomes of them step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from lib.figures.contours import draw_contours, draw_path, mark_minimum
from lib.figures.curves import draw_curve, draw_errors, draw_walk
from lib.figures.labels import put_label
from lib.figures.sheets import draw_arrow
from lib.figures.style import PALETTE, TYPE, panels
from lib.figures.ticks import mark_ticks
from lib.landscapes import Landscape, parabola, ravine

FIRST, SECOND, INK, MUTED, QUIET = (PALETTE[role] for role in ("first", "second", "ink", "muted", "quiet"))
METHODS = {"plain descent": (QUIET, "s"), "Momentum": (FIRST, "o"), "Nesterov": (SECOND, "^")}
"""Colour and marker of each method: the same in all pictures of the lecture."""


def undress(axes):
    """Leave the picture alone: no ticks, no frame, scales as the room allows."""
    axes.set(xticks=[], yticks=[], aspect="auto")
    axes.spines[:].set_visible(False)


# --- small pictures for the beginning and the end


def draw_small_ravine(axes, path):
    """A path through the ravine."""
    draw_contours(axes, ravine, ((-6, 2), (-2.9, 2.9)))
    draw_path(axes, path)
    axes.set_aspect("auto")


def draw_small_wall(axes, wall: Landscape, path):
    """Nesterov's ball, which brakes at the wall."""
    draw_curve(axes, wall, (-2.6, 1.5))
    draw_walk(axes, wall, path, SECOND)


# --- what a velocity is made of


def draw_phase(axes, path, lowest=0.0, color=FIRST):
    """A walk of one parameter in the phase plane: its position, and the move that led there.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    path : ndarray, shape (steps + 1,)
        The places, the start first; it starts at rest.
    lowest : float
        Where rest is: the lowest point.
    color : str
        Of the path.
    """
    axes.axhline(0, color=MUTED, lw=1.5, zorder=1)
    axes.axvline(lowest, color=MUTED, lw=1.5, zorder=1)
    draw_path(axes, np.stack([path, np.diff(path, prepend=path[0])], axis=1), color)


def draw_shares(axes, shares, color=FIRST, newest="now"):
    """Bars for what each past gradient adds to a velocity, the newest on the right.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    shares : ndarray, shape (steps,)
        The shares, the newest first.
    color : str
        Of the bars.
    newest : str
        What the newest is called below its bar.
    """
    ages = -np.arange(len(shares))
    axes.bar(ages, shares, color=color, width=0.7)
    axes.set_xticks(ages, [newest, *(f"−{-age}" for age in ages[1:])], fontsize=TYPE["caption"])
    axes.set(ylim=(0, 1.12), yticks=(0, 0.5, 1))


def draw_fading(figure, shares, text):
    """How the shares of the slopes in a velocity fade, every fifth age named."""
    (axes,) = panels(figure, 1, top=16)
    draw_shares(axes, shares)
    axes.set(ylabel="share in v", xlabel="slope of the step")
    ages = range(0, len(shares), 5)
    axes.set_xticks([-age for age in ages], [f"{age} ago" if age else "now" for age in ages])
    put_label(axes, -21.3, 0.85, text, FIRST)


# --- a ball on a curve


def draw_ball(axes, function, path, interval, color=FIRST, **settings):
    """A ball on a curve; the settings are those of the axes."""
    draw_curve(axes, function, interval, color=MUTED)
    draw_walk(axes, function, path, color)
    axes.set(**settings)


def draw_seven_steps(figure, walks: Mapping[str, np.ndarray]):
    """Walks on the parabola side by side, by the name of the method."""
    for axes, (name, path) in zip(panels(figure, *(1 for _ in walks), top=40, bottom=60), walks.items()):
        draw_ball(axes, parabola, path, (-5, 9), METHODS[name][0], title=f"{name}: seven steps", ylim=(0, 52),
                  xticks=(-4, 0, 2, 8), yticks=(0, 40))


def draw_first_step(figure, path, words: Sequence[str]):
    """Where the ball was and where it is, with words beside both."""
    (axes,) = panels(figure, 1, left=70, right=260, top=10, bottom=58)
    draw_ball(axes, parabola, path, (-2, 9), xlabel="x", ylim=(0, 46), xticks=(2, *path[::-1]),
              yticks=(0, 20, 40))
    for place, text, color, dy in zip(path, words, (INK, FIRST), (0, -6)):
        put_label(axes, place, parabola(place), text, color, dx=22, dy=dy)


def draw_look_ahead(figure, here, ahead, words: Sequence[str]):
    """A ball, the place ahead of it, and the slope that is felt there; with words at both."""
    (axes,) = panels(figure, 1, left=70, right=260, top=10, bottom=58)
    draw_curve(axes, parabola, (0, 9), color=MUTED)
    axes.axline((ahead, parabola(ahead)), slope=parabola.gradient(ahead), color=SECOND, ls="--", lw=2)
    draw_arrow(axes, (here, parabola(here)), (ahead, parabola(here)), FIRST)
    axes.plot(here, parabola(here), "o", color=FIRST, ms=14)
    axes.plot(ahead, parabola(ahead), "o", color="white", mec=SECOND, mew=4, ms=15, zorder=5)
    put_label(axes, ahead, parabola(here), words[0], FIRST, align="right", dx=-14)
    put_label(axes, ahead, parabola(ahead), words[1], SECOND, dx=22, dy=-4)
    axes.set(xlabel="x", ylim=(0, 42), xticks=(2, ahead, here), yticks=(0, 20, 40))


def draw_speed(figure, speed, limit, sweep, overshoot, momentum, at_momentum):
    """How an even slope speeds the ball up, and how far it rolls past the lowest point of a valley.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    speed : ndarray, shape (steps,)
        The length of each step on the even slope.
    limit : float
        What it tends to.
    sweep, overshoot : ndarray, shape (settings,)
        Momenta, and how far the ball rolls past, as a share of its first distance.
    momentum, at_momentum : float
        The setting in question, and its overshoot.
    """
    left, right = panels(figure, 1, 1, left=90)
    left.axhline(limit, color=INK, ls="--", lw=2)
    left.plot(np.arange(1, len(speed) + 1), speed, "o-", color=FIRST, ms=6, lw=2)
    put_label(left, 60, limit, f"limit {limit:.3g}: {1 / (1 - momentum):.3g} times 0.1", INK, align="right",
              dy=18)
    left.set(title="an even slope of 1, rate 0.1", xlabel="step", ylabel="length of the step", xlim=(0, 61),
             ylim=(0, 2.4), yticks=(0, 1, 2))
    right.plot(sweep, overshoot, color=MUTED)
    right.plot(momentum, at_momentum, "o", color=FIRST, ms=16, clip_on=False, zorder=5)
    put_label(right, 0.05, 0.8, f"rolls past by {at_momentum:.0%}", FIRST)
    right.set(title="the valley x² − 4x + 6, rate 0.05", xlabel="momentum", ylabel="overshoot", xlim=(0, 1),
              ylim=(0, 1), xticks=(0, 0.5, 0.9))
    mark_ticks(right, y=(0, 0.5, 1), percent=True)


def draw_swing(figure, path, regime):
    """A walk on the parabola step by step, and in the plane of position and velocity."""
    left, right = panels(figure, 1, 1, left=80)
    left.axhline(2, color=MUTED, lw=1.5)
    left.plot(path, "o-", color=FIRST, ms=6, lw=2)
    left.set(title="where the ball is", xlabel="step", ylabel="x", xlim=(-1, 81), ylim=(-4.5, 8.8),
             yticks=(-4, 2, 8))
    put_label(left, 80, 7.9, regime, FIRST, align="right")
    draw_phase(right, path, lowest=2)
    right.set(title="position against velocity", xlabel="x", ylabel="last move", xlim=(-4.5, 8.8),
              ylim=(-2.3, 2), xticks=(-4, 2, 8), yticks=(-2, 0, 2))


def draw_wall(figure, wall: Landscape, climbs: Mapping[str, tuple[np.ndarray, float]]):
    """How high each method climbs in the wall at the end of an even slope.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    wall : Landscape
        The slope and its wall; the wall begins at its lowest point.
    climbs : mapping of str to (ndarray, float)
        The places of the ball and how high it climbed, of ``"Momentum"`` and ``"Nesterov"``.
    """
    *places, right = panels(figure, 4, 4, 5, left=50, gap=60)
    for axes, style, (name, (path, height)) in zip(places, ("-", "--"), climbs.items(), strict=True):
        draw_curve(axes, wall, (-5.3, 1.8))
        draw_walk(axes, wall, path, METHODS[name][0])
        axes.set(title=f"{name} climbs {height:.2f}", xlabel="x", ylim=(-0.6, 6), xticks=(-5, 0),
                 yticks=(0, 5))
        right.plot(path[:101], style, color=METHODS[name][0], lw=2.5)
    right.axhspan(*wall.minima[0], 2, color=MUTED, alpha=0.2, lw=0)
    right.set(title="x, Nesterov dashed", xlabel="step", xlim=(0, 100), ylim=(-5.3, 1.8), yticks=(-5, 0))
    put_label(right, 98, 1.5, "in the wall", QUIET, align="right")


def draw_two_swings(figure, walks: Mapping[str, np.ndarray]):
    """Position against the step for Momentum and Nesterov on the parabola, by name."""
    (axes,) = panels(figure, 1, top=14)
    axes.axhline(2, color=MUTED, lw=1.5, zorder=0)
    for (name, path), (x, y) in zip(walks.items(), ((15.5, 5.9), (0.1, -1.4)), strict=True):
        color, marker = METHODS[name]
        axes.plot(path, "-", marker=marker, color=color, ms=6, lw=2)
        put_label(axes, x, y, name, color, dx=8 if name == "Momentum" else 0)
    axes.set(xlabel="step", ylabel="x", xlim=(-0.5, 45), ylim=(-4, 8.6), yticks=(-2, 2, 6))


def draw_conventions(figure, inside, outside, titles: Sequence[str]):
    """Walks with the rate inside and outside of the velocity, a pair for each title.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    inside, outside : sequence of ndarray, shape (steps,)
        The places after each step.
    titles : sequence of str
        What was done with the rate.
    """
    places = panels(figure, *(1 for _ in titles), top=44, bottom=62)
    for axes, thick, thin, title in zip(places, inside, outside, titles, strict=True):
        steps = np.arange(1, len(thick) + 1)
        axes.axhline(2, color=MUTED, lw=1.5)
        axes.plot(steps, thick, "-", color=SECOND, lw=6, alpha=0.6)
        axes.plot(steps, thin, "o-", color=FIRST, ms=5, lw=1.5)
        axes.set(title=title, xlabel="step", xlim=(0, 51), ylim=(-12.5, 10), yticks=(-8, 2, 8))
    put_label(places[-1], 12, -10.7, "rate inside: coasts on at the old rate", SECOND)
    put_label(places[-1], 50, 7.6, "outside: slows down at once", FIRST, align="right")


def draw_ringing(figure, errors):
    """An error that swings around zero."""
    (axes,) = panels(figure, 1, top=10, left=90)
    axes.axhline(0, color=MUTED, lw=1.5)
    axes.plot(errors, color=FIRST)
    axes.set(xlabel="step", ylabel="error", ylim=(-7, 7), xlim=(-1, 121), yticks=(-6, 0, 6))


# --- a path in a valley


def draw_directions(axes, path, title, xticks=(0, 20, 40, 60), yticks=(1e-3, 1, 1e3)):
    """The error along and across the ravine, step by step."""
    axes.set(title=title, xlabel="step", xlim=(-1, 61), ylim=(1e-4, 1e3), xticks=xticks, yticks=yticks)
    draw_errors(axes, abs(path[:60, 1]), INK, marker="s", ms=5, alpha=0.6)
    draw_errors(axes, abs(path[:60, 0]), FIRST)
    axes.set_ylim(1e-4, 1e3)
    put_label(axes, 60, 300, "along", FIRST, align="right")
    put_label(axes, 60, 60, "across", INK, align="right")


def draw_ravine(figure, path, title):
    """A walk in the ravine from above, and its error in both directions."""
    left, right = panels(figure, 1, 1, left=70)
    draw_contours(left, ravine, ravine.box)
    draw_path(left, path[:61])
    mark_minimum(left, 0, 0)
    left.set(title=title, xlabel="x₁: along", ylabel="x₂: across", xticks=(-4, 0, 4), yticks=(-3, 0, 3))
    draw_directions(right, path, "the error, direction by direction")


def draw_two_pushes(figure, valley: Landscape, theta, velocity, rate):
    """A step with the slope felt where one stands, and one with that at the tip of the velocity."""
    tip = theta + velocity
    cases = (("Momentum: the slope here", theta, QUIET, 12), ("Nesterov: the slope ahead", tip, SECOND, -8))
    places = panels(figure, 1, 1, left=30, right=30, top=44, bottom=14, gap=40)
    for axes, (title, feel, color, dy) in zip(places, cases):
        draw_contours(axes, valley, ((-6, 2.4), (-2.1, 1.7)))
        end = tip - rate * valley.gradient(feel)
        for start, goal, shade, text, up in ((theta, tip, FIRST, "velocity", 12),
                                             (tip, end, color, "push", dy)):
            draw_arrow(axes, start, goal, shade, zorder=5)
            put_label(axes, *(start + goal) / 2, text, shade, dx=14, dy=up)
        axes.plot(*feel, "o", color="white", mec=color, mew=4, ms=18, zorder=6)
        axes.plot(*end, "o", color=INK, ms=14, zorder=6)
        mark_minimum(axes, 0, 0)
        undress(axes)
        axes.set_title(title)


def draw_two_forms(figure, places, ahead, path):
    """Nesterov's method in the textbook's form and in ours: the points ahead of one are those of the other.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    places, ahead : ndarray, shape (steps + 1, 2)
        The textbook's places, and the points where it feels the slope.
    path : ndarray, shape (steps + 1, 2)
        The places of ``NAG``.
    """
    (axes,) = panels(figure, 1, left=40, right=40, top=20, bottom=40)
    draw_contours(axes, ravine, ((-6, 2.6), (-1.6, 2.4)))
    axes.plot(*places.T, "o-", color=QUIET, ms=9, lw=2, zorder=3)
    for pair in zip(places, ahead):
        axes.plot(*np.transpose(pair), ":", color=SECOND, lw=2, zorder=3)
    axes.plot(*ahead.T, "o", color="white", mec=SECOND, mew=3, ms=19, zorder=4)
    axes.plot(*path.T, "o", color=FIRST, ms=9, zorder=5)
    mark_minimum(axes, 0, 0)
    for height, text, color in ((2.1, "thin line: the textbook's places", QUIET),
                                (1.75, "rings: where it feels the slope", SECOND),
                                (1.4, "dots in the rings: the places of NAG in lib", FIRST)):
        put_label(axes, 2.5, height, text, color, align="right")
    undress(axes)
