"""Exercises of lecture 04: a batch gradient, a running mean, the spread of gradients, the last batch."""

from __future__ import annotations

import numpy as np

from lib.exercises.checking import Exercise, Mistake


def _gradient(x, y, rows, w, b):
    error = w * x[rows] + b - y[rows]
    return np.array([(error * x[rows]).mean(), error.mean()])


def _errors(x, y, rows, w, b):
    return w * x[rows] + b - y[rows]


def _samples(samples, seed):
    rng = np.random.default_rng(seed)
    x = rng.uniform(-1, 2, samples).round(1)
    return x, (1.5 * x + rng.normal(size=samples)).round(1)


batch_gradient = Exercise(
    name="04.1",
    solution=_gradient,
    cases=(
        (*_samples(6, 0), np.array([0, 3]), 1.0, 0.5),
        (*_samples(9, 1), np.array([8, 2, 5]), -0.5, 2.0),
        (*_samples(5, 2), np.array([4]), 0.0, 0.0),
    ),
    mistakes=(
        Mistake(lambda x, y, rows, w, b: _gradient(x, y, np.arange(len(x)), w, b),
                "that is the gradient of the whole set. Only the samples in `rows` are in the batch."),
        Mistake(lambda x, y, rows, w, b: _gradient(x, y, rows, w, b) * len(rows),
                "you return the sum over the batch. Then twice the batch takes twice the step: "
                "divide by the number of samples in the batch."),
        Mistake(lambda x, y, rows, w, b: _gradient(x, y, rows, w, b) * len(rows) / len(x),
                "you divide by the size of the whole set. A batch has its own mean: divide by len(rows)."),
        Mistake(lambda x, y, rows, w, b: -_gradient(x, y, rows, w, b),
                "both entries have the wrong sign. The derivative of (output − y)²/2 by the output "
                "is output − y."),
        Mistake(lambda x, y, rows, w, b: 2 * _gradient(x, y, rows, w, b),
                "twice too large: the cost carries the factor 1/2 so that the 2 of the square goes away."),
        Mistake(lambda x, y, rows, w, b: np.repeat(_gradient(x, y, rows, w, b)[1], 2),
                "your first entry lacks a factor: w is multiplied by the input x, so the error is too."),
        Mistake(lambda x, y, rows, w, b: np.array([_errors(x, y, rows, w, b) * x[rows],
                                                   _errors(x, y, rows, w, b)]),
                "these are the derivatives for each sample of the batch. Take their mean."),
        Mistake(lambda x, y, rows, w, b: _errors(x, y, rows, w, b).mean() * np.array([x[rows].mean(), 1]),
                "your first entry is a product of the means. It is the mean of the products: multiply each "
                "error "
                "by its own input first."),
        Mistake(lambda x, y, rows, w, b: np.array([(_errors(x, y, rows, w, b) ** 2 / 2 * x[rows]).mean(),
                                                   (_errors(x, y, rows, w, b) ** 2 / 2).mean()]),
                "you go on with the cost itself. Its derivative by the output is output − y, without the "
                "square."),
        Mistake(lambda x, y, rows, w, b: _gradient(x, y, rows, w, b)[::-1],
                "right numbers in the wrong order: first the derivative by w, then the one by b."),
    ),
    hints=(
        "take the samples of the batch first: x[rows] and y[rows].",
        "the error of a sample is w * x + b - y. For b the gradient is the mean error.",
        "for w it is the mean of error times input: np.array([(error * x[rows]).mean(), error.mean()])",
    ),
    praise="right. The same two lines serve one sample, a batch and the whole set: only `rows` differs.",
)


def _running(losses, window):
    return np.array([np.mean(losses[max(0, k + 1 - window):k + 1]) for k in range(len(losses))])


running_mean = Exercise(
    name="04.2",
    solution=_running,
    cases=(
        (np.array([4.0, 2.0, 3.0, 1.0, 0.0]), 2),
        (np.array([1.0, 5.0, 2.0, 2.0, 8.0, 1.0]), 3),
        (np.array([3.0, 1.0]), 4),
    ),
    mistakes=(
        Mistake(lambda losses, window: np.convolve(losses, np.ones(window) / window)[:len(losses)],
                "the first values are too small: where fewer than `window` losses are there, "
                "divide by as many as there are."),
        Mistake(lambda losses, window: np.convolve(losses, np.ones(window) / window, mode="valid"),
                "the first losses get no mean. Return one for each loss: at the start, "
                "take as many as there are."),
        Mistake(lambda losses, window: np.array([losses[k:k + window].mean() for k in range(len(losses))]),
                "your window looks ahead. While training goes on, only the past is known."),
        Mistake(lambda losses, window: np.cumsum(losses) / np.arange(1, len(losses) + 1),
                "you average over everything so far, so old losses never leave. Keep the last `window`."),
        Mistake(lambda losses, window: np.array([losses[max(0, k - window):k + 1].mean()
                                                 for k in range(len(losses))]),
                "your window holds one loss too many. For the place k it begins at k + 1 - window."),
    ),
    hints=(
        "one mean for each place k: of the losses up to k, at most the last `window` of them.",
        "a slice from max(0, k + 1 - window) to k + 1 holds just these.",
        "return np.array([np.mean(losses[max(0, k + 1 - window):k + 1]) for k in range(len(losses))])",
    ),
    praise="right. A wider window is calmer and later: it still remembers losses that are no longer true.",
)


def _spread(gradients, n):
    samples = len(gradients)
    return np.std(gradients) / np.sqrt(n) * np.sqrt((samples - n) / (samples - 1))


spread = Exercise(
    name="04.3",
    solution=_spread,
    cases=(
        (np.array([-1.0, -2.0, -6.0, 1.0]), 1),
        (np.array([-1.0, -2.0, -6.0, 1.0]), 2),
        (np.array([-1.0, -2.0, -6.0, 1.0]), 4),
        (np.random.default_rng(4).normal(size=50).round(1), 10),
    ),
    mistakes=(
        Mistake(lambda gradients, n: np.std(gradients) / np.sqrt(n),
                "right if each sample may be drawn several times. Without that a batch of all samples has "
                "no spread: the factor √((N − n)/(N − 1)) is missing."),
        Mistake(lambda gradients, n: np.std(gradients) / np.sqrt(n) * np.sqrt(1 - n / len(gradients)),
                "almost: the factor has N − 1 below, not N. With n = 1 it has to be 1."),
        Mistake(lambda gradients, n: np.std(gradients[:n]),
                "that is the spread within the first n samples. Asked for is how much the mean of n samples "
                "varies "
                "from batch to batch."),
        Mistake(lambda gradients, n: _spread(gradients, n) * np.sqrt(n),
                "you have the factor for drawing without replacement. The mean over the batch is missing: it "
                "divides the spread by the root of n."),
        Mistake(lambda gradients, n: np.std(gradients) / n,
                "the spread falls with the root of n: it is the variance that falls with n. "
                "And the factor for drawing without replacement is missing."),
        Mistake(lambda gradients, n: _spread(gradients, n) / np.sqrt(n),
                "the spread falls with the root of n: it is the variance that falls with n."),
        Mistake(lambda gradients, n: _spread(gradients, n) ** 2,
                "that is the variance. The spread is its root."),
        Mistake(lambda gradients, n: np.std(gradients) / np.sqrt(n)
                * (len(gradients) - n) / (len(gradients) - 1),
                "the root of the factor (N − n)/(N − 1) is missing."),
        Mistake(lambda gradients, n: _spread(gradients, n) * np.sqrt(len(gradients) / (len(gradients) - 1)),
                "a little too large. These N gradients are all there are, no sample of more: "
                "take np.std as it comes, without ddof=1."),
    ),
    hints=(
        "the spread of one gradient is np.std(gradients); N is len(gradients).",
        "for a batch of n, divide by the root of n.",
        "drawn without replacement, multiply by np.sqrt((N - n) / (N - 1)).",
    ),
    praise="right. For n = 1 the factor is 1, for n = N it is 0: the whole set has nothing left to chance.",
)


def _cuts(samples, batch_size):
    return [(first, min(first + batch_size, samples)) for first in range(0, samples, batch_size)]


cuts = Exercise(
    name="04.4",
    solution=_cuts,
    cases=((10, 4), (8, 4), (3, 5), (7, 1)),
    mistakes=(
        Mistake(lambda samples, batch_size: [(k, k + batch_size)
                                             for k in range(0, samples - batch_size + 1, batch_size)],
                "the last batch is forgotten: of 10 samples in batches of 4, two are never looked at."),
        Mistake(lambda samples, batch_size: [(k, k + batch_size) for k in range(0, samples, batch_size)],
                "your last batch ends behind the last sample. A slice forgives that, a mean that divides "
                "by end − first does not."),
        Mistake(lambda samples, batch_size: [(k * batch_size, min((k + 1) * batch_size, samples))
                                             for k in range(samples // batch_size + 1)],
                "where the size divides evenly, you add an empty batch, and a mean over nothing is NaN."),
        Mistake(lambda samples, batch_size: [(first, end - 1) for first, end in _cuts(samples, batch_size)],
                "your batches leave out their last sample: in Python the end of a slice is not part of it."),
        Mistake(lambda samples, batch_size: list(range(0, samples, batch_size)),
                "these are the places where the batches begin. Return pairs: each with its end."),
        Mistake(lambda samples, batch_size: [(k, min(k + batch_size, samples) - 1)
                                             for k in range(0, samples, batch_size)],
                "your batches leave out their last sample: in Python the end of a slice is not part of it."),
        Mistake(lambda samples, batch_size: [(k, min(k + batch_size, samples)) for k in range(samples)],
                "your batches overlap: the next one begins where the last one ended."),
    ),
    hints=(
        "the batches begin at 0, batch_size, 2 * batch_size … : range has a third argument.",
        "a batch ends batch_size further on, but never behind the last sample: min helps.",
        "return [(first, min(first + batch_size, samples)) for first in range(0, samples, batch_size)]",
    ),
    praise="right. 10 samples in batches of 4: two full ones and one of 2, and nobody is left out.",
)

EXERCISES = (batch_gradient, running_mean, spread, cuts)
