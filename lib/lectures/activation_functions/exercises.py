"""Exercises of lecture 01: two layers that collapse, units that are dead, a softplus that cannot overflow."""

from __future__ import annotations

import numpy as np

from lib.exercises.checking import Exercise, Mistake

collapse = Exercise(
    name="01.1",
    solution=lambda w1, b1, w2, b2: (w1 * w2, w2 * b1 + b2),
    cases=((2.0, 1.0, 3.0, 5.0), (-1.0, 0.5, 4.0, 0.0), (0.5, -2.0, 0.0, 3.0), (1.5, 3.0, -2.0, -1.0)),
    mistakes=(
        Mistake(
            lambda w1, b1, w2, b2: (w1 * w2, b1 + b2),
            "the slope is right. The bias of the first layer also goes through the second: "
            "there it is multiplied by w2.",
        ),
        Mistake(
            lambda w1, b1, w2, b2: (w1 * w2, w1 * b2 + b1),
            "your layers stand in the wrong order: b1 comes first, so it is b1 that w2 multiplies.",
        ),
        Mistake(
            lambda w1, b1, w2, b2: (w1 + w2, w2 * b1 + b2),
            "the weights do not add up. A step of 1 in x becomes w1 after the first layer, "
            "and w2 times that after the second.",
        ),
        Mistake(
            lambda w1, b1, w2, b2: (w1 + w2, b1 + b2),
            "nothing is added up here. Write w2·(w1·x + b1) + b2 and multiply it out.",
        ),
        Mistake(
            lambda w1, b1, w2, b2: (w1 * w2, b1 * b2),
            "the biases do not multiply each other. Write w2·(w1·x + b1) + b2 and multiply it out.",
        ),
        Mistake(
            lambda w1, b1, w2, b2: (w2 * b1 + b2, w1 * w2),
            "both numbers are right, in the wrong order. Return the slope a first, then b.",
        ),
    ),
    hints=(
        "put the first layer into the second: w2·(w1·x + b1) + b2.",
        "multiply out. What stands before x is a, and the rest is b.",
        "one line will do: return w1 * w2, w2 * b1 + b2",
    ),
    praise="right. However many layers follow, the same step merges them two by two, "
    "until one is left: f(x) = ax + b.",
)


def _activations():
    """Outputs of a layer: samples in rows, units in columns."""
    yield np.array([[0.0, 1.2, 0.0], [0.0, 0.0, 0.3], [0.0, 2.0, 0.0], [0.0, 0.7, 0.0]])
    yield np.array([[0.0, 0.5, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]])
    yield np.array([[1.0, -0.5, 0.0, -0.1], [-1.0, -0.2, 0.0, 0.0], [0.0, 0.0, 0.0, -0.3]])
    yield np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 2.0]])
    yield np.array([[-0.3, 0.0], [-0.1, 1.0]])


dead_units = Exercise(
    name="01.2",
    solution=lambda a: (a == 0).all(axis=0).sum(),
    cases=tuple((a,) for a in _activations()),
    mistakes=(
        Mistake(
            lambda a: (a == 0).sum(),
            "you count zeros. A zero is a unit that is off for one sample: sparsity. "
            "A dead unit is off for all.",
        ),
        Mistake(
            lambda a: (a == 0).any(axis=0).sum(),
            "you count units that are off for some sample. That is sparsity, and no fault. "
            "A dead unit is off for all.",
        ),
        Mistake(
            lambda a: (a == 0).all(axis=1).sum(),
            "you count samples for which all units are off. Units are columns: axis=0 goes down a column.",
        ),
        Mistake(
            lambda a: (a == 0).all(axis=0).mean(),
            "that is the share of dead units. Return their number: a sum in place of the mean.",
        ),
        Mistake(
            lambda a: (a.sum(axis=0) == 0).sum(),
            "a sum may be 0 although its numbers are not: 1 and −1 cancel. Ask each number.",
        ),
        Mistake(
            lambda a: (a <= 0).all(axis=0).sum(),
            "a negative output is no zero: other activations than ReLU pass something on "
            "below 0, and their gradient too.",
        ),
        Mistake(
            lambda a: int((a == 0).all()),
            "without an axis, `all` looks at all units together. Ask each column by itself.",
        ),
        Mistake(
            lambda a: (a.max(axis=0) == 0).sum(),
            "the largest output may be 0 while others are negative, and a negative output is no zero.",
        ),
        Mistake(
            lambda a: (a != 0).any(axis=0).sum(),
            "you count the units that live. The dead ones are the others.",
        ),
    ),
    hints=(
        "a == 0 is an array of truth values, of the shape of a: samples in rows, units in columns.",
        "all(axis=0) asks each column whether it is true in every row.",
        "the sum of truth values is their number: (a == 0).all(axis=0).sum()",
    ),
    praise="right. Such a unit gets a gradient of 0 from every sample, so no step of training moves it.",
)


def _quietly(function):
    """The function without the warnings of numpy: its overflow is the mistake."""

    def quiet(z):
        with np.errstate(all="ignore"):
            return function(z)

    return quiet


softplus = Exercise(
    name="01.3",
    solution=lambda z: np.logaddexp(0, z),
    cases=((np.array([-2.0, 0.0, 1.0, 3.0]),), (np.array([-1000.0, -40.0, 40.0, 1000.0]),)),
    mistakes=(
        Mistake(
            _quietly(lambda z: np.log(1 + np.exp(z))),
            "exp(1000) is too large for a float, so you return inf where 1000 is right. "
            "Let exp see no positive number.",
        ),
        Mistake(
            _quietly(lambda z: z + np.log(1 + np.exp(-z))),
            "now the right side is well and the left one overflows: at −1000 it is exp(1000) again. "
            "Which of the two forms suits which z?",
        ),
        Mistake(
            _quietly(lambda z: np.maximum(z, 0) + np.log1p(np.exp(-z))),
            "almost: for negative z the exponent −z is positive and large. Take −|z|.",
        ),
        Mistake(
            lambda z: np.maximum(z, 0), "that is ReLU. Near 0 softplus lies above it, by ln 2 at 0 itself."
        ),
        Mistake(
            _quietly(lambda z: np.log(1 + np.exp(np.minimum(z, 700)))),
            "nothing overflows, but above 700 your softplus no longer grows: at 1000 it is 700.",
        ),
        *(
            Mistake(
                lambda z, bound=bound: np.log(1 + np.exp(np.clip(z, -bound, bound))),
                f"nothing overflows, but above {bound} your softplus no longer grows: at 1000 it is {bound}.",
            )
            for bound in (50, 100, 500, 700, 709)
        ),
        Mistake(
            lambda z: np.where(z > 0, z, np.log1p(np.exp(np.minimum(z, 0)))),
            "for z > 0 you return z itself. There softplus lies above it, by ln 2 near 0.",
        ),
    ),
    hints=(
        "for large z softplus is z and very little more: log(1 + exp(z)) = z + log(1 + exp(−z)).",
        "both sides in one: max(z, 0) plus something that depends on |z| alone.",
        "that something is log(1 + exp(−|z|)); np.log1p(x) is log(1 + x). np.logaddexp(0, z) does it all.",
    ),
    praise="right. exp sees only numbers of at most 0, so it cannot overflow. The losses of lib are "
    "written like this.",
)

EXERCISES = (collapse, dead_units, softplus)
