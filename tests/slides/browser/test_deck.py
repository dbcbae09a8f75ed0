"""Every deck, walked through as in a lecture hall: no network, each slide, each step, each control."""

import re
from dataclasses import dataclass, field

import nbformat
import pytest

from slides.lectures import NOTEBOOKS

from .conftest import DIST
from .reader import PLAIN_TEXT, Reader, reading

MEGABYTES = 10
FURNITURE = ".reveal > .controls, .reveal > .slide-number"
OTHER_SLIDES = ".slides > section:not(.present), .slides > section.present > section:not(.present)"


@dataclass
class Walk:
    """What was seen on the way, each finding with the place where it was made."""

    slides: list[str] = field(default_factory=list)
    measured: dict[str, dict] = field(default_factory=dict)
    axe: dict[str, list[str]] = field(default_factory=dict)
    flipbooks: dict[str, list[str]] = field(default_factory=dict)
    quizzes: dict[str, list[str]] = field(default_factory=dict)
    solutions: dict[str, list[str]] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    steps: int = 0

    def found(self, kind: str) -> dict[str, list[str]]:
        return {place: found[kind] for place, found in self.measured.items() if found[kind]}


@pytest.fixture(scope="module")
def notebook(name):
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)


@pytest.fixture(scope="module")
def walk(name, browser) -> Walk:
    """One walk through the deck for all tests of this file."""
    with reading(browser, DIST / f"{name}.slides.html") as reader:
        walk = Walk(requests=reader.requests, complaints=reader.complaints)
        # What fades in is measured when it is there.
        reader.page.add_style_tag(content="*, ::before, ::after { transition: none !important }")
        while True:
            here = place(reader)
            slide = reader.page.evaluate_handle("() => Reveal.getCurrentSlide()").as_element()
            walk.measured[here] = reader.measure(slide, others=FURNITURE)
            if not reader.page.evaluate("() => Reveal.availableFragments().next"):
                look_around(reader, slide, here, walk)
                if reader.page.evaluate("() => Reveal.isLastSlide()"):
                    break
            walk.steps += 1
            reader.press("Space")
            assert place(reader) != here, "the key does not turn the slide"
        number, screen = reader.handle(".slide-number"), reader.handle(".reveal")
        walk.measured["the slide number"] = reader.measure(number, screen)
        walk.axe["the whole deck"] = reader.axe()
        return walk


def place(reader: Reader) -> str:
    return reader.page.evaluate("""() => {
        const {h, v, f} = Reveal.getIndices();
        const title = Reveal.getCurrentSlide().querySelector("h1, h2")?.textContent ?? "";
        return `${h + 1}.${v + 1}${f >= 0 ? ` step ${f + 1}` : ""} ${title}`;
    }""")


def look_around(reader: Reader, slide, here: str, walk: Walk) -> None:
    """Everything that can be worked on a slide is worked."""
    walk.slides.append(here)
    walk.axe[here] = reader.axe(aside=OTHER_SLIDES)
    for book in slide.query_selector_all(".flipbook"):
        walk.flipbooks[here] = reader.work_flipbook(book, where=lambda: place(reader))
    for quiz in slide.query_selector_all(".quiz"):
        walk.quizzes[here] = answer(reader, quiz, here)
        walk.measured[f"{here}, all answers open"] = reader.measure(slide, others=FURNITURE)
    for solution in slide.query_selector_all("details.solution"):
        walk.solutions[here] = unfold(reader, solution, here)
        over = solution.query_selector(".over")
        walk.measured[f"{here}, solution"] = reader.measure(over, slide)
        walk.axe[f"{here}, solution"] = reader.axe(aside=OTHER_SLIDES)
        solution.query_selector("summary").press("Enter")
    # Gives the keys back to the slides, as a click beside the controls does.
    reader.page.evaluate("() => document.activeElement.blur()")


def answer(reader: Reader, quiz, here: str) -> list[str]:
    """Open every choice of a quiz by the keys that people try, and tell what is wrong."""
    wrong = []
    for number, choice in enumerate(quiz.query_selector_all("details")):
        choice.query_selector("summary").focus()
        for key, expected in (("Enter", True), ("Enter", False), ("Space", True)):
            reader.press(key)
            if choice.evaluate("details => details.open") is not expected:
                wrong.append(f"{key} on choice {number + 1} does not {'open' if expected else 'close'} it")
        if not choice.query_selector("p").is_visible():
            wrong.append(f"choice {number + 1} says nothing")
        reader.press("ArrowRight", "ArrowDown")
        if place(reader) != here:
            wrong.append(f"a key on choice {number + 1} turns the slide")
    if len(quiz.query_selector_all(".right")) != 1:
        wrong.append("there is not just one right answer")
    return wrong


def unfold(reader: Reader, solution, here: str) -> list[str]:
    wrong = []
    if solution.evaluate("details => details.open"):
        wrong.append("is open from the start")
    solution.query_selector("summary").focus()
    reader.press("Space")
    if not solution.query_selector(".over").is_visible():
        wrong.append("does not open")
    if place(reader) != here:
        wrong.append("turns the slide")
    return wrong


def test_is_small_enough_to_be_mailed(name):
    assert (DIST / f"{name}.slides.html").stat().st_size <= MEGABYTES * 1e6


def test_asks_nothing_of_the_network(walk):
    assert walk.requests == []


def test_has_no_errors_and_no_warnings(walk):
    assert walk.complaints == []


def test_shows_every_slide_and_every_step_of_the_notebook(walk, notebook):
    kinds = [cell.metadata.get("slideshow", {}).get("slide_type") for cell in notebook.cells]
    slides = kinds.count("slide") + kinds.count("subslide")
    assert len(walk.slides) == slides
    assert walk.steps == slides - 1 + kinds.count("fragment")
    assert min(found["marks"] for found in walk.measured.values()) >= 1


def test_nothing_sticks_out_of_a_slide(walk):
    assert walk.found("outside") == {}


def test_nothing_is_cut_off_in_a_box_that_scrolls(walk):
    assert walk.found("cut") == {}


def test_nothing_lies_on_top_of_something_else(walk):
    assert walk.found("overlapping") == {}


def test_no_text_is_smaller_than_18_px(walk):
    assert walk.found("small") == {}


def test_no_formula_is_squeezed(walk):
    assert walk.found("squeezed") == {}


def test_every_picture_is_shown_in_its_size(walk):
    """Only then is the smallest text in it as large as its author saw to."""
    assert walk.found("shrunk") == {} and walk.found("broken") == {}


def test_every_control_moves_its_picture_and_not_the_slide(walk, notebook):
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert len(walk.flipbooks) == len(re.findall(r"^(?:explore|watch)\(", code, re.MULTILINE))
    assert {here: wrong for here, wrong in walk.flipbooks.items() if wrong} == {}


def test_every_quiz_answers_to_the_keys(walk):
    assert walk.quizzes
    assert {here: wrong for here, wrong in walk.quizzes.items() if wrong} == {}


def test_every_solution_opens_over_its_slide(walk, notebook):
    assert len(walk.solutions) == sum("solution" in cell.metadata.get("tags", []) for cell in notebook.cells)
    assert {here: wrong for here, wrong in walk.solutions.items() if wrong} == {}


def test_can_be_used_by_everyone(walk):
    assert {here: found for here, found in walk.axe.items() if found} == {}


@pytest.fixture(scope="module")
def opened(name, browser):
    """The deck as it opens, for what needs no walk."""
    with reading(browser, DIST / f"{name}.slides.html") as reader:
        yield reader


def test_leaves_no_tex_and_no_check_outputs_in_the_text(opened):
    text = opened.page.evaluate(PLAIN_TEXT, opened.handle(".slides"))
    assert re.findall(r"\$|\\[a-zA-Z(\[]+", text) == []
    assert "not written yet" not in text


def test_speaker_view_shows_the_notes_of_the_slide(opened):
    with opened.page.expect_popup() as popup:
        opened.press("s")
    view = popup.value
    for _ in range(2):
        notes = opened.page.evaluate("() => Reveal.getSlideNotes()")
        first = re.sub(r"<[^>]*>|\s+", " ", notes).split(".")[0].strip()
        assert first
        view.get_by_text(re.sub(r"\s+", " ", first)[-30:].strip()).first.wait_for()
        opened.press("Space")
    assert len(view.frames) == 3, "current and next slide"
    assert opened.requests == [] and opened.complaints == []
