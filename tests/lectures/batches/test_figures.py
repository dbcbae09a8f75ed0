"""Batches drawn and raced: what a picture says is what was computed, and colours mean one, some, all."""

import numpy as np
import pytest

from lib import Cosine, Dense, Network, ReLU, evaluate
from lib.figures import PALETTE, new_figure
from lib.lectures.batches.experiments import (
    DEEP,
    HILLTOP,
    SHALLOW,
    cost_after,
    cost_over_last_fifth,
    costs_by_rate,
    crossings,
    flickering,
    follow,
    gradient_spread,
    least_seconds,
    mean_of_last,
    race,
    spreads_of_batches,
    step_on,
    tilts,
    train_in,
    wander,
)
from lib.lectures.batches.figures import (
    ALL,
    ONE,
    SOME,
    draw_batch,
    draw_cuts,
    draw_epochs,
    draw_mean,
    draw_paths,
    draw_running_mean,
    draw_spreads,
)
from lib.lectures.batches.races import RUNNERS, draw_flicker, draw_order, draw_race, draw_ranks, draw_rates
from lib.lectures.batches.wanderings import draw_settled, draw_stream, draw_wells

RNG = np.random.default_rng(0)
IMAGES, LABELS = RNG.uniform(size=(40, 6)).astype(np.float32), RNG.integers(0, 10, 40)


def small_net(seed=0):
    return Network(6, Dense(4), ReLU(), Dense(10), seed=seed)


def words(axes):
    return [text.get_text() for text in axes.texts]


# --- the experiments


def test_a_mean_of_the_last_begins_with_as_many_as_there_are():
    assert mean_of_last([6, 2, 4, 3, 5], 3).tolist() == [6, 4, 4, 3, 4]
    assert mean_of_last([6, 2], 1).tolist() == [6, 2]


def test_flickering_learns_each_sample_in_turn_and_notes_the_cost_on_all():
    net = small_net()
    losses, truth = flickering(net, IMAGES, LABELS, epochs=3)
    assert len(losses) == 120 and truth[0].tolist() == [1, 101]
    assert truth[1, 0] == pytest.approx(evaluate(small_net(), IMAGES, LABELS)[0], rel=0.05)


def test_without_replacement_the_whole_set_has_no_spread():
    gradients = RNG.normal(size=(50, 2))
    sigma = gradient_spread(gradients, gradients.mean(axis=0))
    with_replacement, without = spreads_of_batches(gradients, (1, 10, 50), draws=3000)
    assert with_replacement == pytest.approx(sigma / np.sqrt([1, 10, 50]), rel=0.1)
    assert without == pytest.approx(with_replacement * np.sqrt(np.array([49, 40, 0]) / 49), rel=0.1)


def test_a_race_ends_when_all_budgets_are_spent():
    net = small_net()
    notes = race(net, IMAGES, LABELS, 0.1, 4, 0.5, budgets=(10, 60, 3.0))
    assert notes[:3, 0].tolist() == [0, 0, 0] and notes[:3, -1].tolist() == [15, 60, 7.5]
    assert notes[3, -1] == pytest.approx(evaluate(net, IMAGES, LABELS)[0])


def test_the_end_of_a_race_is_its_last_fifth():
    notes = np.array([[0, 79, 80, 100, 200], [5, 5, 2, 2, 9.0]])
    assert cost_over_last_fifth({1: notes}, 0, 100) == {1: pytest.approx(2)}


def test_steps_are_measured_by_what_they_cost():
    quick, slow = least_seconds(
        step_on(small_net(), IMAGES[:1], LABELS[:1]), lambda: sum(range(200_000)), turns=2, patience=0.005
    )
    assert 0 < quick < slow


def test_the_cost_by_rate_is_that_of_training():
    costs = costs_by_rate(small_net, IMAGES, LABELS, (1, 8), (1e-6, 0.3), steps=60, seeds=1)
    still = evaluate(small_net(), IMAGES, LABELS)[0]
    for found in costs.values():
        assert found[0] == pytest.approx(still, rel=1e-2) and found[1] != pytest.approx(still, rel=1e-2)


def test_what_is_told_right_is_noted_every_second_step_and_at_the_end():
    right = train_in(np.arange(40), small_net(), IMAGES, LABELS, (IMAGES, LABELS), size=10)
    assert len(right) == 5 and right[0] == evaluate(small_net(), IMAGES, LABELS)[1]


def test_who_learns_once_does_not_follow_and_who_sees_the_newest_does():
    true, found = follow(drift=3, arrivals=300)
    assert true[[0, -1]].tolist() == [1, 4] and np.ptp(found[2, 100:]) == 0
    newest, all_so_far, once = abs(found - true)[:, 200:].mean(axis=1)
    assert newest < all_so_far < once


def test_the_sum_takes_steps_as_many_times_as_long_as_the_batch_is_large():
    samples = np.arange(100.0).reshape(-1, 1)

    def after(size, summed, rate):
        return cost_after(
            size,
            summed,
            lambda theta: theta - samples,
            lambda theta: theta.item(),
            (3.0,),
            steps=1,
            rate=rate,
        )

    assert after(10, True, 0.01) == pytest.approx(after(10, False, 0.1))


def test_walkers_begin_in_the_shallow_valley_and_the_tilts_cancel():
    path = wander(4, 0.08, travel=4, schedule=Cosine(), walkers=7)
    assert path.shape == (51, 7) and (path[0] == SHALLOW).all()
    assert tilts().sum() == pytest.approx(0, abs=1e-9)


def test_who_was_in_the_deep_valley_and_left_it_was_thrown_back():
    path = np.array([[SHALLOW] * 4, [DEEP, DEEP, SHALLOW, SHALLOW], [DEEP, SHALLOW, SHALLOW, HILLTOP - 1]])
    ends, deep, back = crossings(path)
    assert ends.tolist() == path[-1].tolist() and (deep, back) == (0.5, 0.25)


# --- the pictures


def test_the_mean_touches_with_the_mean_of_the_slopes():
    figure, x, y = new_figure(), np.array([1.0, 2, 3, 1]), np.array([2.0, 3, 5, 0])
    draw_mean(figure, x, y, (x - y) * x)
    *_, tangent, _ = figure.axes[0].get_lines()
    assert tangent.get_color() == ALL and np.diff(tangent.get_ydata()) / np.diff(tangent.get_xdata()) == -2
    assert np.mean(tangent.get_ydata()) == pytest.approx(((x - y) ** 2).mean() / 2)
    assert words(figure.axes[1])[-1] == "−2"


def test_an_epoch_has_an_arrow_for_each_step_in_the_colour_of_its_batch():
    figure = new_figure()
    draw_epochs(
        figure,
        {"batch": [1, 1.2], "mini-batch": [1, 1.1, 1.3], "stochastic": [1, 1.1, 1.2, 1.4, 1.3]},
        best=1.5,
    )
    arrows = [text for text in figure.axes[0].texts if not text.get_text()]
    assert [arrow.xy[0] for arrow in arrows] == [1.2, 1.1, 1.3, 1.1, 1.2, 1.4, 1.3]
    assert [arrow.arrowprops["color"] for arrow in arrows] == [ALL] + [SOME] * 2 + [ONE] * 4


def test_the_spread_of_means_is_named():
    figure = new_figure()
    draw_spreads(figure, {"single": [-2, 2], "pairs": [-1, 1], "all four": [0]})
    said = [text for text in words(figure.axes[0]) if "spread" in text]
    assert said == ["spread 2.00", "spread 1.00", "spread 0.00"]


def line_cost(theta, rows=slice(None)):
    x, y = np.arange(5.0), np.array([1.0, 0, 2, 3, 3])
    return ((theta[..., :1] * x[rows] + theta[..., 1:] - y[rows]) ** 2).mean(axis=-1) / 2


@pytest.mark.parametrize("rows", [[2], [1, 3], [0, 2, 4]])
def test_a_batch_of_one_is_fitted_by_a_line_of_parameters_others_by_one(rows):
    figure, x, y = new_figure(), np.arange(5.0), np.array([1.0, 0, 2, 3, 3])
    draw_batch(figure, x, y, np.array(rows), line_cost, ((-2, 3), (-3, 4)), np.polyfit(x, y, 1))
    fitted = figure.axes[1].get_lines()[-1].get_xydata()
    least = line_cost(np.polyfit(x[rows], y[rows], 1), rows) if len(rows) > 1 else 0
    assert line_cost(fitted, rows) == pytest.approx(np.full(len(fitted), least), abs=1e-12)
    assert len(fitted) == (65 if len(rows) == 1 else 1)


def test_a_cost_of_nothing_has_a_place_on_the_logarithmic_axis():
    figure, paths = new_figure(), {size: np.array([[2.0, 1], [1, 1]]) for size in (1, 10, 100)}
    above = {size: np.array([0.5, 0]) for size in paths}
    draw_paths(figure, 1, paths, above, line_cost, ((-2, 3), (-3, 4)), (0.7, 0.4))
    curves = [line for line in figure.axes[1].get_lines() if len(line.get_xdata()) == 2]
    assert [curve.get_color() for curve in curves] == [ONE, SOME, ALL]
    assert all(curve.get_ydata().tolist() == [0.5, 1e-7] for curve in curves)


def test_the_ends_of_batches_and_the_numbers_of_samples_are_written():
    figure = new_figure(1180, 180)
    draw_cuts(figure, [(0, 2), (2, 3)])
    assert words(figure.axes[0]) == ["0", "1", "(0, 2)", "2", "(2, 3)"]
    figure = new_figure(1180, 220)
    draw_running_mean(figure, [1, 2], [1, 1.5])
    assert [word for word in words(figure.axes[0]) if word] == ["losses", "1", "2", "window 3", "1", "1.5"]


def test_single_losses_have_no_mean():
    for window, curves in ((1, 2), (10, 3)):
        figure = new_figure()
        draw_flicker(figure, np.ones(50), np.ones(50), np.ones((2, 3)), window)
        assert len(figure.axes[0].get_lines()) == curves


RACES = {
    size: np.array([[0, 100, 200], [0, 100, 200], [0.0, 1, 2], [2, cost, cost / 2]])
    for size, cost in ((1, 0.5), (50, 0.1), (2000, 1.0))
}


def test_a_race_is_drawn_within_its_budget_and_its_winner_comes_first():
    figure = new_figure()
    draw_race(figure, RACES, 1, 100, "samples", {1: 0.5, 50: 0.1, 2000: 1.0})
    axes = figure.axes[0]
    assert [line.get_ydata().tolist() for line in axes.get_lines()] == [[2, 0.5], [2, 0.1], [2, 1]]
    places = [text for text in axes.texts if text.get_text()[0] in "123"]
    assert [text.get_text()[4:] for text in places] == [
        f"{RUNNERS[size].sign} {RUNNERS[size].name}" for size in (50, 1, 2000)
    ]
    assert axes.get_xlabel() == "samples" and [text.get_color() for text in places] == [SOME, ONE, ALL]


def test_the_ranks_of_a_runner_are_its_places():
    figure = new_figure()
    draw_ranks(figure, {"steps": [2000, 50, 1], "samples": [1, 50, 2000], "seconds": [50, 1, 2000]})
    one, *_ = figure.axes[0].get_lines()
    assert one.get_ydata().tolist() == [3, 1, 2] and one.get_color() == ONE


def test_the_best_rate_of_each_size_is_marked_and_the_last_two_share_a_label():
    figure, rates = new_figure(), np.array([0.1, 0.2, 0.4])
    draw_rates(figure, rates, {1: np.array([1.0, 2, 3]), 4: np.array([2, 1.0, 3]), 8: np.array([3, 2, 1.0])})
    marks = [line.get_xydata().tolist() for line in figure.axes[0].get_lines() if line.get_marker() == "o"]
    assert marks == [[[0.1, 1]], [[0.2, 1]], [[0.4, 1]]]
    assert {"1", "4, 8"} <= set(words(figure.axes[0])) and "4" not in words(figure.axes[0])


def test_the_classes_are_shown_one_after_the_other_twice():
    figure = new_figure()
    draw_order(figure, [500, 1500], np.linspace(0, 1, 5), np.zeros(5))
    numbers = [text for text in figure.axes[0].texts if text.get_text() in "01"]
    assert [text.get_text() for text in numbers] == ["0", "1", "0", "1"]
    assert [text.get_position()[0] for text in numbers] == [12.5, 62.5, 112.5, 162.5]


def test_each_learner_has_its_colour_and_its_looks_in_all_are_named():
    figure, arrived, found = new_figure(), np.arange(1, 601), np.arange(1800.0).reshape(3, 600)
    draw_stream(
        figure, np.ones(600), found, [arrived, arrived.cumsum(), np.where(arrived > 100, 5000, np.nan)]
    )
    lines = figure.axes[0].get_lines()[2::2]
    assert [line.get_color() for line in lines] == [ONE, ALL, SOME]
    assert np.array([line.get_ydata() for line in lines]) == pytest.approx(found)
    assert {"600", "180,300", "5,000"} <= set(words(figure.axes[1]))


def test_walkers_have_the_colour_of_the_valley_where_they_end():
    figure = new_figure()
    walks = {
        (1, 0.08): (np.array([DEEP, SHALLOW, DEEP]), 2 / 3, 0.1),
        (32, 0.02): (np.full(3, SHALLOW), 0.0, 0.0),
    }
    draw_wells(figure, walks, 1, 0.08)
    _, deep, shallow = figure.axes[0].get_lines()
    assert deep.get_xdata().tolist() == [DEEP, DEEP] and shallow.get_xdata().tolist() == [SHALLOW]
    assert (deep.get_color(), shallow.get_color()) == (PALETTE["first"], PALETTE["second"])
    shares = figure.axes[1].get_lines()[0].get_xydata()
    assert shares == pytest.approx(np.array([[0.08, 2 / 3], [0.02 / 32, 0]]))


def test_a_walk_is_coloured_by_its_end(axes):
    path = np.full((41, 2), SHALLOW)
    path[-1, 0] = DEEP
    draw_settled(axes, path, "constant", 0.5, 0.01)
    assert [line.get_color() for line in axes.get_lines()] == [PALETTE["first"], PALETTE["second"]]
    assert axes.get_title(loc="left") == "constant: 0.01 off the floor"
