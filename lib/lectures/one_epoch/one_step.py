"""One training step of a small network with all its numbers, and what is computed at each of its stages."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from lib.network import Network
from lib.optimizers import Optimizer

Parameters = dict[str, list[np.ndarray]]
"""Matrices of the two layers as ``weights``, their biases as ``biases``."""


class Numbers(NamedTuple):
    """What a step has computed, in its order; z, a and p have a row for each sample, d means ∂L/∂."""

    x: np.ndarray
    y: np.ndarray
    before: Parameters
    z1: np.ndarray
    a1: np.ndarray
    z2: np.ndarray
    p: np.ndarray
    loss: float
    dz2: np.ndarray
    da1: np.ndarray
    dz1: np.ndarray
    slopes: Parameters
    grad: np.ndarray
    after: Parameters


def matrices(net: Network) -> Parameters:
    """Weights and biases of a network of two dense layers, for the drawing."""
    first, _, last = net.layers
    return {"weights": [first.W, last.W], "biases": [first.b, last.b]}


def one_step(net: Network, x, y, optimizer: Optimizer) -> Numbers:
    """Take a step, in the order in which the engine computes it."""
    first, bend, last = net.layers
    encoded = net.loss.encode(y, len(x), net.outputs)
    before = _copied(matrices(net))
    z1 = first.forward(x)
    a1 = bend.forward(z1)
    z2 = last.forward(a1)
    p, loss = net.loss.output(z2), net.loss(z2, y)
    dz2 = net.loss.gradient(z2, encoded)
    da1 = last.backward(dz2)
    dz1 = bend.backward(da1)
    first.differentiate(dz1)
    slopes = _copied({"weights": [first.dW, last.dW], "biases": [first.db, last.db]})
    grad = net.grad.copy()
    optimizer.step(net.theta, net.grad)
    return Numbers(x, encoded, before, z1, a1, z2, p, loss, dz2, da1, dz1, slopes, grad,
                   after=_copied(matrices(net)))


def _copied(parameters: Parameters) -> Parameters:
    return {name: [part.copy() for part in parts] for name, parts in parameters.items()}


def formulas(was: Numbers, now: Numbers, rate: float) -> list[str]:
    """What is computed at each stage, for the topmost neuron and with its numbers.

    ``was`` is a step for a sample of class 0, ``now`` the next one for the same sample.
    """
    (W1, W2), (b1, b2) = was.before["weights"], was.before["biases"]
    x, a1, dz2, slope = was.x[0], was.a1[0], was.dz2[0], was.slopes["weights"][1][0, 0]
    z, a, da, dz = was.z1[0, 0], a1[0], was.da1[0, 0], was.dz1[0, 0]
    (out, other), p = was.z2[0], was.p[0, 0]
    return [
        f"two numbers come in, {said(x[0])} and {said(x[1])}; the label is class 0",
        f"z₁ = {_products(W1[:, 0], x)} + {_factor(b1[0])} = {said(z)}",
        f"a₁ = tanh({said(z)}) = {said(a)}",
        f"z₁ = {_products(W2[:, 0], a1)} + {_factor(b2[0])} = {said(out)}",
        f"p₁ = exp({said(out)}) / (exp({said(out)}) + exp({said(other)})) = {said(p)}",
        f"the right class gets {said(p)}:  L = −ln {said(p)} = {said(was.loss)}",
        f"∂L/∂z₁ = p₁ − y₁ = {said(p)} − 1 = {said(dz2[0])};   "
        f"∂L/∂w = a₁ · ∂L/∂z₁ = {said(a)} · {_factor(dz2[0])} = {said(slope)}",
        f"∂L/∂a₁ = {_products(W2[0], dz2)} = {said(da)};   "
        f"∂L/∂z₁ = {said(da)} · (1 − {said(a)}²) = {said(dz)}",
        f"each parameter moves against its slope:  w ← w − {rate} · ∂L/∂w,  "
        f"{said(W2[0, 0])} − {rate} · {_factor(slope)} = {said(was.after['weights'][1][0, 0])}",
        f"forwards once more:  p₁ = {said(now.p[0, 0])},  L = −ln {said(now.p[0, 0])} = {said(now.loss)}",
    ]


def said(number: float) -> str:
    """A number with two decimals and a true minus."""
    return f"{number:.2f}".replace("-", "−")


def _factor(number: float) -> str:
    return f"({said(number)})" if number < 0 else said(number)


def _products(numbers, others) -> str:
    return " + ".join(f"{_factor(one)} · {_factor(other)}" for one, other in zip(numbers, others))
