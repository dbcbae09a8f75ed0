"""A race of optimizers: their paths over one map, and what each has reached so far beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from lib.figures.curves import draw_errors
from lib.figures.labels import put_label
from lib.figures.style import PALETTE

LANES = tuple((PALETTE[role], marker, sign) for role, marker, sign in (
    ("first", "o", "●"), ("second", "s", "■"), ("activations", "^", "▲"), ("weights", "D", "◆"),
    ("biases", "v", "▼")))
"""Colour, marker and sign in texts of each runner; more than five at once cannot be told apart."""


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
