"""Matrices and their product: what is drawn must be what was computed, and every word on it legible."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from lib.figures import PALETTE
from lib.figures.matrices import draw_product


def texts(axes):
    return [text.get_text() for text in axes.texts]


def test_a_product_shows_every_number_of_every_matrix(axes):
    first, second = np.array([[1.5, -2]]), np.array([[3], [0.25]])
    draw_product(axes, [first, second], ["$W_1$", "$W_2$", "product"], result=first @ second)
    assert texts(axes) == ["$W_1$", "1.5", "−2", "·", "$W_2$", "3", "0.25", "=", "product", "4"]
    cells = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    assert len(cells) == 5
    low, high = axes.get_xlim()
    assert all(low < cell.get_x() and cell.get_x() + cell.get_width() < high for cell in cells)
    assert axes.texts[0].get_color() == PALETTE["weights"] and axes.texts[-1].get_color() == PALETTE["ink"]


def test_a_word_between_matrices_is_an_activation(axes):
    draw_product(axes, [np.ones((1, 2)), np.ones((2, 2)), np.ones((2, 1))], list("ABC"), between="ReLU")
    signs = [text for text in axes.texts if text.get_text() == "ReLU"]
    assert len(signs) == 2 and {text.get_color() for text in signs} == {PALETTE["activations"]}
    assert "=" not in texts(axes)


def test_matrices_do_not_overlap(axes):
    draw_product(axes, [np.ones((1, 2)), np.ones((2, 1))], ["A", "B"], between="tanh")
    boxes = [(patch.get_x(), patch.get_x() + patch.get_width()) for patch in axes.patches]
    assert max(end for _, end in boxes[:2]) < min(start for start, _ in boxes[2:])


def test_a_name_for_each_matrix_is_asked_for(axes):
    with pytest.raises(ValueError):
        draw_product(axes, [np.ones((1, 1))], [])
