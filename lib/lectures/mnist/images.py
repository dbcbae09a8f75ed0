"""Small images, such as handwritten digits: ink on white; signed numbers in two colours, white where 0."""

from __future__ import annotations

import numpy as np

from lib.figures.style import DIVERGING, PALETTE, TYPE, shades

INK = shades("ink")
"""Map for images, from 0 (paper) to 1 (ink)."""


def draw_images(axes, images, columns, *, captions=(), colors=PALETTE["ink"], signed=False, gap=4, room=9,
                fontsize=TYPE["label"]):
    """Square images side by side in rows, each with a caption above it if there are any.

    Parameters
    ----------
    axes : Axes
        Where to draw; it loses its own axes.
    images : array_like, shape (images, pixels)
        Rows of pixels from 0 to 1; if `signed`, of any size and sign.
    columns : int
        Images in a row.
    captions : sequence of str
        A text for each image.
    colors : str or sequence of str
        Colour of the captions, or of each.
    signed : bool
        Whether to show each image from its largest negative to its largest positive number, 0 in white.
    gap : int
        Pixels of an image between two of them.
    room : int
        Pixels of an image for a row of captions.
    fontsize : float
        Of the captions.
    """
    images = np.asarray(images, dtype=float)
    side = round(np.sqrt(images.shape[1]))
    if side**2 != images.shape[1]:
        raise ValueError(f"images: expected rows of a square number of pixels, got {images.shape[1]}")
    if signed:
        images = images / np.maximum(np.abs(images).max(axis=1, keepdims=True), 1e-12)
    above = room if len(captions) else 0
    rows = -(-len(images) // columns)
    width, height = side + gap, side + gap + above
    page = np.zeros((rows * height - gap, columns * width - gap))
    for k, image in enumerate(images):
        top, left = k // columns * height + above, k % columns * width
        page[top:top + side, left:left + side] = image.reshape(side, side)
    axes.imshow(page, cmap=DIVERGING if signed else INK, vmin=-1 if signed else 0, vmax=1,
                interpolation="nearest")
    axes.set_axis_off()
    colors = [colors] * len(images) if isinstance(colors, str) else colors
    for k, (caption, color) in enumerate(zip(captions, colors)):
        axes.text(k % columns * width + (side - 1) / 2, k // columns * height + above - 1.5, caption,
                  color=color, fontsize=fontsize, ha="center", va="bottom")
