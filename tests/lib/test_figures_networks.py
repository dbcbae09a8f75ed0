"""Drawings of networks: every number is one that was given, and each can be read."""

import itertools

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.patches import Circle, FancyBboxPatch

from lib.figures import PALETTE
from lib.figures.networks import MOST, draw_network
from lib.interactive.show import rasterize


@pytest.fixture
def axes(draw_on):
    """Axes as on a slide."""
    return draw_on(1180, 400).add_axes((0, 0, 1, 1))


def numbers(sizes, seed=0):
    """Numbers for a whole network, all different."""
    rng = np.random.default_rng(seed)
    pairs = list(zip(sizes, sizes[1:]))
    return {
        "values": [rng.normal(size=n) for n in sizes],
        "sums": [rng.normal(size=n) for n in sizes],
        "weights": [rng.normal(size=pair) for pair in pairs],
        "biases": [rng.normal(size=n) for _, n in pairs],
    }


def written(axes, color=None):
    return [text.get_text() for text in axes.texts if color is None or text.get_color() == PALETTE[color]]


def shown(array):
    return [f"{number:.2f}".replace("-", "−") for number in np.ravel(array)]


def test_every_number_that_is_given_is_written_in_the_colour_of_its_role(axes):
    given = numbers((2, 3, 2))
    draw_network(axes, (2, 3, 2), **given, functions=["tanh", "softmax"])
    for name, role in (("weights", "weights"), ("biases", "biases")):
        assert sorted(written(axes, role)) == sorted(itertools.chain(*map(shown, given[name])))
    (inputs, *outputs), sums = map(shown, given["values"]), list(map(shown, given["sums"]))
    assert {*written(axes, "activations")} == {*outputs[0], *outputs[1], "tanh", "softmax"}
    assert {*written(axes, "ink")} == {*inputs, *sums[1], *sums[2], "x", "z"}


@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize(
    "sizes", [(2, 3, 2), (2, 3, 1), (1, 3, 1), (3, 2, 2), (3, 3, 2), (2, 4, 2), (2, 2, 2, 2)]
)
def test_no_two_texts_collide(axes, sizes, backward):
    given = numbers(sizes)
    draw_network(axes, sizes, **given, captions=["layer"] * len(sizes), backward=backward)
    rasterize(axes.figure, 1)
    boxes = [text.get_window_extent() for text in axes.texts]
    for one, other in itertools.combinations(boxes, 2):
        assert not one.padded(1).overlaps(other)
    assert all(axes.bbox.padded(2).containsx(x) for box in boxes for x in (box.x0, box.x1))


def test_what_is_not_given_stays_blank(axes):
    values = [[0.5, -1.0], None, None]
    sums = [None, [0.25, np.nan, None], None]
    places = draw_network(axes, (2, 3, 2), values=values, sums=sums)
    assert [text for text in written(axes) if text not in ("x", "z", "a")] == ["0.50", "−1.00", "0.25"]
    assert sum(isinstance(patch, FancyBboxPatch) for patch in axes.patches) == 7
    assert [len(column) for column in places] == [2, 3, 2]


def test_texts_stand_as_they_are_and_zeros_have_no_sign(axes):
    draw_network(axes, (2, 1), values=[["$x_1$", "$x_2$"], [-0.001]], weights=[[["$w_1$"], [-0.5]]])
    assert {"$x_1$", "$x_2$", "0.00", "$w_1$", "−0.50"} <= {*written(axes)}


def test_size_and_sign_of_a_weight_can_be_seen(axes):
    draw_network(axes, (1, 3), values=[None, None], weights=[[[0.5, -2.0, 1.0]]])
    lines = next(part for part in axes.collections if isinstance(part, LineCollection))
    small, large, middle = lines.get_linewidths()
    assert small < middle < large
    assert [dashes is not None for _, dashes in lines.get_linestyles()] == [False, True, False]


def test_emphasis_mutes_the_rest(axes):
    given = numbers((2, 3, 2))
    draw_network(axes, (2, 3, 2), **given, emphasis=[("gap", 0), ("node", 1, 2)])
    bright = {text.get_text() for text in axes.texts if text.get_color() != PALETTE["muted"]}
    bright -= {"x", "z", "a"}
    assert bright == {
        *shown(given["weights"][0]),
        shown(given["sums"][1])[2],
        shown(given["values"][1])[2],
        shown(given["biases"][0])[2],
    }


def test_a_path_goes_through_one_neuron_of_each_layer(axes):
    given = numbers((2, 3, 2))
    draw_network(axes, (2, 3, 2), **given, emphasis=[("path", (0, 1, 1))])
    bright = {text.get_text() for text in axes.texts if text.get_color() == PALETTE["weights"]}
    assert bright == {shown(given["weights"][0][0, 1])[0], shown(given["weights"][1][1, 1])[0]}


def test_backward_the_arrows_point_to_the_left(axes):
    places = draw_network(axes, (2, 3, 2), **numbers((2, 3, 2)), backward=True)
    tips = [line for line in axes.get_lines() if line.get_marker() == "<"]
    assert sum(len(line.get_xdata()) for line in tips) == 5
    assert {"∂L/∂z", "∂L/∂a"} <= {*written(axes)}
    assert places[0][0, 0] < places[1][0, 0] < places[2][0, 0]


def test_a_large_network_has_dots_and_no_numbers(axes):
    places = draw_network(axes, (784, 128, 3), captions=["784", "128", "3"])
    assert [len(column) for column in places] == [MOST - 1, MOST - 1, 3]
    assert sum(isinstance(patch, Circle) for patch in axes.patches) == 2 * (MOST - 1) + 3
    assert sorted(written(axes)) == sorted([r"$\vdots$", r"$\vdots$", "784", "128", "3"])


def test_a_large_layer_refuses_numbers(axes):
    with pytest.raises(ValueError, match="at most 9 neurons a layer where there are numbers, got 30"):
        draw_network(axes, (2, 30), values=[None, None])


@pytest.mark.filterwarnings("error")
def test_all_numbers_may_be_missing(axes):
    draw_network(axes, (2, 3), values=[None, None], weights=[np.full((2, 3), np.nan)], biases=[[None] * 3])
    assert written(axes) == ["x", "z", "a"]
