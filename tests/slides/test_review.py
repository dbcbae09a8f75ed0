"""The build tells an author what it can put up with and an audience cannot, by the title of the slide."""

from copy import deepcopy

import nbformat
import pytest

from slides.conventions import kind, slides_of, with_plain_types
from slides.lab import prepare
from slides.mathematics import in_the_browser
from slides.pages import deck, handout
from slides.review import overflow, review
from slides.structure import read_lecture

from ..patience import PATIENCE
from .conftest import Series

text, code = Series.text, Series.code
NOTES = text("what the lecturer says", "notes")


def lecture(*cells):
    """A lecture of which nothing is to be said but what these cells bring."""
    cells = [deepcopy(cell) for cell in (text("# 02 · Title\n\nA question?", "slide"), NOTES, *cells)]
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    return nbformat.v4.new_notebook(cells=cells)


def folded(source, kind, *tags):
    cell = code(source, kind, *tags)
    cell.metadata.jupyter = {"source_hidden": True}
    return cell


def solution(verdict, message):
    """The cell of a solution, with what a run has left in it."""
    cell = folded("check('02.1', f)", "skip", "solution")
    data = {"text/html": f'<div class="check {verdict}">', "text/plain": message}
    cell.outputs = [nbformat.v4.new_output("display_data", data=data)]
    return cell


A_SLIDE = [text("## A slide", "slide"), NOTES]


def test_a_solution_that_its_check_finds_right_is_no_news():
    assert review(lecture(*A_SLIDE, solution("right", "✓ 02.1"))) == []


@pytest.mark.parametrize(
    "cells, warning",
    [
        ([text("words", "slied")], 'slide "A slide": unknown slide type \'slied\' (slide?) of "words"'),
        ([code("f()", "-", "hide_input")], "slide \"A slide\": unknown tag 'hide_input' (hide-input?) of "),
        ([text("words", "-", "right")], 'slide "A slide": right without a left before it: "words"'),
        ([text("## Another", "slide")], 'slide "Another": no notes for the speaker'),
        ([code("f()", "-", "hide-input")], 'slide "A slide": the code of "f()" is not folded, against '),
        ([folded("f()", "-")], 'slide "A slide": the code of "f()" is folded, against its tags'),
        ([code("assert f()", "-", "assert")], 'slide "A slide": expected slide type Skip for "assert f()"'),
        ([solution("wrong", "✗ 02.1: a NameError")], "own check does not pass: ✗ 02.1: a NameError"),
        ([folded("f()", "-", "hide_input")], "unknown tag 'hide_input' (hide-input?) of "),
        ([text("words", "-", "left-out")], 'left-out belongs to the first cell of a slide, not to "words"'),
    ],
)
def test_what_is_odd_is_told_with_the_title_of_its_slide(cells, warning):
    found = review(lecture(*A_SLIDE, *cells))
    assert len(found) == 1 and warning in found[0]


def test_a_lecture_without_slide_types_is_told_so():
    notebook = nbformat.v4.new_notebook(cells=[text("# 02 · T\n\nQ?", "slide"), text("## A", "-"), NOTES])
    (types,) = review(notebook)
    assert "no cell after the first begins a slide" in types


def test_nothing_is_said_of_a_sound_lecture():
    cells = [
        *A_SLIDE,
        text("l", "-", "left"),
        code("1", "fragment", "left"),
        text("r", "-", "right"),
        folded("f()", "skip", "solution"),
        text("## Read on", "skip"),
        text("## Out", "slide", "left-out"),
    ]
    assert review(lecture(*cells)) == []


# Slides that are left out

SHORTENED = [
    *A_SLIDE,
    text("stays"),
    text("## Kept for the handout", "skip"),
    text("its words"),
    code("print('its figure')", "fragment"),
    text("its notes", "notes"),
    folded("print('its solution')", "skip", "solution"),
    text("## Left out", "subslide", "left-out"),
    text("what is left out"),
    folded("print('left out too')", "-", "hide-input"),
    text("notes left out", "notes"),
    text("## The last", "slide"),
    text("again"),
    NOTES,
]


def pages(cells, tmp_path):
    """Deck and handout of a lecture that was not executed."""
    read = read_lecture(lecture(*cells), tmp_path / "02_test.ipynb")
    return [page(read, in_the_browser(read.formulas), in_browser=False) for page in (deck, handout)]


def test_a_slide_is_left_out_in_one_place(tmp_path):
    on_slides, in_handout = pages(SHORTENED, tmp_path)
    for page in (on_slides, in_handout):
        assert "stays" in page and "again" in page and "The last" in page
        assert "eft out" not in page
    for part in ("Kept for the handout", "its words", "its figure", "its notes", "its solution"):
        assert part not in on_slides, "a skipped heading takes its slide along"
        assert part in in_handout
    assert [slide.title for slide in slides_of(lecture(*SHORTENED))] == ["02 · Title", "A slide", "The last"]


def test_the_title_slide_cannot_be_left_out(tmp_path):
    notebook = lecture(*A_SLIDE)
    notebook.cells[0].metadata.tags = ["left-out"]
    with pytest.raises(Exception, match="a lecture opens with a title slide"):
        read_lecture(notebook, tmp_path / "02_test.ipynb")


def test_a_slide_that_is_left_out_is_skipped_in_the_copy_for_the_live_slides(tmp_path):
    """RISE reads slide types alone."""
    (tmp_path / "notebooks").mkdir()
    notebook = lecture(*(cell for cell in SHORTENED if cell.cell_type == "markdown"))
    nbformat.write(notebook, tmp_path / "notebooks" / "02_test.ipynb")
    assert prepare(tmp_path / "notebooks", tmp_path / "work", tmp_path / "cache") == []
    copy = nbformat.read(tmp_path / "work" / "02_test.ipynb", as_version=4)
    shown = [cell.source for cell in copy.cells if kind(cell) not in ("skip", "notes")]
    assert shown == ["# 02 · Title\n\nA question?", "## A slide", "stays", "## The last", "again"]
    for cell, source in zip(copy.cells, (cell.source for cell in notebook.cells), strict=True):
        assert source in cell.source, "nothing is lost"


def test_a_lecture_with_nothing_left_out_is_copied_as_it_is():
    notebook = lecture(*A_SLIDE, text("later", "fragment"), folded("f()", "skip", "solution"))
    before = nbformat.writes(notebook)
    assert nbformat.writes(with_plain_types(notebook)) == before


# Text that sticks out


def test_what_sticks_out_of_a_slide_is_told_with_its_title(tmp_path, browser):
    wide = '<p style="width: 2000px; white-space: nowrap; text-align: right">the end of a long line</p>'
    tall = "\n\n".join(f"line {k}" for k in range(15))
    cells = [
        text(f"## Full\n\n{tall}", "slide"),
        text(f"## Wide\n\n{wide}", "subslide"),
        text("## Fits", "slide"),
        text("## Later", "slide"),
        text("\n\n".join(f"step {k}" for k in range(16)), "fragment"),
        text("## Folded", "slide"),
        folded("\n".join(f"print({k})" for k in range(60)), "skip", "solution"),
    ]
    path = tmp_path / "deck.html"
    path.write_text(pages(cells, tmp_path)[0], "utf-8")
    page = browser.new_page(viewport={"width": 640, "height": 360})
    page.goto(path.as_uri())
    page.evaluate("Reveal.slide(2)")
    found = overflow(page)
    assert [line.partition(": ")[0] for line in found] == ['slide "Full"', 'slide "Wide"', 'slide "Later"']
    assert '"line 14" sticks out by ' in found[0] and found[0].endswith(" px at the bottom")
    assert '"the end of a long line" sticks out by ' in found[1] and found[1].endswith(" px at the right")
    assert '"step 15"' in found[2]
    assert page.evaluate("Reveal.getIndices().h") == 2, "the deck is left where it was"
    page.close()


def test_the_build_says_it_and_succeeds(series):
    series.lecture(
        "02_odd",
        text("## Full\n\n" + "\n\n".join(f"line {k}" for k in range(15)), "slied"),
        text("## Too full\n\n" + "\n\n".join(f"line {k}" for k in range(15)), "slide"),
    )
    process = series.start()
    said, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, said
    assert '02_odd: slide "02 · Title of 02_odd": unknown slide type \'slied\' (slide?) of "Full"' in said
    assert '02_odd: slide "Too full": no notes for the speaker' in said
    assert '02_odd: slide "Too full": "line 14" sticks out by ' in said
