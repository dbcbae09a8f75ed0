"""Losses: how wrong a network is, as one number.

A loss takes `z`, the output of the last layer, and targets `y`, both of shape (samples, outputs). It
brings the function that turns z into predictions: cross-entropy softmax, binary cross-entropy the
logistic function, squared and absolute error nothing. So a network ends in a dense layer, and the
derivative of the loss by z is as plain as (p - y) / n.
"""

import numpy as np

from lib import expect
from lib.activations import sigmoid, softmax
from lib.configurable import Configurable


class Loss(Configurable):
    """A mean over samples, and the predictions that go with it.

    Attributes
    ----------
    classifies : bool
        Whether its targets are always labels, and its predictions probabilities.
    """

    classifies = False

    def output(self, z: np.ndarray) -> np.ndarray:
        """Predictions for `z`, the output of the last layer."""
        return z

    def losses(self, z: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Loss of each sample, shape (samples,), for outputs `z` and targets `y` as `encode` gives them."""
        raise NotImplementedError

    def gradient(self, z: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Derivatives of the mean loss by `z`, with which the way back begins."""
        raise NotImplementedError

    def labels(self, y: np.ndarray) -> bool:
        """Whether targets mean labels, so that there is an accuracy; ages and lengths mean none.

        They do if the loss classifies, or if they are all 0 or 1 or, with several outputs, probabilities.
        """
        if self.classifies:
            return True
        if y.shape[1] == 1:
            return bool(((y == 0) | (y == 1)).all())
        return bool((y >= 0).all() and (abs(y.sum(axis=1) - 1) < 1e-3).all())

    def hits(self, z: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Whether output and target of each sample mean the same class, shape (samples,).

        Where the outputs are questions, it is the share of them that is answered rightly.
        """
        if z.shape[1] > 1:
            return z.argmax(axis=1) == y.argmax(axis=1)
        return ((self.output(z) > 0.5) == (y > 0.5))[:, 0]

    def __call__(self, z, y) -> float:
        """Mean loss of last-layer outputs `z` for labels or targets `y`."""
        z = expect.array("z", z, ("samples", "outputs"))
        return float(self.losses(z, self.encode(y, *z.shape)).mean())

    def encode(self, y, samples: int, outputs: int, dtype=float) -> np.ndarray:
        """Targets as an array of shape (samples, outputs), made of labels or of such an array.

        Parameters
        ----------
        y : array_like, shape (samples,) or (samples, outputs)
            With several outputs whole numbers in one dimension are class labels 0, 1, ..., outputs - 1, and
            each becomes a row with a single 1 (one-hot). With one output they are the target itself.
        samples, outputs : int
            The shape expected.
        dtype : type
            Type of the result.

        Returns
        -------
        ndarray, shape (samples, outputs)
            Targets.

        Raises
        ------
        ValueError
            If the shape does not fit, a label is out of range or a number is not finite.
        """
        y = expect.array("y", y)
        if y.shape not in ((samples,), (samples, outputs)):
            raise ValueError(f"y: expected shape ({samples},) or ({samples}, {outputs}), got shape {y.shape}")
        if y.ndim == 1 and outputs > 1:
            labels = y.astype(int)
            wrong = np.flatnonzero((labels < 0) | (labels >= outputs) | (labels != y))
            if len(wrong):
                raise ValueError(f"y: expected labels that are whole numbers from 0 to {outputs - 1}, got "
                                 f"{y[wrong[0]]:g} at [{wrong[0]}]")
            return np.eye(outputs, dtype=dtype)[labels]
        y = expect.array("y", y.reshape(samples, outputs), dtype=dtype)
        self.check(y)
        return y

    def check(self, y: np.ndarray) -> None:
        """Refuse targets, other than labels of classes, with which the loss has no meaning."""


class CrossEntropy(Loss):
    """Softmax with cross-entropy, for one of several classes: -sum_k y_k log p_k.

    With p = softmax(z) this is log(sum_k exp z_k) - sum_k y_k z_k, so no logarithm of 0 is ever
    taken. Derivative of the mean by z: (p - y) / n.

    Parameters
    ----------
    smoothing : float
        Share of each target spread evenly over all classes, in [0, 1): y <- (1 - s) y + s / classes.

    References
    ----------
    C. Bishop, "Pattern recognition and machine learning", 2006, section 4.3.4; for the smoothing
    C. Szegedy and others, "Rethinking the Inception architecture for computer vision", CVPR 2016.
    """

    classifies = True

    def __init__(self, smoothing: float = 0.0):
        self.smoothing = expect.number("smoothing", smoothing, "[0, 1)")

    def output(self, z):
        return softmax(z)

    def losses(self, z, y):
        top = z.max(axis=1)
        log = np.log(np.exp(z - top[:, np.newaxis]).sum(axis=1))
        return log + (top - (y * z).sum(axis=1))  # a small logarithm would get lost in a large top

    def gradient(self, z, y):
        return (softmax(z) - y) / len(z)

    def encode(self, y, samples, outputs, dtype=float):
        if outputs < 2:
            raise ValueError("loss: CrossEntropy expected an output for each class, at least 2, got 1; "
                             "for yes or no take BinaryCrossEntropy")
        y = super().encode(y, samples, outputs, dtype)
        return y if self.smoothing == 0 else y * (1 - self.smoothing) + self.smoothing / outputs

    def check(self, y):
        wrong = np.flatnonzero((y < 0).any(axis=1) | (abs(y.sum(axis=1) - 1) > 1e-3))
        if len(wrong):
            raise ValueError("y: expected probabilities in each row, at least 0 and with sum 1; got "
                             f"{y[wrong[0]].tolist()} at [{wrong[0]}]")


class BinaryCrossEntropy(Loss):
    """Logistic function with cross-entropy, for yes or no: -y log p - (1 - y) log(1 - p).

    With p = sigmoid(z) this is log(1 + exp z) - y z, computed as log(1 + exp(-\\|z\\|)) + max(z, 0) - y z so
    that a small loss keeps its digits. Several outputs are several questions, and their losses are added.
    Derivative of the mean by z: (p - y) / n.

    References
    ----------
    C. Bishop, "Pattern recognition and machine learning", 2006, section 4.3.2.
    """

    classifies = True

    def output(self, z):
        return sigmoid(z)

    def losses(self, z, y):
        return (np.logaddexp(0, -np.abs(z)) + (np.maximum(z, 0) - y * z)).sum(axis=1)

    def gradient(self, z, y):
        return (sigmoid(z) - y) / len(z)

    def hits(self, z, y):
        return ((self.output(z) > 0.5) == (y > 0.5)).mean(axis=1)

    def check(self, y):
        wrong = np.argwhere((y < 0) | (y > 1))
        if len(wrong):
            place = wrong[0].tolist()
            raise ValueError(f"y: expected labels from 0 to 1, got {y[tuple(place)]} at {place}")


class MSE(Loss):
    """Squared error with the 1/2 of the sources: sum over outputs of (z - y)^2 / 2.

    Derivative of the mean by z: (z - y) / n.

    References
    ----------
    A.-M. Legendre, "Nouvelles méthodes pour la détermination des orbites des comètes", 1805.
    """

    def losses(self, z, y):
        return 0.5 * np.square(z - y).sum(axis=1)

    def gradient(self, z, y):
        return (z - y) / len(z)


class MAE(Loss):
    """Absolute error: sum over outputs of \\|z - y\\|.

    Derivative of the mean by z: sign(z - y) / n, taken as 0 where z = y.

    References
    ----------
    P.-S. Laplace, "Mémoire sur la probabilité des causes par les événements", 1774.
    """

    def losses(self, z, y):
        return np.abs(z - y).sum(axis=1)

    def gradient(self, z, y):
        return np.sign(z - y) / len(z)
