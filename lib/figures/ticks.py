"""Ticks that say what they mean: a few values, written as one says them, also on a logarithmic axis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
    for axis, values in ((axes.xaxis, x), (axes.yaxis, y)):
        if values is not None:
            values = list(values)
            texts = map(percent_text, values) if percent else number_texts(values)
            axis.set_ticks(values, list(texts))
            axis.set_ticks([], minor=True)


def number_texts(values: Sequence[float]) -> list[str]:
    """Numbers as ticks have them: 1,000, 0.01; in powers of ten if one of them is very small or large."""
    powers = any(value and not 1e-4 <= abs(value) < 1e6 for value in values)
    return [number_text(value, powers) for value in values]


def number_text(value: float, powers: bool = False) -> str:
    """A number as one writes it, 1,000 or 0.01; with `powers` a power of ten as such: 10³, 10⁻²."""
    exponent = int(f"{value:e}".partition("e")[2])
    if powers and value == float(f"1e{exponent}") and not -2 < exponent < 2:
        return "10" + str(exponent).translate(SUPERSCRIPTS)
    return f"{value:,.10g}".replace("-", "−")


def percent_text(share: float) -> str:
    """A share in percent; nothing is 0."""
    return f"{100 * share:g} %" if share else "0"
