"""Normalization couples samples or units, and keeps running values: PyTorch and differences must agree."""

import copy
import pickle

import numpy as np
import pytest

from lib import (
    MSE,
    SGD,
    Adam,
    AdamW,
    BatchNorm,
    Dense,
    Divergence,
    Dropout,
    EarlyStopping,
    LayerNorm,
    Network,
    ReLU,
    Residual,
    Tanh,
    blobs,
    evaluate,
    fit,
    gradient_check,
    load,
    moons,
)

LAYERS = [BatchNorm(), BatchNorm(eps=1e-3, momentum=0.3), LayerNorm(), LayerNorm(eps=0.1)]


def alone(layer, units=5):
    """The layer, with scales and shifts that are not those of its start."""
    layer = Network(units, layer, Dense(1), loss=MSE(), dtype=np.float64).layers[0]
    layer.gamma, layer.beta = np.random.default_rng(7).normal(1, 0.5, (2, units))
    return layer


def twin_of(layer):
    torch = pytest.importorskip("torch", reason="torch is not installed; README says how to get a CPU build")
    if isinstance(layer, BatchNorm):
        twin = torch.nn.BatchNorm1d(layer.inputs, layer.eps, layer.momentum, dtype=torch.float64)
    else:
        twin = torch.nn.LayerNorm(layer.inputs, layer.eps, dtype=torch.float64)
    with torch.no_grad():
        twin.weight[:], twin.bias[:] = torch.tensor(layer.gamma), torch.tensor(layer.beta)
    return torch, twin


@pytest.mark.parametrize("layer", LAYERS, ids=repr)
def test_passes_and_running_values_are_those_of_pytorch(layer):
    layer = alone(layer)
    torch, twin = twin_of(layer)
    rng = np.random.default_rng(0)
    for samples in (2, 7, 40):
        x, grad = rng.normal(3, 2, (samples, 5)), rng.normal(size=(samples, 5))
        tensor = torch.tensor(x, requires_grad=True)
        twin.zero_grad()
        y = twin.train()(tensor)
        y.backward(torch.tensor(grad))
        np.testing.assert_allclose(layer.forward(x), y.detach(), rtol=0, atol=1e-10)
        np.testing.assert_allclose(layer.backward(grad), tensor.grad, rtol=0, atol=1e-10)
        np.testing.assert_allclose(layer.dgamma, twin.weight.grad, rtol=0, atol=1e-10)
        np.testing.assert_allclose(layer.dbeta, twin.bias.grad, rtol=0, atol=1e-10)
        np.testing.assert_allclose(layer.predict(x), twin.eval()(tensor).detach(), rtol=0, atol=1e-10)
        if isinstance(layer, BatchNorm):
            np.testing.assert_allclose(layer.mean, twin.running_mean, rtol=0, atol=1e-10)
            np.testing.assert_allclose(layer.var, twin.running_var, rtol=0, atol=1e-10)


@pytest.mark.parametrize("layer", LAYERS, ids=repr)
def test_trained_beside_its_twin(layer):
    """A whole network, so that order and places in the one vector are right too."""
    net = Network(3, Dense(6), layer, Tanh(), Dense(4), dtype=np.float64)
    torch, norm = twin_of(net.layers[1])
    linears = [torch.nn.Linear(*net.layers[i].W.shape, dtype=torch.float64) for i in (0, 3)]
    with torch.no_grad():
        for linear, i in zip(linears, (0, 3)):
            linear.weight[:], linear.bias[:] = torch.tensor(net.layers[i].W.T), torch.tensor(net.layers[i].b)
    twin = torch.nn.Sequential(linears[0], norm, torch.nn.Tanh(), linears[1])
    optimizer = torch.optim.Adam(twin.parameters(), lr=0.02)
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(24, 3)), rng.integers(0, 4, 24)
    for _ in range(30):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(twin(torch.tensor(x)), torch.tensor(y)).backward()
        optimizer.step()
    fit(net, x, y, Adam(0.02), epochs=30, batch_size=None)
    np.testing.assert_allclose(net.predict(x), twin.eval()(torch.tensor(x)).detach(), rtol=0, atol=1e-7)


@pytest.mark.parametrize("layer", LAYERS, ids=repr)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_gradient_is_right_in_every_place_and_the_check_leaves_running_values(layer, dtype):
    layers = layer, Dense(5), layer, ReLU(), Residual(layer, Tanh(), Dense(5)), layer, Dropout(0.2), Dense(3)
    net = Network(4, *layers, l2=0.1, dtype=dtype)
    rng = np.random.default_rng(2)
    net.theta[:] += rng.normal(0, 0.3, net.theta.size)
    x, y = rng.normal(size=(9, 4)), rng.integers(0, 3, 9)
    before = net.state.copy()
    assert gradient_check(net, x, y), gradient_check(net, x, y)
    assert (net.state == before).all()


def test_scale_and_shift_are_trained_and_not_penalized_running_values_neither():
    net = Network(4, BatchNorm(), Dense(3), l1=0.1, l2=0.1)
    assert net.weight_count == 12 and net.theta.size == 4 + 4 + 12 + 3
    assert net.state.size == net.theta.size + 8
    fit(net, np.eye(4)[[0, 1, 2, 3] * 4], [0, 1, 2, 0] * 4, AdamW(0.01, weight_decay=0.5), epochs=1)
    layer = net.layers[0]
    assert (layer.gamma != 1).all() and (layer.beta != 0).all()
    expected = 1 - 0.1 * (1 - 16 / 15 * 3 / 16)  # of the one batch, which has variance 3/16 in each column
    np.testing.assert_allclose(layer.mean, 0.1 / 4, rtol=1e-6)
    np.testing.assert_allclose(layer.var, expected, rtol=1e-6)
    assert net.name_of(net.state.size - 1) == "layers[0].var[3]" and "23" in str(net)


def test_float32_stays_float32():
    net = Network(2, Dense(4), BatchNorm(), LayerNorm(), Dense(3))
    fit(net, *blobs(), Adam(), epochs=1)
    assert net.layers[1].n.dtype == net.layers[2].n.dtype == net(np.eye(2)).dtype == np.float32


def test_a_prediction_depends_on_its_sample_alone():
    x, y = blobs()
    for layer in (BatchNorm(), LayerNorm()):
        net = Network(2, Dense(8), layer, Dense(3), dtype=np.float64)
        fit(net, x, y, SGD(0.1), epochs=2)
        np.testing.assert_allclose(net(x[:1]), net(x)[:1], rtol=1e-12)


def test_what_was_learnt_goes_along_into_files_copies_and_pickles(tmp_path):
    x, y = blobs()
    net = Network(2, Dense(8), BatchNorm(momentum=0.2), Residual(LayerNorm(), Tanh(), Dense(8)), Dense(3))
    fit(net, x, y, SGD(0.1), epochs=2)
    net.save(tmp_path / "net.npz")
    again = load(tmp_path / "net.npz"), net.copy(), copy.deepcopy(net), pickle.loads(pickle.dumps(net))
    for twin in again:
        assert (twin.state == net.state).all() and (twin(x) == net(x)).all()
        assert np.shares_memory(twin.layers[1].mean, twin.state) and repr(twin) == repr(net)
    fit(again[0], x, y, SGD(0.1), epochs=1)
    assert (again[0].state != net.state).any() and (again[1].state == net.state).all()
    np.testing.assert_allclose(net.copy(dtype=np.float64).state, net.state, rtol=1e-6)


def test_early_stopping_and_a_divergence_give_back_running_values_too():
    x, y = moons(samples=40, noise=0.4)
    validation = moons(samples=200, noise=0.4, seed=1)
    net = Network(2, Dense(50), BatchNorm(), Tanh(), Dense(2))
    history = fit(net, x, y, Adam(0.05), epochs=30, validation=validation, callbacks=[EarlyStopping(50)])
    best = min(history.validation_loss)
    assert history.validation_loss[-1] > best == pytest.approx(evaluate(net, *validation)[0], rel=1e-6)
    before = net.state.copy()
    with pytest.raises(Divergence), np.errstate(all="ignore"):
        fit(net, x * 1e38, y, SGD(1e30), epochs=2)
    assert (net.state == before).all() and np.isfinite(net.state).all()


def test_it_makes_up_for_data_that_are_far_from_0():
    """What it is for: inputs around 1000, on which the same network without it learns nothing."""
    x, y = blobs()
    accuracies = [
        fit(
            Network(2, *first, Dense(16), ReLU(), Dense(3)),
            1000 + x,
            y,
            SGD(0.1),
            epochs=10,
            validation=(1000 + x, y),
        ).validation_accuracy[-1]
        for first in ([], [BatchNorm()])
    ]
    assert accuracies[0] < 0.5 and accuracies[1] > 0.9


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: BatchNorm(64), ["eps", "64", "[0, 1)"]),  # as PyTorch's, which wants the number of units
        (lambda: LayerNorm(64), ["eps", "64", "[0, 1)"]),
        (lambda: BatchNorm(momentum=2), ["momentum", "2", "[0, 1]"]),
        (lambda: BatchNorm()(np.zeros((3, 2))), ["BatchNorm", "make it a layer of a Network"]),
        (lambda: LayerNorm().forward(np.zeros((3, 2))), ["LayerNorm", "make it a layer of a Network"]),
        (lambda: alone(BatchNorm()).forward(np.zeros((3, 2))), ["x", "(samples, 5)", "(3, 2)"]),
        (lambda: alone(LayerNorm())(np.zeros(5)), ["x", "(samples, 5)", "(5,)"]),
        (lambda: alone(BatchNorm()).forward(np.zeros((1, 5))), ["x", "2 samples", "1", "batch_size"]),
    ],
)
def test_slips_are_explained(call, words):
    with pytest.raises(ValueError) as caught:
        call()
    assert all(word in str(caught.value) for word in words), caught.value
