"""Ticks that say what they mean: a few values, written as one says them, also on a logarithmic axis."""

from __future__ import annotations

from collections.abc import Iterable

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def mark_ticks(axes, *, x: Iterable[float] | None = None, y: Iterable[float] | None = None, percent=False):
    """Mark these values and no others.

    Parameters
    ----------
    axes : Axes
        Where to mark them.
    x, y : iterable of float, optional
        The values on either axis; without any the axis is left alone.
    percent : bool
        Whether the values are shares, written in percent.
    """
    write = percent_text if percent else number_text
    for axis, values in ((axes.xaxis, x), (axes.yaxis, y)):
        if values is not None:
            values = list(values)
            axis.set_ticks(values, [write(value) for value in values])
            axis.set_ticks([], minor=True)


def number_text(value: float) -> str:
    """A number as a tick has it: 1,000, 0.01, 10⁻⁶."""
    exponent = f"{value:e}".partition("e")[2]
    if value and not 1e-4 <= abs(value) < 1e6 and value == float(f"1e{exponent}"):
        return "10" + str(int(exponent)).translate(SUPERSCRIPTS)
    return f"{value:,.10g}".replace("-", "−")


def percent_text(share: float) -> str:
    """A share in percent; nothing is 0."""
    return f"{100 * share:g} %" if share else "0"
