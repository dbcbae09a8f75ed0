"""The lectures, read and executed once for all tests of this folder."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from slides.conventions import SlideCells, is_short, minutes, slides_of
from slides.execute import executed
from slides.lectures import find


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
    def slides(self) -> list[SlideCells]:
        return slides_of(self.notebook)

    @property
    def is_short(self) -> bool:
        return is_short(self.notebook)

    @property
    def minutes(self) -> int:
        return minutes(self.notebook)

    @property
    def code(self) -> list[NotebookNode]:
        return [cell for cell in self.notebook.cells if cell.cell_type == "code"]

    @property
    def prose(self) -> list[NotebookNode]:
        return [cell for cell in self.notebook.cells if cell.cell_type == "markdown"]

    def result(self, cell: NotebookNode) -> NotebookNode:
        """The executed twin of a cell."""
        return next(twin for twin in self.executed.cells if twin.id == cell.id)


LECTURES = [pytest.param(path, id=path.stem, marks=pytest.mark.xdist_group(path.stem)) for path in find()]


@pytest.fixture(scope="session", params=LECTURES)
def lecture(request) -> Lecture:
    return Lecture(request.param)
