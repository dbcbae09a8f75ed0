"""The live slides (RISE) of each lecture, in a real JupyterLab and browser: a lecture has no second try."""

import nbformat
import pytest

from slides.lab import prepare
from slides.lectures import NOTEBOOKS, find

from .rise_server import SMALL_TEXT, STEP_MS, STICKS_OUT, jupyter_folders, lab_server, open_slides, titles


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on working copies of the lectures, made as ``make lab`` makes them."""
    scratch = tmp_path_factory.mktemp("lab")
    with jupyter_folders(scratch / "jupyter"):
        prepare(NOTEBOOKS, scratch / "work")
        with lab_server(scratch / "work") as server:
            yield server


LECTURES = [pytest.param(path.name, id=path.stem, marks=pytest.mark.xdist_group(f"rise {path.stem}"))
            for path in find()]


@pytest.fixture(scope="module", params=LECTURES)
def lecture(request, lab, browser):
    """The live slides of a lecture, as they are before anything was run; the tests below go on from there."""
    live = open_slides(browser, lab, request.param)
    yield live
    live.page.context.close()


@pytest.fixture(scope="module")
def running(lecture):
    """The same slides after all cells were run, with live controls where there were flipbooks."""
    lecture.run_all()
    return lecture


def test_shows_each_slide_of_the_lecture_and_hides_what_is_hidden(lecture, lab):
    notebook = nbformat.read(lab.folder / lecture.name, as_version=4)
    expected = titles(notebook)
    shown = lecture.page.evaluate(
        "() => [...document.querySelectorAll('.slides > section > section')]"
        ".map(slide => slide.querySelector('h1, h2')?.textContent.replace('¶', '') ?? '')")
    assert len(shown) == len(expected)
    plain = [(title, text) for title, text in zip(expected, shown, strict=True)
             if not set(title) & set("$`*_[<")]
    assert len(plain) > len(expected) / 2
    assert [text for _, text in plain] == [title for title, _ in plain]
    for index, cell in enumerate(notebook.cells):
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
        page.wait_for_function("([figure, before]) => figure.querySelector('img').src !== before",
                               arg=[figure.element_handle(), before], timeout=STEP_MS)
        assert running.at()[0] == slide


def test_start_and_stop_of_a_live_run(running):
    page = running.page
    run = page.locator(".descent-explore", has=page.locator("button", has_text="Start")).first
    if not run.count():
        pytest.skip("this lecture has no live run")
    running.show(run)
    state = run.locator(".widget-label").last
    before = state.inner_text()
    run.locator("button", has_text="Start").click()
    page.wait_for_function("([node, before]) => node.textContent !== before",
                           arg=[state.element_handle(), before], timeout=STEP_MS)
    run.locator("button", has_text="Stop").click()
    page.wait_for_timeout(500)
    stopped = state.inner_text()
    page.wait_for_timeout(500)
    assert state.inner_text() == stopped != before
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
    assert not problems, "\n".join(f"{slide} fragment {fragment}: {found[:4]}"
                                   for (slide, fragment), found in problems.items())
