"""The slides of a lecture: what stands on each, read from the slide types and tags of the cells."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from nbformat import NotebookNode

from .cells import CellRenderer
from .conventions import Place, kind, minutes, places, tags
from .errors import LectureError
from .mathematics import Formulas

_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass
class Piece:
    """What a cell shows.

    Parameters
    ----------
    html : str
    side : str
        "left" or "right" if it stands in a column, else empty.
    fragment : int, optional
        With which step it appears, counted from 0; None means with the slide.
    """

    html: str
    side: str = ""
    fragment: int | None = None


@dataclass
class Slide:
    """A slide, or a section of the handout.

    Parameters
    ----------
    below : bool
        Whether it stands below the slide before it, as Jupyter's subslide.
    pieces : list of Piece
    solutions, notes : list of str
        HTML of the solutions of its exercises, and of what the lecturer says.
    """

    below: bool
    pieces: list[Piece] = field(default_factory=list)
    solutions: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """HTML of its first heading, or the empty text."""
        found = next(filter(None, (_HEADING.search(piece.html) for piece in self.pieces)), None)
        return found[2] if found else ""

    @property
    def rows(self) -> list[list[list[Piece]]]:
        """Its pieces from top to bottom: each row has one column, or a left and a right one."""
        runs = [list(run) for _, run in groupby(self.pieces, key=lambda piece: piece.side)]
        rows = []
        for run in runs:
            if run[0].side == "right" and rows and rows[-1][-1][0].side == "left":
                rows[-1].append(run)
            else:
                rows.append([run])
        return rows


@dataclass
class Lecture:
    """A lecture, ready to be put into pages; its formulas are marks until they are set.

    Parameters
    ----------
    name : str
        Name of the notebook without its ending.
    slides : list of Slide
        What the deck shows.
    sections : list of Slide
        What the handout shows: the same, and what was skipped on the slides.
    formulas : Formulas
    minutes : int
        How long it takes.
    """

    name: str
    slides: list[Slide]
    sections: list[Slide]
    formulas: Formulas
    minutes: int

    @property
    def title(self) -> str:
        """Number and title as plain text: ``02 · Gradient descent on x² − 4x + 6``."""
        return self._plain(self.slides[0].title)

    @property
    def question(self) -> str:
        """The one question it answers: the first paragraph of the title slide, as plain text."""
        return self._plain(_PARAGRAPH.search(self.slides[0].pieces[0].html)[1])

    def _plain(self, html: str) -> str:
        return self.formulas.put_back_tex(_TAG.sub("", html)).strip()


def read_lecture(notebook: NotebookNode, path: Path) -> Lecture:
    """Read an executed notebook.

    Parameters
    ----------
    notebook : NotebookNode
    path : Path
        Where it lies.

    Raises
    ------
    LectureError
        If it does not open with a title slide, or a cell cannot be shown; see `CellRenderer.render`.
    """
    formulas = Formulas()
    cells = _rendered(places(notebook.cells), CellRenderer(path.parent, formulas), formulas)
    first = notebook.cells[0] if notebook.cells else NotebookNode(source="")
    opening = cells[0][1] if cells and cells[0][0].cell is first else ""
    if "<h1>" not in opening or not _PARAGRAPH.search(opening):
        raise LectureError(
            "a lecture opens with a title slide: '# 02 · Title', below it the question it answers",
            1,
            first.source,
        )
    shown = [(place, html) for place, html in cells if not place.skipped]
    return Lecture(path.stem, _slides(shown), _slides(cells), formulas, minutes(notebook))


def _rendered(cells: Iterable[Place], renderer: CellRenderer, formulas: Formulas) -> list[tuple[Place, str]]:
    """The cells that are shown anywhere, with their HTML."""
    rendered = []
    for number, place in enumerate(cells, start=1):
        cell = place.cell
        if place.left_out or "assert" in tags(cell):
            continue
        formulas.cell = number
        try:
            rendered.append((place, renderer.render(cell)))
        except ValueError as error:
            raise LectureError(str(error), number, cell.source) from error
    return rendered


def _slides(cells: Iterable[tuple[Place, str]]) -> list[Slide]:
    slides: list[Slide] = []
    fragment = None
    for place, html in cells:
        cell = place.cell
        if kind(cell) in ("slide", "subslide") or not slides:
            slides.append(Slide(below=kind(cell) == "subslide"))
            fragment = None
        slide = slides[-1]
        if kind(cell) == "fragment":
            fragment = 0 if fragment is None else fragment + 1
        if "solution" in tags(cell):
            slide.solutions.append(html)
        elif kind(cell) == "notes":
            slide.notes.append(html)
        elif html:
            side = next((tag for tag in ("left", "right") if tag in tags(cell)), "")
            slide.pieces.append(Piece(html, side, fragment))
    return [slide for slide in slides if slide.pieces or slide.solutions or slide.notes]
