"""Exercises of lecture 06: Adagrad's rates, Adam's steps, what AMSGrad remembers."""

from __future__ import annotations

import numpy as np

from lib.exercises.checking import Exercise, Mistake

SLOPES = np.array([[3.0, 0.5], [4.0, 0.2], [-2.0, 1.2], [1.0, -0.3]])

adagrad_rates = Exercise(
    name="06.1",
    solution=lambda slopes, rate: rate / np.sqrt((slopes**2).sum(axis=0)),
    cases=((SLOPES[:1], 1.0), (SLOPES[:2], 0.1), (SLOPES, 0.5),
           (np.array([[1.0, 2.0, 3.0], [2.0, 2.0, 1.0]]), 2.0)),
    mistakes=(
        Mistake(lambda slopes, rate: rate / np.sqrt((slopes**2).mean(axis=0)),
                "you divide by the root of the mean. Adagrad sums, so its rate falls with every slope; "
                "a running mean is what RMSprop makes of it."),
        Mistake(lambda slopes, rate: rate / (slopes**2).sum(axis=0),
                "the root is missing. With it, slopes ten times larger give a rate ten times smaller, "
                "and the step does not depend on their unit."),
        Mistake(lambda slopes, rate: rate / np.abs(slopes.sum(axis=0)),
                "you sum first and square afterwards, so slopes of different sign cancel. "
                "Square each one first."),
        Mistake(lambda slopes, rate: rate / np.abs(slopes).sum(axis=0),
                "you sum the sizes of the slopes. Square them, sum, and take the root of the sum."),
        Mistake(lambda slopes, rate: rate / np.sqrt((slopes**2).sum()),
                "you sum over everything, so all parameters get one rate. Sum over the steps alone: axis=0."),
        Mistake(lambda slopes, rate: rate / np.sqrt((slopes**2).sum(axis=1)),
                "you sum over the parameters of a step. Sum over the steps of a parameter: axis=0."),
        Mistake(lambda slopes, rate: rate / np.abs(slopes),
                "each slope by itself: the root undoes the square. First sum over the steps, axis=0, then "
                "take the "
                "root."),
        Mistake(lambda slopes, rate: rate / np.sqrt((slopes**2).sum(axis=0)) * slopes,
                "that is the step, rate times slope. Asked for is the rate alone."),
        Mistake(lambda slopes, rate: rate * np.sqrt((slopes**2).sum(axis=0)),
                "you multiply by the root of the sum, so steep parameters get a large rate. Adagrad "
                "divides."),
        Mistake(lambda slopes, rate: rate / np.abs(slopes[-1]),
                "you look at the last slope alone. Adagrad remembers all of them."),
    ),
    hints=(
        "one row of `slopes` is one step, one column is one parameter. Each parameter has its own sum.",
        "square every slope, then sum over the steps: (slopes**2).sum(axis=0).",
        "the rate of a parameter is `rate` divided by the root of its sum.",
    ),
    praise="right. The parameter with the small slopes keeps the larger rate, and no rate ever rises.",
)


def _adam(slopes, rate, b1, b2, correct_m=True, correct_v=True, root_last=True, square=True, mean=True):
    m, v, steps = 0.0, 0.0, []
    for t, g in enumerate(slopes, 1):
        m = b1 * m + ((1 - b1) if mean else 1) * g
        v = b2 * v + ((1 - b2) if mean else 1) * (g * g if square else abs(g))
        above = m / (1 - b1**t) if correct_m else m
        c2 = 1 - b2**t if correct_v else 1
        steps.append(rate * above / (np.sqrt(v / c2) if root_last else np.sqrt(v) / c2))
    return np.array(steps)


def _corrected_for_good(slopes, rate, b1, b2):
    m, v, steps = 0.0, 0.0, []
    for t, g in enumerate(slopes, 1):
        m, v = (b1 * m + (1 - b1) * g) / (1 - b1**t), (b2 * v + (1 - b2) * g * g) / (1 - b2**t)
        steps.append(rate * m / np.sqrt(v))
    return np.array(steps)


def _without_square(slopes, rate, b1, b2):
    with np.errstate(all="ignore"):
        v = _without_powers(slopes, b2)
        return _adam(slopes, rate, b1, b2) * np.sqrt(_running_mean(slopes, b2)) / np.sqrt(v)


def _without_powers(slopes, beta):
    v, means = 0.0, []
    for g in slopes:
        v = beta * v + (1 - beta) * g
        means.append(v)
    return np.array(means)


def _running_mean(slopes, beta):
    v, means = 0.0, []
    for g in slopes:
        v = beta * v + (1 - beta) * g * g
        means.append(v)
    return np.array(means)


adam_steps = Exercise(
    name="06.2",
    solution=_adam,
    cases=(([12.0, 10.0, 8.0], 1.0, 0.9, 0.999), ([1.0, 1.0, 1.0, 1.0], 0.1, 0.9, 0.99),
           ([3.0, -1.0, 2.0, -4.0], 0.5, 0.5, 0.8), ([2.0], 0.3, 0.9, 0.9)),
    mistakes=(
        Mistake(lambda slopes, rate, b1, b2: _adam(slopes, rate, b1, b2, correct_m=False, correct_v=False),
                "without the corrections m and v are too small at the start, v far more so. Divide m by "
                "1 − b1ᵗ and v by 1 − b2ᵗ; the first step is then exactly `rate`."),
        Mistake(lambda slopes, rate, b1, b2: _adam(slopes, rate, b1, b2, correct_v=False),
                "m is corrected, v is not: divide v by 1 − b2ᵗ before the root."),
        Mistake(lambda slopes, rate, b1, b2: _adam(slopes, rate, b1, b2, correct_m=False),
                "v is corrected, m is not: divide m by 1 − b1ᵗ."),
        Mistake(lambda slopes, rate, b1, b2: _adam(slopes, rate, b1, b2, root_last=False),
                "you divide the root by 1 − b2ᵗ. Correct v first, then take the root."),
        Mistake(lambda slopes, rate, b1, b2: _adam(slopes, rate, b1, b2, square=False),
                "v is the running mean of g², of the squared slopes."),
        Mistake(_without_square,
                "v is the running mean of g², of the squared slopes. Yours takes the slopes themselves, and "
                "the "
                "root of a negative number is nan."),
        Mistake(_corrected_for_good,
                "you go on with the corrected value. The correction is for the step alone: give it names of "
                "its "
                "own, and leave m and v as they are for the next round."),
        Mistake(lambda slopes, rate, b1, b2: rate * _without_powers(slopes, b1) / (1 - b1)
                / np.sqrt(_running_mean(slopes, b2) / (1 - b2)),
                "you divide by 1 − b1 and 1 − b2 at each step. The correction fades: the power of t is "
                "missing."),
        Mistake(lambda slopes, rate, b1, b2: _adam(slopes, rate, b1, b2, mean=False),
                "you add whole slopes. A running mean adds the share 1 − b1 of a slope, and 1 − b2 "
                "of its square."),
        Mistake(lambda slopes, rate, b1, b2: -_adam(slopes, rate, b1, b2),
                "the sign: return the steps that are taken off theta, positive where the slope is."),
        Mistake(lambda slopes, rate, b1, b2: np.sign(np.array(slopes)) * rate,
                "only the first step is always of the size of the rate. Later ones compare the mean "
                "slope with the mean size of a slope."),
    ),
    hints=(
        "start with m = v = 0 and go through the slopes with t = 1, 2, 3: "
        "for t, g in enumerate(slopes, 1).",
        "m = b1 * m + (1 - b1) * g, and v likewise with g * g and b2.",
        "the step is rate * (m / (1 - b1**t)) / np.sqrt(v / (1 - b2**t)). Collect the steps in a list.",
    ),
    praise="right. As long as the slopes agree, each step has the size of the rate, whatever their unit.",
)


def _through_maximum(slopes, beta):
    v, means = 0.0, []
    for g in slopes:
        v = max(v, beta * v + (1 - beta) * g * g)
        means.append(v)
    return np.array(means)


largest_mean = Exercise(
    name="06.3",
    solution=lambda slopes, beta: np.maximum.accumulate(_running_mean(slopes, beta)),
    cases=(([3.0, -1.0, -1.0, 3.0, -1.0], 0.1), ([1.0, 2.0, 3.0], 0.9), ([10.0, 0.0, 0.0, 0.0, 10.0], 0.5)),
    mistakes=(
        Mistake(_running_mean,
                "that is Adam's v, which forgets. Keep the largest value it has had so far."),
        Mistake(lambda slopes, beta: _through_maximum(slopes, beta),
                "your mean goes on from the remembered value. Two things are kept apart: the mean, which "
                "forgets, "
                "and the largest that it has been."),
        Mistake(lambda slopes, beta: np.maximum.accumulate(_running_mean(slopes, beta) / (1 - beta)),
                "you add whole squares. A running mean adds the share 1 − beta of each."),
        Mistake(lambda slopes, beta: np.maximum.accumulate(_running_mean(
                    slopes, beta) + slopes[0] ** 2 * beta ** np.arange(1, len(slopes) + 1)),
                "your mean begins with the first square. Here it starts from 0."),
        Mistake(lambda slopes, beta: np.maximum.accumulate(np.square(slopes)),
                "you keep the largest squared slope. AMSGrad keeps the largest running mean of them."),
        Mistake(lambda slopes, beta: np.max(_running_mean(slopes, beta)),
                "you return one number. After each step it is the largest so far, so return as many "
                "as there are slopes."),
        Mistake(lambda slopes, beta: np.full(len(slopes), np.max(_running_mean(slopes, beta))),
                "you look into the future: after a step, only what came until then is known."),
        Mistake(lambda slopes, beta: np.maximum.accumulate(_running_mean(slopes, 1 - beta)),
                "the shares are exchanged: `beta` is what is kept of v, 1 − beta what comes from "
                "the new slope."),
    ),
    hints=(
        "two things are remembered: v, the running mean as in Adam, and the largest v so far.",
        "v = beta * v + (1 - beta) * g * g, then largest = max(largest, v).",
    ),
    praise="right. What divides the slope can only grow, so a rate can only fall: the rare large slope "
           "keeps its weight.",
)

EXERCISES = (adagrad_rates, adam_steps, largest_mean)
