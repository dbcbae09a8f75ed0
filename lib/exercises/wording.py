"""Values, calls and lines of code in words, as they stand in a report."""

from __future__ import annotations

import numpy as np

NUMBERS = {2: "two", 3: "three", 4: "four"}


def numbers(value) -> np.ndarray | None:
    """The value as an array of real numbers; None if it is none."""
    if _is_deep(value):
        return None
    try:
        array = np.asarray(value)
    except Exception:  # a list of lists of different lengths, or a class of the student's own
        return None
    return array.astype(float) if array.dtype.kind in "biuf" else None


def _is_deep(value, levels: int = 6) -> bool:
    """Whether lists stand within lists without an end, as in one that holds itself: numpy never returns."""
    return isinstance(value, list | tuple) and (
        not levels or any(_is_deep(part, levels - 1) for part in value)
    )


def shown(value, longest: int = 80) -> str:
    """A value on one line, for people: 8 and not np.int64(8), 0 and not -0."""
    try:
        text = _text(value)
    except Exception:  # the student's own class, or a number of thousands of digits
        text = f"a value of type {type(value).__name__}"
    return text if len(text) <= longest else text[: longest - 3] + "..."


def _text(value) -> str:
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, int | np.integer):
        return str(int(value))
    if isinstance(value, float | np.floating):
        return f"{value + 0:.6g}"
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return _text(value[()])
    if isinstance(value, list | tuple) and len(value) <= 8 and not _is_deep(value):
        inside = ", ".join(map(_text, value))
        return f"[{inside}]" if isinstance(value, list) else f"({inside}{',' * (len(value) == 1)})"
    if (array := numbers(value)) is not None:
        whole = np.asarray(value).dtype.kind in "iu"
        array = np.asarray(value) if whole else array.round(12) + 0  # without -0
        return " ".join(np.array2string(array, precision=4, separator=", ", threshold=6).split())
    if isinstance(value, np.generic):
        value = value.item()
    return repr(value).replace("\n", " ")


def kind(value) -> str:
    """What sort of thing a right answer is: a number, two numbers, an array of a shape."""
    shape = np.shape(value)
    if shape == ():
        return "a number"
    if isinstance(value, tuple):
        return f"{NUMBERS.get(len(value), len(value))} numbers"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return f"an array of shape {shape}"


def ended(sentence: str) -> str:
    """A sentence with its full stop; a question has its mark."""
    return sentence if sentence.endswith(("?", ".")) else f"{sentence}."


def call(function, case) -> str:
    """The call of a function; an argument too long to be read is named by its kind."""
    return f"{name_of(function)}({', '.join(map(_argument, case))})"


def name_of(function) -> str:
    """The name of a function."""
    return getattr(function, "__name__", "your function")


def _argument(value) -> str:
    text = shown(value, longest=1000)
    if len(text) <= 40:
        return text
    return kind(value) if numbers(value) is not None else f"a {type(value).__name__}"


def in_line(line: str | None) -> str:
    """Where it happened, if that is known."""
    return f" in the line `{line}`" if line else ""
