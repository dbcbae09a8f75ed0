"""What an author should know of a lecture that can be built all the same: warnings, each with its slide."""

from collections.abc import Iterator
from difflib import get_close_matches

from nbformat import NotebookNode
from playwright.sync_api import Page

from .assets import template
from .conventions import (
    FOLDED,
    OFF_THE_SLIDES,
    SLIDE_TYPES,
    TAGS,
    SlideCells,
    kind,
    slides_of,
    tags,
)
from .errors import shortened


def review(notebook: NotebookNode) -> list[str]:
    """What is odd about a lecture.

    Parameters
    ----------
    notebook : NotebookNode
        Executed or not.

    Returns
    -------
    list of str
        One line each, in the order of the slides; none if all is well.
    """
    slides = slides_of(notebook, with_left_out=True)
    of_slides = (f"slide {_named(slide.title)}: {text}" for slide in slides for text in _of_slide(slide))
    return [*_of_the_whole(notebook), *of_slides]


def overflow(page: Page) -> list[str]:
    """Which slides of an open deck are too full: something sticks out at the bottom or at the side.

    Parameters
    ----------
    page : Page
        The deck, at any size of the window. It is left on the slide on which it was.

    Returns
    -------
    list of str
        One line for each slide that is too full.
    """
    return [
        f"slide {_named(title)}: {_named(text)} sticks out by {round(pixels)} px {side}"
        for title, text, pixels, side in page.evaluate(template("overflow.js"))
    ]


def _of_the_whole(notebook: NotebookNode) -> Iterator[str]:
    if not any(kind(cell) in ("slide", "subslide") for cell in notebook.cells[1:]):
        yield "no cell after the first begins a slide, so all stands on one: set slide types"


def _of_slide(slide: SlideCells) -> Iterator[str]:
    before = ""
    for number, cell in enumerate(slide.cells):
        if kind(cell) not in SLIDE_TYPES:
            yield f"unknown slide type {kind(cell)!r}{_meant(kind(cell), SLIDE_TYPES)} of {_cell(cell)}"
        for tag in tags(cell):
            if tag not in TAGS:
                yield f"unknown tag {tag!r}{_meant(tag, TAGS)} of {_cell(cell)}"
        side = next((tag for tag in ("left", "right") if tag in tags(cell)), "")
        if side == "right" and before not in ("left", "right"):
            yield f"right without a left before it: {_cell(cell)}"
        if kind(cell) not in ("notes", "skip"):
            before = side
        if "left-out" in tags(cell) and number:
            yield f"left-out belongs to the first cell of a slide, not to {_cell(cell)}"
        if OFF_THE_SLIDES & set(tags(cell)) and kind(cell) != "skip":
            yield f"expected slide type Skip for {_cell(cell)}: python -m slides.tidy sets it"
        yield from _of_solution(cell)
        if set(tags(cell)) - set(TAGS):
            continue  # what the wrong tag would have asked for is not known
        folded = bool(cell.metadata.get("jupyter", {}).get("source_hidden", False))
        if folded != bool(FOLDED & set(tags(cell))):
            state = "folded" if folded else "not folded"
            yield f"the code of {_cell(cell)} is {state}, against its tags: python -m slides.tidy mends it"
    if "left-out" not in tags(slide.cells[0]) and not slide.of_kind("notes"):
        yield "no notes for the speaker"


def _of_solution(cell: NotebookNode) -> Iterator[str]:
    """What the check of an exercise found of the solution that the lecture gives, if that was run."""
    for output in cell.get("outputs", []) if "solution" in tags(cell) else []:
        data = output.get("data", {})
        if 'class="check' in data.get("text/html", "") and 'class="check right"' not in data["text/html"]:
            yield f"a solution that its own check does not pass: {data['text/plain']}"


def _meant(word: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(word, known, n=1)
    return f" ({close[0]}?)" if close else ""


def _cell(cell: NotebookNode) -> str:
    first = next((line.strip() for line in cell.source.splitlines() if line.strip()), "an empty cell")
    return _named(first)


def _named(text: str) -> str:
    return f'"{shortened(text.strip("# "), 50)}"'
