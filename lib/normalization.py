"""Normalization: layers that give what they pass on mean 0 and variance 1, then a scale that is learnt."""

import numpy as np

from lib import expect
from lib.layers import Layer, Parameter, chain_rule


class Normalization(Layer):
    """y = gamma * n + beta, where n = (x - mean) / sqrt(var + eps); what BatchNorm and LayerNorm share.

    Backwards, with G for the derivatives of the loss by y, H = gamma G and means taken over what was
    normalized together::

        dL/dgamma = sum of the rows of n G        dL/dbeta = sum of the rows of G
        dL/dx = (H - mean(H) - n mean(n H)) / sqrt(var + eps)

    since each x moves the mean and the variance too.
    """

    init_before = None  # that of the activation behind this layer
    axis = 0  # along which numbers are normalized together

    def __init__(self, eps: float = 1e-5):
        self.eps = expect.number("eps", eps, "[0, 1)")

    def parameters(self):
        return [Parameter("gamma", (self.inputs,), 1), Parameter("beta", (self.inputs,), 0)]

    def moments(self, x: np.ndarray, training: bool) -> tuple[np.ndarray, np.ndarray]:
        """Mean and variance by which `x` is normalized."""
        return x.mean(axis=self.axis, keepdims=True), x.var(axis=self.axis, keepdims=True)

    def normalize(self, x: np.ndarray, training: bool) -> tuple[np.ndarray, np.ndarray]:
        """The normalized n, and what x was divided by for it."""
        self.check(x)
        mean, var = self.moments(x, training)
        divisor = np.sqrt(var + self.eps)
        return (x - mean) / divisor, divisor

    def predict(self, x):
        n, _ = self.normalize(x, training=False)
        return self.gamma * n + self.beta

    def forward(self, x):
        self.n, self.divisor = self.normalize(x, training=True)
        return self.gamma * self.n + self.beta

    def backward(self, grad):
        along = chain_rule(grad, self.n)
        along.sum(axis=0, out=self.dgamma)
        grad.sum(axis=0, out=self.dbeta)
        mean, turn = ((self.gamma * part).mean(axis=self.axis, keepdims=True) for part in (grad, along))
        return (self.gamma * grad - mean - self.n * turn) / self.divisor


class BatchNorm(Normalization):
    """Each unit is normalized over the samples of a batch.

    In prediction there is no batch: mean and variance are running ones, moved in each pass of training by
    `momentum` of the way to those of the batch (whose variance is divided by samples - 1 for this). So a
    prediction depends on its own sample alone.

    Parameters
    ----------
    eps : float
        Keeps the quotient finite, in [0, 1).
    momentum : float
        Share that a batch has in the running values, in [0, 1]; PyTorch's, which is 1 minus that of others.

    Attributes
    ----------
    gamma, beta : ndarray, shape (inputs,)
        Scale and shift, which are trained and not penalized; with their derivatives `dgamma` and `dbeta`.
    mean, var : ndarray, shape (inputs,)
        Running mean and variance.

    References
    ----------
    S. Ioffe, C. Szegedy, "Batch normalization: accelerating deep network training by reducing internal
    covariate shift", ICML 2015.
    """

    def __init__(self, eps: float = 1e-5, momentum: float = 0.1):
        super().__init__(eps)
        self.momentum = expect.number("momentum", momentum, "[0, 1]")

    def parameters(self):
        return super().parameters() + [Parameter("mean", (self.inputs,), 0, trained=False),
                                       Parameter("var", (self.inputs,), 1, trained=False)]

    def moments(self, x, training):
        if not training:
            return self.mean, self.var
        if len(x) < 2:
            raise ValueError(f"x: expected at least 2 samples in a batch for {self}, got {len(x)}; take a "
                             "batch_size that leaves no batch of 1")
        mean, var = super().moments(x, training)
        self.mean += self.momentum * (mean[0] - self.mean)
        self.var += self.momentum * (len(x) / (len(x) - 1) * var[0] - self.var)
        return mean, var


class LayerNorm(Normalization):
    """Each sample is normalized over the units of the layer; training and prediction are the same.

    Parameters
    ----------
    eps : float
        Keeps the quotient finite, in [0, 1).

    Attributes
    ----------
    gamma, beta : ndarray, shape (inputs,)
        Scale and shift, which are trained and not penalized; with their derivatives `dgamma` and `dbeta`.

    References
    ----------
    J. Ba, J. Kiros, G. Hinton, "Layer normalization", 2016.
    """

    axis = 1
