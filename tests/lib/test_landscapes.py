"""Landscapes: a wrong gradient here would make every picture of every descent a lie."""

import re

import numpy as np
import pytest

from lib import bowl, double_well, parabola, quadratic, ravine, saddle

LANDSCAPES = [parabola, bowl, ravine, double_well, saddle, quadratic((0.5, 3, 7), name="three")]

H = 1e-5

everywhere = pytest.mark.parametrize("landscape", LANDSCAPES, ids=lambda landscape: landscape.name)


def points(landscape, count=20):
    low, high = np.array(landscape.box).T
    return np.random.default_rng(0).uniform(low, high, size=(count, landscape.dimensions))


def along_each_axis(function, point):
    """Central differences of a function at a point, one row for each parameter."""
    moves = H * np.eye(len(point))
    return np.array([(function(point + move) - function(point - move)) / (2 * H) for move in moves])


def scalar(landscape):
    """The value at a point of shape (dimensions,), as a number."""
    return lambda point: float(np.squeeze(landscape(point)))


@everywhere
def test_gradient_agrees_with_finite_differences(landscape):
    for point in points(landscape):
        expected = along_each_axis(scalar(landscape), point)
        assert landscape.gradient(point) == pytest.approx(expected, rel=1e-6, abs=1e-7)


@everywhere
def test_hessian_agrees_with_finite_differences_and_is_symmetric(landscape):
    for point in points(landscape):
        hessian = landscape.hessian(point).reshape(landscape.dimensions, landscape.dimensions)
        assert hessian == pytest.approx(along_each_axis(landscape.gradient, point), rel=1e-6, abs=1e-7)
        assert np.array_equal(hessian, hessian.T)


@everywhere
def test_formula_says_what_is_computed(landscape):
    text = re.sub(r"\\left|\\right", "", landscape.formula).replace(r"\,", "*").replace("^", "**")
    text = re.sub(r"\\tfrac(\d)(\d)", r"(\1/\2)*", text)
    text = re.sub(r"(?<![\w*])(\d+)(?=[xy])", r"\1*", text)
    for point in points(landscape, 5):
        names = {"x": point[0], "y": point[-1]} | {f"x_{i}": value for i, value in enumerate(point, 1)}
        assert eval(text, {}, names) == pytest.approx(scalar(landscape)(point))


@everywhere
def test_minima_are_valleys_inside_of_the_box_the_lowest_first(landscape):
    heights = [scalar(landscape)(np.array(minimum)) for minimum in landscape.minima]
    assert heights == sorted(heights) and heights
    for minimum in np.array(landscape.minima):
        assert landscape.gradient(minimum) == pytest.approx(np.zeros(landscape.dimensions), abs=1e-12)
        hessian = landscape.hessian(minimum).reshape(landscape.dimensions, landscape.dimensions)
        assert np.all(np.linalg.eigvalsh(hessian) > 0)
        assert all(low < x < high for x, (low, high) in zip(minimum, landscape.box, strict=True))


def test_known_values():
    assert (parabola(8), parabola.gradient(8), parabola.hessian(8)) == (38, 12, 2)
    assert bowl([3, 4]) == 12.5
    assert ravine([1, 1]) == 10.5 and ravine.gradient([1, 1]).tolist() == [1, 20]
    assert saddle.gradient([0, 0]).tolist() == [0, 0]
    assert np.linalg.eigvalsh(saddle.hessian(np.zeros(2))).tolist() == [-1, 1]
    assert double_well(double_well.minima[0][0]) < double_well(double_well.minima[1][0])


@pytest.mark.parametrize("landscape", [parabola, double_well], ids=lambda landscape: landscape.name)
@pytest.mark.parametrize("shape", [(), (1,), (5,), (2, 3)], ids=str)
def test_one_parameter_works_element_by_element(landscape, shape):
    x = np.linspace(-2, 2, int(np.prod(shape))).reshape(shape)
    for function in (landscape, landscape.gradient, landscape.hessian):
        assert np.shape(function(x)) == shape
        assert np.ravel(function(x)) == pytest.approx([float(function(value)) for value in x.ravel()])


@pytest.mark.parametrize("landscape", [bowl, saddle, LANDSCAPES[-1]], ids=lambda landscape: landscape.name)
def test_many_parameters_are_the_last_axis(landscape):
    d = landscape.dimensions
    many = points(landscape, 6).reshape(2, 3, d)
    assert landscape(many).shape == (2, 3)
    assert landscape.gradient(many).shape == (2, 3, d)
    assert landscape.hessian(many).shape == (2, 3, d, d)
    assert landscape.hessian(many)[1, 2] == pytest.approx(landscape.hessian(many[1, 2]))
    assert landscape(many)[1, 2] == pytest.approx(landscape(many[1, 2]))


@everywhere
def test_leaves_what_it_is_given_alone(landscape):
    point = points(landscape, 1)[0]
    before = point.copy()
    gradient, hessian = landscape.gradient(point), landscape.hessian(point)
    expected = gradient.copy(), hessian.copy()
    gradient[...], hessian[...] = 0, 0  # what comes back is the caller's to use up
    assert np.array_equal(point, before)
    assert np.array_equal(landscape.gradient(point), expected[0])
    assert np.array_equal(landscape.hessian(point), expected[1])


def test_whole_numbers_are_numbers():
    assert parabola.gradient(np.array([8, 2])).tolist() == [12, 0]
    assert ravine([4, 2]) == ravine([4.0, 2.0])


@pytest.mark.parametrize("curvatures", [(), (1,), (1, 0), (1, -2), (1, np.nan), ((1, 2), (3, 4)), 5], ids=str)
def test_quadratic_refuses_what_makes_no_bowl(curvatures):
    with pytest.raises(ValueError, match="^curvatures: expected .*(positive|finite).*got "):
        quadratic(curvatures)


@pytest.mark.parametrize("theta", [1.0, [1.0], [1, 2, 3], [[1, 2, 3]], []], ids=str)
def test_a_point_of_the_wrong_size_is_refused_by_name(theta):
    for function in (ravine, ravine.gradient, ravine.hessian):
        with pytest.raises(ValueError, match="^theta: ravine has 2 parameters.*got shape"):
            function(theta)
