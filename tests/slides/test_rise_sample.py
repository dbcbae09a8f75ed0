"""What a lecturer does in RISE, on a notebook made for it: keys, clicker, notes, columns, the way in."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import sync_playwright

from slides.chromium import launch
from slides.lab import prepare
from slides.lectures import NOTEBOOKS

from ..patience import STEP_MS
from .rise_server import jupyter_folders, lab_server, open_slides

pytestmark = pytest.mark.xdist_group("rise sample")

HIDDEN = {"tags": ["hide-input"], "jupyter": {"source_hidden": True}}

PICTURE = """
import base64, io, os
import ipywidgets
from IPython.display import display
from PIL import Image

level, picture = ipywidgets.IntSlider(5, 0, 10), ipywidgets.HTML()

def draw(_=None):
    buffer = io.BytesIO()
    Image.new("L", (200, 100), 25 * level.value).save(buffer, "png")
    data = base64.b64encode(buffer.getvalue()).decode()
    picture.value = f'<img class="grey" alt="grey {level.value}" src="data:image/png;base64,{data}">'

level.observe(draw, "value")
draw()
if "DESCENT_EXPORT" not in os.environ:  # as explore and watch do
    display(ipywidgets.VBox([picture, level]))
"""

LOOP = """
import asyncio
import ipywidgets

stop, count = ipywidgets.Button(description="Stop"), ipywidgets.Label("0")

async def training():
    while True:
        count.value = str(int(count.value) + 1)
        await asyncio.sleep(0.01)

task = asyncio.ensure_future(training())
stop.on_click(lambda _: task.cancel())
if "DESCENT_EXPORT" not in os.environ:
    display(ipywidgets.HBox([stop, count]))
"""

QUIZ = """
<div class="quiz"><p class="question">Which?</p>
<ol><li><details><summary>this</summary><p class="right">Right.</p></details></li></ol></div>
"""


def cell(make, source, kind="-", **metadata):
    return make(source, metadata={"slideshow": {"slide_type": kind}, **metadata})


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """JupyterLab on the working copy of a small notebook, with the style and settings of the lectures."""
    folder = tmp_path_factory.mktemp("sample")
    (folder / "notebooks").mkdir()
    for name in ("rise.css", "rise.js"):
        (folder / "notebooks" / name).write_bytes((NOTEBOOKS / name).read_bytes())
    notebook = new_notebook(
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3"},
            "language_info": {"name": "python"},
        },
        cells=[
            cell(new_markdown_cell, "# 00 · Sample", "slide"),
            cell(new_markdown_cell, "These words are for the lecturer.", "notes"),
            cell(new_markdown_cell, "## A slider", "slide"),
            cell(new_code_cell, PICTURE, **HIDDEN),
            cell(new_markdown_cell, "## A loop", "subslide"),
            cell(new_code_cell, LOOP, **HIDDEN),
            cell(new_markdown_cell, "## A quiz", "slide"),
            cell(new_markdown_cell, QUIZ),
            cell(new_markdown_cell, "## Two columns", "slide"),
            cell(new_markdown_cell, "first left", tags=["left"]),
            cell(new_markdown_cell, "second left", tags=["left"]),
            cell(new_markdown_cell, "at the right", "fragment", tags=["right"]),
            cell(new_markdown_cell, "below", "fragment"),
        ],
    )
    nbformat.write(notebook, folder / "notebooks" / "00_sample.ipynb")
    with jupyter_folders(folder / "jupyter"):
        assert prepare(folder / "notebooks", folder / "work", folder / "cache") == []
        with lab_server(folder / "work") as server, sync_playwright() as playwright:
            browser = launch(playwright)
            yield server, browser
            browser.close()


@pytest.fixture(scope="module")
def live(sample):
    server, browser = sample
    live = open_slides(browser, server, "00_sample.ipynb")
    live.run_all()
    yield live
    assert live.remote == [] and live.errors == []
    live.page.context.close()


def test_arrows_move_the_slider_and_its_picture_but_not_the_slide(live):
    slider = live.page.locator(".slides .noUi-handle")
    slide = live.show(slider)
    before = live.page.locator("img.grey").get_attribute("src")
    slider.focus()
    for key in ("ArrowRight", "ArrowUp", "ArrowLeft", "ArrowRight"):
        live.press(key)
    live.page.wait_for_function(
        "before => document.querySelector('img.grey').src !== before", arg=before, timeout=STEP_MS
    )
    assert slider.get_attribute("aria-valuenow").startswith("7")
    assert live.at()[0] == slide


def test_the_clicker_turns_the_slide_even_from_a_slider(live):
    slider = live.page.locator(".slides .noUi-handle")
    slide = live.show(slider)
    slider.focus()
    value = slider.get_attribute("aria-valuenow")
    live.press("PageDown")
    assert live.at()[0] == "slide-1-1"
    live.press("PageUp")
    assert live.at()[0] == slide == "slide-1-0"
    assert slider.get_attribute("aria-valuenow") == value


@pytest.mark.parametrize(
    "forward, back",
    [("ArrowRight", "ArrowLeft"), ("ArrowDown", "ArrowUp"), ("PageDown", "PageUp"), ("Space", "Shift+Space")],
)
def test_each_way_to_turn_the_slides_leaves_none_out(live, forward, back):
    live.go("slide-0-0")
    live.page.focus(".jp-Notebook")
    seen = [live.at()[0]]
    for _ in range(4):
        live.press(forward)
        seen.append(live.at()[0])
    assert seen == ["slide-0-0", "slide-1-0", "slide-1-1", "slide-2-0", "slide-3-0"]
    live.press(back)
    assert live.at()[0] == "slide-2-0"


def test_the_keys_of_jupyterlab_work_on_every_slide(live):
    live.go("slide-0-0")
    live.page.focus(".jp-Notebook")
    for key, slide in {"End": "slide-3-0", "Home": "slide-0-0", "Space": "slide-1-0"}.items():
        live.press(key)
        assert live.at()[0] == slide
    live.press("w")
    live.page.locator(".reveal.overview").wait_for(timeout=STEP_MS)
    live.press("w")
    live.page.locator(".reveal:not(.overview)").wait_for(timeout=STEP_MS)


def test_escape_gives_the_keys_back_to_the_slides(live):
    slider = live.page.locator(".slides .noUi-handle")
    slide = live.show(slider)
    slider.focus()
    live.press("Escape")
    live.press("Space")
    assert live.at()[0] != slide


def test_stop_stops_a_loop_in_the_kernel(live):
    count = live.page.locator(".widget-label").last
    slide = live.show(count)
    before = count.inner_text()
    live.page.wait_for_function(
        "([count, before]) => count.textContent !== before",
        arg=[count.element_handle(), before],
        timeout=STEP_MS,
    )
    live.page.locator(f"#{slide} button", has_text="Stop").click()
    live.comes_to_rest(count)


def test_space_and_enter_open_a_choice_of_a_quiz_and_leave_the_slide(live):
    choice = live.page.locator(".quiz summary")
    slide = live.show(choice)
    answer = live.page.locator(".quiz .right")
    choice.focus()
    live.press("Space")
    assert answer.is_visible()
    live.press("Enter")
    assert not answer.is_visible()
    assert live.at()[0] == slide


def test_cells_tagged_left_and_right_stand_side_by_side(live):
    boxes = [
        live.page.locator("p", has_text=words)
        for words in ("first left", "second left", "at the right", "below")
    ]
    live.show(boxes[-1])
    first, second, right, below = (box.bounding_box() for box in boxes)
    assert first["x"] == second["x"] == below["x"] < right["x"]
    assert first["y"] == right["y"] < second["y"] < below["y"]


def test_to_run_all_cells_leaves_the_audience_where_it_is(live):
    slide = live.show(live.page.locator(".quiz"))
    live.run_all()
    assert live.at()[0] == slide
    # The next key turns the slides as ever, to the last one too.
    live.press("End")
    assert live.at()[0] != slide


def test_the_speaker_view_opens_with_the_notes(live):
    live.go("slide-0-0")
    live.page.focus(".jp-Notebook")
    with live.page.expect_popup() as opened:
        live.press("t")
    speaker = opened.value
    speaker.locator("p", has_text="These words are for the lecturer.").wait_for(timeout=STEP_MS)
    assert speaker.locator(".speaker-controls-notes").inner_text().count("These words") == 1
    speaker.close()


def test_from_jupyterlab_it_is_run_all_cells_and_one_click(sample):
    server, browser = sample
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(server.url("lab/tree/00_sample.ipynb"))
    page.wait_for_function("() => document.querySelector('#jp-main-statusbar')?.innerText.includes('| Idle')")
    assert json.loads(page.locator("#jupyter-config-data").inner_text())["news"] == {"disabled": True}
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.locator(".noUi-handle").first.wait_for(timeout=STEP_MS)
    page.locator("[data-jp-item-name='RISE-button']").click()
    slides = page.frame_locator("iframe")
    slides.locator(".reveal.ready").wait_for(timeout=STEP_MS)
    slides.locator(".noUi-handle").wait_for(state="attached", timeout=STEP_MS)
    page.context.close()
