"""The drawings of single slides, and the experiments behind them."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from lib import SGD, Adagrad, Adam, AMSGrad, Nadam, RMSprop, descend
from lib.figures import PALETTE, new_figure
from lib.lectures.adaptive_rates.courses import COURSES
from lib.lectures.adaptive_rates.experiments import after_steep_slopes, learn, under, walk_to_mean
from lib.lectures.adaptive_rates.failures import draw_distances_left, draw_table, outlines_of_numbers
from lib.lectures.adaptive_rates.family import ANCESTRY, PLACES, family_tree
from lib.lectures.adaptive_rates.figures import draw_rates_of_network
from lib.lectures.adaptive_rates.given_slopes import draw_decays, draw_series
from lib.lectures.adaptive_rates.ravines import draw_steps_of_walk, ratio_of_first_steps, turned
from lib.lectures.adaptive_rates.textbook import (
    running_means,
    textbook_adam,
    textbook_amsgrad,
    textbook_rmsprop,
)
from lib.lectures.adaptive_rates.trials import AROUND, FAILURES, METHODS, RATES, steps_needed, trial

SLOPES = np.array([12.0, 10, 8, 6, 4, 3, 2])


def texts(axes):
    return [text.get_text() for text in axes.texts]


@pytest.fixture
def figure():
    return new_figure(1180, 440)


# --- drawings


def test_the_tree_has_all_methods_and_their_gains():
    assert set(PLACES) == set(METHODS) and {name for pair in ANCESTRY for name in pair.split()} < set(METHODS)
    figure = family_tree({name: f"gain of {name}" for name in METHODS})
    assert set(texts(figure.axes[0])) >= {*METHODS, *(f"gain of {name}" for name in METHODS)}


def test_a_walk_is_drawn_as_far_as_it_stays_near(figure):
    path = np.array([[1, 1], [2, -3], [4, 8], [90, 9], [1, 0]])
    draw_steps_of_walk(figure, turned(0)[0], path, "a walk")
    left, right = figure.axes
    assert max(line.get_xdata().max() for line in left.lines) == 4
    assert right.lines[1].get_ydata().tolist() == [1, 2, 86, 89]


def test_the_frame_of_the_table_is_around_its_number(figure):
    table = np.array([[3, np.inf, 250], [9, 20, 30]])
    draw_table(figure, table, outlines_of_numbers(table), ["a", "b"], ["p", "q", "r"], "b", "r")
    (axes,) = figure.axes
    assert axes.lines[0].get_xydata().min(axis=0).tolist() == [2, 1]
    assert axes.lines[0].get_xydata().max(axis=0).tolist() == [3, 2]
    shades = axes.collections[0].get_array().tolist()
    assert shades == [[0, 2, 1], [0, 0, 0]]


def test_the_best_rate_is_drawn_in_blue(figure):
    left = np.geomspace(1, 0.1, 101)[:, None] ** np.arange(1, 11)
    draw_distances_left(figure, left, 2, "title")
    blue = [line for line in figure.axes[0].lines if to_hex(line.get_color()) == PALETTE["first"]]
    assert [line.get_ydata()[-1] for line in blue] == pytest.approx([0.1**3])


def test_runners_say_their_best_rate_and_look_alike_in_both_panels(figure):
    losses = {"Adam": np.linspace(2, 0.2, 100), "SGD": np.linspace(2, 0.5, 100)}
    draw_rates_of_network(
        figure, [0.01, 0.1], {"Adam": [0.8, 0.2], "SGD": [0.5, 0.85]}, losses, {"Adam": 0.01, "SGD": 0.1}
    )
    left, right = figure.axes
    assert texts(right) == ["● Adam 0.01", "■ SGD 0.1"]
    assert [(line.get_color(), line.get_marker()) for line in left.lines] == [
        (line.get_color(), line.get_marker()) for line in right.lines[1::2]
    ]
    assert left.lines[1].get_ydata() == pytest.approx([50, 85])


@pytest.mark.parametrize(("ends", "apart"), [((1, -1), False), ((-0.9, -1), True)])
def test_names_of_walks_that_end_together_are_kept_apart(figure, ends, apart):
    draw_series(figure, 3.0, {name: np.linspace(0, end, 301) for name, end in zip(("Adam", "AMSGrad"), ends)})
    shifts = [text.xyann[1] for text in figure.axes[1].texts]
    assert (shifts[0] > shifts[1]) == apart


def test_weights_that_shrink_alike_are_dashed_and_full(figure):
    alike = np.repeat(np.linspace(1, 0.4, 1001)[:, None], 2, axis=1)
    draw_decays(figure, {"apart": alike * (0.1, 1), "alike": alike})
    assert [axes.lines[1].get_linestyle() for axes in figure.axes] == ["-", "--"]


# --- experiments


def test_a_ravine_is_turned_with_its_walks():
    (straight, _), (landscape, turn) = turned(0), turned(30)
    start = np.array([-5.5, 2])
    walks = [
        descend(f, at, SGD(lr=0.05), 20)
        for f, at in ((straight.gradient, start), (landscape.gradient, turn @ start))
    ]
    assert walks[1] @ turn == pytest.approx(walks[0])
    assert ratio_of_first_steps(np.array([[0, 0], [1, 10], [11, 11]])) == pytest.approx(10)


def test_textbooks_and_lib_say_the_same_where_they_do():
    assert textbook_adam(SLOPES) == pytest.approx(under(Adam(lr=1), SLOPES))
    assert textbook_rmsprop(SLOPES) == pytest.approx(under(RMSprop(lr=1, alpha=0.9), SLOPES))
    assert textbook_amsgrad(SLOPES)[0] == pytest.approx(under(AMSGrad(lr=1), SLOPES)[0] * np.sqrt(10))
    assert not np.allclose(textbook_adam(SLOPES), under(Nadam(lr=1), SLOPES))
    assert running_means([8, 4], 0.5) == pytest.approx([4, 4])


def test_a_trial_is_as_many_walks_as_rates_and_starts():
    gradient, starts, goal = FAILURES["ravine"]()
    walks = trial("Adam", gradient, starts, 15)
    assert walks.shape == (16, 10, 20, 2)
    alone = descend(gradient, starts[3], Adam(lr=RATES[7]), 15)
    assert walks[:, 7, 3] == pytest.approx(alone)
    assert all(FAILURES[name]()[1].shape == AROUND.shape for name in FAILURES)


def test_needed_are_the_steps_after_which_all_is_well_for_good():
    left = np.array([[1, 1], [0.1, 0.9], [0.3, 0.5], [0.1, 0.4], [0.1, 0.3]])
    walks = np.stack([left, 0 * left], axis=-1)[:, :, np.newaxis]
    found, steps = steps_needed(walks, 0.0)
    assert found == pytest.approx(left) and steps.tolist() == [3, np.inf]


@pytest.mark.parametrize("name", COURSES)
def test_far_from_a_course_the_ground_is_level(name):
    gradient = COURSES[name].gradient()
    assert gradient(np.array([[500.0, 1], [-1e300, 2]])).tolist() == [[0, 0], [0, 0]]
    assert np.any(gradient(np.array([COURSES[name].start])))


def test_given_slopes_are_walked_down():
    walk = after_steep_slopes("Adagrad", 3)
    assert np.diff(walk[:11]) == pytest.approx(1 / np.sqrt(np.arange(1, 11)))
    assert learn(Adagrad(lr=0.3), 0.5, samples=50).shape == (51, 2)
    assert walk_to_mean(SGD(lr=0.1), True)[-1] == pytest.approx(1)
