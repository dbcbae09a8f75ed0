"""A sheet has the pixel as its unit, and arrows lead from start to end."""

import pytest

from lib.figures import PALETTE, new_figure
from lib.figures.sheets import draw_arrow, sheet


def test_the_unit_of_a_sheet_is_the_pixel():
    figure = new_figure(600, 200)
    axes = sheet(figure)
    assert axes.get_xlim() == (0, 600) and axes.get_ylim() == (0, 200) and not axes.axison
    assert axes.transData.transform((600, 200)) == pytest.approx(figure.transFigure.transform((1, 1)))


def test_an_arrow_leads_from_start_to_end(axes):
    draw_arrow(axes, (0, 1), (2, 3), PALETTE["first"], lw=3, connectionstyle="arc3,rad=0.2", zorder=7)
    (arrow,) = axes.texts
    assert (arrow.xyann, arrow.xy, arrow.get_zorder()) == ((0, 1), (2, 3), 7)
    assert arrow.arrow_patch.get_linewidth() == 3
