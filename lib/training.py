"""Training: samples in batches, a gradient for each, a step for each, and a record of what happened."""

import copy
import math
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from tqdm import tqdm

from lib import expect
from lib.configurable import Configurable
from lib.history import History
from lib.network import Network, length
from lib.optimizers import Optimizer
from lib.schedules import Schedule


class Divergence(FloatingPointError):
    """A training left the finite numbers; the message says in which step and layer, and what may help.

    Attributes
    ----------
    history : History
        What happened until then.
    """


class EarlyStopping(Configurable):
    """Callback that ends the training when the validation loss no longer falls.

    The network gets back the parameters of its best epoch when the training ends: by this, by another
    callback or since its epochs are over. An epoch whose loss is NaN is never the best. One such object
    watches one training at a time.

    Parameters
    ----------
    patience : int
        So many epochs without a new best are waited for.

    References
    ----------
    L. Prechelt, "Early stopping - but when?", 1998.
    """

    def __init__(self, patience: int = 5):
        self.patience = expect.integer("patience", patience)

    def __call__(self, net: Network, history: History) -> bool:
        losses = history.validation_loss
        if not losses:
            raise ValueError("validation: expected (x, y), since EarlyStopping watches their loss, got None")
        best = int(np.argmin(np.where(np.isnan(losses), np.inf, losses)))
        if best == len(losses) - 1:
            self.state = net.state.copy()
        return len(losses) - 1 - best >= self.patience

    def restore(self, net: Network) -> None:
        """Give a network back its best epoch; :func:`fit` does so at its end."""
        net.state = self.state


def evaluate(net: Network, x, y) -> tuple[float, float]:
    """Loss and accuracy of a network.

    Parameters
    ----------
    net : Network
        The network, used for prediction: nothing is dropped.
    x : array_like, shape (samples, inputs)
        Samples.
    y : array_like, shape (samples,) or (samples, outputs)
        Labels or targets.

    Returns
    -------
    loss, accuracy : float
        Mean loss with penalties, and share of right decisions; NaN if the targets are no labels.
    """
    return _evaluate(net, *_data(expect.instance("net", net, Network), x, y))


def _evaluate(net: Network, x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    parts = range(0, len(x), 2000)  # so that the outputs of the hidden layers stay small
    z = np.concatenate([net.predict(x[i:i + 2000]) for i in parts])
    share = float(net.loss.hits(z, y).mean()) if net.loss.labels(y) else math.nan
    return float(net.loss.losses(z, y).mean()) + net.penalty(), share


def fit(net: Network, x, y, optimizer: Optimizer, *, epochs: int = 10, batch_size: int | None = 32,
        validation: tuple | None = None, schedule: Schedule | None = None, clip: float | None = None,
        augment: Callable | None = None, callbacks: Sequence[Callable] = (), record: str | None = "step",
        seed: int = 0, progress: bool = True) -> History:
    """Train a network.

    Each call is a training of its own, with the order of samples from `seed` and a fresh state of the
    optimizer: ten calls of one epoch take the same order ten times, and forget the momenta after each. What
    is to be done between epochs is done by a callback, or in a loop over :func:`fit_steps`.

    Interrupted, by Ctrl-C or the stop button of a notebook, it raises KeyboardInterrupt, so that a loop
    around it ends too. The network keeps what it has learnt, and the exception has the history until then:
    ``except KeyboardInterrupt as stop: history = stop.history``.

    Parameters
    ----------
    net : Network
        The network; its `theta` is changed.
    x : array_like, shape (samples, inputs)
        Samples.
    y : array_like, shape (samples,) or (samples, outputs)
        Labels or targets.
    optimizer : Optimizer
        The rule of a step. Each training works with a copy of it in a fresh state; the rate `lr` is looked up
        in each step, so a callback may change it.
    epochs : int
        How often each sample is used.
    batch_size : int, optional
        Samples a step; the last batch of an epoch may be smaller. None takes all of them for every step.
    validation : (x, y), optional
        Data on which loss and accuracy are measured after each epoch.
    schedule : Schedule, optional
        Factor of the learning rate in the course of the training.
    clip : float, optional
        Largest length of the gradient: a longer one is shortened, in the same direction.
    augment : callable, optional
        ``augment(x, rng)`` is given a copy of the samples of each batch and returns those to train on.
    callbacks : sequence of callable
        Each is called after an epoch as ``callback(net, history)``; a true answer ends the training.
    record : {"step", "sample", None}
        "sample" also records the loss of each sample; None neither losses nor norms, for the least time.
    seed : int
        Seed of the order of samples.
    progress : bool
        Whether work that takes more than a second shows a bar.

    Returns
    -------
    History
        Losses, accuracies, rates and times.

    Raises
    ------
    ValueError, TypeError
        If an argument is not what it should be; the message names it.
    Divergence
        If a loss or a parameter is no longer finite. The message says in which step and layer, and what
        to try; the network has again the parameters from before that epoch.
    KeyboardInterrupt
        If it is interrupted; with its `history`.

    Notes
    -----
    Samples and classes have no weights: a sample that is there twice counts twice,
    ``rows = np.repeat(np.arange(len(x)), counts)`` and then ``x[rows], y[rows]``.
    """
    run = fit_steps(net, x, y, optimizer, epochs=epochs, batch_size=batch_size, validation=validation,
                    schedule=schedule, clip=clip, augment=augment, callbacks=callbacks, record=record,
                    seed=seed, together=1000)
    steps = epochs * math.ceil(len(x) / (batch_size or len(x)))
    history, shown = History(), 0
    try:
        with np.errstate(over="ignore", invalid="ignore"), tqdm(
                run, total=steps, unit="step", delay=1, leave=False,
                disable=not progress or "DESCENT_EXPORT" in os.environ,
                file=sys.stdout) as bar:  # on stderr a notebook would paint it red
            for history in bar:
                if len(history.loss) > shown:
                    shown = len(history.loss)
                    bar.set_postfix_str(f"epoch {shown} done, loss {history.loss[-1]:.4f}", refresh=False)
    except KeyboardInterrupt as interrupt:
        history.even_out(batch_size or len(x), len(x))
        history.stopped = f"interrupted in epoch {min(history.epochs + 1, epochs)} of {epochs}"
        interrupt.history = history
        print(f"fit was {history.stopped}; the network keeps what it has learnt.")
        raise
    return history


def fit_steps(net: Network, x, y, optimizer: Optimizer, *, epochs: int = 10, batch_size: int | None = 32,
              validation: tuple | None = None, schedule: Schedule | None = None, clip: float | None = None,
              augment: Callable | None = None, callbacks: Sequence[Callable] = (),
              record: str | None = "step", seed: int = 0, together: int = 1) -> Iterator[History]:
    """Train a network step by step: the loop of :func:`fit` as an iterator, for live figures.

    Parameters
    ----------
    net, x, y, optimizer, epochs, batch_size, validation, schedule, clip, augment, callbacks, record, seed
        As for :func:`fit`.
    together : int
        The losses of so many samples are worked out together, which takes a fraction of the time; the
        history lags behind by as many, within an epoch.

    Yields
    ------
    History
        After each step, always the same object.

    Raises
    ------
    ValueError, TypeError, Divergence
        As :func:`fit`; what is wrong with an argument is said at once.
    """
    expect.instance("net", net, Network)
    expect.instance("optimizer", optimizer, Optimizer)
    expect.integer("epochs", epochs)
    rng = np.random.default_rng(expect.integer("seed", seed, least=0))
    x, targets = _data(net, x, y)
    labels = net.loss.labels(targets)
    batch_size = len(x) if batch_size is None else min(expect.integer("batch_size", batch_size), len(x))
    if validation is not None:
        if not isinstance(validation, (tuple, list)) or len(validation) != 2:
            raise ValueError(f"validation: expected a pair (x, y), got {type(validation).__name__}")
        validation = _data(net, *validation, "validation: ")
    expect.instance("schedule", schedule, Schedule | None, "Schedule")
    if clip is not None:
        expect.number("clip", clip, "(0, inf)")
    expect.instance("callbacks", callbacks, Sequence, "list of functions")
    if augment is not None:
        expect.function("augment", augment)
    for callback in callbacks:
        expect.function("callbacks", callback)
    expect.integer("together", together)
    if record not in ("step", "sample", None):
        raise ValueError(f'record: expected "step", "sample" or None, got {record!r}')

    def loop() -> Iterator[History]:
        history, pending, step, began = History(), [], 0, time.perf_counter()
        steps_of_epoch = math.ceil(len(x) / batch_size)
        own = copy.copy(optimizer)  # two trainings that take turns shall not share rate and state
        own.reset()
        for _ in range(epochs):
            before = net.state.copy()
            for xb, yb in batches(x, targets, batch_size, rng):
                if augment is not None:
                    xb = expect.array("augment", augment(xb.copy(), rng), xb.shape, x.dtype)
                own.lr = optimizer.lr  # looked up in each step, for a callback may change it
                if schedule is not None:
                    own.lr *= schedule((step + 0.5) / (epochs * steps_of_epoch))
                z = net.forward(xb)
                net.differentiate(net.loss.gradient(z, yb))
                step += 1
                if record is not None or clip is not None:
                    norm = length(net.grad)
                if record is not None:
                    pending.append((z.copy(), yb, net.penalty(), own.lr, norm))  # a layer may use z again
                    enough = len(pending) * batch_size >= together or step % steps_of_epoch == 0
                    if enough or not math.isfinite(norm):
                        history.add_steps(pending, net.loss, labels, every_sample=record == "sample")
                        pending = []
                        if not math.isfinite(history.step_loss[-1]):
                            what = f"the loss is {history.step_loss[-1]} in step {len(history.step_loss)}"
                            raise _divergence(net, before, xb, history, what)
                if clip is not None:
                    net.grad *= clip / max(norm, clip)
                own.step(net.theta, net.grad)
                yield history
            if not np.isfinite(net.theta).all():
                when = "in" if record is not None else "not later than in"  # it may be long ago
                raise _divergence(net, before, xb, history, f"the parameters overflow {when} step {step}")
            measured = _evaluate(net, *validation) if validation is not None else None
            history.add_epoch(batch_size, len(x), measured, labels, time.perf_counter() - began)
            enders = [callback for callback in callbacks if callback(net, history)]
            if enders:
                history.stopped = f"stopped by {enders[0]!r}"
                break
        for callback in callbacks:
            if isinstance(callback, EarlyStopping):
                callback.restore(net)

    return loop()


def batches(x: np.ndarray, y: np.ndarray, batch_size: int, rng: np.random.Generator) -> Iterator[tuple]:
    """The samples of one epoch in batches, in random order, the smaller last batch included.

    Parameters
    ----------
    x, y : array_like, shapes (samples, inputs) and (samples,) or (samples, outputs)
        Samples and targets.
    batch_size : int
        Samples a batch; a batch of all samples keeps their order.
    rng : numpy.random.Generator
        Draws the order.

    Yields
    ------
    x, y : ndarray
        Samples and targets of a batch: copies, but a batch of all samples is the arrays themselves.

    Raises
    ------
    ValueError, TypeError
        If an argument is not what it should be; the message names it.
    """
    expect.instance("rng", rng, np.random.Generator, "numpy.random.Generator, as of np.random.default_rng(0)")
    x, y = np.asarray(x), np.asarray(y)
    if len(x) != len(y):
        raise ValueError(f"y: expected a target for each of {len(x)} samples, got {len(y)}")
    if expect.integer("batch_size", batch_size) >= len(x):
        yield x, y
        return
    order = rng.permutation(len(x))
    for first in range(0, len(x), batch_size):
        rows = order[first:first + batch_size]
        yield x.take(rows, axis=0), y.take(rows, axis=0)


def _data(net: Network, x, y, which: str = "") -> tuple[np.ndarray, np.ndarray]:
    """Samples and targets as arrays of the network's type."""
    try:
        x = net.samples(x)
        return x, net.loss.encode(y, len(x), net.outputs, net.dtype)
    except ValueError as error:
        raise ValueError(f"{which}{error}") from None


def _divergence(net, before: np.ndarray, x: np.ndarray, history: History, what: str) -> Divergence:
    """Explain where the finite numbers were left, and give the network back its parameters."""
    largest = int(np.abs(net.theta).argmax())  # or the first that is no number
    where = f"the parameter {net.name_of(largest)} is {net.theta[largest]}"
    if np.isfinite(net.theta).all():
        where = f"the output of layers[-1], {net.layers[-1]}, is finite, its loss in {net.dtype} is not"
        for i, layer in enumerate(net.layers):
            x = layer.predict(x)
            if not np.isfinite(x).all():
                where = f"the output of layers[{i}], {layer}, is the first that is not finite"
                break
    net.state[...] = before
    error = Divergence(
        f"{what}, in epoch {history.epochs + 1}: {where}. The network has the parameters it had before that "
        "epoch. What may help: a smaller learning rate, clip=1, a warm-up, initial weights that suit "
        "the activation, inputs of about the size of 1.")
    error.history = history
    return error
