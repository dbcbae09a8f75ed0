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
    if any(value and not 1e-4 <= abs(value) < 1e6 for value in values):
        return [_power_text(value) for value in values]
    return [_plain_text(value) for value in values]


def _plain_text(value: float) -> str:
    return f"{value:,.10g}".replace("-", "−")


def _power_text(value: float) -> str:
    """10⁻⁶ for a power of ten below 0.1 or above 10; any other number as it is."""
    exponent = int(f"{value:e}".partition("e")[2])
    if value != float(f"1e{exponent}") or -2 < exponent < 2:
        return _plain_text(value)
    return "10" + str(exponent).translate(SUPERSCRIPTS)


def percent_text(share: float) -> str:
    """A share in percent; nothing is 0."""
    return f"{100 * share:g} %" if share else "0"
