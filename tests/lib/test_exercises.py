"""Checks of the students' code: whatever it does, they say what is wrong, and the notebook runs on."""

import contextlib
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jupyter_client.manager import start_new_kernel

from lib.activations import sigmoid
from lib.exercises import check, hint
from lib.exercises.checking import Exercise, Mistake, UnknownExercise, examine, exercises_of, find_exercise
from lib.exercises.limits import TooLong, time_limit
from lib.lectures.gradient_descent.exercises import best_rate, neuron_gradient, step
from slides.lectures import find

from ..patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]

# The lecture's own exercises: a function of numbers (02.1), of numbers (02.2) and of arrays (02.3).


def right(x, rate):
    slope = 2 * x - 4
    return x - rate * slope


def test_praises_the_right_answer():
    report = examine("02.1", right)
    assert (report.verdict, report.message) == ("right", step.praise)
    assert repr(report) == f"✓ Exercise 02.1: {step.praise}"


def rounded(number):
    return round(number, 9)


@pytest.mark.parametrize("kind", [float, np.float64, np.float32, np.array, rounded])
def test_takes_numbers_of_every_kind(kind):
    def answer(x, rate):
        return kind(right(x, rate))

    assert examine("02.1", answer).verdict == "right"


def test_takes_lists_for_arrays_and_rounding_for_equality():
    close = examine("02.3", lambda *data: list(neuron_gradient.solution(*data) * (1 + 1e-9)))
    assert close.verdict == "right"
    assert examine("02.3", lambda *data: neuron_gradient.solution(*data) * 1.001).verdict == "wrong"


@pytest.mark.parametrize("exercise", [step, best_rate, neuron_gradient], ids=lambda exercise: exercise.name)
def test_recognises_the_usual_mistakes(exercise):
    for mistake in exercise.mistakes:
        report = examine(exercise.name, mistake.function)
        assert (report.verdict, report.message) == ("wrong", mistake.message)


# --- not written


def dots(x, rate): ...


def only_pass(x, rate):
    pass


def only_docstring(x, rate):
    """The next place."""


def empty_return(x, rate):
    return ...


@pytest.mark.parametrize("stub", [..., dots, only_pass, only_docstring, empty_return])
def test_says_quietly_that_an_exercise_is_not_written(stub):
    report = examine("02.1", stub)
    assert report.verdict == "unwritten"
    assert repr(report) == '… Exercise 02.1: not written yet. hint("02.1") helps.'


def test_a_check_without_a_function_asks_for_it():
    report = examine("02.1")
    assert report.verdict == "unwritten" and 'check("02.1", my_function)' in report.message


def gradient_w(x, y, w, b):
    output = sigmoid(x @ w + b)  # noqa: F841
    ...


def test_lines_that_were_given_out_are_not_written_by_the_student():
    assert examine("02.3", gradient_w).verdict == "unwritten"


def left_the_dots(x, rate):
    return right(x, rate)
    ...


def forgot_to_return(x, rate):
    slope = 2 * x - 4
    x = x - rate * slope


def forgot_above_the_dots(x, rate):
    x - rate * (2 * x - 4)
    ...


def printed(x, rate):
    print(right(x, rate))


def test_tells_what_was_written_from_what_was_not():
    assert examine("02.1", left_the_dots).verdict == "right"
    report = examine("02.1", forgot_to_return)
    assert report.verdict == "wrong"
    assert report.message == "it returns nothing. Is a `return` missing?"
    report = examine("02.1", forgot_above_the_dots)
    assert report.verdict == "wrong"
    assert report.message.startswith("it returns nothing. Is a `return` missing? (The `...` that stands")
    assert "prints its result, and returns nothing" in examine("02.1", printed).message


# --- written, and wrong


def test_shows_the_first_call_that_differs():
    report = examine("02.1", lambda x, rate: 6.8)
    assert report.message == (
        "you return 6.8 whatever is handed over. (<lambda>(2, 0.3) returns 6.8, "
        "expected 2.) It fits 1 of 4 tries: what is special about this one?"
    )


def raises_its_own(x, rate):
    raise KeyError("no such slope")


def divides(x, rate):
    return x / (x - x)


def recurses(x, rate):
    return recurses(x, rate)


def too_few(x):
    return x


def misspelt(x, rate):
    return x - rat * x  # noqa: F821


def leaves(x, rate):
    sys.exit("I give up")


@pytest.mark.parametrize(
    "function, message",
    [
        (
            raises_its_own,
            "raises_its_own(8, 0.1) raises KeyError: 'no such slope' (in the line `raise KeyError(",
        ),
        (divides, "divides(8, 0.1) stops in the line `return x / (x - x)`: it divides by 0 here."),
        (recurses, "recurses(8, 0.1) stops in the line `return recurses(x, rate)`: it calls itself again"),
        (too_few, "the exercise hands over 2 arguments, and too_few takes 1: (x)."),
        (
            misspelt,
            "the name `rat` is not known in the line `return x - rat * x  # noqa: F821`. Is it a slip",
        ),
        (leaves, "leaves(8, 0.1) raises SystemExit: I give up"),
    ],
)
def test_reports_what_a_function_raises_and_where(function, message):
    report = examine("02.1", function)
    assert report.verdict == "wrong"
    assert message in report.message


def test_a_function_that_asks_for_input_does_not_hold_the_notebook_up():
    """An executed notebook has nobody to answer."""
    code = (
        "from lib.exercises.checking import examine; "
        "print(examine('02.1', lambda x, rate: float(input('x? '))))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert run.returncode == 0
    assert "✗ Exercise 02.1: <lambda>(8, 0.1) raises EOFError" in run.stdout


@pytest.mark.parametrize(
    "answer, message",
    [
        ([6.8], "returns a list of 1, [6.8]; expected a number, 6.8."),
        (np.zeros((2, 2)), "returns an array of shape (2, 2), [[0., 0.], [0., 0.]]; expected a number, 6.8."),
        (np.int64(8), "returns 8, expected 6.8."),
        (np.array(-0.0), "returns 0, expected 6.8."),
        ("6.8", "returns '6.8', expected a number."),
        (np.array(6.8 + 1j), "expected a number."),
        ({"x": 6.8}, "returns {'x': 6.8}, expected a number."),
        ([1, [2, 3]], "returns [1, [2, 3]], expected a number."),
        (10**400, "expected a number."),
        (10**9999, "returns a value of type int, expected a number."),
        (1j, "returns 1j, expected a number."),
        (right, "returns <function right at"),
        (np.nan, "returns nan, expected 6.8."),
    ],
    ids=lambda value: type(value).__name__,
)
def test_says_what_came_and_what_was_expected(answer, message):
    report = examine("02.1", lambda x, rate: answer)
    assert report.verdict == "wrong"
    assert "<lambda>(8, 0.1) " in report.message and message in report.message
    assert "np." not in report.message and "-0" not in report.message


def test_shortens_what_is_long():
    report = examine("02.1", lambda x, rate: "long " * 100)
    assert len(report.message) < 250 and "..." in report.message


def test_shows_arrays_on_one_line():
    report = examine("02.3", lambda x, y, w, b: np.zeros(len(x)))
    assert report.verdict == "wrong" and "\n" not in report.message
    assert "array of shape (2,)" in report.message


@pytest.mark.parametrize("result", [6.8, "step", [6.8], np.zeros(2)], ids=str)
def test_asks_for_the_function_itself_where_its_result_came(result):
    report = examine("02.1", result)
    assert report.verdict == "wrong"
    assert report.message.startswith("expected your function itself, got ")
    assert 'check("02.1", my_function)' in report.message


def test_keeps_its_cases_from_functions_that_change_their_arguments():
    before = [tuple(np.copy(argument) for argument in case) for case in neuron_gradient.cases]

    def changes(x, y, w, b):
        gradient = neuron_gradient.solution(x, y, w, b)
        for argument in (x, y, w):
            argument[:] = 0
        return gradient

    for _ in range(2):
        report = examine("02.3", changes)
        assert report.verdict == "right"
        assert "Mind that your function changes `x` in place" in report.message
    for case, kept in zip(neuron_gradient.cases, before, strict=True):
        assert all(np.array_equal(argument, old) for argument, old in zip(case, kept, strict=True))


def test_takes_anything_that_can_be_called():
    class Step:
        def __call__(self, x, rate):
            return right(x, rate)

    assert examine("02.1", Step()).verdict == "right"
    assert examine("02.1", np.multiply).verdict == "wrong"
    assert examine("02.1", max).verdict == "wrong"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
)


@settings(max_examples=60, deadline=None)
@given(ANYTHING)
def test_no_answer_makes_a_check_fail(answer):
    report = examine("02.1", lambda x, rate: answer)
    assert report.verdict == "wrong" and len(report.message) < 400


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=5) | st.integers() | st.none())
def test_an_unknown_exercise_is_named(name):
    # Hypothesis tries the strings of the code too, and so the numbers of other lectures' exercises.
    assume(not any(name in exercises_of(lecture.stem[:2]) for lecture in find()))
    with pytest.raises(UnknownExercise, match="^name: expected the number of an exercise, .* got "):
        examine(name)


@pytest.mark.parametrize(
    "arguments, words",
    [
        ((2.1, right), 'the number of an exercise stands in quotation marks: check("02.1", my_function).'),
        (("2.1", right), "there is none of the number '2.1'. The lecture has 02.1, 02.2, 02.3. Write check("),
        (("O2.2", right), 'Write check("02.2", my_function).'),
        (("02,3", right), 'Write check("02.3", my_function).'),
        (("02.9", right), 'Write check("02.1", my_function).'),
        (("99.1", right), 'Write check("02.1", my_function).'),
        ((right, "02.1"), 'the number of the exercise comes first: check("02.1", my_function).'),
        ((), 'which one? Its number stands on the slide: check("02.1", my_function).'),
    ],
)
def test_a_slip_in_the_call_of_a_check_is_reported_and_raises_nothing(arguments, words, monkeypatch):
    shown = []
    monkeypatch.setattr("lib.exercises.checking.display", shown.append)
    check(*arguments)
    assert shown[0].verdict == "wrong" and words in shown[0].message
    assert "Exercise:" in shown[0]._repr_html_() and repr(shown[0]).startswith("✗ Exercise: ")


@pytest.mark.parametrize("arguments", [(), ("2.1",), (2.1,), ("02.9",)])
def test_a_slip_in_the_call_of_a_hint_is_reported_too(arguments, monkeypatch):
    shown = []
    monkeypatch.setattr("lib.exercises.checking.display", shown.append)
    hint(*arguments)
    assert 'hint("02.1")' in shown[0].message


def test_a_number_of_no_exercise_is_answered_with_those_there_are():
    with pytest.raises(ValueError, match=r"got '02.9'; this lecture has 02.1, 02.2, 02.3$"):
        examine("02.9", right)


def test_a_lecture_without_exercises_has_none():
    assert exercises_of("98") == {}
    assert list(exercises_of("02")) == ["02.1", "02.2", "02.3"]
    assert find_exercise("02.2") is best_rate


def test_an_exercise_that_cannot_be_imported_is_not_taken_for_one_that_is_missing(monkeypatch, tmp_path):
    import lib.lectures

    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "__init__.py").write_text('NUMBER = "97"\n')
    (tmp_path / "broken" / "exercises.py").write_text("import a_package_that_is_missing\n")
    monkeypatch.setattr(lib.lectures, "__path__", [str(tmp_path)])
    with pytest.raises(ModuleNotFoundError, match="a_package_that_is_missing"):
        examine("97.1", right)


# --- how a report looks


def test_the_report_is_html_that_no_message_can_break():
    page = examine("02.1", lambda x, rate: "<script>alert(1)</script>")._repr_html_()
    assert page.startswith('<div class="check wrong" role="status"') and page.endswith("</div>")
    assert "✗ Exercise 02.1:" in page
    assert "<script>" not in page and "&lt;script&gt;" in page
    assert examine("02.1")._repr_html_().startswith('<div class="check unwritten"')
    assert examine("02.1", right)._repr_html_().startswith('<div class="check right"')


def test_a_hint_below_a_check_does_not_swallow_the_report():
    """In one cell: only the value of the last line would be shown."""
    outputs = []
    code = "from lib.exercises import check, hint\ncheck('02.1', lambda x, rate: x)\nhint('02.1')"
    run_in_kernel(outputs, code)
    assert "✗ Exercise 02.1" in outputs[0]["data"]["text/plain"]
    assert outputs[1]["text"].startswith("Hint 1 of 3")


def run_in_kernel(outputs, code):
    def keep(message):
        if message["msg_type"] in ("display_data", "stream", "error"):
            outputs.append(message["content"])

    manager, client = start_new_kernel(kernel_name="python3")
    try:
        client.execute_interactive(code, timeout=PATIENCE, output_hook=keep)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


# --- a loop without an end


def endless(x, rate):
    while True:
        try:
            x += 1
        except Exception:
            pass


def test_a_loop_without_an_end_is_stopped_and_says_so(monkeypatch):
    monkeypatch.setattr("lib.exercises.checking.SECONDS", 0.3)
    report = examine("02.1", endless)
    assert report.verdict == "wrong"
    assert report.message.startswith("endless(8, 0.1) does not come to an end, so it was stopped in ")


def test_who_interrupts_a_check_gets_a_report_and_not_our_traceback():
    def interrupted(x, rate):
        raise KeyboardInterrupt

    assert "was interrupted in the line `raise KeyboardInterrupt`" in examine("02.1", interrupted).message


def test_a_time_limit_leaves_nothing_behind():
    for _ in range(50):
        with contextlib.suppress(TooLong), time_limit(0.001):
            time.sleep(0.001)
    time.sleep(0.05)  # one that came late would be raised here


def test_code_in_a_report_looks_like_code():
    page = examine("02.1", lambda x, rate: x - (2 * x - 4))._repr_html_()
    assert "<code>rate</code>" in page and "`" not in page


# --- hints


def test_hints_come_in_steps_and_begin_again(capsys, monkeypatch):
    monkeypatch.setattr("lib.exercises.checking._hints_given", {})
    for number in (1, 2, 3, 1):
        hint("02.1")
        assert capsys.readouterr().out == f"Hint {number} of 3: {step.hints[number - 1]}\n"
    hint("02.2")
    assert capsys.readouterr().out.startswith("Hint 1 of 3: ")
    hint("02.1")
    assert capsys.readouterr().out.startswith("Hint 2 of 3: ")


# --- an exercise of one's own


def test_an_exercise_is_told_by_what_it_returns_for_its_cases(monkeypatch):
    square = Mistake(lambda x: x**2, "that is the square")
    double = Exercise("99.1", lambda x: 2 * x, ((1.0,), (3.0,)), (square,), ("add",), "right")
    monkeypatch.setattr("lib.exercises.checking.exercises_of", lambda lecture: {"99.1": double})
    assert examine("99.1", lambda x: x + x).verdict == "right"
    assert examine("99.1", lambda x: x * x).message == "that is the square"
    assert examine("99.1", lambda x: 2.0).message.startswith("you return 2 whatever")
