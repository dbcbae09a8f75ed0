"""What the rooms of the lectures take from those of the engine and of the slides."""

from ..lib.conftest import axes, displayed, draw_on, exported, panel  # noqa: F401
from ..slides.conftest import browser  # noqa: F401
