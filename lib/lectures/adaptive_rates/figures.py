"""A race of optimizers: their paths over one map, and what each has reached so far beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from matplotlib.colors import ListedColormap

from lib.figures.contours import draw_contours, mark_minimum
from lib.figures.curves import draw_errors
from lib.figures.labels import put_label
from lib.figures.style import PALETTE, panels, tint
from lib.figures.ticks import mark_ticks

LANES = tuple((PALETTE[role], marker, sign) for role, marker, sign in (
    ("first", "o", "●"), ("second", "s", "■"), ("activations", "^", "▲"), ("weights", "D", "◆"),
    ("biases", "v", "▼")))
"""Colour, marker and sign in texts of each runner; more than five at once cannot be told apart."""

PLAIN = ListedColormap(["white", "white"])
"""The map below paths of many colours: of a landscape the contour lines alone are seen."""


def lanes_of(names: Iterable[str]) -> dict[str, tuple[str, str, str]]:
    """Colour, marker and sign for each of at most five names, in their order."""
    names = list(names)
    if not 1 <= len(names) <= len(LANES):
        raise ValueError(f"names: expected 1 to {len(LANES)} that can be told apart, got {names}")
    return dict(zip(names, LANES))


def draw_paths(axes, paths: Mapping[str, np.ndarray], step: int | None = None, favourite: str | None = None):
    """The way of each runner over a map: a ring at the common start, its marker where it is.

    Parameters
    ----------
    axes : Axes
        Where a map has been drawn; its limits stay.
    paths : mapping of str to ndarray, shape (steps + 1, 2)
        The places of each runner, by name. At most five.
    step : int, optional
        Up to this step; the whole way if none is given.
    favourite : str, optional
        The runner whose line is thicker.
    """
    end = None if step is None else step + 1
    for name, (color, marker, _) in lanes_of(paths).items():
        x, y = np.asarray(paths[name])[:end].T
        axes.plot(x, y, "-", color=color, lw=5 if name == favourite else 2.5, zorder=3)
        axes.plot(x[-1:], y[-1:], marker, color=color, ms=14, mec="white", mew=1.5, zorder=5)
    start = next(iter(paths.values()))[:1].T
    axes.plot(*start, "o", color="white", mec=PALETTE["ink"], mew=3, ms=12, zorder=4)


def draw_standings(axes, losses: Mapping[str, np.ndarray], step: int | None = None,
                   favourite: str | None = None):
    """The loss of each runner against the step, on a logarithmic axis, with its name at the right.

    Parameters
    ----------
    axes : Axes
        Where to draw, with its limits set and room for the names on its right. What lies outside of the
        limits is drawn at them.
    losses : mapping of str to ndarray, shape (steps + 1,)
        The loss of each runner after each step, by name. At most five.
    step : int, optional
        Up to this step; the whole way if none is given.
    favourite : str, optional
        The runner whose line is thicker.
    """
    (low, high), end = axes.get_ylim(), None if step is None else step + 1
    now = []
    for name, (color, marker, _) in lanes_of(losses).items():
        values = np.clip(np.asarray(losses[name])[:end], low, high)
        draw_errors(axes, values, color, lw=5 if name == favourite else 2.5, marker="")
        axes.plot(len(values) - 1, values[-1], marker, color=color, ms=13, mec="white", mew=1.5, zorder=5,
                  clip_on=False)
        now.append(values[-1])
    axes.set_ylim(low, high)
    height = axes.get_window_extent().height * 72 / axes.figure.dpi
    heights = np.log(np.array(now) / low) / np.log(high / low) * height
    for y, (name, (color, _, sign)) in zip(spread(heights, 27, 0, height), lanes_of(losses).items()):
        put_label(axes, 1, y / height, f"{sign} {name}", color, dx=18, xycoords="axes fraction")


def draw_race(figure, course, walks, step, favourite, title):
    """A race up to a step: the paths over the course, and the losses beside it.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    course : Course
        Its height is drawn as contour lines alone, for the paths have many colours.
    walks : mapping of str to (ndarray, ndarray)
        Path and loss of each runner.
    step : int
        Up to this step.
    favourite : str
        The runner whose line is thicker.
    title : str
        Above the map.
    """
    left, right = panels(figure, 10, 9, left=20, right=175, top=42, bottom=62, gap=95)
    draw_contours(left, course.height, course.box, levels=14, cmap=PLAIN)
    draw_paths(left, {name: path for name, (path, _) in walks.items()}, step, favourite)
    for minimum in course.minima:
        mark_minimum(left, *minimum)
    left.set(xticks=[], yticks=[], title=title)
    right.set(title="loss above the lowest", xlabel="step", xlim=(0, 200), xticks=(0, 100, 200),
              ylim=(1e-6, 1e3), yticks=(1e-6, 1e-3, 1, 1e3))
    draw_standings(right, {name: loss for name, (_, loss) in walks.items()}, step, favourite)


def draw_rates_of_network(figure, rates, answers, losses, best):
    """Right answers against the rate, and the losses at the best rate of each runner.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    rates : sequence of float
        Learning rates.
    answers : mapping of str to sequence of float
        Share of right answers of each runner at each rate.
    losses, best : mapping of str to ndarray, mapping of str to float
        Training losses of each runner at its best rate, and that rate.
    """
    left, right = panels(figure, 1, 1, left=75, right=215, gap=80)
    right.set(title="training loss at the best rate", xlabel="step", xlim=(0, 155), xticks=(0, 50, 100, 150),
              ylim=(0.1, 3), yticks=(0.3, 1, 3))
    draw_standings(right, losses)
    for (name, (color, marker, _)), label in zip(lanes_of(losses).items(), right.texts):
        label.set_text(f"{label.get_text()} {best[name]:g}")
        left.semilogx(rates, 100 * np.array(answers[name]), color=color, marker=marker, ms=10, mec="white",
                      lw=2.5)
    left.axhspan(80, 90, color=tint("muted", 0.22), lw=0, zorder=0)
    left.set(title="right answers on test images, in %", xlabel="learning rate", ylim=(0, 92),
             yticks=(10, 50, 80))
    mark_ticks(left, x=(0.001, 0.01, 0.1))


def spread(places, gap: float, low: float, high: float) -> np.ndarray:
    """Move labels as little as needed that no two are closer than `gap`.

    Parameters
    ----------
    places : sequence of float
        Where each would stand by itself.
    gap : float
        Least distance of two.
    low, high : float
        The room they have. If it is too small for all, they go beyond `high`.

    Returns
    -------
    ndarray
        Where each stands, in the order given.
    """
    order = np.argsort(places, kind="stable")
    steps = gap * np.arange(len(order))
    # With the gaps taken out, places that must be pushed apart are places that must not cross: the running
    # mean of the highest so far and the lowest to come is such a sequence.
    bare = np.asarray(places, float)[order] - steps
    bare = (np.maximum.accumulate(bare) + np.minimum.accumulate(bare[::-1])[::-1]) / 2
    result = np.empty(len(order))
    result[order] = np.maximum(np.minimum(bare, high - steps[-1]), low) + steps
    return result
