"""How well a plain network reads digits: three recipes, for 10 seconds, 60 seconds and 5 minutes of training.

``python -m bench.accuracy`` trains each recipe with three seeds on all 60,000 training images and tests it
on the 10,000 test images. Recipes were chosen by ``--validate``, which trains on 50,000 of the training
images and looks at the other 10,000; the test images decided nothing. The results go to
``lib/lectures/mnist/accuracy.json``, which lecture 10 quotes.

Each image is first set upright. That belongs to the network: whoever asks it shows it upright images. The
seconds are all that training needs, from setting the images upright to the last step.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.machine import machine
from lib import Adam, Cosine, CrossEntropy, Dense, Dropout, Network, ReLU, WarmUp, evaluate, fit, mnist

FILE = Path(__file__).parents[1] / "lib" / "lectures" / "mnist" / "accuracy.json"


def upright(x: np.ndarray) -> np.ndarray:
    """Shear images so that their digits stand upright, which is also called deskewing.

    The slant is how far the ink moves sideways from row to row: its covariance of row and column, divided by
    its variance of the row. Each row is moved by so much back, about the middle one; a pixel that falls
    between two is shared by them. Slants are rounded to twentieths, so that images of the same slant are
    moved together, by a product of each row with a matrix.

    Y. LeCun and others, "Gradient-based learning applied to document recognition", Proc. IEEE 86, 1998.
    """
    row, column = np.indices((28, 28)).reshape(2, 784).astype(x.dtype) - 13.5
    moments = np.stack([np.ones_like(row), row, column, row * column, row * row], axis=1)
    ink, down, right, both, square = np.dot(x, moments).T
    slants = np.round(20 * (both - down * right / ink) / (square - down * down / ink)) / 20
    images, result = x.reshape(-1, 28, 28), np.empty((len(x), 28, 28), x.dtype)
    middle, source, target = np.ogrid[-13.5:14.5, :28, :28]
    for slant in np.unique(slants):
        chosen = np.flatnonzero(slants == slant)
        shear = np.maximum(0, 1 - np.abs(source - target - slant * middle)).astype(x.dtype)
        result[chosen] = np.matmul(images[chosen].swapaxes(0, 1), shear).swapaxes(0, 1)
    return result.reshape(-1, 784)


def shift(x: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Move images by at most one pixel in each direction.

    A row of 784 pixels with some blank ones around it, read 28 dy + dx pixels further along, is the image
    moved. The samples of a batch come in random order, so each ninth of them can be moved its own way.
    """
    padded, moved = np.pad(x, ((0, 0), (29, 29))), np.empty_like(x)
    offsets = [28 * down + right for down in range(3) for right in range(3)]
    for rows, offset in zip(np.array_split(np.arange(len(x)), 9), offsets):
        moved[rows] = padded[rows, offset : offset + 784]
    return moved


def affine_matrix(
    rng: np.random.Generator, degrees: float = 8, stretch: float = 0.1, pixels: float = 1.2
) -> np.ndarray:
    """A random rotation, scaling, shear and move of an image, as a 784 x 784 matrix for a row of its pixels.

    Where a pixel of the new image comes from in the old one is an affine map; it falls between four pixels,
    which share it bilinearly.
    """
    turn = np.radians(rng.uniform(-degrees, degrees))
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    change = rotation @ (np.eye(2) + rng.uniform(-stretch, stretch, (2, 2)))
    pixel = np.indices((28, 28)).reshape(2, 784) - 13.5
    source = change @ pixel + 13.5 + rng.uniform(-pixels, pixels, (2, 1))
    matrix = np.zeros((784, 784), np.float32)
    for neighbour in ((0, 0), (0, 1), (1, 0), (1, 1)):
        place = np.floor(source).astype(int) + np.transpose([neighbour])
        inside = ((place >= 0) & (place < 28)).all(axis=0)
        weight = np.prod(1 - np.abs(source - place), axis=0)
        matrix[28 * place[0, inside] + place[1, inside], np.flatnonzero(inside)] = weight[inside]
    return matrix


def distort(x: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Distort images, each quarter of a batch its own way."""
    return np.concatenate([np.dot(part, affine_matrix(rng)) for part in np.array_split(x, 4)])


@dataclass(frozen=True)
class Recipe:
    """Settings of a training with Adam, warm-up and cosine, batches of 256 and label smoothing 0.1."""

    units: tuple[int, int]
    augment: Callable
    epochs: int
    rate: float
    dropout: float = 0.0

    def train(self, x, y, seed: int) -> tuple[Network, float]:
        """A network trained on upright images, and the seconds it took."""
        began = time.perf_counter()
        layers = []
        for units in self.units:
            layers += [Dense(units), ReLU()] + [Dropout(self.dropout)] * (self.dropout > 0)
        net = Network(784, *layers, Dense(10), loss=CrossEntropy(smoothing=0.1), seed=seed)
        fit(
            net,
            upright(x),
            y,
            Adam(self.rate),
            epochs=self.epochs,
            batch_size=256,
            augment=self.augment,
            schedule=WarmUp(0.1, Cosine()),
            record=None,
            seed=seed,
            progress=False,
        )
        return net, time.perf_counter() - began


RECIPES = {
    "10 s": Recipe((400, 200), shift, epochs=6, rate=0.005),
    "60 s": Recipe((800, 400), distort, epochs=12, rate=0.003),
    "5 min": Recipe((1024, 512), distort, epochs=46, rate=0.003, dropout=0.05),
}


def main() -> None:
    """Read the command line, train, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__.splitlines()[0])
    parser.add_argument("--recipes", nargs="+", choices=RECIPES, default=list(RECIPES))
    parser.add_argument("--seeds", type=int, default=3, help="number of seeds (3)")
    parser.add_argument(
        "--validate", action="store_true", help="test on 10,000 held-back training images, and write nothing"
    )
    options = parser.parse_args()
    x, y, x_test, y_test = mnist()
    if options.validate:
        x, x_test, y, y_test = x[:50_000], x[50_000:], y[:50_000], y[50_000:]
    results = json.loads(FILE.read_text()) if FILE.exists() else {}
    for name in options.recipes:
        runs = []
        for seed in range(options.seeds):
            net, seconds = RECIPES[name].train(x, y, seed)
            share = evaluate(net, upright(x_test), y_test)[1]
            runs.append({"seed": seed, "accuracy": share, "seconds": round(seconds, 1)})
            print(f"{name}, seed {seed}: {share:.2%} after {seconds:.1f} s", flush=True)
        mean = statistics.mean(run["accuracy"] for run in runs)
        print(f"{name}: {mean:.2%} in the mean")
        if options.validate:
            continue
        recipe = vars(RECIPES[name]) | {"augment": RECIPES[name].augment.__name__}
        results[name] = {"mean accuracy": mean, "runs": runs, "recipe": recipe, "machine": machine()}
        FILE.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
