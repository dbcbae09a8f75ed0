"""What a classifier makes of its data: its answers, what it takes for what, and how sure it may be."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.patches import Rectangle

from lib.figures.labels import put_label
from lib.figures.style import PALETTE, TYPE, panels, tint
from lib.lectures.mnist.images import draw_images

ERRORS = LinearSegmentedColormap.from_list("errors", ["white", tint("second", 0.25), tint("second", 0.6)])
"""Map for numbers of errors, light enough for dark figures on it."""


def draw_answers(axes, probabilities):
    """The probability of each class as a bar; the largest one is the answer.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    probabilities : array_like, shape (classes,)
        Numbers from 0 to 1.
    """
    p = np.asarray(probabilities, dtype=float)
    best = p.argmax()
    colors = [PALETTE["activations"] if k == best else PALETTE["muted"] for k in range(len(p))]
    axes.bar(range(len(p)), p, color=colors, width=0.72)
    put_label(axes, best, p[best], f"{p[best]:.0%}", PALETTE["activations"], align="center", dy=18)
    axes.set(xlim=(-0.6, len(p) - 0.4), ylim=(0, 1.15), xticks=range(len(p)), yticks=(0, 0.5, 1))
    axes.tick_params(axis="x", length=0, labelsize=TYPE["label"])


def draw_confusion(axes, matrix, names=None):
    """A confusion matrix with its numbers; the more errors, the darker the cell; right answers are bold.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    matrix : array_like of int, shape (classes, classes)
        Row: true class; column: answer.
    names : sequence of str, optional
        Names of the classes; by default their numbers.
    """
    matrix = np.asarray(matrix)
    classes = len(matrix)
    names = [str(k) for k in range(classes)] if names is None else names
    errors = matrix * (1 - np.eye(classes))
    axes.imshow(errors, cmap=ERRORS, vmin=0, vmax=max(errors.max(), 1), aspect="auto")
    for (row, column), count in np.ndenumerate(matrix):
        if count:
            color, weight = (PALETTE["first"], "bold") if row == column else (PALETTE["ink"], "normal")
            axes.text(column, row, f"{count}", ha="center", va="center", fontsize=TYPE["caption"],
                      color=color, weight=weight)
    axes.set_xticks(range(classes), names, fontsize=TYPE["label"])
    axes.set_yticks(range(classes), names, fontsize=TYPE["label"])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set(xlabel="answer", ylabel="truth")


def draw_confusion_with_examples(figure, matrix, examples):
    """A confusion matrix, and beside it images of some errors.

    Parameters
    ----------
    figure : Figure
        Of 1180 x 470.
    matrix : ndarray, shape (classes, classes)
        Row: true class; column: answer.
    examples : mapping of (int, int) to ndarray
        Images for at most three pairs of a digit and what it was taken for.
    """
    draw_confusion(figure.add_axes((0.06, 0.145, 0.6, 0.85)), matrix)
    for k, ((truth, answer), images) in enumerate(examples.items()):
        axes = figure.add_axes((0.7, 0.70 - 0.325 * k, 0.3, 0.19))
        draw_images(axes, images, 4, gap=8)
        axes.set_anchor("W")
        figure.text(0.7, 0.92 - 0.325 * k, f"{truth} taken for {answer}: {matrix[truth, answer]} times",
                    fontsize=TYPE["caption"], va="bottom")


def draw_counting(figure, digits, answers):
    """Some digits 2 and 7 with their answers, and the matrix that counts them; errors are ochre."""
    first, second, ink, muted = (PALETTE[role] for role in ("first", "second", "ink", "muted"))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, 1180), ylim=(220, 0))
    axes.set_axis_off()

    def write(x, y, text, color=ink, align="center", size=TYPE["label"]):
        axes.text(x, y, text, color=color, ha=align, va="center", fontsize=size)

    for row, (name, values) in enumerate((("digits", digits), ("answers", answers))):
        write(20, 70 + 70 * row, name, align="left")
        for k, (value, digit) in enumerate(zip(values, digits)):
            color = ink if value == digit else second
            axes.add_patch(Rectangle((140 + 66 * k, 45 + 70 * row), 50, 50, fill=False, ec=color, lw=2))
            write(165 + 66 * k, 70 + 70 * row, str(value), color)
    axes.annotate("", (620, 105), (520, 105), arrowprops={"arrowstyle": "->", "lw": 2, "color": muted})
    for row, digit in enumerate((2, 7)):
        write(720, 70 + 70 * row, f"digit {digit}", align="right")
        write(775 + 100 * row, 25, f"answer {digit}", PALETTE["quiet"], size=18)
        for column, answer in enumerate((2, 7)):
            x, y, count = 725 + 100 * column, 35 + 70 * row, np.sum((digits == digit) & (answers == answer))
            axes.add_patch(Rectangle((x, y), 100, 70, fill=False, ec=muted, lw=1.5))
            write(x + 50, y + 35, str(count), first if row == column else second)


def draw_two_calibrations(figure, readers):
    """The calibrations of two networks, the first in blue and the second in ochre.

    Parameters
    ----------
    figure : Figure
        Where to draw.
    readers : mapping of str to (ndarray, ndarray)
        How sure each is of its answers, and which of these are right.
    """
    left, right = panels(figure, 1, 1, left=90, right=40)
    styles = (left, "first", "o"), (right, "second", "s")
    for (axes, role, marker), (title, (sure, hit)) in zip(styles, readers.items()):
        draw_calibration(axes, sure, hit, color=PALETTE[role], marker=marker)
        axes.set(title=title, xlabel="how sure it is")
        put_label(axes, 0.98, 0.16, f"sure {sure.mean():.1%}", PALETTE[role], align="right")
        put_label(axes, 0.98, 0.06, f"right {hit.mean():.1%}", PALETTE[role], align="right")
    left.set_ylabel("how often it is right")
    put_label(left, 0.3, 0.3, "honest", PALETTE["quiet"], align="right", dx=-10, dy=14)


def draw_calibration(axes, confidence, right, bins=10, color=PALETTE["first"], marker="o"):
    """How often a classifier is right among the answers of which it is so sure; ideally just so often.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    confidence : array_like, shape (samples,)
        Probability that the classifier gives its answer.
    right : array_like of bool, shape (samples,)
        Whether the answer is right.
    bins : int
        Number of groups of answers, of about equal confidence.
    color, marker : str
        Of the groups. A bar through each is its standard error; groups of fewer than 10 are left out.
    """
    confidence, right = np.asarray(confidence, dtype=float), np.asarray(right, dtype=float)
    group = np.minimum((confidence * bins).astype(int), bins - 1)
    for k in range(bins):
        inside = group == k
        if inside.sum() < 10:
            continue
        share = right[inside].mean()
        error = np.sqrt(max(share * (1 - share), 0.25 / inside.sum()) / inside.sum())
        axes.errorbar(confidence[inside].mean(), share, error, fmt=marker, color=color, ms=12, lw=2, zorder=3)
    axes.plot([0, 1], [0, 1], "--", color=PALETTE["muted"], lw=2, zorder=1)
    axes.set(xlim=(0, 1.03), ylim=(0, 1.03), xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
