"""Exercises of lecture 05: a step with momentum, the best momentum of a ravine, Nesterov's step."""

from __future__ import annotations

from lib.exercises.checking import Exercise, Mistake


def _slope(x):
    return 2 * x - 4


def _step(x, v, rate, momentum):
    v = momentum * v + _slope(x)
    return x - rate * v, v


def _textbook_step(x, v, rate, momentum):
    v = momentum * v + rate * _slope(x)
    return x - v, v


def _averaged(x, v, rate, momentum):
    v = momentum * v + (1 - momentum) * _slope(x)
    return x - rate * v, v


step = Exercise(
    name="05.1",
    solution=_step,
    cases=((8.0, 0.0, 0.1, 0.9), (6.8, 12.0, 0.1, 0.9), (2.0, -3.0, 0.2, 0.5), (-1.0, 4.0, 0.3, 0.0)),
    mistakes=(
        Mistake(lambda x, v, rate, momentum: (x - rate * v, momentum * v + _slope(x)),
                "the old velocity moves the ball. First bring v up to date, then move x with the new one."),
        Mistake(_textbook_step,
                "your rate is inside the velocity: the textbook's convention. Here the velocity sums plain "
                "slopes, and the rate comes in when x moves."),
        Mistake(_averaged,
                "you weight the slope with 1 − momentum, which makes v a mean. Here v is a sum: the slope "
                "counts fully."),
        Mistake(lambda x, v, rate, momentum: (x + momentum * v - rate * _slope(x),
                                              momentum * v - rate * _slope(x)),
                "another convention: your velocity is the move itself, downhill and with the rate inside. "
                "Here it "
                "sums plain slopes, and x moves against it."),
        Mistake(lambda x, v, rate, momentum: (x + rate * (momentum * v - _slope(x)),
                                              momentum * v - _slope(x)),
                "another convention: your velocity points downhill. Here it sums the slopes as they are, "
                "and x "
                "moves against it."),
        Mistake(lambda x, v, rate, momentum: (x - rate * (momentum * v - _slope(x)),
                                              momentum * v - _slope(x)),
                "two signs that do not go together: the slope is subtracted from the velocity, and the "
                "velocity "
                "from x, so x goes uphill. One minus is enough."),
        Mistake(lambda x, v, rate, momentum: (x - rate * v, momentum * v + _slope(x - rate * v)),
                "the old velocity moves the ball, and the slope is felt where it has gone. First bring v up "
                "to "
                "date, then move x with the new one."),
        Mistake(lambda x, v, rate, momentum: (x - rate * _slope(x), _slope(x)),
                "that is plain descent. Where does the old velocity come in?"),
        Mistake(lambda x, v, rate, momentum: _step(x, v, -rate, momentum),
                "your ball goes uphill. The velocity sums slopes, so x moves against it. Check the sign."),
        Mistake(lambda x, v, rate, momentum: _step(x, v, rate, momentum)[0],
                "you return the place alone. Return the velocity too, for the next step: return x, v"),
        Mistake(lambda x, v, rate, momentum: _step(x, v, rate, momentum)[::-1],
                "you return the velocity first. The place comes first: return x, v"),
    ),
    hints=(
        "two lines: first the new velocity, then the new place.",
        "the velocity keeps its share, momentum * v, and the slope 2x − 4 is added.",
        "v = momentum * v + 2 * x - 4, then return x - rate * v, v",
    ),
    praise="right. From 8 at rest it gives 6.8, and v is 12: the first step is that of plain descent.",
)


def _best_momentum(flat, steep):
    root = (steep / flat) ** 0.5
    return ((root - 1) / (root + 1)) ** 2


best_momentum = Exercise(
    name="05.2",
    solution=_best_momentum,
    cases=((1.0, 9.0), (1.0, 20.0), (0.5, 50.0), (2.0, 3.0)),
    mistakes=(
        Mistake(lambda flat, steep: _best_momentum(flat, steep) ** 0.5,
                "that is the factor of the error at the best setting. The factor is the root of the "
                "momentum, so one square is missing."),
        Mistake(lambda flat, steep: ((steep - flat) / (steep + flat)) ** 2,
                "you use κ where its root belongs: (κ − 1)/(κ + 1) is the factor of plain descent."),
        Mistake(lambda flat, steep: (steep - flat) / (steep + flat),
                "that is the factor of plain descent at its best rate. Take the root of κ, and square "
                "the result."),
        Mistake(lambda flat, steep: _best_momentum(flat, steep) ** 0.25,
                "you take a root where a square is meant: the momentum is the square of (r − 1)/(r + 1)."),
        Mistake(lambda flat, steep: 1 / _best_momentum(flat, steep),
                "flat and steep are swapped, or your fraction stands on its head: a momentum lies below 1."),
        Mistake(lambda flat, steep: (2 / (flat**0.5 + steep**0.5)) ** 2,
                "that is the best rate. The momentum comes with it: both are on the slide before."),
        Mistake(lambda flat, steep: (1 - (2 / (flat + steep) * flat) ** 0.5) ** 2,
                "you take the best rate of plain descent. With momentum the best rate is "
                "4/(√flat + √steep)², beyond the wall of plain descent."),
    ),
    hints=(
        "the condition number is steep / flat. Take its root first.",
        "with r for that root, the factor of the error is (r − 1)/(r + 1).",
        "the momentum is the square of that factor.",
    ),
    praise="right. The narrower the ravine, the more weight: 0.25 for κ = 9, 0.67 for κ = 100, "
           "0.9 for κ = 1,440.",
)


def _nesterov(x, v, rate, momentum):
    v = momentum * v + rate * _slope(x - momentum * v)
    return x - v, v


def _nesterov_from_ahead(x, v, rate, momentum):
    ahead = x - momentum * v
    v = momentum * v + rate * _slope(ahead)
    return ahead - v, v


def _nesterov_backwards(x, v, rate, momentum):
    v = momentum * v + rate * _slope(x + momentum * v)
    return x - v, v


def _nesterov_without_share(x, v, rate, momentum):
    v = momentum * v + rate * _slope(x - v)
    return x - v, v


nesterov = Exercise(
    name="05.3",
    solution=_nesterov,
    cases=((8.0, 0.0, 0.1, 0.9), (6.8, 1.2, 0.1, 0.9), (1.0, -0.5, 0.2, 0.5), (3.0, 2.0, 0.25, 0.8)),
    mistakes=(
        Mistake(_textbook_step,
                "you feel the slope where the ball is: that is Momentum. Nesterov feels it at ahead, "
                "where the velocity leads."),
        Mistake(_nesterov_from_ahead,
                "your step begins at the looked-ahead place, so the velocity counts twice. Only the slope is "
                "felt there; the step begins at x."),
        Mistake(_nesterov_backwards,
                "you look backwards: x moves against v, so the place ahead is x − momentum · v."),
        Mistake(_nesterov_without_share,
                "you look ahead by the whole velocity. Only the share momentum · v will be kept."),
        Mistake(lambda x, v, rate, momentum: (x - rate * (momentum * v + _slope(x - momentum * v)),
                                              momentum * v + _slope(x - momentum * v)),
                "your velocity has the rate outside, as in the exercise before. In the source's form it is "
                "inside: "
                "the rate comes to the slope, and x moves by v."),
        Mistake(lambda x, v, rate, momentum: (x + momentum * v - rate * _slope(x - momentum * v),
                                              momentum * v - rate * _slope(x - momentum * v)),
                "another convention: your velocity points downhill. In the source's form it sums slopes, "
                "and x "
                "moves against it."),
        Mistake(lambda x, v, rate, momentum: (x - momentum * v + rate * _slope(x - momentum * v),
                                              momentum * v - rate * _slope(x - momentum * v)),
                "two signs that do not go together: the slope is subtracted from the velocity, and the "
                "velocity "
                "from x, so the slope drives x uphill. One minus is enough."),
        Mistake(lambda x, v, rate, momentum: (x - rate * _slope(x - momentum * v),
                                              rate * _slope(x - momentum * v)),
                "the old velocity is lost: its share momentum · v belongs to the new one."),
        Mistake(lambda x, v, rate, momentum: (x - momentum * v - rate * _slope(x - rate * v),
                                              momentum * v + rate * _slope(x - rate * v)),
                "you look ahead by rate · v. The rate is inside v already; what is kept of v is its share "
                "momentum."),
        Mistake(lambda x, v, rate, momentum: _step(x - momentum * v, v, rate, momentum),
                "your velocity has the rate outside. In the source's form it is inside: "
                "v = momentum · v + rate · slope, and x moves by v."),
    ),
    hints=(
        "three lines: the place ahead, the new velocity, the new place.",
        "ahead = x - momentum * v, and the slope there is 2 * ahead - 4.",
        "v = momentum * v + rate * (2 * ahead - 4), then return x - v, v",
    ),
    praise="right. Only the place where the slope is felt has changed, and that is the whole brake.",
    given="ahead = ...",
)

EXERCISES = (step, best_momentum, nesterov)
