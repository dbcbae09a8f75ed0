"""The palette and the type scale: read by everyone, also in the last row and without full colour sight."""

import itertools

import matplotlib
import pytest
from coloraide import Color
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from lib.figures.style import DIVERGING, FIELD, PALETTE, TYPE, new_figure, panels

DIFFERENCE = 20
"""Smallest distance of two colours in CIE Lab; 10 is seen at a glance when they lie side by side."""

LINES, TEXT = 3, 4.5
"""Contrast with white, by WCAG 2.1, for lines and marks and for text."""

SIGHTS = [None, *itertools.product(["protan", "deutan", "tritan"], ["brettel", "machado", "vienot"])]


def seen(color, sight):
    return Color(color) if sight is None else Color(color).filter(sight[0], method=sight[1])


def distance(one, other, sight):
    return seen(one, sight).delta_e(seen(other, sight), method="76")


@pytest.mark.parametrize("sight", SIGHTS, ids=str)
def test_any_two_roles_differ_for_every_sight(sight):
    marks = {role: colour for role, colour in PALETTE.items() if role != "quiet"}
    for (role, one), (other_role, other) in itertools.combinations(marks.items(), 2):
        assert distance(one, other, sight) >= DIFFERENCE, (role, other_role)


@pytest.mark.parametrize("sight", SIGHTS, ids=str)
def test_what_is_compared_with_in_quiet_differs_from_the_curves(sight):
    """Quiet is for words, and for a curve that others are compared with, beside no parts of a network."""
    for role in ("first", "second", "ink"):
        assert distance(PALETTE["quiet"], PALETTE[role], sight) >= DIFFERENCE, role


def test_the_measure_tells_colours_that_are_confused():
    """Red and green of one lightness: far apart, but not for deuteranopes."""
    red, green = "#b5534b", "#6c7a2f"
    assert distance(red, green, None) > 2 * DIFFERENCE
    assert distance(red, green, ("deutan", "brettel")) < DIFFERENCE


def test_every_role_stands_out_from_white():
    contrast = {role: Color(color).contrast("white", method="wcag21") for role, color in PALETTE.items()}
    assert {role: value for role, value in contrast.items() if value < LINES} == {}
    assert {role: contrast[role] for role in list(PALETTE)[:3] if contrast[role] < TEXT} == {}
    assert contrast["ink"] >= 7


def test_the_roles_of_the_first_source_keep_their_hues():
    hue = {role: Color(color).convert("lch")["hue"] for role, color in PALETTE.items()}
    assert 120 < hue["weights"] < 200, "green"
    assert 0 < hue["biases"] < 60, "red"
    assert 280 < hue["activations"] < 340, "violet"


def test_fields_are_light_enough_for_a_path_on_top():
    lightness = [Color(to_hex(FIELD(k / 20))).convert("lab")["lightness"] for k in range(21)]
    assert all(later < earlier for earlier, later in itertools.pairwise(lightness)), "perceptually monotone"
    for k in range(21):
        for role in ("first", "second", "ink"):
            assert distance(to_hex(FIELD(k / 20)), PALETTE[role], None) >= DIFFERENCE


def test_signed_quantities_are_white_in_the_middle():
    assert min(DIVERGING(0.5)[:3]) > 0.98
    assert to_hex(DIVERGING(0.0)) == PALETTE["second"] and to_hex(DIVERGING(1.0)) == PALETTE["first"]


def test_type_sizes_fall_from_title_to_caption():
    assert TYPE == {"title": 40, "text": 28, "code": 20, "label": 22, "caption": 20, "smallest": 16}


def test_the_style_is_in_force_and_asks_for_no_small_text():
    texts = ("font.size", "axes.titlesize", "axes.labelsize", "xtick.labelsize", "ytick.labelsize")
    assert min(matplotlib.rcParams[name] for name in texts) >= TYPE["caption"]
    assert not matplotlib.rcParams["axes.spines.top"] and not matplotlib.rcParams["axes.spines.right"]


def test_a_point_is_a_pixel_of_the_slide():
    figure = new_figure(1180, 500)
    assert isinstance(figure, Figure)
    assert (figure.bbox.width, figure.bbox.height) == pytest.approx((1180, 500))
    text = figure.text(0, 0, "H", fontsize=20)
    assert figure.dpi == 72 and text.get_fontsize() == 20


def test_panels_share_the_width_as_told_and_keep_their_margins():
    figure = new_figure(1000, 400)
    left, right = panels(figure, 3, 1, left=80, right=20, top=40, bottom=60, gap=100)
    boxes = [axes.get_window_extent() for axes in (left, right)]
    assert (boxes[0].x0, boxes[1].x1) == pytest.approx((80, 980))
    assert (boxes[0].y0, boxes[0].y1) == pytest.approx((60, 360))
    assert boxes[0].width == pytest.approx(3 * boxes[1].width)
    assert boxes[1].x0 - boxes[0].x1 == pytest.approx(100)


def test_panels_stay_where_they_are_whatever_is_drawn_in_them():
    figure = new_figure()
    (axes,) = panels(figure, 1)
    before = axes.get_position().bounds
    axes.plot([0, 1e9], [0, -1e-9], label="a very long label")
    axes.set(title="title\nof two lines", xlabel="x", ylabel="a long label of the axis")
    figure.draw_without_rendering()
    assert axes.get_position().bounds == before
