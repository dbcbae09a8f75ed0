"""What is drawn is what was computed, and in the colour that says what it means."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from lib import SGD, descend, quadratic, sigmoid
from lib.figures import PALETTE
from lib.lectures.gradient_descent.figures import draw_differences
from lib.lectures.gradient_descent.slips import cost_with, falling, gradient_with, relative_differences
from lib.lectures.gradient_descent.slopes import draw_decimals
from lib.lectures.gradient_descent.walks import draw_ravine, draw_shares_of_valleys

THETA = np.array([0.6, -0.4, 0.3])


def colors(axes):
    """The colour of each text."""
    return {text.get_text(): to_hex(text.get_color()) for text in axes.texts if text.get_text()}


def test_decimals_that_rounding_makes_others_stand_out(axes):
    draw_decimals(axes, [5.84, 4.45, 2.0], [5.84, 4.46, 2.0], columns=2)
    told = colors(axes)
    assert (told["5.84"], told["4.45"], told["not 4.46"]) == (PALETTE["ink"], *[PALETTE["second"]] * 2)
    assert "step 3" in told and sum(text.startswith("not") for text in told) == 1
    assert axes.get_ylim() == (2, 0)


def test_a_formula_agrees_only_left_of_the_line(axes):
    draw_differences(axes, {"wrong": 0.3, "nearly": 2e-6, "right": 1e-9})
    bars = [to_hex(bar.get_facecolor()) for bar in axes.patches]
    assert bars == [PALETTE["second"], PALETTE["second"], PALETTE["first"]]
    assert colors(axes)["they agree"] == PALETTE["first"] and "0.30" in colors(axes)


def test_each_direction_has_its_factor_and_a_walk_that_flies_away_ends_on_the_map(draw_on):
    landscape, figure = quadratic((1, 20)), draw_on()
    path = descend(landscape.gradient, (-5.5, 2), SGD(lr=0.15), steps=40)
    draw_ravine(figure, landscape, path, (0.85, 2.0))
    left, right = figure.axes
    assert colors(right) == {
        "■ across: times 2.00": PALETTE["second"],
        "● along: times 0.85": PALETTE["first"],
    }
    assert all(np.abs(line.get_xydata()).max() < 12 for line in left.get_lines())
    for color, errors in (("second", abs(path[:, 1])), ("first", abs(path[:, 0]))):
        drawn = [line for line in right.get_lines() if to_hex(line.get_color()) == PALETTE[color]]
        assert [line.get_ydata() == pytest.approx(errors) for line in drawn] == [True]


def test_no_valley_is_said_so(axes):
    draw_shares_of_valleys(axes, np.arange(1, 4), np.array([0.5, 0.146, 0]))
    assert [text.get_text() for text in axes.texts] == ["50 %", "15 %", "none"]


def test_only_the_formula_with_both_slips_mended_is_the_slope():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(20, 2)), np.repeat([0.0, 1.0], 10)

    def nudged(cost, theta, h=1e-5):
        return np.array([(cost(theta + h * e) - cost(theta - h * e)) / (2 * h) for e in np.eye(3)])

    found = relative_differences(x, y, THETA, nudged)
    assert [name for name, error in found.items() if error < 1e-6] == ["both mended"]
    assert falling(2.0) == pytest.approx(1 - sigmoid(2.0))
    mended = gradient_with(sigmoid, True, x, y)(THETA)
    assert mended == pytest.approx(nudged(cost_with(sigmoid, x, y), THETA), abs=1e-9)
