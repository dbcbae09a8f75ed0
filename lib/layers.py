"""Layers: plain functions of arrays, forwards and backwards; rows are samples.

A layer has three ways to be asked, which a network has too. ``predict(x)``, or the layer called, only
computes. ``forward(x)`` is the pass in training: it also remembers what ``backward(grad)`` needs to turn the
derivatives of the loss by the output into those by the input. Going backwards changes nothing that was
remembered, so it may be done again.

A layer of one's own has these three, and the arrays that it wants trained in ``parameters()``.
"""

import math
from collections.abc import Callable, Iterator
from functools import reduce
from typing import NamedTuple

import numpy as np

from lib import expect
from lib.configurable import Configurable
from lib.initializers import lecun


class Parameter(NamedTuple):
    """An array of a layer, for which its network has a place.

    Attributes
    ----------
    name : str
        Name in the layer: "W" becomes `W`, and the derivatives of the loss by it `dW`.
    shape : tuple of int
        Its shape.
    initial : float or callable, optional
        One number for all entries, or a function of a random generator and the shape; by default the
        initializer that suits the activation that follows.
    penalized : bool
        Whether l1 and l2 of the network count it, as a weight.
    trained : bool
        False for what is kept and saved and not trained, as running means; it has no derivatives.
    """

    name: str
    shape: tuple[int, ...]
    initial: float | Callable | None = None
    penalized: bool = False
    trained: bool = True

    @property
    def size(self) -> int:
        """Number of entries."""
        return math.prod(self.shape)


class Views:
    """An object with arrays that are parts of a longer one; to assign to one of them is to write into it.

    The matrices of a network are views of its one vector. Were ``layer.W = matrix`` to put another array in
    their place, the network would go on training the old one.
    """

    views: dict[str, np.ndarray] = {}

    def hold(self, **arrays: np.ndarray) -> None:
        """Keep these arrays as views."""
        self.views = self.views | arrays
        self.__dict__.update(arrays)

    def __setattr__(self, name, value):
        held = self.views.get(name)
        if held is None:
            self.__dict__[name] = value
        elif value is not held:
            derivative = name[:1] == "d" and name[1:] in self.views  # may be infinite: fit says so
            held[...] = expect.array(name, value, held.shape, held.dtype, finite=not derivative)


class Layer(Views, Configurable):
    """A function of arrays that can be followed backwards.

    Attributes
    ----------
    inputs : int
        Numbers in each row of `x`; None before the layer belongs to a network.
    rng : numpy.random.Generator
        That of its network, for layers that draw.
    init_before : callable, optional
        Initializer that suits a dense layer just before this one; None if that is up to the next layer.
    """

    inputs: int | None = None
    init_before: Callable | None = lecun

    def connect(self, inputs: int) -> int:
        """Take note of the number of inputs, and return that of outputs; ValueError if it cannot be."""
        self.inputs = inputs
        return inputs

    def parameters(self) -> list[Parameter]:
        """The arrays that the layer wants from its network, once it is connected."""
        return []

    def walk(self, name: str) -> Iterator[tuple[str, "Layer"]]:
        """This layer, of that name, and all inside it."""
        yield name, self

    def copy(self) -> "Layer":
        """A layer of the same settings, which belongs to no network and has no parameters yet."""
        return self.from_config(self.config())

    def __call__(self, x: np.ndarray) -> np.ndarray:
        """The same as `predict`."""
        return self.predict(x)

    def predict(self, x: np.ndarray) -> np.ndarray:
        """Output of a trained layer; nothing is remembered.

        Parameters
        ----------
        x : ndarray, shape (samples, inputs)
            Samples, or the output of the layer before.

        Returns
        -------
        ndarray, shape (samples, outputs)
            Output.
        """
        raise NotImplementedError

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Output in training; what the way back needs is remembered.

        Parameters
        ----------
        x : ndarray, shape (samples, inputs)
            Samples, or the output of the layer before.

        Returns
        -------
        ndarray, shape (samples, outputs)
            Output, an array of its own.
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
        """The part of `backward` that a first layer needs: derivatives by its own parameters alone."""
        self.backward(grad)

    def check(self, x) -> None:
        """Refuse what is no input of this layer."""
        if self.inputs is None:
            raise ValueError(f"{self} has no weights yet: make it a layer of a Network")
        if np.shape(x)[1:] != (self.inputs,):
            raise ValueError(f"x: expected shape (samples, {self.inputs}), got {np.shape(x)}")


def connect(inputs: int, layers: list[Layer]) -> int:
    """Tell layers one behind the other their numbers of inputs, and return the outputs of the last."""
    return reduce(lambda units, layer: layer.connect(units), layers, inputs)


def chain_rule(grad: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """The chain rule where each number depends on one alone: the product, for arrays of one shape."""
    try:
        return grad * slope
    except ValueError:
        raise ValueError(f"grad: expected shape {slope.shape} of the last output, got {grad.shape}") from None


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
    init : callable, optional
        Initializer of the weights; by default the one that suits the activation that follows. Biases start
        at 0.

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

    def __init__(self, units: int, bias: bool = True, init: Callable | None = None):
        self.units = expect.integer("units", units)
        if not isinstance(bias, (bool, np.bool_)):
            raise TypeError(f"bias: expected True or False, got {bias!r}; the number of inputs is not given, "
                            "it is that of the outputs of the layer before")
        self.bias = bool(bias)
        self.init = init if init is None else expect.function("init", init)
        self.W = self.b = self.x = None

    def connect(self, inputs):
        self.inputs = inputs
        return self.units

    def parameters(self):
        W = Parameter("W", (self.inputs, self.units), self.init, penalized=True)
        return [W, Parameter("b", (self.units,), 0)] if self.bias else [W]

    def predict(self, x):
        self.check(x)
        z = np.dot(x, self.W)
        if self.bias:
            z += self.b
        return z

    def forward(self, x):
        self.x = x
        return self.predict(x)

    def differentiate(self, grad):
        try:
            np.dot(self.x.T, grad, out=self.dW)
        except (AttributeError, TypeError, ValueError):
            wanted = "a forward pass first" if self.x is None else f"shape {(len(self.x), self.units)}"
            raise ValueError(f"grad: expected {wanted}, got shape {np.shape(grad)}") from None
        if self.bias:
            np.add.reduce(grad, axis=0, out=self.db)  # the sum, by a shorter way

    def backward(self, grad):
        self.differentiate(grad)
        return np.dot(grad, self.W.T)

    def __repr__(self):
        bias = "" if self.bias else ", bias=False"
        init = f", init={getattr(self.init, '__name__', self.init)}" if self.init else ""
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

    init_before = None

    def __init__(self, rate: float):
        self.rate = expect.number("rate", rate, "[0, 1)")
        self.rng = np.random.default_rng(0)  # a network puts its own in this place

    def predict(self, x):
        return x

    def forward(self, x):
        kept = self.rng.random(x.shape, dtype=x.dtype) >= self.rate
        self.mask = kept * x.dtype.type(1 / (1 - self.rate))
        return x * self.mask

    def backward(self, grad):
        return chain_rule(grad, self.mask)


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
        self.layers = [expect.instance("layers", layer, Layer).copy() for layer in layers]

    @classmethod
    def from_config(cls, config):
        return cls(*config["layers"])

    def connect(self, inputs):
        outputs = connect(super().connect(inputs), self.layers)
        if outputs != inputs:
            raise ValueError(f"layers: {self} adds its {outputs} outputs to its {inputs} inputs; "
                             "expected as many outputs as inputs")
        return outputs

    def walk(self, name):
        yield name, self
        for i, layer in enumerate(self.layers):
            yield from layer.walk(f"{name}.layers[{i}]")

    def predict(self, x):
        return x + reduce(lambda y, layer: layer.predict(y), self.layers, x)

    def forward(self, x):
        return x + reduce(lambda y, layer: layer.forward(y), self.layers, x)

    def backward(self, grad):
        return grad + reduce(lambda g, layer: layer.backward(g), reversed(self.layers), grad)

    def __repr__(self):
        return f"Residual({', '.join(map(repr, self.layers))})"
