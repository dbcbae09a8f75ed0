"""Training is where a student waits, interrupts and sees NaN; so its records and its stops are tested."""

import signal
import threading

import numpy as np
import pytest

from lib import (
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
)


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


def test_the_iterator_is_the_same_training():
    x, y = blobs()
    whole, stepwise = small(), small()
    fit(whole, x, y, Momentum(0.1), epochs=2)
    optimizer = Momentum(0.1)
    for step, history in enumerate(fit_steps(stepwise, x, y, optimizer, epochs=2, schedule=Constant()), 1):
        assert len(history.step_loss) == step
    assert (whole.theta == stepwise.theta).all() and step == 20


def test_an_iterator_left_early_gives_the_optimizer_its_rate_back():
    x, y = blobs()
    optimizer = SGD(0.3)
    steps = fit_steps(small(), x, y, optimizer, schedule=Exponential(0.1))
    for _ in range(5):
        next(steps)
    assert optimizer.lr != 0.3
    steps.close()
    assert optimizer.lr == 0.3


def test_every_fit_starts_with_a_fresh_optimizer():
    x, y = blobs()
    optimizer = Momentum(0.1)
    first, second = small(), small()
    fit(first, x, y, optimizer, epochs=1)
    fit(second, x, y, optimizer, epochs=1)
    assert (first.theta == second.theta).all()


def test_interrupted_it_keeps_what_it_has_learnt(capsys):
    x, y = circles()
    net = Network(2, Dense(8), Tanh(), Dense(2))
    start, optimizer = net.theta.copy(), SGD(0.1)
    timer = threading.Timer(0.3, signal.raise_signal, [signal.SIGINT])
    timer.start()
    history = fit(net, x, y, optimizer, epochs=10**6, schedule=Cosine(), progress=False)
    timer.join()
    assert "interrupted" in history.stopped and "interrupted" in capsys.readouterr().out
    assert 0 < history.epochs < 10**6 and len(history.step_loss) >= 10 * history.epochs
    assert (net.theta != start).any() and np.isfinite(net.theta).all() and optimizer.lr == 0.1


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


def test_augmented_batches_are_trained_on():
    x, y = blobs()
    plain, moved = small(), small()
    fit(plain, x + 1, y, SGD(0.1), epochs=2)
    fit(moved, x, y, SGD(0.1), epochs=2, augment=lambda batch, rng: batch + np.float64(1))
    np.testing.assert_allclose(moved.theta, plain.theta, rtol=1e-4, atol=1e-6)
    assert moved.theta.dtype == np.float32


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
    bare = net.loss.losses(net.forward(x), net.loss.encode(y, len(x), 3)).mean()
    w = np.concatenate([net.layers[i].W.ravel() for i in (0, 2)])
    expected = bare + 0.01 * np.abs(w).sum() + 0.05 * (w**2).sum()
    assert net.backpropagate(x, y) == pytest.approx(expected) == evaluate(net, x, y)[0]


def test_label_smoothing_spreads_the_targets():
    y = CrossEntropy(smoothing=0.3).encode([1, 0], 2, 3)
    np.testing.assert_allclose(y, [[0.1, 0.8, 0.1], [0.8, 0.1, 0.1]])


def test_an_empty_history_has_a_repr():
    assert repr(History()) == "History(0 epochs)"
