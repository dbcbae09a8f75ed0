"""The live slides (RISE) of each lecture, in a real JupyterLab and browser: a lecture has no second try."""

import shutil
from dataclasses import dataclass

import pytest
from nbformat import NotebookNode

from slides.conventions import tags
from slides.execute import CACHE, read
from slides.lab import prepare
from slides.lectures import NOTEBOOKS, find

from ..notebooks.conftest import Lecture
from ..notebooks.outputs import complaints, of_cells, said, texts, was_run, with_output
from ..patience import STEP_MS
from ..plain import quiet_seconds
from .rise_server import (
    SMALL_TEXT,
    STICKS_OUT,
    Live,
    jupyter_folders,
    lab_server,
    open_slides,
    titles,
)

LIVE, LIVE_MNIST = 30, 90
"""Seconds of a quiet processor for Run All."""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on a folder for working copies of the lectures."""
    scratch = tmp_path_factory.mktemp("lab")
    (scratch / "work").mkdir()
    with jupyter_folders(scratch / "jupyter"), lab_server(scratch / "work") as server:
        yield server


LECTURES = [
    pytest.param(path, id=path.stem, marks=pytest.mark.xdist_group(f"rise {path.stem}")) for path in find()
]


@pytest.fixture(scope="module", params=LECTURES)
def written(request) -> Lecture:
    """The lecture as it lies in git."""
    return Lecture(request.param)


@pytest.fixture(scope="module")
def copied(written, lab, tmp_path_factory) -> NotebookNode:
    """The working copy, made as ``make lab`` makes it, but of this lecture alone: others may not be built."""
    alone = tmp_path_factory.mktemp("notebooks")
    for path in NOTEBOOKS.iterdir():
        if path.is_file() and path.suffix != ".ipynb" or path == written.path:
            shutil.copy(path, alone)
    assert prepare(alone, lab.folder, CACHE) == []
    return read(lab.folder / written.path.name)


@pytest.fixture(scope="module")
def lecture(written, copied, lab, browser):
    """The live slides of a lecture, as they are before anything was run; the tests below go on from there."""
    live = open_slides(browser, lab, written.path.name)
    yield live
    live.page.context.close()


@dataclass
class Run:
    live: Live
    notebook: NotebookNode
    seconds: float


@pytest.fixture(scope="module")
def run(lecture, lab) -> Run:
    """The same slides after all cells were run, with live controls where there were flipbooks; and saved."""
    start = lab.kernel_seconds()
    lecture.run_all()
    seconds = lab.kernel_seconds() - start
    return Run(lecture, lecture.save(), seconds)


@pytest.fixture(scope="module")
def running(run):
    return run.live


def test_shows_each_slide_of_the_lecture_and_hides_what_is_hidden(lecture, copied):
    expected = titles(copied)
    shown = lecture.page.evaluate(
        "() => [...document.querySelectorAll('.slides > section > section')]"
        ".map(slide => slide.querySelector('h1, h2')?.textContent.replace('¶', '') ?? '')"
    )
    assert len(shown) == len(expected)
    plain = [
        (title, text) for title, text in zip(expected, shown, strict=True) if not set(title) & set("$`*_[<")
    ]
    assert len(plain) > len(expected) / 2
    assert [text for _, text in plain] == [title for title, _ in plain]
    for index, cell in enumerate(copied.cells):
        node = lecture.page.locator(f".jp-Cell[data-windowed-list-index='{index}']")
        kind = cell.metadata.get("slideshow", {}).get("slide_type")
        if kind in ("notes", "skip"):
            assert not node.is_visible(), f"cell {index + 1} ({kind}) is shown"
        elif cell.metadata.get("jupyter", {}).get("source_hidden"):
            lines = node.locator(".jp-Cell-inputWrapper")
            assert lines.count() and not lines.is_visible(), f"the hidden code of cell {index + 1} is shown"


def test_everything_fits_on_the_slides_before_anything_was_run(lecture):
    assert_fits(lecture)


def test_a_figure_can_be_moved_before_anything_was_run(lecture):
    book = lecture.page.locator(".flipbook").first
    slide = lecture.show(book)
    before = book.locator("img:not([hidden])").get_attribute("data-frame")
    control = book.locator("input").first
    control.focus()
    lecture.press("ArrowLeft" if control.input_value() != "0" else "ArrowRight")
    assert book.locator("img:not([hidden])").get_attribute("data-frame") != before
    assert lecture.at()[0] == slide


def test_runs_live_without_errors_and_warnings(run):
    assert was_run(run.notebook)
    assert complaints(run.notebook) == []


def test_runs_live_before_students_look_at_their_watches(run, written):
    assert quiet_seconds(run.seconds) < (LIVE_MNIST if "mnist" in written.path.stem else LIVE)


def test_offers_live_controls_where_the_export_has_flipbooks(run, written):
    widgets = with_output(run.notebook, "application/vnd.jupyter.widget-view+json")
    flipbooks = with_output(written.executed, "text/html", "flipbook")
    alive = with_output(written.executed, "text/html", "live-figure")
    assert set(widgets) == {*flipbooks, *alive}
    assert widgets and not with_output(run.notebook, "text/html", "flipbook")


def test_the_numbers_of_its_text_come_out_live(run):
    """In a copy an assertion that fails stops nothing, but says so."""
    spoke = [cell.id for cell in run.notebook.cells if "assert" in tags(cell) and said(cell)]
    assert spoke == []


def test_keeps_its_slides_when_it_is_run_and_saved(run, copied):
    """Slide types have been lost to tools before, and nobody noticed until the lecture."""
    assert of_cells(run.notebook) == of_cells(copied)


def test_a_live_run_leaves_its_text_as_it_was(run, copied):
    assert texts(run.notebook) == texts(copied)


def test_everything_fits_on_the_slides_after_running_all_cells(running):
    assert not running.page.locator(".flipbook").count()
    assert_fits(running)


def test_each_live_slider_moves_its_picture_and_not_the_slide(running):
    page = running.page
    sliders = page.locator(".slides .noUi-handle")
    assert sliders.count()
    for number in range(sliders.count()):
        slider = sliders.nth(number)
        slide = running.show(slider)
        figure = slider.locator("xpath=ancestor::*[contains(@class, 'descent-explore')]")
        before = figure.locator("img").get_attribute("src")
        slider.focus()
        at_end = slider.get_attribute("aria-valuenow") == slider.get_attribute("aria-valuemax")
        running.press("ArrowLeft" if at_end else "ArrowRight")
        page.wait_for_function(
            "([figure, before]) => figure.querySelector('img').src !== before",
            arg=[figure.element_handle(), before],
            timeout=STEP_MS,
        )
        assert running.at()[0] == slide


def test_start_and_stop_of_a_live_run(running):
    page = running.page
    figure = page.locator(".descent-explore", has=page.locator("button", has_text="Start")).first
    if not figure.count():
        pytest.skip("this lecture has no live run")
    running.show(figure)
    state = figure.locator(".widget-hbox .widget-label").last
    before = state.inner_text()
    figure.locator("button", has_text="Start").click()
    page.wait_for_function(
        "([node, before]) => node.textContent !== before",
        arg=[state.element_handle(), before],
        timeout=STEP_MS,
    )
    figure.locator("button", has_text="Stop").click()
    stopped = running.comes_to_rest(state)
    assert stopped != before
    assert int(stopped.split()[1].replace(",", "")) < int(stopped.split()[-1].replace(",", ""))


def test_the_slides_ask_nothing_of_the_network_and_make_no_errors(lecture):
    assert lecture.remote == []
    assert lecture.errors == []


def assert_fits(live):
    problems = {}
    stops = 0
    for stop in live.walk():
        stops += 1
        found = live.page.evaluate(STICKS_OUT) + live.page.evaluate(SMALL_TEXT)
        if found:
            problems[stop] = found
    assert stops >= live.page.locator(".slides > section > section").count()
    assert not problems, "\n".join(
        f"{slide} fragment {fragment}: {found[:4]}" for (slide, fragment), found in problems.items()
    )
