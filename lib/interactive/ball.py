"""A ball that one puts down on a landscape and drags: its walk, and its error step by step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import traitlets

import lib.landscapes
import lib.optimizers
from lib import expect
from lib.descent import descend
from lib.interactive.live_figure import LiveFigure
from lib.landscapes import quadratic

LANDSCAPES = {"parabola": "parabola", "doubleWell": "double_well", "saddle": "saddle",
              "rosenbrock": "rosenbrock", "beale": "beale"}
"""Landscapes by their names in the page, and their names in lib.landscapes."""


class Ball(LiveFigure):
    """A ball on a landscape, its walk under one method, and its error on a logarithmic axis.

    The start is dragged, or put down with a click; rate and momentum are sliders, or with `factor_map` a
    point on the map of the convergence factor. All of it can be read and set: ``ball.start``, ``ball.rate``,
    ``ball.momentum``, ``ball.method``.

    Parameters
    ----------
    draw : callable
        ``draw(figure, start=..., rate=..., momentum=..., method=...)`` draws a still and returns the alt
        text.
    landscape : str
        One of ``parabola``, ``doubleWell``, ``saddle``, ``rosenbrock`` and ``beale``, or ``quadratic``, with
        the `curvatures`.
    start : list of float
        Where the ball is put down.
    box : list of [float, float]
        What the map shows; for one parameter its range and that of the value.
    errors : {"directions", "distance", "loss", "place"}
        What is drawn against the step: the distances along both axes, the distance from the nearest minimum,
        the height above the lowest, or the first parameter itself.
    error_range : list of float
        The ends of that axis.
    sliders : list of str
        Which of ``rate``, ``momentum`` and ``curvature`` have a slider; the values of the first two are
        `rates` and `momenta`.
    steps : int
        Length of the walk.
    """

    module = Path(__file__).with_suffix(".js")

    landscape = traitlets.Unicode("quadratic").tag(sync=True)
    curvatures = traitlets.List([1, 20]).tag(sync=True)
    start = traitlets.List([-5.5, 2.0]).tag(sync=True)
    method = traitlets.Enum(["SGD", "Momentum", "NAG"], "SGD").tag(sync=True)
    rate = traitlets.Float(0.05).tag(sync=True)
    momentum = traitlets.Float(0.0).tag(sync=True)
    steps = traitlets.Int(60).tag(sync=True)
    sliders = traitlets.List(["rate"]).tag(sync=True)
    rates = traitlets.List([round(0.01 * k, 2) for k in range(1, 21)]).tag(sync=True)
    momenta = traitlets.List([round(0.05 * k, 2) for k in range(20)]).tag(sync=True)
    factor_map = traitlets.Bool(False).tag(sync=True)
    box = traitlets.List([[-6.2, 6.2], [-4.6, 4.6]]).tag(sync=True)
    errors = traitlets.Enum(["directions", "distance", "loss", "place"], "directions").tag(sync=True)
    error_range = traitlets.List([1e-3, 10]).tag(sync=True)
    height = traitlets.Int(400).tag(sync=True)

    def __init__(self, draw: Callable[..., str], **state):
        self._draw = expect.function("draw", draw)
        super().__init__(**state)

    @traitlets.validate("landscape")
    def _check_landscape(self, proposal):
        if proposal["value"] not in (*LANDSCAPES, "quadratic"):
            raise traitlets.TraitError(f"landscape: expected one of {[*LANDSCAPES, 'quadratic']}, "
                                       f"got {proposal['value']!r}")
        return proposal["value"]

    def path(self) -> np.ndarray:
        """The walk from the start, as the page has it: shape (steps + 1, parameters)."""
        ground = (quadratic(self.curvatures) if self.landscape == "quadratic" else
                  getattr(lib.landscapes, LANDSCAPES[self.landscape]))
        settings = {"lr": self.rate} if self.method == "SGD" else {"lr": self.rate, "momentum": self.momentum}
        optimizer = getattr(lib.optimizers, self.method)(**settings)
        return descend(ground.gradient, self.start, optimizer, self.steps)

    def draw_still(self, figure, start, rate, momentum, method, **_state) -> str:
        return self._draw(figure, start=start, rate=rate, momentum=momentum, method=method)
