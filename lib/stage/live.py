"""What live figures share: a picture drawn at once, its controls below it."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Mapping

import ipywidgets

from lib.stage.flipbook import SCALE, draw_picture
from lib.stage.show import image_tag, rasterize


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
    return image_tag(rasterize(figure, SCALE), alt, size, lossless=True, quality=0, method=0)


def told(error: Exception) -> str:
    """An error in the place of the picture; raised, it would end in a log that the reader does not see."""
    return preformatted(f"{type(error).__name__}: {error}")


def preformatted(text: str) -> str:
    """Text as an HTML element that keeps its lines."""
    return f'<pre style="font-size: 20px; line-height: 1.45">{html.escape(text)}</pre>'


def panel(*parts: ipywidgets.Widget | Iterable[ipywidgets.Widget]) -> ipywidgets.VBox:
    """Widgets one below the other; several that come together stand in a row."""
    rows = [part if isinstance(part, ipywidgets.Widget) else _row(part) for part in parts]
    box = ipywidgets.VBox(rows)
    box.add_class("descent-explore")
    return box


def _row(widgets) -> ipywidgets.HBox:
    return ipywidgets.HBox(list(widgets), layout=ipywidgets.Layout(flex_flow="row wrap", grid_gap="8px 32px"))
