"""What all files of the engine share: a readable repr, and checks of arguments."""

from __future__ import annotations

import inspect
from numbers import Integral, Real

import numpy as np


class Described:
    """An object that is told by the arguments of its constructor, each kept as an attribute of that name."""

    def config(self) -> dict:
        """Arguments that make an equal object."""
        return {name: getattr(self, name) for name in inspect.signature(type(self)).parameters}

    def __repr__(self) -> str:
        shown = (f"{name}={value:g}" if isinstance(value, float) else f"{name}={value!r}"
                 for name, value in self.config().items())
        return f"{type(self).__name__}({', '.join(shown)})"


def whole(name: str, value, least: int = 1) -> int:
    """`value`, if it is a whole number of at least `least`."""
    if not isinstance(value, Integral) or isinstance(value, bool) or value < least:
        raise ValueError(f"{name}: expected a whole number of at least {least}, got {value!r}")
    return int(value)


def number(name: str, value, interval: str) -> float:
    """`value`, if it lies in an interval written as in mathematics: "[0, 1)" holds 0 and not 1."""
    low, high = map(float, interval[1:-1].split(","))
    inside = (isinstance(value, Real) and not isinstance(value, bool) and low <= value <= high
              and (value != low or interval[0] == "[") and (value != high or interval[-1] == "]"))
    if not inside:
        wanted = "positive number" if interval == "(0, inf)" else f"number in {interval}"
        raise ValueError(f"{name}: expected a {wanted}, got {value!r}")
    return float(value)


def instance(name: str, value, kind: type, wanted: str = ""):
    """`value`, if it is an object of the class `kind`."""
    if isinstance(value, type) and issubclass(value, kind):
        raise TypeError(f"{name}: expected an object, {value.__name__}(), got the class {value.__name__}")
    if not isinstance(value, kind):
        raise TypeError(f"{name}: expected a {wanted or kind.__name__}, got {value!r}")
    return value


def array(name: str, values, shape: tuple | None = None, dtype=float) -> np.ndarray:
    """`values` as an array of finite numbers; a word in `shape` stands for any length of at least 1."""
    try:
        result = np.asarray(values, dtype=dtype)
    except (TypeError, ValueError):
        raise ValueError(f"{name}: expected an array of numbers, got {type(values).__name__} with entries "
                         "that are no numbers or rows of different lengths") from None
    if shape is not None:
        fits = len(shape) == result.ndim and all(
            found > 0 if isinstance(wanted, str) else found == wanted
            for wanted, found in zip(shape, result.shape, strict=True))
        if not fits:
            wanted = ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "")
            raise ValueError(f"{name}: expected shape ({wanted}), got shape {result.shape}")
    if not np.isfinite(result).all():
        place = tuple(map(int, np.argwhere(~np.isfinite(result))[0]))
        raise ValueError(f"{name}: expected finite numbers, got {result[place]} at {list(place)}")
    return result
