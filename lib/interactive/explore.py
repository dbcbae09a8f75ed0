"""Figures that the reader moves: live controls with a kernel, a flipbook without one.

One cell serves both. With a kernel the reader gets ipywidgets. When the lecture is exported (the
environment variable ``DESCENT_EXPORT`` is set) the same cell draws the author's chosen frames and puts
them behind range inputs, so that the control moves the picture in a file with no kernel and no network.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence

import ipywidgets
from IPython.display import display

from lib import expect
from lib.interactive.flipbook import display_flipbook, drafting, draw_frame, exporting
from lib.interactive.live import (
    check_controls,
    close,
    display_still,
    end_at_rerun,
    error_html,
    live_image,
    observe,
    panel,
    values_of,
)
from lib.interactive.watch import watch

__all__ = ["explore", "watch"]


def explore(draw: Callable[..., str], *, frames: Mapping[str, Sequence], still: Sequence[Mapping] = (),
            width: int = 1180, height: int = 440, **controls: ipywidgets.Widget) -> None:
    """Show a picture that follows its controls.

    Parameters
    ----------
    draw : callable
        ``draw(figure, **values)`` draws into the empty figure it is given, and returns the alt text: a
        sentence that says what is to be seen at these values.
    frames : mapping of str to sequence
        For the export: the values of each control that get a frame. Two controls make a grid; a control
        that is not named stays where it starts.
    still : sequence of mapping
        For print: the values of the frames that stand for the whole; the start if none is given.
    width, height : int
        Size of the picture on a 1280 x 720 slide, in pixels.
    **controls : ipywidgets.Widget
        A widget for each keyword of `draw`, with its value at the start and its description as label.

    Raises
    ------
    TypeError
        If `draw` is not a function, or a control is not a widget with a value.
    ValueError
        If there is no control, `frames` or `still` name something else than the controls and frames, or,
        in the export, the start is not among the frames.
    """
    expect.function("draw", draw)
    check_controls(controls)
    if not controls or not set(frames) or not set(frames) <= set(controls):
        raise ValueError(f"frames: expected values for some of the controls {sorted(controls)}, "
                         f"got {sorted(frames)}")
    start = values_of(controls)
    if not exporting():
        _explore_live(draw, controls, (width, height))
        return
    for name, values in frames.items():
        if controls[name].value not in values:
            raise ValueError(f"frames: expected {name} to have the start, {controls[name].value!r}, "
                             f"among its values, got {list(values)}")
    if drafting():
        frames = {name: [value for value in values
                         if value == start[name] or any(value == choice.get(name) for choice in still)]
                  for name, values in frames.items()}
    pictures = {}
    for position in itertools.product(*(range(len(values)) for values in frames.values())):
        values = {name: frames[name][at] for name, at in zip(frames, position)}
        pictures[position] = draw_frame(draw, start | values, (width, height))
    inputs = {controls[name].description or name: [_text(controls[name], value) for value in values]
              for name, values in frames.items()}
    shown = tuple(list(values).index(start[name]) for name, values in frames.items())
    stills = {_position(frames, choice) for choice in still} or {shown}
    display_flipbook(pictures, inputs, shown, stills)


def _explore_live(draw, controls, size) -> None:
    picture = ipywidgets.HTML()

    def redraw(_change):
        try:
            picture.value = live_image(draw, values_of(controls), size)
        except Exception as error:
            picture.value = error_html(error)

    def end():
        for control in controls.values():
            control.unobserve(redraw, "value")
        close(box, keep=controls.values())

    picture.value = live_image(draw, values_of(controls), size)
    observe(controls, redraw)
    box = panel(picture, controls.values())
    end_at_rerun(end)
    display(box)
    display_still(picture.value)


def _position(frames, choice) -> tuple[int, ...]:
    try:
        return tuple(list(values).index(choice[name]) for name, values in frames.items())
    except (KeyError, ValueError):
        raise ValueError(f"still: expected a value of the frames for each of {list(frames)}, "
                         f"got {choice!r}") from None


def _text(control, value) -> str:
    """The value as the control shows it."""
    if hasattr(control, "readout_format"):
        return format(value, control.readout_format)
    for option in getattr(control, "options", ()):
        if isinstance(option, tuple) and option[1] == value:
            return option[0]
    return str(value)
