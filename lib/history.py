"""What is written down about a training."""

import math
from dataclasses import dataclass, field

import numpy as np


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

    def add_steps(self, pending: list[tuple], loss, labels: bool, every_sample: bool) -> None:
        """Add steps, up to the first whose loss is not finite.

        Of each there is the output, the targets, the penalty, the rate and the length of the gradient.
        """
        z, y, penalties, rates, norms = zip(*pending)
        sizes = list(map(len, z))
        ends = np.cumsum(sizes)
        z, y = np.concatenate(z), np.concatenate(y)
        losses = loss.losses(z, y)
        step_loss = np.add.reduceat(losses, ends - sizes) / sizes + penalties
        finite = np.isfinite(step_loss)
        count = len(sizes) if finite.all() else int(finite.argmin()) + 1
        self.learning_rate += rates[:count]
        self.gradient_norm += norms[:count]
        if labels:
            right = np.add.reduceat(loss.hits(z, y), ends - sizes, dtype=float) / sizes
            self.step_accuracy += right[:count].tolist()
        if every_sample:
            self.sample_loss += losses[:ends[count - 1]].tolist()
        self.step_loss += step_loss[:count].tolist()

    def add_epoch(self, batch_size: int, samples: int, validation: tuple | None, labels: bool,
                  seconds: float) -> None:
        """Add an epoch: means over its samples, and loss and accuracy on the validation data."""
        if self.step_loss:
            sizes = np.diff([*range(0, samples, batch_size), samples])
            self.loss.append(float(np.average(self.step_loss[-len(sizes):], weights=sizes)))
            if labels:
                self.accuracy.append(float(np.average(self.step_accuracy[-len(sizes):], weights=sizes)))
        if validation is not None:
            self.validation_loss.append(validation[0])
            if labels:
                self.validation_accuracy.append(validation[1])
        self.seconds.append(seconds)

    def even_out(self, batch_size: int, samples: int) -> None:
        """Forget what an interrupt left half written: losses of steps and seconds are written last."""
        steps, epochs = len(self.step_loss), len(self.seconds)
        whole, rest = divmod(steps, math.ceil(samples / batch_size))
        for names, count in (("step_accuracy learning_rate gradient_norm", steps),
                             ("sample_loss", whole * samples + rest * batch_size),
                             ("loss accuracy validation_loss validation_accuracy", epochs)):
            for name in names.split():
                del getattr(self, name)[count:]
