"""What a network makes of the plane: the picture must show its outputs, each at its place."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from lib import Adam, Dense, Dropout, Network, Tanh, fit, xor_cloud
from lib.figures import PALETTE
from lib.lectures.xor.figures import draw_decision, draw_hidden_views, draw_progress
from lib.lectures.xor.outputs import hidden_outputs, plane

BOX = ((-2, 2), (-1, 3))


def test_the_points_of_a_plane_go_row_by_row_from_below():
    points = plane(BOX, 5)
    assert points.shape == (25, 2)
    assert points[0].tolist() == [-2, -1] and points[4].tolist() == [2, -1] and points[-1].tolist() == [2, 3]


def test_a_decision_is_drawn_where_it_is_made(axes):
    points = plane(BOX, 41)
    draw_decision(axes, (points[:, 0] > 0.5).astype(float), BOX)
    (image,) = axes.images
    field = image.get_array()
    assert image.origin == "lower" and image.get_extent() == [-2, 2, -1, 3]
    assert field[0, 0] == 0 and field[0, -1] == field[-1, -1] == 1
    (line,) = axes.collections
    assert np.concatenate([path.vertices for path in line.get_paths()])[:, 0] == pytest.approx(0.5, abs=0.1)
    assert (axes.get_xlim(), axes.get_ylim()) == BOX


def test_a_decision_without_doubt_has_no_line(axes):
    draw_decision(axes, np.full(25, 0.2), BOX)
    assert len(axes.collections) == 0


def test_hidden_outputs_are_those_that_a_dense_layer_takes():
    net = Network(2, Dense(3), Tanh(), Dropout(0.5), Dense(4), Tanh(), Dense(2), dtype=np.float64)
    points = plane(BOX, 5)
    first, second = hidden_outputs(net, points)
    assert first == pytest.approx(np.tanh(points @ net.layers[0].W + net.layers[0].b))
    assert second == pytest.approx(np.tanh(first @ net.layers[3].W + net.layers[3].b))
    assert hidden_outputs(Network(2, Dense(2)), points) == []


def test_each_view_stands_upright_in_its_own_range(axes):
    points = plane(BOX, 24)
    places = draw_hidden_views(axes, [np.stack([points[:, 1], -100 * points[:, 0]], axis=1)], 2, 2)
    assert places == [(0, 0, 0, 0), (0, 1, 0, 1)]
    mosaic = np.asarray(axes.images[0].get_array())
    pitch = len(mosaic) // 2
    up, left = mosaic[1:25, 1:25], mosaic[1:25, pitch + 1 : pitch + 25]
    assert up[0, 5] == 1 and up[-1, 5] == 0, "the upper row of an image is the upper end of the plane"
    assert left[5, 0] == 1 and left[5, -1] == 0
    assert axes.images[0].get_array().mask[pitch:].all(), "where no neuron is, nothing is drawn"


def test_a_neuron_that_says_the_same_everywhere_is_white(axes):
    draw_hidden_views(axes, [np.full((25, 1), 3.0)], 1, 1)
    assert (np.asarray(axes.images[0].get_array())[1:6, 1:6] == 0).all()


@pytest.mark.parametrize(
    ("units", "shown", "last"),
    [
        ([3], 3, (0, 2, 0, 2)),
        ([50], 16, (0, 15, 3, 3)),
        ([8, 8], 16, (1, 7, 3, 3)),
        ([2, 16], 10, (1, 7, 2, 3)),
        ([8, 8, 8], 12, (2, 3, 2, 3)),
        ([6] * 8, 16, (3, 3, 3, 3)),
    ],
)
def test_a_layer_begins_on_a_row_of_its_own(axes, units, shown, last):
    places = draw_hidden_views(axes, [np.random.default_rng(0).normal(size=(9, count)) for count in units])
    assert len(places) == shown and places[-1] == last
    assert len({place[2:] for place in places}) == shown
    assert all(len({layer for layer, _, at, _ in places if at == row}) == 1 for _, _, row, _ in places)


def test_without_hidden_neurons_there_is_nothing_to_see(axes):
    assert draw_hidden_views(axes, []) == [] and not axes.images


def test_curves_end_at_their_value_and_say_it(axes):
    first, second = PALETTE["first"], PALETTE["second"]
    draw_progress(axes, {"loss": ([0.7, 0.4, 0.25], first), "right": ([0.5, 0.9, 1], second)}, last=10)
    loss, end, *_ = axes.get_lines()
    assert loss.get_xdata().tolist() == [0, 1, 2] and loss.get_ydata().tolist() == [0.7, 0.4, 0.25]
    assert (end.get_xdata()[0], end.get_ydata()[0]) == (2, 0.25)
    assert [text.get_text() for text in axes.texts] == ["● loss 0.25", "■ right 1.00"]
    assert [to_hex(text.get_color()) for text in axes.texts] == [PALETTE["first"], PALETTE["second"]]
    assert axes.get_xlim() == (0, 10) and axes.get_ylim() == (0, 1)


def test_a_trained_network_is_drawn_as_it_decides(axes):
    x, y = xor_cloud()
    net = Network(2, Dense(8), Tanh(), Dense(2))
    fit(net, x, y, Adam(lr=0.05), epochs=60, batch_size=None)
    box = ((-3.4, 3.4), (-3.4, 3.4))
    draw_decision(axes, net(plane(box, 61))[:, 1], box)
    field = np.asarray(axes.images[0].get_array())
    at = np.round((x + 3.4) / 6.8 * 60).astype(int)
    assert ((field[at[:, 1], at[:, 0]] > 0.5) == y).mean() > 0.9
