"""What a program is run with from outside: noise in the last place of its results, and other seeds.

Processors differ in the order in which they add the terms of a matrix product, and in the last digit of an
exponential function. The noise moves each such result by one unit in its last place, up or down. Which of
the two depends on the digits of the result and on the seed of the noise, so that the same calculation gives
the same result again, as it does on every processor. Results that are probably exact stay: those whose last
eight digits are zeros in binary, like whole numbers.
"""

import ast
import functools

import numpy as np

ROUNDED = "dot", "exp", "expm1", "log", "log1p", "logaddexp", "matmul", "sin", "cos", "tanh"

MIX = {4: (np.int32, -1640531535), 8: (np.int64, -7046029254386353131)}
"""For floats of so many bytes: integers of that size, and 2^32 or 2^64 over the golden ratio, made odd."""


def jitter(result, seed: int):
    """`result`, each number of it moved by one unit in the last place; an array is changed in place."""
    if getattr(result, "dtype", None) not in (np.float32, np.float64):
        return result
    values = np.atleast_1d(result)
    whole, factor = MIX[values.itemsize]
    bits = values.view(whole)
    up_or_down = ((bits ^ (whole(seed) << 12)) * whole(factor) >> 8 * values.itemsize - 1) | 1
    bits += up_or_down * ((bits & 255) != 0)
    return result if isinstance(result, np.ndarray) else values[0]


class Noisy:
    """A function of numpy whose results are jittered."""

    def __init__(self, function, seed: int):
        self.function, self.seed = function, seed
        functools.update_wrapper(self, function, assigned=("__doc__", "__name__"), updated=())

    def __call__(self, *arguments, **options):
        return jitter(self.function(*arguments, **options), self.seed)

    def __getattr__(self, name):
        return getattr(self.function, name)


class Products(ast.NodeTransformer):
    """Has ``a @ b`` in a program call `numpy.matmul`."""

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if not isinstance(node.op, ast.MatMult):
            return node
        matmul = ast.parse("__import__('numpy').matmul", mode="eval").body
        return ast.copy_location(ast.Call(matmul, [node.left, node.right], []), node)


def add_noise(seed: int) -> None:
    """From now on numpy rounds otherwise in this process. To be called before `lib` is imported."""
    for name in ROUNDED:
        setattr(np, name, Noisy(getattr(np, name), seed))


def shift_seeds(by: int) -> None:
    """From now on each ``default_rng(seed)`` of this process, in `lib` too, takes a seed that is `by` larger.

    The legacy ``RandomState`` keeps its seeds: it draws the data of published programs.
    """
    default_rng = np.random.default_rng
    np.random.default_rng = lambda seed=None: default_rng(seed + by if isinstance(seed, int) else seed)
