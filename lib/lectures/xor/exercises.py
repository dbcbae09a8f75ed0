"""Exercises of lecture 07: XOR from three neurons, a mirrored data set, the gradient of a penalty."""

from __future__ import annotations

import numpy as np

from lib.exercises.checking import Exercise, Mistake


def _fires(weighted_sum) -> int:
    return int(weighted_sum > 0)


def _either(x1, x2) -> int:
    return _fires(x1 + x2 - 0.5)


def _both(x1, x2) -> int:
    return _fires(x1 + x2 - 1.5)


xor_by_neurons = Exercise(
    name="07.1",
    solution=lambda x1, x2: _fires(_either(x1, x2) - _both(x1, x2) - 0.5),
    cases=((0, 0), (0, 1), (1, 0), (1, 1)),
    mistakes=(
        Mistake(lambda x1, x2: _either(x1, x2),
                "that is OR: it also fires at (1, 1), where both are on. `both` has to count against it."),
        Mistake(lambda x1, x2: _both(x1, x2),
                "that is AND: it fires at (1, 1) alone. XOR fires where `either` is on and `both` is off."),
        Mistake(lambda x1, x2: 1 - _fires(_either(x1, x2) - _both(x1, x2) - 0.5),
                "just the other way round: your neuron fires where x1 and x2 are equal. Change the signs."),
        Mistake(lambda x1, x2: 0,
                "it never fires. What is the weighted sum at the four corners? It has to be above 0 at two "
                "of them."),
        Mistake(lambda x1, x2: 1 - _both(x1, x2),
                "that is NAND: it also fires at (0, 0), where neither is on."),
        Mistake(lambda x1, x2: _fires(_either(x1, x2) - _both(x1, x2) + 0.5),
                "it fires everywhere: with + 0.5 the sum is positive even when both hidden neurons are off."),
        Mistake(lambda x1, x2: _either(x1, x2) - _both(x1, x2) - 0.5,
                "the weighted sum is right. A neuron also compares it with 0: return fires(...) of it."),
    ),
    hints=(
        "XOR is: either, but not both. Which of the two hidden neurons gets a positive weight?",
        "either − both is 0, 1, 1, 0 at the four corners. Where between 0 and 1 do you put the threshold?",
        "one line will do: return fires(either - both - 0.5)",
    ),
    praise="right. In the plane of `either` and `both` a line is enough, and the third neuron draws it.",
    given="either = fires(x1 + x2 - 0.5)\nboth = fires(x1 + x2 - 1.5)",
)


def _tables():
    rng = np.random.default_rng(7)
    for samples in (1, 4, 7):
        x = rng.normal(size=(samples, 2)).round(1)
        yield (np.column_stack([x, np.logical_xor(x[:, 0] > 0, x[:, 1] > 0)]),)


def _with_images(table, *factors):
    return np.vstack([table, table * factors])


mirrored = Exercise(
    name="07.2",
    solution=lambda table: _with_images(table, -1, -1, 1),
    cases=tuple(_tables()),
    mistakes=(
        Mistake(lambda table: np.vstack([table, np.column_stack([-table[:, :2], 1 - table[:, 2]])]),
                "the labels of the images are turned round. Both signs change, so 'just one is positive' "
                "stays as true or false as it was: the label is the same."),
        Mistake(lambda table: _with_images(table, -1, 1, 1),
                "you have mirrored at an axis: only x1 changes its sign, and with it the label of XOR. "
                "At the origin both change."),
        Mistake(lambda table: _with_images(table, 1, -1, 1),
                "you have mirrored at an axis: only x2 changes its sign, and with it the label of XOR. "
                "At the origin both change."),
        Mistake(lambda table: table * [-1, -1, 1],
                "only the images are left. Return the rows and their images, twice as many."),
        Mistake(lambda table: -table,
                "that is half of it: only the images are left. And is the label a coordinate, to be "
                "mirrored?"),
        Mistake(lambda table: np.hstack([table, table * [-1, -1, 1]]),
                "the images stand side by side with the rows. They belong below: np.vstack."),
        Mistake(lambda table: np.array([table, table * [-1, -1, 1]]),
                "you stack two tables into a third dimension. One table of twice as many rows is wanted: "
                "np.vstack."),
        Mistake(lambda table: table + table * [-1, -1, 1],
                "the images are added to the rows, number by number. Put them below: np.vstack([a, b])."),
        Mistake(lambda table: np.vstack([table * [-1, -1, 1], table]),
                "the images are right, and in the wrong order: first the rows, then the images below them."),
        Mistake(lambda table: np.vstack([table, table])[:, :] * [-1, -1, 1],
                "the rows are mirrored too. `image = table` is a second name of the same array, so what "
                "changes one "
                "changes the other in place: begin with a copy."),
        Mistake(lambda table: _with_images(table, 1, 1, 1),
                "each row stands there twice, without its image. The image of x is -x."),
        Mistake(lambda table: _with_images(table, -1, -1, -1),
                "the images have labels −1 and 0. A label is the name of a class, not a coordinate."),
    ),
    hints=(
        "the image of a point at the origin is -x. np.vstack([a, b]) puts the rows of b below those of a.",
        "does 'just one coordinate is positive' change when both signs change?",
        "return np.vstack([table, table * [-1, -1, 1]])",
    ),
    praise="right. A function that is odd about the origin sees each pair with opposite signs, and XOR wants "
           "them alike.",
)


def _penalty_cases():
    rng = np.random.default_rng(3)
    for shape, penalty, n in (((2, 3), 0.1, 50), ((3, 2), 1.0, 4), ((1, 1), 0.5, 1)):
        yield rng.normal(size=shape).round(1), penalty, n


penalty_gradient = Exercise(
    name="07.3",
    solution=lambda W, penalty, n: penalty * W / n,
    cases=tuple(_penalty_cases()),
    mistakes=(
        Mistake(lambda W, penalty, n: penalty * np.sum(W**2),
                "that is one number for all entries, the slip of the published script. The derivative by "
                "an entry depends on that entry alone."),
        Mistake(lambda W, penalty, n: penalty * np.sum(W**2) / (2 * n),
                "that is the penalty itself. Asked for is its derivative by each entry of W."),
        Mistake(lambda W, penalty, n: penalty * np.sum(W**2) / n,
                "that is twice the penalty itself, one number. Asked for is its derivative by each entry of "
                "W."),
        *(Mistake(lambda W, penalty, n, factor=factor: factor * penalty * W**2 / n,
                  "you keep the square. The derivative of w² is 2w.") for factor in (0.5, 1, 2)),
        Mistake(lambda W, penalty, n: penalty * W / (2 * n),
                "half of it is missing: the square brings a 2, which goes away with the 2 in the "
                "denominator."),
        Mistake(lambda W, penalty, n: penalty * W,
                "the penalty is divided by the number of samples, and so is its derivative."),
        Mistake(lambda W, penalty, n: 2 * penalty * W / n,
                "twice too large: the 2 of the square goes away with the 2 in the denominator."),
        Mistake(lambda W, penalty, n: penalty * np.sum(W) / n,
                "you have added up the derivatives of all entries. Keep them apart: a matrix like W."),
        Mistake(lambda W, penalty, n: -penalty * W / n,
                "the sign is that of the step. The gradient points uphill, away from 0."),
    ),
    hints=(
        "take one entry w: what is the derivative of penalty · w² / (2n) by w?",
        "the other entries do not depend on w, so the result is a matrix of the shape of W.",
        "one line will do: return penalty * W / n",
    ),
    praise="right. Each weight is pulled towards 0 by a share of itself, so the pull ends when it arrives.",
)

EXERCISES = (xor_by_neurons, mirrored, penalty_gradient)
