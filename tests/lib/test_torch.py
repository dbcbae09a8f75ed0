"""The lectures compare the engine with PyTorch; so layers, losses and trainings are held against it."""

import numpy as np
import pytest

from lib import (
    ELU,
    GELU,
    MAE,
    MSE,
    Adam,
    BinaryCrossEntropy,
    Cosine,
    CrossEntropy,
    Dense,
    LeakyReLU,
    Momentum,
    Network,
    OneCycle,
    ReLU,
    Residual,
    Sigmoid,
    SiLU,
    Softmax,
    Softplus,
    Tanh,
    fit,
    fit_steps,
)
from lib.layers import Layer
from lib.losses import Loss

torch = pytest.importorskip("torch", reason="torch is not installed; README says how to get a CPU build")
F = torch.nn.functional


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (Sigmoid(), torch.sigmoid),
        (Tanh(), torch.tanh),
        (ReLU(), F.relu),
        (LeakyReLU(0.2), lambda z: F.leaky_relu(z, 0.2)),
        (ELU(1.3), lambda z: F.elu(z, 1.3)),
        (Softplus(), F.softplus),
        (GELU(), lambda z: F.gelu(z, approximate="tanh")),
        (SiLU(), F.silu),
        (Softmax(2.5), lambda z: F.softmax(z / 2.5, dim=1)),
    ],
    ids=lambda part: repr(part) if isinstance(part, (Layer, Loss)) else "torch",
)
def test_activations_and_their_gradients(ours, theirs):
    rng = np.random.default_rng(0)
    z, grad = rng.normal(0, 3, (6, 5)), rng.normal(size=(6, 5))
    tensor = torch.tensor(z, requires_grad=True)
    a = theirs(tensor)
    a.backward(torch.tensor(grad))
    np.testing.assert_allclose(ours.forward(z), a.detach().numpy(), rtol=1e-7, atol=1e-9)
    np.testing.assert_allclose(ours.backward(grad), tensor.grad.numpy(), rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (Sigmoid(), torch.sigmoid),
        (ELU(1.3), lambda z: F.elu(z, 1.3)),
        (Softplus(), F.softplus),
        (SiLU(), F.silu),
    ],
    ids=lambda part: repr(part) if isinstance(part, Layer) else "torch",
)
def test_activations_are_as_precise_in_float32(ours, theirs):
    z = np.linspace(-80, -3.5, 400, dtype=np.float32)
    results = []
    for kind in (torch.float64, torch.float32):
        tensor = torch.tensor(z, dtype=kind, requires_grad=True)
        a = theirs(tensor)
        a.sum().backward()
        results.append((a.detach().numpy(), tensor.grad.numpy()))
    for i, mine in enumerate((ours(z), ours.derivative(z))):
        error, allowed = (np.abs(results[0][i] - found) for found in (mine, results[1][i]))
        assert (error <= 2 * allowed + 1e-6 * np.abs(results[0][i])).all()


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (CrossEntropy(), F.cross_entropy),
        (CrossEntropy(smoothing=0.1), lambda z, y: F.cross_entropy(z, y, label_smoothing=0.1)),
        # ours adds up the outputs of a sample, and squared error has the 1/2 of the sources
        (
            BinaryCrossEntropy(),
            lambda z, y: F.binary_cross_entropy_with_logits(z, F.one_hot(y, 4).double()) * 4,
        ),
        (MSE(), lambda z, y: F.mse_loss(z, F.one_hot(y, 4).double()) * 4 / 2),
        (MAE(), lambda z, y: F.l1_loss(z, F.one_hot(y, 4).double()) * 4),
    ],
    ids=lambda part: repr(part) if isinstance(part, (Layer, Loss)) else "torch",
)
def test_losses_and_their_gradients(ours, theirs):
    rng = np.random.default_rng(1)
    z, y = rng.normal(0, 3, (6, 4)), rng.integers(0, 4, 6)
    tensor = torch.tensor(z, requires_grad=True)
    loss = theirs(tensor, torch.tensor(y))
    loss.backward()
    np.testing.assert_allclose(ours(z, y), loss.item(), rtol=1e-12)
    np.testing.assert_allclose(
        ours.gradient(z, ours.encode(y, 6, 4)), tensor.grad.numpy(), rtol=1e-10, atol=1e-14
    )


class Twin(torch.nn.Module):
    """The network's PyTorch twin, with the same weights."""

    MADE = {Sigmoid: torch.nn.Sigmoid, Tanh: torch.nn.Tanh, ReLU: torch.nn.ReLU, SiLU: torch.nn.SiLU}

    def __init__(self, net):
        super().__init__()
        self.kinds = []
        self.parts = torch.nn.ModuleList(self.made(layer) for layer in net.layers)

    def made(self, layer):
        if isinstance(layer, Dense):
            linear = torch.nn.Linear(*layer.W.shape, bias=layer.bias, dtype=torch.float64)
            with torch.no_grad():
                linear.weight[:] = torch.tensor(layer.W.T)
                if layer.bias:
                    linear.bias[:] = torch.tensor(layer.b)
            return linear
        if isinstance(layer, Residual):
            return torch.nn.ModuleList(map(self.made, layer.layers))
        return self.MADE[type(layer)]()

    def forward(self, x):
        for part in self.parts:
            if isinstance(part, torch.nn.ModuleList):
                y = x
                for inner in part:
                    y = inner(y)
                x = x + y
            else:
                x = part(x)
        return x

    def theta(self, net):
        """Its parameters in the order of the network's vector."""
        linears = [part for part in self.modules() if isinstance(part, torch.nn.Linear)]
        pieces = [part.weight.T.detach().numpy().ravel() for part in linears]
        return np.concatenate(
            pieces + [part.bias.detach().numpy() for part in linears if part.bias is not None]
        )


@pytest.mark.parametrize(
    ("layers", "ours", "theirs"),
    [
        (
            [Dense(20), ReLU(), Dense(5)],
            lambda: Momentum(0.05),
            lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
        ),
        (
            [Dense(16), Tanh(), Residual(Dense(8), SiLU(), Dense(16)), Dense(5, bias=False)],
            lambda: Adam(0.005),
            lambda p: torch.optim.Adam(p, lr=0.005),
        ),
        (
            [Dense(12, bias=False), Sigmoid(), Dense(5)],
            lambda: Momentum(0.5, momentum=0.5),
            lambda p: torch.optim.SGD(p, lr=0.5, momentum=0.5),
        ),
    ],
    ids=["relu-momentum", "residual-adam", "sigmoid-momentum"],
)
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"l2": 0.01, "clip": 0.5},
        {"l1": 0.003, "schedule": Cosine()},
        {"schedule": OneCycle(), "clip": 0.1},
    ],
    ids=str,
)
def test_a_network_trained_beside_its_twin(layers, ours, theirs, options):
    rng = np.random.default_rng(2)
    x, y = rng.normal(size=(130, 10)), rng.integers(0, 5, 130)
    l1, l2 = options.get("l1", 0), options.get("l2", 0)
    net = Network(10, *layers, l1=l1, l2=l2, dtype=np.float64)
    twin = Twin(net)
    optimizer = theirs(twin.parameters())
    schedule, clip = options.get("schedule"), options.get("clip")
    if schedule:
        factors = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: schedule(min((step + 0.5) / 100, 1))
        )

    seen = []  # the batches of fit, the last of which is smaller, in the order in which they came up

    def remember(batch, rng):
        seen.append([int(np.flatnonzero((x == sample).all(axis=1))[0]) for sample in batch])
        return batch

    steps = fit_steps(
        net, x, y, ours(), epochs=20, batch_size=32, augment=remember, clip=clip, schedule=schedule
    )
    for history in steps:
        rows = seen[-1]
        optimizer.zero_grad()
        loss = F.cross_entropy(twin(torch.tensor(x[rows])), torch.tensor(y[rows]))
        weights = [p for p in twin.parameters() if p.ndim == 2]
        loss = loss + l1 * sum(w.abs().sum() for w in weights) + l2 / 2 * sum((w**2).sum() for w in weights)
        loss.backward()
        np.testing.assert_allclose(history.step_loss[-1], loss.item(), rtol=0, atol=1e-8)
        if clip:
            norm = torch.cat([p.grad.ravel() for p in twin.parameters()]).norm().item()
            np.testing.assert_allclose(history.gradient_norm[-1], norm, rtol=0, atol=1e-8)
            for p in twin.parameters():  # torch's own clipping adds 1e-6 to the norm
                p.grad *= min(1, clip / norm)
        optimizer.step()
        if schedule:
            np.testing.assert_allclose(history.learning_rate[-1], factors.get_last_lr()[0], rtol=1e-12)
            factors.step()
        np.testing.assert_allclose(net.theta, twin.theta(net), rtol=0, atol=1e-8)
    assert len(seen) == 100 and len(seen[4]) == 2


def test_binary_network_trained_beside_its_twin():
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=(50, 2)), rng.integers(0, 2, 50)
    net = Network(2, Dense(9), Tanh(), Dense(1), loss=BinaryCrossEntropy(), dtype=np.float64)
    twin = Twin(net)
    optimizer = torch.optim.Adam(twin.parameters(), lr=0.02)
    for _ in range(100):
        optimizer.zero_grad()
        F.binary_cross_entropy_with_logits(twin(torch.tensor(x))[:, 0], torch.tensor(y).double()).backward()
        optimizer.step()
    fit(net, x, y, Adam(0.02), epochs=100, batch_size=None)
    np.testing.assert_allclose(net.theta, twin.theta(net), rtol=0, atol=1e-8)
    np.testing.assert_allclose(
        net(x), torch.sigmoid(twin(torch.tensor(x))).detach().numpy(), rtol=0, atol=1e-8
    )
