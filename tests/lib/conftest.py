"""What the tests of the engine, the figures and the exercises ask for."""

from ..fixtures import axes, browser, cells, displayed, draw_on, exported, open_figures, panel  # noqa: F401
