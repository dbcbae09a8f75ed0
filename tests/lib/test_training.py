"""Training is where a student waits, interrupts and sees NaN; so its records and its stops are tested."""

import copy
import json
import multiprocessing
import pickle
import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from lib import (
    MAE,
    MSE,
    SGD,
    Adam,
    BinaryCrossEntropy,
    Constant,
    Cosine,
    CrossEntropy,
    Dense,
    Divergence,
    Dropout,
    EarlyStopping,
    Exponential,
    History,
    Momentum,
    Network,
    OneCycle,
    ReLU,
    Steps,
    Tanh,
    WarmUp,
    accuracy,
    batches,
    blobs,
    circles,
    evaluate,
    fit,
    fit_steps,
    moons,
    normal,
    zeros,
)
from lib.network import length
from lib.schedules import Schedule

from ..patience import PATIENCE


def small(seed=0, **options):
    return Network(2, Dense(8), Tanh(), Dense(3), seed=seed, **options)


def test_it_learns_three_clouds_and_two_moons():
    x, y = blobs(noise=0.2)
    net = small()
    history = fit(net, x, y, SGD(0.5), epochs=20, validation=blobs(noise=0.2, seed=1))
    assert history.accuracy[-1] > 0.95 and history.validation_accuracy[-1] > 0.95
    assert accuracy(net(x), y) == evaluate(net, x, y)[1]
    x, y = moons()
    net = Network(2, Dense(16), ReLU(), Dense(1), loss=BinaryCrossEntropy())
    assert fit(net, x, y, Adam(0.02), epochs=40).accuracy[-1] > 0.97


def test_the_loss_at_the_start_is_the_logarithm_of_the_number_of_classes():
    net = Network(20, Dense(30), ReLU(), Dense(10, init=normal(1e-4)))
    x = np.random.default_rng(0).normal(size=(100, 20))
    assert abs(net.backpropagate(x, np.arange(100) % 10) - np.log(10)) < 1e-2


def test_one_batch_can_be_learnt_by_heart():
    rng = np.random.default_rng(0)
    net = Network(20, Dense(64), ReLU(), Dense(10))
    history = fit(
        net, rng.normal(size=(32, 20)), rng.integers(0, 10, 32), Adam(0.01), epochs=300, batch_size=None
    )
    assert history.loss[-1] < 0.01 and history.accuracy[-1] == 1


def test_same_seed_same_result_whatever_else_is_made():
    x, y = blobs()

    def trained(seed=0, order=0):
        net = Network(2, Dense(8), Tanh(), Dropout(0.2), Dense(3), seed=seed)
        history = fit(net, x, y, Adam(0.01), epochs=3, seed=order)
        return net.theta.copy(), history.step_loss

    theta, losses = trained()
    np.random.seed(7)  # noqa: NPY002
    others = [small(seed=s) for s in (3, 4)]
    fit(others[0], x, y, SGD(0.1), epochs=1)
    again, losses_again = trained()
    assert (theta == again).all() and losses == losses_again
    assert (theta != trained(seed=1)[0]).any() and (theta != trained(order=1)[0]).any()


def test_every_sample_comes_up_once_an_epoch_in_new_order():
    x, y = np.arange(23.0)[:, np.newaxis], np.arange(23)[:, np.newaxis]
    rng = np.random.default_rng(0)
    epochs = [list(batches(x, y, 5, rng)) for _ in range(2)]
    for epoch in epochs:
        assert [len(xb) for xb, _ in epoch] == [5, 5, 5, 5, 3]
        assert all((xb == yb).all() for xb, yb in epoch)
        assert sorted(np.concatenate([yb for _, yb in epoch])[:, 0]) == list(range(23))
    assert (np.concatenate([yb for _, yb in epochs[0]]) != np.concatenate([yb for _, yb in epochs[1]])).any()
    assert sorted(set(epochs[0][0][1][:, 0]) - set(range(5)))  # samples are shuffled, not only whole batches


def test_history_records_what_it_says():
    x, y = blobs(samples=70)
    net = small()
    history = fit(
        net, x, y, SGD(0.1), epochs=3, batch_size=32, validation=(x, y), schedule=Cosine(), record="sample"
    )
    assert len(history.step_loss) == len(history.gradient_norm) == len(history.learning_rate) == 9
    assert (
        len(history.sample_loss) == 210 and history.epochs == 3 and history.seconds == sorted(history.seconds)
    )
    by_sample = np.reshape(history.sample_loss, (3, 70))
    np.testing.assert_allclose(by_sample.mean(axis=1), history.loss, rtol=1e-5)
    np.testing.assert_allclose(by_sample[0, :32].mean(), history.step_loss[0], rtol=1e-5)
    np.testing.assert_allclose(history.learning_rate, [0.1 * Cosine()((i + 0.5) / 9) for i in range(9)])
    np.testing.assert_allclose(
        (history.validation_loss[-1], history.validation_accuracy[-1]), evaluate(net, x, y)
    )
    assert "3 epochs" in repr(history) and "validation accuracy" in repr(history)


def test_without_records_the_result_is_the_same():
    x, y = blobs()
    recorded, bare = small(), small()
    fit(recorded, x, y, SGD(0.1), epochs=2)
    history = fit(bare, x, y, SGD(0.1), epochs=2, record=None)
    assert (recorded.theta == bare.theta).all()
    assert history.step_loss == [] and history.epochs == 2


@pytest.mark.parametrize("loss", [CrossEntropy(0.1), MSE(), MAE()])
@pytest.mark.parametrize("batch_size", [1, 7, None])
def test_losses_worked_out_together_are_those_worked_out_one_by_one(loss, batch_size):
    """`fit` records many steps at once, `fit_steps` each by itself, so that live figures see it."""
    x, y = blobs(samples=40)

    def net():
        return Network(2, Dense(8), Tanh(), Dropout(0.2), Dense(3), loss=loss, l2=0.01)

    options = {"epochs": 30, "batch_size": batch_size, "record": "sample"}
    together = fit(net(), x, y, SGD(0.05), **options)
    *_, one_by_one = fit_steps(net(), x, y, SGD(0.05), **options)
    together.seconds = one_by_one.seconds
    assert together == one_by_one and len(together.sample_loss) == 1200


@pytest.mark.parametrize("loss", [MAE(), MSE()])
def test_a_history_ends_with_the_first_loss_that_is_not_finite(loss):
    """The gradient of the absolute error is finite even then, so the training goes on till it is noticed."""
    x, y = blobs()
    histories = []
    for train in (fit, lambda *args, **options: list(fit_steps(*args, **options))):
        net = Network(2, Dense(3), loss=loss)
        with pytest.raises(Divergence) as caught, np.errstate(all="ignore"):
            train(net, x, y, SGD(2e38), batch_size=1, epochs=10)
        histories.append(caught.value.history)
        losses = histories[-1].step_loss
        assert np.isfinite(losses[:-1]).all() and not np.isfinite(losses[-1]) and net.theta.max() < 10
        assert f"in step {len(losses)}, in epoch 1" in str(caught.value)
        assert len(losses) == len(histories[-1].step_accuracy) == len(histories[-1].gradient_norm)
    assert histories[0].step_loss[:-1] == histories[1].step_loss[:-1]


def test_regression_has_a_loss_and_no_accuracy():
    x = np.linspace(-1, 1, 100)[:, np.newaxis]
    history = fit(
        Network(1, Dense(20), Tanh(), Dense(1), loss=MSE()),
        x,
        np.sin(3 * x[:, 0]),
        Adam(0.02),
        epochs=60,
        validation=(x, np.sin(3 * x[:, 0])),
    )
    assert history.loss[-1] < 0.1 * history.loss[0]
    assert history.accuracy == history.validation_accuracy == []


@pytest.mark.parametrize("outputs", [1, 2])
def test_whole_numbers_that_are_no_labels_have_no_accuracy(outputs):
    rng = np.random.default_rng(0)
    x, ages = rng.normal(size=(50, 1)), rng.integers(1, 90, (50, outputs))
    net = Network(1, Dense(outputs), loss=MSE())
    history = fit(net, x, ages, SGD(0.01), epochs=1, validation=(x, ages))
    assert history.accuracy == history.validation_accuracy == [] and np.isnan(evaluate(net, x, ages)[1])


def test_several_questions_are_counted_one_by_one():
    x = np.array([[a, b, c] for a in (-1.0, 1) for b in (-1.0, 1) for c in (-1.0, 1)])
    y = (x > 0).astype(int)
    net = Network(3, Dense(3, bias=False), loss=BinaryCrossEntropy())
    net.layers[0].W = 0.3 * np.eye(3)  # sums of 0.3 and -0.3: all right, though none is above 1/2
    assert evaluate(net, x, y)[1] == 1 == fit(net, x, y, SGD(0.01), epochs=1, validation=(x, y)).accuracy[0]
    assert evaluate(net, x, 1 - y)[1] == 0
    y[:, 0] = 1  # wrong in one question of three, for half of the samples
    assert evaluate(net, x, y)[1] == pytest.approx(5 / 6)


@pytest.mark.parametrize("kind", [int, float])
def test_labels_have_an_accuracy_under_any_loss_and_of_any_type(kind):
    x, y = blobs()
    net = Network(2, Dense(3), loss=MSE())
    for labels in (y.astype(kind), np.eye(3)[y].astype(kind)):
        assert len(fit(net, x, labels, SGD(0.01), epochs=1).accuracy) == 1
        assert evaluate(net, x, labels)[1] == accuracy(net(x), labels)
    one = Network(2, Dense(1), loss=MSE())
    assert len(fit(one, x, (y > 0).astype(kind), SGD(0.01), epochs=1).accuracy) == 1


def test_the_iterator_is_the_same_training():
    x, y = blobs()
    whole, stepwise = small(), small()
    fit(whole, x, y, Momentum(0.1), epochs=2)
    optimizer = Momentum(0.1)
    for step, history in enumerate(fit_steps(stepwise, x, y, optimizer, epochs=2, schedule=Constant()), 1):
        assert len(history.step_loss) == step
    assert (whole.theta == stepwise.theta).all() and step == 20


def test_a_paused_iterator_leaves_the_optimizer_as_it_was():
    """The rate of the schedule stayed in it, and the next training went on with that."""
    x, y = blobs()
    optimizer = Momentum(0.3)
    steps = fit_steps(small(), x, y, optimizer, schedule=Exponential(0.1))
    for _ in range(5):
        history = next(steps)
    assert history.learning_rate[-1] != 0.3 and optimizer.lr == 0.3 and optimizer.t == 0
    next_one, alone = small(), small()
    assert fit(next_one, x, y, optimizer, epochs=1).learning_rate == [0.3] * 10
    fit(alone, x, y, Momentum(0.3), epochs=1)
    assert (next_one.theta == alone.theta).all()


@pytest.mark.parametrize("kind", [Momentum, Adam])
def test_trainings_that_take_turns_do_not_share_an_optimizers_state(kind):
    """Networks of one shape did, and nothing told so."""
    x, y = blobs()
    shared = kind(0.05)
    nets = [small(seed) for seed in (0, 1)]
    for _ in zip(*(fit_steps(net, x, y, shared, epochs=2, schedule=Cosine()) for net in nets)):
        pass
    for seed, net in enumerate(nets):
        alone = small(seed)
        fit(alone, x, y, kind(0.05), epochs=2, schedule=Cosine())
        assert (net.theta == alone.theta).all()


def test_a_callback_may_change_the_rate():
    """The training works with a copy of the optimizer; the rate is the one that is shared."""
    x, y = blobs()
    optimizer = SGD(0.4)

    def halve(net, history):
        optimizer.lr /= 2

    history = fit(small(), x, y, optimizer, epochs=3, batch_size=None, callbacks=[halve])
    assert history.learning_rate == [0.4, 0.2, 0.1]


def test_every_fit_starts_with_a_fresh_optimizer():
    x, y = blobs()
    optimizer = Momentum(0.1)
    first, second = small(), small()
    fit(first, x, y, optimizer, epochs=1)
    fit(second, x, y, optimizer, epochs=1)
    assert (first.theta == second.theta).all()


def test_epochs_of_one_training_are_had_one_by_one():
    """Ten calls of `fit` with one epoch are another training: one order of samples, and no momenta."""
    x, y = blobs()
    at_once, apart, stepwise = small(), small(), small()
    seen = []
    fit(at_once, x, y, Adam(0.01), epochs=3, callbacks=[lambda net, history: seen.append(net.theta.copy())])
    ends = [stepwise.theta.copy() for history in fit_steps(stepwise, x, y, Adam(0.01), epochs=3)][9::10]
    assert np.array_equal(seen, ends) and len(seen) == 3
    for _ in range(3):
        fit(apart, x, y, Adam(0.01), epochs=1)
    assert (apart.theta != at_once.theta).any()


def test_a_sample_that_is_there_twice_counts_twice():
    """What `fit` says of weights: there are none, and this is how to have them."""
    x, y = blobs(samples=9)
    counts = np.arange(9) % 3 + 1
    rows = np.repeat(np.arange(9), counts)
    net = small(dtype=np.float64)
    net.backpropagate(x[rows], y[rows])
    repeated, weighted = net.grad.copy(), 0
    for i, weight in enumerate(counts / counts.sum()):
        net.backpropagate(x[i : i + 1], y[i : i + 1])
        weighted += weight * net.grad
    np.testing.assert_allclose(repeated, weighted, atol=1e-12)


def test_lists_do_in_place_of_arrays():
    """Who comes from scikit-learn tries them first."""
    x, y = blobs(samples=40)
    of_arrays, of_lists = small(), small()
    fit(of_arrays, x, y, SGD(0.1), epochs=2, batch_size=7, validation=(x, y))
    lists = x.tolist(), y.tolist()
    fit(of_lists, *lists, SGD(0.1), epochs=2, batch_size=7, validation=lists)
    assert (of_arrays.theta == of_lists.theta).all()
    assert evaluate(of_lists, *lists) == evaluate(of_arrays, x, y)
    one, other = (list(batches(*data, 7, np.random.default_rng(0))) for data in ((x, y), lists))
    assert all((a[0] == b[0]).all() and (a[1] == b[1]).all() for a, b in zip(one, other, strict=True))


def test_interrupted_it_keeps_what_it_has_learnt(capsys):
    x, y = circles()
    net = Network(2, Dense(8), Tanh(), Dense(2))
    start, optimizer = net.theta.copy(), SGD(0.1)
    timer = threading.Timer(0.3, signal.raise_signal, [signal.SIGINT])
    timer.start()
    with pytest.raises(KeyboardInterrupt) as caught:
        fit(net, x, y, optimizer, epochs=10**6, schedule=Cosine(), progress=False)
    timer.join()
    history = caught.value.history
    assert "interrupted" in history.stopped and "interrupted" in capsys.readouterr().out
    assert 0 < history.epochs < 10**6 and len(history.step_loss) >= 10 * history.epochs
    assert (net.theta != start).any() and np.isfinite(net.theta).all() and optimizer.lr == 0.1


def test_one_interrupt_ends_a_loop_of_trainings():
    """Were it swallowed, ten trainings in a loop would take ten interrupts."""
    x, y = blobs()
    begun = []

    def interrupt(net, history):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        for rate in (0.1, 0.2, 0.3):
            begun.append(rate)
            fit(small(), x, y, SGD(rate), callbacks=[interrupt], progress=False)
    assert begun == [0.1]


@pytest.mark.parametrize("record", ["step", "sample"])
def test_an_interrupt_between_any_two_lines_leaves_lists_of_one_length(record):
    """It may come after the loss of a step was recorded, and before its accuracy."""
    program = [sys.executable, Path(__file__).with_name("interrupts.py"), record]
    ended = subprocess.run(program, capture_output=True, text=True, timeout=PATIENCE)
    assert ended.returncode == 0, ended.stderr[-2000:]
    found = set()
    for lengths in map(json.loads, ended.stderr.splitlines()):
        epochs, steps = lengths["seconds"], lengths["step_loss"]
        samples = steps // 3 * 70 + steps % 3 * 32
        assert lengths.pop("sample_loss") == (samples if record == "sample" else 0)
        of_steps = {"step_loss", "step_accuracy", "learning_rate", "gradient_norm"}
        assert lengths == {name: steps if name in of_steps else epochs for name in lengths}
        found.add((steps, epochs))
    assert {(0, 0), (3, 0), (3, 1), (6, 1), (6, 2)} <= found


@pytest.mark.parametrize("record", ["step", None])
def test_the_first_nan_is_explained_and_the_epoch_undone(record):
    x, y = blobs()
    net = Network(2, Dense(8), ReLU(), Dense(8), ReLU(), Dense(3), loss=MSE())
    ends = [net.theta.copy()]
    with pytest.raises(Divergence) as caught:
        fit(
            net,
            x,
            y,
            SGD(50.0),
            epochs=5,
            record=record,
            callbacks=[lambda net, history: ends.append(net.theta.copy())],
        )
    said, history = str(caught.value), caught.value.history
    assert f"epoch {history.epochs + 1}" in said and "layers[" in said and "learning rate" in said
    assert (net.theta == ends[-1]).all() and np.isfinite(net.theta).all()
    if record:
        losses = history.step_loss
        assert (
            not np.isfinite(losses[-1]) and np.isfinite(losses[:-1]).all() and f"step {len(losses)}," in said
        )


def diverging(rate):
    x, y = blobs()
    return fit(small(loss=MSE()), x, y, SGD(rate), epochs=3, progress=False)


def test_a_divergence_comes_back_from_a_pool_of_processes():
    """An exception that cannot be unpickled leaves `Pool.map` waiting for ever."""
    with multiprocessing.get_context("spawn").Pool(1) as pool, pytest.raises(Divergence) as caught:
        pool.map_async(diverging, [1e3]).get(timeout=60)
    assert "learning rate" in str(caught.value) and caught.value.history.step_loss


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
def test_a_copied_divergence_keeps_message_and_history(again):
    error = Divergence("the loss is inf in step 3")
    error.history = History(step_loss=[1.0, 2.0, np.inf])
    twin = again(error)
    assert type(twin) is Divergence and str(twin) == str(error) and twin.history == error.history


def test_a_nan_in_one_weight_is_named():
    x, y = blobs()
    net = small()
    net.layers[2].W[4, 1] = np.nan
    with pytest.raises(Divergence, match=r"layers\[2\]\.W\[4, 1\]"):
        fit(net, x, y, SGD(0.1))


def test_early_stopping_brings_back_the_best_epoch():
    x, y = moons(samples=30, noise=0.4)
    validation = moons(samples=200, noise=0.4, seed=1)
    net = Network(2, Dense(100), Tanh(), Dense(2))
    stop = EarlyStopping(patience=5)
    history = fit(net, x, y, Adam(0.02), epochs=500, validation=validation, callbacks=[stop])
    best = int(np.argmin(history.validation_loss))
    assert history.epochs == best + 1 + 5 < 500
    np.testing.assert_allclose(evaluate(net, *validation)[0], history.validation_loss[best], rtol=1e-6)
    assert "EarlyStopping(patience=5)" in history.stopped
    again = fit(net, x, y, Adam(0.02), epochs=3, validation=validation, callbacks=[stop])
    assert again.epochs == 3  # what it saw of the training before is forgotten


@pytest.mark.parametrize("train", [fit, lambda *args, **options: list(fit_steps(*args, **options))[-1]])
@pytest.mark.parametrize("other", [[], [lambda net, history: history.epochs == 12]])
def test_early_stopping_brings_back_the_best_epoch_however_the_training_ends(train, other):
    """It did so only if its own patience was over, not if the epochs were."""
    x, y = moons(samples=30, noise=0.4)
    validation = moons(samples=200, noise=0.4, seed=1)
    net = Network(2, Dense(100), Tanh(), Dense(2))
    options = {"epochs": 30, "validation": validation, "callbacks": [*other, EarlyStopping(patience=100)]}
    history = train(net, x, y, Adam(0.05), **options)
    best = int(np.argmin(history.validation_loss))
    assert history.epochs == (12 if other else 30) and best < history.epochs - 1
    np.testing.assert_allclose(evaluate(net, *validation)[0], history.validation_loss[best], rtol=1e-6)


def test_early_stopping_does_not_take_a_nan_for_the_best():
    """`argmin` takes the first NaN for the smallest number."""
    net, stop, history = small(), EarlyStopping(patience=2), History()
    answers = []
    for epoch, loss in enumerate([np.nan, 3.0, np.nan, 2.0, np.nan, 4.0]):
        net.theta[...] = epoch
        history.validation_loss.append(loss)
        answers.append(stop(net, history))
    stop.restore(net)  # as fit does at its end
    assert answers == [False] * 5 + [True] and (net.theta == 3).all()


def test_every_callback_sees_the_last_epoch():
    """The one that ends the training kept the others from it, so that they missed what may be the best."""
    x, y = blobs()
    seen = []
    fit(small(), x, y, SGD(0.1), callbacks=[lambda net, history: True, lambda *_: seen.append(1)])
    assert seen == [1]


def test_callbacks_see_every_epoch_and_may_end_it():
    x, y = blobs()
    seen = []
    history = fit(
        small(),
        x,
        y,
        SGD(0.1),
        epochs=9,
        callbacks=[
            lambda net, history: seen.append(history.epochs),
            lambda net, history: history.epochs == 4,
        ],
    )
    assert seen == [1, 2, 3, 4] and history.epochs == 4 and history.stopped


def test_clipping_shortens_the_gradient_and_keeps_its_direction():
    x, y = blobs()
    free, clipped = small(dtype=np.float64), small(dtype=np.float64)
    start = free.theta.copy()
    one_step = {"epochs": 1, "batch_size": None}
    norm = fit(free, x, y, SGD(1.0), **one_step).gradient_norm[0]
    history = fit(clipped, x, y, SGD(1.0), clip=norm / 4, **one_step)
    np.testing.assert_allclose(clipped.theta - start, (free.theta - start) / 4)
    assert history.gradient_norm[0] == norm
    unchanged = small(dtype=np.float64)
    fit(unchanged, x, y, SGD(1.0), clip=norm * 1.01, **one_step)
    assert (unchanged.theta == free.theta).all()


@pytest.mark.parametrize("size", [1e-40, 1e-25, 1e-10, 1.0, 1e10, 1e25, 1e38])
def test_lengths_of_any_size_in_float32(size):
    """Squares overflow from 1.8e19 on, and vanish below 1e-23."""
    vector = np.array([3, -4, 0], np.float32) * np.float32(size / 4)
    with np.errstate(all="ignore"):
        assert length(vector) == pytest.approx(size * 5 / 4, rel=1e-4)


def test_lengths_that_are_not_finite():
    """They are how a divergence is noticed, so nothing may be scaled away."""
    with np.errstate(all="ignore"):
        assert length(np.zeros(3, np.float32)) == 0
        assert length(np.array([1, -np.inf], np.float32)) == np.inf
        assert np.isnan(length(np.array([1, np.nan], np.float32)))


def test_a_large_finite_gradient_is_clipped_to_the_length_and_not_to_nothing():
    """Its length came out as infinite, and clip / infinity is 0."""
    x = np.array([[1e20, 0.0]])
    net = Network(2, Dense(1, init=zeros), loss=MAE())
    history = fit(net, x, [1.0], SGD(1.0), clip=1.0, epochs=1, batch_size=None)
    assert history.gradient_norm == [pytest.approx(1e20)] and net.layers[0].W[0, 0] == pytest.approx(1)


@pytest.mark.parametrize("record", ["step", None])
def test_a_large_finite_parameter_is_no_overflow(record):
    """Its square is, in float32."""
    x, y = blobs()
    net = Network(2, Dense(8), Tanh(), Dense(3))
    net.layers[0].W[0, 0] = 1e20
    history = fit(net, x, y, SGD(0.1), epochs=2, record=record)
    assert history.epochs == 2 and np.isfinite(net.theta).all()


def test_a_loss_too_large_for_float32_is_explained():
    """Parameters, predictions and gradient are finite; the message blamed the gradient."""
    net = Network(2, Dense(1, init=zeros), loss=MSE())
    with pytest.raises(Divergence, match=r"in step 1, .*layers\[-1\].* is finite, its loss in float32"):
        fit(net, np.ones((4, 2)), np.full(4, 1e20), SGD(1e-3), epochs=1)


def test_without_records_a_divergence_claims_no_step():
    """It is looked for at the end of an epoch, which is not the step in which it happened."""
    x, y = blobs()
    with pytest.raises(Divergence, match="not later than in step 10, in epoch 1"):
        fit(small(loss=MSE()), x, y, SGD(1e8), epochs=5, record=None)


def test_augmented_batches_are_trained_on():
    x, y = blobs()
    plain, moved = small(), small()
    fit(plain, x + 1, y, SGD(0.1), epochs=2)
    fit(moved, x, y, SGD(0.1), epochs=2, augment=lambda batch, rng: batch + np.float64(1))
    np.testing.assert_allclose(moved.theta, plain.theta, rtol=1e-4, atol=1e-6)
    assert moved.theta.dtype == np.float32


@pytest.mark.parametrize("batch_size", [32, 70, None])
def test_augmenting_in_place_leaves_the_data_as_they_are(batch_size):
    """A batch of all samples was the caller's own array, which moved further with each epoch."""
    x, y = blobs(samples=70)
    x = x.astype(np.float32)  # the type of the network, so that nothing else copies it
    before = x.copy()

    def shift(batch, rng):
        batch += 1
        return batch

    plain, moved = small(), small()
    fit(plain, x + 1, y, SGD(0.1), epochs=3, batch_size=batch_size)
    fit(moved, x, y, SGD(0.1), epochs=3, batch_size=batch_size, augment=shift)
    assert (x == before).all() and (moved.theta == plain.theta).all()


def test_schedules():
    assert [Steps(at=(0.5, 0.75), factor=0.1)(t) for t in (0, 0.49, 0.5, 0.8)] == pytest.approx(
        [1, 1, 0.1, 0.01]
    )
    assert [Exponential(0.01)(t) for t in (0, 0.5, 1)] == pytest.approx([1, 0.1, 0.01])
    assert [Cosine(0.2)(t) for t in (0, 0.5, 1)] == pytest.approx([1, 0.6, 0.2])
    assert [WarmUp(0.1, Cosine())(t) for t in (0, 0.05, 0.1, 0.55, 1)] == pytest.approx([0, 0.5, 1, 0.5, 0])
    assert [OneCycle(0.04, 0.3, 0)(t) for t in (0, 0.15, 0.3, 0.65, 1)] == pytest.approx(
        [0.04, 0.52, 1, 0.5, 0]
    )
    assert Constant()(0.3) == 1


def test_each_step_has_the_factor_of_its_middle():
    """The docstring of schedules says so; it said 0 at the first step."""
    times = []

    class Noting(Schedule):
        def __call__(self, t):
            times.append(t)
            return 1.0

    fit(small(), *blobs(samples=40), SGD(0.1), epochs=2, batch_size=20, schedule=Noting())
    assert times == [1 / 8, 3 / 8, 5 / 8, 7 / 8]


def test_a_bar_shows_long_work_only(capsys, monkeypatch):
    x, y = blobs()
    fit(small(), x, y, SGD(0.1), epochs=1)
    assert capsys.readouterr().out == ""

    def slow(net, history):
        threading.Event().wait(0.3)

    fit(small(), x, y, SGD(0.1), epochs=6, callbacks=[slow])
    assert "loss" in capsys.readouterr().out
    monkeypatch.setenv("DESCENT_EXPORT", "1")
    fit(small(), x, y, SGD(0.1), epochs=6, callbacks=[slow])
    assert capsys.readouterr().out == ""


def test_a_float64_batch_never_upcasts_a_float32_network():
    x, y = blobs()
    net = Network(2, Dense(8), Tanh(), Dropout(0.5), Dense(3), l1=1e-4, l2=1e-4)
    assert x.dtype == np.float64
    fit(net, x, y, Adam(), epochs=1, clip=1.0)
    net.backpropagate(x, y)
    assert net.theta.dtype == net.grad.dtype == net(x).dtype == np.float32
    assert net.layers[0].x.dtype == net.layers[1].a.dtype == net.layers[2].mask.dtype == np.float32


def test_penalties_are_part_of_the_loss():
    x, y = blobs()
    net = small(l1=0.01, l2=0.1, dtype=np.float64)
    bare = net.loss.losses(net.predict(x), net.loss.encode(y, len(x), 3)).mean()
    w = np.concatenate([net.layers[i].W.ravel() for i in (0, 2)])
    expected = bare + 0.01 * np.abs(w).sum() + 0.05 * (w**2).sum()
    assert net.backpropagate(x, y) == pytest.approx(expected) == evaluate(net, x, y)[0]


def test_label_smoothing_spreads_the_targets():
    y = CrossEntropy(smoothing=0.3).encode([1, 0], 2, 3)
    np.testing.assert_allclose(y, [[0.1, 0.8, 0.1], [0.8, 0.1, 0.1]])


def test_a_penalty_of_a_large_weight_is_no_overflow():
    """The square of 1e20 is one in float32."""
    x, y = blobs()
    net = small(l2=1e-38)
    net.layers[0].W[0, 0] = 1e20
    with np.errstate(over="ignore"):
        assert net.penalty() == pytest.approx(50)
    assert fit(net, x, y, SGD(0.1), epochs=1).epochs == 1


class Reusing(Dense):
    """A layer of a student's own that has one array for all its outputs."""

    def forward(self, x):
        z = super().forward(x)
        if getattr(self, "buffer", z).shape != z.shape or not hasattr(self, "buffer"):
            self.buffer = np.empty_like(z)
        self.buffer[...] = z
        return self.buffer


def test_a_layer_that_uses_its_output_again_does_not_falsify_the_record():
    x, y = blobs(samples=64)
    plain, reusing = Network(2, Dense(3)), Network(2, Reusing(3))
    histories = [fit(net, x, y, SGD(0.5), batch_size=8, epochs=2) for net in (plain, reusing)]
    assert histories[0].step_loss == histories[1].step_loss and (plain.theta == reusing.theta).all()


def test_float_is_float64_and_weights_of_samples_are_told_not_to_exist():
    """What users of PyTorch and scikit-learn try first."""
    x, y = blobs()
    assert small(dtype=float).theta.dtype == np.float64
    for name in ("sample_weight", "class_weight"):
        with pytest.raises(TypeError, match=name):
            fit(small(), x, y, SGD(0.1), **{name: np.ones(len(x))})
    with pytest.raises(TypeError, match="weight"):
        CrossEntropy(weight=[1, 2, 1])
    assert "np.repeat" in fit.__doc__  # and how to have them is said there


def test_an_empty_history_has_a_repr():
    assert repr(History()) == "History(0 epochs)"
