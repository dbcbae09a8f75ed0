"""Words in pictures are read from the last row: they differ enough from what is behind them."""

import pytest
from coloraide import Color
from matplotlib.colors import to_hex

from lib.figures import PALETTE, new_figure, panels
from lib.figures.labels import put_label
from lib.figures.style import WRITTEN
from lib.interactive.contrast import faint_texts
from lib.interactive.show import check_legible, rasterize


def faint(figure, scale=2):
    rasterize(figure, scale)
    return [(text.get_text(), contrast, expected) for text, contrast, expected in faint_texts(figure)]


@pytest.fixture
def axes():
    (axes,) = panels(new_figure(600, 300), 1)
    return axes


@pytest.mark.parametrize(
    "color, behind",
    [
        ("#777777", "white"),
        ("#8a919c", "white"),
        ("white", "#157057"),
        ("#b0610b", "#d0dcea"),
        ("#1d2330", "#555555"),
    ],
)
@pytest.mark.parametrize("scale", [1, 1.5])
def test_the_measure_is_that_of_wcag(axes, monkeypatch, color, behind, scale):
    monkeypatch.setattr("lib.interactive.show.WRITTEN", {})
    axes.set_facecolor(behind)
    axes.text(0.2, 0.5, "written", color=color, fontsize=18)
    expected = Color(color).contrast(behind, method="wcag21")
    found = faint(axes.figure, scale)
    assert found == ([("written", pytest.approx(expected, abs=0.1), 4.5)] if expected < 4.48 else [])


def test_large_words_may_be_lighter(axes, monkeypatch):
    monkeypatch.setattr("lib.interactive.show.WRITTEN", {})
    axes.text(0.1, 0.8, "large", color=PALETTE["first"], fontsize=24)
    axes.text(0.1, 0.2, "small", color=PALETTE["first"], fontsize=23)
    assert [text for text, *_ in faint(axes.figure)] == ["small"]


def test_what_is_half_seen_through_is_as_faint_as_it_looks(axes):
    axes.text(0.5, 0.5, "fading", color=PALETTE["ink"], alpha=0.3, fontsize=20)
    assert [text for text, *_ in faint(axes.figure)] == ["fading"]


def test_every_kind_of_word_is_looked_at_and_only_what_is_drawn(axes):
    pale = {"color": "#dddddd"}
    axes.set_title("title", **pale)
    axes.set_xlabel("label", **pale)
    axes.figure.text(0.5, 0.9, "figure", **pale)
    put_label(axes, 0.5, 0.5, "annotation", pale["color"])
    axes.plot([0, 1], label="legend")
    axes.legend(labelcolor=pale["color"])
    axes.set_xticks([0, 1, 9], ["tick", "", "outside"], **pale)
    axes.set(xlim=(-0.1, 1.1), ylim=(0, 1))
    axes.text(0.2, 0.2, "hidden", visible=False, **pale)
    found = [text for text, *_ in faint(axes.figure)]
    assert sorted(found) == sorted(["title", "label", "figure", "annotation", "legend", "tick"])
    axes.axis("off")
    assert "tick" not in [text for text, *_ in faint(axes.figure)]


def test_a_line_behind_a_label_does_not_count_as_its_ground(axes):
    axes.axhline(0.5, color=PALETTE["ink"], lw=6)
    put_label(axes, 0.5, 0.5, "on the line", PALETTE["ink"])
    assert faint(axes.figure) == []


@pytest.mark.parametrize("role", ["first", "muted"])
def test_words_in_a_light_colour_of_the_palette_are_written_darker_and_its_lines_are_not(axes, role):
    text = put_label(axes, 0.5, 0.5, "a label of 18 px", PALETTE[role], fontsize=18)
    (line,) = axes.plot([0, 1], color=PALETTE[role])
    assert faint(axes.figure) == []
    check_legible(axes.figure)
    assert to_hex(line.get_color()) == PALETTE[role]
    hue, before = Color(text.get_color()).convert("lch")["hue"], Color(PALETTE[role]).convert("lch")["hue"]
    assert abs(hue - before) < 25, "it still belongs to its line"


def test_each_role_has_a_tone_that_can_be_small_text():
    tones = {role: WRITTEN.get(color, color) for role, color in PALETTE.items()}
    contrast = {role: Color(tone).contrast("white", method="wcag21") for role, tone in tones.items()}
    assert {role: value for role, value in contrast.items() if value < 4.5} == {}


def test_a_figure_with_faint_words_is_refused_by_name(axes):
    axes.text(0.1, 0.5, "hardly there", color="#aaaaaa", fontsize=20)
    rasterize(axes.figure, 2)
    with pytest.raises(ValueError, match="'hardly there' has a contrast of 2.3 .* at least 4.5"):
        check_legible(axes.figure)
