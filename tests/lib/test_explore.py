"""Figures that the reader moves: a cell is alive with a kernel, and still moves without one in the export."""

import asyncio
import base64
import io
import itertools
import json
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from bs4 import BeautifulSoup
from ipywidgets import Button, FloatSlider, IntSlider, SelectionSlider
from PIL import Image

from lib.explore import FLIP, SCALE, SLICE, LiveRun, explore, watch
from lib.figures import panels

REDRAW = 0.15
"""Seconds from the move of a control to its picture."""


def draw(figure, rate, steps=1):
    (axes,) = panels(figure, 1)
    axes.plot([0, 1], [0, rate * steps])
    return f"A line that rises to {rate:g} in {steps} steps."


def rate(**options):
    start = {"min": 0, "max": 2, "step": 0.5, "value": 0.5, "description": "learning rate"}
    return FloatSlider(**start | options)


@pytest.fixture
def exported(displayed, monkeypatch):
    """What a cell displays in the export: its only output, the HTML parsed."""
    monkeypatch.setenv("DESCENT_EXPORT", "1")

    def run(show, *arguments, **options):
        with displayed() as caught:
            assert show(*arguments, **options) is None
        (output,) = caught.outputs
        page = BeautifulSoup(output.data["text/html"], "html.parser")
        return page.select_one("figure.flipbook"), output.data

    return run


@pytest.fixture
def panel(monkeypatch):
    """What a cell displays with a kernel: the panel of picture and controls."""
    monkeypatch.delenv("DESCENT_EXPORT", raising=False)

    def run(show, *arguments, **options):
        shown = []
        monkeypatch.setattr("lib.explore.display", shown.append)
        assert show(*arguments, **options) is None
        (panel,) = shown
        return panel

    return run


def frames(book):
    """The images of a flipbook by position."""
    return {tuple(map(int, image["data-frame"].split())): image for image in book.select(".frames > img")}


def picture(image):
    kind, _, data = image["src"].partition(";base64,")
    assert kind == "data:image/webp"
    return Image.open(io.BytesIO(base64.b64decode(data)))


# --- explore in the export: the flipbook of the design


def test_a_flipbook_has_a_frame_for_each_value(exported):
    book, data = exported(explore, draw, rate=rate(), frames={"rate": [0, 0.5, 2]})
    images = frames(book)
    assert list(images) == [(0,), (1,), (2,)]
    assert [image["alt"] for image in images.values()] == [draw_alt(0), draw_alt(0.5), draw_alt(2)]
    assert [position for position, image in images.items() if not image.has_attr("hidden")] == [(1,)]
    assert [position for position, image in images.items() if image.has_attr("data-still")] == [(1,)]
    assert data["text/plain"] == draw_alt(0.5)
    assert len({image["src"] for image in images.values()}) == 3


def draw_alt(rate, steps=1):
    return f"A line that rises to {rate:g} in {steps} steps."


def test_its_control_says_what_the_slider_would_say(exported):
    book, _ = exported(explore, draw, rate=rate(readout_format=".3f"), frames={"rate": [0, 0.5, 2]})
    (label,) = book.select(".controls > label")
    control = label.select_one("input")
    assert [part.name for part in label.find_all(True)] == ["span", "input", "output"]
    assert label.select_one(".name").text == "learning rate"
    assert {name: control[name] for name in ("type", "min", "max", "step", "value")} == {
        "type": "range", "min": "0", "max": "2", "step": "1", "value": "1"}
    assert json.loads(control["data-values"]) == ["0.000", "0.500", "2.000"]
    assert control["aria-valuetext"] == label.output.text == "0.500"
    assert book["oninput"] == FLIP


def test_its_pictures_are_drawn_for_a_projector_and_sized_for_the_slide(exported):
    book, _ = exported(explore, draw, rate=rate(), frames={"rate": [0, 0.5]}, width=600, height=300)
    for image in frames(book).values():
        assert (image["width"], image["height"]) == ("600", "300")
        assert picture(image).size == (600 * SCALE, 300 * SCALE)


def test_two_controls_make_a_grid(exported):
    book, _ = exported(explore, draw, rate=rate(), steps=IntSlider(min=1, max=9, value=5),
                       frames={"steps": [1, 5], "rate": [0, 0.5, 2]}, still=[{"rate": 0, "steps": 1}])
    images = frames(book)
    assert list(images) == list(itertools.product(range(2), range(3)))
    assert images[1, 2]["alt"] == draw_alt(2, 5) and images[0, 1]["alt"] == draw_alt(0.5, 1)
    assert [position for position, image in images.items() if not image.has_attr("hidden")] == [(1, 1)]
    assert [position for position, image in images.items() if image.has_attr("data-still")] == [(0, 0)]
    assert [label.text.strip() for label in book.select(".name")] == ["steps", "learning rate"]
    assert [control["value"] for control in book.select("input")] == ["1", "1"]


def test_a_control_without_frames_stays_where_it_starts(exported):
    steps = IntSlider(min=1, max=9, value=7)
    book, _ = exported(explore, draw, rate=rate(), steps=steps, frames={"rate": [0.5]})
    assert [image["alt"] for image in frames(book).values()] == [draw_alt(0.5, 7)]
    assert len(book.select("input")) == 1


def test_a_selection_shows_the_names_of_its_options(exported):
    control = SelectionSlider(options=[("small", 0.5), ("large", 2)], value=2, description="rate")
    book, _ = exported(explore, draw, rate=control, frames={"rate": [0.5, 2]})
    assert json.loads(book.select_one("input")["data-values"]) == ["small", "large"]
    assert book.output.text == "large"


def test_any_text_is_taken_as_text(exported):
    control = SelectionSlider(options=['a "<b>" & c', "d"], value="d", description="<i>")
    book, data = exported(explore, lambda figure, what: f"{what} and two more words", what=control,
                          frames={"what": ['a "<b>" & c', "d"]})
    assert json.loads(book.select_one("input")["data-values"]) == ['a "<b>" & c', "d"]
    assert frames(book)[0,]["alt"] == 'a "<b>" & c and two more words'
    assert book.select_one(".name").text == "<i>" and book.select_one("b, i") is None


def test_asks_for_nothing_outside_of_itself(exported):
    _, data = exported(explore, draw, rate=rate(), frames={"rate": [0.5, 2]})
    assert set(data) == {"text/html", "text/plain"}
    assert "http" not in data["text/html"] and "<script" not in data["text/html"]


def test_the_same_cell_gives_the_same_flipbook(exported):
    first, second = (exported(explore, draw, rate=rate(), frames={"rate": [0, 0.5]})[1] for _ in range(2))
    assert first == second


@pytest.mark.parametrize("export", [False, True])
@pytest.mark.parametrize("error, message, options", [
    (TypeError, "^rate: expected a widget with a value, such as FloatSlider, got 3", {"rate": 3}),
    (TypeError, "^rate: expected a widget with a value", {"rate": Button()}),
    (ValueError, r"^frames: expected values for some of the controls \['rate'\], got \[\]", {"frames": {}}),
    (ValueError, r"^frames: .*\['rate'\], got \['speed'\]", {"frames": {"speed": [1]}}),
    (ValueError, r"^frames: expected rate to have the start, 0.5, among its values, got \[0, 1\]",
     {"frames": {"rate": [0, 1]}}),
])
def test_refuses_frames_that_do_not_fit_live_and_exported(monkeypatch, export, error, message, options):
    monkeypatch.setenv("DESCENT_EXPORT", "1" if export else "")
    with pytest.raises(error, match=message):
        explore(draw, **{"rate": rate(), "frames": {"rate": [0.5]}} | options)


def test_refuses_to_explore_nothing():
    with pytest.raises(ValueError, match=r"^frames: .* some of the controls \[\], got \['rate'\]"):
        explore(draw, frames={"rate": [1]})


@pytest.mark.parametrize("still", [{"rate": 3}, {}, {"speed": 1}], ids=str)
def test_refuses_a_still_that_is_no_frame(monkeypatch, still):
    monkeypatch.setenv("DESCENT_EXPORT", "1")
    with pytest.raises(ValueError, match=r"^still: expected a value .* for each of \['rate'\], got"):
        explore(draw, rate=rate(), frames={"rate": [0.5]}, still=[still])


@pytest.mark.parametrize("export", [False, True])
def test_refuses_a_picture_without_its_sentence(monkeypatch, export):
    monkeypatch.setenv("DESCENT_EXPORT", "1" if export else "")
    with pytest.raises(ValueError, match="^alt: expected a sentence"):
        explore(lambda figure, rate: None, rate=rate(), frames={"rate": [0.5]})


def test_refuses_frames_that_cannot_be_read(monkeypatch):
    def small(figure, rate):
        figure.subplots().tick_params(labelsize=9)
        return "Numbers too small to read."

    monkeypatch.setenv("DESCENT_EXPORT", "1")
    with pytest.raises(ValueError, match="^figure: the text .* is 9 px high"):
        explore(small, rate=rate(), frames={"rate": [0.5]})


# --- explore with a kernel


def test_a_live_picture_follows_its_controls(panel):
    control, steps = rate(), IntSlider(min=1, max=9, value=5)
    shown = panel(explore, draw, rate=control, steps=steps, frames={"rate": [0.5]}, width=600, height=300)
    live, row = shown.children
    assert "descent-explore" in shown._dom_classes and list(row.children) == [control, steps]
    images = []
    for control.value, steps.value in ((0.5, 5), (2.0, 5), (2.0, 1)):
        image = BeautifulSoup(live.value, "html.parser").img
        assert image["alt"] == draw_alt(control.value, steps.value)
        assert (image["width"], image["height"]) == ("600", "300")
        assert picture(image).size == (600 * SCALE, 300 * SCALE)
        images.append(image["src"])
    assert len(set(images)) == 3


def test_a_live_cell_draws_no_frames(panel):
    drawn = []

    def counted(figure, rate):
        drawn.append(rate)
        return draw(figure, rate)

    panel(explore, counted, rate=rate(), frames={"rate": [0, 0.5, 1, 1.5, 2]})
    assert drawn == [0.5]


def test_a_move_of_a_live_control_shows_within_150_ms(panel):
    """In seconds of this processor, so that what else it is doing does not count."""
    control = rate(step=0.01)
    panel(explore, draw, rate=control, frames={"rate": [0.5]})
    times = []
    for value in (0.7, 0.9, 1.1, 1.3, 1.5, 1.7, 1.9):
        start = time.thread_time()
        control.value = value
        times.append(time.thread_time() - start)
    assert statistics.median(times) < REDRAW


# --- watch in the export


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
        f"The state after {step} steps is {step}." for step in (0, 10, 1500)]
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


@pytest.mark.parametrize("options, message", [
    ({"frames": []}, r"^frames: expected steps in rising order, got \[\]"),
    ({"frames": [0, 5, 3]}, r"^frames: expected steps in rising order, got \[0, 5, 3\]"),
    ({"frames": [0, 3, 3]}, "^frames: expected steps in rising order"),
    ({"frames": [-1, 3]}, "^frames: expected a whole number of at least 0, got -1"),
    ({"frames": [0, 3], "still": [2]}, r"^still: expected some of the frames \[0, 3\], got \[2\]"),
])
def test_refuses_steps_that_make_no_run(options, message):
    with pytest.raises(ValueError, match=message):
        watch(counting, draw_state, **options)


def test_refuses_frames_that_the_run_does_not_reach(monkeypatch):
    monkeypatch.setenv("DESCENT_EXPORT", "1")
    with pytest.raises(ValueError, match="^frames: expected steps that the run reaches, got 9 of 4"):
        watch(lambda: range(5), draw_state, frames=[0, 2, 9])


# --- watch with a kernel


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


@pytest.mark.parametrize(("change", "error", "message"), [
    ({"run": 3}, TypeError, "^run: expected a function, got 3"),
    ({"draw": 3}, TypeError, "^draw: expected a function, got 3"),
    ({"stride": 0}, ValueError, "^stride: expected a whole number of at least 1, got 0"),
    ({"frames": [0, 1.5]}, ValueError, "^frames: expected a whole number of at least 0, got 1.5"),
])
def test_watch_names_what_does_not_fit(change, error, message):
    right = {"run": lambda: iter(range(9)), "draw": lambda figure, step, state: "", "frames": [0, 1]}
    with pytest.raises(error, match=message):
        watch(**right | change)


def test_a_live_run_has_its_buttons_and_begins_at_its_start(panel):
    shown = panel(watch, counting, draw_state, frames=[0, 50, 1000], label="epoch")
    live, row = shown.children
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
