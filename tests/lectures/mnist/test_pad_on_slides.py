"""The pad to draw digits on, in a real browser: JupyterLab and the live slides, with mouse and finger."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from slides.lab import prepare
from slides.lectures import NOTEBOOKS

from ...patience import STEP_MS
from ...slides.rise_server import SMALL_TEXT, STICKS_OUT, jupyter_folders, lab_server, open_slides

pytestmark = pytest.mark.xdist_group("pad")

FIGURE = """
from lib.lectures.mnist.pad import Pad, image_of
from lib.interactive.explore import explore

LINE = [[[0.2, 0.5], [0.8, 0.5]]]

def draw(figure, drawing):
    figure.text(0.5, 0.5, f"{image_of(drawing).sum():.0f}", fontsize=40)
    return f"strokes: {len(drawing)}, points: {sum(map(len, drawing))}, as drawn"

pad = Pad([("a line", LINE), ("nothing", [])])
explore(draw, drawing=pad, frames={"drawing": [LINE]}, width=800, height=400)
"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on the working copy of a notebook with a pad, in the style of the lectures."""
    folder = tmp_path_factory.mktemp("pad")
    (folder / "notebooks").mkdir()
    for name in ("rise.css", "rise.js"):
        (folder / "notebooks" / name).write_bytes((NOTEBOOKS / name).read_bytes())
    hidden = {"slideshow": {"slide_type": "-"}, "tags": ["hide-input"], "jupyter": {"source_hidden": True}}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(
        metadata={"kernelspec": kernel, "language_info": {"name": "python"}},
        cells=[
            new_markdown_cell("# 00 · Pad", metadata={"slideshow": {"slide_type": "slide"}}),
            new_markdown_cell("## Draw", metadata={"slideshow": {"slide_type": "slide"}}),
            new_code_cell(FIGURE, metadata=hidden),
            new_markdown_cell("A line of words.", metadata={"slideshow": {"slide_type": "-"}}),
            new_markdown_cell("## After", metadata={"slideshow": {"slide_type": "slide"}}),
        ],
    )
    nbformat.write(notebook, folder / "notebooks" / "00_pad.ipynb")
    with jupyter_folders(folder / "jupyter"):
        assert prepare(folder / "notebooks", folder / "work", folder / "cache") == []
        with lab_server(folder / "work") as server:
            yield server


@pytest.fixture(scope="module")
def live(lab, browser):
    """The live slides, at the slide with the pad, after all cells were run."""
    live = open_slides(browser, lab, "00_pad.ipynb")
    live.run_all()
    live.show(pad(live.page))
    yield live
    assert live.remote == [] and live.errors == []
    live.page.context.close()


def pad(page):
    return page.locator(".descent-pad canvas").first


def told(page):
    return page.locator(".descent-explore img").first.get_attribute("alt")


def wait_for(page, words):
    page.wait_for_function(
        "words => document.querySelector('.descent-explore img').alt.includes(words)",
        arg=words,
        timeout=STEP_MS,
    )


def press(page, text):
    page.locator(".descent-pad button", has_text=text).first.click()


def draw(page, *strokes):
    """Draw with the mouse, in shares of the pad."""
    box = pad(page).bounding_box()
    for stroke in strokes:
        for k, (x, y) in enumerate(stroke):
            steps = 1 if k == 0 else 6
            page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=steps)
            if k == 0:
                page.mouse.down()
        page.mouse.up()


def ink(page):
    """The share of the pad that is drawn on, as the reader sees it."""
    return pad(page).evaluate(
        "canvas => { const { width, height } = canvas;"
        " const { data } = canvas.getContext('2d').getImageData(0, 0, width, height); let dark = 0;"
        " for (let i = 3; i < data.length; i += 4) dark += data[i] > 128;"
        " return dark / (width * height); }"
    )


def test_it_begins_with_its_first_drawing(live):
    pad(live.page).wait_for(timeout=STEP_MS)
    assert told(live.page).startswith("strokes: 1, points: 2")
    assert 0.03 < ink(live.page) < 0.08


def test_what_is_drawn_with_the_mouse_reaches_the_kernel_and_the_picture(live):
    slide = live.at()
    press(live.page, "Clear")
    wait_for(live.page, "strokes: 0")
    assert ink(live.page) == 0
    draw(live.page, [(0.3, 0.2), (0.3, 0.8)], [(0.6, 0.2), (0.6, 0.8)])
    wait_for(live.page, "strokes: 2")
    assert 0.06 < ink(live.page) < 0.16
    assert live.at() == slide


def test_a_tap_is_a_dot(live):
    press(live.page, "Clear")
    wait_for(live.page, "strokes: 0")
    draw(live.page, [(0.5, 0.5)])
    wait_for(live.page, "strokes: 1, points: 1")
    assert ink(live.page) > 0


def test_it_shows_prepared_drawings_one_after_the_other(live):
    press(live.page, "Clear")
    wait_for(live.page, "strokes: 0")
    press(live.page, "Example")
    press(live.page, "Example")
    wait_for(live.page, "strokes: 1, points: 2")
    assert ink(live.page) > 0.03


def test_pad_and_picture_stand_side_by_side_and_fit_on_the_slide(live):
    box = pad(live.page).bounding_box()
    picture = live.page.locator(".descent-explore img").first.bounding_box()
    assert box["x"] + box["width"] <= picture["x"]
    assert live.page.evaluate(STICKS_OUT) + live.page.evaluate(SMALL_TEXT) == []


def test_a_finger_draws_and_does_not_turn_the_slide(live):
    """A long stroke to the left would be a swipe to the next slide."""
    page, slide = live.page, live.at()
    press(page, "Clear")
    wait_for(page, "strokes: 0")
    box = pad(page).bounding_box()
    screen = page.context.new_cdp_session(page)
    for kind, share in (("touchStart", 0.9), ("touchMove", 0.6), ("touchMove", 0.3), ("touchMove", 0.1)):
        point = {"x": box["x"] + share * box["width"], "y": box["y"] + 0.5 * box["height"]}
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    screen.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    wait_for(page, "strokes: 1")
    assert live.at() == slide


def test_it_works_in_jupyterlab_too(lab, browser):
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.goto(lab.url("lab/tree/00_pad.ipynb"))
    # The notebook's own indicator is idle before there is a kernel, and Run would ask for one.
    page.wait_for_function(
        "() => document.querySelector('#jp-main-statusbar')?.innerText.includes('| Idle')", timeout=STEP_MS
    )
    page.locator(".lm-MenuBar-item", has_text="Run").first.click()
    page.locator(".lm-Menu-item[data-command='runmenu:run-all']").click()
    pad(page).wait_for(timeout=STEP_MS)
    press(page, "Clear")
    wait_for(page, "strokes: 0")
    pad(page).scroll_into_view_if_needed()
    draw(page, [(0.2, 0.2), (0.8, 0.8)])
    wait_for(page, "strokes: 1")
    assert ink(page) > 0.03
    context.close()
