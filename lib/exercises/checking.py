"""Checks of the students' own code: what is wrong with it, and not only that something is."""

from __future__ import annotations

import contextlib
import copy
import html
import importlib
import pkgutil
import re
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

import numpy as np
from IPython.display import display

from lib.exercises import source
from lib.exercises.comparison import agree, describe, right_parts
from lib.exercises.errors import explain
from lib.exercises.limits import TooLong, time_limit
from lib.exercises.repairs import repair
from lib.exercises.wording import call, ended, kind, numbers, shown
from lib.settings import WORDS

SECONDS = 5
"""How long the calls of a check may take together."""

WHOSE: ContextVar[str] = ContextVar("whose", default=WORDS["exercise"])
"""Whose function is being checked: the student's, or that of a solution cell."""


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
    given : str
        The lines that the student finds written already, if there are any.
    """

    name: str
    solution: Callable
    cases: tuple[tuple, ...]
    mistakes: tuple[Mistake, ...]
    hints: tuple[str, ...]
    praise: str
    given: str = ""


@dataclass(frozen=True)
class Report:
    """What a check found: `verdict` is "right", "wrong" or "unwritten"."""

    name: str
    verdict: str
    message: str
    whose: str = WORDS["exercise"]

    @property
    def title(self) -> str:
        """Whose function of which exercise it is about; the number may be missing."""
        return f"{self.whose} {self.name}".strip()

    def __repr__(self) -> str:
        return f"{_SIGNS[self.verdict]} {self.title}: {self.message}"

    def _repr_html_(self) -> str:
        # The colours of the slides, else of JupyterLab's theme, else some that do on light and on dark.
        theme, plain = _COLOURS[self.verdict]
        colour = f"var(--{self.verdict}, var(--jp-{theme}-color1, {plain}))"
        return (f'<div class="check {self.verdict}" role="status" style="border-left: 4px solid {colour}; '
                f'padding: 0.2em 0 0.2em 0.8em; max-width: 60em">'
                f'<strong style="color: {colour}">{_SIGNS[self.verdict]} '
                f"{html.escape(self.title)}:</strong> {_with_code(self.message)}</div>")


_SIGNS = {"right": "✓", "wrong": "✗", "unwritten": "…"}
_COLOURS = {"right": ("success", "#2e8b57"), "wrong": ("error", "#d9534f"), "unwritten": ("info", "#6c8ebf")}


def _with_code(text: str) -> str:
    """A text as HTML; what stands between backticks is code."""
    return re.sub("`(.+?)`", r"<code>\1</code>", html.escape(text))


def check(name: str | None = None, function: Callable | None = None) -> None:
    """Try the student's function and show a report of what it gets wrong.

    Whatever the function does, the notebook runs on: an error in it becomes part of the report, and a loop
    without an end is stopped. A slip in the call itself is reported in the same way.

    Parameters
    ----------
    name : str
        Number of the exercise, such as "02.1".
    function : callable, optional
        The student's function; left out or still without a body, the report says so quietly.
    """
    try:
        report = examine(name, function)
    except UnknownExercise as error:
        report = error.report("check", ", my_function")
    display(report)


def examine(name: str, function: Callable | None = None) -> Report:
    """The report that `check` shows.

    Parameters
    ----------
    name : str
        Number of the exercise, such as "02.1".
    function : callable, optional
        The student's function.

    Returns
    -------
    Report
        The verdict and a message.

    Raises
    ------
    UnknownExercise
        If there is no exercise of that name.
    """
    exercise = find_exercise(name)
    verdict, message = _judge(exercise, function)
    return Report(name, verdict, message, WHOSE.get())


def _judge(exercise: Exercise, function) -> tuple[str, str]:
    name = exercise.name
    if function is None:
        return "unwritten", f"which function is to be checked? Name it too: check(\"{name}\", my_function)."
    if function is ... or source.is_unwritten(function, exercise.given):
        return "unwritten", f"not written yet. hint(\"{name}\") helps."
    if not callable(function):
        return "wrong", (f"expected your function itself, got {shown(function)}. "
                         f"Write its name without brackets: check(\"{name}\", my_function).")
    expected, intended = _outcomes(exercise.solution, exercise.cases)
    answers, left = [], []
    try:
        with time_limit(SECONDS):
            for case in exercise.cases:
                arguments = copy.deepcopy(case)
                answers.append(function(*arguments))
                left.append(arguments)
    except (Exception, SystemExit, KeyboardInterrupt, TooLong) as error:
        case = exercise.cases[len(answers)]
        said = explain(error, function, case)
        if isinstance(error, ArithmeticError | TypeError | ValueError | IndexError):
            almost = repair(function, lambda edited: _is_right(edited, exercise, expected))
            said = f"{ended(almost)} As it is, {said}" if almost else said
        return "wrong", said + _so_far(answers, expected) + _changes(function, exercise, left, intended)
    changes = _changes(function, exercise, left, intended)
    if agree(answers, expected):
        if (missing := _unmoved(function, exercise, left, intended)):
            return "wrong", missing
        return "right", exercise.praise + changes
    for mistake in exercise.mistakes:
        if agree(answers, _outcomes(mistake.function, exercise.cases)[0]):
            return "wrong", mistake.message + changes
    said = describe(function, exercise.cases, answers, expected)
    if said is None:
        said = repair(function, lambda edited: _is_right(edited, exercise, expected))
    if said is None:
        said = right_parts(answers, expected)
    case, answer, right = next(trial for trial in zip(exercise.cases, answers, expected, strict=True)
                               if not agree(trial[1:2], trial[2:]))
    found = _difference(call(function, case), answer, right, said)
    return "wrong", found + _so_far(answers, expected) + changes


def _outcomes(function, cases) -> tuple[list, list]:
    """What a function returns for the cases, and what becomes of its arguments."""
    left = [copy.deepcopy(case) for case in cases]
    return [function(*arguments) for arguments in left], left


def _is_right(function, exercise: Exercise, expected) -> bool:
    """Whether a function gives all the right answers; it is called no further than to the first wrong one."""
    return all(agree([function(*copy.deepcopy(case))], [right])
               for case, right in zip(exercise.cases, expected, strict=True))


def _difference(called: str, answer, right, said: str | None) -> str:
    """The first case that comes out wrong, behind what is known of all of them."""
    if answer is None:
        return said if said else f"{called} returns nothing, expected {shown(right)}."
    found = numbers(answer)
    if found is None:
        plain = f"{called} returns {shown(answer)}, expected {kind(right)}."
    elif found.shape != np.shape(right):
        plain = f"{called} returns {kind(answer)}, {shown(answer)}; expected {kind(right)}, {shown(right)}."
    else:
        plain = f"{called} returns {shown(answer)}, expected {shown(right)}."
    return f"{ended(said)} ({plain})" if said else plain


def _so_far(answers, expected) -> str:
    """A word about the tries that came out right."""
    right = sum(agree([answer], [good]) for answer, good in zip(answers, expected))
    return f" It fits {right} of {len(expected)} tries: what is special about this one?" if right else ""


def _changes(function, exercise: Exercise, left, intended) -> str:
    """A word about arguments that are others after the call, although the task does not ask for it."""
    names = source.parameters(function)
    for place, case in _places(left):
        before, now, asked = exercise.cases[case][place], left[case][place], intended[case][place]
        if not _alike(now, before) and _alike(asked, before):
            name = names[place] if place < len(names) else f"argument {place + 1}"
            return (f" Mind that your function changes `{name}` in place: whoever calls it finds other "
                    "values "
                    "there afterwards. Work on a copy.")
    return ""


def _unmoved(function, exercise: Exercise, left, intended) -> str | None:
    """What to say where the numbers are right, and an argument that the task has changed is as it was."""
    names = source.parameters(function)
    for place, case in _places(left):
        before, now, asked = exercise.cases[case][place], left[case][place], intended[case][place]
        if not _alike(asked, before) and not _alike(now, asked):
            name = names[place] if place < len(names) else f"argument {place + 1}"
            return (f"the numbers that you return are right, but `{name}` did not move: after the call it "
                    "is not "
                    "what it should be. Change it in place.")
    return None


def _places(left):
    return ((place, case) for case, arguments in enumerate(left) for place in range(len(arguments)))


def _alike(one, other) -> bool:
    """Whether two arguments hold the same numbers; of a network its parameters."""
    first, second = (numbers(getattr(argument, "theta", argument)) for argument in (one, other))
    if first is None or second is None:
        return True
    return first.shape == second.shape and np.allclose(first, second, equal_nan=True)


@contextlib.contextmanager
def checked_as(whose: str):
    """Within it reports speak of someone else's function than the student's."""
    token = WHOSE.set(whose)
    try:
        yield
    finally:
        WHOSE.reset(token)


_hints_given: dict[str, int] = {}


def hint(name: str | None = None) -> None:
    """Print the next hint of an exercise; after the last one they begin again.

    Parameters
    ----------
    name : str
        Number of the exercise, such as "02.1"; what is no such number is reported.
    """
    try:
        hints = find_exercise(name).hints
    except UnknownExercise as error:
        display(error.report("hint"))
        return
    given = _hints_given.get(name, 0)
    _hints_given[name] = given + 1
    at = given % len(hints)
    print(f"{WORDS['hint'].format(number=at + 1, count=len(hints))}: {hints[at]}")


def exercises_of(lecture: str) -> dict[str, Exercise]:
    """The exercises of a lecture, such as "02", by name; none if it has none."""
    lectures = importlib.import_module("lib.lectures")
    for found in pkgutil.iter_modules(lectures.__path__, "lib.lectures."):
        if importlib.import_module(found.name).NUMBER == lecture:
            module = importlib.import_module(f"{found.name}.exercises")
            return {exercise.name: exercise for exercise in module.EXERCISES}
    return {}


class UnknownExercise(ValueError):
    """There is no exercise of this name.

    Parameters
    ----------
    name : object
        What came in the place of a name.
    """

    def __init__(self, name):
        self.name = name
        meant = _meant(name)
        known = exercises_of(meant[:2])
        self.likely = meant if meant in known else next(iter(known), "02.1")
        listed = f"; this lecture has {', '.join(known)}" if known else ""
        super().__init__(
            f"name: expected the number of an exercise, such as \"{self.likely}\", got {name!r}{listed}"
        )

    def report(self, function: str, others: str = "") -> Report:
        """What to say to a student who wrote the name into the call of a function, before other arguments."""
        asked = f"{function}(\"{self.likely}\"{others})"
        if self.name is None:
            said = f"which one? Its number stands on the slide: {asked}."
        elif isinstance(self.name, int | float):
            said = f"the number of an exercise stands in quotation marks: {asked}."
        elif callable(self.name):
            said = f"the number of the exercise comes first: {asked}."
        else:
            known = ", ".join(exercises_of(self.likely[:2]))
            said = f"there is none of the number {shown(self.name)}. The lecture has {known}. Write {asked}."
        return Report("", "wrong", said)


def _meant(name) -> str:
    """The number that is meant by something like it: 2.1, "2.1", "O2.1", "02,1"."""
    text = str(name).strip().upper().replace("O", "0").replace(",", ".")
    lecture, _, number = text.partition(".")
    return f"{lecture:0>2}.{number}"


def find_exercise(name: str) -> Exercise:
    """The exercise of this name; UnknownExercise names those of its lecture if there is none."""
    known = exercises_of(name[:2]) if isinstance(name, str) and name[:2].isdigit() else {}
    if name not in known:
        raise UnknownExercise(name)
    return known[name]
