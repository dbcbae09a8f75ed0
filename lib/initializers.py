"""Initial weights: normal numbers whose spread depends on the number of inputs and units of a layer.

An initializer is a function of a random generator and the two sizes of a matrix: ``Dense(30, init=he)``.
"""

import math
from dataclasses import dataclass

import numpy as np

from lib import expect


def he(rng: np.random.Generator, inputs: int, units: int) -> np.ndarray:
    """Numbers from `rng`, `inputs` rows of `units`, of variance 2 / inputs: for ReLU, which passes on half.

    References
    ----------
    K. He and others, "Delving deep into rectifiers", ICCV 2015.
    """
    return rng.normal(0, math.sqrt(2 / inputs), (inputs, units))


def xavier(rng: np.random.Generator, inputs: int, units: int) -> np.ndarray:
    """The same from `rng` with variance 2 / (`inputs` + `units`): between what suits each of the two passes.

    References
    ----------
    X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010.
    """
    return rng.normal(0, math.sqrt(2 / (inputs + units)), (inputs, units))


def lecun(rng: np.random.Generator, inputs: int, units: int) -> np.ndarray:
    """The same from `rng` with variance 1 / `inputs`, whatever the `units`: a sum varies as its inputs do.

    References
    ----------
    Y. LeCun and others, "Efficient BackProp", 1998.
    """
    return rng.normal(0, math.sqrt(1 / inputs), (inputs, units))


def zeros(rng: np.random.Generator, inputs: int, units: int) -> np.ndarray:
    """All 0, `rng`, `inputs` and `units` aside: right for one neuron; hidden units would stay alike."""
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
