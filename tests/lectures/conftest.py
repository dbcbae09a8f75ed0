"""What the tests of a lecture's room ask for."""

from ..fixtures import axes, browser, displayed, draw_on, exported, open_figures, panel  # noqa: F401
