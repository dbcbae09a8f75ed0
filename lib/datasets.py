"""Data: small clouds of points in the plane, made from a seed, and MNIST from a file of the repository.

Points are float64 arrays of shape (samples, 2), labels whole numbers of shape (samples,).
"""

import gzip
import hashlib
import io
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np

from lib import expect

Points = tuple[np.ndarray, np.ndarray]


def xor() -> Points:
    """The four points of exclusive or.

    Returns
    -------
    x, y : ndarray, shapes (4, 2) and (4,)
        (0, 0), (0, 1), (1, 0), (1, 1), and their labels 0, 1, 1, 0.
    """
    return np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float), np.array([0, 1, 1, 0])


def xor_cloud(samples: int = 300, seed: int = 0) -> Points:
    """Normal points in the plane, of label 1 where just one coordinate is positive.

    With the defaults these are the 300 points of the published script scratch_mlp, which draws them with
    numpy's old generator; so does this function.

    Parameters
    ----------
    samples : int
        Number of points.
    seed : int
        Seed of the points.

    Returns
    -------
    x, y : ndarray, shapes (samples, 2) and (samples,)
        Points and labels.
    """
    expect.integer("samples", samples)
    x = np.random.RandomState(expect.integer("seed", seed, least=0)).randn(samples, 2)
    return x, np.logical_xor(x[:, 0] > 0, x[:, 1] > 0).astype(int)


def circles(samples: int = 300, noise: float = 0.1, seed: int = 0) -> Points:
    """Two circles around the origin, of radius 1 (label 0) and 1/2 (label 1).

    Parameters
    ----------
    samples : int
        Number of points.
    noise : float
        Standard deviation of the normal noise added to each coordinate, at least 0.
    seed : int
        Seed of the points.

    Returns
    -------
    x, y : ndarray, shapes (samples, 2) and (samples,)
        Points and labels.
    """
    rng, y = _labels(samples, 2, seed)
    angle = rng.uniform(0, 2 * np.pi, len(y))
    return _polar(1 - y / 2, angle) + _noise(rng, noise, len(y)), y


def moons(samples: int = 300, noise: float = 0.1, seed: int = 0) -> Points:
    """Two half circles that reach into each other, the upper one of label 0, the lower one of label 1.

    Parameters
    ----------
    samples : int
        Number of points.
    noise : float
        Standard deviation of the normal noise added to each coordinate, at least 0.
    seed : int
        Seed of the points.

    Returns
    -------
    x, y : ndarray, shapes (samples, 2) and (samples,)
        Points and labels.
    """
    rng, y = _labels(samples, 2, seed)
    upper = _polar(1, rng.uniform(0, np.pi, len(y))) - [0.5, 0.25]
    return np.where(y[:, np.newaxis] == 0, upper, -upper) + _noise(rng, noise, len(y)), y


def spirals(samples: int = 300, classes: int = 2, noise: float = 0.05, seed: int = 0) -> Points:
    """Arms of a spiral that winds once around the origin, one arm a class.

    Parameters
    ----------
    samples : int
        Number of points.
    classes : int
        Number of arms, at least 2.
    noise : float
        Standard deviation of the normal noise added to each coordinate, at least 0.
    seed : int
        Seed of the points.

    Returns
    -------
    x, y : ndarray, shapes (samples, 2) and (samples,)
        Points and labels.
    """
    rng, y = _labels(samples, classes, seed)
    along = np.sqrt(rng.uniform(0.01, 1, len(y)))  # the root spreads the points evenly over the length
    return _polar(along, 2 * np.pi * (along + y / classes)) + _noise(rng, noise, len(y)), y


def blobs(samples: int = 300, classes: int = 3, noise: float = 0.25, seed: int = 0) -> Points:
    """Normal clouds around points of the unit circle, one cloud a class.

    Parameters
    ----------
    samples : int
        Number of points.
    classes : int
        Number of clouds, at least 2.
    noise : float
        Standard deviation of a cloud in each coordinate, at least 0.
    seed : int
        Seed of the points.

    Returns
    -------
    x, y : ndarray, shapes (samples, 2) and (samples,)
        Points and labels.
    """
    rng, y = _labels(samples, classes, seed)
    return _polar(1, 2 * np.pi * y / classes) + _noise(rng, noise, len(y)), y


def _labels(samples, classes, seed) -> tuple[np.random.Generator, np.ndarray]:
    """A generator, and labels of classes as equal in size as can be, in random order."""
    rng = np.random.default_rng(expect.integer("seed", seed, least=0))
    samples, classes = expect.integer("samples", samples), expect.integer("classes", classes, least=2)
    return rng, rng.permutation(np.arange(samples) % classes)


def _polar(radius, angle) -> np.ndarray:
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _noise(rng, noise, samples) -> np.ndarray:
    return rng.normal(0, expect.number("noise", noise, "[0, inf)"), (samples, 2))


class MNIST(NamedTuple):
    """Handwritten digits.

    Attributes
    ----------
    x_train, x_test : ndarray, shapes (60000, 784) and (10000, 784)
        Images, a row of 28 pixels after the other, from 0 (paper) to 1 (ink).
    y_train, y_test : ndarray, shapes (60000,) and (10000,)
        Labels, 0 to 9.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


FILE = Path(__file__).parent / "data" / "mnist.npz"
SHA256 = "c8ca71ad62d22263ab46d0b5a815db8a64618c94fa6e7bc9f48a2c68964b1f12"


def mnist() -> MNIST:
    """The whole of MNIST, from the file in the repository: 60,000 training and 10,000 test images.

    Returns
    -------
    MNIST
        ``x_train, y_train, x_test, y_test``: images in float32, labels as whole numbers.

    Raises
    ------
    FileNotFoundError, ValueError
        If the file is missing, or is not the one that was published; the message says how to restore it.

    References
    ----------
    Y. LeCun, C. Cortes, "The MNIST database of handwritten digits", CC BY-SA 3.0.
    """
    restore = "To restore it: git checkout -- lib/data/mnist.npz, or install the package again"
    try:
        data = FILE.read_bytes()
    except FileNotFoundError:
        raise FileNotFoundError(f"{FILE} is missing. {restore}.") from None
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise ValueError(f"{FILE} is damaged: its checksum is not the one in lib/datasets.py. {restore}.")
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        train, test = ((np.divide(file[f"{part}_images"].reshape(-1, 784), 255, dtype=np.float32),
                        file[f"{part}_labels"].astype(int)) for part in ("train", "test"))
    return MNIST(*train, *test)


def read_idx(path) -> np.ndarray:
    """Read a file in the IDX format, in which MNIST and its relatives were published; gzipped or not.

    Two zero bytes, a byte for the type, a byte for the number of dimensions, each dimension in four
    bytes, then the numbers; all with the highest byte first.

    Parameters
    ----------
    path : str or Path
        The file.

    Returns
    -------
    ndarray
        Its numbers, of the type and the shape that the file says.

    Raises
    ------
    ValueError
        If the file is not in this format, or shorter or longer than it says.
    """
    data = Path(path).read_bytes()
    if data[:2] == b"\x1f\x8b":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as error:
            raise ValueError(f"path: {path} is a damaged gzip file ({error})") from None
    types = {8: "u1", 9: "i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}
    if len(data) < 4 or data[:2] != b"\0\0" or data[2] not in types:
        raise ValueError(f"path: expected a file in IDX format, got {path}, which begins with {data[:4]!r}")
    dtype, begin = np.dtype(types[data[2]]), 4 + 4 * data[3]
    shape = tuple(np.frombuffer(data[4:begin], ">i4").tolist()) if len(data) >= begin else ()
    expected = begin + int(np.prod(shape)) * dtype.itemsize
    if len(data) < begin or len(data) != expected:
        raise ValueError(f"path: expected {expected} bytes in {path} for shape {shape}, got {len(data)}")
    return np.frombuffer(data, dtype, offset=begin).reshape(shape).astype(dtype.newbyteorder("="))
