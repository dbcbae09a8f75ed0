"""The drawings of single slides, and the experiments behind them."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from lib import Adam, accuracy, numerical_gradient, xor_cloud
from lib.figures import PALETTE, new_figure
from lib.lectures.xor.hidden import cut_through_cube, seen_from
from lib.lectures.xor.learning import draw_fresh_shares
from lib.lectures.xor.lines import draw_map_of_lines, draw_mirror_task
from lib.lectures.xor.outputs import ahead
from lib.lectures.xor.penalties import draw_differences, draw_pull, draw_remedies
from lib.lectures.xor.script import (
    descent,
    mended_gradient,
    printed_loss,
    relative_difference,
    source_network,
)
from lib.lectures.xor.trainings import followed, mirrored_cloud, noisy_cloud

X, Y = xor_cloud(40)
TARGETS = np.eye(2, dtype=int)[Y]


def texts(axes):
    return [text.get_text() for text in axes.texts]


def places(axes, marker):
    """Where the single marks of a kind are."""
    return [line.get_xydata()[0].tolist() for line in axes.lines if line.get_marker() == marker]


def test_a_point_is_ahead_of_a_line_on_the_side_of_its_normal():
    assert ahead(np.array([[2.0, 7.0], [0.0, 7.0]]), 0, 0.5) == pytest.approx([1.5, -0.5])
    assert ahead(np.array([[7.0, 2.0]]), 90, 0.5) == pytest.approx([1.5])


def test_the_map_of_lines_marks_the_best_and_the_present_one(axes):
    shares = np.full((4, 3), 0.3)
    shares[2, 1] = 0.31
    draw_map_of_lines(axes, shares, np.arange(0, 360, 90), np.array([-1.0, 0.0, 1.0]), 90, -1.0)
    assert places(axes, "P") == [[180, 0]] and places(axes, "o") == [[90, -1]]
    assert texts(axes) == ["best: 31%"]
    assert axes.images[0].get_extent() == [-45, 315, -1.5, 1.5]


def test_points_of_the_task_have_the_label_of_their_quarter():
    figure = new_figure()
    draw_mirror_task(figure, [(1, 2), (-1, 2)])
    (axes,) = figure.axes
    assert places(axes, "o") == [[1, 2]] and places(axes, "s") == [[-1, 2]]
    assert [text.get_position() for text in axes.texts if text.get_text() == "?"] == [(-1, -2), (1, -2)]


def test_a_plane_cuts_the_cube_in_points_of_both():
    weight, bias = np.array([1.0, -2.0, 0.5]), 0.25
    corners = cut_through_cube(weight, bias)
    assert corners @ weight + bias == pytest.approx(np.zeros(len(corners)))
    assert np.abs(corners).max() <= 1 and (np.isclose(np.abs(corners), 1).sum(axis=1) >= 2).all()


def test_space_is_seen_from_a_side_and_from_above():
    assert seen_from([0, 0, 1], 30, tilt=0) == pytest.approx([0, 1])
    assert seen_from([1, 0, 0], 0) == pytest.approx([0, -np.sin(np.radians(20))]), "it comes towards the eye"


def test_shares_are_said_of_the_points_that_were_learnt():
    figure = new_figure()
    draw_fresh_shares(figure, X, Y, np.linspace(0, 1, 25), (10, 40), [1.0, 0.9], [0.6, 0.8])
    assert texts(figure.axes[1]) == ["training points: 90%", "2,000 fresh points: 80%"]
    assert figure.axes[0].get_title("left") == "learnt from 40 points"


def test_a_difference_is_blue_below_the_border():
    figure = new_figure()
    draw_differences(figure, {"wrong": 0.25, "right": 3e-10})
    (axes,) = figure.axes
    assert [to_hex(bar.get_facecolor()) for bar in axes.patches] == [PALETTE["second"], PALETTE["first"]]
    assert texts(axes) == ["0.25", "10⁻¹⁰"]


@pytest.mark.parametrize(("steps", "said"), [(30, "loss: NaN after step 30"), (100, "loss: finite")])
def test_a_pull_says_whether_the_loss_stays_finite(steps, said):
    figure = new_figure()
    draw_pull(figure, np.stack([np.full(steps, 0.3), -np.arange(steps) / 5], axis=1), np.full((100, 2), 0.2))
    assert figure.axes[1].get_title("left") == said


def test_remedies_have_the_colour_of_what_they_do():
    figure = new_figure()
    losses, shares = ({name: what for name in "abcdef"} for what in ([np.ones(9)], 0.5))
    draw_remedies(figure, losses, shares, good=["b"], fair=["c"])
    colors = [to_hex(axes.texts[0].get_color()) for axes in figure.axes]
    assert colors[:4] == [PALETTE[role] for role in ("second", "first", "ink", "second")]


# --- experiments


@pytest.mark.parametrize("averaged", [True, False])
def test_the_mended_gradient_is_that_of_the_printed_loss(averaged):
    net = source_network(3)
    numerical = numerical_gradient(lambda theta: printed_loss(net, X, TARGETS, 0.1, theta), net.theta)
    mended_gradient(net, X, TARGETS, 0.1, averaged)
    assert relative_difference(net.grad / (1 if averaged else len(X)), numerical) < 1e-7
    mended_gradient(net, X, TARGETS, 0.1, averaged, entrywise=False)
    assert relative_difference(net.grad / (1 if averaged else len(X)), numerical) > 0.01


def test_a_descent_ends_where_numbers_do():
    def explodes(net, x, y, penalty):
        net.grad[:] = -1e308
        return 0.5

    assert len(descent(explodes, source_network(3), X, TARGETS, 0.0, 50, rate=1.0)) == 2
    assert descent(mended_gradient, source_network(3), X, TARGETS, 0.1, 20).shape == (20, 2)


def test_mirror_images_are_balanced_and_keep_their_labels():
    x, y = mirrored_cloud(X, Y)
    assert np.bincount(y).tolist() == [2 * np.bincount(Y).min()] * 2
    half = len(x) // 2
    assert np.array_equal(x[half:], -x[:half]) and np.array_equal(y[half:], y[:half])


def test_a_training_is_followed_from_its_start():
    net = source_network(3)
    start = accuracy(net(X), Y)
    *_, (_, measured) = followed(net, X, TARGETS, Adam(lr=0.1), steps=5)
    assert len(measured) == 6 and measured[0][1] == start and measured[-1][1] == accuracy(net(X), Y)


def test_some_labels_of_the_noisy_points_are_wrong():
    x, y = noisy_cloud(2)
    assert 0.05 < np.mean(y != np.not_equal(x[:, 0] > 0, x[:, 1] > 0)) < 0.3
