"""Three hinges: a line and three ReLU neurons, whose corners are dragged until their sum follows a curve."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import traitlets

from lib.figures.style import PALETTE, panels
from lib.interactive.live_figure import LiveFigure
from lib.lectures.activation_functions.experiments import wiggle

PLACES = np.linspace(0, 1, 201)

BEST = [[0, 0.252], [0.34, 0.149], [0.54, 0.509], [0.72, 0.158], [1, 0.949]]
"""The corners that come nearest to the curve, of those with hinges at multiples of 0.02."""


def neurons_of(corners) -> tuple[float, float, np.ndarray, np.ndarray]:
    """The line and the neurons that make a chain of straight pieces: slope, intercept, places, weights."""
    x, y = np.transpose(corners)
    slopes = np.diff(y) / np.diff(x)
    return slopes[0], y[0] - slopes[0] * x[0], x[1:-1], np.diff(slopes)


class Hinges(LiveFigure):
    """A chain of straight pieces with three hinges, beside the neurons whose sum it is.

    Parameters
    ----------
    corners : list of [float, float]
        The left end, the three hinges and the right end, from left to right; s runs from 0 to 1.
    """

    module = Path(__file__).with_suffix(".js")

    corners = traitlets.List([[0.0, 0.2], [0.25, 0.3], [0.5, 0.2], [0.75, 0.3], [1.0, 0.2]]).tag(sync=True)
    target = traitlets.List(np.round([PLACES, wiggle(PLACES)], 4).T.tolist()).tag(sync=True)

    @traitlets.validate("corners")
    def _check_corners(self, proposal):
        corners = proposal["value"]
        places = [place for place, _ in corners]
        if len(corners) != 5 or places != sorted(set(places)) or places[0] != 0 or places[-1] != 1:
            raise traitlets.TraitError(f"corners: expected five pairs from s = 0 to s = 1, got {corners!r}")
        return corners

    def draw_still(self, figure, corners, target) -> str:
        slope, intercept, places, weights = neurons_of(corners)
        s = PLACES[:, None]
        bends = weights * np.maximum(s - places, 0)
        error = np.sqrt(np.mean((slope * s[:, 0] + intercept + bends.sum(axis=1) - wiggle(PLACES)) ** 2))
        left, right = panels(figure, 1.6, 1)
        left.plot(*np.transpose(target), "--", color=PALETTE["ink"], lw=2.5)
        left.plot(*np.transpose(corners), color=PALETTE["activations"], lw=5)
        left.plot(*np.transpose(corners[1:-1]), "o", color=PALETTE["biases"], ms=15)
        left.set(title=f"their sum: typical distance {error:.3f}", xlabel="s", ylim=(-0.3, 1.2))
        right.plot((0, 1), (intercept, slope + intercept), color=PALETTE["muted"])
        right.plot(PLACES, bends, color=PALETTE["activations"])
        right.set(title="a line and three neurons", xlabel="s", ylim=(-3, 3), yticks=(-2, 0, 2))
        where = ", ".join(f"{place:.2f}" for place in places)
        return (f"A dashed wavy curve, and a chain of four straight pieces with hinges at {where}; beside it "
                f"the line and the three neurons whose sum it is. The typical distance is {error:.3f}.")
