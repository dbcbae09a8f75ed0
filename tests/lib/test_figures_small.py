"""Ticks and small pictures in a row: what every lecture has, said once."""

import pytest

from lib.figures.glance import at_a_glance
from lib.figures.ticks import mark_ticks, number_text


@pytest.mark.parametrize(
    "value, text",
    [(1, "1"), (0.01, "0.01"), (1e-4, "0.0001"), (1e-6, "10⁻⁶"), (1000, "1,000"), (1e9, "10⁹"), (0, "0"),
     (-3, "−3"), (100_000, "100,000"), (1e6, "10⁶"), (2.5e6, "2,500,000")],
)
def test_numbers_are_written_as_one_says_them(value, text):
    assert number_text(value) == text


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
