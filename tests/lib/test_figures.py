"""The families of pictures: what is drawn must be what was computed, and every word on it legible."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Annotation

from lib import MSE, SGD, Dense, Network, Sigmoid, bowl, descend, parabola, ravine
from lib.figures import PALETTE, TYPE
from lib.figures.classes import draw_classes, draw_outputs
from lib.figures.contours import draw_contours, draw_path, mark_minimum
from lib.figures.curves import draw_curve, draw_errors, draw_walk
from lib.figures.labels import put_label
from lib.lectures.gradient_descent.figures import draw_neuron


def lines(axes):
    """Points, line style and marker of each line."""
    return [(line.get_xydata(), line.get_linestyle(), line.get_marker()) for line in axes.get_lines()]


# --- curves


def test_a_curve_is_the_graph_of_its_function(axes):
    draw_curve(axes, parabola, (-5, 9), color=PALETTE["first"])
    ((points, _, _),) = lines(axes)
    assert points[0].tolist() == [-5, 51] and points[-1].tolist() == [9, 51]
    assert points[:, 1] == pytest.approx(parabola(points[:, 0]))
    assert axes.get_xlim() == (-5, 9) and axes.get_lines()[0].get_color() == PALETTE["first"]


def test_a_walk_shows_its_places_its_start_and_its_end(axes):
    path = descend(parabola.gradient, 8, SGD(lr=0.1), steps=10)[:, 0]
    draw_curve(axes, parabola, (-5, 9))
    draw_walk(axes, parabola, path)
    _, way, places, start, end = axes.get_lines()
    assert way.get_xdata() == pytest.approx(path) == places.get_xdata()
    assert way.get_ydata() == pytest.approx(parabola(path))
    assert (start.get_xdata()[0], start.get_markerfacecolor()) == (8, "white")
    assert end.get_xdata()[0] == path[-1] and to_hex(end.get_markerfacecolor()) == PALETTE["first"]


def test_a_walk_is_left_out_from_where_it_leaves_the_picture(axes):
    draw_curve(axes, parabola, (-5, 9))
    draw_walk(axes, parabola, np.array([8.0, -4.0, 12.0, 3.0]))
    assert axes.get_lines()[1].get_xdata().tolist() == [8, -4]
    draw_walk(axes, parabola, np.array([99.0, 2.0]))
    assert axes.get_xlim() == (-5, 9)


@pytest.mark.parametrize("count", [5, 500])
def test_errors_stand_on_a_logarithmic_axis_without_the_zeros(axes, count):
    errors = 0.8 ** np.arange(count)
    errors[-1] = 0
    draw_errors(axes, errors, label="the error")
    ((points, _, _),) = lines(axes)
    assert axes.get_yscale() == "log"
    assert points.tolist() == [[k, error] for k, error in enumerate(errors) if error > 0]
    assert axes.texts[0].get_text() == "the error"


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("label", [None, "arrived"])
def test_errors_may_all_be_zero(axes, label):
    """A walk that starts at the lowest point has arrived before its first step."""
    axes.set_ylim(1e-6, 1)
    draw_errors(axes, np.zeros(5), label=label)


def test_errors_keep_the_ticks_they_are_given_and_label_them_legibly(axes):
    """TeX would set the exponents in 13 px, and take twice the time."""
    axes.set(ylim=(1e-4, 1e4), yticks=(1e-3, 0.03, 1, 10, 1e3))
    draw_errors(axes, 0.8 ** np.arange(30))
    axes.figure.draw_without_rendering()
    labels = [text.get_text() for text in axes.get_yticklabels()]
    assert labels == ["10⁻³", "0.03", "1", "10¹", "10³"]
    assert len(axes.yaxis.get_minorticklocs()) == 0


# --- contours


def test_contours_fill_the_box_with_equal_scales(axes):
    draw_contours(axes, ravine, ravine.box)
    assert (axes.get_xlim(), axes.get_ylim()) == ravine.box
    assert axes.get_aspect() == 1
    axes.figure.draw_without_rendering()
    box = axes.get_window_extent()
    (left, right), (low, high) = ravine.box
    assert box.width / (right - left) == pytest.approx(box.height / (high - low), rel=1e-3)


def test_contour_levels_are_denser_near_the_lowest_point(axes):
    draw_contours(axes, bowl, bowl.box, levels=10)
    levels = axes.collections[0].get_array()
    assert len(levels) == 9 and np.all(np.diff(levels) > 0)
    assert np.all(np.diff(np.diff(levels)) > -1e-9)


def test_contours_take_the_levels_they_are_given(axes):
    draw_contours(axes, bowl, bowl.box, levels=[0, 1, 2])
    assert axes.collections[1].levels.tolist() == [0, 1, 2]


def test_a_path_shows_its_direction_by_ring_and_disc(axes):
    path = descend(ravine.gradient, (-5, 2), SGD(lr=0.09), steps=6)
    draw_path(axes, path, PALETTE["second"], lw=4)
    way, places, start, end = axes.get_lines()
    assert way.get_xydata().tolist() == places.get_xydata().tolist() == path.tolist()
    assert way.get_linewidth() == 4
    assert start.get_xydata().tolist() == [[-5, 2]] and start.get_markerfacecolor() == "white"
    assert end.get_xydata()[0].tolist() == path[-1].tolist()
    assert {line.get_color() for line in (way, places)} == {PALETTE["second"]}


def test_a_path_may_be_its_start_alone(axes):
    draw_path(axes, np.array([[1.0, 2.0]]))
    mark_minimum(axes, 0, 0)
    assert axes.get_lines()[-1].get_xydata().tolist() == [[0, 0]]


# --- classes


def test_classes_differ_in_shape_as_well_as_in_colour(axes):
    x, y = np.arange(8.0).reshape(4, 2), np.array([0, 1, 1, 0])
    draw_classes(axes, x, y)
    first, second = axes.get_lines()
    assert first.get_xydata().tolist() == x[y == 0].tolist()
    assert second.get_xydata().tolist() == x[y == 1].tolist()
    assert first.get_marker() != second.get_marker()
    assert (first.get_color(), second.get_color()) == (PALETTE["first"], PALETTE["second"])


def test_the_line_between_the_classes_is_where_the_output_is_one_half(axes):
    neuron = Network(2, Dense(1), Sigmoid(), loss=MSE())
    neuron.theta[:] = 1, 0, -0.5
    draw_outputs(axes, neuron, ((-2, 2), (-1, 1)))
    line = axes.collections[1].get_paths()[0].vertices
    assert line[:, 0] == pytest.approx(np.full(len(line), 0.5), abs=1e-6)
    assert (axes.get_xlim(), axes.get_ylim()) == ((-2, 2), (-1, 1))


@pytest.mark.filterwarnings("error")
def test_a_classifier_that_decides_for_one_class_has_no_line(axes):
    neuron = Network(2, Dense(1), Sigmoid(), loss=MSE())
    neuron.theta[:] = 0, 0, 5
    draw_outputs(axes, neuron, ((-2, 2), (-1, 1)))


# --- neurons and labels


@pytest.mark.parametrize("inputs", [1, 2, 4])
def test_a_neuron_has_a_text_at_every_place(axes, inputs):
    texts = [f"$x_{i}$" for i in range(inputs)], [f"$w_{i}$" for i in range(inputs)]
    draw_neuron(axes, *texts, "$b$", "$z$", r"$\hat y$")
    written = {text.get_text(): text for text in axes.texts}
    assert set(written) >= {*texts[0], *texts[1], "$b$", "$z$", r"$\hat y$", r"$\sigma$"}
    assert written["$w_0$"].get_color() == PALETTE["weights"]
    assert written["$b$"].get_color() == PALETTE["biases"]
    assert written[r"$\hat y$"].get_color() == PALETTE["activations"]


def test_a_label_stands_at_its_point_in_the_colour_of_what_it_names(axes):
    label = put_label(axes, 0.5, 0.25, "here", PALETTE["second"], align="right", dx=-10, dy=5)
    assert isinstance(label, Annotation) and label.xy == (0.5, 0.25)
    assert label.get_fontsize() == TYPE["label"]
    assert (label.get_color(), label.get_ha()) == (PALETTE["second"], "right")
    axes.figure.draw_without_rendering()
    point = axes.transData.transform((0.5, 0.25))
    assert label.get_window_extent().x1 == pytest.approx(point[0] - 10, abs=4)
