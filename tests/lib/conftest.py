"""What the tests of the engine, the figures and the exercises ask for."""

from ..fixtures import axes, cells, displayed, draw_on, exported, panel  # noqa: F401
