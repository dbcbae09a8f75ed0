"""Nine in ten of the wrong answers of beginners are told what is wrong with them, in words of their own.

What a class of beginners hands in stands in ``tests/lectures/NAME/beginners.py``. It was written before the
messages were, from the ways in which beginners go wrong: a sign, brackets, the order of two lines, a name
misspelt, the neighbouring formula, a value printed in place of returned. The words beside an answer have to
occur in what the check says; with None the plain difference will do.
"""

import importlib.util
import linecache
import math

import numpy as np
import pytest

from lib.activations import sigmoid
from lib.exercises.checking import examine, exercises_of
from slides.lectures import find

SHARE = 0.9


def written(signature, body):
    """The function, with its source known, as that of a cell is."""
    lines = [f"def {signature}:\n", *(f"    {line}\n" for line in body.splitlines())]
    file = f"<cell {hash((signature, body))}>"
    linecache.cache[file] = (0, None, lines, file)
    names = {"np": np, "math": math, "sigmoid": sigmoid, "fires": lambda z: int(z > 0)}
    exec(compile("".join(lines), file, "exec"), names)
    return names[signature.split("(")[0]]


LECTURES = [path.stem for path in find()]


def wrong_answers(lecture):
    """Those to the exercises of one lecture: for each signature and name the answers and their words."""
    name = f"tests.lectures.{lecture[3:]}.beginners"
    return importlib.import_module(name).WRONG if importlib.util.find_spec(name) else {}


WRONG = {head: answers for lecture in LECTURES for head, answers in wrong_answers(lecture).items()}


@pytest.mark.parametrize("lecture", LECTURES)
def test_the_list_has_6_wrong_answers_or_more_to_every_exercise(lecture):
    listed = {head.partition("# ")[2]: len(answers) for head, answers in WRONG.items()}
    few = [name for name in exercises_of(lecture[:2]) if listed.get(name, 0) < 6]
    assert few == [], f"tests/lectures/{lecture[3:]}/beginners.py lists fewer than 6 wrong answers"


def test_the_list_has_no_exercise_that_there_is_not():
    there = {name for lecture in LECTURES for name in exercises_of(lecture[:2])}
    assert [head for head in WRONG if head.partition("# ")[2] not in there] == []


def test_every_answer_is_told_something_or_nothing_is_said_of_it():
    assert not any(words == "" for answers in WRONG.values() for _, words in answers)


def of_lectures(heads):
    """An exercise with the name of its lecture, so that the tests of one lecture alone have it."""
    names = {name[:2]: name for name in LECTURES}
    numbers = {head: head.partition("# ")[2][:2] for head in heads}
    return [pytest.param(head, id=f"{names.get(number, number)}-{head}") for head, number in numbers.items()]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("head", of_lectures(WRONG))
def test_wrong_answers_are_told_what_is_wrong_with_them(head, capsys):
    signature, name = head.split("  # ")
    for body, words in WRONG[head]:
        report = examine(name, written(signature, body))
        assert report.verdict in ("wrong", "right" if "changes `" in report.message else ""), (body, report)
        if words is not None:
            assert words in report.message, (body, report)


def test_nine_in_ten_have_a_message_of_their_own():
    words = [said for answers in WRONG.values() for _, said in answers]
    assert sum(said is not None for said in words) >= SHARE * len(words)
