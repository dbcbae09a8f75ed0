"""Matrices, steps and bumps: what is drawn must be what was computed, and every word on it legible."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from lib import sigmoid
from lib.figures import PALETTE
from lib.figures.pieces import draw_bumps, draw_product, draw_step


def texts(axes):
    return [text.get_text() for text in axes.texts]


# --- matrices


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


# --- steps


@pytest.mark.parametrize("w, b, place", [(20, -10, 0.5), (-5, 5, 1.0), (4.0, 0.0, 0.0)])
def test_a_step_stands_where_the_weighted_sum_is_zero(axes, w, b, place):
    assert draw_step(axes, lambda s: sigmoid(w * s + b), w, b, (-1, 2)) == place
    point = axes.get_lines()[-1]
    assert point.get_xydata()[0].tolist() == [place, 0.5]
    assert point.get_color() == PALETTE["biases"]
    assert f"= {place:.2f}" in texts(axes)[0]


@pytest.mark.parametrize("w, b", [(0, 3), (1, 30), (1, -30)])
def test_a_step_outside_is_not_marked(axes, w, b):
    place = draw_step(axes, lambda s: sigmoid(w * s + b), w, b, (-1, 2))
    assert np.isnan(place) if w == 0 else place == -b
    assert texts(axes) == [] and len(axes.get_lines()) == 1


# --- bumps


@pytest.mark.parametrize("count", [3, 60])
def test_the_sum_of_the_bumps_is_drawn(axes, count):
    def bumps(s):
        return np.sin(np.outer(s, np.arange(1, count + 1)))

    draw_bumps(axes, np.cos, bumps, (0, 2))
    curve, total = axes.get_lines()
    assert curve.get_ydata() == pytest.approx(np.cos(curve.get_xdata()))
    assert total.get_ydata() == pytest.approx(bumps(total.get_xdata()).sum(axis=1))
    assert len(axes.collections) == (count if count <= 40 else 0)
    assert axes.get_xlim() == (0, 2)
