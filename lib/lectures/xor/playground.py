"""The playground: choose data and network, watch it learn, take the lines of code along.

Its parts are what ``watch`` asks for: ``watch(play.run, play.draw, code=play.code, **play.controls(), ...)``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import ipywidgets
import numpy as np

import lib.activations
import lib.datasets
import lib.optimizers
from lib import expect
from lib.figures.classes import draw_classes
from lib.figures.style import PALETTE, panels
from lib.layers import Dense
from lib.lectures.xor.figures import draw_decision, draw_hidden_views, draw_progress
from lib.lectures.xor.outputs import hidden_outputs, plane
from lib.metrics import accuracy
from lib.network import Network
from lib.training import Divergence, evaluate, fit_steps

SAMPLES = 300
EPOCHS = 200
DATA = ("XOR", "circles", "moons", "spirals")
BOX = {"XOR": 3.4}
"""Half the side of the picture; 1.7 where nothing is said."""

HIDDEN = ((), (1,), (2,), (3,), (4,), (8,), (50,), (4, 4), (8, 8), (16, 16), (8, 8, 8))
ACTIVATIONS = ("Tanh", "Sigmoid", "ReLU", "LeakyReLU", "ELU", "Softplus", "GELU", "SiLU")
OPTIMIZERS = ("SGD", "Momentum", "NAG", "Adagrad", "Adadelta", "RMSprop", "Adam", "AMSGrad", "Nadam", "AdamW",
              "Rprop")


def drawn(drawing: str, noise: float = 0.0, samples: int = SAMPLES, seed: int = 0):
    """Points of a drawing made of the letters o (label 0) and x (label 1).

    Parameters
    ----------
    drawing : str
        Lines of text; each letter is a small square full of points, any other character is empty.
    noise : float
        Standard deviation of the normal noise added to each coordinate, at least 0.
    samples : int
        Number of points, shared among the letters.
    seed : int
        Seed of the points.

    Returns
    -------
    x, y : ndarray, shapes (samples, 2) and (samples,)
        Points in a square from -1.5 to 1.5, and labels.

    Raises
    ------
    ValueError
        If the drawing has no o or no x.
    """
    lines = expect.instance("drawing", drawing, str).strip("\n").splitlines()
    letters = [(column, -row, "ox".index(letter)) for row, line in enumerate(lines)
               for column, letter in enumerate(line.lower()) if letter in "ox"]
    if {label for *_, label in letters} != {0, 1}:
        raise ValueError(f"drawing: expected lines with the letters o and x, got {drawing!r}")
    rng = np.random.default_rng(expect.integer("seed", seed, least=0))
    chosen = np.array(letters)[rng.permutation(np.arange(expect.integer("samples", samples)) % len(letters))]
    x = chosen[:, :2] + rng.uniform(-0.5, 0.5, (samples, 2))
    low, high = (np.array(letters)[:, :2] + side for side in (-0.5, 0.5))
    middle, reach = (low.min(0) + high.max(0)) / 2, (high.max(0) - low.min(0)).max() / 2
    x = 1.5 * (x - middle) / reach + rng.normal(0, expect.number("noise", noise, "[0, inf)"), x.shape)
    return x, chosen[:, 2].astype(int)


@dataclass
class Training:
    """Where a training stands: the network, its data, and what was measured after each epoch."""

    net: Network
    x: np.ndarray
    y: np.ndarray
    fresh: tuple[np.ndarray, np.ndarray]
    loss: list[float] = field(default_factory=list)
    accuracy: list[float] = field(default_factory=list)
    fresh_accuracy: list[float] = field(default_factory=list)
    stopped: bool = False

    def measure(self) -> Training:
        """Measure loss and accuracies as they are now."""
        loss, share = evaluate(self.net, self.x, self.y)
        self.loss.append(loss)
        self.accuracy.append(share)
        self.fresh_accuracy.append(accuracy(self.net(self.fresh[0]), self.fresh[1]))
        return self


class Playground:
    """Small networks that learn to tell two classes of points in the plane.

    Parameters
    ----------
    drawing : str
        Points of one's own, drawn with the letters o and x, a row of them a line.
    """

    def __init__(self, drawing: str = ""):
        self.drawing = drawing
        if drawing:
            drawn(drawing)

    def controls(self) -> dict[str, ipywidgets.Widget]:
        """The controls with their values at the start, new ones at each call."""
        data = [*DATA, *(["own"] if self.drawing else [])]
        hidden = [(" + ".join(map(str, units)) or "none", units) for units in HIDDEN]
        return {
            "data": _dropdown("data", data, "XOR"),
            "noise": _dropdown("noise", (0.0, 0.05, 0.1, 0.2, 0.3, 0.5), 0.0),
            "hidden": _dropdown("hidden", hidden, (3,)),
            "activation": _dropdown("activation", ACTIVATIONS, "Tanh"),
            "optimizer": _dropdown("optimizer", OPTIMIZERS, "Adam"),
            "rate": _dropdown("rate", (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0), 0.03),
            "l2": _dropdown("L2", (0.0, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1), 0.0),
            "batch": _dropdown("batch", [1, 10, 30, 100, ("all", None)], 30),
        }

    def run(self, data, noise, hidden, activation, optimizer, rate, l2, batch) -> Iterator[Training]:
        """A training, epoch by epoch; it ends when it leaves the finite numbers."""
        x, y = self.points(data, noise)
        kind = getattr(lib.activations, activation)
        layers = [layer for units in hidden for layer in (Dense(units), kind())]
        state = Training(Network(2, *layers, Dense(2), l2=l2), x, y, self.points(data, noise, 1000, seed=1))
        per_epoch = math.ceil(len(x) / (batch or len(x)))
        steps = fit_steps(state.net, x, y, getattr(lib.optimizers, optimizer)(lr=rate), epochs=10**6,
                          batch_size=batch)

        def epochs():
            yield state.measure()
            try:
                for step, _ in enumerate(steps, start=1):
                    if step % per_epoch == 0:
                        yield state.measure()
            except (Divergence, ValueError):  # predictions may be infinite before the loss is
                state.stopped = True
                yield state

        return epochs()

    def points(self, data: str, noise: float, samples: int = SAMPLES, seed: int = 0):
        """The points that are to be learnt, or with another seed fresh ones of the same kind."""
        if data == "own":
            return drawn(self.drawing, noise, samples, seed)
        if data == "XOR":
            x, y = lib.datasets.xor_cloud(samples, seed)
            return x + np.random.default_rng(seed).normal(0, noise, x.shape), y
        return getattr(lib.datasets, data)(samples, noise=noise, seed=seed)

    def draw(self, figure, step, state, data, hidden, **_values) -> str:
        """Decision, curves and views of the hidden neurons."""
        left, middle, right = panels(figure, 33, 33, 34, left=10, right=10, gap=76, top=44, bottom=62)
        box = ((-BOX.get(data, 1.7), BOX.get(data, 1.7)),) * 2
        points = plane(box, 61)
        with np.errstate(over="ignore", invalid="ignore"):
            outputs = np.nan_to_num(state.net(points)[:, 1])
            views = [np.nan_to_num(view) for view in hidden_outputs(state.net, points)]
        draw_decision(left, outputs, box)
        draw_classes(left, state.x, state.y, 7)
        left.set(title="what it says", xticks=(), yticks=())
        draw_progress(middle, {"loss": (state.loss, PALETTE["ink"]),
                               "right, these points": (state.accuracy, PALETTE["first"]),
                               "right, fresh points": (state.fresh_accuracy, PALETTE["second"])}, EPOCHS)
        middle.set(title="how it learns", xlabel="epoch", xticks=(0, EPOCHS // 2, EPOCHS), yticks=(0, 0.5, 1))
        right.set_title("what its hidden neurons see")
        side = 4 if len(hidden) > 1 else 2 if sum(hidden) <= 4 else 3 if sum(hidden) <= 9 else 4
        draw_hidden_views(right, views, side, side)
        if state.stopped:
            middle.text(0.5, 0.3, "no longer\nfinite", transform=middle.transAxes, ha="center",
                        color=PALETTE["biases"], fontsize=28)
        neurons = " + ".join(map(str, hidden)) or "none"
        return (f"After {step} epochs on {data} with hidden neurons {neurons}: "
                f"loss {state.loss[-1]:.2f}, {state.accuracy[-1]:.0%} of the points right, "
                f"{state.fresh_accuracy[-1]:.0%} of fresh ones.")

    def code(self, data, noise, hidden, activation, optimizer, rate, l2, batch) -> str:
        """The lines that do the same."""
        names = {optimizer, "Dense", "Network", "accuracy", "fit", *([activation] if hidden else [])}
        if data == "own":
            head = ["from lib.lectures.xor.playground import drawn"]
            points = [f'x, y = drawn("""\n{self.drawing.strip(chr(10))}\n""", noise={noise:g})']
        elif data == "XOR":
            head = ["import numpy as np"] if noise else []
            points = [f"x, y = xor_cloud({SAMPLES})"]
            if noise:
                points.append(f"x += np.random.default_rng(0).normal(0, {noise:g}, x.shape)")
            names.add("xor_cloud")
        else:
            head, points = [], [f"x, y = {data}({SAMPLES}, noise={noise:g})"]
            names.add(data)
        layers = "".join(f"Dense({units}), {activation}(), " for units in hidden)
        classes_first = sorted(names, key=lambda name: (name.islower(), name))
        return "\n".join([
            *head,
            f"from lib import {', '.join(classes_first)}",
            "",
            *points,
            f"net = Network(2, {layers}Dense(2){f', l2={l2:g}' if l2 else ''})",
            f"fit(net, x, y, {optimizer}(lr={rate:g}), epochs={EPOCHS}, batch_size={batch})",
            "print(accuracy(net(x), y))"])


def _dropdown(name, options, value) -> ipywidgets.Dropdown:
    options = [option if isinstance(option, tuple) else (str(option), option) for option in options]
    return ipywidgets.Dropdown(options=options, value=value, description=name, layout={"width": "250px"})
