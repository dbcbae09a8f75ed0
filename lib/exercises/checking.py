"""Checks of the students' own code: what is wrong with it, and not only that something is."""

from __future__ import annotations

import ast
import copy
import html
import importlib
import inspect
import textwrap
import traceback
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Mistake:
    """A usual mistake: the function that makes it, and what to say to its author."""

    function: Callable
    message: str


@dataclass(frozen=True)
class Exercise:
    """A function for the student to write.

    Parameters
    ----------
    name : str
        Number of the exercise, "02.1".
    solution : callable
        A function that is right.
    cases : tuple of tuple
        The arguments to try it with, one tuple a call.
    mistakes : tuple of Mistake
        Usual mistakes, each told apart by what it returns for the cases.
    hints : tuple of str
        What to give away, step by step.
    praise : str
        What to say to the right answer: the thought to take along.
    """

    name: str
    solution: Callable
    cases: tuple[tuple, ...]
    mistakes: tuple[Mistake, ...]
    hints: tuple[str, ...]
    praise: str


@dataclass(frozen=True)
class Report:
    """What a check found: `verdict` is "right", "wrong" or "unwritten"."""

    name: str
    verdict: str
    message: str

    def __repr__(self) -> str:
        sign = {"right": "✓", "wrong": "✗", "unwritten": "…"}[self.verdict]
        return f"{sign} Exercise {self.name}: {self.message}"

    def _repr_html_(self) -> str:
        return f'<pre class="check {self.verdict}">{html.escape(repr(self))}</pre>'


def check(name: str, function: Callable | None = None) -> Report:
    """Try the student's function and report what it gets wrong.

    Whatever the function does, the notebook runs on: an error in it becomes part of the report.

    Parameters
    ----------
    name : str
        Number of the exercise, such as "02.1".
    function : callable, optional
        The student's function; left out or still without a body, the report says so quietly.

    Returns
    -------
    Report
        The verdict and a message.

    Raises
    ------
    ValueError
        If there is no exercise of that name.
    """
    exercise = find_exercise(name)
    if function is None or function is ... or _is_unwritten(function):
        return Report(name, "unwritten", f"not written yet. hint(\"{name}\") helps.")
    if not callable(function):
        return Report(name, "wrong", f"expected your function itself, got {_shown(function)}. "
                                     f"Write its name without brackets: check(\"{name}\", my_function).")
    answers = []
    for case in exercise.cases:
        try:
            answers.append(function(*copy.deepcopy(case)))
        except (Exception, SystemExit) as error:
            return Report(name, "wrong", f"{_call(function, case)} raises {_where(error)}")
    expected = [exercise.solution(*copy.deepcopy(case)) for case in exercise.cases]
    if _agree(answers, expected):
        return Report(name, "right", exercise.praise)
    for mistake in exercise.mistakes:
        if _agree(answers, [mistake.function(*copy.deepcopy(case)) for case in exercise.cases]):
            return Report(name, "wrong", mistake.message)
    for case, answer, right in zip(exercise.cases, answers, expected, strict=True):
        if not _agree([answer], [right]):
            return Report(name, "wrong", _difference(_call(function, case), answer, right))
    raise AssertionError("answers that differ from the expected ones must differ in a case")


_hints_given: dict[str, int] = {}


def hint(name: str) -> None:
    """Print the next hint of an exercise; after the last one they begin again.

    Raises
    ------
    ValueError
        If there is no exercise of that name.
    """
    hints = find_exercise(name).hints
    given = _hints_given.get(name, 0)
    _hints_given[name] = given + 1
    at = given % len(hints)
    print(f"Hint {at + 1} of {len(hints)}: {hints[at]}")


def exercises_of(lecture: str) -> dict[str, Exercise]:
    """The exercises of a lecture, such as "02", by name; none if it has none."""
    name = f"lib.exercises.lecture_{lecture}"
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return {}
    return {exercise.name: exercise for exercise in module.EXERCISES}


def find_exercise(name: str) -> Exercise:
    """The exercise of this name; ValueError names those of its lecture if there is none."""
    known = exercises_of(name[:2]) if isinstance(name, str) and name[:2].isdigit() else {}
    if name not in known:
        listed = f"; this lecture has {', '.join(known)}" if known else ""
        raise ValueError(f"name: expected the number of an exercise, such as \"02.1\", got {name!r}{listed}")
    return known[name]


def _is_unwritten(function) -> bool:
    """Whether a stub is as it was given out: it returns nothing, and ends in `...`, `pass` or a docstring."""
    try:
        definition = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    except (OSError, TypeError, SyntaxError):  # there is no source, or it is no function
        return False
    returns = any(isinstance(node, ast.Return) for node in ast.walk(definition))
    if returns or not isinstance(definition, ast.FunctionDef):
        return False
    last = definition.body[-1]
    return isinstance(last, ast.Pass) or isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant)


def _agree(answers, expected) -> bool:
    for answer, right in zip(answers, expected, strict=True):
        numbers = _numbers(answer)
        if numbers is None or numbers.shape != np.shape(right):
            return False
        if not np.allclose(numbers, right, rtol=1e-6, atol=1e-9, equal_nan=True):
            return False
    return True


def _numbers(answer) -> np.ndarray | None:
    """The answer as an array of real numbers; None if it is none."""
    try:
        array = np.asarray(answer)
    except ValueError:  # a list of lists of different lengths
        return None
    return array.astype(float) if array.dtype.kind in "biuf" else None


def _difference(call, answer, right) -> str:
    if answer is None:
        return f"{call} returns nothing. Is a `return` missing?"
    numbers, kind = _numbers(answer), _kind(np.shape(right))
    if numbers is None:
        return f"{call} returns {_shown(answer)}, expected {kind}."
    if numbers.shape != np.shape(right):
        return f"{call} returns {_kind(numbers.shape)}, {_shown(answer)}; expected {kind}, {_shown(right)}."
    return f"{call} returns {_shown(answer)}, expected {_shown(right)}."


def _call(function, case) -> str:
    name = getattr(function, "__name__", "your function")
    return f"{name}({', '.join(_shown(argument) for argument in case)})"


def _shown(value) -> str:
    """A value on one line, in at most 80 characters."""
    numbers = _numbers(value)
    if isinstance(value, float | np.floating):
        text = f"{value:.6g}"
    elif numbers is not None and numbers.ndim:
        text = np.array2string(numbers, precision=4, separator=", ", threshold=6).replace("\n", "")
    else:
        try:
            text = repr(value).replace("\n", " ")
        except Exception:  # the student's own class, or a number of thousands of digits
            text = f"a value of type {type(value).__name__}"
    return text if len(text) <= 80 else text[:77] + "..."


def _kind(shape) -> str:
    return "a number" if shape == () else f"an array of shape {shape}"


def _where(error) -> str:
    line = traceback.extract_tb(error.__traceback__)[-1].line
    return f"{type(error).__name__}: {error}" + (f" (in the line `{line}`)." if line else ".")
