"""The engine in JavaScript, with which live figures compute, held to `lib` in a real Chromium.

Both take the same start and the same batches; what differs is rounding, such as that of powers and of
exponentials. Walks are compared step by step, relative to the largest coordinate up to there: one that flies
away at its end hides nothing of its beginning.
"""

import json

import numpy as np
import pytest

import lib.activations
import lib.optimizers
from lib import Dense, Network, descend
from lib.interactive.live_figure import PAGE
from lib.interactive.modules import bundle
from lib.landscapes import (
    beale,
    bowl,
    double_well,
    noisy_valley,
    parabola,
    quadratic,
    ravine,
    rosenbrock,
    saddle,
)

ENGINE = PAGE.parent / "engine"
LANDSCAPES = {
    "parabola": parabola,
    "doubleWell": double_well,
    "bowl": bowl,
    "ravine": ravine,
    "saddle": saddle,
    "rosenbrock": rosenbrock,
    "beale": beale,
}
STARTS = {
    "parabola": [8.0],
    "doubleWell": [-3.0],
    "bowl": [-5.0, 3.0],
    "ravine": [-5.5, 2.1],
    "saddle": [1.9, 0.01],
    "rosenbrock": [-1.3, 1.2],
    "beale": [1.2, 1.3],
}
OPTIMIZERS = {
    name: getattr(lib.optimizers, name)
    for name in ("SGD Momentum NAG Adagrad Adadelta RMSprop Adam AMSGrad Nadam AdamW Rprop".split())
}
NAMES = {"momentum_decay": "momentumDecay", "weight_decay": "weightDecay", "step_sizes": "stepSizes"}


@pytest.fixture(scope="module")
def engine(browser):
    """Runs JavaScript beside the whole engine."""
    page = browser.new_page()
    modules = {path.stem: bundle(path) for path in sorted(ENGINE.glob("*.js"))}
    for name, text in modules.items():
        page.add_script_tag(
            content=f"const ${name}_all = (() => {{ {text}\nreturn {{ {exports(text)} }}; }})();"
        )

    def run(script, argument=None):
        # As text, which is many times faster for long lists; what is not finite arrives as None.
        code = f"(text) => JSON.stringify(((argument) => {{ {script} }})(JSON.parse(text)))"
        return json.loads(page.evaluate(code, json.dumps(argument)))

    yield run
    page.close()


def exports(text):
    """The names that a bundle ends with."""
    return text[text.rindex("const {") + 7 : text.rindex("}")]


WALK = """
const { landscapes } = $landscapes_all, { optimizers, descend } = $optimizers_all;
const { landscape, optimizer, settings, start, steps } = argument;
const rule = new optimizers[optimizer](settings);
descend(landscapes[landscape].gradient, start.map(() => 1), rule, 3);  // of which nothing may be left
return descend(landscapes[landscape].gradient, start, rule, steps);
"""


@pytest.mark.parametrize("landscape", LANDSCAPES)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_walks_are_those_of_lib(engine, landscape, optimizer):
    lr = {"rosenbrock": 1e-4, "beale": 1e-3}.get(landscape, 0.02)
    mine = OPTIMIZERS[optimizer](lr=lr)
    path = descend(LANDSCAPES[landscape].gradient, STARTS[landscape], mine, 200)
    theirs = np.array(
        engine(
            WALK,
            {
                "landscape": landscape,
                "optimizer": optimizer,
                "settings": {"lr": lr},
                "start": STARTS[landscape],
                "steps": 200,
            },
        )
    )
    assert_same_walk(theirs, path)


def assert_same_walk(theirs, mine):
    assert theirs.shape == mine.shape
    size = np.maximum.accumulate(np.abs(mine).max(axis=1, keepdims=True))
    assert (np.abs(theirs - mine) <= 1e-12 * size).all()


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_hyper_parameters_and_their_defaults_are_those_of_lib(engine, optimizer):
    script = "return {...new $optimizers_all.optimizers[argument]()};"
    theirs = engine(script, optimizer)
    mine = OPTIMIZERS[optimizer]()
    for name, value in mine.config().items():
        got = theirs[NAMES.get(name, name)]
        assert got == (list(value) if isinstance(value, tuple) else value), name


def test_a_walk_that_leaves_the_finite_numbers_ends_where_that_of_lib_does(engine):
    argument = {"landscape": "rosenbrock", "optimizer": "SGD", "settings": {"lr": 0.01}, "start": [-1.3, 1.2]}
    theirs = np.array(engine(WALK, argument | {"steps": 200}))
    theta, optimizer = np.array([-1.3, 1.2]), lib.optimizers.SGD(lr=0.01)
    mine = []
    with np.errstate(over="ignore", invalid="ignore"):
        while np.isfinite(theta).all():
            mine.append(theta.copy())
            optimizer.step(theta, rosenbrock.gradient(theta))
    assert len(mine) < 200
    assert_same_walk(theirs, np.array(mine))


@pytest.mark.parametrize("name", LANDSCAPES)
def test_landscapes_have_the_values_gradients_boxes_and_minima_of_lib(engine, name):
    mine = LANDSCAPES[name]
    low, high = np.transpose(mine.box)
    points = np.random.default_rng(0).uniform(low, high, (100, mine.dimensions))
    values, gradients, box, minima, *words = engine(
        "const one = $landscapes_all.landscapes[argument.name];"
        "return [argument.points.map(one.value), argument.points.map(one.gradient), one.box, one.minima,"
        " one.name, one.dimensions];",
        {"name": name, "points": points.tolist()},
    )
    flat = points[:, 0] if mine.dimensions == 1 else points
    np.testing.assert_allclose(values, mine(flat), rtol=1e-13, atol=1e-13)
    np.testing.assert_allclose(np.reshape(gradients, points.shape), mine.gradient(flat).reshape(points.shape),
                               rtol=1e-12, atol=1e-11)  # fmt: skip
    assert [tuple(pair) for pair in box] == list(mine.box)
    np.testing.assert_allclose(minima, mine.minima, rtol=1e-14)
    assert words == [mine.name, mine.dimensions]


def test_a_quadratic_has_as_many_parameters_as_curvatures(engine):
    value, gradient, dimensions = engine(
        "const one = $landscapes_all.quadratic([1, 3, 10]);"
        "return [one.value([1, -2, 0.5]), one.gradient([1, -2, 0.5]), one.dimensions];"
    )
    mine = quadratic([1, 3, 10])
    assert value == mine([1, -2, 0.5]) and dimensions == 3
    assert gradient == mine.gradient([1, -2, 0.5]).tolist()


def test_a_noisy_valley_has_noise_in_its_gradient_only(engine):
    value, gradients = engine(
        "const one = $landscapes_all.noisyValley(2, $random_all.random(0)), at = [1, -2];"
        "return [one.value(at), Array.from({ length: 4000 }, () => one.gradient(at))];"
    )
    assert value == noisy_valley(2)([1, -2])
    assert np.allclose(np.mean(gradients, axis=0), [1, -20], atol=4 * 2 / np.sqrt(4000))
    assert np.allclose(np.std(gradients, axis=0), 2, rtol=4 / np.sqrt(2 * 4000))


@pytest.mark.parametrize(
    "script",
    [
        "const rule = new $optimizers_all.Adam(); rule.step([1, 2], [0, 0]); rule.step([1], [0]);",
        "new $optimizers_all.SGD().step([1, 2], [1]);",
        "new $network_all.Network(2, [3], 2, { theta: [1, 2, 3] });",
    ],
)
def test_a_vector_of_another_length_is_refused(engine, script):
    """As a list of weights of another network would be: it must not leave some of them at 0."""
    words = engine(f"try {{ {script} return 'taken'; }} catch (error) {{ return error.message; }}")
    assert "expected" in words and "got" in words


ACTIVATIONS = "Identity Sigmoid Tanh ReLU LeakyReLU ELU Softplus GELU SiLU".split()


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_activations_are_those_of_lib_and_finite_far_out(engine, name):
    z = np.concatenate([np.linspace(-40, 40, 801), [-1000.0, 1000.0, -1e-9, 1e-9]])
    values, slopes = engine(
        "const { value, slope } = $activations_all.activations[argument.name];"
        "const a = argument.z.map(value); return [a, argument.z.map((z, k) => slope(z, a[k]))];",
        {"name": name, "z": z.tolist()},
    )
    assert None not in values + slopes
    mine = getattr(lib.activations, name)()
    np.testing.assert_allclose(values, mine(z), rtol=1e-13, atol=1e-300)
    # a (1 - a) and 1 - a a are small differences: the last digit of a is that of their error.
    np.testing.assert_allclose(slopes, mine.derivative(z), rtol=1e-12, atol=1e-15)


TRAIN = """
const { Network } = $network_all, { optimizers } = $optimizers_all;
const { sizes, activation, l2, theta, optimizer, lr, batches } = argument;
const net = new Network(sizes[0], sizes.slice(1, -1), sizes.at(-1), { activation, l2, theta });
const method = new optimizers[optimizer]({ lr });
const losses = batches.map(([x, y]) => {
  const loss = net.backpropagate(Float64Array.from(x.flat()), y);
  method.step(net.theta, net.grad);
  return loss;
});
const [x, y] = batches[0];
const first = Float64Array.from(x.flat());
return [losses, [...net.theta], [...net.predict(first)], net.evaluate(first, y)];
"""


@pytest.mark.parametrize("activation", ["Tanh", "ReLU", "GELU"])
@pytest.mark.parametrize("optimizer", ["SGD", "Adam", "Nadam"])
def test_a_training_is_that_of_lib(engine, activation, optimizer):
    """100 steps of 2-8-8-2 from the same weights with the same batches, to 1e-9."""
    kind = getattr(lib.activations, activation)
    net = Network(2, Dense(8), kind(), Dense(8), kind(), Dense(2), l2=0.01, dtype=np.float64)
    rng = np.random.default_rng(0)
    batches = [(rng.normal(size=(10, 2)), rng.integers(0, 2, 10)) for _ in range(100)]
    theirs = engine(
        TRAIN,
        {
            "sizes": [2, 8, 8, 2],
            "activation": activation,
            "l2": 0.01,
            "theta": net.theta.tolist(),
            "optimizer": optimizer,
            "lr": 0.03,
            "batches": [(x.tolist(), y.tolist()) for x, y in batches],
        },
    )
    method, losses = OPTIMIZERS[optimizer](lr=0.03), []
    for x, y in batches:
        losses.append(net.backpropagate(x, y))
        method.step(net.theta, net.grad)
    np.testing.assert_allclose(theirs[0], losses, rtol=1e-9)
    np.testing.assert_allclose(theirs[1], net.theta, rtol=0, atol=1e-9 * np.abs(net.theta).max())
    np.testing.assert_allclose(np.reshape(theirs[2], (10, 2)), net(batches[0][0]), atol=1e-9)
    loss, accuracy = lib.evaluate(net, *batches[0])
    assert theirs[3]["accuracy"] == accuracy and abs(theirs[3]["loss"] - loss) < 1e-9


def test_a_training_with_wide_batches_is_that_of_lib(engine):
    """All 300 points in each step, and a wide layer: long sums, which numpy adds in another order."""
    x, y = lib.xor_cloud(300)
    net = Network(2, Dense(64), lib.Tanh(), Dense(2), l2=0.01, dtype=np.float64)
    script = """
    const { Network } = $network_all, { Adam } = $optimizers_all;
    const net = new Network(2, [64], 2, { activation: 'Tanh', l2: 0.01, theta: argument.theta });
    const points = { x: Float64Array.from(argument.x.flat()), y: Uint8Array.from(argument.y) };
    const [rule, order] = [new Adam({ lr: 0.01 }), $random_all.random(0)];
    const finite = [];
    for (let k = 0; k < 100; k++) finite.push($training_all.trainEpoch(net, points, rule, 300, order));
    return [[...net.theta], finite];
    """
    theta, finite = engine(script, {"theta": net.theta.tolist(), "x": x.tolist(), "y": y.tolist()})
    lib.fit(net, x, y, lib.Adam(lr=0.01), epochs=100, batch_size=None, progress=False)
    np.testing.assert_allclose(theta, net.theta, rtol=0, atol=1e-9 * np.abs(net.theta).max())
    assert all(finite)


def test_an_epoch_takes_each_sample_once_in_an_order_of_its_own(engine):
    """A stand-in for the network says what it is given; the smaller last batch is not dropped."""
    script = """
    const range = (length) => Array.from({ length }, (_, k) => k);
    const points = { x: Float64Array.from(range(20)), y: Uint8Array.from(range(10)) };
    const seen = [];
    const backpropagate = (x, y) => seen.push([[...x], [...y]]);
    const net = { theta: [0], grad: [1], backpropagate };
    const [rule, order] = [new $optimizers_all.SGD({ lr: 1 }), $random_all.random(0)];
    const losses = [...$training_all.fitSteps(net, points, rule, 4, order)];
    const finite = [$training_all.trainEpoch(net, points, rule, 4, order)];
    net.grad = [Infinity];
    finite.push($training_all.trainEpoch(net, points, rule, 4, order));
    return [seen, losses, finite];
    """
    seen, losses, finite = engine(script)
    assert [len(labels) for _, labels in seen] == 3 * [4, 4, 2]
    first, second = (sum((labels for _, labels in seen[at : at + 3]), []) for at in (0, 3))
    assert sorted(first) == sorted(second) == list(range(10)) and first != second != list(range(10))
    assert all(x == [k for label in labels for k in (2 * label, 2 * label + 1)] for x, labels in seen)
    assert losses == [1, 2, 3] and finite == [True, False]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_default_of_initial_weights_is_that_of_lib(engine, name):
    theirs = engine("return $initializers_all.initBefore[argument].name;", name)
    assert theirs == getattr(lib.activations, name).init_before.__name__


@pytest.mark.parametrize(
    "activation, inputs, variance",
    [("ReLU", 200, 2 / 200), ("Tanh", 200, 2 / 250), ("Identity", 200, 1 / 200)],
)
def test_initial_weights_have_the_spread_of_lib(engine, activation, inputs, variance):
    weights = engine(
        "const net = new $network_all.Network(argument.inputs, [50], 2,"
        " { activation: argument.activation, random: $random_all.random(3) });"
        "return [...net.theta.slice(0, argument.inputs * 50)];",
        {"activation": activation, "inputs": inputs},
    )
    count = len(weights)
    assert abs(np.mean(weights)) < 4 * np.sqrt(variance / count)
    assert abs(np.var(weights) / variance - 1) < 4 * np.sqrt(2 / count)


def test_the_generator_is_uniform_normal_and_permutes(engine):
    uniform, normal, order, again = engine(
        "const one = $random_all.random(1), other = $random_all.random(1);"
        "const draw = (count, one) => Array.from({ length: count }, one);"
        "const uniform = draw(20000, one.uniform), normal = draw(20000, one.normal);"
        "return [uniform, normal, one.permutation(50), draw(20000, other.uniform)];"
    )
    assert uniform == again and 0 <= min(uniform) and max(uniform) < 1
    assert np.allclose(np.histogram(uniform, 10)[0], 2000, atol=4 * np.sqrt(2000))
    assert abs(np.mean(normal)) < 4 / np.sqrt(20000) and abs(np.std(normal) - 1) < 4 / np.sqrt(40000)
    assert abs(np.mean(np.power(normal, 4)) - 3) < 4 * np.sqrt(96 / 20000)
    assert sorted(order) == list(range(50)) and order != list(range(50))


@pytest.mark.parametrize(
    "name, noise", [("xorCloud", 0.1), ("circles", 0.1), ("moons", 0.1), ("spirals", 0.02)]
)
def test_points_have_the_shape_of_those_of_lib(engine, name, noise):
    """Another generator, so other points; a network trained on those of lib knows them too."""
    x, y = engine(
        "const { x, y } = $datasets_all[argument.name](300, argument.noise, $random_all.random(5));"
        "return [[...x], [...y]];",
        {"name": name, "noise": noise},
    )
    x, y = np.reshape(x, (300, 2)), np.array(y)
    make = {"xorCloud": lambda: lib.xor_cloud(300)}.get(
        name, lambda: getattr(lib.datasets, name)(300, noise=noise)
    )
    points, labels = make()
    near = np.linalg.norm(x[:, None] - points, axis=2).argmin(axis=1)
    assert np.mean(labels[near] == y) > 0.9
    assert np.allclose(x.mean(axis=0), points.mean(axis=0), atol=0.25)


def test_the_probabilities_of_digits_with_weights_in_eight_bits_are_those_of_lib(engine):
    """Whole numbers to 127 and a scale for each unit, coarser than the 12 bits of the pad."""
    data = lib.mnist()
    net = Network(784, Dense(128), lib.ReLU(), Dense(10))
    lib.fit(net, data.x_train[:5000], data.y_train[:5000], lib.Adam(lr=0.002), epochs=2, progress=False)
    exact, net = net(data.x_test[:100]), net.copy(np.float64)
    whole, scales = [], []
    for layer in net.layers[::2]:
        scales.append(np.abs(layer.W).max(axis=0) / 127)
        whole.append(np.rint(layer.W / scales[-1]))
        layer.W[...] = whole[-1] * scales[-1]
    pixels = np.rint(255 * data.x_test[:100].astype(float))
    script = """
    const { whole, scales, biases, pixels } = argument;
    const weights = whole.map((rows, at) => rows.map((row) => row.map((one, k) => one * scales[at][k])));
    const net = new $network_all.Network(784, [128], 10, { theta: [...weights.flat(2), ...biases] });
    return [...net.predict(Float64Array.from(pixels.flat(), (one) => one / 255))];
    """
    theirs = engine(
        script,
        {
            "whole": [matrix.tolist() for matrix in whole],
            "scales": [scale.tolist() for scale in scales],
            "biases": net.theta[net.weight_count :].tolist(),
            "pixels": pixels.tolist(),
        },
    )
    theirs = np.reshape(theirs, (100, 10))
    np.testing.assert_allclose(theirs, net(pixels / 255), atol=1e-12)
    # The rounding itself costs more: a few thousandths where two digits are about as likely.
    assert np.median(np.abs(theirs - exact).max(axis=1)) < 1e-3
