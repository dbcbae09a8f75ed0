"""A pad to draw digits on, by mouse, pen or finger, and a network that reads them as they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import traitlets

from lib import expect
from lib.activations import ReLU
from lib.interactive.live_figure import LiveFigure
from lib.layers import Dense
from lib.lectures.mnist.drawings import image_of
from lib.lectures.mnist.neurons import draw_reading
from lib.network import Network

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
"""The digits of a number to the base of 64."""

LARGEST = 2047
"""Weights are sent as whole numbers from -2047 to 2047, with a factor for each row: 12 bits, two letters."""


class Pad(LiveFigure):
    """A square to draw in, the image made of the drawing, and the answers of a network to it.

    With a kernel ``pad.drawing`` has the strokes, ``pad.image`` what the network sees and
    ``pad.probabilities`` its answers, each since the last stroke has ended.

    Parameters
    ----------
    net : Network
        ``Network(784, Dense(units), ReLU(), Dense(10))``, trained on MNIST.
    drawings : sequence of (str, list)
        Prepared drawings with their names, which a button shows one after the other; the first is there at
        the start.

    Raises
    ------
    ValueError
        If the network has other layers.
    """

    module = Path(__file__).with_suffix(".js")

    drawing = traitlets.List().tag(sync=True)
    drawings = traitlets.List().tag(sync=True)
    noise = traitlets.List().tag(sync=True)
    """Seven lines of seven blots, from 0 to 1, which are seen where nothing is drawn."""
    weights = traitlets.Unicode().tag(sync=True)
    scales = traitlets.List().tag(sync=True)
    others = traitlets.List().tag(sync=True)

    def __init__(self, net: Network, drawings: Sequence = (), **state):
        kinds = [type(layer) for layer in expect.instance("net", net, Network).layers]
        if kinds != [Dense, ReLU, Dense] or (net.inputs, net.outputs) != (784, 10):
            raise ValueError(f"net: expected Network(784, Dense(units), ReLU(), Dense(10)), got {net!r}")
        self._net = net
        hidden, _, output = net.layers
        weights, scales = encoded(hidden.W)
        others = [np.round(each.astype(float), 6).tolist() for each in (hidden.b, output.W.ravel(), output.b)]
        given = [(name, strokes) for name, strokes in drawings]
        state = {"drawing": given[0][1] if given else []} | state
        super().__init__(drawings=given, weights=weights, scales=scales, others=others, **state)

    @property
    def image(self) -> np.ndarray:
        """The 784 pixels that the network sees, from 0 (paper) to 1 (ink)."""
        return seen(self.drawing, self.noise)

    @property
    def probabilities(self) -> np.ndarray:
        """Its ten answers."""
        return self._net(self.image[np.newaxis])[0]

    def draw_still(self, figure, drawing, noise, **_state) -> str:
        image = seen(drawing, noise)
        p = self._net(image[np.newaxis])[0]
        draw_reading(figure, image, p, drawing)
        count = "1 stroke" if len(drawing) == 1 else f"{len(drawing)} strokes"
        what = "Noise" if noise and not drawing else f"A drawing of {count}"
        read = f"The network reads {p.argmax()}, and is {p.max():.0%} sure."
        return f"{what}, made into 28 by 28 pixels. {read}"


def seen(drawing, noise) -> np.ndarray:
    """The image of a drawing, or of the noise where nothing is drawn."""
    if drawing or not noise:
        return image_of(drawing)
    return np.kron(np.reshape(noise, (7, 7)), np.ones((4, 4))).ravel().astype(np.float32)


def encoded(matrix: np.ndarray) -> tuple[str, list[float]]:
    """A matrix as text, two letters a number, and the factor of each row.

    Parameters
    ----------
    matrix : ndarray, shape (rows, columns)

    Returns
    -------
    text : str
        Of 2 * rows * columns letters.
    factors : list of float
        An entry is its whole number times the factor of its row, to within half of the factor.
    """
    factors = np.maximum(abs(matrix).max(axis=1), 1e-30).astype(float) / LARGEST
    factors = np.array([float(f"{factor:.6g}") for factor in factors])
    whole = np.clip(np.rint(matrix / factors[:, None]), -LARGEST, LARGEST).astype(int) + LARGEST
    letters = np.array(list(LETTERS))
    return "".join(letters[np.stack(np.divmod(whole, 64), axis=-1).ravel()]), factors.tolist()
