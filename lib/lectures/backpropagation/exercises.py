"""Exercises of lecture 03: one layer back, and the three wrong gradients of the hunt."""

from __future__ import annotations

import numpy as np

from lib.activations import sigmoid
from lib.exercises.checking import Exercise, Mistake


def _left_cases():
    # Square matrices: with these a forgotten transpose raises no error.
    rng = np.random.default_rng(3)
    for samples, units in ((1, 2), (4, 3), (5, 5)):
        delta, W = rng.normal(size=(samples, units)).round(1), rng.normal(size=(units, units)).round(1)
        yield delta, W, rng.uniform(0.1, 0.9, (samples, units)).round(1)


delta_left = Exercise(
    name="03.1",
    solution=lambda delta, W, h: (delta @ W.T) * h * (1 - h),
    cases=tuple(_left_cases()),
    mistakes=(
        Mistake(lambda delta, W, h: (delta @ W) * h * (1 - h),
                "W is not transposed. Here W is square, so the shapes do not warn you. "
                "The way back runs along the same connections in the other direction: W.T."),
        Mistake(lambda delta, W, h: delta @ W.T,
                "that is the derivative by the outputs h. One brick is missing: the slope of the sigmoid, "
                "h · (1 − h)."),
        Mistake(lambda delta, W, h: (delta * h * (1 - h)) @ W.T,
                "the slope h · (1 − h) belongs to the left layer, so it comes after the product with W.T, "
                "not before."),
        Mistake(lambda delta, W, h: delta * h * (1 - h),
                "the weights are missing. An error on the right reaches the left layer through W."),
        Mistake(lambda delta, W, h: (delta @ W.T) * sigmoid(h) * (1 - sigmoid(h)),
                "h is the output of the sigmoid already. Its slope is h · (1 − h), without another sigmoid."),
        Mistake(lambda delta, W, h: (delta @ W.T) * (1 - h),
                "the slope of the sigmoid is h · (1 − h), not 1 − h."),
        Mistake(lambda delta, W, h: (delta @ W.T) * h,
                "the slope of the sigmoid is h · (1 − h), not h."),
    ),
    hints=(
        "two bricks lie between: first through the weights, then through the sigmoid.",
        "through the weights: delta @ W.T. Check the shapes: (samples, right) times (right, left).",
        "through the sigmoid: times h * (1 - h), entry by entry.",
    ),
    praise="right. Two bricks back. With this line in a loop a network may be as deep as you like.",
)


def _penalized(h, delta, W, strength):
    return h.T @ delta + strength * W / len(h)


def _penalty_cases():
    rng = np.random.default_rng(4)
    for samples, inputs, units in ((2, 2, 3), (5, 3, 2), (4, 1, 4)):
        h, delta = rng.normal(size=(samples, inputs)).round(1), rng.normal(size=(samples, units)).round(1)
        yield h, delta, rng.normal(size=(inputs, units)).round(1), 0.5


penalty = Exercise(
    name="03.2",
    solution=_penalized,
    cases=tuple(_penalty_cases()),
    mistakes=(
        Mistake(lambda h, delta, W, strength: h.T @ delta + strength * np.sum(W**2),
                "that is suspect A as published: one and the same number is added to every entry. "
                "The derivative of a sum of squares by one weight is twice that weight alone."),
        Mistake(lambda h, delta, W, strength: h.T @ delta + strength / (2 * len(h)) * np.sum(W**2),
                "you add the penalty itself. The gradient needs its derivative by each weight."),
        *(Mistake(lambda h, delta, W, strength, form=form: h.T @ delta + form(W, strength, len(h)),
                  "still one and the same number is added to every entry. The derivative by one weight "
                  "depends on "
                  "that weight alone: no sum is left.")
          for form in (lambda W, strength, n: strength * np.sum(W),
                       lambda W, strength, n: strength * np.sum(W) / n,
                       lambda W, strength, n: strength * np.sum(W**2) / n)),
        *(Mistake(lambda h, delta, W, strength, factor=factor: (
                      h.T @ delta + strength * W**2 * factor / len(h)),
                  "you add the square of each weight. Asked for is the derivative of the square.")
          for factor in (1, 0.5, 2)),
        Mistake(lambda h, delta, W, strength: h.T @ delta + strength * W,
                "the N is lost: the penalty is λ/(2N) times the sum of squares. "
                "(It is right for lib's l2, which stands for λ/N.)"),
        Mistake(lambda h, delta, W, strength: h.T @ delta + strength * W / (2 * len(h)),
                "half of it is lost: the 2 of the square goes away with the 1/2 of the penalty."),
        Mistake(lambda h, delta, W, strength: h.T @ delta + 2 * strength * W / len(h),
                "twice too large: the penalty carries a 1/2."),
        Mistake(lambda h, delta, W, strength: h.T @ delta - strength * W / len(h),
                "the sign: the penalty grows with the weight, so its derivative has the sign of the weight."),
        Mistake(lambda h, delta, W, strength: h.T @ delta,
                "the penalty is missing now. It belongs to the loss, so its derivative belongs to the "
                "gradient."),
        Mistake(lambda h, delta, W, strength: (h.T @ delta + strength * W) / len(h),
                "delta is the derivative of the mean loss already. Only the penalty is divided by N here."),
        Mistake(lambda h, delta, W, strength: strength * W / len(h),
                "that is the share of the penalty. Add it to h.T @ delta."),
    ),
    hints=(
        "of all the squares in the sum, only one contains the weight W[i, j].",
        "the derivative of λ/(2N) · W[i, j]² by W[i, j] is λ/N · W[i, j].",
        "for the whole matrix: h.T @ delta + strength * W / samples",
    ),
    praise="right, suspect A is caught: λW/N in place of λΣW². Each weight is pulled to zero in proportion "
           "to itself.",
    given="samples = len(h)",
)


def _gate_cases():
    rng = np.random.default_rng(5)
    for shape in ((1, 4), (3, 3), (2, 5)):
        grad, z = rng.normal(size=shape).round(1), rng.normal(size=shape).round(1)
        grad[0, :2], z[0, :2] = (0.7, -0.4), (-0.3, 0.8)  # one gate shut and one open, in every case
        yield grad, np.maximum(z, 0)


gate = Exercise(
    name="03.3",
    solution=lambda grad, output: grad * (output > 0),
    cases=tuple(_gate_cases()),
    mistakes=(
        Mistake(lambda grad, output: grad * (output >= 0),
                "that is suspect B as published: the output of a ReLU is never negative, so `output >= 0` is "
                "always true and the gate never shuts. Where it was shut, the output is exactly 0."),
        Mistake(lambda grad, output: np.maximum(grad, 0),
                "you gate by the sign of the derivative. It is the forward value that opens the gate; a "
                "negative derivative passes an open gate."),
        Mistake(lambda grad, output: grad * output,
                "you multiply by the output. The slope of a ReLU is 1 where it is open, not its value."),
        Mistake(lambda grad, output: np.where(output > 0, 1.0, 0.0),
                "that is the slope alone. Hand the derivatives on: times grad."),
        Mistake(lambda grad, output: np.where(output > 0, output, 0.0),
                "you return the output again. What passes back through an open gate is grad."),
        Mistake(lambda grad, output: grad[output > 0],
                "you return the open gates alone. The derivatives have to keep their places: where a gate "
                "is shut "
                "there is a 0."),
        Mistake(lambda grad, output: grad * (output < 0),
                "the other way round: the gate is open where the output is positive. It is never negative."),
        Mistake(lambda grad, output: grad * (output == 0),
                "the other way round: the gate is shut where the output is 0."),
    ),
    hints=(
        "where was the ReLU open? Look at its output there.",
        "open means z > 0, and then output = z > 0; shut means output = 0.",
        "one line: return grad * (output > 0)",
    ),
    praise="right, suspect B is caught. One character, and every shut gate stood open on the way back.",
)


def _first(h, y):
    return (h - y) * h * (1 - h) / len(y)


def _first_cases():
    rng = np.random.default_rng(6)
    for samples, outputs in ((2, 3), (5, 2), (4, 1)):
        y = rng.integers(0, 2, (samples, outputs)).astype(float)
        yield rng.uniform(0.1, 0.9, (samples, outputs)).round(2), y


first_delta = Exercise(
    name="03.4",
    solution=_first,
    cases=tuple(_first_cases()),
    mistakes=(
        Mistake(lambda h, y: _first(h, y) * len(y),
                "that is suspect C as published: the derivative of the sum over the samples. The loss is a "
                "mean, so divide by their number."),
        Mistake(lambda h, y: (h - y) * h * (1 - h) / y.size,
                "you divide by all entries. The loss is a mean over samples, but a sum over outputs."),
        Mistake(lambda h, y: (h - y) / len(y),
                "that is the derivative by h. One brick more: the slope of the sigmoid, h · (1 − h)."),
        Mistake(lambda h, y: h - y,
                "that is the derivative by h, of the sum. The slope h · (1 − h) and the mean are missing."),
        Mistake(lambda h, y: -_first(h, y),
                "the sign: the derivative of (h − y)²/2 by h is h − y."),
        Mistake(lambda h, y: 2 * _first(h, y),
                "twice too large: the 2 of the square goes away with the 1/2."),
        Mistake(lambda h, y: ((h - y) * h * (1 - h)).mean(axis=0),
                "you take the mean of the derivatives, and each sample has its own. The mean of the loss "
                "divides "
                "each of them by the number of samples, and adds none up."),
        Mistake(lambda h, y: (h - y) * h * (1 - h) / y.shape[1],
                "you divide by the number of outputs. The loss is a sum over outputs and a mean over "
                "samples."),
        Mistake(lambda h, y: (h - y) * h * (1 - h) / 2,
                "the 1/2 goes away with the 2 of the square. The mean over samples remains: len(y)."),
        Mistake(lambda h, y: (h - y) ** 2 / 2 * h * (1 - h) / len(y),
                "the first factor is the loss itself. Its derivative by h is h − y."),
    ),
    hints=(
        "two bricks: the loss, and the sigmoid before it.",
        "by h: h - y for each entry; by z: times h * (1 - h).",
        "a mean over samples divides everything by their number, len(y).",
    ),
    praise="right, suspect C is caught. Now the gradient is as large as the loss says, whatever the batch.",
)

EXERCISES = (delta_left, penalty, gate, first_delta)
