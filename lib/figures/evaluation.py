"""What a classifier makes of its data: its answers, what it takes for what, and how sure it may be."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from lib.figures.labels import put_label
from lib.figures.style import PALETTE, TYPE

ERRORS = LinearSegmentedColormap.from_list("errors", ["#ffffff", "#efd9bf", "#dda867"])
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
