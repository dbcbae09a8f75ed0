"""Live slides on a tablet: a finger works a slider or a quiz, and turns the slide beside them."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from slides.lab import prepare
from slides.lectures import NOTEBOOKS

from ..patience import STEP_MS
from .fingers import Fingers
from .rise_server import jupyter_folders, lab_server, open_slides
from .sample import QUIZ

pytestmark = pytest.mark.xdist_group("rise touch")

FIGURE = """
from lib.interactive.explore import explore
from ipywidgets import IntSlider

def draw(figure, size):
    figure.text(0.4, 0.5, str(size), fontsize=40)
    return f"The size is {size}, as drawn"

explore(draw, size=IntSlider(5, 0, 10), frames={"size": [5]}, width=800, height=300)
"""


@pytest.fixture(scope="module")
def tablet(tmp_path_factory, browser):
    """The live slides of a small notebook, all cells run."""
    folder = tmp_path_factory.mktemp("touch")
    (folder / "notebooks").mkdir()
    for name in ("rise.css", "rise.js"):
        (folder / "notebooks" / name).write_bytes((NOTEBOOKS / name).read_bytes())
    hidden = {"slideshow": {"slide_type": "-"}, "tags": ["hide-input"], "jupyter": {"source_hidden": True}}
    slide = {"slideshow": {"slide_type": "slide"}}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    about = {"kernelspec": kernel, "language_info": {"name": "python"}}
    notebook = new_notebook(
        metadata=about,
        cells=[
            new_markdown_cell("# 00 · Touch", metadata=slide),
            new_markdown_cell("## Draw", metadata=slide),
            new_code_cell(FIGURE, metadata=hidden),
            new_markdown_cell("## Ask", metadata=slide),
            new_code_cell(QUIZ, metadata=hidden),
            new_markdown_cell("## After", metadata=slide),
        ],
    )
    nbformat.write(notebook, folder / "notebooks" / "00_touch.ipynb")
    with jupyter_folders(folder / "jupyter"):
        assert prepare(folder / "notebooks", folder / "work", folder / "cache") == []
        with lab_server(folder / "work") as server:
            live = open_slides(browser, server, "00_touch.ipynb", has_touch=True)
            live.run_all()
            for shown in (".descent-explore img", ".quiz"):
                live.page.locator(f".slides {shown}").first.wait_for(state="attached", timeout=STEP_MS)
            yield live
            assert live.remote == [] and live.errors == []
            live.page.context.close()


@pytest.fixture
def fingers(tablet):
    return Fingers(tablet.page)


def comes_to(tablet, slide):
    """Wait for a slide: beside other work a page may see a swipe some frames later."""
    tablet.page.wait_for_selector(f"#{slide}.present", state="attached", timeout=STEP_MS)


def test_a_swipe_beside_the_controls_turns_the_slide(tablet, fingers):
    for what in ("Draw", "Ask"):
        heading = tablet.page.locator("h2", has_text=what)
        for x, turn in ((-200, 1), (200, -1)):
            slide = tablet.show(heading)
            fingers.swipe(heading, x=x, place=(0.9, 0.5))
            comes_to(tablet, f"slide-{int(slide.split('-')[1]) + turn}-0")


def test_a_swipe_over_a_live_picture_turns_the_slide(tablet, fingers):
    picture = tablet.page.locator(".descent-explore img").first
    tablet.show(picture)
    fingers.swipe(picture, x=-200, place=(0.2, 0.2))
    comes_to(tablet, "slide-2-0")


@pytest.mark.parametrize("there", [-1, 1])
def test_a_finger_drags_a_slider_and_not_the_slide(tablet, fingers, there):
    handle = tablet.page.locator(".slides .noUi-handle").first
    slide = tablet.show(handle)
    before = float(handle.get_attribute("aria-valuenow"))
    fingers.swipe(handle, x=120 * there)
    assert tablet.at()[0] == slide
    assert there * (float(handle.get_attribute("aria-valuenow")) - before) > 0
    fingers.swipe(handle, x=-120 * there)
    assert tablet.at()[0] == slide


@pytest.mark.parametrize("what", [".quiz summary", ".quiz .question", ".widget-slider .widget-readout"])
def test_a_swipe_that_begins_at_a_quiz_or_a_control_stays_on_the_slide(tablet, fingers, what):
    node = tablet.page.locator(f".slides {what}").first
    slide = tablet.show(node)
    for x in (-200, 200):
        fingers.swipe(node, x=x)
        assert tablet.at()[0] == slide


@pytest.mark.parametrize("x, y", [(0, 0), (-150, 0), (150, 0), (0, -150), (0, 150)])
def test_two_fingers_never_turn_the_slide(tablet, fingers, x, y):
    slide = tablet.show(tablet.page.locator("h2", has_text="Ask"))
    first, second = (400, 500), (600, 500)
    fingers.drag((first, (first[0] + x, first[1] + y + 5)), (second, (second[0] + x, second[1] + y + 5)))
    assert tablet.at()[0] == slide
