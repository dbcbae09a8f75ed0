"""What the cells of a lecture say about themselves: slide types, tags, settings of the live slides.

The build, its warnings, ``slides.tidy`` and the contract of the lectures all read it here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from nbformat import NotebookNode

SLIDE_TYPES = ("slide", "subslide", "fragment", "notes", "skip", "-")

TAGS = ("hide-input", "exercise", "solution", "assert", "left", "right", "left-out")

FOLDED = {"hide-input", "solution"}
"""Tags of cells whose code is folded in JupyterLab and hidden in the live slides."""

OFF_THE_SLIDES = {"solution", "assert"}
"""Tags of cells of slide type skip."""

CELL_NAME = re.compile(r"[a-z]+(-([a-z]+|\d+))*")
"""What the id of a cell looks like: words, so that a diff can be read."""

MINUTES = 45
"""How long a lecture takes that does not say otherwise."""

RISE = {
    "width": 1280,
    "height": 720,
    "margin": 0,
    "minScale": 0.2,
    "center": False,
    "theme": "white",  # the one that fetches no fonts
    "transition": "none",
    "slideNumber": "c",
    "progress": True,
    "controls": False,
    "auto_select": "code",
    "start_slideshow_at": "selected",
    "show_buttons_on_startup": False,
    # Loads notebooks/rise.js, which settles who gets which key and makes the columns.
    "overlay": "<style onload=\"import(document.getElementById('rise-custom-css').href"
    ".replace(/css$/, 'js'))\"></style>",
}
"""Settings of the live slides, which RISE reads from the metadata of the notebook."""

_TITLE = re.compile(r"\s*#{1,2}\s+(\S.*)")


def kind(cell: NotebookNode) -> str:
    """The slide type of a cell; "-" if it goes on where the cell before it stands."""
    return cell.metadata.get("slideshow", {}).get("slide_type") or "-"


def tags(cell: NotebookNode) -> list[str]:
    """The tags of a cell."""
    return cell.metadata.get("tags", [])


def heading(cell: NotebookNode) -> str:
    """The title that a cell begins with, of level 1 or 2, or the empty text."""
    found = _TITLE.match(cell.source) if cell.cell_type == "markdown" else None
    return found[1].strip() if found else ""


def minutes(notebook: NotebookNode) -> int:
    """How many minutes a lecture takes: what its metadata ``lecture.minutes`` says, or else `MINUTES`."""
    return notebook.metadata.get("lecture", {}).get("minutes", MINUTES)


def is_short(notebook: NotebookNode) -> bool:
    """Whether the lecture says of itself that it is a short one."""
    return "minutes" in notebook.metadata.get("lecture", {})


@dataclass
class Place:
    """Where a cell stands.

    Parameters
    ----------
    cell : NotebookNode
    skipped : bool
        Whether it is on no slide, because of its own type or because its slide is skipped as a whole. A
        solution is on its slide, folded.
    left_out : bool
        Whether its slide is left out of everything.
    """

    cell: NotebookNode
    skipped: bool
    left_out: bool


def places(cells: Sequence[NotebookNode]) -> list[Place]:
    """Where each cell of a notebook stands.

    Notes
    -----
    A skipped heading takes along what goes on below it, up to the next slide; so does the tag left-out on the
    first cell of a slide.
    """
    found, skipped, left_out = [], False, False
    for cell in cells:
        if kind(cell) in ("slide", "subslide"):
            skipped, left_out = False, "left-out" in tags(cell)
        elif kind(cell) == "skip" and heading(cell):
            skipped = True
        off = kind(cell) == "skip" and "solution" not in tags(cell)
        found.append(Place(cell, skipped or off, left_out))
    return found


def with_plain_types(notebook: NotebookNode) -> NotebookNode:
    """The notebook, changed in place, for RISE, which knows of no slide that is skipped as a whole."""
    for place in places(notebook.cells):
        if place.left_out or place.skipped:
            place.cell.metadata.slideshow = {"slide_type": "skip"}
    return notebook


@dataclass
class SlideCells:
    """The cells of a slide: from one of type slide or subslide up to the next."""

    cells: list[NotebookNode] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The id of its first cell."""
        return self.cells[0].id

    @property
    def title(self) -> str:
        """Its first heading, or the beginning of its first line."""
        first = self.cells[0].source.strip().partition("\n")[0]
        return next(filter(None, map(heading, self.cells)), first[:60])

    def of_kind(self, *kinds: str) -> list[NotebookNode]:
        """Its cells of these slide types."""
        return [cell for cell in self.cells if kind(cell) in kinds]

    def tagged(self, tag: str) -> list[NotebookNode]:
        """Its cells with this tag."""
        return [cell for cell in self.cells if tag in tags(cell)]


def slides_of(notebook: NotebookNode, with_left_out: bool = False) -> list[SlideCells]:
    """The slides of a lecture, with or without those that are left out."""
    slides: list[SlideCells] = []
    for place in places(notebook.cells):
        if place.left_out and not with_left_out:
            continue
        if kind(place.cell) in ("slide", "subslide") or not slides:
            slides.append(SlideCells())
        slides[-1].cells.append(place.cell)
    return slides
