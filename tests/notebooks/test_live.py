"""Every live figure of every lecture, moved from end to end: no error, no warning, no waiting."""

import gc
import itertools
import statistics
import time
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import pytest
from ipywidgets import Checkbox, FloatLogSlider, Widget

from lib import exercises
from lib.stage import explore, show
from lib.stage.watch import SLICE, LiveRun
from slides.conventions import tags

REDRAW = 0.15
"""Seconds from the move of a control to its picture, on a processor that does nothing else."""

MANY = 5
"""So many positions of a long slider are tried, its ends among them."""


@dataclass
class Stage:
    """The live figures of a lecture: for each the cell, and what `explore` or `watch` was called with."""

    explored: dict[str, tuple] = field(default_factory=dict)
    watched: dict[str, tuple] = field(default_factory=dict)
    cell: str = ""

    def record(self, calls):
        def call(*arguments, **options):
            calls[self.cell] = arguments, options

        return call


@pytest.fixture(scope="module")
def stage(lecture):
    """The lecture's code, run with everything quiet but the calls of its live figures."""
    stage, namespace = Stage(), {"__name__": lecture.path.stem}
    with pytest.MonkeyPatch.context() as patch:
        for module, name in ((show, "show"), (show, "show_code"), (exercises, "quiz")):
            patch.setattr(module, name, lambda *arguments, **options: None)
        patch.setattr(explore, "explore", stage.record(stage.explored))
        patch.setattr(explore, "watch", stage.record(stage.watched))
        for cell in lecture.code:
            stage.cell = cell.id
            if not {"exercise", "solution", "assert"} & set(tags(cell)):
                exec(compile(cell.source, cell.id, "exec"), namespace)
    assert stage.explored or stage.watched
    return stage


class Stopwatch:
    """Measures pieces of work in seconds of the processor when it does nothing else.

    Other programs slow it down. How much is told by a short loop, timed beside the work and, at the start,
    so often that some of its runs were not disturbed.
    """

    def __init__(self):
        self.best = min(self.loop() for _ in range(2000))
        self.loops, self.times = [], []

    @staticmethod
    def loop() -> float:
        start = time.thread_time()
        [number * number for number in range(10_000)]  # fills memory as a picture does
        return time.thread_time() - start

    @contextmanager
    def measure(self):
        self.loops.append(self.loop())
        start = time.thread_time()
        yield
        self.times.append(time.thread_time() - start)
        self.loops.append(self.loop())

    @property
    def median(self) -> float:
        slowdown = statistics.median(self.loops) / min(self.best, *self.loops)
        return statistics.median(self.times) / slowdown


@pytest.fixture(autouse=True)
def kernel_sized_memory():
    """Python's search for garbage skips what the tests keep in memory, and a kernel does not."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def positions(control) -> list:
    """Values to try of a control: all, or some of many, always both ends."""
    if isinstance(control, Checkbox):
        return [False, True]
    if hasattr(control, "options"):
        return [option[1] if isinstance(option, tuple) else option for option in control.options]
    steps = round((control.max - control.min) / control.step)
    at = np.unique(np.linspace(0, steps, min(steps + 1, MANY)).round())
    values = control.min + at * control.step
    return list(control.base**values if isinstance(control, FloatLogSlider) else values)


def test_every_control_can_be_moved_anywhere(stage, monkeypatch):
    monkeypatch.delenv("DESCENT_EXPORT", raising=False)
    slow = {}
    for name, (arguments, options) in stage.explored.items():
        shown = []
        monkeypatch.setattr(explore, "display", shown.append)
        explore.explore(*arguments, **options)
        picture, row, _ = shown[0].children
        start = [control.value for control in row.children]
        ways = [positions(control) for control in row.children]
        alone = [(*start[:k], value, *start[k + 1:]) for k, values in enumerate(ways) for value in values]
        corners = itertools.product(*((values[0], values[-1]) for values in ways))
        watch = Stopwatch()
        for values in [*alone, *corners]:
            for control, value in zip(row.children, values, strict=True):
                if control.value == value:
                    continue
                before = picture.value
                with watch.measure(), warnings.catch_warnings():
                    warnings.simplefilter("error", RuntimeWarning)
                    warnings.simplefilter("error", UserWarning)
                    control.value = value
                assert picture.value != before, f"{name}: {control.description} at {value} shows the same"
        print(f"{name}: {1000 * watch.median:.0f} ms")
        if watch.median > REDRAW:
            slow[name] = watch.median
    assert slow == {}


def live_run(arguments, options):
    """The run that a cell shows, to its last frame."""
    size = options.get("width", 1180), options.get("height", 440)
    controls = {name: option for name, option in options.items() if isinstance(option, Widget)}
    return LiveRun(*arguments, last=options["frames"][-1], label=options.get("label", "step"),
                   stride=options.get("stride", 1), size=size, controls=controls, code=options.get("code"))


def test_every_control_of_a_live_run_begins_it_anew(stage):
    slow = {}
    for name, (arguments, options) in stage.watched.items():
        run, watch = live_run(arguments, options), Stopwatch()
        for control in run.controls.values():
            start = control.value
            for value in [*positions(control), start]:
                if control.value == value:
                    continue
                run.take_slice()
                with watch.measure(), warnings.catch_warnings():
                    warnings.simplefilter("error", RuntimeWarning)
                    warnings.simplefilter("error", UserWarning)
                    control.value = value
                assert run.step == 0 and "<img" in run.picture.value, f"{name}: {control.description} {value}"
        if watch.times:
            print(f"{name}: {1000 * watch.median:.0f} ms")
            if watch.median > REDRAW:
                slow[name] = watch.median
    assert slow == {}


def test_every_live_run_leaves_the_page_its_turns(stage):
    for name, (arguments, options) in stage.watched.items():
        run = live_run(arguments, options)
        slices, pictures = Stopwatch(), Stopwatch()
        while run.step < run.last:
            with slices.measure():
                run.take_slice()
            if run.step in options["frames"]:
                with pictures.measure(), warnings.catch_warnings():
                    warnings.simplefilter("error", RuntimeWarning)
                    run.redraw()
        print(f"{name}: slices of {1000 * slices.median:.1f} ms, pictures in {1000 * pictures.median:.0f} ms")
        assert run.step == options["frames"][-1], name
        # The slice ends with the step that is under way.
        assert slices.median < 1.5 * SLICE, name
        assert pictures.median < REDRAW, name
