"""The playground: every setting runs, is drawn, and is done again by the lines of code that it shows."""

import itertools

import numpy as np
import pytest

from lib import accuracy
from lib.figures import new_figure
from lib.interactive.show import check_legible, rasterize
from lib.interactive.watch import LiveRun
from lib.lectures.xor.playground import ACTIVATIONS, DATA, EPOCHS, HIDDEN, OPTIMIZERS, Playground, drawn

DRAWING = "xx.\n..o\n"


@pytest.fixture
def play():
    return Playground(DRAWING)


def setting(play, **changes):
    return {name: control.value for name, control in play.controls().items()} | changes


def after(play, epochs, **changes):
    """The state after some epochs."""
    values = setting(play, **changes)
    return next(itertools.islice(play.run(**values), epochs, None)), values


# --- a drawing


def test_a_drawing_has_its_letters_where_they_were_drawn():
    x, y = drawn(DRAWING, samples=90)
    assert x.shape == (90, 2) and (y == 1).sum() == 60 and np.abs(x).max() <= 1.5
    assert (x[y == 1, 1] > 0).all() and (x[y == 0, 1] < 0).all(), "the first line is the upper one"
    assert (x[y == 1, 0] < 0.5).all() and (x[y == 0, 0] > 0.5).all()


def test_noise_moves_the_points_of_a_drawing():
    still, noisy = drawn(DRAWING), drawn(DRAWING, noise=0.2)
    assert np.array_equal(still[1], noisy[1])
    assert (noisy[0] - still[0]).std() == pytest.approx(0.2, rel=0.2)


@pytest.mark.parametrize("drawing", ["", "....", "xx\nxx", "abc o"])
def test_refuses_a_drawing_without_two_classes(drawing):
    with pytest.raises(ValueError, match="^drawing: expected lines with the letters o and x, got"):
        drawn(drawing)


def test_refuses_a_drawing_at_once():
    with pytest.raises(ValueError, match="^drawing: "):
        Playground("no crosses")
    with pytest.raises(TypeError, match="^drawing: "):
        drawn(["xo"])


# --- the controls


def test_own_points_are_offered_when_there_are_some(play):
    assert "own" in dict(play.controls()["data"].options)
    assert list(dict(Playground().controls()["data"].options)) == list(DATA)


def test_each_call_makes_new_controls(play):
    first, second = play.controls(), play.controls()
    first["rate"].value = 1.0
    assert second["rate"].value == 0.03


# --- a run


@pytest.mark.parametrize(
    "changes",
    [
        *({"data": data, "noise": 0.1} for data in [*DATA, "own"]),
        *({"hidden": hidden} for hidden in HIDDEN),
        *({"activation": activation} for activation in ACTIVATIONS),
        *({"optimizer": optimizer} for optimizer in OPTIMIZERS),
        {"batch": None, "l2": 0.1, "rate": 0.001},
        {"batch": 100, "l2": 0.001, "rate": 10.0},
    ],
    ids=str,
)
def test_every_setting_runs_is_drawn_and_is_done_again_by_its_code(play, changes, capsys):
    state, values = after(play, 3, **changes)
    assert not state.stopped and len(state.loss) == 4
    figure = new_figure(1180, 400)
    alt = play.draw(figure, 3, state, **values)
    rasterize(figure, 1)
    check_legible(figure)
    assert alt.startswith("After 3 epochs") and f"{state.accuracy[-1]:.0%}" in alt

    lines = play.code(**values)
    assert max(map(len, lines.splitlines())) <= 110 and f"epochs={EPOCHS}" in lines
    names = {}
    exec(lines.replace(f"epochs={EPOCHS}", "epochs=3"), names)
    assert np.array_equal(names["net"].theta, state.net.theta)
    printed = capsys.readouterr().out.rpartition("\r")[2]  # behind a progress bar, if it took a second
    assert float(printed) == state.accuracy[-1]


def test_measures_training_and_fresh_points_from_the_start(play):
    state, _ = after(play, 2)
    assert len(state.loss) == len(state.accuracy) == len(state.fresh_accuracy) == 3
    assert state.accuracy[-1] == accuracy(state.net(state.x), state.y)
    x, y = play.points("XOR", 0.0, 1000, seed=1)
    assert state.fresh_accuracy[-1] == accuracy(state.net(x), y)


def test_a_run_that_leaves_the_finite_numbers_ends_and_says_so(play):
    values = setting(play, activation="ReLU", optimizer="SGD", rate=1e30)
    *_, last = itertools.islice(play.run(**values), 30)
    assert last.stopped
    figure = new_figure(1180, 400)
    play.draw(figure, 3, last, **values)
    assert "no longer\nfinite" in [text.get_text() for text in figure.axes[1].texts]
    rasterize(figure, 1)


def test_goes_on_the_stage_of_watch(play):
    run = LiveRun(
        play.run,
        play.draw,
        last=EPOCHS,
        label="epoch",
        stride=2,
        size=(1180, 400),
        controls=play.controls(),
        code=play.code,
    )
    run.take_slice()
    assert run.step > 0
    run.controls["hidden"].value = (8, 8)
    assert run.step == 0 and "hidden neurons 8 + 8" in run.picture.value and "Dense(8)" in run.lines.value
