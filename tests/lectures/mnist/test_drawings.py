"""The drawings of single slides, the configurator and the records."""

import itertools

import numpy as np
import pytest
from matplotlib.colors import to_hex

import lib
from lib import MSE, Dense, Network, ReLU
from lib.figures import PALETTE, new_figure
from lib.interactive.show import check_legible, rasterize
from lib.lectures.mnist.comparisons import draw_errors_of_all, mean_seconds
from lib.lectures.mnist.configurator import Configurator, layers_of
from lib.lectures.mnist.experiments import LOOKS, looked_at, moved, shares_while_learning
from lib.lectures.mnist.figures import draw_confusion_with_examples, draw_counting
from lib.lectures.mnist.learning import draw_early_stopping, draw_mends, draw_overfitting
from lib.lectures.mnist.neurons import draw_nine_moves, draw_reading
from lib.lectures.mnist.records import read_record

RNG = np.random.default_rng(0)
X, Y = RNG.random((1200, 784), np.float32), RNG.integers(0, 10, 1200)


def texts(axes):
    return [text.get_text() for text in axes.texts]


@pytest.fixture
def figure():
    return new_figure(1180, 440)


# --- drawings


def test_errors_are_sorted_and_ours_are_blue(figure):
    draw_errors_of_all(figure, {"theirs": 2.0, "best": 0.5}, {"ours": 1.0})
    (axes,) = figure.axes
    assert texts(axes) == ["2.00 %", "1.00 %", "0.50 %"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["theirs", "ours", "best"]
    assert [to_hex(bar.get_facecolor()) for bar in axes.patches].index(PALETTE["first"]) == 1


def test_pairs_are_counted_where_digit_and_answer_meet(figure):
    draw_counting(figure, digits=np.array([7, 7, 2]), answers=np.array([2, 7, 2]))
    (axes,) = figure.axes
    at = {text.get_position(): text.get_text() for text in axes.texts}
    assert [at[x, y] for y in (70, 140) for x in (775, 875)] == ["1", "0", "1", "1"]


def test_examples_say_how_often_they_were_mistaken(figure):
    matrix = np.diag([9, 9, 9])
    matrix[2, 1] = 4
    draw_confusion_with_examples(figure, matrix, {(2, 1): X[:4]})
    assert texts(figure) == ["2 taken for 1: 4 times"]


def test_a_version_is_shown_after_those_before_it(figure):
    final = {"bare": 0.5, "mended": 0.7, "mended twice": 0.9}
    draw_mends(figure, {name: np.full((2, 11), share) for name, share in final.items()}, final, mends=1)
    left, right = figure.axes
    assert texts(right) == ["50%", "70%"]
    assert [to_hex(bar.get_facecolor()) for bar in right.patches] == [PALETTE["muted"], PALETTE["first"]]
    assert {tuple(line.get_ydata()) for line in left.lines} == {(0.5,) * 11, (0.7,) * 11}


@pytest.mark.parametrize(("last", "marked"), [(2.0, True), (1.01, False)])
def test_the_lowest_loss_is_marked_if_it_rose_again(figure, last, marked):
    looks = np.array([[1, 1, 1], [0.5, 0.9, 1], [1.5, 1, last], [0.5, 0.6, 0.6]])
    draw_overfitting(figure, [1, 10, 100], looks, 300)
    left, right = figure.axes
    assert ([10, 1] in [line.get_xydata()[0].tolist() for line in left.lines]) == marked
    assert texts(right) == ["● learnt from 100.0%", "■ new 60.0%"]


def test_early_stopping_says_its_patience(figure):
    draw_early_stopping(figure, np.array([2, 1, 1.5, 1.2, 0.5]), kept=1, stopped=3)
    assert texts(figure.axes[0]) == ["kept: epoch 1", "stopped, for patience 2", "never seen"]


def test_nine_moves_lose_no_ink(axes):
    image = np.zeros((28, 28))
    image[8:20, 10:18] = 1
    draw_nine_moves(axes, image.ravel())
    page = np.asarray(axes.images[0].get_array())
    tiles = [page[:, 38 * k : 38 * k + 28] for k in range(9)]
    assert [tile.sum() for tile in tiles] == [image.sum()] * 9 and np.array_equal(tiles[4], image)


def test_a_reading_has_the_drawing_the_image_and_the_answers(figure):
    draw_reading(figure, X[0], np.full(10, 0.1), [[[0, 0], [1, 1]]])
    drawn, seen, answers = figure.axes
    assert len(drawn.lines) == 1 and len(seen.images) == 1 and len(answers.patches) == 10


# --- experiments


def test_shares_are_measured_at_the_start_and_after_500_images():
    layers, new = [Dense(5), ReLU(), Dense(10)], (X[1000:], Y[1000:])
    shares = shares_while_learning(X[:1000], Y[:1000], new, layers, MSE, 0.1, 100, seed=0)
    assert len(shares) == 3
    start = Network(784, *layers, loss=MSE(), seed=0)
    assert shares[0] == np.mean(start(new[0]).argmax(axis=1) == new[1])


def test_looks_are_at_what_was_learnt_and_at_what_is_new():
    student, looks = looked_at(X[:30], Y[:30], (X[1000:], Y[1000:]))
    assert looks.shape == (4, len(LOOKS)) and looks[1, -1] == 1 and looks[3, -1] < 0.5
    assert np.mean(student(X[1000:]).argmax(axis=1) == Y[1000:]) == looks[3, -1]


def test_copies_are_moved_by_two_pixels_at_most():
    image = np.zeros((28, 28))
    image[14, 14] = 1
    copies = moved([image.ravel()] * 200, RNG).reshape(-1, 28, 28)
    places = np.array([np.argwhere(copy)[0] for copy in copies]) - 14
    assert abs(places).max() == 2 and len(np.unique(places, axis=0)) == 25


# --- the configurator


@pytest.fixture
def configurator():
    return Configurator((X[:1000], Y[:1000]), (X[1000:], Y[1000:]))


def test_layers_are_read_as_they_are_written():
    assert [repr(layer) for layer in layers_of("12 relu, 3 Tanh")] == [
        "Dense(12)",
        "ReLU()",
        "Dense(3)",
        "Tanh()",
        "Dense(10)",
    ]
    assert len(layers_of(" ")) == 1
    with pytest.raises(ValueError, match="^layers: expected .*, got '12 sinus'"):
        layers_of("12 sinus")


@pytest.mark.parametrize("batch", [10, 100, 500])
def test_a_run_gives_a_state_for_each_portion(configurator, batch):
    values = {name: control.value for name, control in configurator.controls().items()} | {"batch": batch}
    states = list(configurator.run(**values))
    assert len(states) == 3, "the start and two portions of 500 images"
    assert [seen for seen, *_ in states[-1]] == [0, 500, 1000]


def test_a_run_is_drawn_and_done_again_by_its_code(configurator, figure):
    values = {name: control.value for name, control in configurator.controls().items()}
    *_, state = itertools.islice(configurator.run(**values), 3)
    alt = configurator.draw(figure, 2, state, **values)
    rasterize(figure, 1)
    check_legible(figure)
    assert "1,000 images" in alt and "Adam with rate 0.003" in alt
    lines = configurator.code(**values)
    assert max(map(len, lines.splitlines())) <= 110
    names = {name: getattr(lib, name) for name in lib.__all__}
    names |= {"fit": lambda net, *_, **options: names.update(net=net, options=options)}
    exec(lines.replace("x_train, y_train", "0, 0").replace("(x_val, y_val)", "0"), names)
    assert names["net"].theta.size == 101_770 and names["options"]["batch_size"] == 100


# --- the records


def test_the_records_are_read_by_their_names():
    assert read_record("pytorch")["run"].keys() == {"PyTorch", "ours"}
    times = [mean_seconds(result) for result in read_record("accuracy").values()]
    assert times == sorted(times)
    with pytest.raises(FileNotFoundError):
        read_record("nothing")
