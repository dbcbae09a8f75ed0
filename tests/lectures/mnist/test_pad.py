"""Drawings become images as MNIST's are; the pad itself is tried in a browser, in tests/slides."""

import gc
import weakref

import numpy as np
import pytest

from lib.lectures.mnist.pad import Pad, image_of, prepared_drawings

DRAWINGS = prepared_drawings()
NAMES = [name for name, _ in DRAWINGS]

SQUARE = [[[0.2, 0.2], [0.2, 0.8], [0.8, 0.8], [0.8, 0.2], [0.2, 0.2]]]


def box(image):
    """First and last line, first and last column, that have ink."""
    ink = image.reshape(28, 28) > 0.5
    lines, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return lines[0], lines[-1], columns[0], columns[-1]


@pytest.mark.parametrize(("name", "drawing"), DRAWINGS, ids=NAMES)
def test_an_image_is_fitted_and_centred_as_those_of_mnist(name, drawing):
    image = image_of(drawing)
    assert image.shape == (784,) and image.dtype == np.float32
    assert 0 <= image.min() and image.max() == 1
    first, last, left, right = box(image)
    assert max(last - first, right - left) + 1 == pytest.approx(20, abs=1)
    centre = image @ np.indices((28, 28)).reshape(2, -1).T / image.sum()
    assert centre == pytest.approx([13.5, 13.5], abs=0.1)


def test_place_and_size_of_a_drawing_make_no_difference():
    moved = [[[0.1 + x / 3, 0.6 + y / 4] for x, y in stroke] for stroke in SQUARE]
    small = [[[0.7 + x / 4, 0.7 + y / 4] for x, y in stroke] for stroke in SQUARE]
    assert image_of(small) == pytest.approx(image_of(SQUARE), abs=1e-5)
    assert abs(image_of(moved) - image_of(SQUARE)).max() > 0.5  # it is not the same drawing: it is squeezed


def test_strokes_are_drawn_from_point_to_point_and_not_between_each_other():
    image = image_of(SQUARE).reshape(28, 28)
    assert image[13, 13] == 0 and image[4:24, 5].min() > 0.5 and image[5, 4:24].min() > 0.5
    two = image_of([[[0.2, 0.2], [0.2, 0.8]], [[0.8, 0.2], [0.8, 0.8]]]).reshape(28, 28)
    assert two[13, 5] == 1 and two[13, 22] == 1 and two[:, 10:18].max() == 0


def test_nothing_drawn_is_a_blank_image():
    assert not image_of([]).any() and not image_of([[]]).any()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("drawing", [[[[0.3, 0.9]]], [[[0.3, 0.9], [0.3, 0.9]]]])
def test_a_dot_is_a_dot_in_the_middle(drawing):
    image = image_of(drawing).reshape(28, 28)
    assert image[13:15, 13:15].min() == 1 and image[:, :10].max() == 0


def test_prepared_drawings_lie_in_the_square():
    assert len(set(NAMES)) == len(NAMES) >= 8
    for _, drawing in DRAWINGS:
        points = np.concatenate(drawing)
        assert points.shape[1] == 2 and points.min() >= 0 and points.max() <= 1


def test_a_pad_shows_its_first_drawing_and_offers_all():
    pad = Pad(DRAWINGS, "draw here")
    assert pad.value == DRAWINGS[0][1] and pad.description == "draw here"
    assert pad.options == DRAWINGS
    assert Pad().value == []


def test_a_pad_is_a_control_of_a_live_figure(monkeypatch):
    from lib.interactive import explore

    monkeypatch.delenv("DESCENT_EXPORT", raising=False)
    shown = []
    monkeypatch.setattr(explore, "display", shown.append)
    pad, seen = Pad(DRAWINGS), []

    def draw(figure, drawing):
        seen.append(drawing)
        figure.text(0.5, 0.5, f"{len(drawing)} strokes")
        return f"A drawing of {len(drawing)} strokes."

    explore.explore(draw, drawing=pad, frames={"drawing": [drawing for _, drawing in DRAWINGS]})
    assert seen == [DRAWINGS[0][1]]
    pad.value = SQUARE
    assert seen[1:] == [SQUARE]
    assert pad in shown[0].children[1].children


def test_a_closed_pad_is_freed():
    """A pad that nobody can reach any more must not stay for the rest of the lecture."""
    pad = Pad(DRAWINGS)
    trace = weakref.ref(pad)
    pad.close()
    del pad
    gc.collect()
    assert trace() is None
