"""Penalties and what they do: the explosion of the published script, its cause, the remedies."""

from __future__ import annotations

import numpy as np

from lib.figures.labels import put_label
from lib.figures.style import PALETTE, TYPE, panels
from lib.figures.ticks import mark_ticks, number_text

FIRST, SECOND, INK = (PALETTE[role] for role in ("first", "second", "ink"))


def draw_explosion_sketch(axes):
    """A loss that shrinks for long and shoots up at its end."""
    steps = np.arange(100)
    axes.plot(steps, 0.28 - 0.0006 * steps + 0.9 * np.exp((steps - 99) / 2.5), color=PALETTE["biases"], lw=4)
    axes.set(xlim=(0, 101), ylim=(0, 1.1))


def draw_explosions(figure, cases):
    """Loss against the step with the published gradient, up to NaN, and with the right one.

    Parameters
    ----------
    figure : Figure
        Where to draw, a panel for each case.
    cases : mapping of str to (ndarray, ndarray)
        What the network is; loss and mean weight at each step, as published and mended.
    """
    for axes, (title, (published, mended)) in zip(panels(figure, 1, 1, left=80, right=40, gap=110, top=44),
                                                  cases.items()):
        end, last = len(published), len(mended)
        axes.plot(mended[:, 0], color=FIRST)
        axes.plot(np.append(np.minimum(published[:, 0], 2), 2), color=SECOND)
        put_label(axes, end, 0.50, f"NaN after step {end:,}", SECOND, align="right", dx=-26)
        put_label(axes, 0.97 * last, 0.12, "right gradient", FIRST, align="right")
        axes.set(title=title, ylim=(0, 0.6), yticks=(0, 0.2, 0.4, 0.6), xlabel="step", xlim=(0, last),
                 xticks=(0, last // 2, last))


def draw_differences(figure, errors, border=1e-6):
    """Bars of relative differences on a logarithmic axis: blue where they are below the border."""
    (axes,) = panels(figure, 1, left=300, right=60, top=20, bottom=70)
    low = 1e-12
    axes.set_xscale("log")
    for k, error in enumerate(errors.values()):
        color = FIRST if error < border else SECOND
        axes.barh(k, error - low, left=low, height=0.6, color=color)
        nearest = float(f"1e{round(np.log10(error))}")
        text = f"{error:.2f}" if error > 0.01 else number_text(nearest, powers=True)
        put_label(axes, error, k, text, color, dx=10)
    axes.axvline(border, color=INK, ls="--", lw=2)
    axes.set(xlim=(low, 10), xlabel="relative difference to finite differences",
             ylim=(len(errors) - 0.4, -0.6))
    axes.set_yticks(range(len(errors)), errors)
    mark_ticks(axes, x=(1e-12, 1e-9, 1e-6, 1e-3, 1))


def draw_parabola_of_penalty(figure, weights):
    """The penalty of a weight, and arrows that say which way it pulls, and how strongly."""
    (axes,) = panels(figure, 1, left=260, right=260, top=14, bottom=58)
    w = np.linspace(-3, 3, 121)
    axes.plot(w, w * w / 2, color=INK)
    for place in weights:
        height = place**2 / 2
        axes.plot(place, height, "o", color=PALETTE["weights"], ms=14)
        axes.annotate("", (0.7 * place, height), (place, height),
                      arrowprops={"arrowstyle": "-|>", "lw": 4, "color": SECOND, "mutation_scale": 20})
    put_label(axes, weights[-1], weights[-1] ** 2 / 2, "which way, and how strongly?", SECOND, dx=20, dy=-4)
    axes.set(xlabel="a weight", xlim=(-3, 3), xticks=(-2, 0, 2), ylabel="penalty", ylim=(-0.3, 4.7),
             yticks=[])


def draw_pull(figure, published, mended):
    """Mean weight and loss with the published gradient and with the right one.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    published, mended : ndarray, shape (steps, 2)
        Loss and mean weight at each step, as long as both are finite.
    """
    left, right = panels(figure, 1, 1, left=80, right=40, gap=110, top=48)
    steps, end = len(mended), len(published)
    ended = end < steps
    for axes, column in ((left, 1), (right, 0)):
        axes.plot(mended[:, column], "--", color=FIRST)
        axes.plot(np.clip(published[:, column], -9, 2), color=SECOND)
        axes.set(xlim=(0, steps), xticks=(0, 1000, 2000), xlabel="step")
    left.set(title="mean weight", ylim=(-8, 1), yticks=(-8, -4, 0))
    right.set(title=f"loss: NaN after step {end:,}" if ended else "loss: finite", ylim=(0, 0.6),
              yticks=(0, 0.3, 0.6))
    put_label(left, steps - 50, 0.5, "right penalty, dashed", FIRST, align="right")
    deep = np.searchsorted(-published[:, 1], 4)  # where the mean weight passes -4
    side = {"align": "right", "dx": -16} if deep > 900 else {"dx": 16}
    put_label(left, min(deep, steps - 50), published[min(deep, end - 1), 1], "published", SECOND,
              dy=0 if ended else -24, **side)


def draw_remedies(figure, losses, shares, good, fair):
    """Six panels of losses, some starts each, with the share right in the middle one of them.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    losses : mapping of str to list of ndarray
        For each remedy the losses of some starts.
    shares : mapping of str to float
        Share right of the start in the middle, for each remedy.
    good, fair : sequence of str
        The remedies that are drawn in blue and in ink; the others are ochre.
    """
    upper, lower = (panels(figure, 1, 1, 1, left=80, right=30, gap=70, top=top, bottom=bottom)
                    for top, bottom in ((40, 265), (255, 50)))
    for axes, (name, runs) in zip([*upper, *lower], losses.items()):
        color = FIRST if name in good else INK if name in fair else SECOND
        for run in runs:
            axes.semilogy(run, color=color, lw=1.5, alpha=0.5)
        axes.set(title=name, ylim=(0.01, 5000), xlim=(0, 200), xticks=(0, 100, 200))
        axes.text(195, 1200, f"median {shares[name]:.0%} right", ha="right", va="center", color=color,
                  fontsize=TYPE["caption"])
        mark_ticks(axes, y=(0.01, 1, 100))
    for axes in upper:
        axes.set_xticks([])
    for axes in (*upper[1:], *lower[1:]):
        axes.tick_params(labelleft=False)
