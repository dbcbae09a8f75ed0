"""Exercises of lecture 10: the parameters of a network, a confusion matrix, when to stop, images moved."""

from __future__ import annotations

import numpy as np

from lib.exercises.checking import Exercise, Mistake


def _pairs(sizes):
    return list(zip(sizes[:-1], sizes[1:]))


parameters = Exercise(
    name="10.1",
    solution=lambda sizes: sum(before * after + after for before, after in _pairs(sizes)),
    cases=(([784, 128, 10],), ([784, 30, 20, 10],), ([784, 10],), ([2, 3, 2],)),
    mistakes=(
        Mistake(lambda sizes: sum(before * after for before, after in _pairs(sizes)),
                "these are the weights. Each neuron also has a bias."),
        Mistake(lambda sizes: sum(before * after + before for before, after in _pairs(sizes)),
                "you gave a bias to what enters a layer. It belongs to the neurons of the layer: the second "
                "number of each pair."),
        Mistake(lambda sizes: sum(before * after for before, after in _pairs(sizes)) + sum(sizes),
                "you gave the inputs biases too. An input is a pixel, it computes nothing."),
        Mistake(lambda sizes: sum(before * after for before, after in _pairs(sizes)) + len(sizes) - 1,
                "one bias a layer is too few: each of its neurons has its own."),
        Mistake(lambda sizes: sizes[0] * sizes[1] + sizes[1],
                "that is the first layer alone. Go through all pairs of neighbours."),
        Mistake(lambda sizes: int(np.prod(sizes)),
                "only neighbours are connected: add up the products of neighbours, and do not multiply "
                "all sizes."),
    ),
    hints=(
        "between two layers there is a weight for each pair of neurons, and a bias for each neuron after it.",
        "zip(sizes[:-1], sizes[1:]) gives the pairs of neighbours.",
        "784 · 128 + 128 for the first pair, 128 · 10 + 10 for the second: 101,770.",
    ),
    praise="right: 101,770 for 784, 128, 10. Nearly all of them sit in the first matrix.",
)


def _confusion(answers, digits):
    matrix = np.zeros((10, 10), int)
    np.add.at(matrix, (digits, answers), 1)
    return matrix


def _once(answers, digits):
    matrix = np.zeros((10, 10), int)
    matrix[digits, answers] += 1
    return matrix


def _shares(answers, digits):
    matrix = _confusion(answers, digits)
    return matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)


def _answers():
    rng = np.random.default_rng(10)
    for samples in (12, 60):
        digits = rng.integers(0, 10, samples)
        yield np.where(rng.random(samples) < 0.6, digits, rng.integers(0, 10, samples)), digits


confusion = Exercise(
    name="10.2",
    solution=_confusion,
    cases=tuple(_answers()),
    mistakes=(
        Mistake(lambda answers, digits: _confusion(answers, digits).T,
                "rows and columns are swapped: the row is the true digit, the column the answer."),
        Mistake(_once,
                "each pair is counted once, however often it occurs. That is what `=` in place of `+=` does, "
                "and `+=` with a list of places. Loop over the pairs and add, or use np.add.at."),
        Mistake(lambda answers, digits: _confusion(answers, digits) * (1 - np.eye(10, dtype=int)),
                "your diagonal is empty. Right answers belong there."),
        Mistake(lambda answers, digits: np.tile(np.bincount(answers, minlength=10), (10, 1)),
                "all rows are the same: [row] * 10 is ten names for the same row, so what changes one "
                "changes all. "
                "np.zeros((10, 10), int) has ten."),
        Mistake(lambda answers, digits: np.outer(np.bincount(digits, minlength=10),
                                                  np.bincount(answers, minlength=10)),
                "a loop within a loop pairs every answer with every digit. They belong together one by one: "
                "zip."),
        Mistake(_shares,
                "these are shares of each row. Here the matrix counts."),
        Mistake(lambda answers, digits: np.diag(_confusion(answers, digits)),
                "that is the diagonal alone, the right answers."),
    ),
    hints=(
        "begin with np.zeros((10, 10), int), and count.",
        "for answer, digit in zip(answers, digits): the place is [digit, answer].",
        "matrix[digit, answer] += 1 in that loop, and return the matrix after it.",
    ),
    praise="right. The sum of the diagonal divided by the sum of all is the accuracy.",
)


def _shift(images, down, right):
    images = np.asarray(images)
    padded = np.zeros((len(images), 28 + 2 * 28, 28 + 2 * 28), images.dtype)
    padded[:, 28:56, 28:56] = images.reshape(-1, 28, 28)
    return padded[:, 28 - down:56 - down, 28 - right:56 - right].reshape(len(images), 784)


def _wrapped(images, down, right):
    rolled = np.roll(np.reshape(images, (-1, 28, 28)), (down, right), axis=(1, 2))
    return rolled.reshape(-1, 784)


def _digits():
    images = np.random.default_rng(28).random((3, 784)).round(2)
    for down, right in ((1, 0), (0, 2), (-2, 1), (0, 0)):
        yield images, down, right


shift = Exercise(
    name="10.4",
    solution=_shift,
    cases=tuple(_digits()),
    mistakes=(
        Mistake(_wrapped,
                "what leaves the image at one side comes in again at the other: np.roll wraps around. "
                "Fill with 0 what was rolled in."),
        Mistake(lambda images, down, right: np.roll(images, 28 * down + right, axis=1),
                "you rolled the whole row of 784 pixels: what leaves at one side comes in again, in the next "
                "line or at the other end. Reshape to 28 x 28 first."),
        Mistake(lambda images, down, right: _wrapped(images, down, right).reshape(-1, 28, 28),
                "np.roll wraps around: what leaves at one side comes in at the other. And the images are to "
                "come "
                "back as rows of 784 pixels."),
        Mistake(lambda images, down, right: _shift(images, -down, -right),
                "your images go the other way: positive numbers mean down and to the right."),
        Mistake(lambda images, down, right: _shift(images, right, down),
                "down and right are swapped. Axis 1 of (samples, 28, 28) counts the lines, downwards."),
        Mistake(lambda images, down, right: _shift(images, down, right).reshape(-1, 28, 28),
                "the images are right. Give them back as rows of 784 pixels, as they came: "
                ".reshape(len(images), 784)."),
    ),
    hints=(
        "reshape to (samples, 28, 28), move, reshape back to (samples, 784).",
        "moved = np.zeros_like(images); then copy a part of the images into a part of it.",
        "or pad with blank pixels all around by np.pad, and cut out 28 x 28 that begin `down` lines higher.",
    ),
    praise="right. Nine such images from one, and each is still the same digit.",
)


def _best(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch - best >= patience:
            break
    return best


def _stop(losses, patience):
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        elif epoch - best >= patience:
            return epoch
    return len(losses) - 1


def _first_rise(losses, patience):
    rises = np.flatnonzero(np.diff(losses) > 0)
    return int(rises[0]) if len(rises) else len(losses) - 1


stopping = Exercise(
    name="10.3",
    solution=_best,
    cases=(([0.9, 0.5, 0.4, 0.45, 0.43, 0.46, 0.3], 3), ([0.9, 0.5, 0.6, 0.4, 0.5, 0.6, 0.7], 2),
           ([3.0, 2.0, 1.0], 2), ([1.0, 1.2, 1.3, 0.1], 2), ([1.0, 0.5, 0.6, 0.7, 0.8, 0.4], 2)),
    mistakes=(
        Mistake(lambda losses, patience: int(np.argmin(losses)),
                "that is the best of all epochs. Training stopped before some of them were run: "
                "nobody can look ahead."),
        Mistake(_stop,
                "that is the epoch in which training stops. Wanted is the one whose weights are kept: the "
                "best so far."),
        Mistake(lambda losses, patience: losses[_best(losses, patience)],
                "that is the loss. Asked for is the number of the epoch in which it was reached."),
        Mistake(lambda losses, patience: min(losses),
                "that is the lowest loss. Asked for is the number of the epoch, and nobody can look ahead."),
        Mistake(lambda losses, patience: next(
                    (k for k in range(len(losses) - 1) if losses[k + 1] > losses[k]), len(losses) - 1),
                "you stop at the first rise. A curve that is measured jumps: wait `patience` epochs."),
        Mistake(_first_rise,
                "you stop at the first rise. A curve that is measured jumps: wait `patience` epochs."),
        Mistake(lambda losses, patience: len(losses) - 1,
                "that is the last epoch. The best one came earlier."),
    ),
    hints=(
        "keep the best epoch so far, and go through the losses one by one.",
        "a lower loss makes its epoch the best; else see how long ago the best one was.",
        "when epoch - best reaches patience: break. After the loop return best.",
    ),
    praise="right. This is what EarlyStopping does; then it gives the network back the weights of that "
           "epoch.",
)

EXERCISES = (parameters, confusion, stopping, shift)
