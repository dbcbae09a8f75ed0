"""A live figure in JupyterLab and on the live slides, with a kernel and without."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from slides.lab import prepare
from slides.lectures import NOTEBOOKS

from ..patience import STEP_MS
from .hinges import drag, has_moved, hinge, where, works_on_a_slide
from .rise_server import SMALL_TEXT, STICKS_OUT, jupyter_folders, lab_server, open_slides

pytestmark = pytest.mark.xdist_group("live figures")

IMPORT = "from lib.lectures.activation_functions.hinges import Hinges"
STATE = "print('hinge:', *hinges.corners[1])"
MOVE = "hinges.corners = [[0, 0.1], [0.3, 0.8], [0.5, 0.2], [0.7, 0.4], [1, 0.9]]"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A lecture with one live figure, in the style of the lectures."""
    folder = tmp_path_factory.mktemp("figures")
    (folder / "notebooks").mkdir()
    for name in ("rise.css", "rise.js"):
        (folder / "notebooks" / name).write_bytes((NOTEBOOKS / name).read_bytes())
    hidden = {"slideshow": {"slide_type": "-"}, "tags": ["hide-input"], "jupyter": {"source_hidden": True}}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    slide, beside = {"slideshow": {"slide_type": "slide"}}, {"slideshow": {"slide_type": "-"}}
    notebook = new_notebook(
        metadata={"kernelspec": kernel, "language_info": {"name": "python"}},
        cells=[
            new_markdown_cell("# 00 · Figures\n\nDo they live?", metadata=slide),
            new_markdown_cell("## Drag a hinge", metadata=slide),
            new_code_cell(f"{IMPORT}\n\nhinges = Hinges()\nhinges", metadata=hidden),
            new_markdown_cell("A line of words.", metadata=beside),
            new_markdown_cell("## After", metadata=slide),
            new_code_cell(STATE, metadata=beside),
            new_code_cell(MOVE, metadata=beside),
        ],
    )
    nbformat.write(notebook, folder / "notebooks" / "00_figures.ipynb")
    return folder


@pytest.fixture(scope="module")
def lab(folder):
    with jupyter_folders(folder / "jupyter"):
        assert prepare(folder / "notebooks", folder / "work", folder / "cache") == []
        with lab_server(folder / "work") as server:
            yield server


@pytest.fixture(scope="module")
def live(lab, browser):
    """The live slides, at the slide with the figure, before anything was run."""
    live = open_slides(browser, lab, "00_figures.ipynb", has_touch=True)
    live.go("slide-1-0")
    yield live
    assert live.remote == [] and live.errors == []
    live.page.context.close()


def test_before_anything_is_run_the_live_slides_show_it_alive(live):
    hinge(live.page).wait_for(timeout=STEP_MS)
    works_on_a_slide(live.page, live.at, live.press)
    live.go("slide-1-0")


def test_with_a_kernel_the_live_slides_show_one_figure_that_python_reads_and_sets(live):
    page = live.page
    live.run_all()
    live.go("slide-1-0")
    page.wait_for_function("() => document.querySelector('.jp-OutputArea .live-stage')", timeout=STEP_MS)
    assert page.locator(".live-stage:visible").count() == 1
    assert where(page) == "s 0.30, height 0.80"  # set by the last cell
    assert page.evaluate(STICKS_OUT) + page.evaluate(SMALL_TEXT) == []
    works_on_a_slide(page, live.at, live.press)
    live.go("slide-1-0")
    said = where(page)
    live.go("slide-2-0")
    cell = page.locator("#slide-2-0 .jp-CodeCell").first
    cell.click()
    page.keyboard.press("Control+Enter")
    printed = cell.locator(".jp-OutputArea-output", has_text="hinge: ")
    x, y = (float(part) for part in live.comes_to_rest(printed).split()[1:])
    assert said == f"s {x:.2f}, height {y:.2f}"


def test_it_goes_on_when_its_kernel_has_ended(lab, browser):
    """In JupyterLab: the state is in the page, so nothing stops; what is saved lives on without a kernel."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.goto(lab.url("lab/tree/00_figures.ipynb"))
    page.wait_for_function(
        "() => document.querySelector('#jp-main-statusbar')?.innerText.includes('| Idle')", timeout=STEP_MS
    )
    page.locator(".lm-MenuBar-item", has_text="Run").first.click()
    page.locator(".lm-Menu-item[data-command='runmenu:run-all']").click()
    page.wait_for_function(
        "() => document.querySelector('.live-stage .handle:nth-child(2)')?.getAttribute('aria-valuetext')"
        " === 's 0.30, height 0.80'",
        timeout=STEP_MS,
    )
    page.locator(".lm-MenuBar-item", has_text="Kernel").first.click()
    page.locator(".lm-Menu-item[data-command='kernelmenu:shutdown']").click()
    page.wait_for_function(
        "() => document.querySelector('#jp-main-statusbar')?.innerText.includes('No Kernel')", timeout=STEP_MS
    )
    hinge(page).scroll_into_view_if_needed()
    before = where(page)
    drag(page, 20, 60)
    has_moved(page, before)
    context.close()
