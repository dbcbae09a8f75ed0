"""Training: samples in batches, a gradient for each, a step for each, and a record of what happened."""

from __future__ import annotations

import contextlib
import copy
import math
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from tqdm import tqdm

from lib import expect
from lib.configurable import Configurable
from lib.network import Network, length
from lib.optimizers import Optimizer
from lib.schedules import Schedule


@dataclass
class History:
    """What happened in a training; the lists grow while it goes on.

    Attributes
    ----------
    loss, accuracy : list of float
        For each epoch the mean over its samples, each as it was when its batch came up. Losses include
        penalties; accuracies, from 0 to 1, are there if the targets are labels. With several questions
        an accuracy is the share of all answers that are right.
    validation_loss, validation_accuracy : list of float
        After each epoch, if there are validation data.
    seconds : list of float
        Time from the start to the end of each epoch.
    step_loss, step_accuracy, learning_rate, gradient_norm : list of float
        For each step: of its batch before the step, the rate, and the length of the gradient before clipping.
    sample_loss : list of float
        For each sample in the order of training, without penalties; only with ``record="sample"``.
    stopped : str
        Why the training ended before its time; empty if it did not.
    """

    loss: list[float] = field(default_factory=list)
    accuracy: list[float] = field(default_factory=list)
    validation_loss: list[float] = field(default_factory=list)
    validation_accuracy: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    step_loss: list[float] = field(default_factory=list)
    step_accuracy: list[float] = field(default_factory=list)
    learning_rate: list[float] = field(default_factory=list)
    gradient_norm: list[float] = field(default_factory=list)
    sample_loss: list[float] = field(default_factory=list)
    stopped: str = ""

    @property
    def epochs(self) -> int:
        """Number of epochs completed."""
        return len(self.seconds)

    def __repr__(self) -> str:
        told = [f"{self.epochs} epoch{'s' * (self.epochs != 1)}"]
        for name in ("loss", "accuracy", "validation_loss", "validation_accuracy", "seconds"):
            told += [f"{name.replace('_', ' ')} {value:.4g}" for value in getattr(self, name)[-1:]]
        return f"History({', '.join(told)}{self.stopped and ', ' + self.stopped})"


class Divergence(FloatingPointError):
    """A training left the finite numbers; the message says where.

    Parameters
    ----------
    message : str
        In which step and layer, and what may help.
    history : History
        What happened until then.
    """

    def __init__(self, message: str, history: History):
        super().__init__(message)
        self.history = history

    def __reduce__(self):  # that of exceptions would make it anew from the message alone
        return Divergence, (str(self), self.history)


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
    x = expect.instance("net", net, Network).samples(x)
    return _evaluate(net, x, net.loss.encode(y, len(x), net.outputs, net.dtype))


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
    quiet = not progress or "DESCENT_EXPORT" in os.environ
    history, shown = History(), 0
    try:
        with np.errstate(over="ignore", invalid="ignore"), contextlib.closing(run), \
                tqdm(run, total=steps, unit="step", delay=1, leave=False, disable=quiet,
                     file=sys.stdout) as bar:  # on stderr a notebook would paint it red
            for history in bar:
                if len(history.loss) > shown:
                    shown = len(history.loss)
                    bar.set_postfix_str(f"epoch {shown} done, loss {history.loss[-1]:.4f}", refresh=False)
    except KeyboardInterrupt as interrupt:
        _even_out(history, len(x), batch_size or len(x))
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
    if schedule is not None:
        expect.instance("schedule", schedule, Schedule)
    if clip is not None:
        expect.number("clip", clip, "(0, inf)")
    expect.instance("callbacks", callbacks, Sequence, "list of functions")
    if augment is not None:
        expect.function("augment", augment)
    for callback in callbacks:
        expect.function("callbacks", callback)
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
                    xb = _augmented(augment, xb.copy() if xb is x else xb, rng)
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
                        _record_steps(history, pending, net.loss, labels, record == "sample")
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
            _record_epoch(history, net, validation, labels, batch_size, len(x))
            history.seconds.append(time.perf_counter() - began)
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


def _augmented(augment: Callable, x: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    result = np.asarray(augment(x, rng), dtype=x.dtype)
    if result.shape != x.shape:
        raise ValueError(f"augment: expected samples of shape {x.shape} in return, got shape {result.shape}")
    return result


def _record_steps(history: History, pending: list[tuple], loss, labels: bool, every_sample: bool) -> None:
    """Record steps, up to the first whose loss is not finite."""
    z, y, penalties, rates, norms = zip(*pending)
    sizes = list(map(len, z))
    ends = np.cumsum(sizes)
    z, y = np.concatenate(z), np.concatenate(y)
    losses = loss.losses(z, y)
    step_loss = np.add.reduceat(losses, ends - sizes) / sizes + penalties
    count = len(sizes) if np.isfinite(step_loss).all() else int(np.isfinite(step_loss).argmin()) + 1
    history.learning_rate += rates[:count]
    history.gradient_norm += norms[:count]
    if labels:
        right = np.add.reduceat(loss.hits(z, y), ends - sizes, dtype=float) / sizes
        history.step_accuracy += right[:count].tolist()
    if every_sample:
        history.sample_loss += losses[:ends[count - 1]].tolist()
    history.step_loss += step_loss[:count].tolist()


def _even_out(history: History, samples: int, batch_size: int) -> None:
    """Forget what an interrupt left half recorded: losses of steps and seconds are written last."""
    steps, epochs = len(history.step_loss), history.epochs
    whole, rest = divmod(steps, math.ceil(samples / batch_size))
    for names, count in (("step_accuracy learning_rate gradient_norm", steps),
                         ("sample_loss", whole * samples + rest * batch_size),
                         ("loss accuracy validation_loss validation_accuracy", epochs)):
        for name in names.split():
            del getattr(history, name)[count:]


def _record_epoch(history, net, validation, labels: bool, batch_size: int, samples: int) -> None:
    """Record an epoch: means over its samples, and how the network does on the validation data."""
    if history.step_loss:
        sizes = np.diff([*range(0, samples, batch_size), samples])
        history.loss.append(float(np.average(history.step_loss[-len(sizes):], weights=sizes)))
        if labels:
            history.accuracy.append(float(np.average(history.step_accuracy[-len(sizes):], weights=sizes)))
    if validation is not None:
        loss, share = _evaluate(net, *validation)
        history.validation_loss.append(loss)
        if labels:
            history.validation_accuracy.append(share)


def _divergence(net, before: np.ndarray, x: np.ndarray, history: History, what: str) -> Divergence:
    """Explain where the finite numbers were left, and give the network back its parameters."""
    largest = int(np.abs(net.theta).argmax())  # or the first that is no number
    where = f"the parameter {net.name_of(largest)} is {net.theta[largest]}"
    if np.isfinite(net.theta).all():
        last = len(net.layers) - 1
        where = f"the output of layers[{last}], {net.layers[last]}, is finite, its loss in {net.dtype} is not"
        for i, layer in enumerate(net.layers):
            x = layer.predict(x)
            if not np.isfinite(x).all():
                where = f"the output of layers[{i}], {layer}, is the first that is not finite"
                break
    net.state[...] = before
    return Divergence(
        f"{what}, in epoch {history.epochs + 1}: {where}. The network has the parameters it had before that "
        "epoch. What may help: a smaller learning rate, clip=1, a warm-up, initial weights that suit "
        "the activation, inputs of about the size of 1.", history)
