"""Schedules: how the learning rate changes in the course of a training.

A schedule is a function of the time t, from 0 at the start of the training to 1 at its end, and gives the
factor by which the optimizer's rate is multiplied. Each step has the factor of its middle: of n steps the
first is taken with t = 1 / (2 n), the last with t = 1 - 1 / (2 n). So one schedule fits a training of any
length, and no step has the rate 0 with which a warm-up begins.
"""

import math

from lib import expect
from lib.configurable import Configurable


class Schedule(Configurable):
    """A factor of the learning rate as a function of the time, from 0 to 1."""

    def __call__(self, t: float) -> float:
        """Factor at time `t`."""
        raise NotImplementedError


class Constant(Schedule):
    """The rate stays as it is: factor 1."""

    def __call__(self, t):
        return 1.0


class Steps(Schedule):
    """The rate falls at given times, each time by a factor.

    Parameters
    ----------
    at : sequence of float
        Times of the falls, in (0, 1).
    factor : float
        What is left of the rate after a fall, in (0, 1].
    """

    def __init__(self, at=(0.5, 0.75), factor: float = 0.1):
        self.at = tuple(expect.number("at", time, "(0, 1)") for time in at)
        self.factor = expect.number("factor", factor, "(0, 1]")

    def __call__(self, t):
        return self.factor ** sum(t >= time for time in self.at)


class Exponential(Schedule):
    """The rate falls by the same share in each step: factor final^t.

    Parameters
    ----------
    final : float
        Factor at the end, in (0, 1].
    """

    def __init__(self, final: float = 0.01):
        self.final = expect.number("final", final, "(0, 1]")

    def __call__(self, t):
        return self.final**t


class Cosine(Schedule):
    """The rate falls along half a wave: factor final + (1 - final) (1 + cos(pi t)) / 2.

    Parameters
    ----------
    final : float
        Factor at the end, in [0, 1].

    References
    ----------
    I. Loshchilov, F. Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017.
    """

    def __init__(self, final: float = 0.0):
        self.final = expect.number("final", final, "[0, 1]")

    def __call__(self, t):
        return self.final + (1 - self.final) * (1 + math.cos(math.pi * t)) / 2


class WarmUp(Schedule):
    """The rate rises from near 0 in a straight line, then follows another schedule.

    Parameters
    ----------
    share : float
        Share of the time taken by the rise, in (0, 1).
    then : Schedule
        What follows; it is given the rest of the time as its own time from 0 to 1.

    References
    ----------
    P. Goyal and others, "Accurate, large minibatch SGD: training ImageNet in 1 hour", 2017.
    """

    def __init__(self, share: float = 0.1, then: Schedule | None = None):
        self.share = expect.number("share", share, "(0, 1)")
        self.then = Constant() if then is None else expect.instance("then", then, Schedule)

    def __call__(self, t):
        if t < self.share:
            return self.then(0) * t / self.share
        return self.then((t - self.share) / (1 - self.share))


class OneCycle(Schedule):
    """The rate rises to its peak and falls far below its start, both along half a wave.

    Parameters
    ----------
    start : float
        Factor at the beginning, in (0, 1]; at the peak the factor is 1.
    peak : float
        Time of the peak, in (0, 1).
    final : float
        Factor at the end, in [0, 1].

    References
    ----------
    L. Smith, N. Topin, "Super-convergence: very fast training of neural networks using large learning
    rates", 2018.
    """

    def __init__(self, start: float = 0.04, peak: float = 0.3, final: float = 4e-6):
        self.start = expect.number("start", start, "(0, 1]")
        self.peak = expect.number("peak", peak, "(0, 1)")
        self.final = expect.number("final", final, "[0, 1]")

    def __call__(self, t):
        if t < self.peak:
            return 1 - (1 - self.start) * (1 + math.cos(math.pi * t / self.peak)) / 2
        return Cosine(self.final)((t - self.peak) / (1 - self.peak))
