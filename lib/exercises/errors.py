"""What an error in a student's function means, in plain words."""

from __future__ import annotations

import difflib
import inspect
import re
import traceback

import numpy as np

from lib.exercises import source
from lib.exercises.limits import TooLong
from lib.exercises.wording import call, ended, in_line, name_of

ARRAYS = "`*` multiplies entry by entry, `@` is the matrix product, whose inner sizes must be equal"

MEANINGS = (
    (r"ellipsis", "the `...` is still to be replaced"),
    (
        r"'(float|int|numpy\.\w+|list|tuple)' object is not callable",
        "a bracket behind a value is a call to Python. Is a `*` missing, or square brackets meant?",
    ),
    (
        r"truth value of an array",
        "`if`, `and`, `max` and `min` ask for one yes or no, and an array has many "
        "entries. np.where(condition, a, b), np.maximum and np.minimum decide entry by entry",
    ),
    (
        r"(0-dimensional|size-1|length-1) arrays can be converted",
        "functions of `math` take one number. Those of numpy, np.exp and its like, take arrays too",
    ),
    (r"xor|\^", "a power is written ** in Python; ^ is something else"),
    (
        r"mismatch in its core dimension|shapes .* not aligned|could not be broadcast together",
        "the shapes do not fit: {shapes}. " + ARRAYS,
    ),
    (
        r"could not broadcast input array",
        "the two sides have different shapes. A slice like [:-k] is empty for k = 0, and turns its meaning "
        "round for "
        "a negative k: try those cases by hand",
    ),
    (
        r"NoneType.* (append|extend|sort)",
        "append changes the list and returns nothing. Write `a.append(b)` on a "
        "line of its own, without `a =`",
    ),
    (
        r"(list|tuple|string) indices must be integers|only integers.*valid indices",
        "an index is a whole number. Is a value where its place should be?",
    ),
    (
        r"index out of range|is out of bounds for axis",
        "an index leads beyond the end: n things have the indices 0 to n − 1",
    ),
    (
        r"axis \d+ is out of bounds",
        "there is no such axis. An array of shape (a, b) has the axes 0 and 1; reshape "
        "it first where you need more",
    ),
    (
        r"\b[hvd]?stack\(\)|concatenate\(\)|0-d arrays",
        "the arrays to be joined go in as one list: np.vstack([a, b])",
    ),
    (
        r"operand type.*list|can't multiply sequence|can only concatenate list",
        "a list does not compute. np.array(the_list) does, with all entries at once; or go through it in a "
        "loop",
    ),
    (r"division by zero", "it divides by 0 here"),
    (r"recursion", "it calls itself again and again, without an end"),
    (r"has no attribute", "there is no such thing here: look at the name behind the dot"),
    (r"cannot reshape", "the number of entries must stay the same: look at the new shape"),
)
"""What is found in the text of an error, and what it means."""


def explain(error: BaseException, function, case) -> str:
    """A sentence or two on an error that a call raised."""
    called, line = call(function, case), _line(error, function)
    if isinstance(error, TooLong):
        return (
            f"{called} does not come to an end, so it was stopped{in_line(line)}. Does the condition of "
            "the "
            "loop ever change?"
        )
    if isinstance(error, KeyboardInterrupt):
        return f"{called} was interrupted{in_line(line)}. Is there a loop that never ends?"
    if isinstance(error, TypeError) and (text := _wrong_number(function, case)):
        return text
    if isinstance(error, UnboundLocalError):
        return f"`{error.name}` is used before it has a value" + in_line(line) + "."
    if isinstance(error, NameError):
        return _unknown_name(error, function, line)
    said = f"{type(error).__name__}: {error}"
    meaning = next((words for pattern, words in MEANINGS if re.search(pattern, said, re.IGNORECASE)), None)
    if meaning:
        meaning = meaning.format(shapes=_shapes(function, case))
        return f"{called} stops{in_line(line)}: {ended(meaning)} (Python says {said}.)"
    return f"{called} raises {said}" + (f" (in the line `{line}`)." if line else ".")


def _line(error, function) -> str | None:
    """The line of the student's own code at which it happened; not one of ours or of a library."""
    code = getattr(function, "__code__", None)
    own = code and code.co_filename
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == own]
    return (frames[-1].line or None) if frames else None


def _wrong_number(function, case) -> str | None:
    try:
        inspect.signature(function).bind(*case)
    except TypeError:
        takes = source.parameters(function)
        return (
            f"the exercise hands over {len(case)} argument{'s' * (len(case) != 1)}, and "
            f"{name_of(function)} "
            f"takes {len(takes)}: ({', '.join(takes)}). Keep the first line as it was given."
        )
    except ValueError:  # a function of C without a signature
        pass
    return None


def _unknown_name(error: NameError, function, line: str | None) -> str:
    unknown, names = error.name or "", source.parameters(function)
    near = difflib.get_close_matches(unknown, names, n=1)
    if near:
        way_on = f"Is it a slip for `{near[0]}`?"
    elif hasattr(np, unknown):
        way_on = f"The function of numpy is called np.{unknown}."
    elif unknown == "np":
        way_on = "It stands for numpy: run the first cell of the notebook, which imports it."
    else:
        way_on = f"Your function gets ({', '.join(names)})."
    return f"the name `{unknown}` is not known{in_line(line)}. {way_on}"


def _shapes(function, case) -> str:
    names = source.parameters(function)
    pairs = zip(names, case) if len(names) == len(case) else ()
    return ", ".join(f"{name} {np.shape(value)}" for name, value in pairs if np.ndim(value)) or "see below"
