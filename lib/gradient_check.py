"""The gradient check: are the derivatives of backpropagation those of the loss?"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lib import expect
from lib.network import Network


def numerical_gradient(function: Callable, theta, h: float = 1e-5) -> np.ndarray:
    """Gradient by central differences, (f(theta + h e_i) - f(theta - h e_i)) / 2h for each entry i.

    Parameters
    ----------
    function : callable
        Takes an array like `theta`, returns a number.
    theta : array_like
        Where; an array of any shape.
    h : float
        Step: the error of the formula grows with h^2, that of rounding with 1/h.

    Returns
    -------
    ndarray
        Derivatives, of the shape of `theta`.
    """
    theta, h = np.array(expect.array("theta", theta)), expect.number("h", h, "(0, inf)")
    result = np.empty_like(theta)
    for i in np.ndindex(theta.shape):
        value = theta[i]
        theta[i] = value + h
        above = float(function(theta))
        theta[i] = value - h
        result[i] = (above - float(function(theta))) / (2 * h)
        theta[i] = value
    return result


@dataclass(frozen=True)
class GradientCheck:
    """What a gradient check found; ``print`` says it in words, and it is true when all is right.

    Attributes
    ----------
    names : tuple of str
        Names of the parameters that were checked.
    backward, numerical : ndarray
        Derivatives by backpropagation and by central differences.
    rounding : float
        How far rounding alone may move a central difference.
    tolerance : float
        The largest error that passes.
    """

    names: tuple[str, ...]
    backward: np.ndarray
    numerical: np.ndarray
    rounding: float
    tolerance: float

    @property
    def errors(self) -> np.ndarray:
        """Relative errors, of the shape of `backward`."""
        a, b = np.abs(self.backward), np.abs(self.numerical)
        least = 1e-3 * max(a.max(), b.max(), np.finfo(float).tiny)
        difference = np.maximum(np.abs(self.backward - self.numerical) - self.rounding, 0)
        return difference / np.maximum(a + b, least)

    @property
    def worst(self) -> str:
        """Name of the parameter with the largest error."""
        return self.names[self.errors.argmax()]

    def __bool__(self) -> bool:
        return bool((self.errors <= self.tolerance).all())  # false for NaN

    def __repr__(self) -> str:
        i, wrong = self.errors.argmax(), int((~(self.errors <= self.tolerance)).sum())
        verdict = "gradient right" if self else f"gradient WRONG in {wrong}"
        return (f"{verdict} of {len(self.names)} parameters checked; largest relative error "
                f"{self.errors[i]:.1e} at {self.names[i]}: backpropagation {self.backward[i]:.6g}, "
                f"central difference {self.numerical[i]:.6g}")


def gradient_check(net: Network, x, y, h: float = 1e-5, tolerance: float = 1e-6, at_most: int = 1000,
                   seed: int = 0) -> GradientCheck:
    """Compare the gradient of a network with central differences, in float64.

    The relative error of an entry is the difference, less what rounding alone may do, divided by the sum of
    both absolute values or by a thousandth of the largest derivative if that is more. Dropout drops the same
    values every time. At a kink, as ReLU's, the two may differ although both are right.

    Parameters
    ----------
    net : Network
        It is left as it was: what is checked is a copy.
    x, y : array_like
        Samples and labels.
    h : float
        Step of the differences.
    tolerance : float
        Largest relative error that passes.
    at_most : int
        Number of parameters to check. Of a larger network so many are chosen at random, the same number from
        each matrix and each bias that has so many: drawn from all alike, a bias would hardly come up.
    seed : int
        Seed of that choice.

    Returns
    -------
    GradientCheck
        True if all is right; it names the worst parameter.
    """
    h, tolerance = expect.number("h", h, "(0, inf)"), expect.number("tolerance", tolerance, "(0, inf)")
    at_most, seed = expect.integer("at_most", at_most), expect.integer("seed", seed, least=0)
    net = net.copy(dtype=np.float64)
    indices = _dealt([place.stop - place.start for _, place, _ in net.places if place.stop <= net.theta.size],
                     at_most, np.random.default_rng(seed))
    start = net.rng.bit_generator.state

    def loss(values):
        net.rng.bit_generator.state = start  # so that dropout drops the same values again
        net.theta[indices] = values
        return net.backpropagate(x, y)

    values = net.theta[indices]
    rounding = 4 * np.finfo(float).eps * max(1, abs(loss(values))) / h
    backward = net.grad[indices]
    names = tuple(map(net.name_of, indices.tolist()))
    return GradientCheck(names, backward, numerical_gradient(loss, values, h), rounding, tolerance)


def _dealt(sizes: list[int], at_most: int, rng: np.random.Generator) -> np.ndarray:
    """At most so many entries of arrays that lie one after the other, taken from each in turn."""
    rounds = np.concatenate([rng.permutation(size) for size in sizes])  # in which an entry has its turn
    return np.sort(np.lexsort((rng.random(len(rounds)), rounds))[:at_most])
