"""How an answer differs from the right one: its sign, its size, its shape, its order."""

from __future__ import annotations

import inspect

import numpy as np

from lib.exercises import source
from lib.exercises.wording import NUMBERS, kind, numbers, shown

PLACES = ("first", "second", "third")

DECIMALS = ("one decimal", *(f"{count} decimals" for count in range(2, 6)))
"""To what a number may have been rounded."""


def agree(answers, expected) -> bool:
    """Whether the answers are the expected ones, up to rounding."""
    return all(_same(answer, right) for answer, right in zip(answers, expected, strict=True))


def describe(function, cases, answers, expected) -> str | None:
    """In what way the answers to all cases differ from the right ones; None if it has no name."""
    tree = source.definition(function)
    if any(answer is None for answer in answers):
        return _nothing(tree)
    if any(
        inspect.isroutine(part)
        for answer in answers
        for part in (answer if isinstance(answer, tuple) else (answer,))
    ):
        return (
            "among what you return is a function itself. To call it takes brackets: a.mean() and not a.mean"
        )
    if tree is not None and source.returns_in_first_round(tree):
        return (
            "the `return` stands inside the loop, so the first round ends it. Move it to the left, "
            "behind the loop"
        )
    if all(isinstance(answer, tuple) and len(answer) == 1 for answer in answers):
        if agree([answer[0] for answer in answers], expected):
            return (
                "the comma at the end of the `return` makes a tuple of one value. Without it the answer is "
                "right"
            )
    if all(isinstance(answer, str) for answer in answers):
        return "you return text, and not what the task asks for. Quotation marks make text"
    if any(numbers(answer) is None for answer in answers):
        return _an_argument(function, cases, answers)
    for place, name in enumerate(source.parameters(function)):
        given = [case[place] for case in cases if place < len(case)]
        if len(given) == len(answers) and agree(answers, [numbers(value) for value in given]):
            return f"you return `{name}` as it came"
    if len(answers) > 1 and agree(answers, answers[:1] * len(answers)) and not agree(expected, answers):
        return f"you return {shown(answers[0])} whatever is handed over"
    return _by_parameters(tree) or _by_shape(answers, expected) or _by_value(cases, answers, expected)


def right_parts(answers, expected) -> str | None:
    """Which of the few numbers of an answer are right in all cases."""
    found, right = [numbers(answer) for answer in answers], [np.asarray(value, float) for value in expected]
    if any(a is None or a.shape != r.shape or r.shape != right[0].shape for a, r in zip(found, right)):
        return None
    if right[0].ndim != 1 or not 2 <= len(right[0]) <= len(PLACES):
        return None
    good = [
        place
        for number, place in enumerate(PLACES[: len(right[0])])
        if agree([a[number] for a in found], [r[number] for r in right])
    ]
    return f"only the {' and the '.join(good)} number is right in every try" if len(good) == 1 else None


def _an_argument(function, cases, answers) -> str | None:
    """That an argument comes back, where it is none of numbers."""
    for place, name in enumerate(source.parameters(function)[: len(cases[0])]):
        if all(
            numbers(case[place]) is None and type(answer) is type(case[place])
            for case, answer in zip(cases, answers)
        ):
            return f"you return `{name}` itself, and not what the task asks for"
    return None


def _nothing(tree) -> str:
    dots = (
        " (The `...` that stands there does nothing, and may go.)" if tree and source.has_dots(tree) else ""
    )
    if tree and source.prints(tree):
        return (
            "it prints its result, and returns nothing. Nobody can go on with what is printed: `return` "
            "it" + dots
        )
    return "it returns nothing. Is a `return` missing?" + dots


def _by_shape(answers, expected) -> str | None:
    found = [numbers(answer) for answer in answers]
    if all(answer.shape == np.shape(right) for answer, right in zip(found, expected)):
        return None
    answer, right = next((a, r) for a, r in zip(found, expected) if a.shape != np.shape(r))
    if all(a.size == np.size(r) and np.allclose(a.ravel(), np.ravel(r)) for a, r in zip(found, expected)):
        return f"the numbers are right, the shape is not: you return {kind(answer)}, expected {kind(right)}"
    if all(_same(a.T, r) for a, r in zip(found, expected)):
        return f"rows and columns are swapped: you return {kind(answer)}, expected {kind(right)}"
    wanted, size = kind(right), np.size(right)
    if np.ndim(right) == 1 and size in NUMBERS and all(np.shape(value) == (size,) for value in expected):
        wanted = f"{NUMBERS[size]} numbers"
        if answer.shape == ():
            return f"{wanted} are expected, in the order of the task: return them together. You return one"
    if answer.shape == ():
        if all(_same(a, np.sum(r)) for a, r in zip(found, expected)):
            return f"you have added up what should stay apart: expected {wanted}"
        if all(_same(a, np.mean(r)) for a, r in zip(found, expected)):
            return f"you have taken the mean of what should stay apart: expected {wanted}"
        if all(_same(a, np.ravel(r)[-1]) for a, r in zip(found, expected)):
            return f"you return the last of the numbers only: expected {wanted}. Collect them on the way"
        return f"you return one number, where {wanted} is expected: one for each entry"
    if answer.ndim and np.ndim(right) and len(answer) < len(right) and _same(answer, right[: len(answer)]):
        return (
            f"the first {len(answer)} are right, and then some are missing: the last ones are to be there too"
        )
    if answer.ndim and np.ndim(right) and len(answer) > len(right) and _same(answer[: len(right)], right):
        return "the beginning is right, and then there are too many: look at where it has to end"
    for axis in range(answer.ndim):
        if all(a.ndim > axis and _same(a.sum(axis=axis), r) for a, r in zip(found, expected)):
            return (
                f"it is still to be summed up over the axis {axis}: you return {kind(answer)}, expected "
                f"{wanted}"
            )
        if all(a.ndim > axis and _same(a.mean(axis=axis), r) for a, r in zip(found, expected)):
            return (
                f"the mean over the axis {axis} is still to be taken: you return {kind(answer)}, "
                f"expected {wanted}"
            )
    if np.shape(right) == ():
        if all(_same(np.sum(a), r) for a, r in zip(found, expected)):
            return f"you return {kind(answer)}: it is still to be summed up to one number"
        return f"you return {kind(answer)}, where a single number is expected"
    return None


def _by_value(cases, answers, expected) -> str | None:
    found = [numbers(answer) for answer in answers]
    right = [np.asarray(value, float) for value in expected]
    if any(a.shape != r.shape for a, r in zip(found, right)):
        return None
    if any(np.isnan(a).any() and not np.isnan(r).any() for a, r in zip(found, right)):
        return "there is a nan among your numbers: 0/0, inf − inf, or the mean of an empty slice"
    if any(np.isinf(a).any() and not np.isinf(r).any() for a, r in zip(found, right)):
        return "there is an inf among your numbers: a division by 0, or a number too large for a float"
    if agree(found, [-r for r in right]):
        return "the sign is turned round, and all the rest is right"
    for factor, words in (
        (2, "twice as large as they should be: is a factor 1/2 missing, or a 2 too much?"),
        (0.5, "half of what they should be: is a 2 missing, or a 1/2 too much?"),
    ):
        if agree(found, [factor * r for r in right]):
            return f"your numbers are {words}"
    for name, sizes in _sizes(cases):
        if agree(found, [size * r for size, r in zip(sizes, right)]):
            return f"your numbers are too large by the factor {name}: a sum stands where a mean is meant"
        if agree(found, [r / size for size, r in zip(sizes, right)]):
            return f"your numbers are too small by the factor {name}: a mean stands where a sum is meant"
    if any(r.ndim for r in right):
        if agree(found, [r[::-1] if r.ndim else r for r in right]):
            return "the numbers are right, in the wrong order"
        if agree(_sorted(found), _sorted(right)):
            return "the numbers are right, but not in their places: look at the order"
        if all(a.ndim == 1 and len(a) > 2 and _same(a[1:], r[:-1]) for a, r in zip(found, right)):
            return "your numbers come one step late"
        if all(a.ndim == 1 and len(a) > 2 and _same(a[:-1], r[1:]) for a, r in zip(found, right)):
            return "your numbers come one step early"
    if agree(
        np.abs(np.concatenate([a.ravel() for a in found]))[None],
        np.abs(np.concatenate([r.ravel() for r in right]))[None],
    ):
        return "a sign is wrong: some of your numbers have the right size and the wrong sign"
    with np.errstate(all="ignore"):
        for transformed, words in (
            ([r**2 for r in right], "your numbers are the squares of the right ones: a root is missing"),
            (
                [np.sqrt(r) for r in right],
                "your numbers are the roots of the right ones: a square is missing",
            ),
            ([1 / r for r in right], "your fraction stands on its head: what is above belongs below"),
            ([np.floor(r) for r in right], "your numbers are rounded down. // does that, / does not"),
            ([np.round(r) for r in right], "your numbers are rounded to whole ones"),
        ):
            if agree(found, transformed):
                return words
    for decimals, words in enumerate(DECIMALS, start=1):
        if _as_coarse(found, right, decimals):
            return f"your numbers are rounded to {words}, or searched for in steps as coarse"
    for step, words in ((1, "one too many"), (-1, "one too few")):
        if all(r.ndim == 0 and r == np.round(r) for r in right) and agree(found, [r + step for r in right]):
            return f"your count is {words}, each time"
    return None


def _as_coarse(found, right, decimals: int) -> bool:
    """Whether the numbers are the right ones but for what so many decimals cannot say."""

    def rounds(arrays):
        return agree([np.round(array, decimals) for array in arrays], arrays)

    near = all(np.all(np.abs(a - r) < 0.95 * 10.0**-decimals) for a, r in zip(found, right))
    return near and rounds(found) and not rounds(right)


def _sorted(arrays) -> list[np.ndarray]:
    """The entries of each array in order of size."""
    return [np.sort(array, axis=None) for array in arrays]


def _by_parameters(tree) -> str | None:
    forgotten = source.unused(tree) if tree is not None else []
    if forgotten:
        return f"`{forgotten[0]}` is handed over and not used. Where does it come in?"
    return None


def _sizes(cases):
    """The numbers a mean may be over: rows and columns of the arguments, and whole-number arguments."""
    for place in range(len(cases[0])):
        for axis, what in ((0, "number of rows"), (1, "number of columns")):
            shapes = [np.shape(case[place]) if numbers(case[place]) is not None else () for case in cases]
            if all(len(shape) > axis and shape[axis] for shape in shapes):
                sizes = [shape[axis] for shape in shapes]
                yield f"{what} ({', '.join(map(str, sizes))})", sizes


def _same(answer, right) -> bool:
    found = numbers(answer)
    if found is None or found.shape != np.shape(right):
        return False
    return np.allclose(found, np.asarray(right, float), rtol=1e-6, atol=1e-9, equal_nan=True)
