"""A lecture begins from a template that builds and passes what lectures are held to, as far as it can.

It runs in a copy of the repository whose folder has a Cyrillic name, as the folders of many users have.
"""

import os
import re
import shutil
import subprocess
import sys

import nbformat
import pytest

from slides.new import begin
from slides.review import review

from .conftest import ROOT

pytestmark = pytest.mark.xdist_group("new lecture")

YOURS = {
    "test_has_18_to_30_slides",
    "test_plans_its_minutes",
    "test_holds_the_numbers_of_its_prose_in_assert_cells",
    "test_has_figures_that_the_reader_moves",
    "test_describes_every_picture",
    "test_has_exercises_each_with_its_check_and_its_solution",
}
"""What a template of a whole lecture cannot have: CONTRIBUTING lists it as the author's to fill."""


class Copy:
    """The repository without its lectures, in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        for room in ("lib", "slides", "tests/notebooks"):
            made = shutil.ignore_patterns("dist", ".cache", "__pycache__")
            shutil.copytree(ROOT / room, folder / room, ignore=made)
        (folder / "notebooks").mkdir()
        for name in ("pyproject.toml", "notebooks/rise.css", "notebooks/rise.js"):
            shutil.copy(ROOT / name, folder / name)

    def run(self, *words, status=0, **environment):
        """Run a module, as users do, and return what it said."""
        done = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder), **environment},
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy in which a whole and a short lecture were begun and built; the terminal has no Cyrillic."""
    copy = Copy(tmp_path_factory.mktemp("лекции"))
    copy.run("slides.new", "12", "Weight decay, & why")
    copy.run("slides.new", "13", "Градиент", "--minutes", "15", PYTHONIOENCODING="cp1252")
    copy.said = copy.run("slides", status=1, PYTHONIOENCODING="cp1252", CHROMIUM="none")
    return copy


def test_the_new_lectures_are_built_and_nothing_is_to_be_said_about_them(copy):
    names = ["12_weight_decay_why", "13_градиент"]
    assert [path.stem for path in sorted((copy.folder / "notebooks").glob("*.ipynb"))] == names
    for name in names:
        assert review(nbformat.read(copy.folder / "notebooks" / f"{name}.ipynb", as_version=4)) == []
        assert (copy.folder / "slides" / "dist" / f"{name}.slides.html").exists()


def test_a_name_that_the_terminal_cannot_write_does_not_end_the_build(copy):
    """The later lectures and the index were missing then."""
    assert re.search(r"^13_(\\u[0-9a-f]{4}){8}: deck", copy.said, re.MULTILINE)
    assert "Traceback" not in copy.said
    assert "13_градиент.slides.html" in (copy.folder / "slides" / "dist" / "index.html").read_text("utf-8")


def test_the_copies_for_jupyterlab_are_made_there_too(copy):
    said = copy.run("slides.lab", "--prepare", PYTHONIOENCODING="cp1252")
    assert re.search(r"The working copies are in .*\\u[0-9a-f]{4}", said)
    assert (copy.folder / "work" / "13_градиент.ipynb").exists()


def test_a_short_lecture_fulfils_the_contract_and_a_whole_one_but_for_what_is_its_author_s(copy):
    said = copy.run(
        "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "tests/notebooks/test_contract.py", status=1
    )
    failed = re.findall(r"^(?:FAILED|ERROR) .*::(\w+)\[(.*)\]", said, re.MULTILINE)
    assert {lecture for _, lecture in failed} == {"12_weight_decay_why"}, said
    assert {test for test, _ in failed} == YOURS
    contributing = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert f"{len(YOURS)} tests of the contract fail" in contributing


def test_nothing_is_overwritten(copy, tmp_path):
    before = {path: path.read_bytes() for path in copy.folder.rglob("*.ipynb")}
    said = copy.run("slides.new", "12", "Another title", status=2)
    assert "NUMBER: expected one that is free, got 12, which has " in said
    assert "12_weight_decay_why.ipynb" in said
    (tmp_path / "a_title").mkdir()
    with pytest.raises(FileExistsError, match="TITLE: expected a new one, got 'A title', which has"):
        begin(14, "A title", notebooks=tmp_path, lectures=tmp_path)
    assert {path: path.read_bytes() for path in copy.folder.rglob("*.ipynb")} == before
    assert [path.name for path in tmp_path.rglob("*")] == ["a_title"]


@pytest.mark.parametrize(
    "arguments, reason",
    [
        ((100, "A title"), "NUMBER: expected one from 0 to 99, got 100"),
        ((-1, "A title"), "NUMBER: expected one from 0 to 99, got -1"),
        ((12, " "), "TITLE: expected words on one line, got ' '"),
        ((12, "two\nlines"), r"TITLE: expected words on one line, got 'two\\nlines'"),
        ((12, "2 layers"), "TITLE: expected one whose words can name a module of Python, got '2 layers'"),
        ((12, "A title", 50), "--minutes: expected 10 to 44 for a short lecture, got 50"),
    ],
)
def test_an_error_names_the_argument(tmp_path, arguments, reason):
    with pytest.raises(ValueError, match=reason):
        begin(*arguments, notebooks=tmp_path, lectures=tmp_path)
    assert not list(tmp_path.iterdir())
