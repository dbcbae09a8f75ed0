"""Walks down a landscape: the loop behind every picture of the first lectures, and behind training."""

import numpy as np
import pytest

from lib import SGD, Optimizer, descend, newton_step, parabola, quadratic, ravine

# --- descend


@pytest.mark.parametrize("rate", [0.02, 0.1, 0.5, 0.9, 1.0, 1.05])
def test_follows_the_formula_on_a_parabola(rate):
    """The error x - 2 is multiplied by 1 - 2 rate in every step."""
    path = descend(parabola.gradient, 8, SGD(lr=rate), steps=30)
    assert path.shape == (31, 1)
    assert path[:, 0] == pytest.approx(2 + 6 * (1 - 2 * rate) ** np.arange(31), abs=1e-9)


def test_each_direction_of_a_ravine_shrinks_by_its_own_factor():
    path = descend(ravine.gradient, (-5, 2), SGD(lr=0.09), steps=12)
    k = np.arange(13)
    assert path == pytest.approx(np.stack([-5 * 0.91**k, 2 * (1 - 1.8) ** k], axis=1))


def test_starts_at_the_start_and_leaves_it_alone():
    start = np.array([3.0, -1.0])
    path = descend(quadratic((1, 2)).gradient, start, SGD(lr=0.1), steps=5)
    assert path[0].tolist() == start.tolist() == [3, -1]
    assert descend(parabola.gradient, 8, SGD(lr=0.1), steps=0).tolist() == [[8]]


def test_takes_whole_numbers_and_lists():
    path = descend(parabola.gradient, [8], SGD(lr=0.1), steps=np.int64(2))
    assert path[:, 0] == pytest.approx([8, 6.8, 5.84])


class Counting(Optimizer):
    """Counts its steps, and uses the gradient up, as it may."""

    def reset(self):
        super().reset()
        self.steps = 0

    def update(self, theta, grad):
        self.steps += 1
        theta -= self.lr * grad
        grad[:] = np.nan


def test_begins_with_a_fresh_state():
    optimizer = Counting(lr=0.1)
    descend(parabola.gradient, 8, optimizer, steps=3)
    descend(ravine.gradient, (1, 1), optimizer, steps=4)
    assert optimizer.steps == 4


def test_a_gradient_may_come_in_one_and_the_same_array():
    """As that of a network does; the optimizer uses up a copy."""
    kept = np.empty(2)

    def gradient(theta):
        kept[:] = ravine.gradient(theta)
        return kept

    expected = descend(ravine.gradient, (-5, 2), SGD(lr=0.05), steps=10)
    assert descend(gradient, (-5, 2), Counting(lr=0.05), steps=10) == pytest.approx(expected)
    assert np.isfinite(kept).all()


def test_says_at_which_step_a_walk_leaves_the_finite_numbers():
    message = r"at step \d+ of 10000 with SGD\(lr=1.5\).*smaller learning rate"
    with pytest.raises(FloatingPointError, match=message):
        descend(parabola.gradient, 8, SGD(lr=1.5), steps=10_000)
    with pytest.raises(FloatingPointError, match="at step 1 of 3"):
        descend(lambda theta: theta * np.nan, 8, SGD(lr=0.1), steps=3)


@pytest.mark.parametrize("start", [np.nan, np.inf, [1, np.nan], [[1, 2], [3, 4]], None], ids=str)
def test_refuses_a_start_that_is_no_point(start):
    message = r"^start: expected (shape \(dimensions,\)|finite numbers|an array of numbers), got"
    with pytest.raises(ValueError, match=message):
        descend(parabola.gradient, start, SGD(lr=0.1), steps=3)


@pytest.mark.parametrize("steps", [-1, 2.5, 3.0, "3", None])
def test_refuses_steps_that_cannot_be_counted(steps):
    with pytest.raises(ValueError, match=f"^steps: expected a whole number of at least 0, got {steps!r}"):
        descend(parabola.gradient, 8, SGD(lr=0.1), steps=steps)


@pytest.mark.parametrize("slope", [1.0, [1, 2], [[1.0]]], ids=str)
def test_refuses_a_gradient_of_another_shape(slope):
    with pytest.raises(ValueError, match=r"^gradient: expected shape \(1,\).*got \("):
        descend(lambda theta: slope, 8, SGD(lr=0.1), steps=3)


# --- newton_step


def test_newton_lands_on_the_minimum_of_a_parabola_in_one_step():
    assert 8 + newton_step(parabola.gradient(8.0), parabola.hessian(8.0)) == pytest.approx([2])
    start = np.array([-4.0, 2.0])
    assert start + newton_step(ravine.gradient(start), ravine.hessian(start)) == pytest.approx([0, 0])


def test_newton_solves_the_system_of_any_quadratic():
    rng = np.random.default_rng(1)
    matrix = rng.normal(size=(4, 4))
    hessian, gradient = matrix @ matrix.T + np.eye(4), rng.normal(size=4)
    assert hessian @ newton_step(gradient, hessian) == pytest.approx(-gradient)


@pytest.mark.parametrize("gradient, hessian", [(1.0, 0.0), ([1, 2], [[1, 2], [2, 4]])], ids=["0", "singular"])
def test_newton_refuses_a_hessian_without_inverse(gradient, hessian):
    with pytest.raises(ValueError, match="^hessian: expected an invertible matrix, got"):
        newton_step(gradient, hessian)


@pytest.mark.parametrize(
    "gradient, hessian",
    [
        ([1, 2], [1, 2]),
        ([1, 2], 3.0),
        (1.0, [[1, 0], [0, 1]]),
        ([1, 2], np.eye(3)),
        (np.eye(2), np.eye(2)),
    ],
    ids=str,
)
def test_newton_refuses_shapes_that_do_not_fit(gradient, hessian):
    with pytest.raises(ValueError, match="^hessian: expected shape .*for a gradient of shape .*got"):
        newton_step(gradient, hessian)
