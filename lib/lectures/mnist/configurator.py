"""The configurator: choose layers, loss and optimizer, watch the network learn, take the lines of code along.

Its parts are what ``watch`` asks for: ``run``, ``draw``, ``code`` and ``controls``.
"""

from __future__ import annotations

import ipywidgets
import numpy as np

from lib.activations import Identity, ReLU, Sigmoid, Tanh
from lib.figures.labels import put_label
from lib.figures.style import PALETTE, panels, tint
from lib.figures.ticks import mark_ticks
from lib.layers import Dense
from lib.losses import MSE, CrossEntropy
from lib.network import Network
from lib.optimizers import SGD, Adam, Momentum, RMSprop
from lib.training import evaluate, fit_steps

KINDS = {"relu": ReLU, "tanh": Tanh, "sigmoid": Sigmoid, "identity": Identity}
LOSSES = {"cross-entropy": CrossEntropy, "squared error": MSE}
OPTIMIZERS = {"SGD": SGD, "momentum": Momentum, "RMSprop": RMSprop, "Adam": Adam}

PORTION = 500
"""Images from one state to the next."""

EARLY = 8
"""So many portions are measured each, then every fourth."""


def layers_of(text: str) -> list:
    """Hidden layers written as "128 relu, 64 tanh", and the ten outputs."""
    layers = []
    for part in text.split(",") if text.strip() else []:
        units, _, kind = part.strip().partition(" ")
        if not units.isdigit() or kind.strip().lower() not in KINDS:
            raise ValueError(f'layers: expected neurons and activation of each, such as "128 relu, 64 tanh", '
                             f"got {part.strip()!r}; activations: {', '.join(KINDS)}")
        layers += [Dense(int(units)), KINDS[kind.strip().lower()]()]
    return [*layers, Dense(10)]


class Configurator:
    """Networks that learn to read digits.

    Parameters
    ----------
    known, new : tuple of (ndarray, ndarray)
        Images and their digits, to learn from and to measure with.
    """

    def __init__(self, known, new):
        self.known, self.new = known, new

    def controls(self) -> dict[str, ipywidgets.Widget]:
        """The controls with their values at the start, new ones at each call."""
        layers = ["128 relu", "30 sigmoid", "32 relu, 32 relu, 32 relu", "128 identity", "64 tanh, 64 relu"]
        rates = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1]
        slider = ipywidgets.SelectionSlider
        return {
            "layers": ipywidgets.Combobox(value=layers[0], options=layers, description="layers",
                                          continuous_update=False),
            "loss": ipywidgets.Dropdown(options=list(LOSSES), description="loss"),
            "optimizer": ipywidgets.Dropdown(options=list(OPTIMIZERS), value="Adam", description="optimizer"),
            "rate": slider(options=rates, value=0.003, description="rate"),
            "batch": slider(options=[1, 10, 50, 100, 500, 2500], value=100, description="batch"),
            "epochs": ipywidgets.IntSlider(min=1, max=5, value=1, description="epochs"),
        }

    def run(self, layers, loss, optimizer, rate, batch, epochs):
        """A training, batch by batch, as far as it was measured: a row for each measurement so far.

        In it are the images seen, loss and share right on new ones, and the share right as it learns.
        """
        net = Network(784, *layers_of(layers), loss=LOSSES[loss]())
        points, seen = [(0, *evaluate(net, *self.new), np.nan)], 0
        yield points
        steps = fit_steps(net, *self.known, OPTIMIZERS[optimizer](rate), epochs=epochs, batch_size=batch)
        for history in steps:
            before, seen = seen, seen + batch
            for portion in range(before // PORTION + 1, seen // PORTION + 1):
                early = portion < EARLY
                if early or portion % 4 == 0:
                    lately = max(PORTION // batch, 1) * (1 if early else 4)
                    points.append((portion * PORTION, *evaluate(net, *self.new),
                                   np.mean(history.step_accuracy[-lately:])))
                yield points

    def draw(self, figure, step, state, layers, loss, optimizer, rate, batch, epochs) -> str:
        """Loss and right answers against the images seen; a bar says how far it is."""
        seen, losses, right, learnt = np.array(state).T
        first, second = PALETTE["first"], PALETTE["second"]
        _draw_bar(figure, step * PORTION, epochs * len(self.known[0]))
        places = panels(figure, 1, 1, left=82, right=30, top=70, bottom=66)
        titles = (f"loss on new images, epochs: {epochs}",
                  f"right answers: {optimizer}, rate {rate:g}, batch {batch}")
        for axes, values, title in zip(places, (losses, right), titles):
            axes.plot(seen + 250, values, color=second, marker="s", ms=5)
            axes.set(xscale="log", xlim=(250, 260_000), xlabel="images seen")
            axes.set_title(title, fontsize=18)
            mark_ticks(axes, x=(500, 5_000, 50_000))
        places[1].plot(seen + 250, learnt, color=first, lw=2)
        places[0].set(ylim=(0, 2.6), yticks=(0, 1, 2))
        places[1].set(ylim=(0, 1.03), yticks=(0, 0.5, 1))
        so_far = "" if len(seen) < 2 else f" {learnt[-1]:.1%}"
        put_label(places[1], 230_000, 0.12, f"new images {right[-1]:.1%}", second, align="right")
        put_label(places[1], 230_000, 0.26, f"as it learns{so_far}", first, align="right")
        return (f"Layers {layers}, {loss}, {optimizer} with rate {rate:g}, batches of {batch}: "
                f"after {step * PORTION:,} images {right[-1]:.1%} of new images are read.")

    def code(self, layers, loss, optimizer, rate, batch, epochs) -> str:
        """The lines that do the same."""
        made = ", ".join(map(repr, layers_of(layers)))
        return (f"net = Network(784, {made},\n              loss={LOSSES[loss]()})\n"
                f"fit(net, x_train, y_train, {OPTIMIZERS[optimizer].__name__}({rate:g}), epochs={epochs}, "
                f"batch_size={batch},\n    validation=(x_val, y_val))")


def _draw_bar(figure, seen, images):
    """How far a training is, along the upper edge."""
    axes = figure.add_axes((0.07, 0.94, 0.9, 0.04))
    axes.barh(0, images, color=tint("muted", 0.2))
    axes.barh(0, seen, color=PALETTE["first"])
    axes.set(xlim=(0, images))
    axes.set_axis_off()
