"""The landscapes of the race, each with a piece to draw and a start."""

from __future__ import annotations

import numpy as np

from lib.landscapes import beale, noisy_valley, ravine, rosenbrock, saddle
from lib.lectures.adaptive_rates.trials import RATES, trial


class Course:
    """A landscape to race on: a new one for each walk where there is noise.

    Parameters
    ----------
    make : callable
        Gives the landscape.
    box : tuple of (float, float)
        The piece of it to draw.
    start : sequence of float
        Where a race begins.
    """

    def __init__(self, make, box, start):
        self.make, self.box, self.start = make, box, np.array(start)
        landscape = make()
        low = min(landscape(minimum) for minimum in landscape.minima)
        self.loss = lambda path: np.maximum(landscape(path) - low, 1e-30)
        self.height = lambda path: np.log1p(20 * self.loss(path))
        self.minima = landscape.minima

    def gradient(self):
        """Slopes; far outside the ground is level, so that no walk leaves the finite numbers."""
        slope = self.make().gradient

        def gradient(p):
            near = np.abs(p).max(axis=-1, keepdims=True) < 100
            return np.where(near, slope(np.clip(p, -100, 100)), 0.0)

        return gradient

    def best_rate(self, method):
        """The rate at which a method has the least loss on the way, in the geometric mean of 200 steps."""
        losses = self.loss(trial(method, self.gradient(), self.start[None], 200))[..., 0]
        return RATES[np.log(np.clip(losses, 1e-6, 1e6)).mean(axis=0).argmin()]


COURSES = {"Beale": Course(lambda: beale, ((-1.8, 4.4), (-1.6, 2.2)), (1, 1.5)),
           "ravine": Course(lambda: ravine, ((-6.2, 3), (-3.2, 3.2)), (-5.5, 2)),
           "saddle": Course(lambda: saddle, ((-2.2, 2.2), (-1.6, 1.6)), (1.6, 0.01)),
           "Rosenbrock": Course(lambda: rosenbrock, ((-2, 2), (-0.9, 2)), (-1.2, 1)),
           "noisy valley": Course(noisy_valley, ((-6.2, 3), (-3.2, 3.2)), (-5.5, 2))}
"""By name."""
