"""The five jobs, each one epoch of training."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lib import mnist, xor_cloud


@dataclass(frozen=True)
class Job:
    """A network, its data and how it is trained.

    Attributes
    ----------
    sizes : tuple of int
        Inputs, units of the hidden layers, outputs. One output stands for yes or no.
    activation : str
        Of the hidden layers: "relu", "tanh" or "sigmoid".
    optimizer : str
        "sgd" with rate 0.1, or "adam" with rate 0.001.
    batch : int
        Samples a step.
    samples : int
        Samples of the data.
    passes : int
        How often the data are gone through.
    """

    sizes: tuple[int, ...]
    activation: str
    optimizer: str
    batch: int
    samples: int
    passes: int = 1

    @property
    def steps(self) -> int:
        """Number of steps."""
        return self.passes * -(-self.samples // self.batch)

    @property
    def rate(self) -> float:
        """Learning rate."""
        return {"sgd": 0.1, "adam": 0.001}[self.optimizer]

    def data(self) -> tuple[np.ndarray, np.ndarray]:
        """Samples in float32, and labels."""
        if self.sizes[0] == 2:
            x, y = xor_cloud(self.samples)
            return x.astype(np.float32), y
        x, y, _, _ = mnist()
        return x[: self.samples], y[: self.samples]

    def __str__(self) -> str:
        batch = "full batch" if self.batch == self.samples else f"batch {self.batch}"
        sizes = "-".join(map(str, self.sizes))
        return (
            f"{sizes} {self.activation}, {self.optimizer}, {batch}, {self.samples:,} samples, "
            f"{self.steps:,} steps"
        )


JOBS = {
    "J1": Job((784, 128, 10), "relu", "sgd", batch=32, samples=60_000),
    "J2": Job((784, 256, 128, 10), "relu", "adam", batch=128, samples=60_000),
    "J3": Job((784, 512, 512, 10), "relu", "adam", batch=1024, samples=60_000),
    "J4": Job((2, 50, 1), "tanh", "sgd", batch=300, samples=300, passes=1000),
    "J5": Job((784, 30, 10), "sigmoid", "sgd", batch=1, samples=6_000),
}
