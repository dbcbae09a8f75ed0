"""A small series of lectures in a folder of its own, built by the same command that users call."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from slides.__main__ import main

from ..fixtures import browser  # noqa: F401
from ..patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]


class Series:
    """Lectures in a temporary folder."""

    def __init__(self, folder: Path):
        self.notebooks = folder / "notebooks"
        self.dist = folder / "dist"
        self.cache = folder / ".cache"
        self.notebooks.mkdir(exist_ok=True)

    @staticmethod
    def text(source: str, kind: str = "-", *tags: str) -> NotebookNode:
        """A Markdown cell of a slide type."""
        return new_markdown_cell(source, metadata={"slideshow": {"slide_type": kind}, "tags": list(tags)})

    @staticmethod
    def code(source: str, kind: str = "-", *tags: str) -> NotebookNode:
        """A code cell of a slide type."""
        return new_code_cell(source, metadata={"slideshow": {"slide_type": kind}, "tags": list(tags)})

    def lecture(self, name: str, *cells: NotebookNode) -> Path:
        """Write a lecture: a title slide, then these cells."""
        title = self.text(f"# {name[:2]} · Title of {name}\n\nWhat is the question?", "slide")
        path = self.notebooks / f"{name}.ipynb"
        nbformat.write(new_notebook(cells=[title, *cells]), path)
        return path

    def build(self, *words: str) -> int:
        """Build in this process; the exit status."""
        return main(self._words(words))

    def start(
        self, *words: str, code: str = "", environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen:
        """Start a build in a process and process group of its own, after some preparing code."""
        command = [
            sys.executable,
            "-c",
            f"import sys\n{code}\nfrom slides.__main__ import main\nsys.exit(main(sys.argv[1:]))",
        ]
        return subprocess.Popen(
            [*command, *self._words(words)],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def page(self, name: str) -> BeautifulSoup:
        """A built file, parsed."""
        return BeautifulSoup((self.dist / name).read_text("utf-8"), "html.parser")

    def files(self) -> dict[str, bytes]:
        """Everything in the folder of the outputs, hidden files included."""
        return {
            str(path.relative_to(self.dist)): path.read_bytes()
            for path in self.dist.rglob("*")
            if path.is_file()
        }

    def _words(self, words) -> list[str]:
        return [*words, "--notebooks", str(self.notebooks), "--dist", str(self.dist)]


@pytest.fixture
def series(tmp_path) -> Series:
    """An empty series."""
    return Series(tmp_path)


@pytest.fixture(scope="session")
def deck(tmp_path_factory) -> Path:
    """The deck of a lecture with one of everything, for those who only read it."""
    from . import sample

    series = Series(tmp_path_factory.mktemp("sample"))
    name = sample.lecture(series)
    process = series.start()
    out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, out
    return series.dist / name
