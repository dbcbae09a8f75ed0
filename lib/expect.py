"""Checks of arguments. Each returns the value, or says which argument, what came and what was expected.

Everywhere `name` is the name of the argument, for the message, and `value` what came.
"""

from numbers import Integral, Real

import numpy as np


def integer(name: str, value, least: int = 1) -> int:
    """A whole number of at least `least`."""
    if not isinstance(value, Integral) or isinstance(value, bool) or value < least:
        raise ValueError(f"{name}: expected a whole number of at least {least}, got {value!r}")
    return int(value)


def number(name: str, value, interval: str) -> float:
    """A number in an interval, which is written as in mathematics: "[0, 1)" holds 0 and not 1."""
    low, high = map(float, interval[1:-1].split(","))
    inside = (isinstance(value, Real) and not isinstance(value, bool) and low <= value <= high
              and (value != low or interval[0] == "[") and (value != high or interval[-1] == "]"))
    if not inside:
        wanted = "positive number" if interval == "(0, inf)" else f"number in {interval}"
        raise ValueError(f"{name}: expected a {wanted}, got {value!r}")
    return float(value)


def two_numbers(name: str, value, first: str, second: str) -> tuple[float, float]:
    """Two numbers, each in its interval."""
    if not isinstance(value, (tuple, list)) or len(value) != 2:
        raise ValueError(f"{name}: expected two numbers, got {value!r}")
    return number(name, value[0], first), number(name, value[1], second)


def instance(name: str, value, kind: type, wanted: str = ""):
    """An object of a class, not the class itself; `wanted` is what to call it in the message."""
    if isinstance(value, type) and issubclass(value, kind):
        raise TypeError(f"{name}: expected an object, {value.__name__}(), got the class {value.__name__}")
    if not isinstance(value, kind):
        raise TypeError(f"{name}: expected a {wanted or kind.__name__}, got {value!r}")
    return value


def function(name: str, value):
    """Something that can be called."""
    if not callable(value):
        raise TypeError(f"{name}: expected a function, got {value!r}")
    return value


def array(name: str, value, shape: tuple | None = None, dtype=float, finite: bool = True) -> np.ndarray:
    """An array of finite numbers, in this type; a copy only if it has another.

    In `shape` a word stands for any length of at least 1, as in ("samples", 784).
    """
    plain = type(value) is np.ndarray and value.dtype == dtype
    result = value if plain else _converted(name, value, dtype)
    if shape is not None:
        fits = len(shape) == result.ndim and all(
            found > 0 if isinstance(wanted, str) else found == wanted
            for wanted, found in zip(shape, result.shape))
        if not fits:
            wanted = ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "")
            raise ValueError(f"{name}: expected shape ({wanted}), got shape {result.shape}")
    if finite and not np.isfinite(result).all():
        place = tuple(map(int, np.argwhere(~np.isfinite(result))[0]))
        given = np.asarray(value)[place]
        if np.isinf(result[place]) and np.isfinite(float(given)):
            raise ValueError(f"{name}: expected numbers that {result.dtype} can hold, got {given} at "
                             f"{list(place)}")
        raise ValueError(f"{name}: expected finite numbers, got {result[place]} at {list(place)}")
    return result


def _converted(name: str, value, dtype) -> np.ndarray:
    """Numbers in another type, or not yet in an array."""
    parts = value if isinstance(value, (list, tuple)) else [value]
    if masked := sum(np.ma.count_masked(part) for part in parts if isinstance(part, np.ma.MaskedArray)):
        raise ValueError(f"{name}: expected an array with nothing masked, got {masked} masked entries; leave "
                         "them out, or fill them in with values.filled(...)")
    try:
        given = np.asarray(value)
        texts = given.dtype.kind == "O" and any(isinstance(entry, (str, bytes)) for entry in given.flat)
        if given.dtype.kind not in "biufO" or texts:  # numpy would make numbers of texts and of dates
            raise TypeError
        with np.errstate(over="ignore"):  # said below, in words
            return given.astype(dtype, copy=False)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name}: expected an array of numbers, got {type(value).__name__} with entries "
                         "that are no numbers or rows of different lengths") from None
