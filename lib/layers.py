"""Layers: plain functions of arrays, forwards and backwards; rows are samples.

A layer that is called, ``layer(x)``, only computes. ``layer.forward(x)`` also remembers what
``layer.backward(grad)`` needs to turn the derivatives of the loss by the layer's output into those by
its input. Going backwards changes nothing that was remembered, so it may be done again.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, reduce

import numpy as np

from lib.common import Described, array, instance, number, whole
from lib.initial import Initial, lecun


class View:
    """An attribute that holds an array; to assign to it is to write into that array.

    The matrices of a network are views of its one vector. Were ``layer.W = matrix`` to put another
    array in their place, the network would go on training the old one.
    """

    def __set_name__(self, owner, name):
        self.name = name

    def __set__(self, owner, values):
        held = owner.__dict__.get(self.name)
        if held is None:
            owner.__dict__[self.name] = values
        elif values is not held:
            held[...] = array(self.name, values, held.shape)


class Layer(Described):
    """A function of arrays that can be followed backwards.

    Attributes
    ----------
    initial : Initial
        Initial weights that suit a dense layer just before this one.
    """

    initial: Initial = lecun

    def connect(self, inputs: int) -> int:
        """Take note of the number of inputs.

        Parameters
        ----------
        inputs : int
            Numbers in each row of `x`.

        Returns
        -------
        int
            Numbers in each row of the output.

        Raises
        ------
        ValueError
            If the layer cannot have so many inputs.
        """
        return inputs

    def walk(self, name: str) -> Iterator[tuple[str, Layer]]:
        """This layer and all inside it.

        Parameters
        ----------
        name : str
            Name of this layer.

        Yields
        ------
        str, Layer
            Name and layer.
        """
        yield name, self

    def copy(self) -> Layer:
        """Make a layer of the same settings.

        Returns
        -------
        Layer
            It belongs to no network and has no parameters yet.
        """
        return type(self)(**self.config())

    def __call__(self, x: np.ndarray) -> np.ndarray:
        """Output for `x` of shape (samples, inputs)."""
        raise NotImplementedError

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Output for `x`; what the way back needs is remembered.

        Parameters
        ----------
        x : ndarray, shape (samples, inputs)
            Samples, or the output of the layer before.

        Returns
        -------
        ndarray, shape (samples, outputs)
            Output; in training, where a layer makes that difference.
        """
        raise NotImplementedError

    def backward(self, grad: np.ndarray) -> np.ndarray:
        """One step of backpropagation.

        Parameters
        ----------
        grad : ndarray, shape (samples, outputs)
            Derivatives of the loss by the last output of `forward`.

        Returns
        -------
        ndarray, shape (samples, inputs)
            Derivatives of the loss by its input. Those by parameters are kept in the layer.
        """
        raise NotImplementedError

    def differentiate(self, grad: np.ndarray) -> None:
        """The part of `backward` that a first layer needs: derivatives by its own parameters alone.

        Parameters
        ----------
        grad : ndarray, shape (samples, outputs)
            Derivatives of the loss by the last output of `forward`.
        """


def times(grad: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """Chain rule where each number depends on one alone.

    Parameters
    ----------
    grad, slope : ndarray
        Derivatives of the loss by the outputs, and of the outputs by the inputs; of one shape.

    Returns
    -------
    ndarray
        Derivatives of the loss by the inputs: the product, entry by entry.

    Raises
    ------
    ValueError
        If the shapes differ.
    """
    try:
        return grad * slope
    except ValueError:
        raise ValueError(f"grad: expected shape {slope.shape} of the last output, got {grad.shape}") from None


@lru_cache(maxsize=8)
def _ones(length: int, dtype: np.dtype) -> np.ndarray:
    return np.ones(length, dtype)


class Dense(Layer):
    """Every input is connected to every unit: z = x W + b.

    Backwards, with G for the derivatives of the loss by z::

        dL/dW = x^T G        dL/db = sum of the rows of G        dL/dx = G W^T

    Parameters
    ----------
    units : int
        Number of outputs, at least 1.
    bias : bool
        Whether there is a `b`.
    init : Initial, optional
        Initial weights; by default those that suit the activation that follows. Biases start at 0.

    Attributes
    ----------
    W, b : ndarray, shapes (inputs, units) and (units,)
        Parameters: views of the vector `theta` of the network.
    dW, db : ndarray
        Derivatives of the loss by them: views of its vector `grad`.

    References
    ----------
    D. Rumelhart, G. Hinton, R. Williams, "Learning representations by back-propagating errors",
    Nature 323, 1986.
    """

    W, b, dW, db = View(), View(), View(), View()

    def __init__(self, units: int, bias: bool = True, init: Initial | None = None):
        self.units = whole("units", units)
        self.bias = bool(bias)
        self.init = init if init is None else instance("init", init, Initial)
        self.inputs = self.W = self.b = self.x = None

    def connect(self, inputs):
        self.inputs = inputs
        return self.units

    def __call__(self, x):
        try:
            z = np.dot(x, self.W)
        except (TypeError, ValueError):
            if self.W is None:
                raise ValueError(f"{self} has no weights yet: make it a layer of a Network") from None
            raise ValueError(f"x: expected shape (samples, {self.inputs}), got {np.shape(x)}") from None
        if self.bias:
            z += self.b
        return z

    def forward(self, x):
        self.x = x
        return self(x)

    def differentiate(self, grad):
        try:
            np.dot(self.x.T, grad, out=self.dW)
        except (AttributeError, TypeError, ValueError):
            wanted = "a forward pass first" if self.x is None else f"shape {(len(self.x), self.units)}"
            raise ValueError(f"grad: expected {wanted}, got shape {np.shape(grad)}") from None
        if self.bias:
            np.dot(_ones(len(grad), grad.dtype), grad, out=self.db)  # faster than grad.sum(axis=0)

    def backward(self, grad):
        self.differentiate(grad)
        return np.dot(grad, self.W.T)

    def __repr__(self):
        bias, init = "" if self.bias else ", bias=False", f", init={self.init}" if self.init else ""
        return f"Dense({self.units}{bias}{init})"


class Dropout(Layer):
    """In training each value is set to 0 with probability `rate` and the others are scaled up.

    y = x m / (1 - rate), where m is 0 or 1, drawn anew for every value. The mean of y is x, so nothing
    is to be done in prediction: there y = x.

    Parameters
    ----------
    rate : float
        Share of values dropped, in [0, 1).

    References
    ----------
    N. Srivastava and others, "Dropout: a simple way to prevent neural networks from overfitting",
    JMLR 15, 2014.
    """

    def __init__(self, rate: float):
        self.rate = number("rate", rate, "[0, 1)")
        self.rng = np.random.default_rng(0)  # a network puts its own in this place

    def __call__(self, x):
        return x

    def forward(self, x):
        kept = self.rng.random(x.shape, dtype=x.dtype) >= self.rate
        self.mask = kept * x.dtype.type(1 / (1 - self.rate))
        return x * self.mask

    def backward(self, grad):
        return times(grad, self.mask)


class Residual(Layer):
    """A way round some layers: y = x + f(x), where f is these layers one after the other.

    The derivative of y by x is 1 + f', so a gradient finds its way back however small f' is.

    Parameters
    ----------
    *layers : Layer
        Layers of f, which must have as many outputs as inputs.

    References
    ----------
    K. He, X. Zhang, S. Ren, J. Sun, "Deep residual learning for image recognition", CVPR 2016.
    """

    def __init__(self, *layers: Layer):
        if not layers:
            raise ValueError("layers: expected at least one layer inside Residual, got none")
        self.layers = [instance("layers", layer, Layer).copy() for layer in layers]

    def config(self):
        return {"layers": self.layers}

    def copy(self):
        return Residual(*self.layers)

    def connect(self, inputs):
        outputs = inputs
        for layer in self.layers:
            outputs = layer.connect(outputs)
        if outputs != inputs:
            raise ValueError(f"layers: {self} adds its {outputs} outputs to its {inputs} inputs; "
                             "expected as many outputs as inputs")
        return outputs

    def walk(self, name):
        yield name, self
        for i, layer in enumerate(self.layers):
            yield from layer.walk(f"{name}.layers[{i}]")

    def __call__(self, x):
        return x + reduce(lambda y, layer: layer(y), self.layers, x)

    def forward(self, x):
        return x + reduce(lambda y, layer: layer.forward(y), self.layers, x)

    def backward(self, grad):
        return grad + reduce(lambda g, layer: layer.backward(g), reversed(self.layers), grad)

    def differentiate(self, grad):
        self.backward(grad)

    def __repr__(self):
        return f"Residual({', '.join(map(repr, self.layers))})"
