"""Exercises of lecture 02: a step, the best rate of a ravine, the gradient of a neuron."""

from __future__ import annotations

import numpy as np

from lib.activations import sigmoid
from lib.exercises.checking import Exercise, Mistake

step = Exercise(
    name="02.1",
    solution=lambda x, rate: x - rate * (2 * x - 4),
    cases=((8.0, 0.1), (2.0, 0.3), (-3.0, 0.5), (5.0, 1.0)),
    mistakes=(
        Mistake(lambda x, rate: x + rate * (2 * x - 4),
                "your step goes uphill: at x = 8 the slope is positive, so x must become smaller. "
                "Check the sign."),
        Mistake(lambda x, rate: x - (2 * x - 4),
                "your step takes the whole slope, whatever the rate. Where does `rate` come in?"),
        Mistake(lambda x, rate: rate * (2 * x - 4),
                "you return the length of the step. Return the new place: the old one minus that length."),
        Mistake(lambda x, rate: -rate * (2 * x - 4),
                "you return the move alone. Return the new place: the old x plus that move."),
        Mistake(lambda x, rate: x - rate * (x**2 - 4 * x + 6),
                "you step by the height x² − 4x + 6. A step follows the slope, the derivative of it."),
        Mistake(lambda x, rate: x - rate * 2 * x,
                "your slope is 2x: the −4 of the derivative 2x − 4 is lost, so the walk would end at 0."),
    ),
    hints=(
        "the rule is: new x = old x − rate · slope.",
        "the slope of x² − 4x + 6 at x is its derivative there, 2x − 4.",
        "one line will do: return x - rate * (2 * x - 4)",
    ),
    praise="right. From 8 with rate 0.1 it gives 6.8, and from 2 it stays at 2, whatever the rate.",
)

best_rate = Exercise(
    name="02.2",
    solution=lambda flat, steep: 2 / (flat + steep),
    cases=((1.0, 1.0), (1.0, 20.0), (0.5, 4.0), (2.0, 3.0)),
    mistakes=(
        Mistake(lambda flat, steep: 2 / steep,
                "at 2/steep the steep direction is on the wall: its factor is −1 and it never settles."),
        Mistake(lambda flat, steep: 1 / steep,
                "1/steep settles the steep direction at once and leaves the flat one slow. "
                "A bit larger is better."),
        Mistake(lambda flat, steep: 1 / flat,
                "1/flat lands the flat direction in one step, but the steep one flies away as soon as "
                "steep is more than twice flat."),
        Mistake(lambda flat, steep: 2 / flat,
                "2/flat is the wall of the flat direction; the steep one is far beyond its own."),
        Mistake(lambda flat, steep: 1 / (flat + steep),
                "half of the best rate: you have set 1 − r·flat equal to r·steep. The factor of the steep "
                "direction is r·steep − 1."),
        Mistake(lambda flat, steep: (1 / flat + 1 / steep) / 2,
                "that is the mean of the two rates that would be best alone. Look at the factors, not at the "
                "rates: where do the two have the same size?"),
        Mistake(lambda flat, steep: 2 / (flat * steep),
                "the curvatures do not multiply each other. Solve 1 − r·flat = r·steep − 1 for r: they add "
                "up "
                "to a sum."),
        Mistake(lambda flat, steep: (flat + steep) / 2,
                "you return the mean curvature. The rate is its inverse: the steeper, the smaller."),
    ),
    hints=(
        "the factors are 1 − r·flat and 1 − r·steep. Draw the size of both against r: "
        "where is the larger one least?",
        "there the two have equal size and opposite sign: 1 − r·flat = −(1 − r·steep).",
        "solve for r: 2 = r·(flat + steep).",
    ),
    praise="right. Both errors shrink by the same factor, (steep − flat)/(steep + flat), "
           "19/21 in our ravine.",
)


def _output(x, w, b):
    return sigmoid(x @ w + b)


def _neuron_gradient(x, y, w, b):
    output = _output(x, w, b)
    return (output - y) * output * (1 - output) @ x / len(y)


def _neuron_cases():
    rng = np.random.default_rng(2)
    for samples, inputs in ((1, 2), (5, 2), (8, 3)):
        x = rng.normal(size=(samples, inputs)).round(1)
        yield x, rng.integers(0, 2, samples).astype(float), rng.normal(size=inputs).round(1), 0.5


neuron_gradient = Exercise(
    name="02.3",
    solution=_neuron_gradient,
    cases=tuple(_neuron_cases()),
    mistakes=(
        Mistake(lambda x, y, w, b: -_neuron_gradient(x, y, w, b),
                "every entry has the wrong sign. The derivative of (output − y)²/2 by the output "
                "is output − y."),
        Mistake(lambda x, y, w, b: _neuron_gradient(x, y, w, b) * len(y),
                "your gradient is the sum over the samples. The cost is a mean, so divide by their number."),
        Mistake(lambda x, y, w, b: (_output(x, w, b) - y) @ x / len(y),
                "the slope of the sigmoid, output · (1 − output), is missing in the chain."),
        Mistake(lambda x, y, w, b: np.mean(
                    (_output(x, w, b) - y) * _output(x, w, b) * (1 - _output(x, w, b))),
                "that is the derivative by the bias. For a weight one factor more is needed: its input x. "
                "The source of this lecture makes the same slip."),
        Mistake(lambda x, y, w, b: (
                    (_output(x, w, b) - y) * _output(x, w, b) * (1 - _output(x, w, b)) / len(y)),
                "these are the errors of the samples, behind the sigmoid. The last factor is missing, the "
                "input x, "
                "and with it the sum over the samples."),
        Mistake(lambda x, y, w, b: (_output(x, w, b) - y) * sigmoid(_output(x, w, b))
                * (1 - sigmoid(_output(x, w, b))) @ x / len(y),
                "output is what the sigmoid gives already. Its slope is output · (1 − output), without "
                "another "
                "sigmoid."),
        Mistake(lambda x, y, w, b: 2 * _neuron_gradient(x, y, w, b),
                "twice too large: the cost carries the factor 1/2 so that the 2 of the square goes away."),
        Mistake(lambda x, y, w, b: (_output(x, w, b) - y) * _output(x, -w, -b) ** 2 @ x / len(y),
                "the slope of the sigmoid is output · (1 − output), not (1 − output)²."),
    ),
    hints=(
        "go backwards through the chain: cost, output, weighted sum, weight. One factor for each arrow.",
        "for one sample the factors are (output − y), output · (1 − output), and the input x.",
        "for all samples: delta = (output - y) * output * (1 - output) / len(y), then delta @ x.",
    ),
    praise="right. Three factors, one for each arrow of the chain: error, slope of the sigmoid, input.",
    given="output = sigmoid(x @ w + b)",
)

EXERCISES = (step, best_rate, neuron_gradient)
