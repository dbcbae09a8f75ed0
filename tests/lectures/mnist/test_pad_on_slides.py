"""The pad with a kernel, on the live slides: what is drawn reaches Python."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from slides.lab import prepare
from slides.lectures import NOTEBOOKS

from ...patience import STEP_MS
from ...slides.rise_server import SMALL_TEXT, STICKS_OUT, jupyter_folders, lab_server, open_slides

pytestmark = pytest.mark.xdist_group("pad")

FIGURE = """
from lib import Dense, Network, ReLU
from lib.lectures.mnist.drawings import prepared_drawings
from lib.lectures.mnist.pad import Pad

net = Network(784, Dense(128), ReLU(), Dense(10))
pad = Pad(net, prepared_drawings())
pad
"""

READ = """
print("strokes:", len(pad.drawing), "reads:", net([pad.image])[0].argmax() == pad.probabilities.argmax(),
      "ink:", pad.image.sum() > 10)
pad.drawing = [[[0.2, 0.2], [0.8, 0.8]], [[0.8, 0.2], [0.2, 0.8]]]
"""


@pytest.fixture(scope="module")
def live(tmp_path_factory, browser):
    """The live slides of a notebook with a pad, at its slide, after all cells were run."""
    folder = tmp_path_factory.mktemp("pad")
    (folder / "notebooks").mkdir()
    for name in ("rise.css", "rise.js"):
        (folder / "notebooks" / name).write_bytes((NOTEBOOKS / name).read_bytes())
    hidden = {"slideshow": {"slide_type": "-"}, "tags": ["hide-input"], "jupyter": {"source_hidden": True}}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(
        metadata={"kernelspec": kernel, "language_info": {"name": "python"}},
        cells=[
            new_markdown_cell("# 00 · Pad\n\nWho reads?", metadata={"slideshow": {"slide_type": "slide"}}),
            new_markdown_cell("## Draw", metadata={"slideshow": {"slide_type": "slide"}}),
            new_code_cell(FIGURE, metadata=hidden),
            new_markdown_cell("A line of words.", metadata={"slideshow": {"slide_type": "-"}}),
            new_markdown_cell("## After", metadata={"slideshow": {"slide_type": "slide"}}),
            new_code_cell(READ, metadata={"slideshow": {"slide_type": "-"}}),
        ],
    )
    nbformat.write(notebook, folder / "notebooks" / "00_pad.ipynb")
    with jupyter_folders(folder / "jupyter"):
        assert prepare(folder / "notebooks", folder / "work", folder / "cache") == []
        with lab_server(folder / "work") as server:
            live = open_slides(browser, server, "00_pad.ipynb", has_touch=True)
            live.run_all()
            live.go("slide-1-0")
            live.page.locator(".square:visible").wait_for(timeout=STEP_MS)
            yield live
            assert live.remote == [] and live.errors == []
            live.page.context.close()


def test_it_fits_on_the_slide(live):
    assert live.page.locator(".square:visible").count() == 1
    assert live.page.evaluate(STICKS_OUT) + live.page.evaluate(SMALL_TEXT) == []


def test_a_finger_draws_what_python_reads_and_does_not_turn_the_slide(live):
    """A long stroke to the left would be a swipe to the next slide."""
    page, slide = live.page, live.at()
    page.get_by_role("button", name="Erase").click()
    box = page.locator(".square:visible").bounding_box()
    screen = page.context.new_cdp_session(page)
    for kind, share in (("touchStart", 0.9), ("touchMove", 0.6), ("touchMove", 0.3), ("touchMove", 0.1)):
        point = {"x": box["x"] + share * box["width"], "y": box["y"] + 0.5 * box["height"]}
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    screen.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function(
        "() => [...document.querySelectorAll('.live-stage .unseen')]"
        ".some(one => one.textContent.includes('of 1 stroke,'))",
        timeout=STEP_MS,
    )
    assert live.at() == slide
    live.go("slide-2-0")
    cell = page.locator("#slide-2-0 .jp-CodeCell").first
    cell.click()
    page.keyboard.press("Control+Enter")
    printed = cell.locator(".jp-OutputArea-output", has_text="strokes: 1")
    printed.wait_for(timeout=STEP_MS)
    assert printed.inner_text().strip() == "strokes: 1 reads: True ink: True"
    live.go("slide-1-0")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.live-stage .unseen')]"
        ".some(one => one.textContent.includes('of 2 strokes,'))",
        timeout=STEP_MS,
    )
