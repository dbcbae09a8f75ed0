"""Initial weights: normal numbers whose spread depends on the number of inputs and units of a layer.

An initializer is a function of a random generator and the two sizes of a matrix: ``Dense(30, init=he)``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from lib import expect


def he(rng: np.random.Generator, inputs: int, units: int) -> np.ndarray:
    """Variance 2 / inputs: for ReLU, which passes on half.

    References
    ----------
    K. He and others, "Delving deep into rectifiers", ICCV 2015.
    """
    return rng.normal(0, math.sqrt(2 / inputs), (inputs, units))


def xavier(rng: np.random.Generator, inputs: int, units: int) -> np.ndarray:
    """Variance 2 / (inputs + units): between what suits the forward and what suits the backward pass.

    References
    ----------
    X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
    """
    return rng.normal(0, math.sqrt(2 / (inputs + units)), (inputs, units))


def lecun(rng: np.random.Generator, inputs: int, units: int) -> np.ndarray:
    """Variance 1 / inputs: a weighted sum varies as much as its inputs.

    References
    ----------
    Y. LeCun and others, "Efficient BackProp", 1998.
    """
    return rng.normal(0, math.sqrt(1 / inputs), (inputs, units))


def zeros(rng: np.random.Generator, inputs: int, units: int) -> np.ndarray:
    """All 0: right for one neuron; the units of a hidden layer would stay alike for ever."""
    return np.zeros((inputs, units))


@dataclass(frozen=True)
class normal:
    """Normal numbers of one standard deviation `std`, whatever the size of the layer: ``normal(0.01)``."""

    std: float

    def __post_init__(self):
        expect.number("std", self.std, "[0, inf)")

    def __call__(self, rng: np.random.Generator, inputs: int, units: int) -> np.ndarray:
        return rng.normal(0, self.std, (inputs, units))

    def __repr__(self) -> str:
        return f"normal({self.std:g})"
