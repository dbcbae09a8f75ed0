"""What live figures share: a picture drawn at once, its controls below it, and an end."""

from __future__ import annotations

import html
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

import ipywidgets
from IPython import get_ipython
from IPython.display import display

from lib.interactive.flipbook import KEYS, SCALE, draw_picture
from lib.interactive.show import image_tag, rasterize

FITS = 'style="max-width: 100%; height: auto"'
"""Attribute of a live picture: as wide as there is room."""

STYLE = Path(__file__).with_suffix(".css").read_text("utf-8")

ON_SHOW = ("for (const kind of ['focusin', 'keydown', 'keyup'])"
           f" this.closest('.descent-explore')?.addEventListener(kind, event => {{{KEYS}}})")
"""In the browser: the arrow keys are for the control that has the focus."""

GONE = ("The kernel behind this figure has ended, and its controls with it. To have them back, run all "
        "cells: <em>Run ▸ Run All Cells</em> in the menu, or on the slides Ctrl Shift C, then "
        "<em>Run All Cells</em>.")
"""What stands in the place of the controls when nobody is there to hear them."""

_ends: dict[str, list[Callable[[], None]]] = {}
"""For each cell of the notebook, what ends the figures that it shows."""


def check_controls(controls: Mapping[str, ipywidgets.Widget]) -> None:
    """Raise TypeError unless each control is a widget with a value."""
    for name, control in controls.items():
        if not isinstance(control, ipywidgets.ValueWidget):
            raise TypeError(f"{name}: expected a widget with a value, such as FloatSlider, got {control!r}")


def values_of(controls: Mapping[str, ipywidgets.Widget]) -> dict:
    """What the controls are set to, by name."""
    return {name: control.value for name, control in controls.items()}


def observe(controls: Mapping[str, ipywidgets.Widget], changed: Callable[[object], None],
            width: str = "420px") -> None:
    """Call `changed` whenever a control is moved; a control without a width of its own gets this one."""
    for control in controls.values():
        control.style.description_width = "initial"
        control.layout.width = control.layout.width or width
        control.observe(changed, "value")


def live_image(draw: Callable[..., str], values: Mapping, size: tuple[int, int]) -> str:
    """The picture as an HTML element, in the fastest lossless encoding: here speed counts, size does not."""
    figure, alt = draw_picture(draw, values, size)
    return image_tag(rasterize(figure, SCALE), alt, size, FITS, lossless=True, quality=0, method=0)


def error_html(error: Exception) -> str:
    """An error in the place of the picture; raised, it would end in a log that the reader does not see."""
    return preformatted(f"{type(error).__name__}: {error}")


def preformatted(text: str) -> str:
    """Text as an HTML element that keeps its lines."""
    return f'<pre style="font-size: 20px; line-height: 1.45">{html.escape(text)}</pre>'


def panel(*parts: ipywidgets.Widget | Iterable[ipywidgets.Widget]) -> ipywidgets.VBox:
    """Widgets one below the other; several that come together stand in a row.

    When the kernel ends while the page is open, a line that says so takes the place of the rows.
    """
    rows = [part if isinstance(part, ipywidgets.Widget) else _row(part) for part in parts]
    gone = ipywidgets.HTML(f'<style onload="{ON_SHOW}">{STYLE}</style><p role="status">{GONE}</p>')
    gone.add_class("descent-gone")
    box = ipywidgets.VBox([*rows, gone])
    box.add_class("descent-explore")
    return box


def display_still(picture: str) -> None:
    """Display, after a live figure, the picture that it begins with, for the time when its kernel has ended.

    Widgets live in the kernel and in the page; in the file there is only their number. Who opens the notebook
    the next day sees the still, and where there is a live figure the still is hidden.
    """
    display({"text/html": f'<div class="descent-still"><style>{STYLE}</style>{picture}<p>{GONE}</p></div>'},
            raw=True)


def _row(widgets) -> ipywidgets.HBox:
    return ipywidgets.HBox(list(widgets), layout=ipywidgets.Layout(flex_flow="row wrap", grid_gap="8px 32px"))


def close(widget: ipywidgets.Widget, keep: Collection[ipywidgets.Widget]) -> None:
    """Close a widget with all that is in it, except what others may go on using."""
    if widget in keep:
        return
    for child in getattr(widget, "children", ()):
        close(child, keep)
    for part in (widget, widget.layout, getattr(widget, "style", None)):
        if part is not None:
            part.close()


def end_at_rerun(end: Callable[[], None]) -> None:
    """Have `end` called when the cell that is being run is run again; what it shows is then replaced."""
    shell = get_ipython()
    cell = getattr(shell, "parent_header", {}).get("metadata", {}).get("cellId")
    if cell is None:  # no notebook, or a front end that does not name its cells
        return
    if _end_figures not in shell.events.callbacks["pre_run_cell"]:
        shell.events.register("pre_run_cell", _end_figures)
    _ends.setdefault(cell, []).append(end)


def _end_figures(run) -> None:
    for end in _ends.pop(run.cell_id, ()):
        end()
