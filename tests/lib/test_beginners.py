"""Nine in ten of the wrong answers of beginners are told what is wrong with them, in words of their own."""

import linecache
import math

import numpy as np
import pytest

from lib.activations import sigmoid
from lib.exercises.checking import examine, exercises_of

from .beginners import WRONG

SHARE = 0.9


def written(signature, body):
    """The function, with its source known, as that of a cell is."""
    lines = [f"def {signature}:\n", *(f"    {line}\n" for line in body.splitlines())]
    file = f"<cell {hash((signature, body))}>"
    linecache.cache[file] = (0, None, lines, file)
    names = {"np": np, "math": math, "sigmoid": sigmoid, "fires": lambda z: int(z > 0)}
    exec(compile("".join(lines), file, "exec"), names)
    return names[signature.split("(")[0]]


def test_the_list_has_6_wrong_answers_or_more_to_every_exercise():
    exercises = [name for number in range(12) for name in exercises_of(f"{number:02}")]
    assert sorted(head.split("# ")[1] for head in WRONG) == sorted(exercises)
    assert all(len(answers) >= 6 for answers in WRONG.values())


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("head", WRONG)
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
