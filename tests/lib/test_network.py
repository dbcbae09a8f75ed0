"""A network is one vector and views of it; this must stay so, through files, copies and assignments."""

import copy
import json
import pickle
import tracemalloc

import numpy as np
import pytest

import lib
from lib import (
    ELU,
    GELU,
    MSE,
    SGD,
    Adam,
    BatchNorm,
    BinaryCrossEntropy,
    CrossEntropy,
    Dense,
    Dropout,
    Identity,
    LayerNorm,
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
    gradient_check,
    he,
    lecun,
    load,
    normal,
    xavier,
    zeros,
)
from lib.layers import Layer, Parameter


def test_all_parameters_are_views_of_one_vector_matrices_first():
    net = Network(3, Dense(4), Tanh(), Residual(Dense(2, bias=False), ReLU(), Dense(4)), Dense(2))
    first, inner, last = net.layers[0], net.layers[2].layers, net.layers[3]
    matrices = [first.W, inner[0].W, inner[2].W, last.W]
    biases = [first.b, inner[2].b, last.b]
    assert (np.concatenate([part.ravel() for part in matrices + biases]) == net.theta).all()
    assert all(np.shares_memory(part, net.theta) for part in matrices + biases)
    assert net.weight_count == sum(part.size for part in matrices)
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
    ids=["he", "xavier", "lecun", "zeros", "normal"],
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
        ([BatchNorm(), ReLU()], he),
        ([LayerNorm(), Dropout(0.5), Tanh()], xavier),
    ],
    ids=lambda case: getattr(case, "__name__", repr(case)),
)
def test_initial_weights_suit_the_activation_that_follows(following, expected):
    implied = Network(50, Dense(40), *following, loss=MSE())
    told = Network(50, Dense(40, init=expected), *following, loss=MSE())
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
        assert low < net.predict(net.samples(x)).std() < high


def everything():
    return Network(
        3,
        BatchNorm(),
        Dense(4, bias=False),
        LayerNorm(eps=1e-4),
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
        fit(n, x, y, Adam(0.01), epochs=2)
    assert (twin.theta == net.theta).all()
    assert [file.name for file in tmp_path.iterdir()] == ["net.npz"]


def test_saving_holds_no_pickle_and_replaces_only_when_complete(tmp_path, monkeypatch):
    file = tmp_path / "net.npz"
    everything().save(file)
    with np.load(file, allow_pickle=False) as archive:
        assert set(archive.files) == {"network", "theta"}
        assert json.loads(str(archive["network"]))["layers"][0]["kind"] == "BatchNorm"
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
    write("number.npz", network=json.dumps(told), theta=np.float32(1))
    write("table.npz", network=json.dumps(told), theta=theta[np.newaxis])
    write("state.npz", network=json.dumps(told | {"rng": {"bit_generator": "PCG64"}}), theta=theta)
    np.savez_compressed(tmp_path / "compressed.npz", network=json.dumps(told), theta=theta)
    np.save(tmp_path / "array.npy", theta)
    (tmp_path / "array.npy").rename(tmp_path / "array.npz")
    return sorted(file.name for file in tmp_path.iterdir() if file.name != "good.npz")


def test_a_file_that_does_not_fit_is_refused(tmp_path):
    names = damaged(tmp_path)
    assert len(names) == 17
    for name in names:
        with pytest.raises(ValueError, match="path: expected a network written by Network.save"):
            load(tmp_path / name)
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "nowhere.npz")
    load(tmp_path / "good.npz")


def test_a_file_that_claims_much_is_refused_before_it_costs_anything(tmp_path):
    net = Network(3, Dense(4), Tanh(), Dense(2))
    net.save(tmp_path / "0.npz")
    with np.load(tmp_path / "0.npz") as archive:
        told = json.loads(str(archive["network"]))
    for i, units in enumerate((10**8, 10**20)):
        told["layers"][0]["units"] = units
        np.savez(tmp_path / f"{i}.npz", network=json.dumps(told), theta=net.theta)
    np.savez_compressed(tmp_path / "2.npz", network=json.dumps(told), theta=np.zeros(10**6, np.float32))
    tracemalloc.start()
    try:
        for i in range(3):
            with pytest.raises(ValueError, match="path: expected a network written by Network.save"):
                load(tmp_path / f"{i}.npz")
        assert tracemalloc.get_traced_memory()[1] < 2**20
    finally:
        tracemalloc.stop()


def test_flipped_bits_are_answered_with_a_value_error_or_do_no_harm(tmp_path):
    net, file = Network(3, Dense(4), Tanh(), Dense(2)), tmp_path / "net.npz"
    net.save(file)
    good, rng = file.read_bytes(), np.random.default_rng(0)
    for place in range(0, len(good), 3):
        damaged = bytearray(good)
        damaged[place] ^= 1 << int(rng.integers(8))
        file.write_bytes(damaged)
        try:
            assert repr(load(file)) == repr(net) and (load(file).theta == net.theta).all()
        except ValueError as error:
            assert "path: expected a network written by Network.save" in str(error)


def test_what_the_system_refuses_is_no_damaged_file(tmp_path):
    with pytest.raises(OSError):
        load(tmp_path)


class Own(Tanh):
    """A layer of a student's own."""


class Scale(Layer):
    """The smallest layer with parameters, as a notebook has it: one class, and nothing to be registered."""

    def __init__(self, start=1.0, inner=None):
        self.start, self.inner = start, inner

    def parameters(self):
        return [Parameter("s", (self.inputs,), self.start), Parameter("M", (self.inputs, 2), penalized=True)]

    def predict(self, x):
        return x * self.s + np.sum(x @ self.M, axis=1, keepdims=True)

    def forward(self, x):
        self.x = x
        return self.predict(x)

    def backward(self, grad):
        self.ds = (grad * self.x).sum(axis=0)  # to assign is to write into the vector of the network
        self.dM = np.outer(self.x.T @ grad.sum(axis=1), [1, 1])
        return grad * self.s + np.outer(grad.sum(axis=1), self.M.sum(axis=1))


def test_a_layer_of_ones_own_needs_one_class(tmp_path):
    x, y = blobs()
    net = Network(2, Dense(8), Scale(0.5), ReLU(), Dense(3), l2=0.1, dtype=float)
    layer = net.layers[1]
    assert (layer.s == 0.5).all() and layer.M.std() > 0 and np.shares_memory(layer.s, net.theta)
    assert net.name_of(net.weight_count - 24 - 1) == "layers[1].M[7, 1]" and " 24" in str(net).splitlines()[3]
    assert gradient_check(net, x, y)
    loss = fit(net, x, y, SGD(0.05), epochs=5).loss
    assert loss[-1] < loss[0] and np.ptp(layer.s) > 0
    net.save(tmp_path / "net.npz")
    for twin in (load(tmp_path / "net.npz"), net.copy(), copy.deepcopy(net), pickle.loads(pickle.dumps(net))):
        assert (twin(x) == net(x)).all() and type(twin.layers[1]) is Scale and twin.layers[1].start == 0.5


def test_a_class_that_is_defined_again_takes_the_place_of_the_first(tmp_path):
    """As when a cell of a notebook is run a second time."""
    for _ in range(2):
        again = type("Again", (Own,), {"__module__": "__main__"})
        Network(2, again(), Dense(3)).save(tmp_path / "net.npz")
        assert type(load(tmp_path / "net.npz").layers[0]) is again


def test_a_layer_of_ones_own_that_does_not_fit_into_a_file_or_is_not_defined_is_told(tmp_path):
    with pytest.raises(TypeError, match="layers: expected settings of numbers, words and layers"):
        Network(2, Scale(inner={1}), Dense(3)).save(tmp_path / "net.npz")
    assert not list(tmp_path.iterdir())
    Network(2, Own(), Dense(3)).save(tmp_path / "net.npz")
    with np.load(tmp_path / "net.npz") as archive:
        told, theta = str(archive["network"]), archive["theta"]
    np.savez(tmp_path / "net.npz", network=told.replace("test_network.Own", "test_network.Owl"), theta=theta)
    assert "test_network.Own" in told
    with pytest.raises(ValueError, match="path: .*test_network.Owl"):
        load(tmp_path / "net.npz")


def test_copies_are_networks_of_their_own():
    net = everything()
    for twin in (net.copy(), copy.copy(net), copy.deepcopy(net), pickle.loads(pickle.dumps(net))):
        assert (twin.theta == net.theta).all() and np.shares_memory(twin.layers[1].W, twin.theta)
        twin.theta[:] = 0
        assert net.layers[1].W.any() and not twin.layers[1].W.any()
    assert net.copy(dtype=np.float64).theta.dtype == np.float64


@pytest.mark.parametrize(
    "init", [he, xavier, lecun, zeros, normal(0.1)], ids=["he", "xavier", "lecun", "zeros", "normal"]
)
def test_initial_weights_can_be_pickled_alone_and_in_a_layer_or_network(init):
    assert repr(pickle.loads(pickle.dumps(init))) == repr(init)
    layer = pickle.loads(pickle.dumps(Dense(4, init=init)))
    assert (Network(3, layer).theta == Network(3, Dense(4, init=init)).theta).all()
    net = pickle.loads(pickle.dumps(Network(3, Dense(4, init=init))))
    assert repr(net) == repr(Network(3, Dense(4, init=init)))


def test_a_copy_drops_what_its_original_would_drop(tmp_path):
    x, y = blobs()
    net = Network(2, Dense(8), Tanh(), Dropout(0.5), Dense(3))
    fit(net, x, y, SGD(0.1), epochs=1)  # dropout is no longer at its start
    net.save(tmp_path / "net.npz")
    twins = [
        net.copy(),
        copy.copy(net),
        copy.deepcopy(net),
        pickle.loads(pickle.dumps(net)),
        load(tmp_path / "net.npz"),
    ]
    for each in (net, *twins):
        fit(each, x, y, SGD(0.1), epochs=1)
    assert all((twin.theta == net.theta).all() for twin in twins)


class Silent(Network):
    """A network with a mistake of its own: it forgets its gradient."""

    def __init__(self):
        super().__init__(2, Own(), Dense(3))

    def backpropagate(self, x, y):
        loss = super().backpropagate(x, y)
        self.grad[:] = 0
        return loss


def test_a_copy_keeps_what_a_subclass_and_a_layer_of_ones_own_have_changed():
    net = Silent()
    for twin in (net.copy(), copy.deepcopy(net), pickle.loads(pickle.dumps(net))):
        assert type(twin) is Silent and type(twin.layers[0]) is Own and (twin.theta == net.theta).all()
    assert not gradient_check(net, *blobs())  # of a copy in float64, whose gradient is as wrong


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
