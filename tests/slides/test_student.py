"""A working copy in a real JupyterLab: what is folded says what it is, and nothing stops."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lib.exercises.copied import CHANGED
from slides.copies import NOTES, working_copy
from slides.lectures import NOTEBOOKS

from ..patience import RUN_MS, STEP_MS
from .rise_server import jupyter_folders, lab_server, open_slides

NAME = "02_sample.ipynb"

pytestmark = pytest.mark.xdist_group("student")


def cell(make, source, kind="-", *tags, folded=False):
    metadata = {"slideshow": {"slide_type": kind}, "tags": list(tags)}
    if folded:
        metadata["jupyter"] = {"source_hidden": True}
    return make(source, metadata=metadata)


def lecture():
    quiz = "quiz('Which?', {'A bowl': 'No.', 'A ravine': 'Yes.'}, answer='A ravine')"
    solved = "def step(x, rate):\n    return x - rate * (2 * x - 4)\n\ncheck('02.1', step)"
    return new_notebook(
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3"},
        },
        cells=[
            cell(new_markdown_cell, "# 02 · A sample", "slide"),
            cell(new_markdown_cell, "*1 minute*\n\nAsk the **class** for $x^2$.", "notes"),
            cell(
                new_code_cell,
                "from lib.exercises import check, hint, quiz\nrate = 1.1",
                "skip",
                "hide-input",
                folded=True,
            ),
            cell(new_markdown_cell, "## Your turn", "slide"),
            cell(
                new_code_cell,
                "def step(x, rate):\n    return x - rate*2*x-4\n\ncheck('02.1', step)",
                "-",
                "exercise",
            ),
            cell(new_code_cell, solved, "skip", "solution", folded=True),
            cell(new_code_cell, "assert rate == 0.1", "skip", "assert"),
            cell(new_code_cell, quiz, "-", "hide-input", folded=True),
            cell(new_code_cell, "print(step(8, 0.1))"),
        ],
    )


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    folder = tmp_path_factory.mktemp("student")
    work = folder / "work"
    work.mkdir()
    nbformat.write(working_copy(lecture()), work / NAME)
    for style in ("rise.css", "rise.js"):
        (work / style).write_bytes((NOTEBOOKS / style).read_bytes())
    with jupyter_folders(folder / "jupyter"), lab_server(work) as running:
        yield running


@pytest.fixture(scope="module")
def page(lab, browser):
    page = browser.new_context(viewport={"width": 1280, "height": 1000}).new_page()
    page.goto(lab.url(f"lab/tree/{NAME}"), timeout=STEP_MS)
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=STEP_MS)
    page.wait_for_selector(
        ".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached", timeout=STEP_MS
    )
    return page


def placeholders(page):
    folded = page.locator(".jp-Notebook .jp-PlaceholderText")
    folded.nth(3).wait_for(timeout=STEP_MS)  # JupyterLab renders the cells one after another
    return folded.all_inner_texts()


def test_what_is_folded_says_what_it_is(page):
    first, solution, asserts = placeholders(page)[:3]
    assert first.startswith("# Run this first")
    assert solution.startswith("# Solution of exercise 02.1: open it when you have tried")
    assert asserts.startswith("# Numbers of the text")
    notes = page.locator(".jp-MarkdownCell details")
    assert notes.locator("summary").inner_text() == NOTES
    assert not notes.locator("strong", has_text="class").is_visible()
    notes.locator("summary").click()
    assert notes.locator("strong", has_text="class").is_visible()
    notes.locator("summary").click()


def test_a_name_that_is_not_known_yet_says_which_cell_makes_it(page):
    exercise = page.locator(".jp-CodeCell", has=page.locator(".cm-content", has_text="rate*2*x-4"))
    exercise.locator(".cm-content").click()
    page.keyboard.press("Control+Enter")
    explained = exercise.locator(".explained")
    explained.wait_for(timeout=RUN_MS)
    assert "check is made by the first code cell, the folded line “Run this first”" in explained.inner_text()


def test_run_all_goes_through_with_a_wrong_answer_and_a_changed_number(page):
    page.locator(".lm-MenuBar-itemLabel", has_text="Run").first.click()
    page.locator(".lm-Menu-itemLabel", has_text="Run All Cells").first.click()
    page.locator(".jp-OutputArea-output", has_text="2.4").last.wait_for(timeout=RUN_MS)
    reports = page.locator(".check")
    wrong, solution = reports.all()
    assert "the brackets in the line" in wrong.inner_text()
    assert solution.inner_text().startswith("✓ The solution of exercise 02.1: right.")
    assert page.get_by_text(CHANGED).is_visible()
    # The last cell calls the student's function still, with the brackets missing.
    assert page.locator(".jp-CodeCell").last.locator(".jp-OutputArea-output").inner_text().startswith("2.4")


def test_reports_have_a_colour_in_light_and_dark(page):
    ink = "node => [getComputedStyle(node).color, getComputedStyle(node.querySelector('strong')).color]"
    colours = [report.evaluate(ink) for report in page.locator(".check").all()]
    assert len({text for text, _ in colours}) == 1 and len({sign for _, sign in colours}) == 2
    assert all(text != sign for text, sign in colours)


def test_quiz_choices_have_letters_and_no_numbers(page):
    quiz = page.locator(".quiz")
    assert quiz.locator(".letter").all_inner_texts() == ["A", "B"]
    assert (
        quiz.locator("ol").evaluate("node => getComputedStyle(node.firstElementChild).listStyleType")
        == "none"
    )


def test_the_speaker_view_of_the_slides_has_the_notes_unfolded(lab, browser, page):
    slides = open_slides(browser, lab, NAME)
    notes = slides.page.locator("aside.notes, .notes").first
    assert notes.locator("details").evaluate("node => node.open")
    assert "Ask the" in notes.inner_html()
    assert slides.errors == []
