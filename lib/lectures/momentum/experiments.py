"""Experiments of lecture 05: walks whose settings the pictures vary."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lib.descent import descend
from lib.landscapes import Landscape, noisy_valley, parabola
from lib.optimizers import Momentum

wall = Landscape(
    name="wall",
    formula=r"-x+\tfrac52\max(x,0)^2",
    dimensions=1,
    value_of=lambda x: -x + 2.5 * np.maximum(x, 0) ** 2,
    gradient_of=lambda x: -1 + 5 * np.maximum(x, 0),
    hessian_of=lambda x: np.where(x > 0, 5.0, 0.0),
    box=((-5.3, 1.8),),
    minima=((0.2,),),
)
"""An even way down to x = 0, and behind it a wall that rises ever more steeply."""


def steps_to_hundredth(path):
    """Steps after which the distance from the origin stays below a hundredth of the first."""
    distance = np.linalg.norm(path, axis=1)
    return int(np.flatnonzero(distance > 0.01 * distance[0])[-1]) + 1


def overshoot(momentum):
    """How far a ball rolls past the lowest point of the parabola, as a share of its first distance."""
    path = descend(parabola.gradient, 8, Momentum(lr=0.05, momentum=momentum), steps=120)[:, 0]
    return max(0, 2 - path.min()) / 6


def measured_factor(momentum):
    """Shrinking of the error a step, over many steps in a valley of curvature 2 at rate 0.05."""
    path = descend(lambda x: 2 * x, 6, Momentum(0.05, momentum), steps=220)
    size = np.hypot(path[:, 0], np.gradient(path[:, 0]))
    return (size[180:220].max() / size[40:80].max()) ** (1 / 140)


def pulled_chain(links, kappa):
    """A chain of springs that is pulled at its first link: its matrix of forces, and the pull.

    It is the quadratic of condition number `kappa` on which methods that only feel slopes fare worst: each
    step moves one link more.
    """
    stiffness = 2 * np.eye(links) - np.eye(links, k=1) - np.eye(links, k=-1)
    return (kappa - 1) / 4 * stiffness + np.eye(links), (kappa - 1) / 4 * np.eye(links)[0]


def climb(kind, momentum, start=-5):
    """Places of a ball that comes down to the wall, and how high it climbs above the lowest point."""
    path = descend(wall.gradient, start, kind(lr=0.1, momentum=momentum), steps=150)[:, 0]
    foot = wall.minima[0][0]
    return path, wall(path[path > foot]).max(initial=wall(foot)) - wall(foot)


def textbook_nesterov(gradient: Callable, theta, rate, momentum, steps):
    """The source's form: the places theta, and the points ahead of them where the slope is felt."""
    v, places, ahead = np.zeros_like(theta), [theta], [theta]
    for _ in range(steps):
        v = momentum * v + rate * gradient(theta - momentum * v)
        theta = theta - v
        places.append(theta)
        ahead.append(theta - momentum * v)
    return np.array(places), np.array(ahead)


def rest(rate, momentum, seed=0):
    """A long walk around the lowest point of a valley whose slopes come with noise."""
    valley = noisy_valley(noise=1, seed=seed)
    return descend(valley.gradient, (0, 0), Momentum(rate, momentum), steps=3000)[200:]
