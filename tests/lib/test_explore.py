"""Figures that the reader moves: a cell is alive with a kernel, and still moves without one in the export."""

import base64
import io
import itertools
import json
import statistics
import time

import pytest
from bs4 import BeautifulSoup
from ipywidgets import Button, FloatSlider, IntSlider, SelectionSlider, Widget
from PIL import Image

from lib.figures import panels
from lib.interactive.explore import explore
from lib.interactive.flipbook import FLIP, SCALE

from ..plain import quiet_seconds

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
def kernel(cells):
    """Cells of a notebook that are run, with what they need."""
    cells.names.update(explore=explore, draw=draw, rate=rate)
    return cells


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
        "type": "range",
        "min": "0",
        "max": "2",
        "step": "1",
        "value": "1",
    }
    assert json.loads(control["data-values"]) == ["0.000", "0.500", "2.000"]
    assert control["aria-valuetext"] == label.output.text == "0.500"
    assert book["oninput"] == FLIP


def test_its_pictures_are_drawn_for_a_projector_and_sized_for_the_slide(exported):
    book, _ = exported(explore, draw, rate=rate(), frames={"rate": [0, 0.5]}, width=600, height=300)
    for image in frames(book).values():
        assert (image["width"], image["height"]) == ("600", "300")
        assert picture(image).size == (600 * SCALE, 300 * SCALE)


def test_two_controls_make_a_grid(exported):
    book, _ = exported(
        explore,
        draw,
        rate=rate(),
        steps=IntSlider(min=1, max=9, value=5),
        frames={"steps": [1, 5], "rate": [0, 0.5, 2]},
        still=[{"rate": 0, "steps": 1}],
    )
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
    book, data = exported(
        explore,
        lambda figure, what: f"{what} and two more words",
        what=control,
        frames={"what": ['a "<b>" & c', "d"]},
    )
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
@pytest.mark.parametrize(
    "error, message, options",
    [
        (TypeError, "^rate: expected a widget with a value, such as FloatSlider, got 3", {"rate": 3}),
        (TypeError, "^rate: expected a widget with a value", {"rate": Button()}),
        (
            ValueError,
            r"^frames: expected values for some of the controls \['rate'\], got \[\]",
            {"frames": {}},
        ),
        (ValueError, r"^frames: .*\['rate'\], got \['speed'\]", {"frames": {"speed": [1]}}),
    ],
)
def test_refuses_frames_that_do_not_fit_live_and_exported(monkeypatch, export, error, message, options):
    monkeypatch.setenv("DESCENT_EXPORT", "1" if export else "")
    with pytest.raises(error, match=message):
        explore(draw, **{"rate": rate(), "frames": {"rate": [0.5]}} | options)


def test_refuses_frames_without_the_start_in_the_export_alone(panel, monkeypatch):
    """Live, a control of another cell stands where the reader has left it."""
    panel(explore, draw, rate=rate(value=1.5), frames={"rate": [0, 1]})
    monkeypatch.setenv("DESCENT_EXPORT", "1")
    with pytest.raises(ValueError, match=r"^frames: expected rate to have the start, 0.5, .* got \[0, 1\]"):
        explore(draw, rate=rate(), frames={"rate": [0, 1]})


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
    live, row, _ = shown.children
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
    """In seconds of a quiet processor, so that what else it is doing does not count."""
    control = rate(step=0.01)
    panel(explore, draw, rate=control, frames={"rate": [0.5]})
    times = []
    for value in (0.7, 0.9, 1.1, 1.3, 1.5, 1.7, 1.9):
        start = time.thread_time()
        control.value = value
        times.append(time.thread_time() - start)
    assert quiet_seconds(statistics.median(times)) < REDRAW


# --- the end of a live figure


def test_a_rerun_of_the_cell_draws_once_for_each_move_of_a_slider_from_another_cell(kernel):
    kernel.run("first", "slider = rate(value=1.0); drawn = []")
    cell = """
def counted(figure, rate):
    drawn.append(rate)
    return draw(figure, rate)

explore(counted, rate=slider, frames={"rate": [1.0]})
"""
    for _ in range(3):
        kernel.run("second", cell)
    drawn = kernel.names["drawn"]
    drawn.clear()
    kernel.names["slider"].value = 1.5
    assert drawn == [1.5]


def test_two_figures_of_a_cell_and_those_of_other_cells_stay(kernel):
    kernel.run("first", "slider = rate(value=1.0); drawn = []")
    kernel.run(
        "first",
        """
def counted(name):
    def draws(figure, rate):
        drawn.append(name)
        return draw(figure, rate)
    return draws
""",
    )
    one = 'explore(counted({!r}), rate=slider, frames={{"rate": [1.0]}})'
    kernel.run("second", "\n".join(map(one.format, "ab")))
    kernel.run("third", one.format("c"))
    kernel.names["drawn"].clear()
    kernel.names["slider"].value = 1.5
    assert kernel.names["drawn"] == ["a", "b", "c"]
    kernel.run("second", "pass")
    kernel.names["drawn"].clear()
    kernel.names["slider"].value = 0.5
    assert kernel.names["drawn"] == ["c"]


def test_what_a_rerun_replaces_is_closed_but_not_its_controls(kernel):
    kernel.run("first", "slider = rate(value=1.0)")
    open_before = set(Widget.widgets)
    for _ in range(3):
        kernel.run("second", 'explore(draw, rate=slider, frames={"rate": [1.0]})')
    made = set(Widget.widgets) - open_before
    kernel.run("second", "pass")
    assert made and not made & set(Widget.widgets)
    assert open_before <= set(Widget.widgets)


def test_the_picture_stays_in_the_file_beside_the_live_figure(displayed, monkeypatch):
    """The widget is gone with its kernel, and the file has only its number."""
    monkeypatch.delenv("DESCENT_EXPORT", raising=False)
    with displayed() as caught:
        explore(draw, rate=rate(), frames={"rate": [0.5]})
    live, still = caught.outputs
    assert "application/vnd.jupyter.widget-view+json" in live.data
    page = BeautifulSoup(still.data["text/html"], "html.parser").select_one(".descent-still")
    assert page.img["alt"] == draw_alt(0.5) and picture(page.img).size == (1180 * SCALE, 440 * SCALE)
    assert "kernel" in page.p.text and "Run All Cells" in page.p.text
