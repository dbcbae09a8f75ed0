"""Begin a lecture: ``python -m slides.new 12 "Weight decay"``.

It makes the notebook, with a slide for each part that a lecture has, and the file of its exercises.
"""

import argparse
import re
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import nbformat
from jinja2 import Environment, StrictUndefined

from .assets import TEMPLATES
from .branding import WORDS
from .conventions import MINUTES
from .files import replace_together
from .lectures import NOTEBOOKS, ROOT
from .streams import never_fail

EXERCISES = ROOT / "lib" / "exercises"
TEMPLATE = TEMPLATES / "lecture"


def begin(
    number: int,
    title: str,
    minutes: int | None = None,
    notebooks: Path = NOTEBOOKS,
    exercises: Path = EXERCISES,
) -> list[Path]:
    """Write the files of a new lecture.

    Parameters
    ----------
    number : int
        From 0 to 99; no lecture may have it yet.
    title : str
        What stands on the title slide; the name of the notebook is made of it.
    minutes : int, optional
        For a short lecture: how long it takes. The lecture says so in its metadata.
    notebooks, exercises : Path
        The folders.

    Returns
    -------
    list of Path
        The notebook and the file of the exercises.

    Raises
    ------
    ValueError
        If an argument is not what was expected.
    FileExistsError
        If there is such a lecture or such a file; nothing is overwritten.
    """
    if not 0 <= number <= 99:
        raise ValueError(f"NUMBER: expected one from 0 to 99, got {number}")
    words = re.findall(r"\w+", unicodedata.normalize("NFC", title).lower())
    if not words or title != " ".join(title.split()):
        raise ValueError(f"TITLE: expected words on one line, got {title!r}")
    if minutes is not None and not 10 <= minutes < MINUTES:
        raise ValueError(f"--minutes: expected 10 to {MINUTES - 1} for a short lecture, got {minutes}")
    digits = f"{number:02}"
    paths = [notebooks / f"{digits}_{'_'.join(words)}.ipynb", exercises / f"lecture_{digits}.py"]
    there = [*notebooks.glob(f"{digits}_*.ipynb"), *filter(Path.exists, paths[1:])]
    if there:
        raise FileExistsError(f"NUMBER: expected one that is free, got {number}, which has {there[0]}")

    values = {"number": digits, "title": title, "minutes": minutes or MINUTES, "words": WORDS}
    notebook = nbformat.read(TEMPLATE / "lecture.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = _filled(cell.source, values)
    if minutes is not None:
        notebook.metadata.lecture = {"minutes": minutes}
    source = _filled((TEMPLATE / "exercises.py.j2").read_text("utf-8"), values)
    contents = (nbformat.writes(notebook), source)
    replace_together({path: f"{text}\n".encode() for path, text in zip(paths, contents, strict=True)})
    return paths


def _filled(text: str, values: dict) -> str:
    return Environment(undefined=StrictUndefined, autoescape=False).from_string(text).render(**values)


def main(words: Sequence[str] | None = None) -> int:
    """Begin the lecture that is asked for, and give the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m slides.new", description="Begin a lecture: its notebook and its exercises."
    )
    parser.add_argument("number", type=int, metavar="NUMBER", help="a number that is free, for instance 12")
    parser.add_argument("title", metavar="TITLE", help="what stands on the title slide")
    parser.add_argument("--minutes", type=int, help=f"for a lecture shorter than {MINUTES}")
    parser.add_argument("--notebooks", type=Path, default=NOTEBOOKS, help="where it goes (%(default)s)")
    arguments = parser.parse_args(words)
    never_fail()
    try:
        paths = begin(
            arguments.number, arguments.title, arguments.minutes, arguments.notebooks.resolve(), EXERCISES
        )
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    for path in paths:
        print(f"Wrote {path}")
    print(f"Build it with python -m slides {arguments.number:02}; CONTRIBUTING.md says what is left to do.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
