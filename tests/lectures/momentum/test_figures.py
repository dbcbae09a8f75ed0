"""Momentum drawn: the map must say what the walks do, and the phase plane show the walk itself."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from lib import NAG, SGD, Momentum, descend, quadratic, ravine
from lib.figures import PALETTE, new_figure
from lib.lectures.momentum.convergence import best_setting, convergence_factor
from lib.lectures.momentum.experiments import climb, pulled_chain, steps_to_hundredth, textbook_nesterov, wall
from lib.lectures.momentum.figures import (
    DIVERGES,
    draw_borders,
    draw_chain,
    draw_factor_map,
    draw_regimes,
    mark_setting,
)
from lib.lectures.momentum.noise import draw_training
from lib.lectures.momentum.walks import METHODS, draw_phase, draw_shares, draw_two_pushes, draw_wall

# --- the factor


@pytest.mark.parametrize("kind", [Momentum, NAG])
@pytest.mark.parametrize("momentum", [0.0, 0.3, 0.6, 0.9])
@pytest.mark.parametrize("rate", [0.01, 0.05, 0.06])
def test_the_factor_is_what_the_walk_measures(kind, rate, momentum):
    """Over many steps the mean shrinking of the error is the modulus of the largest eigenvalue."""
    path = descend(quadratic((1, 20)).gradient, (1, 1), kind(lr=rate, momentum=momentum), steps=600)
    error = np.linalg.norm(path, axis=1)
    last = np.flatnonzero(error > 1e-200)[-1]
    peaks = [error[k : k + 40].max() for k in (100, last - 60)]
    measured = (peaks[1] / peaks[0]) ** (1 / (last - 160))
    assert measured == pytest.approx(convergence_factor(rate, momentum, (1, 20), kind is NAG), rel=0.01)


def test_without_momentum_the_factor_is_that_of_plain_descent():
    rate = np.linspace(0, 2.5, 26)
    plain = abs(1 - rate)
    assert convergence_factor(rate, 0.0, 1) == pytest.approx(plain)
    assert convergence_factor(rate, 0.0, 1, nesterov=True) == pytest.approx(plain)
    assert descend(quadratic((1, 1)).gradient, (1, 1), SGD(lr=0.3), 1)[1, 0] == pytest.approx(plain[3])


@pytest.mark.parametrize("nesterov", [False, True])
def test_the_wall_is_where_the_factor_is_one(nesterov):
    momentum = np.linspace(0, 0.99, 12)
    wall = 2 * (1 + momentum) / (1 + 2 * momentum if nesterov else 1)
    assert convergence_factor(wall, momentum, 1, nesterov) == pytest.approx(np.ones(12))
    assert np.all(convergence_factor(1.01 * wall, momentum, 1, nesterov) > 1)
    assert np.all(convergence_factor(0.99 * wall, momentum, 1, nesterov) < 1)


@pytest.mark.parametrize("curvatures", [(1, 20), (0.5, 4), (3, 3)])
def test_no_setting_of_a_grid_beats_the_best_one(curvatures):
    rate, momentum, factor = best_setting(*curvatures)
    assert convergence_factor(rate, momentum, curvatures) == pytest.approx(factor, abs=1e-6)
    grid = np.meshgrid(np.linspace(0, 4 / max(curvatures), 201), np.linspace(0, 0.99, 100))
    assert convergence_factor(*grid, curvatures).min() >= factor - 1e-9


# --- the experiments


def test_the_slope_of_the_wall_is_that_of_its_height():
    x = np.array([-3.0, -0.5, 0.2, 1.5])
    assert wall.gradient(x) == pytest.approx((wall(x + 1e-6) - wall(x - 1e-6)) / 2e-6, abs=1e-5)
    assert wall.gradient(np.array(wall.minima)) == pytest.approx(0)


def test_a_ball_that_never_gets_into_the_wall_has_climbed_nothing():
    _, height = climb(Momentum, 0.0, start=-100)
    assert height == 0
    path, height = climb(NAG, 0.9)
    assert height == pytest.approx(wall(path.max()) - wall(0.2))


def test_steps_are_counted_until_the_distance_stays_small():
    assert steps_to_hundredth(np.array([[100.0, 0], [0.5, 0], [2, 0], [0.9, 0]])) == 3


def test_a_chain_has_the_condition_number_and_passes_a_pull_on_by_one_link_a_step():
    matrix, pull = pulled_chain(60, 25)
    assert np.linalg.cond(matrix) == pytest.approx(25, rel=0.02)
    path = descend(lambda theta: matrix @ theta - pull, np.zeros(60), SGD(0.05), steps=5)
    assert [np.count_nonzero(place) for place in path] == [0, 1, 2, 3, 4, 5]


def test_the_textbook_feels_the_slope_at_the_places_of_nag():
    _, ahead = textbook_nesterov(ravine.gradient, np.array([3.0, 1.0]), 0.02, 0.7, steps=6)
    assert ahead == pytest.approx(descend(ravine.gradient, (3, 1), NAG(0.02, 0.7), steps=6))


# --- the pictures


@pytest.mark.filterwarnings("error")
def test_a_map_is_white_where_it_is_fast_and_ochre_beyond_the_wall(axes):
    rates, momenta = np.linspace(0, 0.2, 201), np.linspace(0, 1, 101)
    factors = convergence_factor(*np.meshgrid(rates, momenta), 20)
    draw_factor_map(axes, rates, momenta, factors)
    assert axes.get_xlim() == (0, 0.2) and axes.get_ylim() == (0, 1)
    colors = np.asarray(axes.images[0].get_array()) / 255
    assert to_hex(colors[0, 50]) == "#ffffff" and factors[0, 50] == pytest.approx(0)
    slow, fast = colors[90, 100], colors[30, 60]
    assert slow.sum() < fast.sum() and factors[90, 100] > factors[30, 60]
    assert {to_hex(color) for color in colors[factors > 1.01]} == {DIVERGES}
    (wall,) = axes.get_lines()
    assert to_hex(wall.get_color()) == PALETTE["second"]
    rate, momentum = wall.get_xydata().T
    assert rate == pytest.approx(2 * (1 + momentum) / 20, abs=0.001)


@pytest.mark.filterwarnings("error")
def test_a_map_may_have_no_place_that_diverges(axes):
    rates, momenta = np.linspace(0, 1, 9), np.linspace(0, 0.9, 9)
    draw_factor_map(axes, rates, momenta, convergence_factor(*np.meshgrid(rates, momenta), 1))
    assert len(axes.get_lines()[0].get_xydata()) == 0


def test_the_borders_part_the_regimes(axes):
    draw_borders(axes, curvature=2.0)
    creeping, changing, wall = (line.get_xydata()[50] for line in axes.get_lines())
    momentum = creeping[1]
    for border, (rate, _) in (("creeps", creeping), ("changes sides", changing)):
        assert convergence_factor(rate, momentum, 2) == pytest.approx(np.sqrt(momentum), abs=1e-6), border
    assert convergence_factor(wall[0], momentum, 2) == pytest.approx(1)


def test_a_setting_is_marked_and_named(axes):
    mark_setting(axes, 0.1, 0.4, "best")
    (disc,) = axes.get_lines()
    assert disc.get_xydata().tolist() == [[0.1, 0.4]] and axes.texts[0].get_text() == "best"


def test_the_phase_plane_has_the_position_and_the_move_that_led_there(axes):
    path = np.array([8.0, 6.8, 4.76])
    draw_phase(axes, path, lowest=2.0)
    way = axes.get_lines()[2]
    assert way.get_xydata() == pytest.approx(np.array([[8, 0], [6.8, -1.2], [4.76, -2.04]]))


def test_shares_stand_at_their_age(axes):
    draw_shares(axes, 0.9 ** np.arange(4))
    assert [bar.get_height() for bar in axes.patches] == pytest.approx([1, 0.9, 0.81, 0.729])
    assert [label.get_text() for label in axes.get_xticklabels()] == ["now", "−1", "−2", "−3"]


def test_a_walk_that_flies_away_ends_where_it_leaves_its_small_picture():
    figure = new_figure()
    rates, momenta = np.linspace(0, 4, 41), np.linspace(0, 1, 21)
    factors = convergence_factor(*np.meshgrid(rates, momenta), 1)
    walks = {
        "A": (0.1, 0.2, "creeps", 0.9 ** np.arange(15)),
        "B": (3.0, 0.3, "flies away", (-2.0) ** np.arange(15)),
    }
    draw_regimes(figure, rates, momenta, factors, walks)
    _, creeping, flying = (axes.get_lines()[-1].get_ydata() for axes in figure.axes)
    assert len(creeping) == 15 and flying.tolist() == [1, -2, 4, -8]


def test_a_chain_shows_the_errors_up_to_its_step_each_in_the_colour_of_its_method():
    figure = new_figure()
    errors = {name: 0.9 ** np.arange(41.0) for name in ("plain descent", "Nesterov", "Momentum")}
    draw_chain(
        figure,
        np.ones(40),
        {name: np.zeros(40) for name in ("plain descent", "Momentum")},
        errors,
        0.5 ** np.arange(41.0),
        step=7,
    )
    lines = figure.axes[1].get_lines()
    assert [len(line.get_xdata()) for line in lines] == [8, 8, 8]
    assert [line.get_color() for line in lines] == [METHODS[name][0] for name in errors]


def test_nesterov_is_pushed_from_the_tip_of_its_velocity():
    figure, valley = new_figure(), quadratic((1, 4))
    theta, velocity = np.array([-4.0, 1.0]), np.array([3.0, -2.0])
    draw_two_pushes(figure, valley, theta, velocity, rate=0.2)
    for axes, felt in zip(figure.axes, (theta, theta + velocity)):
        tips = [tuple(text.xy) for text in axes.texts if not text.get_text()]
        assert tips == [tuple(theta + velocity), tuple(theta + velocity - 0.2 * valley.gradient(felt))]


def test_the_wall_names_the_height_of_each_climb():
    figure = new_figure()
    climbs = {"Momentum": (np.array([-5.0, 1]), 1.234), "Nesterov": (np.array([-5.0, 0.5]), 0.5)}
    draw_wall(figure, wall, climbs)
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert titles[:2] == ["Momentum climbs 1.23", "Nesterov climbs 0.50"]


def test_training_shows_the_median_of_the_seeds_and_each_run_at_one_rate():
    figure = new_figure()
    losses = {name: np.random.default_rng(0).uniform(0.01, 1, (5, 9, 20)) for name in METHODS}
    draw_training(figure, np.logspace(0, 2, 5), losses, shown=3)
    left, right = figure.axes
    for name, line in zip(METHODS, left.get_lines()):
        assert line.get_ydata() == pytest.approx(np.median(losses[name][:, :, -1], axis=1))
    assert len(right.get_lines()) == 27 and right.get_title(loc="left") == "all at 32, 9 seeds each"
