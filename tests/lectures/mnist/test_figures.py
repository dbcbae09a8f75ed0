"""What a classifier makes of its data: every number on the pictures is the one that was counted."""

import numpy as np
import pytest

from lib.figures import PALETTE
from lib.lectures.mnist.figures import draw_answers, draw_calibration, draw_confusion


def test_the_answer_is_the_longest_bar_and_says_how_sure_it_is(axes):
    p = np.array([0.1, 0.7, 0.2])
    draw_answers(axes, p)
    assert [bar.get_height() for bar in axes.patches] == p.tolist()
    assert [text.get_text() for text in axes.texts] == ["70%"]
    colors = {bar.get_facecolor() for bar in (axes.patches[0], axes.patches[2])}
    assert len(colors) == 1 and axes.patches[1].get_facecolor() not in colors


def test_a_confusion_matrix_has_the_truth_downwards_and_every_number_but_zeros(axes):
    draw_confusion(axes, [[50, 3], [0, 40]])
    texts = {text.get_position(): text for text in axes.texts}
    written = {place: text.get_text() for place, text in texts.items()}
    assert written == {(0, 0): "50", (1, 0): "3", (1, 1): "40"}
    assert texts[0, 0].get_color() == PALETTE["first"] and texts[1, 0].get_color() == PALETTE["ink"]
    assert axes.get_ylim() == (1.5, -0.5) and axes.get_ylabel() == "truth" and axes.get_xlabel() == "answer"


def test_a_confusion_matrix_is_coloured_by_its_errors_alone(axes):
    draw_confusion(axes, [[500, 3, 0], [6, 400, 1], [0, 0, 300]], names=["cat", "dog", "cow"])
    assert axes.get_images()[0].get_array().tolist() == [[0, 3, 0], [6, 0, 1], [0, 0, 0]]
    assert axes.get_images()[0].get_clim() == (0, 6)
    assert [label.get_text() for label in axes.get_xticklabels()] == ["cat", "dog", "cow"]


@pytest.mark.filterwarnings("error")
def test_a_confusion_matrix_may_have_no_errors(axes):
    draw_confusion(axes, np.eye(3, dtype=int))


def test_calibration_shows_the_share_of_right_answers_in_each_group(axes):
    confidence = np.repeat([0.55, 0.95, 0.25], [20, 100, 9])
    right = np.concatenate([np.arange(20) < 5, np.arange(100) < 90, np.ones(9)])
    draw_calibration(axes, confidence, right)
    groups = [container.lines[0].get_xydata()[0].tolist() for container in axes.containers]
    assert groups == [pytest.approx([0.55, 0.25]), pytest.approx([0.95, 0.9])]


@pytest.mark.filterwarnings("error")
def test_calibration_of_one_that_is_sure_and_right(axes):
    draw_calibration(axes, np.ones(50), np.ones(50))
    (group,) = axes.containers
    assert group.lines[0].get_xydata().tolist() == [[1, 1]]
