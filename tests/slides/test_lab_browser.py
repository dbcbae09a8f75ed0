"""An evening and a lecture in JupyterLab and RISE, on a sample notebook: opened, run, saved, reopened."""

import json
import urllib.request
from contextlib import contextmanager

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from slides.lab import prepare
from slides.lectures import NOTEBOOKS

from ..patience import PATIENCE, RUN_MS, STEP_MS
from .rise_server import Live, jupyter_folders, lab_server, wait_until_shown

pytestmark = pytest.mark.xdist_group("lab in a browser")

NAME = "00_evening.ipynb"
SHOWN = "id => document.querySelector(`#${id}`).matches('.present .present')"
"""In the browser: whether the slide of this id is shown."""

HIDDEN = {"tags": ["hide-input"], "jupyter": {"source_hidden": True}}

FIGURE = """
import itertools
from ipywidgets import IntSlider
from lib.interactive.explore import explore, watch

def draw(figure, level):
    figure.text(0.5, 0.5, str(level), fontsize=40)
    return f"The level is {level} now."

explore(draw, frames={"level": [4, 5, 6]}, level=IntSlider(5, 0, 10, description="level"))
"""

RUN = """
def draw_step(figure, step, state):
    figure.text(0.5, 0.5, str(step), fontsize=40)
    return f"After {step} steps it is {state}."

watch(itertools.count, draw_step, frames=[0, 3], last=1000)
"""


def cell(make, source, kind="-", **metadata):
    return make(source, metadata={"slideshow": {"slide_type": kind}, **metadata})


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on the working copy of a small lecture, and one that was moved into a folder of its own."""
    folder = tmp_path_factory.mktemp("evening")
    (folder / "notebooks").mkdir()
    for name in ("rise.css", "rise.js"):
        (folder / "notebooks" / name).write_bytes((NOTEBOOKS / name).read_bytes())
    notebook = new_notebook(
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3"},
            "language_info": {"name": "python"},
        },
        cells=[
            cell(new_markdown_cell, "# 00 · Evening", "slide"),
            cell(new_markdown_cell, "These words are for the lecturer.", "notes"),
            cell(new_markdown_cell, "## A figure", "slide"),
            cell(new_code_cell, FIGURE, **HIDDEN),
            cell(new_markdown_cell, "## A run", "slide"),
            cell(new_code_cell, RUN, **HIDDEN),
            cell(new_markdown_cell, "## The end", "slide"),
            cell(new_code_cell, "ran = 'the last cell'"),
        ],
    )
    nbformat.write(notebook, folder / "notebooks" / NAME)
    with jupyter_folders(folder / "jupyter"):
        assert prepare(folder / "notebooks", folder / "work", folder / "cache") == []
        (folder / "work" / "mine").mkdir()
        (folder / "work" / "mine" / "moved.ipynb").write_bytes((folder / "work" / NAME).read_bytes())
        with lab_server(folder / "work") as server:
            yield server


def ask(lab, path, method="GET"):
    """What the server's API answers."""
    request = urllib.request.Request(lab.url(path), method=method, data=b"{}" if method == "POST" else None)
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        content = answer.read()
    return json.loads(content) if content else None


def on_disk(lab):
    return nbformat.read(lab.folder / NAME, as_version=4)


@contextmanager
def page_of(browser, width=1440):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def open_lab(page, lab, path=f"lab/tree/{NAME}"):
    page.goto(lab.url(path))
    page.wait_for_function("() => document.querySelector('#jp-main-statusbar')?.innerText.includes('| Idle')")


def choose(page, menu, command):
    page.locator(".lm-MenuBar-item", has_text=menu).first.click()
    page.locator(f".lm-Menu-item[data-command='{command}']").click()


def save(page):
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !document.querySelector('.lm-TabBar-tab.jp-mod-dirty')")


@contextmanager
def slides_of(browser, lab, path=f"rise/{NAME}"):
    with page_of(browser) as page:
        page.goto(lab.url(path) if "?" not in path else f"{lab.address}/{path}&token={lab.token}")
        wait_until_shown(page)
        # The script of the slides gives them the focus when it has loaded.
        page.wait_for_function(
            "() => document.querySelector('.jp-Notebook').contains(document.activeElement)"
        )
        yield Live(page, NAME, lab.folder)


def test_it_opens_the_lecture_and_asks_nothing(lab, browser):
    with page_of(browser) as page:
        open_lab(page, lab)
        files = page.locator(".jp-DirListing-content .jp-DirListing-itemText")
        assert files.all_inner_texts() == ["mine", NAME]
        assert files.last.evaluate("name => name.scrollWidth <= name.clientWidth")
        page.wait_for_timeout(2000)  # the question about news came after a second
        assert page.locator(".Toastify__toast").count() == 0
        assert page.locator(".jp-mod-dirty").count() == 0


def test_the_arrow_keys_move_a_flipbook_before_anything_was_run(lab, browser):
    with page_of(browser) as page:
        open_lab(page, lab)
        book = page.locator(".flipbook").first
        book.locator("input").focus()
        for key, frame in (("ArrowRight", "2"), ("ArrowLeft", "1"), ("ArrowUp", "2"), ("ArrowDown", "1")):
            page.keyboard.press(key)
            assert book.locator("img:not([hidden])").get_attribute("data-frame") == frame
        assert page.locator(".jp-mod-dirty").count() == 0


def test_a_copy_in_a_folder_of_its_own_keeps_the_look_and_the_keys(lab, browser):
    with slides_of(browser, lab, "rise/mine/moved.ipynb") as live:
        width = "() => getComputedStyle(document.querySelector('.jp-Notebook.slides')).width"
        assert live.page.evaluate(width) == "1280px"
        live.press("ArrowDown")
        assert live.at()[0] == "slide-1-0"


def test_the_keys_work_from_the_first_moment(lab, browser):
    """Home and End did nothing before a click into the slides."""
    with slides_of(browser, lab) as live:
        for key, slide in {"End": "slide-3-0", "Home": "slide-0-0", "Space": "slide-1-0"}.items():
            live.press(key)
            assert live.at()[0] == slide


def test_no_key_changes_the_notebook(lab, browser):
    with slides_of(browser, lab) as live:
        page, before = live.page, on_disk(lab)
        live.press("End")
        # RISE selects the cell of the slide some time later.
        page.wait_for_selector(".jp-CodeCell.jp-mod-active", state="attached")
        keys = [
            *"abcdijklmnprvxyz0123456-=",
            *"ABKJMRLZ",
            "Delete",
            "Backspace",
            "Alt+Enter",
            "Control+Backspace",
            "Control+Shift+ArrowUp",
            "Control+Shift+ArrowDown",
            "Control+Shift+m",
            "Shift+Enter",
        ]
        for slide in ("Home", "End"):
            live.press(slide)
            for key in keys:
                page.keyboard.press(key)
            page.keyboard.press("d")
            page.keyboard.press("d")
        page.keyboard.press("b")  # the black screen comes with the first b and goes with the second
        page.wait_for_timeout(500)
        assert page.locator(".jp-Cell").count() == len(before.cells)
        page.keyboard.press("Control+s")
        page.wait_for_timeout(1500)
        kept, given = (
            [(one.cell_type, one.source) for one in notebook.cells] for notebook in (on_disk(lab), before)
        )
        assert kept == given
        assert not page.locator(".jp-Dialog").count()


def test_the_overview_shows_all_slides_and_the_way_back(lab, browser):
    with slides_of(browser, lab) as live:
        page = live.page
        live.press("o")
        page.locator(".reveal.overview").wait_for()
        for slide in ("slide-0-0", "slide-1-0"):
            # The overview is laid out once more when it has appeared.
            page.wait_for_function(
                "id => { const box = document.querySelector(`#${id} :is(h1, h2)`).getBoundingClientRect();"
                " const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);"
                " return hit?.closest('section section')?.id === id; }",
                arg=slide,
                timeout=STEP_MS,
            )
        live.press("ArrowRight")
        live.press("Enter")
        page.locator(".reveal:not(.overview)").wait_for()
        assert live.at()[0] == "slide-1-0"
        live.press("f")
        page.wait_for_function("() => document.fullscreenElement")
        live.press("f")
        page.wait_for_function("() => !document.fullscreenElement")


def test_the_speaker_window_leads_and_does_not_throw_the_audience_back(lab, browser):
    """Its previews begin at the first slide, and had turned the audience's page to it."""
    with slides_of(browser, lab) as live:
        page = live.page
        live.press("Space")
        page.evaluate(
            "() => { window.seen = []; document.querySelector('.reveal').addEventListener("
            "'slidechanged', (event) => seen.push(event.currentSlide.id)); }"
        )
        with page.expect_popup() as opened:
            live.press("s")
        speaker = opened.value
        speaker.locator("iframe").nth(1).wait_for(state="attached")
        previews = speaker.locator("iframe").all()
        for preview, slide in zip(previews, ("slide-1-0", "slide-2-0"), strict=True):
            preview.content_frame.locator(f"#{slide}.present").wait_for(state="attached", timeout=RUN_MS)
        page.wait_for_timeout(1500)
        assert live.at()[0] == "slide-1-0" and page.evaluate("() => seen") == []
        speaker.bring_to_front()
        for key, slide in {
            "Space": "slide-2-0",
            "PageUp": "slide-1-0",
            "ArrowRight": "slide-2-0",
            "Home": "slide-0-0",
        }.items():
            speaker.keyboard.press(key)
            page.wait_for_function(SHOWN, arg=slide)
        speaker.keyboard.press("x")
        page.wait_for_timeout(500)
        assert page.evaluate("() => seen.length") == 4
        previews[0].content_frame.locator("#slide-0-0.present").wait_for(state="attached")
        speaker.close()


def test_figures_outlive_their_kernel_and_the_slides_begin_at_the_beginning(lab, browser):
    """After a rehearsal, the evening before: run, save, close. The next day every figure shows a picture."""
    with page_of(browser) as page:
        open_lab(page, lab)
        choose(page, "Run", "runmenu:run-all")
        page.locator(".noUi-handle").first.wait_for()
        page.locator("button", has_text="Start").wait_for(state="attached")
        figure = page.locator(".descent-explore img").first
        panel = page.locator(".jp-NotebookPanel").first.bounding_box()
        box = figure.bounding_box()
        assert box["x"] + box["width"] <= panel["x"] + panel["width"]  # at 1440 pixels it was cut off
        assert abs(box["width"] / box["height"] - 1180 / 440) < 0.02
        assert not page.locator(".descent-still").first.is_visible()
        alt = figure.get_attribute("alt")
        page.locator(".noUi-handle").first.focus()
        for key, words in (("ArrowRight", "The level is 6 now."), ("ArrowDown", alt)):
            page.keyboard.press(key)
            page.wait_for_function(
                "words => document.querySelector('.descent-explore img').alt === words", arg=words
            )
        save(page)  # which JupyterLab does, although a slider has the focus
        last = len(on_disk(lab).cells) - 1
        with slides_of(browser, lab, f"rise/{NAME}?activeCellIndex={last}") as live:
            live.page.wait_for_function(SHOWN, arg="slide-0-0")
            live.page.locator(".noUi-handle").first.wait_for(state="attached")
            assert live.page.locator(".descent-still:visible").count() == 0
            (session,) = [one for one in ask(lab, "api/sessions") if one["path"] == NAME]
            # The kernel is restarted in JupyterLab, while the slides are shown.
            page.bring_to_front()
            choose(page, "Kernel", "kernelmenu:restart")
            page.locator(".jp-Dialog button", has_text="Restart").click()
            for each in (page, live.page):
                each.bring_to_front()
                if each is live.page:
                    live.go("slide-1-0")
                each.locator(".descent-gone p").first.wait_for()
                assert "Run All Cells" in each.locator(".descent-gone p").first.inner_text()
                assert each.locator(".descent-explore img").first.is_visible()
                assert not each.locator(".noUi-handle").first.is_visible()
        save(page)
    ask(lab, f"api/sessions/{session['id']}", "DELETE")
    with page_of(browser) as page:
        open_lab(page, lab)
        stills = page.locator(".descent-still img")
        for still in (stills.first, stills.last):
            still.scroll_into_view_if_needed()
            assert still.is_visible() and still.evaluate("image => image.naturalWidth > 0")
        assert page.get_by_text("model not found").filter(visible=True).count() == 0
    with slides_of(browser, lab) as live:
        words = {"slide-1-0": "The level is 5 now.", "slide-2-0": "After 0 steps it is 0."}
        for slide, alt in words.items():
            live.go(slide)
            still = live.page.locator(f"#{slide} .descent-still img")
            still.wait_for()
            assert still.get_attribute("alt") == alt
        assert live.page.get_by_text("model not found").filter(visible=True).count() == 0
