"""The lectures, read and executed once for all tests of this folder."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from slides.execute import executed
from slides.lectures import find


@dataclass
class Slide:
    """A slide: the cells from one of type slide or subslide up to the next."""

    cells: list[NotebookNode]

    @property
    def name(self) -> str:
        return self.cells[0].id

    @property
    def title(self) -> str:
        return self.cells[0].source.splitlines()[0].lstrip("# ")

    def of_kind(self, *kinds: str) -> list[NotebookNode]:
        return [cell for cell in self.cells if kind(cell) in kinds]

    def tagged(self, tag: str) -> list[NotebookNode]:
        return [cell for cell in self.cells if tag in tags(cell)]


@dataclass
class Lecture:
    """A notebook as it lies in git, and as the build has executed it."""

    path: Path

    @property
    def number(self) -> str:
        return self.path.stem[:2]

    @cached_property
    def notebook(self) -> NotebookNode:
        return nbformat.read(self.path, as_version=4)

    @cached_property
    def executed(self) -> NotebookNode:
        """From the cache of the build, which `make test` runs first; anew if something has changed since."""
        return executed(self.path, exercises=True)

    @cached_property
    def slides(self) -> list[Slide]:
        slides = []
        for cell in self.notebook.cells:
            if kind(cell) in ("slide", "subslide") or not slides:
                slides.append(Slide([]))
            slides[-1].cells.append(cell)
        return slides

    @property
    def code(self) -> list[NotebookNode]:
        return [cell for cell in self.notebook.cells if cell.cell_type == "code"]

    @property
    def prose(self) -> list[NotebookNode]:
        return [cell for cell in self.notebook.cells if cell.cell_type == "markdown"]

    def result(self, cell: NotebookNode) -> NotebookNode:
        """The executed twin of a cell."""
        return next(twin for twin in self.executed.cells if twin.id == cell.id)


def kind(cell: NotebookNode) -> str:
    return cell.metadata.get("slideshow", {}).get("slide_type", "-")


def tags(cell: NotebookNode) -> list[str]:
    return cell.metadata.get("tags", [])


LECTURES = [pytest.param(path, id=path.stem, marks=pytest.mark.xdist_group(path.stem)) for path in find()]


@pytest.fixture(scope="session", params=LECTURES)
def lecture(request) -> Lecture:
    return Lecture(request.param)
