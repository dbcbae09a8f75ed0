"""Runs that the reader starts and stops: alive with a kernel, a flipbook in the export."""

import asyncio
import itertools
import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from bs4 import BeautifulSoup
from ipywidgets import Button, FloatSlider, IntSlider

from lib.figures import panels
from lib.interactive.watch import SLICE, LiveRun, watch

from ..plain import quiet_seconds


def frames(book):
    """The images of a flipbook by position."""
    return {tuple(map(int, image["data-frame"].split())): image for image in book.select(".frames > img")}


# --- in the export


def counting():
    """States that count from 0, for ever."""
    return itertools.count()


def draw_state(figure, step, state):
    (axes,) = panels(figure, 1)
    axes.plot([0, 1], [0, state])
    return f"The state after {step} steps is {state}."


def test_a_watched_run_becomes_a_flipbook_over_its_steps(exported):
    book, data = exported(watch, counting, draw_state, frames=[0, 10, 1500], label="epoch")
    images = frames(book)
    assert [image["alt"] for image in images.values()] == [
        f"The state after {step} steps is {step}." for step in (0, 10, 1500)
    ]
    assert [position for position, image in images.items() if not image.has_attr("hidden")] == [(0,)]
    assert [position for position, image in images.items() if image.has_attr("data-still")] == [(2,)]
    assert json.loads(book.select_one("input")["data-values"]) == ["0", "10", "1,500"]
    assert book.select_one(".name").text == "epoch" and data["text/plain"] == "The state after 0 steps is 0."


def test_the_stills_of_a_run_are_the_steps_that_are_named(exported):
    book, _ = exported(watch, counting, draw_state, frames=[0, 5, 9], still=[0, 5])
    assert [image["data-frame"] for image in book.select("img[data-still]")] == ["0", "1"]


def test_a_run_goes_no_further_than_the_last_frame(exported):
    taken = []

    def run():
        for state in itertools.count():
            taken.append(state)
            yield state

    exported(watch, run, draw_state, frames=[0, 3])
    assert taken == [0, 1, 2, 3]


@pytest.mark.parametrize(
    "options, message",
    [
        ({"frames": []}, r"^frames: expected steps in rising order, got \[\]"),
        ({"frames": [0, 5, 3]}, r"^frames: expected steps in rising order, got \[0, 5, 3\]"),
        ({"frames": [0, 3, 3]}, "^frames: expected steps in rising order"),
        ({"frames": [-1, 3]}, "^frames: expected a whole number of at least 0, got -1"),
        ({"frames": [0, 3], "still": [2]}, r"^still: expected some of the frames \[0, 3\], got \[2\]"),
    ],
)
def test_refuses_steps_that_make_no_run(options, message):
    with pytest.raises(ValueError, match=message):
        watch(counting, draw_state, **options)


def test_refuses_frames_that_the_run_does_not_reach(monkeypatch):
    monkeypatch.setenv("DESCENT_EXPORT", "1")
    with pytest.raises(ValueError, match="^frames: expected steps that the run reaches, got 9 of 4"):
        watch(lambda: range(5), draw_state, frames=[0, 2, 9])


# --- with a kernel


def in_a_loop(play):
    """Run a coroutine in a loop and a thread of its own, as a kernel has; give its result."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(asyncio.wait_for(play(), 30))).result()


def live_run(run=counting, draw=draw_state, last=1000, stride=1):
    return LiveRun(run, draw, last=last, label="step", stride=stride, size=(300, 200))


async def until(condition):
    while not condition():
        await asyncio.sleep(0.01)


def busy(seconds=0.001):
    """States that each take some time of the processor."""
    for state in itertools.count():
        yield state
        end = time.thread_time() + seconds
        while time.thread_time() < end:
            pass


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"run": 3}, TypeError, "^run: expected a function, got 3"),
        ({"draw": 3}, TypeError, "^draw: expected a function, got 3"),
        ({"stride": 0}, ValueError, "^stride: expected a whole number of at least 1, got 0"),
        ({"frames": [0, 1.5]}, ValueError, "^frames: expected a whole number of at least 0, got 1.5"),
    ],
)
def test_watch_names_what_does_not_fit(change, error, message):
    right = {"run": lambda: iter(range(9)), "draw": lambda figure, step, state: "", "frames": [0, 1]}
    with pytest.raises(error, match=message):
        watch(**right | change)


def test_a_live_run_has_its_buttons_and_begins_at_its_start(panel):
    shown = panel(watch, counting, draw_state, frames=[0, 50, 1000], label="epoch")
    live, row, _ = shown.children
    assert [button.description for button in row.children[:3]] == ["Start", "Stop", "Again"]
    assert row.children[3].value == "epoch 0 of 1,000"
    assert BeautifulSoup(live.value, "html.parser").img["alt"] == "The state after 0 steps is 0."


def test_start_runs_to_the_last_step_and_no_further():
    async def play():
        run = live_run(last=7)
        run.start_button.click()
        await run.task
        return run

    run = in_a_loop(play)
    assert (run.step, run.state, run.progress.value) == (7, 7, "step 7 of 7")
    assert "The state after 7 steps is 7." in run.picture.value


def test_the_last_picture_is_of_the_last_step_whatever_the_stride():
    async def play():
        run = live_run(last=25, stride=10)
        steps = []
        run.redraw = lambda: steps.append(run.step)
        await run.advance()
        return steps

    assert in_a_loop(play) == [10, 20, 25]


def test_stop_stops_between_two_slices_and_start_goes_on_from_there():
    async def play():
        run = live_run(busy, last=100_000, stride=100_000)
        run.start_button.click()
        await until(lambda: run.step > 0)
        run.stop_button.click()
        await asyncio.sleep(4 * SLICE)
        stopped = run.step
        await asyncio.sleep(4 * SLICE)
        assert run.step == run.state == stopped
        run.start_button.click()
        await until(lambda: run.step > stopped)
        assert run.state == run.step
        run.stop_button.click()
        return stopped

    assert 0 < in_a_loop(play) < 100_000


def test_again_goes_back_to_the_start_and_waits():
    async def play():
        run = live_run(busy, last=100_000)
        run.start_button.click()
        await until(lambda: run.step > 0)
        run.again_button.click()
        assert (run.step, run.state, run.progress.value) == (0, 0, "step 0 of 100,000")
        await asyncio.sleep(4 * SLICE)
        assert run.step == 0

    in_a_loop(play)


@pytest.mark.parametrize("button", ["stop_button", "again_button"])
def test_start_works_at_once_after_the_other_buttons(button):
    async def play():
        run = live_run(last=100_000)
        run.start_button.click()
        await until(lambda: run.step > 0)
        getattr(run, button).click()
        before = run.step
        run.start_button.click()
        await until(lambda: run.step > before)
        run.stop_button.click()

    in_a_loop(play)


def test_start_twice_is_start_once():
    async def play():
        run = live_run(last=5)
        run.start_button.click()
        run.start_button.click()
        await run.task
        return run.step

    assert in_a_loop(play) == 5


def test_a_slice_holds_the_loop_for_50_ms_and_a_picture():
    """In seconds of this processor between two turns of the page."""

    async def play():
        run = live_run(busy, last=100_000, stride=100_000)
        pictures, gaps = [], []
        redraw = run.redraw

        def timed():
            start = time.thread_time()
            redraw()
            pictures.append(time.thread_time() - start)

        run.redraw = timed
        run.start()
        while len(pictures) < 8:
            start = time.thread_time()
            await asyncio.sleep(0)
            gaps.append(time.thread_time() - start)
        run.stop()
        return max(gaps), max(pictures), run.step

    gap, drawn, steps = in_a_loop(play)
    assert gap < SLICE + drawn + 0.01
    assert steps > 8, "and it does get on"


def test_a_run_that_ends_early_ends_quietly():
    async def play():
        run = live_run(lambda: iter(range(4)), last=9)
        run.start()
        await run.task
        return run

    run = in_a_loop(play)
    assert (run.step, run.state, run.progress.value) == (3, 3, "step 3 of 3")


def test_a_run_that_fails_says_so_beside_its_buttons():
    def fails():
        yield 0
        yield 1
        raise OverflowError("the cost is too large")

    async def play():
        run = live_run(fails, last=9)
        run.start()
        with pytest.raises(OverflowError):
            await run.task
        return run

    run = in_a_loop(play)
    assert run.progress.value == "stopped after step 1: OverflowError: the cost is too large"


# --- with controls, in the export


def multiples(factor, shift=0):
    """States that are multiples of a factor, without an end."""
    return (shift + factor * step for step in itertools.count())


def draw_multiple(figure, step, state, factor, shift=0):
    (axes,) = panels(figure, 1)
    axes.plot([0, 1], [shift, state])
    return f"{factor} times {step} and {shift} is {state}."


def factor(**options):
    return IntSlider(**{"min": 1, "max": 9, "value": 2, "description": "the factor"} | options)


SETTINGS = {"twice": {}, "three times": {"factor": 3}, "five times and one": {"factor": 5, "shift": 1}}


def test_settings_and_steps_make_a_grid_of_frames(exported):
    book, data = exported(
        watch,
        multiples,
        draw_multiple,
        frames=[0, 4],
        settings=SETTINGS,
        factor=factor(),
        shift=FloatSlider(value=0),
    )
    images = frames(book)
    assert list(images) == list(itertools.product(range(3), range(2)))
    assert images[0, 1]["alt"] == "2 times 4 and 0.0 is 8.0."
    assert images[1, 1]["alt"] == "3 times 4 and 0.0 is 12.0."
    assert images[2, 1]["alt"] == "5 times 4 and 1 is 21."
    assert [label.text for label in book.select(".name")] == ["setting", "step"]
    assert [json.loads(one["data-values"]) for one in book.select("input")] == [list(SETTINGS), ["0", "4"]]
    assert [position for position, image in images.items() if not image.has_attr("hidden")] == [(0, 0)]
    assert [position for position, image in images.items() if image.has_attr("data-still")] == [(0, 1)]
    assert data["text/plain"] == "2 times 0 and 0.0 is 0.0."


def test_without_settings_controls_stay_where_they_start(exported):
    book, _ = exported(watch, multiples, draw_multiple, frames=[0, 4], factor=factor(value=7))
    said = ["7 times 0 and 0 is 0.", "7 times 4 and 0 is 28."]
    assert [image["alt"] for image in frames(book).values()] == said
    assert [label.text for label in book.select(".name")] == ["step"]


@pytest.mark.parametrize("export", [False, True])
@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"factor": 3}, TypeError, "^factor: expected a widget with a value, such as FloatSlider, got 3"),
        ({"factor": Button()}, TypeError, "^factor: expected a widget with a value"),
        ({"settings": ["twice"]}, TypeError, r"^settings: expected a mapping with a name .* got \['twice'\]"),
        ({"settings": {}}, TypeError, "^settings: expected a mapping"),
        ({"settings": {"a": 3}}, TypeError, "^settings: expected values by control for 'a', got 3"),
        (
            {"settings": {"a": {"speed": 3}}},
            ValueError,
            r"^settings: expected values of the controls \['factor'\] for 'a', got \['speed'\]",
        ),
        ({"state": factor()}, ValueError, "^controls: expected other names than step and state, got "),
        ({"code": "a = 1"}, TypeError, "^code: expected a function, got 'a = 1'"),
        ({"last": 0}, ValueError, "^last: expected a whole number of at least 1, got 0"),
    ],
)
def test_refuses_controls_and_settings_that_do_not_fit(monkeypatch, export, change, error, message):
    monkeypatch.setenv("DESCENT_EXPORT", "1" if export else "")
    right = {"frames": [0, 1], "factor": factor()}
    with pytest.raises(error, match=message):
        watch(multiples, draw_multiple, **right | change)


# --- with controls, with a kernel


def controlled(run=multiples, draw=draw_multiple, last=1000, stride=1, code=None, **controls):
    return LiveRun(
        run,
        draw,
        last=last,
        label="step",
        stride=stride,
        size=(300, 200),
        code=code,
        controls=controls or {"factor": factor()},
    )


def test_the_controls_stand_between_the_picture_and_the_buttons(panel):
    control = factor()
    shown = panel(watch, multiples, draw_multiple, frames=[0, 3], last=50, factor=control)
    live, controls, buttons, _ = shown.children
    assert list(controls.children) == [control]
    assert [button.description for button in buttons.children[:3]] == ["Start", "Stop", "Again"]
    assert buttons.children[-1].value == "step 0 of 50"
    assert BeautifulSoup(live.value, "html.parser").img["alt"] == "2 times 0 and 0 is 0."


def test_a_width_that_was_given_to_a_control_is_kept():
    run = controlled(factor=factor(layout={"width": "123px"}), shift=factor())
    assert [control.layout.width for control in run.controls.values()] == ["123px", "350px"]


def test_a_change_of_a_control_begins_a_resting_run_anew_and_it_rests():
    run = controlled()
    for _ in range(3):
        run.take_slice()
    assert (run.step, run.state) == (3, 6)
    run.controls["factor"].value = 5
    assert (run.step, run.state, run.task) == (0, 0, None)
    assert "5 times 0 and 0 is 0." in run.picture.value
    run.take_slice()
    assert (run.step, run.state) == (1, 5)


def test_a_change_of_a_control_begins_a_going_run_anew_and_it_goes_on():
    async def play():
        run = controlled(last=100_000)
        run.start_button.click()
        await until(lambda: run.step > 2)
        run.controls["factor"].value = 5
        assert (run.step, run.state) == (0, 0)
        await until(lambda: run.step > 2)
        assert run.state == 5 * run.step
        run.stop_button.click()
        stopped = run.step
        await asyncio.sleep(4 * SLICE)
        assert run.step == stopped
        run.controls["factor"].value = 6
        await asyncio.sleep(4 * SLICE)
        assert run.step == 0, "what was stopped rests"

    in_a_loop(play)


def test_a_run_that_ended_early_has_its_whole_length_again():
    async def play():
        run = controlled(lambda factor: iter(range(factor)), last=9)
        run.start()
        await run.task
        assert run.progress.value == "step 1 of 1"
        run.controls["factor"].value = 5
        assert run.progress.value == "step 0 of 9"

    in_a_loop(play)


def test_a_change_that_makes_no_run_is_told_in_the_place_of_the_picture():
    def refuses(factor):
        if factor == 3:
            raise ValueError("factor: not < 3")
        return multiples(factor)

    async def play():
        run = controlled(refuses)
        run.start()
        await until(lambda: run.step > 0)
        run.controls["factor"].value = 3
        assert "ValueError: factor: not &lt; 3</pre>" in run.picture.value
        run.start()
        await run.task
        assert "ValueError" in run.picture.value
        run.controls["factor"].value = 4
        assert "4 times 0 and 0 is 0." in run.picture.value

    in_a_loop(play)


def test_the_page_answers_within_150_ms_while_a_run_goes_on():
    """In seconds of a quiet processor: the longest that a change may have to wait, and its own picture."""

    async def play():
        run = controlled(lambda factor: busy(), last=100_000, stride=100_000)
        waits = []
        run.start()
        for value in (3, 4, 5, 6):
            await until(lambda: run.step > 5)
            longest = 0
            for _ in range(40):
                start = time.thread_time()
                await asyncio.sleep(0)
                longest = max(longest, time.thread_time() - start)
            start = time.thread_time()
            run.controls["factor"].value = value
            waits.append(longest + time.thread_time() - start)
        run.stop()
        return sorted(waits)[1]

    assert quiet_seconds(in_a_loop(play)) < 0.15


def test_a_button_shows_the_code_of_the_setting_in_the_place_of_the_picture():
    run = controlled(code=lambda factor: f"factor = {factor}\nprint(1 < factor)")
    picture, lines, _, buttons, _ = run.panel.children
    assert lines.layout.display == "none" and ">factor = 2\nprint(1 &lt; factor)</pre>" in lines.value
    toggle = buttons.children[3]
    assert toggle.description == "Show me the code"
    toggle.value = True
    assert (picture.layout.display, lines.layout.display) == ("none", "")
    run.controls["factor"].value = 8
    assert "factor = 8" in lines.value
    toggle.value = False
    assert (picture.layout.display, lines.layout.display) == ("", "none")


def test_a_run_that_a_rerun_of_its_cell_replaces_goes_no_further(cells):
    """It would go on unseen, and take half of the time of the one in its place."""
    cells.names.update(watch=watch, draw=draw_state, steps=(steps := {"old": 0, "new": 0}), runs=[])
    cell = """
from lib.interactive import watch as module

def run(name=name):
    while True:
        steps[name] += 1
        yield steps[name]

class Known(module.LiveRun):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        runs.append(self)

before, module.LiveRun = module.LiveRun, Known
watch(run, draw, frames=[0, 9], last=10_000, width=300, height=200)
module.LiveRun = before
"""

    async def play():
        cells.run("figure", "name = 'old'" + cell)
        cells.names["runs"][0].start()
        await asyncio.sleep(0.5)
        cells.run("figure", "name = 'new'" + cell)
        reached = steps["old"]
        cells.names["runs"][1].start()
        await asyncio.sleep(0.5)
        cells.names["runs"][1].stop()
        return reached

    assert 1 < in_a_loop(play) == steps["old"]
    assert steps["new"] > 1
