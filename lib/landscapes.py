"""Landscapes: functions of one or two parameters on which a descent can be watched.

Each is a :class:`Landscape` with its value, gradient and Hessian in closed form, so that a picture,
an optimizer and Newton's step all read from the same place.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from lib import expect


@dataclass(frozen=True)
class Landscape:
    """A differentiable function of `dimensions` parameters.

    A landscape of one parameter works element by element: numbers and arrays of any shape go in, the
    same shape comes out. One of d > 1 parameters takes points as the last axis, shape (..., d).

    Parameters
    ----------
    name : str
        Its name on a picture.
    formula : str
        Its formula in TeX, without dollar signs.
    dimensions : int
        Number of parameters.
    value_of, gradient_of, hessian_of : callable
        The function, its first and its second derivatives.
    box : tuple of (float, float)
        The interval worth drawing, one pair for each parameter.
    minima : tuple of tuple of float
        Where its local minima lie, the lowest first.
    """

    name: str
    formula: str
    dimensions: int
    value_of: Callable[[np.ndarray], np.ndarray] = field(repr=False)
    gradient_of: Callable[[np.ndarray], np.ndarray] = field(repr=False)
    hessian_of: Callable[[np.ndarray], np.ndarray] = field(repr=False)
    box: tuple[tuple[float, float], ...] = field(repr=False)
    minima: tuple[tuple[float, ...], ...] = ()

    def __call__(self, theta) -> np.ndarray:
        """Value at `theta`: shape of `theta` for one parameter, else (...,)."""
        return self.value_of(self._points(theta))

    def gradient(self, theta) -> np.ndarray:
        """First derivatives at points `theta`, of their shape."""
        return self.gradient_of(self._points(theta))

    def hessian(self, theta) -> np.ndarray:
        """Second derivatives at points `theta`: of their shape for one parameter, else (..., d, d)."""
        return self.hessian_of(self._points(theta))

    def _points(self, theta) -> np.ndarray:
        theta = expect.array("theta", theta)
        if self.dimensions > 1 and (theta.ndim == 0 or theta.shape[-1] != self.dimensions):
            raise ValueError(f"theta: {self.name} has {self.dimensions} parameters, so the last axis must "
                             f"have length {self.dimensions}; got shape {theta.shape}")
        return theta


def quadratic(curvatures, name: str = "quadratic") -> Landscape:
    """Half of the curvatures times the squared coordinates, lowest at the origin.

    Parameters
    ----------
    curvatures : sequence of float
        Second derivative along each axis: the eigenvalues of the Hessian, all positive.
    name : str
        Its name on a picture.

    Returns
    -------
    Landscape
        f(theta) = sum_i curvatures_i theta_i^2 / 2, of at least two parameters.

    Raises
    ------
    ValueError
        If there are fewer than two curvatures or one is not positive.
    """
    eigenvalues = np.array(expect.array("curvatures", curvatures))
    if eigenvalues.ndim != 1 or len(eigenvalues) < 2 or not np.all(eigenvalues > 0):
        raise ValueError(f"curvatures: expected at least two positive numbers, got {curvatures!r}")
    terms = "+".join(f"{c:g}\\,x_{i}^2" for i, c in enumerate(eigenvalues, 1))
    return Landscape(
        name=name,
        formula=rf"\tfrac12\left({terms}\right)",
        dimensions=len(eigenvalues),
        value_of=lambda theta: (eigenvalues * theta**2).sum(axis=-1) / 2,
        gradient_of=lambda theta: eigenvalues * theta,
        hessian_of=lambda theta: np.zeros((*theta.shape, len(eigenvalues))) + np.diag(eigenvalues),
        box=((-6.2, 6.2), *((-4.0, 4.0),) * (len(eigenvalues) - 1)),
        minima=((0.0,) * len(eigenvalues),),
    )


parabola = Landscape(
    name="parabola",
    formula="x^2-4x+6",
    dimensions=1,
    value_of=lambda x: x**2 - 4 * x + 6,
    gradient_of=lambda x: 2 * x - 4,
    hessian_of=lambda x: np.full_like(x, 2.0),
    box=((-5.0, 9.0),),
    minima=((2.0,),),
)

bowl = quadratic((1, 1), name="bowl")
ravine = quadratic((1, 20), name="ravine")

double_well = Landscape(
    name="double well",
    formula=r"\tfrac14x^4-2x^2+\tfrac12x+5",
    dimensions=1,
    value_of=lambda x: x**4 / 4 - 2 * x**2 + x / 2 + 5,
    gradient_of=lambda x: x**3 - 4 * x + 0.5,
    hessian_of=lambda x: 3 * x**2 - 4,
    box=((-3.2, 3.2),),
    minima=tuple((float(root),) for root in np.sort(np.roots([1, 0, -4, 0.5]))[[0, 2]]),
)


def _matrix(xx, xy, yy) -> np.ndarray:
    """Second derivatives as symmetric matrices, shape (..., 2, 2)."""
    xx, xy, yy = np.broadcast_arrays(xx, xy, yy)
    return np.stack([np.stack([xx, xy], axis=-1), np.stack([xy, yy], axis=-1)], axis=-2)


# The quartic term bounds the fall, so that a path that leaves the saddle ends in one of two valleys.
saddle = Landscape(
    name="saddle",
    formula=r"\tfrac12x^2-\tfrac12y^2+\tfrac14y^4",
    dimensions=2,
    value_of=lambda theta: theta[..., 0] ** 2 / 2 - theta[..., 1] ** 2 / 2 + theta[..., 1] ** 4 / 4,
    gradient_of=lambda theta: np.stack([theta[..., 0], theta[..., 1] ** 3 - theta[..., 1]], axis=-1),
    hessian_of=lambda theta: _matrix(1, 0, 3 * theta[..., 1] ** 2 - 1),
    box=((-2.2, 2.2), (-1.6, 1.6)),
    minima=((0.0, 1.0), (0.0, -1.0)),
)


def _rosenbrock_gradient(theta):
    x, y = theta[..., 0], theta[..., 1]
    return np.stack([-2 * (1 - x) - 400 * x * (y - x**2), 200 * (y - x**2)], axis=-1)


# H. Rosenbrock, "An automatic method for finding the greatest or least value of a function", 1960: the floor
# of a bent valley is soon found, the lowest point of the floor is not.
rosenbrock = Landscape(
    name="Rosenbrock",
    formula=r"(1-x)^2+100\,(y-x^2)^2",
    dimensions=2,
    value_of=lambda theta: (1 - theta[..., 0]) ** 2 + 100 * (theta[..., 1] - theta[..., 0] ** 2) ** 2,
    gradient_of=_rosenbrock_gradient,
    hessian_of=lambda theta: _matrix(
        2 - 400 * theta[..., 1] + 1200 * theta[..., 0] ** 2, -400 * theta[..., 0], 200),
    box=((-2.0, 2.0), (-1.0, 3.0)),
    minima=((1.0, 1.0),),
)


def _beale(theta):
    """For k = 1, 2, 3 on the last axis: c - x (1 - y^k), to be squared and added, and its derivatives."""
    x, y, k = theta[..., :1], theta[..., 1:], np.array([1, 2, 3])
    factor, slope, bend = 1 - y**k, k * y ** (k - 1), k * (k - 1) * y ** np.maximum(k - 2, 0)
    return x, factor, slope, bend, np.array([1.5, 2.25, 2.625]) - x * factor


def _beale_gradient(theta):
    x, factor, slope, _, term = _beale(theta)
    return 2 * np.stack([-(term * factor).sum(axis=-1), (term * x * slope).sum(axis=-1)], axis=-1)


def _beale_hessian(theta):
    x, factor, slope, bend, term = _beale(theta)
    second = factor**2, slope * (term - x * factor), x * (x * slope**2 + term * bend)
    return _matrix(*(2 * derivative.sum(axis=-1) for derivative in second))


# E. Beale, "On an iterative method of finding a local minimum of a function of more than one variable", 1958:
# a bent, almost flat valley between steep corners.
beale = Landscape(
    name="Beale",
    formula="(1.5-x+xy)^2+(2.25-x+xy^2)^2+(2.625-x+xy^3)^2",
    dimensions=2,
    value_of=lambda theta: (_beale(theta)[-1] ** 2).sum(axis=-1),
    gradient_of=_beale_gradient,
    hessian_of=_beale_hessian,
    box=((-4.5, 4.5), (-4.5, 4.5)),
    minima=((3.0, 0.5),),
)


def noisy_valley(noise: float = 1.0, seed: int = 0) -> Landscape:
    """A valley whose gradient comes with noise, as the gradient of a mini-batch does.

    Value and Hessian are those of the valley itself. The noise goes on from call to call of the gradient:
    make a new valley for each descent, and the same seed gives the same path.

    Parameters
    ----------
    noise : float
        Standard deviation of what is added to each entry of the gradient, at least 0.
    seed : int
        Seed of the noise.

    Returns
    -------
    Landscape
        (x^2 + 10 y^2) / 2, lowest at the origin.
    """
    noise = expect.number("noise", noise, "[0, inf)")
    rng = np.random.default_rng(expect.integer("seed", seed, least=0))
    valley = quadratic((1, 10), name="noisy valley")
    return replace(
        valley, gradient_of=lambda theta: valley.gradient_of(theta) + rng.normal(0, noise, theta.shape))
