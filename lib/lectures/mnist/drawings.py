"""Drawings of digits, and the images that MNIST's makers would have made of them.

A drawing is a list of strokes, a stroke a list of points [x, y] in the unit square, y downwards.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

SIDE, BOX = 28, 20
"""Pixels of an image of MNIST, and of the square into which its digit was fitted."""

PEN = 1.3
"""Half the width of the pen, in pixels of the image."""

FILE = Path(__file__).parent / "drawings.json"


def prepared_drawings() -> list[tuple[str, list]]:
    """Drawings from a file of the repository.

    Returns
    -------
    list of (str, list)
        What each shows, and its strokes.
    """
    return [(one["name"], one["strokes"]) for one in json.loads(FILE.read_text("utf-8"))]


def image_of(drawing) -> np.ndarray:
    """A drawing as an image of MNIST: fitted into 20 x 20 pixels, its centre of mass in the middle of 28.

    Parameters
    ----------
    drawing : list of list of [float, float]
        Strokes. A stroke of one point is a dot; without any the image is blank.

    Returns
    -------
    ndarray, shape (784,)
        Pixels from 0 (paper) to 1 (ink).
    """
    strokes = [np.array(stroke, dtype=float) for stroke in drawing if len(stroke)]
    if not strokes:
        return np.zeros(SIDE * SIDE, np.float32)
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    size = (high - low).max()
    scale = (BOX - 2 * PEN) / size if size > 0 else 1.0
    middle = (SIDE - 1) / 2
    strokes = [(stroke - (low + high) / 2) * scale + middle for stroke in strokes]
    ink = _ink(strokes)
    centre = ink.ravel() @ np.indices(ink.shape)[::-1].reshape(2, -1).T / ink.sum()
    return _ink([stroke + (middle - centre) for stroke in strokes]).ravel().astype(np.float32)


def _ink(strokes) -> np.ndarray:
    """What a round pen leaves that is led along the strokes: the closer a pixel to one, the darker."""
    pixels = np.indices((SIDE, SIDE))[::-1].reshape(2, -1).T[:, np.newaxis]
    starts = np.concatenate([stroke[:-1] if len(stroke) > 1 else stroke for stroke in strokes])
    ends = np.concatenate([stroke[1:] if len(stroke) > 1 else stroke for stroke in strokes])
    way = ends - starts
    along = ((pixels - starts) * way).sum(axis=2) / np.maximum((way**2).sum(axis=1), 1e-12)
    nearest = starts + np.clip(along, 0, 1)[:, :, np.newaxis] * way
    distance = np.sqrt(((pixels - nearest) ** 2).sum(axis=2)).min(axis=1)
    return np.clip(PEN + 0.5 - distance, 0, 1).reshape(SIDE, SIDE)
