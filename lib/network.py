"""A network: layers one after the other, and all their parameters in one vector."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np

from lib import activations, layers, losses
from lib.common import array, instance, number, whole
from lib.layers import Dense, Dropout, Layer, Residual, View
from lib.losses import CrossEntropy, Loss


class Network:
    """Layers one after the other, trained by backpropagation.

    Parameters
    ----------
    inputs : int
        Numbers in a sample.
    *layers : Layer
        What a sample goes through. The network keeps copies, found in `net.layers`.
    loss : Loss
        What is to be made small; it also turns the output of the last layer into predictions.
    l1, l2 : float
        Penalties, added to the loss: l1 times the sum of \\|w\\|, and l2 / 2 times the sum of w^2, over all
        weights w. Biases are not counted.
    dtype : type
        float32 for speed, float64 for checks.
    seed : int
        Seed of the initial weights and of dropout.

    Attributes
    ----------
    theta, grad : ndarray, shape (parameters,)
        All parameters, matrices first and biases last, and the derivatives of the loss by them. What the
        layers hold are views: an optimizer that moves `theta` moves the matrices.

    Raises
    ------
    ValueError, TypeError
        If an argument is not what it should be; the message names it.

    Notes
    -----
    Everything random here and in :func:`fit` comes from a seed. The same seeds give the same result to the
    bit on one machine with the same number of threads and the same versions of numpy and its BLAS. Elsewhere
    sums are added in another order: initial weights and the order of samples are still the same, results
    agree in all but their last digits, and a training that is chaotic, as with too large a rate, enlarges
    the difference until nothing agrees.

    Examples
    --------
    >>> net = Network(784, Dense(128), ReLU(), Dense(10))
    """

    theta, grad = View(), View()

    def __init__(self, inputs: int, *layers: Layer, loss: Loss | None = None, l1: float = 0, l2: float = 0,
                 dtype=np.float32, seed: int = 0):
        self.inputs = whole("inputs", inputs)
        if not layers:
            raise ValueError("layers: expected at least one layer, got none")
        self.layers = [instance("layers", layer, Layer).copy() for layer in layers]
        self.loss = CrossEntropy() if loss is None else instance("loss", loss, Loss)
        self.l1, self.l2 = number("l1", l1, "[0, inf)"), number("l2", l2, "[0, inf)")
        if dtype not in (np.float32, np.float64, "float32", "float64"):
            raise ValueError(f"dtype: expected float32 or float64, got {dtype!r}")
        self.dtype, self.seed = np.dtype(dtype), whole("seed", seed, least=0)

        self.outputs = self.inputs
        for layer in self.layers:
            self.outputs = layer.connect(self.outputs)
        self.parts = [part for i, layer in enumerate(self.layers) for part in layer.walk(f"layers[{i}]")]
        self._lay_out()

        self.rng = np.random.default_rng(self.seed)
        for i, (_, layer) in enumerate(self.parts):
            if isinstance(layer, Dropout):
                layer.rng = self.rng
            elif isinstance(layer, Dense):
                following = (part for _, part in self.parts[i + 1:] if not isinstance(part, Dropout))
                init = layer.init or next(following, layer).initial
                layer.W = init(self.rng, layer.inputs, layer.units)

    def _lay_out(self) -> None:
        """Give each dense layer its places in the two vectors, matrices first and biases last."""
        dense = [(name, layer) for name, layer in self.parts if isinstance(layer, Dense)]
        matrices = [(name, layer, "W", (layer.inputs, layer.units)) for name, layer in dense]
        biases = [(name, layer, "b", (layer.units,)) for name, layer in dense if layer.bias]
        sizes = [int(np.prod(shape)) for *_, shape in matrices + biases]
        self.theta, self.grad = np.zeros(sum(sizes), self.dtype), np.zeros(sum(sizes), self.dtype)
        self.weights = sum(sizes[:len(matrices)])  # so many of the parameters are penalized
        self._places = []
        for (name, layer, letter, shape), end in zip(matrices + biases, np.cumsum(sizes)):
            place = slice(end - int(np.prod(shape)), end)
            setattr(layer, letter, self.theta[place].reshape(shape))
            setattr(layer, "d" + letter, self.grad[place].reshape(shape))
            self._places.append((f"{name}.{letter}", place, shape))

    def __call__(self, x) -> np.ndarray:
        """Predictions for `x` of shape (samples, inputs): shape (samples, outputs)."""
        return self.loss.output(self.forward(self.samples(x)))

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Output of the last layer, on which the loss is defined, in prediction: nothing is dropped.

        Parameters
        ----------
        x : ndarray, shape (samples, inputs)
            Samples that have been checked.

        Returns
        -------
        ndarray, shape (samples, outputs)
            Output before the output function of the loss.
        """
        for layer in self.layers:
            x = layer(x)
        return x

    def backpropagate(self, x, y) -> float:
        """Fill `grad` with the gradient of the loss and its penalties, and return them.

        Parameters
        ----------
        x : array_like, shape (samples, inputs)
            Samples.
        y : array_like, shape (samples,) or (samples, outputs)
            Labels or targets.

        Returns
        -------
        float
            Mean loss of these samples, penalties included.

        Raises
        ------
        ValueError
            If the shapes do not fit, a label is out of range or a number is not finite.
        """
        x = self.samples(x)
        y = self.loss.encode(y, len(x), self.outputs, self.dtype)
        z = self.differentiate(x, y)
        return float(self.loss.losses(z, y).mean()) + self.penalty()

    def differentiate(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """The two passes of backpropagation, which fill `grad`.

        Parameters
        ----------
        x, y : ndarray, shapes (samples, inputs) and (samples, outputs)
            Samples and targets that have been checked.

        Returns
        -------
        ndarray, shape (samples, outputs)
            Output of the last layer, from which the loss can be computed.
        """
        z = x
        for layer in self.layers:
            z = layer.forward(z)
        grad = self.loss.gradient(z, y)
        for layer in self.layers[:0:-1]:
            grad = layer.backward(grad)
        self.layers[0].differentiate(grad)  # nobody asks for the derivatives by x
        if self.l2:
            self.grad[:self.weights] += self.l2 * self.theta[:self.weights]
        if self.l1:
            self.grad[:self.weights] += self.l1 * np.sign(self.theta[:self.weights])
        return z

    def penalty(self) -> float:
        """What `l1` and `l2` add to the loss.

        Returns
        -------
        float
            l1 times the sum of \\|w\\|, and l2 / 2 times the sum of w^2, over all weights w.
        """
        w, total = self.theta[:self.weights], 0.0
        if self.l1:
            total += self.l1 * float(np.abs(w).sum())
        if self.l2:
            total += self.l2 / 2 * float(w @ w)
        return total

    def samples(self, x) -> np.ndarray:
        """Check samples.

        Parameters
        ----------
        x : array_like, shape (samples, inputs)
            Samples.

        Returns
        -------
        ndarray, shape (samples, inputs)
            The same in the type of the network; a copy only if that is needed.

        Raises
        ------
        ValueError
            If the shape does not fit or a number is not finite.
        """
        return array("x", x, ("samples", self.inputs), self.dtype)

    def name_of(self, index: int) -> str:
        """Name an entry of `theta`.

        Parameters
        ----------
        index : int
            Which entry.

        Returns
        -------
        str
            Its name in the network, such as ``layers[0].W[3, 1]``.
        """
        for name, place, shape in self._places:
            if index < place.stop:
                return f"{name}{[int(i) for i in np.unravel_index(index - place.start, shape)]}"
        raise IndexError(f"index: expected less than {self.theta.size}, got {index}")

    def copy(self, dtype=None) -> Network:
        """Make a network of its own with the same parameters.

        Parameters
        ----------
        dtype : type, optional
            float32 or float64; by default the type of this network.

        Returns
        -------
        Network
            The copy.
        """
        twin = Network(self.inputs, *self.layers, loss=self.loss, l1=self.l1, l2=self.l2,
                       dtype=dtype or self.dtype, seed=self.seed)
        twin.theta[...] = self.theta
        return twin

    def __reduce__(self):  # copied or pickled piece by piece, the views would be arrays of their own
        return _restored, (self._told(), self.theta)

    def _told(self) -> dict:
        return {"inputs": self.inputs, "layers": [_tell(layer) for layer in self.layers],
                "loss": _tell(self.loss), "l1": self.l1, "l2": self.l2, "seed": self.seed}

    def save(self, path) -> None:
        """Write the network to a file that :func:`load` reads: a ``.npz`` archive without pickles.

        Parameters
        ----------
        path : str or Path
            Where to; a file already there is replaced when the new one is complete.
        """
        told, path = json.dumps(self._told()), Path(path)
        unfinished = path.with_name(path.name + ".unfinished")
        try:
            with open(unfinished, "wb") as file:
                np.savez(file, network=told, theta=self.theta)
            os.replace(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)

    def __repr__(self) -> str:
        layers = ", ".join(map(repr, self.layers))
        penalties = (f", l1={self.l1:g}" if self.l1 else "") + (f", l2={self.l2:g}" if self.l2 else "")
        return f"Network({self.inputs}, {layers}, loss={self.loss}{penalties})"

    def __str__(self) -> str:
        """A table of layers, shapes and numbers of parameters."""
        rows = [("layer", "inputs", "outputs", "parameters")]
        units = self.inputs
        for layer in self.layers:
            before, units = units, layer.connect(units)
            inside = [part for _, part in layer.walk("") if isinstance(part, Dense)]
            rows.append((repr(layer), str(before), str(units),
                         f"{sum(part.W.size + part.bias * part.units for part in inside):,}"))
        rows.append((f"loss: {self.loss}", "", "total", f"{self.theta.size:,}"))
        width = max(len(row[0]) for row in rows)
        lines = [f"{row[0]:{width}}  {row[1]:>8}  {row[2]:>8}  {row[3]:>12}" for row in rows]
        rule = "-" * len(lines[0])
        return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1]])


def _tell(part: Layer | Loss) -> dict:
    """A layer or loss in words and numbers, as JSON can hold them."""
    if KINDS.get(type(part).__name__) is not type(part):
        raise ValueError(f"layers: only layers and losses of lib can be saved, got {part!r}")
    config = {name: value for name, value in part.config().items() if name != "init"}
    if isinstance(part, Residual):
        config["layers"] = [_tell(layer) for layer in part.layers]
    return {"kind": type(part).__name__, **config}


def _restored(told: dict, theta: np.ndarray) -> Network:
    """The network that was told, with its parameters."""
    net = Network(told["inputs"], *map(_made, told["layers"]), loss=_made(told["loss"]), l1=told["l1"],
                  l2=told["l2"], dtype=theta.dtype, seed=told["seed"])
    net.theta = theta
    return net


def _made(told: dict) -> Layer | Loss:
    """The layer or loss that :func:`_tell` told of."""
    config = dict(told)
    kind = KINDS[config.pop("kind")]
    return Residual(*map(_made, config["layers"])) if kind is Residual else kind(**config)


KINDS = {kind.__name__: kind for module in (layers, activations, losses) for kind in vars(module).values()
         if isinstance(kind, type) and issubclass(kind, (Layer, Loss))}


def load(path) -> Network:
    """Read a network written by :meth:`Network.save`.

    Parameters
    ----------
    path : str or Path
        The file.

    Returns
    -------
    Network
        The network, with the parameters it was saved with.

    Raises
    ------
    ValueError
        If the file is not a saved network, or its parts do not fit together.
    FileNotFoundError
        If there is no such file.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            return _restored(json.loads(str(file["network"])), file["theta"])
    except OSError:
        raise
    except Exception as error:  # whatever a damaged archive sets off
        raise ValueError(f"path: expected a network written by Network.save, got {path}, which is damaged or "
                         "another kind of file") from error
