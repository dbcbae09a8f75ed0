"""The libraries beside each other: each turns a job into a function that trains it once and returns seconds.

What is needed once (tensors, compilation, checks of the data) is done before and not counted. Libraries are
imported only where they run, so that an absent one harms nobody else.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from bench.jobs import Job

Run = Callable[[], float]


def timed(function: Callable, *arguments) -> float:
    """Seconds that a call takes."""
    began = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - began


def lib(job: Job, record: str | None = "step") -> Run:
    """This engine as a student calls it, which records loss, accuracy and gradient norm of each step."""
    import lib as engine

    activation = {"relu": engine.ReLU, "tanh": engine.Tanh, "sigmoid": engine.Sigmoid}[job.activation]
    hidden = [layer for units in job.sizes[1:-1] for layer in (engine.Dense(units), activation())]
    loss = engine.BinaryCrossEntropy() if job.sizes[-1] == 1 else engine.CrossEntropy()
    net = engine.Network(job.sizes[0], *hidden, engine.Dense(job.sizes[-1]), loss=loss)
    optimizer = {"sgd": engine.SGD, "adam": engine.Adam}[job.optimizer](job.rate)
    x, y = job.data()
    return lambda: engine.fit(
        net, x, y, optimizer, epochs=job.passes, batch_size=job.batch, record=record, progress=False
    ).seconds[-1]


def lib_without_record(job: Job) -> Run:
    """This engine, recording nothing but the time, as PyTorch's loop does."""
    return lib(job, record=None)


def products(job: Job) -> Run:
    """The floor: the matrix products of the job and nothing else, in float32."""
    x, _ = job.data()
    rng = np.random.default_rng(0)
    shapes = list(zip(job.sizes, job.sizes[1:]))
    weights = [rng.normal(0, 0.05, shape).astype(np.float32) for shape in shapes]
    gradients = [np.empty_like(w) for w in weights]

    def epoch():
        for _ in range(job.passes):
            for first in range(0, job.samples, job.batch):
                h = [x[first : first + job.batch]]
                for w in weights:
                    h.append(np.dot(h[-1], w))
                delta = h[-1]
                for layer in range(len(weights) - 1, -1, -1):
                    np.dot(h[layer].T, delta, out=gradients[layer])
                    if layer:
                        delta = np.dot(delta, weights[layer].T)

    return lambda: timed(epoch)


def textbook(job: Job) -> Run:
    """numpy as a textbook has it: float64, formulas as they stand, a new array for every result."""
    x, y = job.data()
    x, rng = x.astype(np.float64), np.random.default_rng(0)
    outputs = job.sizes[-1]
    y = y[:, np.newaxis].astype(float) if outputs == 1 else np.eye(outputs)[y]
    shapes = list(zip(job.sizes, job.sizes[1:]))
    params = [rng.normal(0, np.sqrt(2 / shape[0]), shape) for shape in shapes]
    params += [np.zeros(units) for units in job.sizes[1:]]
    depth, adam = len(shapes), {"t": 0, "m": [0 * p for p in params], "v": [0 * p for p in params]}
    function, derivative = {
        "relu": (lambda z: np.maximum(0, z), lambda z: (z > 0).astype(float)),
        "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2),
        "sigmoid": (lambda z: 1 / (1 + np.exp(-z)), lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2),
    }[job.activation]

    def gradient(x, y):
        a, zs = [x], []
        for layer in range(depth):
            zs.append(a[-1] @ params[layer] + params[depth + layer])
            a.append(function(zs[-1]))
        z = zs[-1]
        e = np.exp(z - z.max(axis=1, keepdims=True))
        p = 1 / (1 + np.exp(-z)) if outputs == 1 else e / e.sum(axis=1, keepdims=True)
        delta, by_w, by_b = (p - y) / len(x), [], []
        for layer in range(depth - 1, -1, -1):
            by_w.insert(0, a[layer].T @ delta)
            by_b.insert(0, delta.sum(axis=0))
            if layer:
                delta = (delta @ params[layer].T) * derivative(zs[layer - 1])
        return by_w + by_b

    def step(grads):
        if job.optimizer == "sgd":
            return [p - job.rate * g for p, g in zip(params, grads)]
        adam["t"] += 1
        t = adam["t"]
        adam["m"] = [0.9 * m + 0.1 * g for m, g in zip(adam["m"], grads)]
        adam["v"] = [0.999 * v + 0.001 * g**2 for v, g in zip(adam["v"], grads)]
        return [
            p - job.rate * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
            for p, m, v in zip(params, adam["m"], adam["v"])
        ]

    def epoch():
        nonlocal params
        for _ in range(job.passes):
            order = rng.permutation(job.samples)
            for first in range(0, job.samples, job.batch):
                rows = order[first : first + job.batch]
                params = step(gradient(x[rows], y[rows]))

    return lambda: timed(epoch)


def torch(job: Job, compiled: bool = False) -> Run:
    """PyTorch eager, tensors in memory, with the optimizer setting that is fastest here."""
    import torch

    torch.manual_seed(0)
    activation = {"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh, "sigmoid": torch.nn.Sigmoid}[job.activation]
    parts = []
    for inputs, units in zip(job.sizes, job.sizes[1:]):
        parts += [torch.nn.Linear(inputs, units), activation()]
    model = torch.nn.Sequential(*parts[:-1])
    x, y = map(torch.from_numpy, job.data())
    loss = torch.nn.CrossEntropyLoss()
    if job.sizes[-1] == 1:
        y, loss = y[:, None].float(), torch.nn.BCEWithLogitsLoss()
    kind = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[job.optimizer]

    def forward(x, y):
        return loss(model(x), y)

    if compiled:
        forward = torch.compile(forward)

    def epoch(optimizer, samples=job.samples, passes=job.passes):
        for _ in range(passes):
            order = torch.randperm(samples) if job.batch < samples else None
            for first in range(0, samples, job.batch):
                rows = slice(None) if order is None else order[first : first + job.batch]
                forward(x[rows], y[rows]).backward()
                optimizer.step()
                optimizer.zero_grad(set_to_none=True)

    settings = [{"fused": True}, {"foreach": True}, {"foreach": False}]
    optimizers = [kind(model.parameters(), lr=job.rate, **setting) for setting in settings]
    short = min(job.samples, 40 * job.batch), min(job.passes, 40)
    epoch(optimizers[0], *short)
    rest = job.samples % job.batch
    if rest:  # so that a compiled model has seen the smaller last batch too
        forward(x[:rest], y[:rest]).backward()
    fastest = min(optimizers, key=lambda optimizer: min(timed(epoch, optimizer, *short) for _ in range(3)))
    return lambda: timed(epoch, fastest)


def torch_compile(job: Job) -> Run:
    """PyTorch with torch.compile; it needs a C++ compiler."""
    return torch(job, compiled=True)


def scikit_learn(job: Job) -> Run:
    """scikit-learn's MLPClassifier."""
    from sklearn.neural_network import MLPClassifier

    x, y = job.data()
    activation = {"sigmoid": "logistic"}.get(job.activation, job.activation)
    model = MLPClassifier(
        job.sizes[1:-1],
        activation=activation,
        solver=job.optimizer,
        batch_size=job.batch,
        alpha=0,
        learning_rate_init=job.rate,
        momentum=0,
        nesterovs_momentum=False,
        max_iter=job.passes,
        tol=0,
        n_iter_no_change=job.passes + 1,
    )
    return lambda: timed(model.fit, x, y)


def jax(job: Job) -> Run:
    """JAX with the whole epoch compiled into one call (lax.scan)."""
    import jax
    import jax.numpy as jnp

    x, y = map(jnp.asarray, job.data())
    rng, depth, outputs = np.random.default_rng(0), len(job.sizes) - 1, job.sizes[-1]
    function = {"relu": jax.nn.relu, "tanh": jnp.tanh, "sigmoid": jax.nn.sigmoid}[job.activation]
    shapes = list(zip(job.sizes, job.sizes[1:]))
    params = [jnp.asarray(rng.normal(0, np.sqrt(2 / shape[0]), shape), jnp.float32) for shape in shapes]
    params += [jnp.zeros(units, jnp.float32) for units in job.sizes[1:]]
    zeros = [jnp.zeros_like(p) for p in params]

    def loss(params, x, y):
        for layer in range(depth):
            z = x @ params[layer] + params[depth + layer]
            x = function(z)
        if outputs == 1:
            return jnp.mean(jax.nn.softplus(z[:, 0]) - y * z[:, 0])
        return -jnp.mean(jax.nn.log_softmax(z)[jnp.arange(len(y)), y])

    def step(state, rows):
        params, m, v, t = state
        xb, yb = (x, y) if job.batch == job.samples else (x[rows], y[rows])
        grads = jax.grad(loss)(params, xb, yb)
        if job.optimizer == "sgd":
            return ([p - job.rate * g for p, g in zip(params, grads)], m, v, t), None
        t = t + 1
        m = [0.9 * m + 0.1 * g for m, g in zip(m, grads)]
        v = [0.999 * v + 0.001 * g * g for v, g in zip(v, grads)]
        params = [
            p - job.rate * m / (1 - 0.9**t) / (jnp.sqrt(v / (1 - 0.999**t)) + 1e-8)
            for p, m, v in zip(params, m, v)
        ]
        return (params, m, v, t), None

    @jax.jit
    def epoch(state, order):
        whole = order[: job.samples // job.batch * job.batch].reshape(-1, job.batch)
        if job.batch == job.samples:
            whole = jnp.broadcast_to(whole, (job.passes, job.samples))
        state, _ = jax.lax.scan(step, state, whole)
        rest = order[job.samples // job.batch * job.batch :]
        return step(state, rest)[0] if len(rest) else state

    state = (params, zeros, zeros, jnp.float32(0))

    def once():
        jax.block_until_ready(epoch(state, jnp.asarray(rng.permutation(job.samples))))

    once()
    return lambda: timed(once)


def keras(job: Job) -> Run:
    """Keras 3 with the back end it is set to; for single samples a twentieth of the epoch, scaled."""
    import keras

    keras.utils.set_random_seed(0)
    share = 20 if job.batch == 1 else 1
    job = replace(job, samples=job.samples // share)
    x, y = job.data()
    hidden = [keras.layers.Dense(units, activation=job.activation) for units in job.sizes[1:-1]]
    output = keras.layers.Dense(job.sizes[-1])
    model = keras.Sequential([keras.Input((job.sizes[0],)), *hidden, output])
    optimizer = {"sgd": keras.optimizers.SGD, "adam": keras.optimizers.Adam}[job.optimizer](job.rate)
    loss = (
        keras.losses.BinaryCrossentropy(from_logits=True)
        if job.sizes[-1] == 1
        else keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    )
    model.compile(optimizer, loss)
    y = y[:, np.newaxis] if job.sizes[-1] == 1 else y
    model.fit(x[: 2 * job.batch], y[: 2 * job.batch], batch_size=job.batch, verbose=0)
    return lambda: share * timed(lambda: model.fit(x, y, batch_size=job.batch, epochs=job.passes, verbose=0))


# name in the table: function, packages whose versions are told
CONTENDERS = {
    "lib": (lib, ["numpy"]),
    "lib without record": (lib_without_record, ["numpy"]),
    "matrix products alone": (products, ["numpy"]),
    "textbook numpy": (textbook, ["numpy"]),
    "PyTorch eager": (torch, ["torch"]),
    "torch.compile": (torch_compile, ["torch"]),
    "scikit-learn": (scikit_learn, ["scikit-learn"]),
    "JAX, epoch compiled": (jax, ["jax", "jaxlib"]),
    "Keras": (keras, ["keras"]),
}
