"""Make a notebook as git holds it: ``python -m slides.tidy [LECTURE...]``.

JupyterLab writes what does not belong into a repository: outputs, the version of Python, ids without words.
This takes it out, and completes what exports and live slides need. Text and code stay as they are.
"""

import argparse
import re
import sys
import unicodedata
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import nbformat
from nbconvert.preprocessors import ClearOutputPreprocessor
from nbformat import NotebookNode

from .conventions import CELL_NAME, FOLDED, OFF_THE_SLIDES, RISE, heading, kind, tags
from .errors import LectureError
from .execute import read
from .files import replace_together
from .lectures import NOTEBOOKS, UnknownLecture, find
from .streams import never_fail

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python"}

CELL_METADATA = ("slideshow", "tags", "jupyter")
NOTEBOOK_METADATA = ("kernelspec", "language_info", "lecture", "rise")

WORDS_OF_A_NAME = 4
MINOR_WITH_IDS = 5
"""The first minor version of the format in which cells have ids."""


def tidy(notebook: NotebookNode) -> NotebookNode:
    """The notebook as git holds it; one that is tidy stays as it is.

    Parameters
    ----------
    notebook : NotebookNode
        It is changed in place.

    Returns
    -------
    NotebookNode
        The same notebook.
    """
    notebook, _ = ClearOutputPreprocessor().preprocess(notebook, {})
    _keep(notebook.metadata, NOTEBOOK_METADATA)
    notebook.nbformat_minor = max(notebook.nbformat_minor, MINOR_WITH_IDS)
    notebook.metadata.update(kernelspec=dict(KERNEL), language_info=dict(LANGUAGE))
    settings = notebook.metadata.pop("rise", {})
    own = {name: value for name, value in settings.items() if value != RISE.get(name)}
    if own:  # the others are put into the working copies
        notebook.metadata.rise = own
    for cell in notebook.cells:
        _complete(cell)
    _name(notebook.cells)
    return notebook


def _complete(cell: NotebookNode) -> None:
    """Give a cell the metadata that its tags ask for, and take away what says nothing."""
    about = cell.metadata
    _keep(about, CELL_METADATA)
    words = list(dict.fromkeys(tags(cell)))
    slide_type = kind(cell)
    if OFF_THE_SLIDES & set(words):
        slide_type = "skip"
    elif slide_type == "-" and heading(cell):
        slide_type = "slide"
    hidden = bool(FOLDED & set(words))
    parts = {
        "slideshow": {} if slide_type == "-" else {"slide_type": slide_type},
        "tags": words,
        "jupyter": {"source_hidden": True} if hidden else {},
    }
    for name, part in parts.items():
        if part:
            about[name] = part
        else:
            about.pop(name, None)


def _keep(metadata: dict, names: Sequence[str]) -> None:
    for name in metadata.keys() - set(names):
        del metadata[name]


def _name(cells: Sequence[NotebookNode]) -> None:
    """Give words to the cells whose id is none, after the slide they stand on and what they are."""
    taken = {cell.id for cell in cells if CELL_NAME.fullmatch(cell.get("id", ""))}
    kept, slide = set(), "slide"
    for cell in cells:
        begins = kind(cell) in ("slide", "subslide")
        known = cell.get("id", "")
        if CELL_NAME.fullmatch(known) and known not in kept:
            if begins:
                slide = known
        else:
            if begins:
                slide = _slug(heading(cell)) or "slide"
            name = slide if begins else f"{slide}-{_what(cell)}"
            cell.id = next(
                free
                for free in (name, *(f"{name}-{number}" for number in range(2, len(cells) + 2)))
                if free not in taken
            )
            if begins:
                slide = cell.id
        kept.add(cell.id)
        taken.add(cell.id)


def _slug(title: str) -> str:
    """The first words of a title in plain letters: ``Descent on x² − 4x + 6`` gives ``descent-on-x``."""
    plain = unicodedata.normalize("NFKD", re.sub(r"\$[^$]*\$", " ", title)).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z]+", plain.lower().replace("'", ""))[:WORDS_OF_A_NAME])


def _what(cell: NotebookNode) -> str:
    """What a cell is, in one word."""
    named = next((tag for tag in ("exercise", "solution", "assert") if tag in tags(cell)), None)
    if named:
        return named
    if kind(cell) == "notes":
        return "notes"
    if cell.cell_type == "markdown":
        return "text"
    return "figure" if "hide-input" in tags(cell) else "code"


def _by_hand(cell: NotebookNode) -> tuple:
    """What an author has written, which must not be lost."""
    return cell.cell_type, cell.source, cell.get("attachments")


def _tidied(path: Path) -> bytes | None:
    """The tidy content of a file, or None if it is tidy."""
    notebook = read(path)
    nbformat.validate(notebook)
    before = deepcopy(notebook)
    notebook = tidy(notebook)
    nbformat.validate(notebook)
    if list(map(_by_hand, notebook.cells)) != list(map(_by_hand, before.cells)):
        raise LectureError("text or code would be lost")
    content = (nbformat.writes(notebook) + "\n").encode()
    return content if content != path.read_bytes() else None


def main(words: Sequence[str] | None = None) -> int:
    """Tidy the lectures that are asked for, and give the exit status: 0, or 1 if a file is no notebook."""
    parser = argparse.ArgumentParser(
        prog="python -m slides.tidy",
        description="Make notebooks as git holds them: no outputs, cells with names, metadata complete.",
    )
    parser.add_argument("lectures", nargs="*", metavar="LECTURE", help="for instance 02; none means all")
    parser.add_argument("--notebooks", type=Path, default=NOTEBOOKS, help="where they lie (%(default)s)")
    arguments = parser.parse_args(words)
    never_fail()
    try:
        paths = find(arguments.lectures, arguments.notebooks.resolve())
    except UnknownLecture as unknown:
        print(unknown, file=sys.stderr)
        return 2
    failed = False
    for path in paths:
        try:
            content = _tidied(path)
            if content is not None:
                replace_together({path: content})
            print(f"{path.stem}: {'tidied' if content is not None else 'was tidy'}")
        except (LectureError, OSError, nbformat.ValidationError) as error:
            failed = True
            reason = str(error).partition("\n")[0]
            print(f"{path.stem} stays as it is: {reason}", file=sys.stderr)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
