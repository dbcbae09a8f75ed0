"""Races of lecture 04 drawn: what a batch costs, who wins in which unit, which rate and size is best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from lib.figures.labels import put_label
from lib.figures.style import panels
from lib.figures.ticks import mark_ticks
from lib.lectures.batches.figures import ALL, CENTRED, FIRST, INK, MUTED, ONE, QUIET, SECOND, SOME


class Runner(NamedTuple):
    """How the runner with a batch size is called and drawn."""

    name: str
    color: str
    marker: str
    sign: str


RUNNERS = {1: Runner("one a step", ONE, "o", "●"), 50: Runner("50 a step", SOME, "s", "■"),
           2000: Runner("all 2,000 a step", ALL, "^", "▲")}


def write_with_commas(axis):
    """Write the ticks of an axis as one says them, without powers of ten."""
    axis.set_major_formatter(lambda value, _position: f"{value:,.10g}")


def draw_flicker(figure, losses, calm, truth, window):
    """The loss of each sample as its turn came, their running mean, and the cost on all.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    losses, calm : ndarray, shape (samples,)
        The losses, and the means of the last of them.
    truth : ndarray, shape (2, times)
        Samples seen, and the cost on all.
    window : int
        Over how many losses the mean is taken.
    """
    (axes,) = panels(figure, 1, left=110, right=30, top=20)
    least = 2e-4
    axes.plot(np.maximum(losses, least), ".", color=ONE, ms=5, alpha=0.35)
    if window > 1:
        axes.plot(np.maximum(calm, least), color=ONE, lw=3 if window > 5 else 1)
    axes.plot(*truth, color=ALL, lw=3, ls=(0, (4, 2)))
    axes.set(xlabel="sample", ylabel="loss", yscale="log", xlim=(-30, 4030), ylim=(1.5e-4, 40))
    mark_ticks(axes, x=(0, 1000, 2000, 3000, 4000), y=(1e-3, 1e-2, 0.1, 1, 10))
    said = f"— mean of the last {window:,}" if window > 1 else "• each loss by itself"
    put_label(axes, 4020, 27, said, ONE, align="right")
    put_label(axes, 2500, 27, "– – cost on all 2,000", ALL, align="right")


def draw_speeds(figure, sizes: Sequence[int], speeds: Mapping[int, np.ndarray]):
    """Samples a second and milliseconds a step against the batch size.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    sizes : sequence of int
        Of the batches.
    speeds : mapping of int to ndarray, shape (sizes,)
        Samples a second, by the number of hidden units: of a small network and of a large one.
    """
    left, right = panels(figure, 1, 1, left=120, right=50, gap=150)
    sizes, every = np.asarray(sizes), np.concatenate(list(speeds.values()))
    lanes = ((FIRST, "o", 28), (SECOND, "s", -36))
    for (units, speed), (color, marker, dy) in zip(speeds.items(), lanes, strict=True):
        left.loglog(sizes, speed, color=color, marker=marker, ms=11)
        right.loglog(sizes, sizes / speed * 1000, color=color, marker=marker, ms=11)
        put_label(left, sizes[-1], speed[-1], f"{units} hidden units", color, align="right", dy=dy)
    left.set(title="samples a second", xlabel="batch size", ylim=(every.min() / 2, every.max() * 4))
    right.set(title="milliseconds a step", xlabel="batch size")
    from_one = 1000 / next(iter(speeds.values()))[0]
    right.loglog(sizes, from_one * sizes, color=MUTED, lw=2, ls="--")
    put_label(right, 64, from_one * 64, "if nothing were gained", QUIET, align="right", dx=-12, dy=10)
    for axes in (left, right):
        mark_ticks(axes, x=sizes)
        axes.minorticks_off()
        write_with_commas(axes.yaxis)


def draw_race(figure, races: Mapping[int, np.ndarray], column, budget, unit, ends: Mapping[int, float]):
    """The cost of each runner over a budget, and who has won.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    races : mapping of int to ndarray, shape (budgets + 1, notes)
        What each runner had spent of each budget, and its cost; by batch size.
    column : int
        Which of the budgets counts.
    budget : float
        How large it is.
    unit : str
        What it is counted in.
    ends : mapping of int to float
        The cost of each over the last fifth; the least wins.
    """
    (axes,) = panels(figure, 1, left=90, right=330, top=20)
    lowest = max(min(notes[-1].min() for notes in races.values()), 0.001)
    for size, notes in races.items():
        inside = notes[column] <= budget
        axes.plot(notes[column][inside], notes[-1][inside], color=RUNNERS[size].color, lw=3,
                  marker=RUNNERS[size].marker, ms=8)
    for place, size in enumerate(sorted(ends, key=ends.get), 1):
        runner, y = RUNNERS[size], 1.16 - 0.24 * place
        axes.text(1.04, y, f"{place}.  {runner.sign} {runner.name}", color=runner.color, fontsize=26,
                  va="center", transform=axes.transAxes, weight="bold" if place == 1 else "normal")
        axes.text(1.115, y - 0.09, f"cost {ends[size]:.2g}", color=QUIET, fontsize=18, va="center",
                  transform=axes.transAxes)
    axes.axvspan(0.8 * budget, budget, color=MUTED, alpha=0.15, lw=0)
    axes.text(0.9, 0.03, "counts", color=QUIET, transform=axes.transAxes, fontsize=18, ha="center",
              va="bottom")
    axes.set(xlabel=unit + (", on this machine" if unit == "seconds" else ""), ylabel="cost on all 2,000",
             yscale="log", xlim=(-0.01 * budget, budget), ylim=(lowest / 1.5, 3))
    write_with_commas(axes.xaxis)
    mark_ticks(axes, y=[tick for tick in (0.001, 0.01, 0.1, 1) if tick > lowest / 1.5])


def draw_ranks(figure, ranking: Mapping[str, Sequence[int]]):
    """Who comes in first, second and third, a column for each unit.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    ranking : mapping of str to sequence of int
        For each unit the batch sizes, the best first.
    """
    axes = figure.add_axes((0.17, 0.02, 0.66, 0.96))
    axes.set_axis_off()
    axes.set(xlim=(-0.1, 2.1), ylim=(3.6, 0.25))
    for size, runner in RUNNERS.items():
        places = [list(order).index(size) + 1 for order in ranking.values()]
        axes.plot(places, color=runner.color, lw=5, zorder=2)
        axes.plot(places, "o", color=runner.color, ms=38, zorder=3)
        for k, place in enumerate(places):
            axes.text(k, place, str(place), color="white", fontsize=24, weight="bold", zorder=4, **CENTRED)
        put_label(axes, 0, places[0], runner.name, runner.color, align="right", dx=-34)
        put_label(axes, 2, places[-1], runner.name, runner.color, dx=34)
    for k, unit in enumerate(ranking):
        axes.text(k, 0.42, f"equal {unit}", fontsize=24, **CENTRED)


def draw_rates(figure, rates, costs: Mapping[int, np.ndarray]):
    """The cost against the rate for each batch size, with the best rate of each, and the wall.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    rates : ndarray, shape (rates,)
        The rates.
    costs : mapping of int to ndarray, shape (rates,)
        The costs, by batch size, which rise; the last two share a label.
    """
    (axes,) = panels(figure, 1, left=100, right=60, top=16)
    *_, last_but_one, last = costs
    for size, values in costs.items():
        color, best = {1: ONE, last: ALL}.get(size, SOME), values.argmin()
        axes.loglog(rates, values, color=color, lw=2.5)
        axes.plot(rates[best], values[best], "o", color=color, ms=12)
        if size != last_but_one:
            text, dy = (f"{last_but_one}, {last}", -24) if size == last else (str(size), 22)
            put_label(axes, rates[best], values[best], text, color, dy=dy, align="center")
    axes.axvspan(1.9, 3.2, color=SECOND, alpha=0.12, lw=0)
    put_label(axes, 2.47, 0.22, "the wall", SECOND, align="center")
    put_label(axes, 0.021, 0.22, "dots: the best rate for each batch size", INK)
    axes.set(xlabel="learning rate", ylabel="cost after 100 steps", xlim=(0.019, 3.2), ylim=(0.17, 5))
    mark_ticks(axes, x=rates, y=(0.3, 1, 3))


def draw_sizes(figure):
    """Batch sizes on a logarithmic axis: what was advised and what was used, with the references."""
    axes = figure.add_axes((0.03, 0.18, 0.94, 0.8))
    axes.set(xscale="log", xlim=(0.8, 1.2e7), ylim=(0, 4), yticks=[], xlabel="batch size")
    axes.spines["left"].set_visible(False)
    for low, high, y, text, color in (
            (50, 256, 0.5, "50 to 256: the source", ONE),
            (2, 32, 1.45, "2 to 32: best accuracy in a careful comparison, 2018 [2]", SOME)):
        axes.barh(y, high - low, left=low, height=0.6, color=color)
        put_label(axes, high, y, text, color, dx=14)
    for size, y, text in ((8192, 2.4, "8,192: ImageNet within an hour, 2017 [3]"),
                          (3.2e6, 3.4, "3.2 million words and parts of words: GPT-3, 2020 [6]")):
        axes.plot(size, y, "o", color=ALL, ms=17)
        put_label(axes, size, y, text, ALL, align="right", dx=-20)
    axes.set_xticks([1, 32, 256, 8192, 1e6], ["1", "32", "256", "8,192", "1 million"])
    axes.minorticks_off()


def draw_order(figure, counts, shuffled, in_order):
    """Share told right in two epochs, shuffled and sorted, and above it the class that is being shown.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    counts : ndarray, shape (classes,)
        How many samples each class has.
    shuffled, in_order : ndarray, shape (times,)
        The shares.
    """
    (axes,) = panels(figure, 1, left=100, right=40, top=40)
    borders = np.cumsum([0, *counts, *counts]) / 20
    for k, (start, end) in enumerate(zip(borders, borders[1:])):
        if k % 2:
            axes.axvspan(start, end, color=MUTED, alpha=0.15, lw=0)
        axes.text((start + end) / 2, 1.06, str(k % len(counts)), fontsize=20, color=QUIET, **CENTRED)
    for shares, color, height, name in ((shuffled, FIRST, 0.93, "shuffled"),
                                        (in_order, SECOND, 0.47, "sorted by class")):
        axes.plot(np.linspace(0, 200, len(shares)), shares, color=color)
        put_label(axes, 60, height, name, color, align="center")
    axes.set(xlabel="step, and above it the digit that the sorted batches show", ylabel="told right",
             xlim=(0, 200), ylim=(0, 1), xticks=(0, 50, 100, 150, 200))
    mark_ticks(axes, y=(0, 0.5, 1), percent=True)
