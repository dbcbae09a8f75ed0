"""Metrics: how often a network is right, and what it takes for what."""

from __future__ import annotations

import numpy as np

from lib.common import array, whole


def decide(predictions) -> np.ndarray:
    """Labels from predictions: the class with the largest number; with one output whether it exceeds 1/2.

    Parameters
    ----------
    predictions : array_like, shape (samples, outputs) or (samples,)
        Predictions of a network or targets; whole numbers in one dimension are labels already.

    Returns
    -------
    ndarray of int, shape (samples,)
        Labels.
    """
    given = np.asarray(predictions)
    if given.ndim == 1 and given.dtype.kind in "iub":
        return given.astype(int)
    if given.ndim == 1:
        given = given[:, np.newaxis]
    p = array("predictions", given, ("samples", "outputs"))
    return p.argmax(axis=1) if p.shape[1] > 1 else (p[:, 0] > 0.5).astype(int)


def hits(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Which decisions are right.

    Parameters
    ----------
    p, y : ndarray, shape (samples, outputs)
        Predictions and targets that have been checked.

    Returns
    -------
    ndarray of bool, shape (samples,)
        Whether both mean the same label.
    """
    if p.shape[1] > 1:
        return p.argmax(axis=1) == y.argmax(axis=1)
    return ((p > 0.5) == (y > 0.5))[:, 0]


def accuracy(predictions, y) -> float:
    """Share of right predictions, from 0 to 1.

    Parameters
    ----------
    predictions : array_like, shape (samples, outputs) or (samples,)
        Predictions of a network, or labels.
    y : array_like, shape (samples,) or (samples, outputs)
        True labels, or one-hot rows.

    Returns
    -------
    float
        Share of samples whose predicted label is the true one.

    Raises
    ------
    ValueError
        If there is not one label for each prediction.
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
    classes = int(most) + 1 if classes is None else whole("classes", classes)
    if least < 0 or most >= classes:
        raise ValueError(f"y: expected labels from 0 to {classes - 1}, got labels from {least} to {most}")
    return np.bincount(classes * true + predicted, minlength=classes**2).reshape(classes, classes)


def _labels(predictions, y) -> tuple[np.ndarray, np.ndarray]:
    predicted, true = decide(predictions), decide(y)
    if len(predicted) != len(true) or len(true) == 0:
        raise ValueError(f"y: expected a label for each of {len(predicted)} predictions, got {len(true)}")
    return predicted, true
