"""Training: samples in batches, a gradient for each, a step for each, and a record of what happened."""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from tqdm import tqdm

from lib.common import Described, function, instance, number, whole
from lib.metrics import hits
from lib.network import Network
from lib.optimizers import Optimizer
from lib.schedules import Schedule


@dataclass
class History:
    """What happened in a training; the lists grow while it goes on.

    Attributes
    ----------
    loss, accuracy : list of float
        For each epoch the mean over its samples, each as it was when its batch came up. Losses include
        penalties; accuracies, from 0 to 1, are there if the targets are labels.
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


class EarlyStopping(Described):
    """Callback that ends the training when the validation loss no longer falls.

    The network gets back the parameters of its best epoch.

    Parameters
    ----------
    patience : int
        So many epochs without a new best are waited for.

    References
    ----------
    L. Prechelt, "Early stopping - but when?", 1998.
    """

    def __init__(self, patience: int = 5):
        self.patience = whole("patience", patience)

    def __call__(self, net: Network, history: History) -> bool:
        losses = history.validation_loss
        if not losses:
            raise ValueError("validation: expected (x, y), since EarlyStopping watches their loss, got None")
        best = int(np.argmin(losses))
        if best == len(losses) - 1:
            self.theta = net.theta.copy()
        if len(losses) - 1 - best < self.patience:
            return False
        net.theta = self.theta
        return True


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
        Mean loss with penalties, and share of right decisions.
    """
    x = net.samples(x)
    return _evaluate(net, x, net.loss.encode(y, len(x), net.outputs, net.dtype))


def _evaluate(net: Network, x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    parts = range(0, len(x), 2000)  # so that the outputs of the hidden layers stay small
    z = np.concatenate([net.forward(x[i:i + 2000]) for i in parts])
    return float(net.loss.losses(z, y).mean()) + net.penalty(), float(hits(net.loss.output(z), y).mean())


def fit(net: Network, x, y, optimizer: Optimizer, *, epochs: int = 10, batch_size: int | None = 32,
        validation: tuple | None = None, schedule: Schedule | None = None, clip: float | None = None,
        augment: Callable | None = None, callbacks: Sequence[Callable] = (), record: str | None = "step",
        seed: int = 0, progress: bool = True) -> History:
    """Train a network.

    Interrupted, by Ctrl-C or the stop button of a notebook, it returns; the network keeps what it has learnt.

    Parameters
    ----------
    net : Network
        The network; its `theta` is changed.
    x : array_like, shape (samples, inputs)
        Samples.
    y : array_like, shape (samples,) or (samples, outputs)
        Labels or targets.
    optimizer : Optimizer
        The rule of a step; it starts with a fresh state.
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
        ``augment(x, rng)`` is given the samples of each batch and returns those to train on.
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
    """
    history = History()
    run = fit_steps(
        net, x, y, optimizer, epochs=epochs, batch_size=batch_size, validation=validation, schedule=schedule,
        clip=clip, augment=augment, callbacks=callbacks, record=record, seed=seed)
    steps = epochs * math.ceil(len(x) / (batch_size or len(x)))
    quiet = not progress or "DESCENT_EXPORT" in os.environ
    told = 0
    try:
        with np.errstate(over="ignore", invalid="ignore"), \
                tqdm(run, total=steps, unit="step", delay=1, leave=False, disable=quiet,
                     file=sys.stdout) as bar:  # on stderr a notebook would paint it red
            for history in bar:
                if len(history.loss) > told:
                    told = len(history.loss)
                    bar.set_postfix_str(f"epoch {told} done, loss {history.loss[-1]:.4f}", refresh=False)
    except KeyboardInterrupt:
        history.stopped = f"interrupted in epoch {history.epochs + 1} of {epochs}"
        print(f"fit was {history.stopped}; the network keeps what it has learnt.")
    finally:
        run.close()
    return history


def fit_steps(net: Network, x, y, optimizer: Optimizer, *, epochs: int = 10, batch_size: int | None = 32,
              validation: tuple | None = None, schedule: Schedule | None = None, clip: float | None = None,
              augment: Callable | None = None, callbacks: Sequence[Callable] = (),
              record: str | None = "step", seed: int = 0) -> Iterator[History]:
    """Train a network step by step: the loop of :func:`fit` as an iterator, for live figures.

    Parameters
    ----------
    net, x, y, optimizer, epochs, batch_size, validation, schedule, clip, augment, callbacks, record, seed
        As for :func:`fit`.

    Yields
    ------
    History
        After each step, always the same object.

    Raises
    ------
    ValueError, TypeError, Divergence
        As :func:`fit`; what is wrong with an argument is said at once.
    """
    instance("net", net, Network)
    instance("optimizer", optimizer, Optimizer)
    whole("epochs", epochs)
    rng = np.random.default_rng(whole("seed", seed, least=0))
    x, targets = _data(net, x, y)
    labels = net.loss.classifies or np.asarray(y).dtype.kind in "iub"
    batch_size = len(x) if batch_size is None else min(whole("batch_size", batch_size), len(x))
    if validation is not None:
        if not isinstance(validation, (tuple, list)) or len(validation) != 2:
            raise ValueError(f"validation: expected a pair (x, y), got {type(validation).__name__}")
        validation = _data(net, *validation, "validation: ")
    if schedule is not None:
        instance("schedule", schedule, Schedule)
    if clip is not None:
        number("clip", clip, "(0, inf)")
    instance("callbacks", callbacks, Sequence, "list of functions")
    if augment is not None:
        function("augment", augment)
    for callback in callbacks:
        function("callbacks", callback)
    if record not in ("step", "sample", None):
        raise ValueError(f'record: expected "step", "sample" or None, got {record!r}')

    def loop() -> Iterator[History]:
        history, step, began = History(), 0, time.perf_counter()
        steps = epochs * math.ceil(len(x) / batch_size)
        optimizer.reset()
        rate = optimizer.lr
        try:
            for _ in range(epochs):
                before = net.theta.copy()
                for xb, yb in batches(x, targets, batch_size, rng):
                    if augment is not None:
                        xb = _augmented(augment, xb, rng)
                    if schedule is not None:
                        optimizer.lr = rate * schedule((step + 0.5) / steps)
                    z = net.differentiate(xb, yb)
                    step += 1
                    if record is not None:
                        loss = _record_step(history, net, optimizer, z, yb, labels, record == "sample")
                        if not math.isfinite(loss):
                            raise _divergence(net, before, xb, history, f"the loss is {loss} in step {step}")
                    if clip is not None:
                        net.grad *= clip / max(_length(net.grad), clip)
                    optimizer.step(net.theta, net.grad)
                    yield history
                if not math.isfinite(_length(net.theta)):
                    raise _divergence(net, before, xb, history, f"the parameters overflow in step {step}")
                _record_epoch(history, net, validation, labels, batch_size, len(x))
                history.seconds.append(time.perf_counter() - began)
                for callback in callbacks:
                    if callback(net, history):
                        history.stopped = f"stopped by {callback!r}"
                        return
        finally:
            optimizer.lr = rate

    return loop()


def batches(x: np.ndarray, y: np.ndarray, batch_size: int, rng: np.random.Generator) -> Iterator[tuple]:
    """The samples of one epoch in batches, in random order, the smaller last batch included.

    Parameters
    ----------
    x, y : ndarray, shapes (samples, inputs) and (samples, outputs)
        Samples and targets.
    batch_size : int
        Samples a batch; a batch of all samples keeps their order.
    rng : numpy.random.Generator
        Draws the order.

    Yields
    ------
    x, y : ndarray
        Samples and targets of a batch.
    """
    if batch_size >= len(x):
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


def _length(vector: np.ndarray) -> float:
    return math.sqrt(vector.dot(vector))


def _record_step(history, net, optimizer, z, y, labels: bool, every_sample: bool) -> float:
    """Record a step that is about to be taken, and return its loss."""
    losses = net.loss.losses(z, y)
    if every_sample:
        history.sample_loss.extend(losses.tolist())
    history.step_loss.append(float(losses.mean()) + net.penalty())
    if labels:
        p = z if net.outputs > 1 else net.loss.output(z)  # the largest output is the largest prediction too
        history.step_accuracy.append(float(hits(p, y).mean()))
    history.learning_rate.append(optimizer.lr)
    history.gradient_norm.append(_length(net.grad))
    return history.step_loss[-1]


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
    if math.isfinite(_length(net.theta)):
        where = "its predictions are finite, its gradient is not"
        for i, layer in enumerate(net.layers):
            x = layer(x)
            if not np.isfinite(x).all():
                where = f"the output of layers[{i}], {layer}, is the first that is not finite"
                break
    net.theta[...] = before
    return Divergence(
        f"{what}, in epoch {history.epochs + 1}: {where}. The network has the parameters it had before that "
        "epoch. What may help: a smaller learning rate, clip=1, a warm-up, initial weights that suit "
        "the activation, inputs of about the size of 1.", history)
