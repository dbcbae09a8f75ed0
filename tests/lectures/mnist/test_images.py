"""Small images: what is drawn are the pixels that were given, each at its place, with its caption."""

import numpy as np
import pytest

from lib.figures import PALETTE
from lib.lectures.mnist.images import draw_images


@pytest.fixture
def axes(draw_on):
    return draw_on().add_axes((0, 0, 1, 1))


IMAGES = np.random.default_rng(0).random((5, 16))


def shown(axes):
    return np.asarray(axes.get_images()[0].get_array())


def test_images_stand_in_rows_in_their_order(axes):
    draw_images(axes, IMAGES, 3, gap=1)
    page = shown(axes)
    assert page.shape == (9, 14)
    for k, (top, left) in enumerate([(0, 0), (0, 5), (0, 10), (5, 0), (5, 5)]):
        assert page[top : top + 4, left : left + 4].ravel() == pytest.approx(IMAGES[k])
    assert not page[4].any() and not page[:, 4].any() and not page[5:, 10:].any()


def test_paper_is_white_and_ink_is_dark(axes):
    draw_images(axes, IMAGES, 5)
    image = axes.get_images()[0]
    assert image.get_clim() == (0, 1)
    assert image.cmap(0.0)[:3] == (1, 1, 1) and max(image.cmap(1.0)[:3]) < 0.25


def test_signed_numbers_are_white_where_they_are_zero_and_fill_the_map(axes):
    draw_images(axes, [[0, 3, -1.5, 0], [0, 0, 0, 0], [0.1, -0.1, 0, 0]], 3, signed=True, gap=1)
    image = axes.get_images()[0]
    assert image.get_clim() == (-1, 1) and image.cmap(0.5)[:3] == pytest.approx((1, 1, 1), abs=0.01)
    assert shown(axes)[:2, :2].ravel().tolist() == [0, 1, -0.5, 0]
    assert not shown(axes)[:2, 3:5].any()
    assert shown(axes)[:2, 6:].ravel().tolist() == [1, -1, 0, 0]


def test_each_caption_stands_above_its_image_in_its_colour(axes):
    draw_images(axes, IMAGES, 3, gap=1, room=6, captions=list("abcde"), colors=[PALETTE["first"]] * 5)
    assert [text.get_text() for text in axes.texts] == list("abcde")
    assert {text.get_color() for text in axes.texts} == {PALETTE["first"]}
    x, y = axes.texts[3].get_position()
    assert x == 1.5 and 11 < y < 11 + 6
    assert shown(axes)[6:10, :4].ravel() == pytest.approx(IMAGES[0])


def test_images_that_are_not_square_are_refused(axes):
    with pytest.raises(ValueError, match="^images: .* square number of pixels, got 15$"):
        draw_images(axes, IMAGES[:, :15], 2)
