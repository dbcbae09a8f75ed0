"""Experiments of lecture 04: the loss as one learns, races, streams, and walks between two valleys."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

import numpy as np

from lib.landscapes import double_well
from lib.layers import Dense
from lib.losses import MSE
from lib.network import Network
from lib.optimizers import SGD
from lib.schedules import Constant, Schedule
from lib.training import evaluate, fit, fit_steps

# --- learning digits


def flickering(net, images, labels, epochs=2):
    """Learn sample by sample.

    Returns
    -------
    losses : ndarray, shape (samples seen,)
        The loss of each sample as its turn came.
    truth : ndarray, shape (2, times)
        Now and then how many samples were seen, and the cost on all.
    """
    truth = []
    for history in fit_steps(net, images, labels, SGD(lr=0.02), batch_size=1, epochs=epochs, record="sample"):
        if len(history.sample_loss) % 100 == 1:
            truth.append((len(history.sample_loss), evaluate(net, images, labels)[0]))
    return np.array(history.sample_loss), np.array(truth).T


def mean_of_last(losses, window):
    """The mean of each loss and of those before it, of as many as the window holds."""
    total = np.concatenate([[0], np.cumsum(losses)])
    ends = np.arange(1, len(losses) + 1)
    firsts = np.maximum(ends - window, 0)
    return (total[ends] - total[firsts]) / (ends - firsts)


def costs_by_rate(make: Callable, images, labels, sizes: Sequence[int], rates, steps=100, seeds=2) -> dict:
    """The cost after some steps at each rate, for each batch size: the geometric mean over the seeds.

    Parameters
    ----------
    make : callable
        ``make(seed)`` gives a new network.
    images, labels : ndarray
        What it learns.
    sizes, rates : sequence
        The batch sizes and the rates.
    steps, seeds : int
        How long it learns, and how often.

    Returns
    -------
    dict of int to ndarray, shape (rates,)
    """
    costs = {}
    for size in sizes:
        ends = np.empty((seeds, len(rates)))
        for (seed, k), _ in np.ndenumerate(ends):
            net = make(seed)
            run = fit_steps(net, images, labels, SGD(lr=rates[k]), batch_size=size, epochs=steps, record=None,
                            seed=seed)
            for _ in islice(run, steps):
                pass
            ends[seed, k] = evaluate(net, images, labels)[0]
        costs[size] = np.exp(np.log(ends).mean(axis=0))
    return costs


def train_in(order, net, images, labels, unseen, epochs=2, size=20):
    """Share of unseen digits told right, every second step, when samples come in this order."""
    optimizer, right = SGD(lr=0.1), []
    for _ in range(epochs):
        for first in range(0, len(order), size):
            if first % (2 * size) == 0:
                right.append(evaluate(net, *unseen)[1])
            rows = order[first:first + size]
            net.backpropagate(images[rows], labels[rows])
            optimizer.step(net.theta, net.grad)
    return np.array([*right, evaluate(net, *unseen)[1]])


# --- races


def least_seconds(*steps, turns=5, patience=0.02):
    """Processor time of each step, the least of several turns: what else the machine does hardly counts."""
    least = np.full(len(steps), np.inf)
    for _ in range(turns):
        for k, step in enumerate(steps):
            count, began = 0, time.thread_time()
            while (spent := time.thread_time() - began) < patience:
                step()
                count += 1
            least[k] = min(least[k], spent / count)
    return least


def step_on(net, x, labels):
    """A step of training on some samples, to be called as often as one likes."""
    y, optimizer = np.eye(10, dtype=np.float32)[labels], SGD(lr=1e-6)

    def step():
        net.differentiate(net.loss.gradient(net.forward(x), y))
        optimizer.step(net.theta, net.grad)
    return step


def training(net, images, labels, rate, batch_size) -> Iterator:
    """A training that makes a step whenever it is asked for the next."""
    return fit_steps(net, images, labels, SGD(lr=rate), batch_size=batch_size, epochs=10_000, record=None)


def race(net, images, labels, rate, batch_size, seconds, budgets: Sequence[float]):
    """Train until all budgets are spent, and note the cost on all samples about 40 times within each.

    Parameters
    ----------
    net, images, labels, rate, batch_size
        What is trained, on what, and how.
    seconds : float
        What a step takes.
    budgets : sequence of float
        Of steps, of samples, and of seconds.

    Returns
    -------
    ndarray, shape (4, notes)
        What was spent of each budget, and the cost.
    """
    run, notes = training(net, images, labels, rate, batch_size), []
    now, due, budgets = np.zeros(3), np.zeros(3), np.asarray(budgets)
    while True:
        done = (now >= budgets).all()
        if (now >= due).any() or done:
            notes.append([*now, evaluate(net, images, labels)[0]])
            if done:
                return np.array(notes).T
            due = np.where(now >= due, np.where(now < budgets, now + budgets / 40, np.inf), due)
        next(run)
        now += 1, batch_size, seconds


def cost_over_last_fifth(races: Mapping[int, np.ndarray], column: int, budget: float) -> dict[int, float]:
    """The cost of each runner, the geometric mean over the last fifth of a budget, since it flickers."""
    last = budget * np.linspace(0.8, 1, 21)
    return {size: np.exp(np.interp(last, notes[column], np.log(notes[-1])).mean())
            for size, notes in races.items()}


# --- a line through points


def gradient_spread(gradients, center) -> float:
    """How far gradients are from another: root of the mean square."""
    return np.sqrt(((gradients - center) ** 2).sum(axis=1).mean())


def spreads_of_batches(gradients, sizes: Sequence[int], draws=2000, seed=1) -> tuple[np.ndarray, np.ndarray]:
    """The spread of the gradients of batches around that of all samples, for each batch size.

    Parameters
    ----------
    gradients : ndarray, shape (samples, parameters)
        The gradient of each sample.
    sizes : sequence of int
        Of the batches.
    draws, seed : int
        How many batches, and the seed of their choice.

    Returns
    -------
    with_replacement, without : ndarray, shape (sizes,)
    """
    rng, count, full = np.random.default_rng(seed), len(gradients), gradients.mean(axis=0)
    chosen = [rng.integers(0, count, (draws, size)) for size in sizes]
    orders = rng.permuted(np.tile(np.arange(count), (draws, 1)), axis=1)
    return tuple(np.array([gradient_spread(gradients[rows].mean(axis=1), full) for rows in batches])
                 for batches in (chosen, [orders[:, :size] for size in sizes]))


def follow(drift, arrivals=600, seed=3):
    """Three learners while points arrive: on the newest alone, on all so far, and once on the first 100.

    Returns
    -------
    true : ndarray, shape (arrivals,)
        The true slope at each arrival.
    found : ndarray, shape (3, arrivals)
        The slope that each of them has found.
    """
    rng = np.random.default_rng(seed)
    xs = rng.uniform(-1, 2, (arrivals, 1))
    true = 1 + drift * np.linspace(0, 1, arrivals)
    ys = true[:, None] * xs + 0.5 + rng.normal(0, 0.5, (arrivals, 1))
    line = Network(1, Dense(1), loss=MSE(), dtype=np.float64)
    thetas, found = np.zeros((3, 2)), np.zeros((3, arrivals))
    for k in range(arrivals):
        for who, (first, rate) in enumerate(((k, 0.1), (0, 0.5))):
            line.theta[:] = thetas[who]
            line.backpropagate(xs[first:k + 1], ys[first:k + 1])
            thetas[who] -= rate * line.grad
        if k == 100:
            line.theta[:] = 0
            fit(line, xs[:100], ys[:100], SGD(lr=0.5), epochs=50, batch_size=None, record=None)
            thetas[2] = line.theta
        found[:, k] = thetas[:, 0]
    return true, found


def cost_after(size, summed: bool, gradients: Callable, cost: Callable, start, steps=40, rate=0.05):
    """The cost after some steps, with the sum over the batch or with its mean.

    Parameters
    ----------
    size : int
        Of a batch.
    summed : bool
        Whether with the sum.
    gradients, cost : callable
        The gradient of each of 100 samples at a place, and the cost there.
    start : sequence of float
        The first place.
    steps, rate
        How many steps, and how long.
    """
    rng, theta = np.random.default_rng(0), np.array(start)
    for _ in range(steps):
        step = gradients(theta)[rng.permutation(100)[:size]]
        theta = theta - rate * (step.sum(axis=0) if summed else step.mean(axis=0))
    return cost(theta)


# --- two valleys

(DEEP,), (SHALLOW,) = double_well.minima
HILLTOP = 0.13
"""Between the two valleys."""


def tilts(samples=1000, seed=0):
    """How much each sample tilts the double well: sample i has the cost double_well(z) + tilts[i] z."""
    found = np.random.default_rng(seed).normal(0, 9, samples)
    return found - found.mean()


def wander(batch_size, rate, travel=40, schedule: Schedule | None = None, seed=0, walkers=200):
    """Places of many walkers from the shallow valley, after each step.

    Rate times steps is the same for all rates.
    """
    rng, tilted, schedule = np.random.default_rng(seed), tilts(), schedule or Constant()
    z, optimizer, steps = np.full(walkers, SHALLOW), SGD(lr=rate), round(travel / rate)
    path = np.empty((steps + 1, walkers))
    path[0] = z
    for k in range(steps):
        optimizer.lr = rate * schedule(k / steps)
        tilt = rng.choice(tilted, (batch_size, walkers)).mean(axis=0)
        optimizer.step(z, double_well.gradient(z) + tilt)
        path[k + 1] = z
    return path


def crossings(path):
    """Where walkers end, the share of them in the deep valley, and of those that were thrown back from it."""
    been, ends = (path < DEEP + 0.5).any(axis=0), path[-1]
    return ends, (ends < HILLTOP).mean(), (been & (ends > HILLTOP)).mean()
