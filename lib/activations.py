"""Activation functions: what lets a network be more than one straight line.

Each is a layer, and a function of an array as well: ``Tanh()(z)``, with ``Tanh().derivative(z)``. All
are finite wherever z is, and keep float32 as float32.
"""

import math

import numpy as np

from lib import expect
from lib.initializers import he, lecun, xavier
from lib.layers import Layer, chain_rule


def sigmoid(z):
    """Logistic function 1 / (1 + exp(-z)) = (1 + tanh(z/2)) / 2; tanh cannot overflow as exp can.

    Far left 1 + tanh(z/2) is the small difference of two numbers near 1, and few of its digits are right.
    There exp(z) is small too, and exp(z) / (1 + exp(z)), the same function, has all of them.

    Parameters
    ----------
    z : array_like
        Any numbers.

    Returns
    -------
    ndarray
        Numbers from 0 to 1, of the shape of `z`.
    """
    z = _floats(z)
    s = 0.5 + 0.5 * np.tanh(0.5 * z)
    return np.where(z < -2, np.exp(np.minimum(z, 0)) * (1 - s), s)[()]  # 1 - s is 1 / (1 + exp(z))


def softmax(z) -> np.ndarray:
    """Turn each row of `z` into probabilities, exp(z_i) / sum_j exp(z_j).

    Taking the largest of a row from all of it leaves the quotient as it is, and no exponential overflows.

    Parameters
    ----------
    z : array_like, shape (..., classes)
        Scores, also called logits.

    Returns
    -------
    ndarray, shape (..., classes)
        Positive numbers; the sum of each row is 1.
    """
    z = _floats(z)
    e = np.exp(z - np.maximum.reduce(z, axis=-1, keepdims=True))
    return e / np.add.reduce(e, axis=-1, keepdims=True)  # e.sum() does the same, by a longer way


class Activation(Layer):
    """A function applied to each number on its own: a = f(z).

    A subclass gives `function` and `slope`, its derivative. The slope may be computed from z or from
    a, whichever is shorter: sigmoid' = a (1 - a).
    """

    init_before = he

    def function(self, z: np.ndarray) -> np.ndarray:
        """The function itself, for an array of any shape, in the same type."""
        raise NotImplementedError

    def slope(self, z: np.ndarray, a: np.ndarray) -> np.ndarray:
        """The derivative where the function takes `z` to `a`."""
        raise NotImplementedError

    def predict(self, z):
        """Values at `z`, an array of any shape."""
        return self.function(_floats(z))

    def derivative(self, z) -> np.ndarray:
        """The derivative at `z`.

        Parameters
        ----------
        z : array_like
            Numbers, in an array of any shape.

        Returns
        -------
        ndarray
            Derivatives, of the same shape.
        """
        z = _floats(z)
        return np.asarray(self.slope(z, self.function(z)), dtype=z.dtype)

    def forward(self, x):
        self.z = x
        self.a = self.function(x)
        return self.a

    def backward(self, grad):
        return chain_rule(grad, self.slope(self.z, self.a))


def _floats(z) -> np.ndarray:
    plain = isinstance(z, np.ndarray) and z.dtype.kind == "f" and not isinstance(z, np.ma.MaskedArray)
    return z if plain else expect.array("z", z)


class Identity(Activation):
    """Identity f(z) = z, as if there were no activation; f'(z) = 1."""

    init_before = lecun

    def function(self, z):
        return z

    def slope(self, z, a):
        return np.ones_like(z)


class Sigmoid(Activation):
    """Logistic function f(z) = 1 / (1 + exp(-z)), between 0 and 1; f' = f (1 - f), at most 1/4.

    References
    ----------
    P.-F. Verhulst, "Notice sur la loi que la population suit dans son accroissement", 1838.
    """

    init_before = xavier

    def function(self, z):
        return sigmoid(z)

    def slope(self, z, a):
        return a * (1 - a)


class Tanh(Activation):
    """Hyperbolic tangent f(z) = 2 sigmoid(2z) - 1, between -1 and 1; f' = 1 - f^2, at most 1.

    References
    ----------
    Y. LeCun and others, "Efficient BackProp", 1998: why it trains better than the logistic function.
    """

    init_before = xavier

    def function(self, z):
        return np.tanh(z)

    def slope(self, z, a):
        return 1 - a * a


class ReLU(Activation):
    """Rectified linear unit f(z) = max(0, z); f' = 1 where z > 0, else 0.

    At 0 there is no derivative; 0 is taken by convention.

    References
    ----------
    V. Nair, G. Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML 2010.
    """

    def function(self, z):
        return np.maximum(z, 0)

    def slope(self, z, a):
        return a > 0


class LeakyReLU(Activation):
    """Leaky ReLU f(z) = max(z, kz), with a small slope k below 0 so that no unit is dead; f' = 1 or k.

    Parameters
    ----------
    negative_slope : float
        k, in [0, 1).

    References
    ----------
    A. Maas, A. Hannun, A. Ng, "Rectifier nonlinearities improve neural network acoustic models", ICML 2013.
    """

    def __init__(self, negative_slope: float = 0.01):
        self.negative_slope = expect.number("negative_slope", negative_slope, "[0, 1)")

    def function(self, z):
        return np.maximum(z, self.negative_slope * z)

    def slope(self, z, a):
        return np.maximum(np.sign(z), self.negative_slope)


class ELU(Activation):
    """Exponential linear unit f(z) = z above 0, else alpha (exp(z) - 1); f' = 1, else alpha exp(z).

    Parameters
    ----------
    alpha : float
        What f tends to on the left is -alpha; positive.

    References
    ----------
    D.-A. Clevert, T. Unterthiner, S. Hochreiter, "Fast and accurate deep network learning by exponential
    linear units (ELUs)", ICLR 2016.
    """

    def __init__(self, alpha: float = 1.0):
        self.alpha = expect.number("alpha", alpha, "(0, inf)")

    def function(self, z):
        return np.maximum(z, 0) + self.alpha * np.expm1(np.minimum(z, 0))

    def slope(self, z, a):
        return np.where(z > 0, 1, self.alpha * np.exp(np.minimum(z, 0)))  # a + alpha would lose digits


class Softplus(Activation):
    """Smooth ReLU f(z) = log(1 + exp(z)); f' is the logistic function.

    References
    ----------
    C. Dugas and others, "Incorporating second-order functional knowledge for better option pricing",
    NIPS 2000.
    """

    def function(self, z):
        return np.logaddexp(0, z)

    def slope(self, z, a):
        return sigmoid(z)


class GELU(Activation):
    """Gaussian error linear unit f(z) = z (1 + tanh(c (z + 0.044715 z^3))) / 2, where c = sqrt(2/pi).

    That is z times the distribution function of normal numbers, to three decimals. Since
    (1 + tanh u) / 2 = sigmoid(2u), it is z s with s = sigmoid(2u), and f' = s + z s (1 - s) 2u'.

    References
    ----------
    D. Hendrycks, K. Gimpel, "Gaussian error linear units (GELUs)", 2016, where this form with tanh is given.
    """

    c = math.sqrt(2 / math.pi)

    def _sigmoid(self, z):
        return sigmoid(2 * (self.c * (z + 0.044715 * z * z * z)))  # z**3 would be hundreds of times slower

    def function(self, z):
        return z * self._sigmoid(z.clip(-30, 30))  # beyond s is 0 or 1, and z^3 might overflow

    def slope(self, z, a):
        z = z.clip(-30, 30)
        s = self._sigmoid(z)
        return s + z * s * (1 - s) * (2 * self.c) * (1 + 0.134145 * z * z)


class SiLU(Activation):
    """Sigmoid linear unit, or swish: f(z) = z sigmoid(z); f' = s + f (1 - s) with s = sigmoid(z).

    References
    ----------
    S. Elfwing, E. Uchibe, K. Doya, "Sigmoid-weighted linear units for neural network function approximation
    in reinforcement learning", Neural Networks 107, 2018.
    """

    def function(self, z):
        return z * sigmoid(z)

    def slope(self, z, a):
        s = sigmoid(z)
        return s + a * (1 - s)


class Softmax(Layer):
    """Probabilities p_i = exp(z_i / T) / sum_j exp(z_j / T), each depending on all z of its row.

    Its derivatives fill a matrix for each sample, dp_i/dz_j = p_i (delta_ij - p_j) / T. Backwards that
    becomes p (G - sum of G p) / T for derivatives G of the loss by p.

    `CrossEntropy` brings its own softmax; this layer is for other losses.

    Parameters
    ----------
    temperature : float
        T, positive: near 0 the largest takes all, large temperatures make all alike.
    """

    def __init__(self, temperature: float = 1.0):
        self.temperature = expect.number("temperature", temperature, "(0, inf)")

    def predict(self, x):
        """Probabilities for scores `x` of shape (..., classes)."""
        return softmax(_floats(x) / self.temperature)

    def forward(self, x):
        self.p = self.predict(x)
        return self.p

    def backward(self, grad):
        p = self.p
        return p * (grad - chain_rule(grad, p).sum(axis=-1, keepdims=True)) / self.temperature
