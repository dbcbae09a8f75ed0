"""What a working copy wraps around its assert cells and solutions, so that they stop and replace nothing."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from lib.exercises.checking import checked_as, find_exercise
from lib.settings import WORDS

CHANGED = "These numbers hold for the values that the lecture came with. You changed something: good."


@contextmanager
def numbers_of_the_lecture() -> Iterator[None]:
    """Say it when an assertion inside no longer holds, and go on.

    Notes
    -----
    What a reader has changed may also make the assertion fail in other ways, so every error is taken for
    that; a name without a value is told apart: then a cell above was not run.
    """
    try:
        yield
    except NameError as error:
        print(f"Not checked: `{error.name}` has no value yet. Run the cells above first.")
    except Exception as error:
        line = traceback.extract_tb(error.__traceback__)[1:2]
        claim = line[0].line.removeprefix("assert ") if line and line[0].line else ""
        print(CHANGED + (f"\nNo longer so: {claim}" if claim else ""))


class solution_of:
    """Run the solution of an exercise and put the names of the notebook back as they were.

    A check inside speaks of the solution, not of the student's function.

    Parameters
    ----------
    name : str
        Number of the exercise, such as "02.1".
    """

    def __init__(self, name: str):
        find_exercise(name)
        self._checked = checked_as(WORDS["solution_of"])

    def __enter__(self) -> None:
        self._names = sys._getframe(1).f_globals
        self._before = dict(self._names)
        self._checked.__enter__()

    def __exit__(self, *error) -> None:
        self._checked.__exit__(*error)
        for name in self._names.keys() - self._before.keys():
            del self._names[name]
        self._names.update(self._before)
