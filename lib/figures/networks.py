"""Drawings of whole networks with their numbers: weights green, biases red, activations violet."""

from __future__ import annotations

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch

from lib.figures.style import PALETTE, POINTS_PER_INCH, TYPE

PILL = (176, 48)
"""Width and height in pixels of a neuron, which holds two numbers; an input, which holds one, has half."""

DISC = 16
"""Largest radius in pixels of a neuron that holds none."""

MOST = 9
"""A layer of more neurons is drawn without numbers, with its first and last ones and dots between."""

DASHES = (0, (2.2, 1.1))


def draw_network(axes, sizes, *, values=None, sums=None, weights=None, biases=None, functions=None,
                 heads=None, captions=None, emphasis=None, backward=False, decimals=2, largest=None,
                 margins=(10, 10)):
    """A fully connected network from left to right, with the numbers that it is given.

    It computes nothing. What is None or NaN stays blank, so that a picture can fill up step by step; a
    text stands as it is. The unit of the axes becomes the pixel.

    Parameters
    ----------
    axes : Axes
        Where to draw; it loses its own axes.
    sizes : sequence of int
        Neurons of each layer, the inputs first.
    values, sums : sequence of array_like, optional
        For each layer the numbers that leave its neurons (for the first the inputs), and the weighted sums
        (for the first anything). With `values` or `sums` neurons are pills, else discs.
    weights, biases : sequence of array_like, optional
        For each gap between two layers a matrix of shape (neurons before, neurons after), and a number for
        each neuron after it. Numbers also set the width of a connection; negative ones are dashed.
    functions : sequence of str, optional
        For each layer but the first the name of its activation function.
    heads : sequence of (str, str), optional
        For each layer the words above its neurons: over the sums and over the values.
    captions : sequence of str, optional
        Words below each layer.
    emphasis : sequence of tuple, optional
        What is to be looked at; the rest is muted. ``("layer", k)``, ``("gap", k)``, ``("node", k, j)``,
        ``("connection", k, i, j)``, or ``("path", (i, j, ...))`` with a neuron of each layer.
    backward : bool
        The numbers are derivatives of the loss L, by what stands in their place in the forward picture;
        they run from right to left.
    decimals : int
        Digits after the point.
    largest : float, optional
        Size of a weight that gets the full width; by default that of the largest one.
    margins : tuple of (float, float)
        Pixels left free at the left and at the right.

    Returns
    -------
    list of ndarray, shape (neurons, 2)
        The centres of the neurons of each layer.

    Raises
    ------
    ValueError
        If a layer is too large for its numbers.
    """
    pills = values is not None or sums is not None
    if max(sizes) > MOST and (pills or weights is not None):
        raise ValueError(f"sizes: expected at most {MOST} neurons a layer where there are numbers, "
                         f"got {max(sizes)}")
    width, height = _room(axes)
    values, sums, weights, biases = ([None] * len(sizes) if given is None else given
                                     for given in (values, sums, weights, biases))
    # From a layer's centre to the side of its neurons.
    reach = [(PILL[0] / 2 if k else PILL[0] / 4) if pills else DISC for k in range(len(sizes))]
    columns = np.linspace(margins[0] + reach[0], width - margins[1] - reach[-1], len(sizes))
    top, bottom = 34 if pills else 10, 40 if captions else 10
    places = [_column(x, size, bottom, height - top, pills) for x, size in zip(columns, sizes)]

    if largest is None:
        largest = max((np.nanmax(_sizes(matrix), initial=1e-9) for matrix in weights if matrix is not None),
                      default=1)
    for k in range(len(sizes) - 1):
        starts, ends = places[k] + (reach[k], 0), places[k + 1] - (reach[k + 1], 0)
        lit = np.array([[_is_lit(emphasis, "connection", k, i, j) for j in range(len(ends))]
                        for i in range(len(starts))])
        _draw_gap(axes, starts, ends, weights[k], largest, lit, decimals)
        if pills and backward:
            _draw_tips(axes, starts + (6, 0), "<", lit.any(axis=1))
        elif pills:
            _draw_tips(axes, ends - (6, 0), ">", lit.any(axis=0))
    for k, centres in enumerate(places):
        for j, centre in enumerate(centres):
            lit = _is_lit(emphasis, "node", k, j)
            if not pills:
                radius = min(DISC, 0.4 * abs(centres[1, 1] - centres[0, 1])) if len(centres) > 1 else DISC
                axes.add_artist(Circle(centre, radius, fc="white", ec=_node_color(k), lw=3, zorder=3,
                                       alpha=1 if lit else 0.3))
                continue
            bias = biases[k - 1][j] if k and biases[k - 1] is not None else None
            _draw_pill(axes, centre, k, _entry(sums[k], j), _entry(values[k], j), bias, lit, decimals)
        if len(centres) < sizes[k]:
            middle = (bottom + height - top) / 2
            _write(axes, columns[k], middle, r"$\vdots$", PALETTE["ink"], size=TYPE["text"])
        if pills:
            name = functions[k - 1] if functions and k else "a"
            usual = (("∂L/∂z", "∂L/∂a") if backward else ("z", name)) if k else ("", "" if backward else "x")
            _write_heads(axes, columns[k], height - 14, k, heads[k] if heads else usual)
        if captions:
            _write(axes, columns[k], 14, captions[k], PALETTE["ink"])
    return places


def _room(axes) -> tuple[float, float]:
    """Make the pixel the unit of the axes, and return its width and height."""
    size = axes.get_position().size * axes.figure.get_size_inches() * POINTS_PER_INCH
    axes.set_axis_off()
    axes.set(xlim=(0, size[0]), ylim=(0, size[1]))
    return tuple(size)


def _column(x, size, bottom, top, pills) -> np.ndarray:
    """Centres of the neurons of a layer, from top to bottom."""
    shown = MOST - 1 if size > MOST else size
    # Below a pill there is room for its bias.
    low, high = (bottom + PILL[1] / 2 + 26, top - PILL[1] / 2) if pills else (bottom + DISC, top - DISC)
    y = np.linspace(high, low, shown) if shown > 1 else np.array([(low + high) / 2])
    if shown < size:  # dots stand in the middle
        y += np.where(y > (low + high) / 2, 1, -1) * (high - low) / MOST / 4
        y = np.clip(y, low, high)
    return np.stack([np.full(shown, x), y], axis=1)


def _draw_gap(axes, starts, ends, weights, largest, lit, decimals) -> None:
    """The connections between two layers, each with its number where no two are close."""
    pairs = list(np.ndindex(lit.shape))
    sizes = np.full(lit.shape, np.nan) if weights is None else _sizes(weights)
    axes.add_collection(LineCollection(
        [(starts[i], ends[j]) for i, j in pairs], colors=PALETTE["weights"], zorder=1,
        linewidths=[2 if np.isnan(size) else 1.5 + 5 * min(size / largest, 1) for size in sizes.flat],
        linestyles=[DASHES if weights is not None and _is_negative(weights[i][j]) else "-" for i, j in pairs],
        alpha=np.where(lit, 0.75, 0.18).ravel()), autolim=False)
    if weights is None:
        return
    along, gaps = _free_place(starts[:, 1], ends[:, 1]), []
    for i, j in pairs:
        (x, y), text = starts[i] + along * (ends[j] - starts[i]), _text(weights[i][j], decimals)
        _write(axes, x, y, text, PALETTE["weights"], lit[i, j], size=TYPE["caption"])
        half = 16 if text.startswith("$") else 5.6 * len(text)
        gaps.append([(x - half, y), (x + half, y)])
    # White behind the numbers, all in one stroke: a box for each would take longer.
    axes.add_collection(LineCollection(gaps, colors="white", linewidths=20, capstyle="butt", zorder=2),
                        autolim=False)


def _draw_tips(axes, places, marker, lit) -> None:
    """Arrow heads, which show the direction in which the numbers run."""
    for some, alpha in ((lit, 1), (~lit, 0.3)):
        axes.add_artist(Line2D(*places[some].T, ls="", marker=marker, color=PALETTE["weights"], ms=13, mew=0,
                               alpha=alpha, zorder=3))


def _free_place(starts, ends) -> float:
    """The share of the way at which the lines from all starts to all ends are farthest apart."""
    def least_distance(share):
        heights = np.sort(((1 - share) * starts[:, None] + share * ends).ravel())
        return np.diff(heights).min(initial=np.inf)

    shares = np.linspace(0.25, 0.75, 51)
    return shares[np.argmax([round(least_distance(share), 6) for share in shares])]


def _draw_pill(axes, centre, k, total, value, bias, lit, decimals) -> None:
    x, y = centre
    (width, height), alpha = PILL, 1 if lit else 0.3
    width = width if k else width / 2
    axes.add_artist(FancyBboxPatch((x - width / 2, y - height / 2), width, height, fc="white", lw=3, zorder=3,
                                   boxstyle=f"round,pad=0,rounding_size={height / 2}", ec=_node_color(k),
                                   alpha=alpha))
    if k == 0:
        _write(axes, x, y, _text(value, decimals), PALETTE["ink"], lit)
        return
    axes.add_artist(Line2D([x, x], [y - height / 2, y + height / 2], color=_node_color(k), lw=1.5, zorder=3,
                           alpha=alpha))
    _write(axes, x - width / 4 + 2, y, _text(total, decimals), PALETTE["ink"], lit)
    _write(axes, x + width / 4 - 2, y, _text(value, decimals), PALETTE["activations"], lit)
    if bias is not None:
        _write(axes, x - width / 4 + 2, y - height / 2 - 14, _text(bias, decimals), PALETTE["biases"], lit,
               size=TYPE["caption"])


def _write_heads(axes, x, y, k, heads) -> None:
    """What the numbers of a layer are, above it."""
    for text, side, color in zip(heads, (-1, 1), (PALETTE["ink"], _node_color(k))):
        _write(axes, x + (side * PILL[0] / 4 if k else 0), y, text, color, size=TYPE["caption"])


def _is_lit(emphasis, kind, k, *at) -> bool:
    """Whether a node or a connection is among what is to be looked at."""
    if emphasis is None:
        return True
    whole = {"node": "layer", "connection": "gap"}[kind]
    for name, *where in emphasis:
        if name == "path" and tuple(where[0][k:k + len(at)]) == at:
            return True
        if (name, where) in ((kind, [k, *at]), (whole, [k])):
            return True
    return False


def _write(axes, x, y, text, color, lit=True, size=TYPE["label"]) -> None:
    if text:
        axes.text(x, y, text, color=color if lit else PALETTE["muted"], fontsize=size, ha="center",
                  va="center", zorder=5)


def _node_color(k) -> str:
    return PALETTE["activations"] if k else PALETTE["ink"]


def _entry(column, j):
    return None if column is None else column[j]


def _sizes(weights) -> np.ndarray:
    """Sizes of the weights that are numbers; NaN for texts and blanks."""
    return np.array([[np.nan if entry is None or isinstance(entry, str) else abs(float(entry))
                      for entry in row] for row in weights])


def _is_negative(weight) -> bool:
    return not isinstance(weight, str) and weight is not None and weight < 0


def _text(value, decimals) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    text = f"{value:.{decimals}f}"
    return "" if np.isnan(value) else text.removeprefix("-") if float(text) == 0 else text.replace("-", "−")
