"""Ticks and small pictures in a row: what every lecture has, said once."""

import pytest

from lib.figures.glance import at_a_glance
from lib.figures.ticks import mark_ticks, number_texts


@pytest.mark.parametrize(
    "values, texts",
    [
        ((0, 0.0001, 0.01, 1, 1000), ["0", "0.0001", "0.01", "1", "1,000"]),
        ((-3, 100_000), ["−3", "100,000"]),
        ((1e-6, 1e-3, 0.1, 1), ["10⁻⁶", "10⁻³", "0.1", "1"]),
        ((10, 100, 1e9), ["10", "10²", "10⁹"]),
        ((3e-6, 1), ["3e−06", "1"]),
    ],
)
def test_numbers_are_written_as_one_says_them(values, texts):
    assert number_texts(values) == texts


def test_only_the_ticks_that_are_named_are_marked(axes):
    axes.set(xscale="log", xlim=(0.5, 2000), ylim=(0, 1))
    mark_ticks(axes, x=(1, 1000))
    mark_ticks(axes, y=(0, 0.5), percent=True)
    axes.figure.draw_without_rendering()
    assert [tick.get_text() for tick in axes.get_xticklabels()] == ["1", "1,000"]
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["0", "50 %"]
    assert list(axes.get_xticks(minor=True)) == []


def test_each_small_picture_has_its_caption():
    drawn = []
    figure = at_a_glance([drawn.append, drawn.append], ["left", "right"])
    assert figure.axes == drawn and [axes.texts[0].get_text() for axes in drawn] == ["left", "right"]
    with pytest.raises(ValueError):
        at_a_glance([drawn.append], ["left", "right"])
