"""A network: layers one after the other, and all their parameters in one vector."""

import json
import math
import os
from pathlib import Path

import numpy as np

from lib import expect
from lib.activations import Sigmoid, Softmax
from lib.initializers import lecun
from lib.layers import Layer, Views, connect
from lib.losses import CrossEntropy, Loss


class Network(Views):
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
        layers hold are views: an optimizer that moves `theta` moves the matrices. After the step of an
        optimizer such as Adam, which computes in it, `grad` holds no derivatives any more.
    state : ndarray
        All that the network has learnt: `theta`, and behind it what layers keep besides, as running means.
    weight_count : int
        So many of the parameters, the first ones, are weights, which `l1` and `l2` penalize.
    places : list of (str, slice, tuple)
        Name, place in `state` and shape of each array of a layer, in their order.

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

    def __init__(self, inputs: int, *layers: Layer, loss: Loss | None = None, l1: float = 0, l2: float = 0,
                 dtype=np.float32, seed: int = 0):
        self.inputs = expect.integer("inputs", inputs)
        if not layers:
            raise ValueError("layers: expected at least one layer, got none")
        self.layers = [expect.instance("layers", layer, Layer).copy() for layer in layers]
        self.loss = CrossEntropy() if loss is None else expect.instance("loss", loss, Loss)
        if self.loss.classifies and isinstance(layers[-1], (Sigmoid, Softmax)):
            raise ValueError(f"layers: expected no probabilities before {self.loss}, which makes them, "
                             f"got {layers[-1]} at the end; leave it out, or take another loss")
        self.l1, self.l2 = expect.number("l1", l1, "[0, inf)"), expect.number("l2", l2, "[0, inf)")
        if dtype not in (np.float32, np.float64, "float32", "float64", float):
            raise ValueError(f"dtype: expected float32 or float64, got {dtype!r}")
        self.dtype, self.seed = np.dtype(dtype), expect.integer("seed", seed, least=0)
        self.outputs = connect(self.inputs, self.layers)
        self.parts = [part for i, layer in enumerate(self.layers) for part in layer.walk(f"layers[{i}]")]
        self._lay_out()
        self._begin()

    def _lay_out(self) -> None:
        """Give each array of a layer its place, the penalized ones first and those not trained last."""
        wanted = [(name, layer, parameter) for name, layer in self.parts for parameter in layer.parameters()]
        wanted.sort(key=lambda each: (not each[2].trained, not each[2].penalized))
        trained = sum(parameter.size for *_, parameter in wanted if parameter.trained)
        self.weight_count = sum(parameter.size for *_, parameter in wanted if parameter.penalized)
        state = np.zeros(sum(parameter.size for *_, parameter in wanted), self.dtype)
        self.hold(state=state, theta=state[:trained], grad=np.zeros(trained, self.dtype))
        self.places, begin = [], 0
        for name, layer, (letter, shape, _, _, is_trained) in wanted:
            place = slice(begin, begin := begin + math.prod(shape))
            self.places.append((f"{name}.{letter}", place, shape))
            layer.hold(**{letter: state[place].reshape(shape)})
            if is_trained:
                layer.hold(**{f"d{letter}": self.grad[place].reshape(shape)})

    def _begin(self) -> None:
        """Draw the initial values, layer by layer."""
        self.rng = np.random.default_rng(self.seed)
        for i, (_, layer) in enumerate(self.parts):
            layer.rng = self.rng
            following = (type(part).init_before for _, part in self.parts[i + 1:])  # of an object: a method
            suiting = next(filter(None, following), lecun)
            for name, shape, initial, *_ in layer.parameters():
                make = suiting if initial is None else initial
                setattr(layer, name, make(self.rng, *shape) if callable(make) else np.full(shape, make))

    def __call__(self, x) -> np.ndarray:
        """Predictions for `x` of shape (samples, inputs): shape (samples, outputs)."""
        return self.loss.output(self.predict(self.samples(x)))

    def predict(self, x: np.ndarray) -> np.ndarray:
        """Output of the last layer in prediction, on which the loss is defined; nothing is remembered.

        Parameters
        ----------
        x : ndarray, shape (samples, inputs)
            Samples that have been checked.

        Returns
        -------
        ndarray, shape (samples, outputs)
            What the loss makes predictions of, ``net(x)``.
        """
        for layer in self.layers:
            x = layer.predict(x)
        return x

    def forward(self, x: np.ndarray) -> np.ndarray:
        """Output of the last layer in training; what the way back needs is remembered.

        Parameters
        ----------
        x : ndarray, shape (samples, inputs)
            Samples that have been checked.

        Returns
        -------
        ndarray, shape (samples, outputs)
            Output, of which the loss is computed.
        """
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, grad: np.ndarray) -> np.ndarray:
        """The way back through all layers, which fills `grad`, penalties included.

        Parameters
        ----------
        grad : ndarray, shape (samples, outputs)
            Derivatives of the loss by the last output of `forward`, as ``net.loss.gradient`` gives them.

        Returns
        -------
        ndarray, shape (samples, inputs)
            Derivatives of the loss by the samples.
        """
        for layer in reversed(self.layers):
            grad = layer.backward(grad)
        self._differentiate_penalty()
        return grad

    def differentiate(self, grad: np.ndarray) -> None:
        """As `backward`, without the derivatives by the samples, which a training does not need."""
        for layer in self.layers[:0:-1]:
            grad = layer.backward(grad)
        self.layers[0].differentiate(grad)
        self._differentiate_penalty()

    def backpropagate(self, x, y) -> float:
        """Fill `grad` with the derivatives of the loss, and return the loss.

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
        z = self.forward(x)
        self.differentiate(self.loss.gradient(z, y))
        return float(np.add.reduce(self.loss.losses(z, y)) / len(z)) + self.penalty()  # faster than .mean()

    def penalty(self) -> float:
        """What `l1` and `l2` add to the loss: l1 times the sum of \\|w\\|, and l2 / 2 times that of w^2."""
        w, total = self.theta[:self.weight_count], 0.0
        if self.l1:
            total += self.l1 * float(np.abs(w).sum())
        if self.l2:
            total += self.l2 / 2 * length(w) ** 2
        return total

    def _differentiate_penalty(self) -> None:
        if self.l2:
            self.grad[:self.weight_count] += self.l2 * self.theta[:self.weight_count]
        if self.l1:
            self.grad[:self.weight_count] += self.l1 * np.sign(self.theta[:self.weight_count])

    def samples(self, x) -> np.ndarray:
        """Samples as an array of the network's type, checked; a copy only if that is needed."""
        return expect.array("x", x, ("samples", self.inputs), self.dtype)

    def name_of(self, index: int) -> str:
        """Name of an entry of `state`, such as ``layers[0].W[3, 1]``."""
        for name, place, shape in self.places:
            if index < place.stop:
                return f"{name}{[int(i) for i in np.unravel_index(index - place.start, shape)]}"

    def copy(self, dtype=None) -> "Network":
        """Make a network of its own with the same parameters.

        Parameters
        ----------
        dtype : type, optional
            float32 or float64; by default the type of this network.

        Returns
        -------
        Network
            The copy; its dropout will drop what that of this network would.
        """
        return _twin(type(self), self._settings() | {"dtype": dtype or self.dtype}, self.layers, self.state)

    def __reduce__(self):  # copied or pickled piece by piece, the views would be arrays of their own
        return _twin, (type(self), self._settings(), [layer.copy() for layer in self.layers], self.state)

    def _settings(self) -> dict:
        return {"inputs": self.inputs, "loss": self.loss, "l1": self.l1, "l2": self.l2,
                "dtype": self.dtype.name, "seed": self.seed, "rng": self.rng.bit_generator.state}

    def save(self, path) -> None:
        """Write the network to a file that :func:`load` reads: a ``.npz`` archive without pickles.

        Parameters
        ----------
        path : str or Path
            Where to; a file already there is replaced when the new one is complete.
        """
        text, path = json.dumps(self._settings() | {"layers": self.layers}, default=_to_dict), Path(path)
        unfinished = path.with_name(path.name + ".unfinished")
        try:
            with open(unfinished, "wb") as file:
                np.savez(file, network=text, theta=self.state)
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
        for layer in self.layers:
            rows.append((repr(layer), str(layer.inputs), str(layer.connect(layer.inputs)),
                         f"{_count([layer], trained=True):,}"))
        rows.append((f"loss: {self.loss}", "", "total", f"{self.theta.size:,}"))
        width = max(len(row[0]) for row in rows)
        lines = [f"{row[0]:{width}}  {row[1]:>8}  {row[2]:>8}  {row[3]:>12}" for row in rows]
        rule = "-" * len(lines[0])
        return "\n".join([lines[0], rule, *lines[1:-1], rule, lines[-1]])


def length(vector: np.ndarray) -> float:
    """Length of a vector, also where squares are too large or too small for float32."""
    squares = float(vector.dot(vector))
    if not 1e-30 < squares < math.inf:
        squares = float(np.square(vector, dtype=np.float64).sum())
    return math.sqrt(squares)


def _count(layers: list[Layer], trained: bool = False) -> int:
    """Number of entries in the arrays of these layers, or in those that are trained."""
    return sum(parameter.size for layer in layers for _, part in layer.walk("")
               for parameter in part.parameters() if parameter.trained or not trained)


def _twin(kind: type[Network], settings: dict, layers: list[Layer], state: np.ndarray) -> Network:
    """A network of these layers that has learnt this, with its random generator where `settings` say."""
    settings = dict(settings)
    rng = settings.pop("rng")
    twin = kind.__new__(kind)  # what a subclass has changed stays, even if it is made of other arguments
    Network.__init__(twin, settings.pop("inputs"), *layers, **settings)
    with np.errstate(over="ignore"):
        twin.state[...] = state
    if np.isinf(twin.state).sum() > np.isinf(state).sum():
        raise ValueError(f"dtype: expected a type that can hold all parameters, got {twin.dtype} for numbers "
                         f"from {np.nanmin(state):g} to {np.nanmax(state):g}")
    twin.rng.bit_generator.state = rng
    return twin


def _to_dict(part) -> dict:
    """A layer or loss in words and numbers, as JSON can hold them."""
    if not isinstance(part, (Layer, Loss)):
        raise TypeError(f"layers: expected settings of numbers, words and layers, which a file can hold, got "
                        f"{part!r}")
    settings = {name: value for name, value in part.config().items() if name != "init"}
    return {"kind": _name(type(part)), **settings}


def _from_dict(entry: dict):
    """The layer or loss of which :func:`_to_dict` made this entry; other entries stay as they are."""
    settings = dict(entry)
    return _kinds()[settings.pop("kind")].from_config(settings) if "kind" in entry else entry


def _kinds() -> dict[str, type]:
    """All classes of layers and losses by name, a notebook's own too; of one defined twice the later."""
    kinds = [Layer, Loss]
    for kind in kinds:  # which grows on the way
        kinds += kind.__subclasses__()
    return {_name(kind): kind for kind in kinds}


def _name(kind: type) -> str:
    return kind.__name__ if kind.__module__.startswith("lib.") else f"{kind.__module__}.{kind.__qualname__}"


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
        If the file is not a saved network, its parts do not fit together, or it has a layer of one's own
        whose class is not defined.
    FileNotFoundError
        If there is no such file.
    """
    with open(path, "rb") as file:  # what goes wrong here is no fault of the archive
        try:
            with np.load(file, allow_pickle=False) as archive:
                if any(entry.compress_type for entry in archive.zip.infolist()):
                    raise ValueError("expected plain entries, got compressed ones, which may be of any size")
                settings = json.loads(str(archive["network"]), object_hook=_from_dict)
                state, layers = archive["theta"], settings.pop("layers")
            connect(settings["inputs"], layers)  # before a network is made, as large as the file says
            expect.array("theta", state, (_count(layers),), state.dtype)
            return _twin(Network, settings | {"dtype": state.dtype.name}, layers, state)
        except Exception as error:  # whatever a damaged archive sets off
            raise ValueError(f"path: expected a network written by Network.save, got {path}, which is "
                             f"damaged or another kind of file ({error!r})") from error
