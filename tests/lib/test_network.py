"""A network is one vector and views of it; this must stay so, through files, copies and assignments."""

import copy
import json
import pickle

import numpy as np
import pytest

import lib
from lib import (
    ELU,
    GELU,
    MSE,
    SGD,
    Adam,
    BinaryCrossEntropy,
    CrossEntropy,
    Dense,
    Dropout,
    Identity,
    LeakyReLU,
    Network,
    ReLU,
    Residual,
    Sigmoid,
    SiLU,
    Softmax,
    Softplus,
    Tanh,
    blobs,
    fit,
    he,
    lecun,
    load,
    normal,
    xavier,
    zeros,
)


def test_all_parameters_are_views_of_one_vector_matrices_first():
    net = Network(3, Dense(4), Tanh(), Residual(Dense(2, bias=False), ReLU(), Dense(4)), Dense(2))
    first, inner, last = net.layers[0], net.layers[2].layers, net.layers[3]
    matrices = [first.W, inner[0].W, inner[2].W, last.W]
    biases = [first.b, inner[2].b, last.b]
    assert (np.concatenate([part.ravel() for part in matrices + biases]) == net.theta).all()
    assert all(np.shares_memory(part, net.theta) for part in matrices + biases)
    assert net.weights == sum(part.size for part in matrices)
    for layer in (first, inner[2], last):
        assert np.shares_memory(layer.dW, net.grad) and np.shares_memory(layer.db, net.grad)
    net.theta[:] = np.arange(net.theta.size)
    assert net.name_of(0) == "layers[0].W[0, 0]" and net.name_of(13) == "layers[2].layers[0].W[0, 1]"
    assert net.name_of(net.theta.size - 1) == "layers[3].b[1]"
    assert last.b[1] == net.theta.size - 1


def test_to_assign_is_to_write_into_the_vector():
    net = Network(2, Dense(3), Sigmoid(), Dense(2))
    net.layers[0].W = [[1, 2, 3], [4, 5, 6]]
    net.layers[0].b = np.ones(3)
    assert net.theta[:6].tolist() == [1, 2, 3, 4, 5, 6]
    net.theta = np.zeros(net.theta.size)
    assert not net.layers[0].W.any() and np.shares_memory(net.layers[0].W, net.theta)
    net.layers[0].W += 1
    assert (net.theta[:6] == 1).all()


def test_a_layer_given_twice_is_two_layers():
    shared = Dense(2)
    tanh = Tanh()
    net, other = Network(2, shared, tanh, shared, tanh), Network(2, shared)
    assert len({id(layer) for layer in net.layers + other.layers}) == 5
    assert net.theta.size == 12 and (net.layers[0].W != net.layers[2].W).any() and shared.W is None


def test_forward_by_hand():
    net = Network(2, Dense(3), Sigmoid(), Dense(2), Sigmoid(), loss=MSE(), dtype=np.float64)
    x = np.array([[1.76405235, 0.40015721]])  # the worked example of source 002
    net.theta[:] = 0
    net.layers[0].W = [[-0.67746455, 0.37769425, -0.07365253], [-0.53663519, 0.60920496, 0.21149622]]
    net.layers[2].W = [[-0.41491732, -0.30992816], [-0.31583913, -0.27706468], [-0.44701662, 0.15231059]]
    np.testing.assert_allclose(net(x), [[0.37166596, 0.45414264]], atol=1e-8)
    assert net.backpropagate(x, [[1, 0]]) == pytest.approx(0.300525, abs=1e-6)
    np.testing.assert_allclose(
        net.layers[2].dW,
        [[-0.02879856, 0.02209533], [-0.10462365, 0.08027117], [-0.07170623, 0.0550157]],
        atol=1e-8,
    )
    np.testing.assert_allclose(
        net.layers[0].dW,
        [[0.00723246, 0.00546965, 0.03647082], [0.00164061, 0.00124073, 0.00827303]],
        atol=1e-8,
    )


@pytest.mark.parametrize(
    ("init", "variance"),
    [(he, 2 / 400), (xavier, 2 / 700), (lecun, 1 / 400), (zeros, 0), (normal(0.5), 0.25)],
    ids=repr,
)
def test_initial_weights_have_their_variance(init, variance):
    net = Network(400, Dense(300, init=init))
    assert net.layers[0].W.var() == pytest.approx(variance, rel=0.05) and not net.layers[0].b.any()
    assert abs(net.layers[0].W.mean()) <= 0.01 * np.sqrt(variance) * 2


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        ([ReLU()], he),
        ([LeakyReLU()], he),
        ([GELU()], he),
        ([Tanh()], xavier),
        ([Sigmoid()], xavier),
        ([Identity()], lecun),
        ([], lecun),
        ([Dropout(0.5), ReLU()], he),
        ([Dropout(0.5), Tanh()], xavier),
        ([Softmax()], lecun),
    ],
    ids=str,
)
def test_initial_weights_suit_the_activation_that_follows(following, expected):
    implied = Network(50, Dense(40), *following)
    told = Network(50, Dense(40, init=expected), *following)
    assert (implied.theta == told.theta).all()


def test_a_seed_gives_the_same_weights_in_both_types_and_in_any_order():
    single, double = (
        Network(5, Dense(4), Dense(3), seed=3),
        Network(5, Dense(4), Dense(3), seed=3, dtype="float64"),
    )
    assert single.theta.dtype == np.float32 and (single.theta == double.theta.astype(np.float32)).all()
    assert (single.theta != Network(5, Dense(4), Dense(3), seed=4).theta).any()


def test_a_signal_keeps_its_size_through_thirty_layers():
    x = np.random.default_rng(0).normal(size=(200, 100))
    for activation, low, high in [(ReLU(), 0.3, 3), (Tanh(), 0.05, 1)]:
        net = Network(100, *[layer for _ in range(30) for layer in (Dense(100), activation)])
        assert low < net.forward(net.samples(x)).std() < high


def everything():
    return Network(
        3,
        Dense(4, bias=False),
        LeakyReLU(0.2),
        Dropout(0.3),
        Residual(Dense(5), ELU(0.7), Dense(4)),
        GELU(),
        SiLU(),
        Softplus(),
        Identity(),
        Dense(3, init=normal(0.1)),
        Softmax(1.5),
        loss=MSE(),
        l1=0.01,
        l2=0.02,
        seed=5,
    )


@pytest.mark.parametrize(
    "make",
    [
        everything,
        lambda: Network(2, Dense(3), Tanh(), Dense(1), loss=BinaryCrossEntropy(), dtype=np.float64),
        lambda: Network(4, Dense(2), loss=CrossEntropy(smoothing=0.1)),
    ],
    ids=["everything", "binary", "smoothed"],
)
def test_saved_and_loaded_it_is_the_same(make, tmp_path):
    net = make()
    x = np.random.default_rng(0).normal(size=(6, net.inputs))
    y = np.arange(6) % max(net.outputs, 2)
    fit(net, x, y, SGD(0.1), epochs=2)
    net.save(tmp_path / "net.npz")
    twin = load(tmp_path / "net.npz")
    assert (twin(x) == net(x)).all() and twin.dtype == net.dtype and twin.penalty() == net.penalty()
    assert twin.outputs == net.outputs and repr(twin.loss) == repr(net.loss)
    for n in (net, twin):
        n.rng = np.random.default_rng(0)
        for _, part in n.parts:
            if isinstance(part, Dropout):
                part.rng = n.rng
        fit(n, x, y, Adam(0.01), epochs=2)
    assert (twin.theta == net.theta).all()
    assert [file.name for file in tmp_path.iterdir()] == ["net.npz"]


def test_saving_holds_no_pickle_and_replaces_only_when_complete(tmp_path, monkeypatch):
    file = tmp_path / "net.npz"
    everything().save(file)
    with np.load(file, allow_pickle=False) as archive:
        assert set(archive.files) == {"network", "theta"}
        assert json.loads(str(archive["network"]))["layers"][0]["kind"] == "Dense"
    before = file.read_bytes()

    def full(*args, **kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr(np, "savez", full)
    with pytest.raises(OSError, match="No space"):
        everything().save(file)
    assert file.read_bytes() == before and list(tmp_path.iterdir()) == [file]


def damaged(tmp_path):
    net = Network(3, Dense(4), Tanh(), Dense(2))
    net.save(tmp_path / "good.npz")
    with np.load(tmp_path / "good.npz") as archive:
        told, theta = json.loads(str(archive["network"])), archive["theta"]
    good = (tmp_path / "good.npz").read_bytes()

    def write(name, **entries):
        np.savez(tmp_path / name, **entries)

    (tmp_path / "text.npz").write_text("not an archive")
    (tmp_path / "empty.npz").write_bytes(b"")
    (tmp_path / "half.npz").write_bytes(good[: len(good) // 2])
    (tmp_path / "pickle.npz").write_bytes(pickle.dumps([1, 2]))
    write("other.npz", weights=theta)
    write("short.npz", network=json.dumps(told), theta=theta[:-1])
    write("nan.npz", network=json.dumps(told), theta=theta * np.nan)
    write("whole.npz", network=json.dumps(told), theta=theta.astype(int))
    write("objects.npz", network=json.dumps(told), theta=np.array([None] * theta.size))
    write("unknown.npz", network=json.dumps(told | {"layers": [{"kind": "Convolution"}]}), theta=theta)
    write("fewer.npz", network=json.dumps(told | {"layers": told["layers"][:1]}), theta=theta)
    write("cut.npz", network=json.dumps(told)[:-5], theta=theta)
    return sorted(file.name for file in tmp_path.iterdir() if file.name != "good.npz")


def test_a_file_that_does_not_fit_is_refused(tmp_path):
    names = damaged(tmp_path)
    assert len(names) == 12
    for name in names:
        with pytest.raises(ValueError, match="path: expected a network written by Network.save"):
            load(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "nowhere.npz")
    load(tmp_path / "good.npz")


class Own(Tanh):
    """A layer of a student's own."""


def test_a_layer_of_ones_own_trains_but_is_not_saved(tmp_path):
    net = Network(2, Dense(3), Own(), Dense(3))
    fit(net, *blobs(), SGD(0.1), epochs=1)
    with pytest.raises(ValueError, match="Own"):
        net.save(tmp_path / "net.npz")
    assert not list(tmp_path.iterdir())


def test_copies_are_networks_of_their_own():
    net = everything()
    for twin in (net.copy(), copy.copy(net), copy.deepcopy(net), pickle.loads(pickle.dumps(net))):
        assert (twin.theta == net.theta).all() and np.shares_memory(twin.layers[0].W, twin.theta)
        twin.theta[:] = 0
        assert net.layers[0].W.any() and not twin.layers[0].W.any()
    assert net.copy(dtype=np.float64).theta.dtype == np.float64


def test_the_table_and_the_repr_tell_the_network():
    net = Network(784, Dense(128), ReLU(), Residual(Dense(16), Tanh(), Dense(128)), Dense(10), l2=0.001)
    table = str(net)
    assert (
        "100,480" in table
        and "4,240" in table
        and f"{net.theta.size:,}" in table
        and len(table.splitlines()) == 8
    )
    assert eval(repr(net), vars(lib)).theta.size == net.theta.size and "l2=0.001" in repr(net)
    assert repr(Dense(5, bias=False, init=he)) == "Dense(5, bias=False, init=he)"
