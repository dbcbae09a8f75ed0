"""What is inside: an image on its way through the network, neurons and their weights, drawings as read."""

from __future__ import annotations

import numpy as np
from matplotlib.patches import Rectangle

from lib.figures.style import PALETTE, TYPE, shades
from lib.lectures.mnist.figures import draw_answers
from lib.lectures.mnist.images import draw_images

VIOLETS = shades("activations")


def draw_way_through(figure, image, hidden, probabilities):
    """An image, the activations of 128 hidden neurons, and the probabilities of the ten digits."""
    left, middle, right = (figure.add_axes(place) for place in
                           ((-0.01, 0.06, 0.25, 0.8), (0.31, 0.06, 0.25, 0.8), (0.67, 0.12, 0.32, 0.74)))
    draw_images(left, image[np.newaxis], 1)
    middle.imshow(hidden.reshape(8, 16), cmap=VIOLETS, vmin=0, vmax=4, aspect="auto")
    middle.set(xticks=[], yticks=[])
    draw_answers(right, probabilities)
    for x, title in ((0.0, "784 pixels"), (0.31, "128 neurons"), (0.67, "10 probabilities")):
        figure.text(x, 0.92, title, fontsize=TYPE["label"])
    for x in (0.265, 0.605):
        figure.text(x, 0.47, "→", fontsize=36, color=PALETTE["muted"], ha="center", va="center")


def draw_weights(figure, neuron, incoming, outgoing, liked):
    """28 neurons, and one of them: what it wants to see, what it likes most, and for which digits it speaks.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    neuron : int
        Which one, from 0.
    incoming, outgoing : ndarray, shapes (28, 784) and (28, 10)
        The weights of all.
    liked : ndarray, shape (8, 784)
        Images that excite the one.
    """
    left = figure.add_axes((0.0, 0.02, 0.5, 0.87))
    draw_images(left, incoming, 7, signed=True)
    row, column = divmod(neuron, 7)
    left.add_patch(Rectangle((32 * column - 2.5, 32 * row - 2.5), 32, 32, fill=False, ec=PALETTE["ink"], lw=3,
                             clip_on=False))
    draw_images(figure.add_axes((0.53, 0.46, 0.17, 0.43)), incoming[[neuron]], 1, signed=True)
    draw_images(figure.add_axes((0.72, 0.46, 0.28, 0.43)), liked, 4)
    for x, title in ((0.0, "28 neurons: ink wanted blue, unwanted ochre"), (0.53, f"neuron {neuron + 1}"),
                     (0.72, "it likes these most")):
        figure.text(x, 0.935, title, fontsize=TYPE["label"])
    bars = figure.add_axes((0.555, 0.11, 0.43, 0.2))
    weights, reach = outgoing[neuron], abs(outgoing).max()
    bars.bar(range(10), weights, color=[PALETTE["first" if weight > 0 else "second"] for weight in weights])
    bars.axhline(0, color=PALETTE["muted"], lw=1.5)
    bars.set(title="and speaks for these digits, or against", xticks=range(10), yticks=[],
             ylim=(-reach, reach))
    bars.spines[:].set_visible(False)
    bars.tick_params(length=0)


def draw_reading(figure, image, probabilities, strokes):
    """A drawing, the image made of it, and what the network reads."""
    drawn, seen, answers = (figure.add_axes(place) for place in
                            ((0.0, 0.06, 0.28, 0.78), (0.31, 0.06, 0.26, 0.78), (0.64, 0.12, 0.35, 0.72)))
    _draw_strokes(drawn, strokes)
    draw_images(seen, image[np.newaxis], 1)
    seen.set_title("as the network sees it")
    draw_answers(answers, probabilities)
    answers.set_title("its ten answers")


def draw_nine_moves(axes, image):
    """An image moved in eight directions, and as it was, each in a frame."""
    framed = np.pad(image.reshape(28, 28), 5)  # blank all round: np.roll would bring the ink in again
    nine = [framed[5 - 4 * down:33 - 4 * down, 5 - 5 * right:33 - 5 * right].ravel()
            for down in (-1, 0, 1) for right in (-1, 0, 1)]
    draw_images(axes, nine, 9, gap=10)
    for k in range(9):
        axes.add_patch(Rectangle((38 * k - 0.5, -0.5), 28, 28, fill=False, ec=PALETTE["muted"], lw=1.5,
                                 clip_on=False))


def _draw_strokes(axes, strokes):
    for stroke in strokes:
        axes.plot(*np.transpose(stroke), color=PALETTE["ink"], lw=16, solid_capstyle="round",
                  solid_joinstyle="round")
    axes.set(xlim=(0, 1), ylim=(1, 0), aspect="equal", xticks=[], yticks=[], title="drawn")
    axes.spines[:].set_visible(True)
