"""The published script: its network, its descent and its gradient, as it was and mended part by part."""

from __future__ import annotations

import numpy as np

from lib.activations import Sigmoid
from lib.layers import Dense
from lib.losses import MSE
from lib.network import Network


def source_network(units, seed=0):
    """The network of the script: no biases, sigmoids, squared errors, uniform weights."""
    net = Network(2, Dense(units, bias=False), Sigmoid(), Dense(2, bias=False), Sigmoid(), loss=MSE(),
                  dtype=np.float64)
    rng = np.random.default_rng(seed)
    for layer in net.layers[0], net.layers[2]:
        layer.W = rng.uniform(-1, 1, layer.W.shape) / np.sqrt(layer.inputs)
    return net


def printed_loss(net, x, y, penalty, theta):
    """The loss at some parameters as the script prints it: a mean, with λ/2N times the sum of the squares."""
    kept = net.theta.copy()
    net.theta[:] = theta
    loss = net.loss(net.predict(x), y) + penalty * (theta @ theta) / (2 * len(x))
    net.theta[:] = kept
    return loss


def mended_gradient(net, x, y, penalty, averaged=False, entrywise=True):
    """Fill ``net.grad`` with the gradient of the script, mended as is said; return the loss without penalty.

    Parameters
    ----------
    net, x, y : Network and its samples
        Without biases.
    penalty : float
        The factor λ.
    averaged : bool
        Whether it is a mean over the samples. The script adds up, and its rate is meant for that.
    entrywise : bool
        Whether the penalty pulls each weight by its own share, and not by the sum of all squares.
    """
    loss = net.backpropagate(x, y)
    parts = len(x) if averaged else 1
    net.grad *= len(x) / parts
    for layer in net.layers[0], net.layers[2]:
        layer.dW += penalty * (layer.W if entrywise else np.sum(layer.W**2)) / parts
    return loss


def relative_difference(one, other):
    """How far two gradients are apart, as a share of their lengths together."""
    return np.linalg.norm(one - other) / (np.linalg.norm(one) + np.linalg.norm(other))


def descent(gradient, net, x, y, penalty, steps, rate=0.1):
    """Loss and mean weight at each step, as long as both are finite.

    Parameters
    ----------
    gradient : callable
        ``gradient(net, x, y, penalty)`` fills ``net.grad`` and returns the loss without the penalty.
    net : Network
        It is trained.
    x, y : ndarray
        Samples and targets.
    penalty, rate : float
        The factor λ, and the learning rate.
    steps : int
        The most there are.

    Returns
    -------
    ndarray, shape (steps, 2)
    """
    measured = []
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            share, mean = penalty * (net.theta @ net.theta) / (2 * len(x)), net.theta.mean()
            measured.append((gradient(net, x, y, penalty) + share, mean))
            net.theta -= rate * net.grad
            if not np.isfinite(net.theta).all():
                break
    return np.array(measured)
