"""The pictures of the six steps show the engine's own numbers, and only those that are there already."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from lib import SGD, Dense, Network, Tanh, gradient_check
from lib.figures import PALETTE, tint
from lib.lectures.one_epoch.figures import LECTURES, draw_batches, draw_map
from lib.lectures.one_epoch.one_step import formulas, matrices, one_step, said
from lib.lectures.one_epoch.stages import STAGES, STEPS, draw_stage
from lib.lectures.one_epoch.trainings import draw_moves, draw_two_curves
from slides.lectures import find

RATE = 0.3
X, Y = np.array([[-1.5, 0.3]]), np.array([0])


@pytest.fixture(scope="module")
def steps():
    """The first step and the next one, for the same sample."""
    net = Network(2, Dense(3), Tanh(), Dense(2), dtype=np.float64)
    net.theta[:] = np.random.default_rng(5).normal(0, 0.7, net.theta.size).round(1)
    return [one_step(net, X, Y, SGD(lr=RATE)) for _ in range(2)]


def texts(axes):
    return [text.get_text() for text in axes.texts]


def test_a_step_is_that_of_the_engine():
    net = Network(2, Dense(3), Tanh(), Dense(2), dtype=np.float64, seed=3)
    twin = net.copy()
    step = one_step(net, X, Y, SGD(lr=RATE))
    assert step.loss == twin.backpropagate(X, Y) and step.grad == pytest.approx(twin.grad)
    assert gradient_check(twin, X, Y)
    twin.theta -= RATE * twin.grad
    for after in (step.after, matrices(net)):
        for drawn, expected in zip(after["weights"] + after["biases"], sum(matrices(twin).values(), [])):
            assert drawn == pytest.approx(expected)
    assert step.before["weights"][0] is not net.layers[0].W


@pytest.mark.parametrize("stage", range(len(STAGES)), ids=[stage.name for stage in STAGES])
def test_a_stage_shows_the_numbers_that_are_there_already(draw_on, stage, steps):
    was, now = steps
    figure = draw_on(1180, 450)
    draw_stage(figure, stage, was, now, formulas(was, now, RATE)[stage])
    (axes,) = figure.axes
    told = texts(axes)
    assert formulas(was, now, RATE)[stage] in told
    assert (said(was.p[0, 0]) in told) == (4 <= stage <= 5)
    assert (said(now.p[0, 0]) in told) == (stage == 9)
    assert (said(was.dz2[0, 0]) in told) == (stage in (6, 7))
    assert ("loss" in told) == (stage >= 5) and (said(was.loss) in told) == (5 <= stage <= 8)
    dark = [text.get_text() for text in axes.texts if text.get_color() == "white"]
    assert dark == [] if STAGES[stage].step is None else dark == list(STEPS[STAGES[stage].step - 1])


def test_neighbouring_batches_differ_in_colour_and_every_sample_is_drawn_inside(draw_on):
    figure = draw_on(1180, 330)
    draw_batches(figure, np.array_split(np.arange(1, 61), 9), "nine")
    (axes,) = figure.axes
    assert [int(text) for text in texts(axes)[:-1]] == list(range(1, 61))
    colors = [to_hex(box.get_facecolor()) for box in axes.patches]
    assert colors[:7] == [tint("first")] * 7 and colors[7:14] == [tint("second")] * 7
    assert all(
        0 <= box.get_x() and box.get_x() + box.get_width() <= 1180 and box.get_y() >= 0
        for box in axes.patches
    )


def test_the_map_has_all_lectures_and_says_which_are_planned(draw_on):
    figure = draw_on(1180, 540)
    draw_map(figure)
    told = texts(figure.axes[0])
    there = [path.stem[:2] for path in find()]
    assert [number for number, _, _, state in LECTURES if not state] == there
    assert sum(text.endswith(", planned") for text in told) == len(LECTURES) - len(there)


def test_weights_are_green_and_biases_red(draw_on):
    figure = draw_on()
    draw_moves(figure, {"one": np.ones(17), "two": -np.ones(17), "three": np.zeros(17)}, weights=12)
    for axes, height in zip(figure.axes, (1, -1, 0)):
        assert [bar.get_height() for bar in axes.patches] == [height] * 17
        assert [to_hex(bar.get_facecolor()) for bar in axes.patches] == (
            [PALETTE["weights"]] * 12 + [PALETTE["biases"]] * 5
        )
        assert texts(axes) == ["12 weights", "5 biases"]


@pytest.mark.parametrize("epoch", [3, 60])
def test_the_best_epoch_is_named_once_there_is_a_curve(axes, epoch):
    validation = (np.arange(epoch + 1) - 12.0) ** 2 / 2000 + 0.4
    draw_two_curves(axes, np.linspace(1, 0, epoch + 1), validation)
    assert texts(axes) == (["best: epoch 12", "validation", "training"] if epoch >= 30 else [])
