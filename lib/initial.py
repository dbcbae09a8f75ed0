"""Initial weights: normal numbers whose spread depends on the number of inputs and units of a layer."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lib.common import number


@dataclass(frozen=True)
class Initial:
    """Normal numbers of mean 0, which a dense layer begins with.

    Parameters
    ----------
    name : str
        How it is written.
    std : callable
        Standard deviation for a number of inputs and a number of units.
    """

    name: str
    std: Callable[[int, int], float]

    def __call__(self, rng: np.random.Generator, inputs: int, units: int) -> np.ndarray:
        """Matrix of weights of shape (inputs, units)."""
        return rng.normal(0, self.std(inputs, units), (inputs, units))

    def __repr__(self) -> str:
        return self.name


# Variance 2 / inputs: for ReLU, which passes on half (K. He, "Delving deep into rectifiers", 2015).
he = Initial("he", lambda inputs, units: math.sqrt(2 / inputs))

# Variance 2 / (inputs + units): between what suits the forward and what suits the backward pass (X. Glorot,
# Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010).
xavier = Initial("xavier", lambda inputs, units: math.sqrt(2 / (inputs + units)))

# Variance 1 / inputs: a weighted sum varies as much as its inputs (Y. LeCun, "Efficient BackProp", 1998).
lecun = Initial("lecun", lambda inputs, units: math.sqrt(1 / inputs))

# All weights 0: right for one neuron; the units of a hidden layer would stay alike for ever.
zeros = Initial("zeros", lambda inputs, units: 0.0)


def normal(std: float) -> Initial:
    """Normal numbers of a given standard deviation, whatever the size of the layer.

    Parameters
    ----------
    std : float
        Standard deviation, at least 0.

    Returns
    -------
    Initial
        To be given to a layer: ``Dense(30, init=normal(0.01))``.
    """
    std = number("std", std, "[0, inf)")
    return Initial(f"normal({std:g})", lambda inputs, units: std)
