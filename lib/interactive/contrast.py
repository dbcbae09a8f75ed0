"""Contrast of the words in a picture with what is behind them, as WCAG 2.1 measures it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.text import Text

from lib.figures.style import POINTS_PER_INCH

SMALL, LARGE, LARGE_PIXELS = 4.5, 3.0, 24
"""Least contrast of text, that of large text, and from which size on it is large."""

SLACK = 0.02  # the palette's colours are rounded to 8 bits


def faint_texts(figure: Figure) -> Iterator[tuple[Text, float, float]]:
    """The words in a figure that hardly differ from what is behind them.

    Parameters
    ----------
    figure : Figure
        It has been drawn by matplotlib's Agg canvas.

    Yields
    ------
    text : Text
    contrast, expected : float
        What it has, and what it should have.
    """
    pixels = np.asarray(figure.canvas.buffer_rgba())[..., :3]
    for text in _drawn_texts(figure):
        ground = _ground(text, pixels)
        if ground is None:
            continue
        *color, alpha = to_rgba(text.get_color(), text.get_alpha())
        ink, behind = (_luminance(rgb) for rgb in (alpha * np.array(color) + (1 - alpha) * ground, ground))
        contrast = (max(ink, behind) + 0.05) / (min(ink, behind) + 0.05)
        expected = LARGE if text.get_fontsize() >= LARGE_PIXELS else SMALL
        if contrast < expected - SLACK:
            yield text, float(contrast), expected


def _drawn_texts(artist: Artist) -> Iterator[Text]:
    """The texts that leave a mark; ticks outside of the limits and axes that are switched off do not."""
    if not artist.get_visible():
        return
    if isinstance(artist, Text) and artist.get_text().strip():
        yield artist
    children = artist.get_children()
    if isinstance(artist, Axis):
        low, high = sorted(artist.get_view_interval())
        ticks = [tick for tick in artist.get_major_ticks() if low <= tick.get_loc() <= high]
        children = [artist.label, *ticks]
    for child in children:
        if not (isinstance(artist, Axes) and isinstance(child, Axis) and not artist.axison):
            yield from _drawn_texts(child)


def _ground(text: Text, pixels: np.ndarray) -> np.ndarray | None:
    """What is behind a text, as RGB from 0 to 1: the median over its box with a rim."""
    # Of these, letters and the lines that pass behind them fill less than half.
    rim = 0.25 * text.get_fontsize() * text.figure.dpi / POINTS_PER_INCH
    box, height = text.get_window_extent().padded(rim), len(pixels)
    rows = slice(max(int(height - box.y1), 0), max(int(height - box.y0), 0))
    columns = slice(max(int(box.x0), 0), max(int(box.x1), 0))
    part = pixels[rows, columns]
    return np.median(part, axis=(0, 1)) / 255 if part.size else None


def _luminance(rgb: np.ndarray) -> np.ndarray:
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]
