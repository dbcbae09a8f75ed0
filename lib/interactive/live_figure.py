"""Figures that compute in the page itself: one ES module each, the same with a kernel and without one.

With a kernel a figure is a widget, whose traits are read and set from Python. In an exported file, and in a
notebook whose kernel has ended, the same module finds its start in the file and keeps its state in the page.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

import anywidget
import traitlets
from IPython.display import display
from ipywidgets import DOMWidget
from matplotlib.figure import Figure

from lib.interactive.flipbook import SMALL, draw_frame, exporting
from lib.interactive.modules import bundle
from lib.interactive.show import image_tag
from lib.settings import SETTINGS

PAGE = Path(__file__).parent / "page"
"""The modules that figures share."""

HOMES = Path(__file__).with_suffix(".css").read_text("utf-8")


class LiveFigure(anywidget.AnyWidget):
    """A figure that computes in the page.

    A subclass names its module, which exports ``render({ model, el })``, declares the state as traits with
    ``sync=True``, and draws a still of it. Shown as the last line of a cell, or by ``display``.

    Parameters
    ----------
    stills : sequence of mapping
        For print: the states, as values of some traits, of the pictures that stand for the whole; the state
        at the start if none is given.
    width, still_height : int
        Size of such a picture on a 1280 x 720 slide, in pixels.
    **state
        Values of the traits at the start.

    Raises
    ------
    TypeError
        If the figure has no trait of such a name.
    """

    module: ClassVar[Path]

    palette = traitlets.Dict(SETTINGS.colours).tag(sync=True)

    def __init_subclass__(cls, **options):
        if "module" in cls.__dict__:
            cls._bundle = bundle(cls.module)
            cls._esm = f"{cls._bundle}\nexport default {{ render }};"
        super().__init_subclass__(**options)

    def __init__(self, stills: Sequence[Mapping] = (), width: int = 1180, still_height: int = 460, **state):
        for name in {name for values in (state, *stills) for name in values} - set(self.state_names()):
            raise TypeError(f"{name}: {type(self).__name__} has no such trait; "
                            f"expected some of {self.state_names()}")
        super().__init__(**state)
        self._stills, self._size = list(stills) or [{}], (width, still_height)

    @classmethod
    def state_names(cls) -> list[str]:
        """The names of the traits that are its state."""
        own = set(cls.class_traits(sync=True)) - set(DOMWidget.class_traits()) - {"palette"}
        return sorted(name for name in own if not name.startswith("_"))

    def state(self) -> dict:
        """The values of these traits."""
        return {name: getattr(self, name) for name in self.state_names()}

    def draw_still(self, figure: Figure, **state) -> str:
        """Draw a state into an empty figure; return the alt text, which says what is to be seen."""
        raise NotImplementedError

    def _ipython_display_(self) -> None:
        page, alt = self._page()
        if not exporting():
            # Two outputs of the cell: the widget, and for the time when its kernel has ended the page.
            display(self._repr_mimebundle_()[0], raw=True)
            page = f"<style>{HOMES}</style>\n{page}"
        display({"text/html": page, "text/plain": alt}, raw=True)

    def _page(self) -> tuple[str, str]:
        """The figure as HTML that needs no kernel and no other file, and the alt text of its first still."""
        name, start = type(self).__name__, self.state()
        stills = [draw_frame(self.draw_still, start | dict(values), self._size) for values in self._stills]
        pictures = "\n".join(image_tag(picture, alt, size, "data-still" + " hidden" * (number > 0), **SMALL)
                             for number, (picture, alt, size) in enumerate(stills))
        state = json.dumps(start | {"palette": self.palette}, ensure_ascii=False)
        return (f'<figure class="live-figure" data-figure="{name}" data-state="{html.escape(state)}">\n'
                f'<div class="stills">\n{pictures}\n</div>\n</figure>\n'
                f'<script type="module">\n{self._bundle}\n{_ALONE}\n'
                f'$alone.bringToLife("{name}", render);\n</script>'), stills[0][1]


def _alone() -> str:
    """What a page without a kernel needs beside the module, out of the way of its names."""
    return f"const $alone = (() => {{\n{bundle(PAGE / 'standalone.js')}\nreturn {{ bringToLife }};\n}})();"


_ALONE = _alone()
