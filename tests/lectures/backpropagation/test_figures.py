"""Backpropagation drawn and measured: the numbers in a picture are those that were computed."""

from collections import namedtuple
from types import SimpleNamespace

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from lib import gradient_check, numerical_gradient
from lib.figures import PALETTE, new_figure
from lib.lectures.backpropagation.bricks import LIT, draw_bricks, draw_products
from lib.lectures.backpropagation.checks import draw_hunt
from lib.lectures.backpropagation.experiments import Nudged, multiplications
from lib.lectures.backpropagation.figures import (
    digits,
    draw_backward,
    draw_reuse,
    draw_tables,
    draw_turn,
    place_of,
)
from lib.lectures.backpropagation.suspects import line_up
from lib.lectures.backpropagation.tapes import WRITING, draw_long_tape, draw_tape

THETA = np.random.default_rng(0).uniform(-1, 1, 12)
X, Y = np.array([[1.5, -0.5], [0.2, 1.0]]), np.eye(2)


def words(artist):
    return [text.get_text() for text in artist.texts]


def grounds(axes):
    return [to_hex(patch.get_facecolor()) for patch in axes.patches if isinstance(patch, Rectangle)]


# --- what is measured


def test_a_network_of_one_layer_multiplies_as_often_back_as_there():
    assert multiplications((5, 4)) == (20, 20, 2 * 20 * 20)


def test_a_nudge_of_a_weight_changes_the_loss_as_its_derivative_says():
    nudged = Nudged(np.float64, X, Y, THETA)

    def loss(theta):
        return Nudged(np.float64, X, Y, theta).loss()

    exact = numerical_gradient(loss, THETA)
    for at in (0, 7):
        assert (nudged.loss(1e-4, at) - nudged.loss()) / 1e-4 == pytest.approx(exact[at], abs=1e-4)
    both_sides, one_side = nudged.errors(1e-3, exact)
    assert both_sides < one_side / 10


def test_few_digits_lose_a_small_nudge():
    exact = numerical_gradient(lambda theta: Nudged(np.float64, X, Y, theta).loss(), THETA)
    assert Nudged(np.float32, X, Y, THETA).errors(1e-9, exact)[0] == pytest.approx(1)


def test_only_the_innocent_passes():
    assert {name: bool(gradient_check(suspect, X, Y)) for name, suspect in line_up(THETA).items()} == {
        "none": True,
        "A": False,
        "B": False,
        "C": False,
    }


# --- what is drawn


def test_a_weight_has_its_place_in_one_of_the_matrices():
    shapes = (2, 3), (3, 2)
    places = [(k, place) for k, shape in enumerate(shapes) for place in np.ndindex(shape)]
    assert [place_of(at) for at in range(12)] == places


def test_the_way_back_is_a_question_until_it_is_known():
    asked, known = new_figure(), new_figure()
    draw_bricks(asked, back=False)
    draw_bricks(known, back=True)
    assert "?" in words(asked.axes[0]) and "∂L/∂W₁ = xᵀ G" not in words(asked.axes[0])
    assert "?" not in words(known.axes[0]) and "∂L/∂W₁ = xᵀ G" in words(known.axes[0])


def test_a_row_and_a_column_are_lit_with_the_entry_that_they_make():
    figure = new_figure()
    draw_products(figure, [("back", (2, 3), (3, 2), ("a", "b", "c"))])
    lit = [ground == LIT for ground in grounds(figure.axes[0])]
    assert lit == [False] * 3 + [True] * 3 + [False, True] * 3 + [False] * 3 + [True]
    assert {"2 × 3", "3 × 2", "2 × 2"} <= set(words(figure.axes[0]))


def test_the_way_back_shows_what_its_steps_have_found_and_no_more():
    numbers = {
        "back": (np.full(3, 0.011), np.full(2, 0.022)),
        "deltas": (np.full(3, 0.033), np.full(2, 0.044)),
        "gradients": (np.full((2, 3), 0.055), np.full((3, 2), 0.066)),
    }
    for step, found in enumerate(("22.0", "44.0", "66.0", "11.0", "33.0", "55.0"), 1):
        figure = new_figure()
        draw_backward(figure, step, np.ones(2), **numbers, loss=0.3, bottom=0.1)
        shown = set(words(figure.axes[0])) & {"11.0", "22.0", "33.0", "44.0", "55.0", "66.0"}
        assert found in shown and len(shown) == step


def test_the_slope_touches_the_loss_where_nothing_has_changed():
    figure, changes = new_figure(), np.linspace(-4, 4, 9)
    draw_turn(
        figure,
        [THETA[:6].reshape(2, 3), THETA[6:].reshape(3, 2)],
        8,
        changes,
        0.3 - 0.02 * changes,
        0.3,
        -0.02,
        "W2[1, 0]",
    )
    _, tangent, at = figure.axes[1].get_lines()
    x, y = tangent.get_data()
    assert np.diff(y) / np.diff(x) == pytest.approx(-0.02) and np.interp(0, x, y) == pytest.approx(0.3)
    assert at.get_xydata().tolist() == [[0, 0.3]] and "slope here −0.0200" in words(figure.axes[1])


def test_what_is_wrong_is_called_so():
    figure = new_figure()
    draw_reuse(figure, [("ours", np.array([0.5, -0.25, 1]), True), ("theirs", np.zeros(3), False)])
    assert words(figure).count("wrong") == 1 and digits(-0.25, 8) == "−0.25000000" in words(figure)


def test_one_entry_of_the_two_tables_is_lit():
    figure = new_figure()
    draw_tables(figure, ((np.ones(2), np.arange(3)), (np.ones(3), np.arange(2))), 1, (2, 1))
    left, right = (grounds(axes) for axes in figure.axes)
    assert LIT not in left and [k for k, ground in enumerate(right) if ground == LIT] == [5]


RECORD = [("a", 0.5, ()), ("u", 2.0, ()), ("a·u", -1.0, (0, 1))]


def test_a_tape_that_is_written_has_no_derivatives():
    figure = new_figure(1180, 390)
    draw_tape(figure, RECORD, None, 2, "writing: a·u")
    assert grounds(figure.axes[0])[-3:] == ["#ffffff", "#ffffff", WRITING]
    assert "−1.0000" in words(figure.axes[0]) and words(figure.axes[0]).count("") == 2


def test_a_tape_that_is_read_has_those_found_so_far_and_arrows_back():
    figure = new_figure(1180, 390)
    draw_tape(figure, RECORD, np.array([0, 0, 0.75]), 2, "reading a·u")
    axes = figure.axes[0]
    assert words(axes).count("0.7500") == 1 and LIT in grounds(axes)
    ways = [(text.xyann[0], text.xy[0]) for text in axes.texts if not text.get_text()]
    assert sorted(ways) == sorted([*ways[::2], *((end, start) for start, end in ways[::2])])


def test_the_entries_of_a_long_tape_are_counted_by_kind():
    value = namedtuple("value", "made_of")
    leaves = [value([]) for _ in range(3)]
    product = value([(leaves[0], 0.3), (leaves[1], 2.0)])
    both = value([(product, 1.0), (leaves[2], 1.0)])
    squashed = value([(both, 0.2)])
    losses = [value([(squashed, 0.1)]), value([(squashed, 0.4)])]
    entries = [*leaves, product, both, squashed, *losses, value([(losses[0], 1.0), (losses[1], 1.0)])]
    counts = draw_long_tape(new_figure(), entries)
    assert counts == {"leaf": 3, "product": 1, "sum": 1, "sigmoid": 1, "loss": 3}


@pytest.mark.parametrize("wrong", [0, 5])
def test_the_hunt_shows_the_differences_and_says_how_many_are_wrong(wrong):
    numerical, errors = np.linspace(-0.1, 0.1, 12), np.where(np.arange(12) < wrong, 1.0, 0.0)
    verdict = type("Found", (SimpleNamespace,), {"__bool__": lambda found: not wrong})
    figure = new_figure()
    draw_hunt(
        figure,
        verdict(backward=numerical + 0.05 * errors, numerical=numerical, errors=errors, tolerance=1e-6),
    )
    _, first, second = figure.axes[1].get_lines()
    assert np.concatenate([first.get_ydata(), second.get_ydata()]) == pytest.approx(0.05 * errors)
    assert first.get_color() == PALETTE["first"] and second.get_color() == PALETTE["second"]
    assert words(figure.axes[1]) == [f"wrong in {wrong} of 12" if wrong else "right"]
