"""Every deck, walked through as in a lecture hall: no network, each slide, each step, each control."""

import re

import nbformat
import pytest

from slides.lectures import NOTEBOOKS

from .conftest import DIST
from .questions import QUESTIONS
from .reader import reading
from .walk import SIZE, Walk, walk_through

MEGABYTES = 10


@pytest.fixture(scope="module")
def notebook(name):
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)


@pytest.fixture(scope="module")
def walk(name, browser) -> Walk:
    """One walk through the deck for all tests of this file."""
    with reading(browser, DIST / f"{name}.slides.html", *SIZE) as reader:
        return walk_through(reader, QUESTIONS)


def test_is_small_enough_to_be_mailed(name):
    assert (DIST / f"{name}.slides.html").stat().st_size <= MEGABYTES * 1e6


def test_asks_nothing_of_the_network(walk):
    assert walk.reader.requests == []


def test_has_no_errors_and_no_warnings(walk):
    assert walk.reader.complaints == []


def test_shows_every_slide_and_every_step_of_the_notebook(walk, notebook):
    kinds = [cell.metadata.get("slideshow", {}).get("slide_type") for cell in notebook.cells]
    slides = kinds.count("slide") + kinds.count("subslide")
    assert len(walk.slides) == slides
    assert len(walk.places) == slides + kinds.count("fragment")
    assert walk.wrong("blank") == {}


def test_nothing_sticks_out_of_a_slide(walk):
    assert walk.wrong("outside") == {}


def test_nothing_is_cut_off_in_a_box_that_scrolls(walk):
    assert walk.wrong("cut") == {}


def test_nothing_lies_on_top_of_something_else(walk):
    assert walk.wrong("overlapping") == {}


def test_nothing_lies_on_the_page_number_or_the_arrows_at_any_size(walk):
    assert walk.wrong("underfoot") == {}


def test_a_slide_is_laid_out_alike_at_every_size(walk):
    assert walk.wrong("layout") == {}


def test_no_text_is_smaller_than_18_px(walk):
    assert walk.wrong("small") == {}


def test_no_formula_is_squeezed(walk):
    assert walk.wrong("squeezed") == {}


def test_every_picture_is_shown_in_its_size(walk):
    """Only then is the smallest text in it as large as its author saw to."""
    assert walk.wrong("shrunk") == {} and walk.wrong("broken") == {}


def test_every_control_moves_its_picture_and_not_the_slide(walk, notebook):
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert len(walk.asked["flipbooks"]) == len(re.findall(r"^(?:explore|watch)\(", code, re.MULTILINE))
    assert walk.wrong("flipbooks") == {}


def test_every_quiz_answers_to_the_keys(walk):
    assert walk.wrong("quizzes") == {}


def test_every_solution_opens_over_its_slide(walk, notebook):
    folded = ["solution" in cell.metadata.get("tags", []) for cell in notebook.cells]
    assert len(walk.asked["solutions"]) == sum(folded)
    assert walk.wrong("solutions") == {}


def test_can_be_used_by_everyone(walk):
    assert walk.wrong("axe") == {}


def test_a_screen_reader_says_what_is_seen(walk):
    assert walk.wrong("hearing") == {}


def test_tab_goes_to_no_other_slide(walk):
    assert walk.wrong("elsewhere") == {}


def test_leaves_no_tex_and_no_check_outputs_in_the_text(walk):
    assert walk.wrong("unset_text") == {}


def test_speaker_view_shows_the_notes_of_the_slide(walk):
    assert walk.wrong("speaker_view") == {}
