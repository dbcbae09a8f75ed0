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
from lib.interactive import explore, show
from lib.interactive.watch import SLICE, LiveRun
from slides.conventions import tags

from ..plain import QUIET, show_plain

REDRAW = 0.15 / QUIET
"""So many times as long as a plain picture a redraw may take."""

PLAIN = 4
"""A plain picture is drawn beside so many moves."""

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
    """Measures redraws by a plain picture, drawn beside them in the same way."""

    def __init__(self):
        self.times, self.plain = [], []

    @contextmanager
    def measure(self):
        if len(self.times) % PLAIN == 0:
            with self.clock(self.plain):
                show_plain()
        with self.clock(self.times):
            yield

    @staticmethod
    @contextmanager
    def clock(times):
        start = time.thread_time()
        yield
        times.append(time.thread_time() - start)

    @property
    def median(self) -> float:
        """Of the redraws, as a multiple of the plain picture's."""
        return statistics.median(self.times) / statistics.median(self.plain)

    def __str__(self):
        return f"{self.median:.2f} of a plain picture's {1000 * statistics.median(self.plain):.0f} ms"


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


def is_at(control, value) -> bool:
    """Whether it stands there already, up to the last digits of its least value plus steps."""
    return control.value == value or isinstance(value, float) and np.isclose(control.value, value, atol=1e-12)


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
        alone = [(*start[:k], value, *start[k + 1 :]) for k, values in enumerate(ways) for value in values]
        # Of one control or two all corners; of more, those in which every second one is at the same end.
        corners = [
            tuple(values[both[place % 2]] for place, values in enumerate(ways))
            for both in itertools.product((0, -1), repeat=2)
        ]
        watch = Stopwatch()
        for values in [*alone, *corners]:
            for control, value in zip(row.children, values, strict=True):
                if is_at(control, value):
                    continue
                before = picture.value
                with watch.measure(), warnings.catch_warnings():
                    warnings.simplefilter("error", RuntimeWarning)
                    warnings.simplefilter("error", UserWarning)
                    control.value = value
                assert picture.value != before, f"{name}: {control.description} at {value} shows the same"
        print(f"{name}: {watch}")
        if watch.median > REDRAW:
            slow[name] = watch.median
    assert slow == {}


def live_run(arguments, options):
    """The run that a cell shows, to its last frame."""
    size = options.get("width", 1180), options.get("height", 440)
    controls = {name: option for name, option in options.items() if isinstance(option, Widget)}
    return LiveRun(
        *arguments,
        last=options["frames"][-1],
        label=options.get("label", "step"),
        stride=options.get("stride", 1),
        size=size,
        controls=controls,
        code=options.get("code"),
    )


def test_every_control_of_a_live_run_begins_it_anew(stage):
    slow = {}
    for name, (arguments, options) in stage.watched.items():
        run, watch = live_run(arguments, options), Stopwatch()
        for control in run.controls.values():
            start = control.value
            for value in [*positions(control), start]:
                if is_at(control, value):
                    continue
                run.take_slice()
                with watch.measure(), warnings.catch_warnings():
                    warnings.simplefilter("error", RuntimeWarning)
                    warnings.simplefilter("error", UserWarning)
                    control.value = value
                assert run.step == 0 and "<img" in run.picture.value, f"{name}: {control.description} {value}"
        if watch.times:
            print(f"{name}: {watch}")
            if watch.median > REDRAW:
                slow[name] = watch.median
    assert slow == {}


def test_every_live_run_leaves_the_page_its_turns(stage):
    for name, (arguments, options) in stage.watched.items():
        run = live_run(arguments, options)
        watch, slices = Stopwatch(), []
        while run.step < run.last:
            with watch.clock(slices):
                run.take_slice()
            if run.step in options["frames"]:
                with watch.measure(), warnings.catch_warnings():
                    warnings.simplefilter("error", RuntimeWarning)
                    run.redraw()
        part = statistics.median(slices) / statistics.median(watch.plain)
        print(f"{name}: slices of {part:.2f}, pictures of {watch}")
        assert run.step == options["frames"][-1], name
        # The slice ends with the step that is under way, half a slice later at most.
        assert part < 1.5 * SLICE / QUIET, name
        assert watch.median < REDRAW, name
