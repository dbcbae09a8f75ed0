"""Figures that the reader moves: live controls with a kernel, a flipbook without one.

One cell serves both. With a kernel the reader gets ipywidgets. When the lecture is exported (the
environment variable ``DESCENT_EXPORT`` is set) the same cell draws the author's chosen frames and puts
them behind range inputs, so that the control moves the picture in a file with no kernel and no network.
"""

from __future__ import annotations

import asyncio
import html
import itertools
import json
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

import ipywidgets
from IPython.display import display
from matplotlib.figure import Figure

from lib.common import function, whole
from lib.figures.style import new_figure
from lib.show import check_alt, check_legible, image_tag, rasterize, reduce_colors, size_in_pixels

SCALE = 1.5
"""Device pixels for a pixel of the 1280 x 720 slide: sharp on a projector of 1920 x 1080."""

SLICE = 0.05
"""Seconds that live training may hold the event loop before the page gets its turn."""

# One handler for all inputs of a flipbook, without a library: show the frame of these positions.
FLIP = ("const inputs=[...this.querySelectorAll('input')],at=inputs.map(i=>i.value).join(' ');"
        "this.querySelectorAll('img').forEach(m=>m.hidden=m.dataset.frame!==at);"
        "inputs.forEach(i=>{const text=JSON.parse(i.dataset.values)[i.value];"
        "i.nextElementSibling.value=text;i.setAttribute('aria-valuetext',text)})")


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
        If there is no control, `frames` or `still` name something else than the controls and frames, or
        the start is not among the frames.
    """
    function("draw", draw)
    for name, control in controls.items():
        if not isinstance(control, ipywidgets.ValueWidget):
            raise TypeError(f"{name}: expected a widget with a value, such as FloatSlider, got {control!r}")
    if not controls or not set(frames) or not set(frames) <= set(controls):
        raise ValueError(f"frames: expected values for some of the controls {sorted(controls)}, "
                         f"got {sorted(frames)}")
    for name, values in frames.items():
        if controls[name].value not in values:
            raise ValueError(f"frames: expected {name} to have the start, {controls[name].value!r}, "
                             f"among its values, got {list(values)}")
    start = {name: control.value for name, control in controls.items()}
    if not exporting():
        _explore_live(draw, controls, (width, height))
        return
    pictures = {}
    for position in itertools.product(*(range(len(values)) for values in frames.values())):
        values = {name: frames[name][at] for name, at in zip(frames, position)}
        pictures[position] = _draw_frame(draw, start | values, (width, height))
    labels = {name: [_text(controls[name], value) for value in values] for name, values in frames.items()}
    shown = tuple(list(values).index(start[name]) for name, values in frames.items())
    stills = {_position(frames, choice) for choice in still} or {shown}
    names = [controls[name].description or name for name in frames]
    _display_flipbook(pictures, names, list(labels.values()), shown, stills)


def watch(run: Callable[[], Iterable], draw: Callable[..., str], *, frames: Sequence[int],
          label: str = "step", still: Sequence[int] = (), stride: int = 1, width: int = 1180,
          height: int = 440) -> None:
    """Show a picture of something that goes on by itself, such as training.

    With a kernel there are buttons to start, stop and begin again; the run goes on in slices of at most
    50 ms on the event loop, so that Stop and the rest of the page stay alive. In the export it is a
    flipbook over chosen steps.

    Parameters
    ----------
    run : callable
        Called without arguments, it gives an iterator of states: the first is the start, each further
        one comes a step later.
    draw : callable
        ``draw(figure, step, state)`` draws a state into an empty figure and returns the alt text.
    frames : sequence of int
        The steps that get a frame in the export, in rising order, the first one shown at the start. A
        live run ends at the last.
    label : str
        What a step is called.
    still : sequence of int
        The steps that stand for the whole in print; the last if none is given.
    stride : int
        Live, the number of steps from one picture to the next.
    width, height : int
        Size of the picture on a 1280 x 720 slide, in pixels.

    Raises
    ------
    TypeError
        If `run` or `draw` is not a function.
    ValueError
        If `frames` are not rising whole numbers from 0, `still` names other steps, or `stride` is not a
        whole number of at least 1.
    """
    function("run", run)
    function("draw", draw)
    whole("stride", stride)
    if not frames or list(frames) != sorted({whole("frames", step, least=0) for step in frames}):
        raise ValueError(f"frames: expected steps in rising order, got {frames!r}")
    if not set(still) <= set(frames):
        raise ValueError(f"still: expected some of the frames {list(frames)}, got {list(still)}")
    if not exporting():
        display(LiveRun(run, draw, last=frames[-1], label=label, stride=stride, size=(width, height)).panel)
        return
    pictures = {}
    for step, state in enumerate(itertools.islice(run(), frames[-1] + 1)):
        if step in frames:
            pictures[frames.index(step),] = _draw_frame(draw, {"step": step, "state": state}, (width, height))
    if len(pictures) < len(frames):
        raise ValueError(f"frames: expected steps that the run reaches, "
                         f"got {frames[len(pictures)]} of {step}")
    stills = {(frames.index(step),) for step in still or frames[-1:]}
    _display_flipbook(pictures, [label], [[f"{step:,}" for step in frames]], (0,), stills)


def exporting() -> bool:
    """Whether the notebook is run by an export, where a flipbook takes the place of live controls."""
    return bool(os.environ.get("DESCENT_EXPORT"))


class LiveRun:
    """A run with its picture and its buttons, advanced by the event loop."""

    def __init__(self, run, draw, *, last, label, stride, size):
        self.run, self.draw, self.size = run, draw, size
        self.last, self.label, self.stride = last, label, stride
        self.picture, self.progress = ipywidgets.HTML(), ipywidgets.Label()
        self.start_button = ipywidgets.Button(description="Start", icon="play", tooltip="Start or go on")
        self.stop_button = ipywidgets.Button(description="Stop", icon="stop", tooltip="Stop; Start goes on")
        self.again_button = ipywidgets.Button(description="Again", icon="refresh",
                                              tooltip="Back to the start")
        self.start_button.on_click(lambda _: self.start())
        self.stop_button.on_click(lambda _: self.stop())
        self.again_button.on_click(lambda _: self.reset())
        buttons = [self.start_button, self.stop_button, self.again_button, self.progress]
        self.panel = _panel(self.picture, buttons)
        self.task = None
        self.reset()

    def reset(self) -> None:
        """Stop and go back to the first state."""
        self.stop()
        self.states, self.step = iter(self.run()), 0
        self.state = next(self.states)
        self.redraw()

    def start(self) -> None:
        """Go on from where the run stands, unless it is going on already."""
        if self.task is None or self.task.done():
            self.task = asyncio.ensure_future(self.advance())

    def stop(self) -> None:
        """Stop after the slice under way; the state is kept."""
        if self.task is not None:
            self.task.cancel()
            self.task = None  # it ends in its own time; Start need not wait for that

    async def advance(self) -> None:
        """Take the steps, a slice and a picture at a time; tell an error beside the buttons."""
        try:
            while self.step < self.last:
                self.take_slice()
                self.redraw()
                await asyncio.sleep(SLICE)
        except Exception as error:
            self.progress.value = f"stopped after {self.label} {self.step:,}: {type(error).__name__}: {error}"
            raise

    def take_slice(self) -> None:
        """Take the steps to the next picture, as far as a slice of time reaches; the run may end early."""
        end, target = time.monotonic() + SLICE, min(self.step + self.stride, self.last)
        while self.step < target and time.monotonic() < end:
            try:
                self.state = next(self.states)
            except StopIteration:
                self.last = self.step
                return
            self.step += 1

    def redraw(self) -> None:
        """Draw the state that the run has reached."""
        values = {"step": self.step, "state": self.state}
        self.picture.value = _live_image(self.draw, values, self.size)
        self.progress.value = f"{self.label} {self.step:,} of {self.last:,}"


def _explore_live(draw, controls, size) -> None:
    picture = ipywidgets.HTML()

    def values():
        return {name: control.value for name, control in controls.items()}

    def redraw(_change):
        try:
            picture.value = _live_image(draw, values(), size)
        except Exception as error:  # raised here it would end in a log that the reader does not see
            picture.value = f"<pre>{type(error).__name__}: {html.escape(str(error))}</pre>"

    for control in controls.values():
        control.style.description_width = "initial"
        control.layout.width = "420px"
        control.observe(redraw, "value")
    picture.value = _live_image(draw, values(), size)
    display(_panel(picture, list(controls.values())))


def _panel(picture, controls) -> ipywidgets.VBox:
    row = ipywidgets.HBox(controls, layout=ipywidgets.Layout(flex_flow="row wrap", grid_gap="8px 32px"))
    panel = ipywidgets.VBox([picture, row])
    panel.add_class("descent-explore")
    return panel


def _draw(draw, values, size) -> tuple[Figure, str]:
    figure = new_figure(*size)
    alt = draw(figure, **values)
    check_alt(alt)
    return figure, alt


def _live_image(draw, values, size) -> str:
    figure, alt = _draw(draw, values, size)
    # The fastest lossless encoding: live, speed counts and size does not.
    return image_tag(rasterize(figure, SCALE), alt, size, lossless=True, quality=0, method=0)


def _draw_frame(draw, values, size) -> tuple:
    figure, alt = _draw(draw, values, size)
    raster = rasterize(figure, SCALE)
    check_legible(figure)
    return reduce_colors(raster).convert("RGB"), alt, size_in_pixels(figure)


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


def _display_flipbook(pictures, names, labels, shown, stills) -> None:
    images = []
    for position, (image, alt, size) in pictures.items():
        attributes = f'data-frame="{" ".join(map(str, position))}"'
        attributes += " data-still" * (position in stills) + " hidden" * (position != shown)
        images.append(image_tag(image, alt, size, attributes, lossless=True, quality=50, method=3))
    inputs = []
    for name, texts, at in zip(names, labels, shown):
        values = html.escape(json.dumps(texts, ensure_ascii=False))
        inputs.append(f'<label><span class="name">{html.escape(name)}</span><input type="range" min="0" '
                      f'max="{len(texts) - 1}" step="1" value="{at}" data-values="{values}" '
                      f'aria-valuetext="{html.escape(texts[at])}"><output>{html.escape(texts[at])}</output></label>')
    page = (f'<figure class="flipbook" oninput="{html.escape(FLIP)}">\n'
            + '<div class="frames">\n' + "\n".join(images)
            + '\n</div>\n<div class="controls">\n' + "\n".join(inputs) + "\n</div>\n</figure>")
    display({"text/html": page, "text/plain": pictures[shown][1]}, raw=True)
