"""The playground: choose data and network, watch it learn, take the lines of code along."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import traitlets

import lib.activations
import lib.datasets
import lib.optimizers
from lib.figures.classes import draw_classes
from lib.figures.style import PALETTE, panels
from lib.interactive.live_figure import LiveFigure
from lib.layers import Dense
from lib.lectures.xor.figures import draw_decision, draw_hidden_views, draw_progress
from lib.lectures.xor.outputs import hidden_outputs, plane
from lib.network import Network
from lib.training import Divergence, evaluate, fit

SAMPLES = 300
EPOCHS = 200
"""Of one run in the page."""

REACH = {"XOR": 3.4}
"""Half the side of the plane that is shown; 1.7 where nothing is said."""

ACTIVATIONS = ("Tanh", "Sigmoid", "ReLU", "LeakyReLU", "ELU", "Softplus", "GELU", "SiLU")
OPTIMIZERS = ("SGD", "Momentum", "NAG", "Adagrad", "Adadelta", "RMSprop", "Adam", "AMSGrad", "Nadam", "AdamW",
              "Rprop")


class Playground(LiveFigure):
    """Points of two classes in the plane, and a network that learns to tell them apart.

    What is chosen in the page can be read and set here: ``play.rate = 0.1``. When a training pauses,
    ``play.epoch``, ``play.loss``, ``play.theta`` and ``play.samples`` say where it stands, and
    ``play.network()`` goes on from there.

    Parameters
    ----------
    data : {"XOR", "circles", "moons", "spirals", "own"}
        What is to be learnt.
    noise : float
        Standard deviation of the normal noise added to each coordinate, at least 0.
    hidden : list of int
        Neurons of each hidden layer, up to three layers of up to 64.
    activation, optimizer : str
        Their names in ``lib.activations`` and ``lib.optimizers``.
    rate : float
        Learning rate, above 0.
    l2 : float
        Strength of the penalty on the squares of the weights.
    batch : int or None
        Samples a step, all if None.
    seed : int
        Of the initial weights and of the order of the samples.
    points : list of [float, float, int]
        Points of one's own, each with its label, 0 or 1. They are learnt if `data` is ``"own"``.
    """

    module = Path(__file__).with_suffix(".js")

    data = traitlets.Enum(["XOR", "circles", "moons", "spirals", "own"], "XOR").tag(sync=True)
    noise = traitlets.Float(0.0, min=0).tag(sync=True)
    hidden = traitlets.List(traitlets.Int(min=1, max=64), [3], maxlen=3).tag(sync=True)
    activation = traitlets.Enum(ACTIVATIONS, "Tanh").tag(sync=True)
    optimizer = traitlets.Enum(OPTIMIZERS, "Adam").tag(sync=True)
    rate = traitlets.Float(0.03).tag(sync=True)
    l2 = traitlets.Float(0.0, min=0).tag(sync=True)
    batch = traitlets.Int(30, min=1, allow_none=True).tag(sync=True)
    seed = traitlets.Int(0, min=0).tag(sync=True)
    points = traitlets.List().tag(sync=True)

    epoch = traitlets.Int(0).tag(sync=True)
    loss = traitlets.Float(None, allow_none=True).tag(sync=True)
    theta = traitlets.List().tag(sync=True)
    samples = traitlets.List().tag(sync=True)

    @traitlets.validate("rate")
    def _check_rate(self, proposal):
        if not 0 < proposal["value"] < np.inf:
            raise traitlets.TraitError(f"rate: expected a finite number above 0, got {proposal['value']!r}")
        return proposal["value"]

    @traitlets.validate("points")
    def _check_points(self, proposal):
        for point in proposal["value"]:
            if np.shape(point) != (3,) or not np.isfinite(point).all() or point[2] not in (0, 1):
                raise traitlets.TraitError("points: expected two coordinates and a label 0 or 1 for each, "
                                           f"got {point!r}")
        return proposal["value"]

    def network(self) -> Network:
        """The network as it stands in the page; before anything has run, one with weights of its own.

        Returns
        -------
        Network
            With 64-bit parameters, as the page has them.
        """
        net = _network(self.hidden, self.activation, self.l2, self.seed, dtype=np.float64)
        if len(self.theta) == net.theta.size:  # else the page has not yet been told of another shape
            net.theta[:] = self.theta
        return net

    def training_points(self) -> tuple[np.ndarray, np.ndarray]:
        """The points that it learns in the page.

        Returns
        -------
        x, y : ndarray, shapes (samples, 2) and (samples,)
            Points and labels.
        """
        samples = np.reshape(self.samples, (-1, 3))
        return samples[:, :2], samples[:, 2].astype(int)

    def draw_still(self, figure, data, hidden, epoch, noise, points, **settings) -> str:
        x, y = _points(data, noise, points)
        net = _network(hidden, settings["activation"], settings["l2"], settings["seed"])
        losses, rights = np.transpose(_measured(net, x, y, epoch, settings)) if len(y) else ([], [])
        left, middle, right = panels(figure, 33, 33, 34, left=10, right=10, gap=76, top=44, bottom=62)
        box = ((-REACH.get(data, 1.7), REACH.get(data, 1.7)),) * 2
        grid = plane(box, 61)
        draw_decision(left, np.nan_to_num(net(grid)[:, 1]), box)
        draw_classes(left, x, y, 7)
        left.set(title="what it says", xticks=(), yticks=())
        said = "no points yet"
        if len(losses):
            curves = {"loss": (losses, PALETTE["ink"]), "right": (rights, PALETTE["first"])}
            draw_progress(middle, curves, EPOCHS)
            said = f"loss {losses[-1]:.2f}, {rights[-1]:.0%} of the points right"
        middle.set(title="how it learns", xlabel="epoch", xticks=(0, EPOCHS // 2, EPOCHS), yticks=(0, 0.5, 1))
        right.set_title("what its hidden neurons see")
        side = 4 if len(hidden) > 1 else 2 if sum(hidden) <= 4 else 3 if sum(hidden) <= 9 else 4
        draw_hidden_views(right, hidden_outputs(net, grid), side, side)
        return (f"After {epoch} epochs on {'own points' if data == 'own' else data} with hidden neurons "
                f"{' + '.join(map(str, hidden)) or 'none'}: {said}.")


def _network(hidden, activation, l2, seed, dtype=np.float32) -> Network:
    kind = getattr(lib.activations, activation)
    layers = [layer for units in hidden for layer in (Dense(units), kind())]
    return Network(2, *layers, Dense(2), l2=l2, seed=seed, dtype=dtype)


def _points(data, noise, points) -> tuple[np.ndarray, np.ndarray]:
    if data == "own":
        rows = np.reshape(points, (-1, 3))
        return rows[:, :2], rows[:, 2].astype(int)
    if data == "XOR":
        x, y = lib.datasets.xor_cloud(SAMPLES)
        return x + np.random.default_rng(0).normal(0, noise, x.shape), y
    return getattr(lib.datasets, data)(SAMPLES, noise=noise)


def _measured(net, x, y, epochs, settings) -> list[tuple[float, float]]:
    """Loss and share right at the start and after each epoch of a training, until it diverges."""
    measured = [evaluate(net, x, y)]
    optimizer = getattr(lib.optimizers, settings["optimizer"])(lr=settings["rate"])
    if epochs:
        with suppress(Divergence, ValueError):  # predictions may be infinite before the loss is
            fit(net, x, y, optimizer, epochs=epochs, batch_size=settings["batch"], seed=settings["seed"],
                record=None, progress=False,
                callbacks=[lambda net, _history: measured.append(evaluate(net, x, y))])
    return measured
