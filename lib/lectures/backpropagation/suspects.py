"""Three gradients that are wrong, as one meets them: the suspects of lecture 03."""

from __future__ import annotations

import numpy as np

from lib.activations import ReLU, Sigmoid
from lib.layers import Dense
from lib.losses import MSE
from lib.network import Network


class SuspectA(Network):
    """Adds the penalty itself to each derivative, where its slope belongs."""

    def differentiate(self, grad):
        """As a network does, with the slope of the penalty taken out again and the penalty put in."""
        super().differentiate(grad)
        for layer in (self.layers[0], self.layers[2]):
            layer.dW += self.l2 * (np.sum(layer.W**2) - layer.W)


class SuspectB(ReLU):
    """Has its gate open at all times on the way back."""

    def slope(self, z, a):
        """1 where the output is not negative, which is everywhere."""
        return (a >= 0).astype(a.dtype)


class SuspectC(MSE):
    """Forgets that the loss is a mean over the samples."""

    def gradient(self, z, y):
        """The error of each sample, counted fully."""
        return z - y


def network_with(theta, activation=None, loss=None, kind=Network, l2=0.0) -> Network:
    """The network of the lecture, with one of its parts replaced."""
    layers = Dense(3, bias=False), activation or Sigmoid(), Dense(2, bias=False), Sigmoid()
    network = kind(2, *layers, loss=loss or MSE(), l2=l2, dtype=np.float64)
    network.theta[:] = theta
    return network


def line_up(theta) -> dict[str, Network]:
    """The innocent network and the three suspects, all with the same weights."""
    return {"none": network_with(theta), "A": network_with(theta, kind=SuspectA, l2=0.05),
            "B": network_with(theta, SuspectB()), "C": network_with(theta, loss=SuspectC())}
