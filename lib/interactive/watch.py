"""Figures of something that goes on by itself, such as training: live or, in the export, a flipbook."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Iterable, Mapping, Sequence

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
    preformatted,
    values_of,
)

SLICE = 0.05
"""Seconds that live training may hold the event loop before the page gets its turn."""

BREATH = SLICE / 5
"""Seconds of such a turn between a slice and its picture: enough for a click that waits."""


def watch(run: Callable[..., Iterable], draw: Callable[..., str], *, frames: Sequence[int],
          settings: Mapping[str, Mapping] | None = None, label: str = "step", still: Sequence[int] = (),
          stride: int = 1, last: int | None = None, code: Callable[..., str] | None = None,
          width: int = 1180, height: int = 440, **controls: ipywidgets.Widget) -> None:
    """Show a picture of something that goes on by itself, such as training.

    With a kernel there are buttons to start, stop and begin again, below the controls if there are any. A
    change of a control begins anew with the new values, and goes on running if it was running. The run
    goes on in slices of at most 50 ms on the event loop, so that Stop, the controls and the rest of the
    page stay alive. In the export it is a flipbook over chosen settings and steps.

    Parameters
    ----------
    run : callable
        ``run(**values)``, with the value of each control, gives an iterator of states: the first is the
        start, each further one comes a step later.
    draw : callable
        ``draw(figure, step, state, **values)`` draws a state into an empty figure and returns the alt text.
    frames : sequence of int
        The steps that get a frame in the export, in rising order, the first one shown at the start.
    settings : mapping of str to mapping
        For the export: the settings that get frames, the first one shown at the start. Each has a name and
        gives some controls their values; the others stay where they start. Without settings all do.
    label : str
        What a step is called.
    still : sequence of int
        The steps of the first setting that stand for the whole in print; the last if none is given.
    stride : int
        Live, the number of steps from one picture to the next.
    last : int, optional
        The step at which a live run ends; by default the last of the frames.
    code : callable, optional
        ``code(**values)`` gives the lines that do the same; live, a button shows them.
    width, height : int
        Size of the picture on a 1280 x 720 slide, in pixels.
    **controls : ipywidgets.Widget
        A widget for each keyword of `run`, with its value at the start and its description as label.

    Raises
    ------
    TypeError
        If `run`, `draw` or `code` is not a function, a control is not a widget with a value, or a setting
        is not a mapping.
    ValueError
        If `frames` are not rising whole numbers from 0, `still` names other steps, `settings` something
        else than the controls, a control is called step or state, or `stride` or `last` is not a whole
        number of at least 1.
    """
    expect.function("run", run)
    expect.function("draw", draw)
    expect.integer("stride", stride)
    if code is not None:
        expect.function("code", code)
    check_controls(controls)
    if {"step", "state"} & set(controls):
        raise ValueError(f"controls: expected other names than step and state, got {sorted(controls)}")
    if not frames or list(frames) != sorted({expect.integer("frames", step, least=0) for step in frames}):
        raise ValueError(f"frames: expected steps in rising order, got {frames!r}")
    if not set(still) <= set(frames):
        raise ValueError(f"still: expected some of the frames {list(frames)}, got {list(still)}")
    chosen = _settings(settings, controls)
    end = frames[-1] if last is None else expect.integer("last", last)
    size = width, height
    if not exporting():
        live = LiveRun(run, draw, last=end, label=label, stride=stride, size=size, controls=controls,
                       code=code)
        end_at_rerun(live.close)
        display(live.panel)
        display_still(live.picture.value)
        return
    if drafting():
        frames = sorted({frames[0], *(still or frames[-1:])})
        chosen = dict(itertools.islice(chosen.items(), 1))
    pictures = {}
    for k, values in enumerate(chosen.values()):
        for i, picture in enumerate(_frames(run, draw, frames, values, size)):
            pictures[k, i] = picture
    inputs = {"setting": list(chosen), label: [f"{step:,}" for step in frames]}
    stills = {(0, frames.index(step)) for step in still or frames[-1:]}
    if not settings:
        del inputs["setting"]
        pictures = {(i,): picture for (_, i), picture in pictures.items()}
        stills = {(i,) for _, i in stills}
    display_flipbook(pictures, inputs, (0,) * len(inputs), stills)


def _settings(settings, controls) -> dict[str, dict]:
    """The values of all controls for each setting."""
    start = values_of(controls)
    if settings is None:
        return {"": start}
    if not isinstance(settings, Mapping) or not settings:
        raise TypeError(f"settings: expected a mapping with a name for each setting, got {settings!r}")
    for name, values in settings.items():
        if not isinstance(values, Mapping):
            raise TypeError(f"settings: expected values by control for {name!r}, got {values!r}")
        if not set(values) <= set(controls):
            raise ValueError(f"settings: expected values of the controls {sorted(controls)} for {name!r}, "
                             f"got {sorted(values)}")
    return {name: start | dict(values) for name, values in settings.items()}


def _frames(run, draw, frames, values, size) -> list:
    """A run from its start to the last of the frames, with a picture of each."""
    pictures = []
    for step, state in enumerate(itertools.islice(run(**values), frames[-1] + 1)):
        if step in frames:
            pictures.append(draw_frame(draw, {"step": step, "state": state} | values, size))
    if len(pictures) < len(frames):
        raise ValueError(f"frames: expected steps that the run reaches, "
                         f"got {frames[len(pictures)]} of {step}")
    return pictures


class LiveRun:
    """A run with its picture, its controls and its buttons, advanced by the event loop."""

    def __init__(self, run, draw, *, last, label, stride, size, controls=None, code=None):
        self.run, self.draw, self.size, self.code = run, draw, size, code
        self.end, self.label, self.stride = last, label, stride
        self.controls = dict(controls or {})
        self.picture, self.progress = ipywidgets.HTML(), ipywidgets.Label()
        self.start_button = ipywidgets.Button(description="Start", icon="play", tooltip="Start or go on")
        self.stop_button = ipywidgets.Button(description="Stop", icon="stop", tooltip="Stop; Start goes on")
        self.again_button = ipywidgets.Button(description="Again", icon="refresh",
                                              tooltip="Back to the start")
        self.start_button.on_click(lambda _: self.start())
        self.stop_button.on_click(lambda _: self.stop())
        self.again_button.on_click(lambda _: self.reset())
        self.panel = panel(*self._parts())
        self.task = None
        self.reset()
        observe(self.controls, self.begin_anew, width="350px")

    def _parts(self):
        """The picture, or the lines of code in its place; the controls; the buttons."""
        buttons = [self.start_button, self.stop_button, self.again_button]
        yield self.picture
        if self.code is not None:
            self.lines = ipywidgets.HTML(layout={"display": "none", "min_height": f"{self.size[1]}px"})
            self.code_button = ipywidgets.ToggleButton(description="Show me the code", icon="code",
                                                       tooltip="The lines that do the same")
            self.code_button.observe(lambda _: self.turn_over(), "value")
            buttons.append(self.code_button)
            yield self.lines
        if self.controls:
            yield self.controls.values()
        yield [*buttons, self.progress]

    def reset(self) -> None:
        """Stop and go back to the first state."""
        self.stop()
        self.values = values_of(self.controls)
        self.states, self.step, self.last = iter(self.run(**self.values)), 0, self.end
        self.state = next(self.states)
        if self.code is not None:
            self.lines.value = preformatted(self.code(**self.values))
        self.redraw()

    def begin_anew(self, _change=None) -> None:
        """Begin with the values that the controls have now, and go on running if it was running."""
        running = self.task is not None and not self.task.done()
        try:
            self.reset()
        except Exception as error:
            self.picture.value, self.progress.value, self.last = error_html(error), "", self.step
        else:
            if running:
                self.start()

    def turn_over(self) -> None:
        """Show the lines of code in the place of the picture, or the picture again."""
        code = self.code_button.value
        self.picture.layout.display, self.lines.layout.display = ("none", "") if code else ("", "none")

    def start(self) -> None:
        """Go on from where the run stands, unless it is going on already."""
        if self.task is None or self.task.done():
            self.task = asyncio.ensure_future(self.advance())

    def stop(self) -> None:
        """Stop after the slice under way; the state is kept."""
        if self.task is not None:
            self.task.cancel()
            self.task = None  # it ends in its own time; Start need not wait for that

    def close(self) -> None:
        """Stop for good, and let go of the controls, which another run may use."""
        self.stop()
        for control in self.controls.values():
            control.unobserve(self.begin_anew, "value")
        close(self.panel, keep=self.controls.values())

    async def advance(self) -> None:
        """Take the steps, a slice and a picture at a time; tell an error beside the buttons."""
        try:
            while self.step < self.last:
                self.take_slice()
                await asyncio.sleep(BREATH)
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
        values = {"step": self.step, "state": self.state} | self.values
        self.picture.value = live_image(self.draw, values, self.size)
        self.progress.value = f"{self.label} {self.step:,} of {self.last:,}"
