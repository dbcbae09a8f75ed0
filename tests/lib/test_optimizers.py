"""An optimizer that is nearly right goes unnoticed; so each follows its PyTorch twin, digit for digit.

The twins see one prescribed sequence of gradients: on a landscape some methods bounce at the minimum and
amplify rounding.
"""

import inspect

import numpy as np
import pytest

import lib
from lib import (
    NAG,
    SGD,
    Adadelta,
    Adagrad,
    Adam,
    AdamW,
    AMSGrad,
    Momentum,
    Nadam,
    Optimizer,
    RMSprop,
    Rprop,
    descend,
    parabola,
    ravine,
)

ALL = [SGD, Momentum, NAG, Adagrad, Adadelta, RMSprop, Adam, AMSGrad, Nadam, AdamW, Rprop]


@pytest.fixture
def torch():
    module = pytest.importorskip("torch", reason="torch is not installed; README says how to get a CPU build")
    before = module.get_default_dtype()
    module.set_default_dtype(module.float64)  # Nadam's product of momenta is kept in the default dtype
    yield module
    module.set_default_dtype(before)


def uniform(low, high):
    return lambda rng: float(rng.uniform(low, high))


def log_uniform(low, high):
    return lambda rng: float(np.exp(rng.uniform(np.log(low), np.log(high))))


def betas(rng):
    return float(rng.uniform(0.5, 0.99)), float(rng.uniform(0.8, 0.9999))


RATE, EPS = log_uniform(1e-4, 1e-1), log_uniform(1e-10, 1e-4)
TWINS = {
    SGD: ("SGD", {}, {"lr": RATE}),
    Momentum: ("SGD", {}, {"lr": RATE, "momentum": uniform(0.1, 0.99)}),
    NAG: ("SGD", {"nesterov": True}, {"lr": RATE, "momentum": uniform(0.1, 0.99)}),
    Adagrad: ("Adagrad", {}, {"lr": RATE, "eps": EPS}),
    Adadelta: ("Adadelta", {}, {"lr": log_uniform(0.1, 2), "rho": uniform(0.5, 0.99), "eps": EPS}),
    RMSprop: ("RMSprop", {}, {"lr": RATE, "alpha": uniform(0.5, 0.999), "eps": EPS}),
    Adam: ("Adam", {}, {"lr": RATE, "betas": betas, "eps": EPS}),
    AMSGrad: ("Adam", {"amsgrad": True}, {"lr": RATE, "betas": betas, "eps": EPS}),
    Nadam: ("NAdam", {}, {"lr": RATE, "betas": betas, "eps": EPS, "momentum_decay": log_uniform(1e-3, 1e-1)}),
    AdamW: ("AdamW", {}, {"lr": RATE, "betas": betas, "eps": EPS, "weight_decay": log_uniform(1e-3, 1)}),
    Rprop: (
        "Rprop",
        {},
        {
            "lr": RATE,
            "etas": lambda rng: (float(rng.uniform(0.3, 0.8)), float(rng.uniform(1.05, 1.5))),
            "step_sizes": lambda rng: (float(rng.uniform(1e-7, 1e-5)), float(rng.uniform(0.05, 1))),
        },
    ),
}


def gradients(seed, steps=200, size=12):
    """Gradients of very different sizes, some of them 0."""
    rng = np.random.default_rng(seed)
    g = rng.normal(size=(steps, size)) * np.geomspace(1e-4, 1e2, size)
    g[rng.uniform(size=g.shape) < 0.05] = 0
    return g


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_200_steps_beside_the_twin(torch, kind, seed):
    name, fixed, random = TWINS[kind]
    rng = np.random.default_rng([seed, ALL.index(kind)])
    settings = {key: draw(rng) for key, draw in random.items()}
    theta = rng.normal(size=12)
    start = theta.copy()
    theirs = torch.nn.Parameter(torch.tensor(theta))
    twin = getattr(torch.optim, name)([theirs], **fixed, **settings)
    ours = kind(**settings)
    for g in gradients(seed):
        ours.step(theta, g.copy())
        theirs.grad = torch.tensor(g)
        twin.step()
        np.testing.assert_allclose(theta, theirs.detach().numpy(), rtol=1e-12, atol=1e-12)
    assert np.abs(theta - start).max() > 1e-5  # it has moved, by far more than the tolerance


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_defaults_are_those_of_torch(torch, kind):
    name, _, _ = TWINS[kind]
    theirs = inspect.signature(getattr(torch.optim, name)).parameters
    for key, ours in inspect.signature(kind).parameters.items():
        if key != "momentum":  # torch's default 0 would be plain descent
            assert ours.default == theirs[key].default, key


def path(optimizer, grads, schedule=lambda t: 1.0):
    theta, points = np.ones(grads.shape[1]), []
    rate = optimizer.lr
    for t, g in enumerate(grads):
        optimizer.lr = rate * schedule(t)
        optimizer.step(theta, g.copy())
        points.append(theta.copy())
    return np.array(points)


def test_momentum_with_the_rate_inside_is_the_same_while_the_rate_is():
    def textbook(schedule):
        theta, v, points = np.ones(12), np.zeros(12), []
        for t, g in enumerate(gradients(0)):
            v = 0.9 * v + 0.01 * schedule(t) * g
            theta = theta - v
            points.append(theta)
        return np.array(points)

    def constant(t):
        return 1.0

    def halved(t):
        return 1.0 if t < 100 else 0.5

    np.testing.assert_allclose(path(Momentum(0.01), gradients(0), constant), textbook(constant), rtol=1e-10)
    difference = np.abs(path(Momentum(0.01), gradients(0), halved) - textbook(halved)).max(axis=1)
    assert difference[:100].max() < 1e-10 and difference[100:].max() > 1e-2


def test_nesterovs_look_ahead_points_are_the_points_of_this_form():
    theta, v, ahead = np.array([3.0, -2.0]), np.zeros(2), []
    for _ in range(60):
        ahead.append(theta - 0.8 * v)
        v = 0.8 * v + 0.02 * ravine.gradient(theta - 0.8 * v)
        theta = theta - v
    np.testing.assert_allclose(
        descend(ravine.gradient, [3, -2], NAG(0.02, momentum=0.8), 59), ahead, atol=1e-12
    )


def test_rmsprop_with_eps_in_the_root_is_another_formula():
    def textbook(eps_inside):
        theta, s = np.ones(12), np.zeros(12)
        for g in gradients(0):
            s = 0.9 * s + 0.1 * g * g
            theta = theta - 0.01 * g / (np.sqrt(s + 1e-8) if eps_inside else np.sqrt(s) + 1e-8)
        return theta

    ours = path(RMSprop(0.01, alpha=0.9), gradients(0))[-1]
    np.testing.assert_allclose(ours, textbook(eps_inside=False), rtol=1e-12)
    assert 1e-6 < np.abs(ours - textbook(eps_inside=True)).max() < 0.1


def test_nadam_with_a_constant_momentum_differs_by_a_few_percent():
    b1, b2, theta, m, v = 0.9, 0.999, np.ones(12), np.zeros(12), np.zeros(12)
    for t, g in enumerate(gradients(0), 1):
        m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
        ahead = b1 * m / (1 - b1 ** (t + 1)) + (1 - b1) * g / (1 - b1**t)
        theta = theta - 0.002 * ahead / (np.sqrt(v / (1 - b2**t)) + 1e-8)
    ours = path(Nadam(0.002), gradients(0))[-1]
    share = np.linalg.norm(ours - theta) / np.linalg.norm(theta - 1)
    assert 0.01 < share < 0.5


def test_amsgrad_without_the_correction_of_the_start_differs_grossly():
    theta, m, v, largest = np.ones(12), np.zeros(12), np.zeros(12), np.zeros(12)
    first = None
    for g in gradients(0):
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        largest = np.maximum(largest, v)
        theta = theta - 0.001 * m / (np.sqrt(largest) + 1e-8)
        first = theta if first is None else first
    ours = path(AMSGrad(0.001), gradients(0))
    moved = gradients(0)[0] != 0
    np.testing.assert_allclose((first - 1)[moved] / (ours[0] - 1)[moved], 0.1 / np.sqrt(0.001), rtol=0.1)


def test_adadelta_has_the_rate_one_and_adagrad_never_raises_a_rate():
    assert Adadelta().lr == 1
    ones = np.ones((50, 1))
    steps = -np.diff(path(Adagrad(0.1), ones)[:, 0])
    np.testing.assert_allclose(steps, 0.1 / np.sqrt(np.arange(2, 51)), rtol=1e-6)


def test_adam_takes_first_steps_of_the_size_of_the_rate():
    g = np.array([[1e-3, 5.0, -300.0]])
    np.testing.assert_allclose(path(Adam(0.01), g)[0] - 1, [-0.01, -0.01, 0.01], rtol=1e-4)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_the_same_object_walks_any_landscape_and_starts_anew(kind):
    optimizer = kind(lr=0.05)
    first = descend(parabola.gradient, 8, optimizer, 50)
    descend(ravine.gradient, [3, -2], optimizer, 50)
    again = descend(parabola.gradient, 8, optimizer, 50)
    assert (first == again).all()
    assert abs(again[-1] - 2) < abs(again[0] - 2)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_state_belongs_to_one_shape(kind):
    optimizer = kind()
    optimizer.step(np.zeros(3), np.ones(3))
    with pytest.raises(ValueError, match="theta.*shape"):
        optimizer.step(np.zeros(4), np.ones(4))
    optimizer.reset()
    optimizer.step(np.zeros(4), np.ones(4))


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_float32_stays_float32(kind):
    theta = np.ones(5, np.float32)
    optimizer = kind()
    for _ in range(3):
        optimizer.step(theta, np.ones(5, np.float32))
    assert theta.dtype == np.float32
    assert all(getattr(optimizer, name).dtype == np.float32 for name in optimizer.state)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_repr_makes_an_equal_object(kind):
    optimizer = kind(lr=0.03)
    assert isinstance(optimizer, Optimizer)
    assert repr(eval(repr(optimizer), vars(lib))) == repr(optimizer)
