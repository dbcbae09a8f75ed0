"""Metrics: how often a network is right, and what it takes for what."""

import numpy as np

from lib import expect


def decide(predictions) -> np.ndarray:
    """Labels from predictions: the class with the largest number; with one output whether it exceeds 1/2.

    Parameters
    ----------
    predictions : array_like, shape (samples, outputs) or (samples,)
        Predictions of a network or targets. One whole number for each sample, of whatever type, is its label
        already.

    Returns
    -------
    ndarray of int, shape (samples,)
        Labels.
    """
    p = expect.array("predictions", predictions)
    p = expect.array("predictions", p[:, np.newaxis] if p.ndim == 1 else p, ("samples", "outputs"))
    if p.shape[1] > 1:
        return p.argmax(axis=1)
    return (p if _whole(p) else p > 0.5)[:, 0].astype(int)


def _whole(values: np.ndarray) -> bool:
    return bool((values == np.floor(values)).all())


def accuracy(predictions, y) -> float:
    """Share of right predictions, from 0 to 1.

    Parameters
    ----------
    predictions : array_like, shape (samples, outputs) or (samples,)
        Predictions of a network, or labels.
    y : array_like, shape (samples,), (samples, 1) or (samples, outputs)
        True labels, or one-hot rows.

    Returns
    -------
    float
        Share of samples whose predicted label is the true one.

    Raises
    ------
    ValueError
        If there is not one label for each prediction, or `y` has no labels.
    """
    return float(np.mean(np.equal(*_labels(predictions, y))))


def confusion_matrix(predictions, y, classes: int | None = None) -> np.ndarray:
    """How many samples of each true class were taken for each class.

    Parameters
    ----------
    predictions : array_like, shape (samples, outputs) or (samples,)
        Predictions of a network, or labels.
    y : array_like, shape (samples,) or (samples, outputs)
        True labels, or one-hot rows.
    classes : int, optional
        Number of classes; by default one more than the largest label.

    Returns
    -------
    ndarray of int, shape (classes, classes)
        Row: true class; column: predicted class. Right answers are on the diagonal.

    Raises
    ------
    ValueError
        If there is not one label for each prediction, or a label is out of range.
    """
    predicted, true = _labels(predictions, y)
    least, most = min(predicted.min(), true.min()), max(predicted.max(), true.max())
    classes = int(most) + 1 if classes is None else expect.integer("classes", classes)
    if least < 0 or most >= classes:
        raise ValueError(f"y: expected labels from 0 to {classes - 1}, got labels from {least} to {most}")
    return np.bincount(classes * true + predicted, minlength=classes**2).reshape(classes, classes)


def _labels(predictions, y) -> tuple[np.ndarray, np.ndarray]:
    predicted, targets = decide(predictions), expect.array("y", y)
    if targets.ndim < 2 or targets.shape[1] == 1:
        if not _whole(targets) and not (0 <= targets.min() <= targets.max() <= 1):
            raise ValueError(f"y: expected labels, got numbers from {targets.min():g} to {targets.max():g} "
                             "that are not all whole")
    elif np.isin(targets, (0, 1)).all() and (targets.sum(axis=1) != 1).any():
        row = int(np.flatnonzero(targets.sum(axis=1) != 1)[0])
        raise ValueError(f"y: expected one class in each row, got {targets[row].tolist()} at [{row}]; of "
                         "several questions np.mean((predictions > 0.5) == y) are answered right")
    true = decide(targets)
    if len(predicted) != len(true) or len(true) == 0:
        raise ValueError(f"y: expected a label for each of {len(predicted)} predictions, got {len(true)}")
    return predicted, true
