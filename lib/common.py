"""What all files of the engine share: a readable repr, and checks of arguments."""

from __future__ import annotations

import inspect
from numbers import Integral, Real

import numpy as np


class Described:
    """An object that is told by the arguments of its constructor, each kept as an attribute of that name."""

    def config(self) -> dict:
        """The arguments that make an equal object.

        Returns
        -------
        dict
            Values by name.
        """
        return {name: getattr(self, name) for name in inspect.signature(type(self)).parameters}

    def __repr__(self) -> str:
        shown = (f"{name}={value:g}" if isinstance(value, float) else f"{name}={value!r}"
                 for name, value in self.config().items())
        return f"{type(self).__name__}({', '.join(shown)})"


def whole(name: str, value, least: int = 1) -> int:
    """Check a whole number.

    Parameters
    ----------
    name : str
        Name of the argument, for the message.
    value : object
        What came.
    least : int
        The smallest number allowed.

    Returns
    -------
    int
        The number.

    Raises
    ------
    ValueError
        If it is no whole number, or smaller.
    """
    if not isinstance(value, Integral) or isinstance(value, bool) or value < least:
        raise ValueError(f"{name}: expected a whole number of at least {least}, got {value!r}")
    return int(value)


def number(name: str, value, interval: str) -> float:
    """Check a number.

    Parameters
    ----------
    name : str
        Name of the argument, for the message.
    value : object
        What came.
    interval : str
        Where it must lie, written as in mathematics: "[0, 1)" holds 0 and not 1.

    Returns
    -------
    float
        The number.

    Raises
    ------
    ValueError
        If it is no number, or outside.
    """
    low, high = map(float, interval[1:-1].split(","))
    inside = (isinstance(value, Real) and not isinstance(value, bool) and low <= value <= high
              and (value != low or interval[0] == "[") and (value != high or interval[-1] == "]"))
    if not inside:
        wanted = "positive number" if interval == "(0, inf)" else f"number in {interval}"
        raise ValueError(f"{name}: expected a {wanted}, got {value!r}")
    return float(value)


def pair(name: str, values, first: str, second: str) -> tuple[float, float]:
    """Check two numbers.

    Parameters
    ----------
    name : str
        Name of the argument, for the message.
    values : object
        What came.
    first, second : str
        Where they must lie, as for :func:`number`.

    Returns
    -------
    tuple of (float, float)
        The numbers.

    Raises
    ------
    ValueError
        If these are not two numbers, or one is outside.
    """
    if not isinstance(values, (tuple, list)) or len(values) != 2:
        raise ValueError(f"{name}: expected two numbers, got {values!r}")
    return number(name, values[0], first), number(name, values[1], second)


def instance(name: str, value, kind: type, wanted: str = ""):
    """Check an object.

    Parameters
    ----------
    name : str
        Name of the argument, for the message.
    value : object
        What came.
    kind : type
        The class it must belong to.
    wanted : str
        What to call such an object in the message; by default the name of the class.

    Returns
    -------
    object
        The object.

    Raises
    ------
    TypeError
        If it is of another class, or the class itself.
    """
    if isinstance(value, type) and issubclass(value, kind):
        raise TypeError(f"{name}: expected an object, {value.__name__}(), got the class {value.__name__}")
    if not isinstance(value, kind):
        raise TypeError(f"{name}: expected a {wanted or kind.__name__}, got {value!r}")
    return value


def function(name: str, value):
    """`value`, if it can be called."""
    if not callable(value):
        raise TypeError(f"{name}: expected a function, got {value!r}")
    return value


def array(name: str, values, shape: tuple | None = None, dtype=float) -> np.ndarray:
    """Check an array.

    Parameters
    ----------
    name : str
        Name of the argument, for the message.
    values : array_like
        What came.
    shape : tuple of int and str, optional
        Shape it must have; a word stands for any length of at least 1, as in ("samples", 784).
    dtype : type
        Type of the result.

    Returns
    -------
    ndarray
        The numbers; a copy only if another type is needed.

    Raises
    ------
    ValueError
        If these are no numbers, of another shape, or not all finite.
    """
    try:
        if np.iscomplexobj(values):
            raise TypeError
        result = np.asarray(values, dtype=dtype)
    except (TypeError, ValueError):
        raise ValueError(f"{name}: expected an array of numbers, got {type(values).__name__} with entries "
                         "that are no numbers or rows of different lengths") from None
    if shape is not None:
        fits = len(shape) == result.ndim and all(
            found > 0 if isinstance(wanted, str) else found == wanted
            for wanted, found in zip(shape, result.shape))
        if not fits:
            wanted = ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "")
            raise ValueError(f"{name}: expected shape ({wanted}), got shape {result.shape}")
    if not np.isfinite(result).all():
        place = tuple(map(int, np.argwhere(~np.isfinite(result))[0]))
        raise ValueError(f"{name}: expected finite numbers, got {result[place]} at {list(place)}")
    return result
