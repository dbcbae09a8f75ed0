"""A slip is to be answered with what came and what was expected, never with a broadcasting error."""

import numpy as np
import pytest

import lib
from lib import expect
from lib.schedules import Schedule

X, Y = np.zeros((6, 4)), np.array([0, 1, 2, 0, 1, 2])
NAN = X.copy()
NAN[2, 3] = np.nan


def net(**options):
    return lib.Network(4, lib.Dense(5), lib.Tanh(), lib.Dense(3), **options)


def trained(x=X, y=Y, optimizer=None, **options):
    return lib.fit(net(), x, y, optimizer or lib.SGD(0.1), progress=False, **options)


def batches(y=Y, batch_size=2, rng=None):
    return list(lib.batches(X, y, batch_size, np.random.default_rng(0) if rng is None else rng))


def connected():
    return net().layers[0]


# what is called; the error; words of the message: the argument, what came, what was expected
CASES = {
    "inputs 0": (lambda: lib.Network(0, lib.Dense(2)), ValueError, ["inputs", "0", "at least 1"]),
    "inputs 2.5": (lambda: lib.Network(2.5, lib.Dense(2)), ValueError, ["inputs", "2.5", "whole number"]),
    "inputs True": (lambda: lib.Network(True, lib.Dense(2)), ValueError, ["inputs", "True", "whole number"]),
    "no layers": (lambda: lib.Network(4), ValueError, ["layers", "none", "at least one"]),
    "a class for a layer": (
        lambda: lib.Network(4, lib.Dense(2), lib.ReLU),
        TypeError,
        ["layers", "ReLU()", "class"],
    ),
    "a number for a layer": (lambda: lib.Network(4, 128), TypeError, ["layers", "128", "Layer"]),
    "a name for a layer": (lambda: lib.Network(4, "relu"), TypeError, ["layers", "'relu'", "Layer"]),
    "a name for a loss": (lambda: net(loss="mse"), TypeError, ["loss", "'mse'", "Loss"]),
    "a class for a loss": (lambda: net(loss=lib.MSE), TypeError, ["loss", "MSE()", "class"]),
    "negative l1": (lambda: net(l1=-1), ValueError, ["l1", "-1", "[0, inf)"]),
    "l2 not a number": (lambda: net(l2="much"), ValueError, ["l2", "'much'", "number"]),
    "l2 NaN": (lambda: net(l2=np.nan), ValueError, ["l2", "nan", "[0, inf)"]),
    "dtype int": (lambda: net(dtype=int), ValueError, ["dtype", "int", "float32 or float64"]),
    "a type in words": (lambda: net(dtype="double"), ValueError, ["dtype", "double", "float32 or float64"]),
    "dtype float16": (lambda: net(dtype=np.float16), ValueError, ["dtype", "float16", "float64"]),
    "negative seed": (lambda: net(seed=-1), ValueError, ["seed", "-1", "at least 0"]),
    "units 0": (lambda: lib.Dense(0), ValueError, ["units", "0", "at least 1"]),
    "inputs and units": (lambda: lib.Dense(784, 128), TypeError, ["bias", "128", "True or False", "before"]),
    "a bias of words": (lambda: lib.Dense(5, bias="no"), TypeError, ["bias", "'no'", "True or False"]),
    "softmax before its loss": (
        lambda: lib.Network(4, lib.Dense(3), lib.Softmax()),
        ValueError,
        ["layers", "Softmax(", "CrossEntropy", "leave it out"],
    ),
    "sigmoid before its loss": (
        lambda: lib.Network(4, lib.Dense(1), lib.Sigmoid(), loss=lib.BinaryCrossEntropy()),
        ValueError,
        ["layers", "Sigmoid()", "BinaryCrossEntropy()", "leave it out"],
    ),
    "sigmoid before cross-entropy": (
        lambda: lib.Network(4, lib.Dense(3), lib.Sigmoid()),
        ValueError,
        ["layers", "Sigmoid()", "CrossEntropy", "leave it out"],
    ),
    "units a list": (lambda: lib.Dense([3]), ValueError, ["units", "[3]", "whole number"]),
    "an unknown init": (lambda: lib.Dense(3, init="he"), TypeError, ["init", "'he'", "function"]),
    "negative std": (lambda: lib.normal(-0.1), ValueError, ["std", "-0.1", "[0, inf)"]),
    "dropout of all": (lambda: lib.Dropout(1), ValueError, ["rate", "1", "[0, 1)"]),
    "residual of another size": (
        lambda: lib.Network(4, lib.Residual(lib.Dense(3))),
        ValueError,
        ["layers", "3", "4"],
    ),
    "empty residual": (lambda: lib.Residual(), ValueError, ["layers", "none", "at least one"]),
    "temperature 0": (lambda: lib.Softmax(0), ValueError, ["temperature", "0", "positive"]),
    "leak above 1": (lambda: lib.LeakyReLU(1.5), ValueError, ["negative_slope", "1.5", "[0, 1)"]),
    "alpha 0": (lambda: lib.ELU(0), ValueError, ["alpha", "0", "positive"]),
    "cross-entropy with one output": (
        lambda: lib.Network(4, lib.Dense(1)).backpropagate(X, Y),
        ValueError,
        ["CrossEntropy", "at least 2", "BinaryCrossEntropy"],
    ),
    "smoothing 1": (lambda: lib.CrossEntropy(smoothing=1), ValueError, ["smoothing", "1", "[0, 1)"]),
    "activation of words": (lambda: lib.ReLU()("abc"), ValueError, ["z", "str", "numbers"]),
    "activation of NaN": (lambda: lib.Tanh()([1, np.nan]), ValueError, ["z", "nan", "finite"]),
    "a layer with no network": (lambda: lib.Dense(3)(X), ValueError, ["Dense(3)", "Network"]),
    "a layer and too few columns": (
        lambda: connected().forward(X[:, :3]),
        ValueError,
        ["x", "(6, 3)", "(samples, 4)"],
    ),
    "backward before forward": (
        lambda: connected().backward(np.zeros((6, 5))),
        ValueError,
        ["grad", "forward"],
    ),
    "backward of another shape": (
        lambda: (lambda layer: (layer.forward(X), layer.backward(X)))(net(dtype=np.float64).layers[0]),
        ValueError,
        ["grad", "(6, 4)", "(6, 5)"],
    ),
    "backward of another activation": (
        lambda: (lambda layer: (layer.forward(X), layer.backward(X[:5])))(lib.Tanh()),
        ValueError,
        ["grad", "(5, 4)", "(6, 4)"],
    ),
    "backward of another dropout": (
        lambda: (lambda layer: (layer.forward(X), layer.backward(X[:5])))(lib.Dropout(0.5)),
        ValueError,
        ["grad", "(5, 4)", "(6, 4)"],
    ),
    "backward of another softmax": (
        lambda: (lambda layer: (layer.forward(X), layer.backward(X[:5])))(lib.Softmax()),
        ValueError,
        ["grad", "(5, 4)", "(6, 4)"],
    ),
    "weights of another shape": (
        lambda: setattr(connected(), "W", np.zeros((5, 4))),
        ValueError,
        ["W", "(5, 4)", "(4, 5)"],
    ),
    "too few columns": (lambda: net()(X[:, :3]), ValueError, ["x", "(6, 3)", "(samples, 4)"]),
    "one sample without its row": (lambda: net()(X[0]), ValueError, ["x", "(4,)", "(samples, 4)"]),
    "no samples": (lambda: net()(X[:0]), ValueError, ["x", "(0, 4)", "(samples, 4)"]),
    "rows of different lengths": (
        lambda: net()([[1, 2, 3, 4], [1, 2]]),
        ValueError,
        ["x", "list", "numbers"],
    ),
    "words for samples": (lambda: net()([["a", "b", "c", "d"]]), ValueError, ["x", "list", "numbers"]),
    "NaN in the data": (lambda: net()(NAN), ValueError, ["x", "nan", "[2, 3]", "finite"]),
    "too few labels": (lambda: net().backpropagate(X, Y[:5]), ValueError, ["y", "(5,)", "(6,)"]),
    "a column of labels": (
        lambda: net().backpropagate(X, Y[:, np.newaxis]),
        ValueError,
        ["y", "(6, 1)", "shape (6,) or (6, 3)"],
    ),
    "masked samples": (
        lambda: trained(np.ma.masked_less(X + np.eye(6, 4), 1)),
        ValueError,
        ["x", "20", "masked", "filled"],
    ),
    "masked labels": (
        lambda: net().backpropagate(X, np.ma.masked_equal(Y, 2)),
        ValueError,
        ["y", "2 masked"],
    ),
    "masked rows in a list": (
        lambda: net()(list(np.ma.masked_less(X + np.eye(6, 4), 1))),
        ValueError,
        ["x", "20 masked"],
    ),
    "masked scores": (lambda: lib.softmax(np.ma.masked_less([1.0, 2.0], 2)), ValueError, ["z", "1 masked"]),
    "masked sums": (lambda: lib.Tanh()(np.ma.masked_less([1.0, 2.0], 2)), ValueError, ["z", "1 masked"]),
    "scores of words": (lambda: lib.softmax(["1", "2"]), ValueError, ["z", "list", "numbers"]),
    "numbers that are texts": (lambda: net()(X.astype(str)), ValueError, ["x", "ndarray", "numbers"]),
    "labels that are texts": (
        lambda: net().backpropagate(X, list("012012")),
        ValueError,
        ["y", "list", "numbers"],
    ),
    "texts among objects": (
        lambda: net()(np.full((6, 4), "1", dtype=object)),
        ValueError,
        ["x", "ndarray", "numbers"],
    ),
    "dates": (lambda: net()(X.astype("datetime64[D]")), ValueError, ["x", "ndarray", "numbers"]),
    "samples too large for float32": (
        lambda: net()(X + 1e300),
        ValueError,
        ["x", "float32", "1e+300", "[0, 0]"],
    ),
    "parameters too large for float32": (
        lambda: setattr(net(), "theta", np.full(43, -1e300)),
        ValueError,
        ["theta", "float32", "-1e+300", "[0]"],
    ),
    "weights too large for float32": (
        lambda: setattr(connected(), "W", np.full((4, 5), 1e39)),
        ValueError,
        ["W", "float32", "1e+39", "[0, 0]"],
    ),
    "initial weights too large for float32": (
        lambda: lib.Network(4, lib.Dense(2, init=lib.normal(1e200))),
        ValueError,
        ["W", "float32", "[0, 0]"],
    ),
    "a copy too small for its parameters": (
        lambda: (lambda large: (large.theta.fill(1e300), large.copy(np.float32)))(net(dtype=np.float64)),
        ValueError,
        ["dtype", "float32", "1e+300"],
    ),
    "a label out of range": (lambda: net().backpropagate(X, Y + 1), ValueError, ["y", "3", "[2]", "0 to 2"]),
    "a negative label": (lambda: net().backpropagate(X, Y - 1), ValueError, ["y", "-1", "0 to 2"]),
    "a label with a fraction": (
        lambda: net().backpropagate(X, Y + 0.5),
        ValueError,
        ["y", "0.5", "whole numbers"],
    ),
    "one-hot of another width": (
        lambda: net().backpropagate(X, np.eye(6)),
        ValueError,
        ["y", "(6, 6)", "(6, 3)"],
    ),
    "rows that are no probabilities": (
        lambda: net().backpropagate(X, np.ones((6, 3))),
        ValueError,
        ["y", "sum 1", "[0]"],
    ),
    "labels for yes or no": (
        lambda: lib.Network(4, lib.Dense(1), loss=lib.BinaryCrossEntropy()).backpropagate(X, Y),
        ValueError,
        ["y", "2", "0 to 1"],
    ),
    "targets with NaN": (
        lambda: net(loss=lib.MSE()).backpropagate(X, NAN[:, 1:]),
        ValueError,
        ["y", "nan", "finite"],
    ),
    "a loss of a vector": (
        lambda: lib.MSE()([1.0, 2.0], [1.0, 2.0]),
        ValueError,
        ["z", "(2,)", "(samples, outputs)"],
    ),
    "negative rate": (lambda: lib.SGD(-0.1), ValueError, ["lr", "-0.1", "positive"]),
    "a word for a rate": (lambda: lib.Adam("fast"), ValueError, ["lr", "'fast'", "positive"]),
    "infinite rate": (lambda: lib.Adam(np.inf), ValueError, ["lr", "inf", "positive"]),
    "momentum 1": (lambda: lib.Momentum(momentum=1), ValueError, ["momentum", "1", "[0, 1)"]),
    "one beta": (lambda: lib.Adam(betas=0.9), ValueError, ["betas", "0.9", "two numbers"]),
    "beta above 1": (lambda: lib.Adam(betas=(0.9, 1.1)), ValueError, ["betas", "1.1", "[0, 1)"]),
    "negative eps": (lambda: lib.RMSprop(eps=-1), ValueError, ["eps", "-1", "[0, inf)"]),
    "etas in the wrong order": (lambda: lib.Rprop(etas=(1.2, 0.5)), ValueError, ["etas", "1.2", "(0, 1)"]),
    "step sizes in the wrong order": (
        lambda: lib.Rprop(step_sizes=(1, 0.5)),
        ValueError,
        ["step_sizes", "0.5", "[1"],
    ),
    "negative decay": (lambda: lib.AdamW(weight_decay=-1), ValueError, ["weight_decay", "-1", "[0, inf)"]),
    "a list for parameters": (
        lambda: lib.SGD().step([1.0], [1.0]),
        TypeError,
        ["theta", "[1.0]", "array of floats"],
    ),
    "whole numbers for parameters": (
        lambda: lib.SGD().step(np.ones(2, int), np.ones(2)),
        TypeError,
        ["theta", "floats"],
    ),
    "a gradient of another shape": (
        lambda: lib.Adam().step(np.ones(2), np.ones(3)),
        ValueError,
        ["grad", "(3,)", "(2,)"],
    ),
    "no network": (lambda: lib.fit("net", X, Y, lib.SGD()), TypeError, ["net", "'net'", "Network"]),
    "no optimizer": (lambda: trained(optimizer=0.1), TypeError, ["optimizer", "0.1", "Optimizer"]),
    "a class for an optimizer": (
        lambda: trained(optimizer=lib.Adam),
        TypeError,
        ["optimizer", "Adam()", "class"],
    ),
    "epochs 0": (lambda: trained(epochs=0), ValueError, ["epochs", "0", "at least 1"]),
    "epochs 10.0": (lambda: trained(epochs=10.0), ValueError, ["epochs", "10.0", "whole number"]),
    "no network to evaluate": (lambda: lib.evaluate("net", X, Y), TypeError, ["net", "'net'", "Network"]),
    "batches of 0": (lambda: batches(batch_size=0), ValueError, ["batch_size", "0", "at least 1"]),
    "batches of 32.0": (lambda: batches(batch_size=32.0), ValueError, ["batch_size", "32.0", "whole number"]),
    "batches of all": (lambda: batches(batch_size=None), ValueError, ["batch_size", "None", "whole number"]),
    "batches from a seed": (lambda: batches(rng=0), TypeError, ["rng", "0", "default_rng"]),
    "batches and too many labels": (lambda: batches(y=np.arange(7)), ValueError, ["y", "7", "6 samples"]),
    "batch size 0": (lambda: trained(batch_size=0), ValueError, ["batch_size", "0", "at least 1"]),
    "batch size 3.5": (lambda: trained(batch_size=3.5), ValueError, ["batch_size", "3.5", "whole number"]),
    "validation without labels": (
        lambda: trained(validation=X),
        ValueError,
        ["validation", "ndarray", "(x, y)"],
    ),
    "validation of another width": (
        lambda: trained(validation=(X[:, :2], Y)),
        ValueError,
        ["validation", "(6, 2)"],
    ),
    "a function for a schedule": (lambda: trained(schedule=np.cos), TypeError, ["schedule", "Schedule"]),
    "a negative clip": (lambda: trained(clip=-1), ValueError, ["clip", "-1", "positive"]),
    "a number for a callback": (lambda: trained(callbacks=[3]), TypeError, ["callbacks", "3", "function"]),
    "a callback outside a list": (
        lambda: trained(callbacks=print),
        TypeError,
        ["callbacks", "print", "list"],
    ),
    "a word for augment": (lambda: trained(augment="shift"), TypeError, ["augment", "'shift'", "function"]),
    "augment that loses samples": (
        lambda: trained(augment=lambda x, rng: x[1:]),
        ValueError,
        ["augment", "(5, 4)", "(6, 4)"],
    ),
    "an unknown record": (lambda: trained(record="all"), ValueError, ["record", "'all'", '"sample"']),
    "early stopping without validation": (
        lambda: trained(callbacks=[lib.EarlyStopping()]),
        ValueError,
        ["validation", "None", "(x, y)"],
    ),
    "patience 0": (lambda: lib.EarlyStopping(0), ValueError, ["patience", "0", "at least 1"]),
    "fit and NaN": (lambda: trained(NAN), ValueError, ["x", "nan", "[2, 3]"]),
    "fit and too few labels": (lambda: trained(y=Y[:3]), ValueError, ["y", "(3,)", "(6,)"]),
    "fit_steps says it at once": (
        lambda: lib.fit_steps(net(), X, Y, lib.SGD(), epochs=-1),
        ValueError,
        ["epochs", "-1"],
    ),
    "final factor 2": (lambda: lib.Cosine(2), ValueError, ["final", "2", "[0, 1]"]),
    "warm-up of all": (lambda: lib.WarmUp(1.0), ValueError, ["share", "1.0", "(0, 1)"]),
    "warm-up, then a number": (lambda: lib.WarmUp(then=0.1), TypeError, ["then", "0.1", "Schedule"]),
    "fall after the end": (lambda: lib.Steps(at=(0.5, 7)), ValueError, ["at", "7", "(0, 1)"]),
    "check with step 0": (lambda: lib.gradient_check(net(), X, Y, h=0), ValueError, ["h", "0", "positive"]),
    "accuracy of other labels": (lambda: lib.accuracy(np.eye(3), Y), ValueError, ["y", "3", "6"]),
    "accuracy of lengths": (
        lambda: lib.accuracy([1.7, 1.8], [1.71, 1.65]),
        ValueError,
        ["y", "labels", "1.65 to 1.71"],
    ),
    "accuracy of several questions": (
        lambda: lib.accuracy(np.eye(3), [[0, 0, 1], [1, 0, 1], [0, 0, 0]]),
        ValueError,
        ["y", "one class", "[1.0, 0.0, 1.0] at [1]", "questions"],
    ),
    "accuracy of no labels": (lambda: lib.accuracy([], []), ValueError, ["predictions", "(0, 1)"]),
    "accuracy of words": (lambda: lib.accuracy(np.eye(2), ["0", "1"]), ValueError, ["y", "list", "numbers"]),
    "confusion of too many classes": (
        lambda: lib.confusion_matrix(Y, Y, classes=2),
        ValueError,
        ["y", "0 to 1", "2"],
    ),
    "negative noise": (lambda: lib.moons(noise=-1), ValueError, ["noise", "-1", "[0, inf)"]),
    "no points": (lambda: lib.circles(samples=0), ValueError, ["samples", "0", "at least 1"]),
    "one class": (lambda: lib.spirals(classes=1), ValueError, ["classes", "1", "at least 2"]),
    "a start of words": (
        lambda: lib.descend(lib.parabola.gradient, "here", lib.SGD(), 3),
        ValueError,
        ["start", "numbers"],
    ),
    "steps -1": (
        lambda: lib.descend(lib.parabola.gradient, 8, lib.SGD(), -1),
        ValueError,
        ["steps", "-1", "at least 0"],
    ),
    "descent by a number": (
        lambda: lib.descend(lib.parabola.gradient, 8, 0.1, 3),
        TypeError,
        ["optimizer", "0.1"],
    ),
    "a gradient of two for one": (
        lambda: lib.descend(lib.bowl.gradient, 8, lib.SGD(), 3),
        ValueError,
        ["theta", "(1,)", "2"],
    ),
    "a point of three in the plane": (lambda: lib.ravine([1, 2, 3]), ValueError, ["theta", "(3,)", "2"]),
    "no inverse": (lambda: lib.newton_step([1, 2], np.zeros((2, 2))), ValueError, ["hessian", "invertible"]),
    "text for curvatures": (lambda: lib.quadratic("ab"), ValueError, ["curvatures", "numbers", "str"]),
    "infinite curvature": (lambda: lib.quadratic((1, np.inf)), ValueError, ["curvatures", "finite", "inf"]),
    "text for a place": (lambda: lib.parabola("8"[:0]), ValueError, ["theta", "numbers", "str"]),
    "ragged places": (lambda: lib.ravine([[1, 2], [3]]), ValueError, ["theta", "rows", "lengths"]),
    "text for a gradient": (lambda: lib.newton_step("a", 1), ValueError, ["gradient", "numbers", "str"]),
    "NaN for a gradient": (lambda: lib.newton_step(np.nan, 1), ValueError, ["gradient", "finite", "nan"]),
    "a number for the gradient": (
        lambda: lib.descend(3.0, 8, lib.SGD(), 1),
        TypeError,
        ["gradient", "3.0", "function"],
    ),
    "a complex start": (
        lambda: lib.descend(lib.parabola.gradient, 8j, lib.SGD(), 1),
        ValueError,
        ["start", "numbers"],
    ),
    "text for a sum": (lambda: lib.sigmoid("a"), ValueError, ["z", "numbers", "str"]),
}


def test_there_are_enough_cases():
    assert len(CASES) >= 100


@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_explained(case):
    call, kind, words = CASES[case]
    with pytest.raises(kind) as caught:
        call()
    message = str(caught.value)
    assert type(caught.value) is kind
    assert "broadcast" not in message and "align" not in message
    assert all(word in message for word in words), message


def test_a_training_that_was_refused_has_changed_nothing():
    before = net()
    theta = before.theta.copy()
    for options in ({"epochs": 0}, {"batch_size": -1}, {"clip": 0}, {"validation": (X, Y[:2])}):
        with pytest.raises(ValueError):
            lib.fit(before, X, Y, lib.SGD(), **options)
    assert (before.theta == theta).all()


def test_what_numpy_holds_as_numbers_is_taken():
    wanted = [[1, 2], [0, 1]]
    for given in (
        np.ma.array(wanted),
        np.array(wanted, dtype=object),
        np.array(wanted, dtype=np.float16),
        [[True, 2], [0, np.float32(1)]],
        [range(1, 3), (0, 1)],
    ):
        assert expect.array("x", given).tolist() == wanted
    x = np.eye(3)
    assert expect.array("x", x) is x and expect.array("x", 10**30) == 1e30


def test_shapes_may_be_named_by_words():
    assert expect.array("x", [[1, 2]], ("samples", 2)).shape == (1, 2)
    assert issubclass(lib.Cosine, Schedule)
