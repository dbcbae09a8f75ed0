"""A race of optimizers on a landscape: the start is dragged, the methods and their rates are chosen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import traitlets

from lib.descent import descend
from lib.figures.style import METHODS as LOOKS
from lib.figures.style import PALETTE
from lib.interactive.live_figure import LiveFigure
from lib.lectures.adaptive_rates.courses import COURSES
from lib.lectures.adaptive_rates.figures import draw_race
from lib.lectures.adaptive_rates.trials import METHODS, RATES

NAMES = {"Beale": "beale", "ravine": "ravine", "saddle": "saddle", "Rosenbrock": "rosenbrock",
         "noisy valley": "noisyValley"}
"""The courses by the names of their landscapes in the page."""


class Race(LiveFigure):
    """The eleven methods on five landscapes.

    What is chosen can be read and set: ``race.course``, ``race.start``, ``race.shown``, ``race.rates``.

    Parameters
    ----------
    best : mapping of (str, str) to float
        For each course and method the rate that it begins with.
    course : str
        The landscape at the start.
    shown : list of str
        The methods that take part.
    """

    module = Path(__file__).with_suffix(".js")

    course = traitlets.Enum(list(NAMES), "Beale").tag(sync=True)
    start = traitlets.List().tag(sync=True)
    shown = traitlets.List(["SGD", "Momentum", "Adagrad", "RMSprop", "Adam"]).tag(sync=True)
    rates = traitlets.Dict().tag(sync=True)
    courses = traitlets.Dict().tag(sync=True)
    choices = traitlets.List(RATES.tolist()).tag(sync=True)
    looks = traitlets.Dict({name: [PALETTE[role], dash]
                            for name, (role, dash) in LOOKS.items()}).tag(sync=True)

    def __init__(self, best: Mapping[tuple[str, str], float], course: str = "Beale", **state):
        courses = {name: {"landscape": NAMES[name], "box": [list(side) for side in one.box],
                          "start": one.start.tolist(),
                          "rates": {method: float(best[name, method]) for method in METHODS}}
                   for name, one in COURSES.items()}
        chosen = {"start": courses[course]["start"], "rates": courses[course]["rates"]} | state
        super().__init__(course=course, courses=courses, **chosen)

    @traitlets.validate("shown")
    def _check_shown(self, proposal):
        if not set(proposal["value"]) <= set(METHODS):
            raise traitlets.TraitError(f"shown: expected some of {list(METHODS)}, got {proposal['value']!r}")
        return proposal["value"]

    def draw_still(self, figure, course, shown, courses, **_state) -> str:
        ground, walks = COURSES[course], {}
        for name in shown[:5]:
            optimizer = METHODS[name](lr=courses[course]["rates"][name])
            path = descend(ground.gradient(), courses[course]["start"], optimizer, steps=200)
            walks[name] = path, ground.loss(path)
        draw_race(figure, ground, walks, 200, None, f"{course}, 200 steps")
        told = ", ".join(f"{name} {loss[-1]:.1g}" for name, (_, loss) in walks.items())
        return f"{course} after 200 steps: {told} above the lowest point."
