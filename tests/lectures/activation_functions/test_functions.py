"""A function and its tangent: what is drawn must be the function, and the tangent must have its slope."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from lib import ELU, GELU, LeakyReLU, ReLU, Sigmoid, SiLU, Softplus, Tanh, sigmoid
from lib.figures import PALETTE, panels
from lib.lectures.activation_functions.functions import draw_bumps, draw_function, draw_step, draw_tangent


@pytest.fixture
def pair(draw_on):
    """Two axes to draw in."""
    left, right = panels(draw_on(), 3, 2)
    left.set_ylim(-1.5, 3.3)
    right.set_ylim(-0.2, 1.2)
    return left, right


def slope_of(line):
    (x0, y0), (x1, y1) = line.get_xydata()
    return (y1 - y0) / (x1 - x0)


@pytest.mark.parametrize(
    "shape", [Sigmoid(), Tanh(), ReLU(), Softplus(), LeakyReLU(), ELU(), GELU(), SiLU()], ids=repr
)
@pytest.mark.parametrize("z", [-2.5, -0.5, 0.25, 3.0])
def test_the_tangent_touches_with_the_slope_that_is_told(pair, shape, z):
    left, right = pair
    slope = draw_function(left, right, shape, shape.derivative, (-4, 4), z)
    step = 1e-6
    assert slope == pytest.approx(float(shape(z + step) - shape(z - step)) / (2 * step), abs=1e-5)
    tangent, point = left.get_lines()[-2:]
    assert slope_of(tangent) == pytest.approx(slope)
    assert point.get_xydata()[0].tolist() == [z, pytest.approx(float(shape(z)))]
    assert tangent.get_xydata().mean(axis=0).tolist() == pytest.approx([z, float(shape(z))])
    assert right.get_lines()[-1].get_xydata()[0].tolist() == [z, pytest.approx(slope)]
    assert f"{slope:.3f}" in [text.get_text() for text in right.texts][0]


def test_both_graphs_are_drawn_and_the_limits_stay(pair):
    left, right = pair
    draw_function(left, right, Tanh(), Tanh().derivative, (-4, 4), 1.0)
    for axes, graph in ((left, Tanh()), (right, Tanh().derivative)):
        curve = next(line for line in axes.get_lines() if len(line.get_xdata()) > 100)
        assert curve.get_ydata() == pytest.approx(graph(np.array(curve.get_xdata())))
        assert to_hex(curve.get_color()) == PALETTE["activations"]
        assert axes.get_xlim() == (-4, 4)
    assert (left.get_ylim(), right.get_ylim()) == ((-1.5, 3.3), (-0.2, 1.2))


@pytest.mark.parametrize("dpi", [72, 108])
def test_a_tangent_is_as_long_in_the_picture_whatever_its_slope(pair, dpi):
    axes = pair[0]
    axes.figure.set_dpi(dpi)
    axes.set_xlim(-4, 4)
    for z in (-4.0, 0.0, 4.0):
        draw_tangent(axes, Softplus(), Softplus().derivative, z, PALETTE["second"], length=160)
        line = axes.get_lines()[-2]
        ends = axes.transData.transform(line.get_xydata())
        assert np.linalg.norm(np.diff(ends, axis=0)) == pytest.approx(160 * dpi / 72)
        assert line.get_color() == PALETTE["second"]


def texts(axes):
    return [text.get_text() for text in axes.texts]


# --- steps


@pytest.mark.parametrize("w, b, place", [(20, -10, 0.5), (-5, 5, 1.0), (4.0, 0.0, 0.0)])
def test_a_step_stands_where_the_weighted_sum_is_zero(axes, w, b, place):
    assert draw_step(axes, lambda s: sigmoid(w * s + b), w, b, (-1, 2)) == place
    point = axes.get_lines()[-1]
    assert point.get_xydata()[0].tolist() == [place, 0.5]
    assert point.get_color() == PALETTE["biases"]
    assert f"= {place:.2f}" in texts(axes)[0]


@pytest.mark.parametrize("w, b", [(0, 3), (1, 30), (1, -30)])
def test_a_step_outside_is_not_marked(axes, w, b):
    place = draw_step(axes, lambda s: sigmoid(w * s + b), w, b, (-1, 2))
    assert np.isnan(place) if w == 0 else place == -b
    assert texts(axes) == [] and len(axes.get_lines()) == 1


# --- bumps


@pytest.mark.parametrize("count", [3, 60])
def test_the_sum_of_the_bumps_is_drawn(axes, count):
    def bumps(s):
        return np.sin(np.outer(s, np.arange(1, count + 1)))

    draw_bumps(axes, np.cos, bumps, (0, 2))
    curve, total = axes.get_lines()
    assert curve.get_ydata() == pytest.approx(np.cos(curve.get_xdata()))
    assert total.get_ydata() == pytest.approx(bumps(total.get_xdata()).sum(axis=1))
    assert len(axes.collections) == (count if count <= 40 else 0)
    assert axes.get_xlim() == (0, 2)
