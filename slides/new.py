"""Begin a lecture: ``python -m slides.new 12 "Weight decay"``.

It makes the notebook, with a slide for each part that a lecture has, and the folder of its drawings and
exercises.
"""

import argparse
import re
import sys
import unicodedata
from collections.abc import Sequence
from keyword import iskeyword
from pathlib import Path

import nbformat
from jinja2 import Environment, StrictUndefined

from .assets import TEMPLATES
from .branding import WORDS
from .conventions import MINUTES
from .files import replace_together
from .lectures import NOTEBOOKS, ROOT
from .streams import never_fail

LECTURES = ROOT / "lib" / "lectures"
TEMPLATE = TEMPLATES / "lecture"


def begin(
    number: int,
    title: str,
    minutes: int | None = None,
    notebooks: Path = NOTEBOOKS,
    lectures: Path = LECTURES,
) -> list[Path]:
    """Write the files of a new lecture.

    Parameters
    ----------
    number : int
        From 0 to 99; no lecture may have it yet.
    title : str
        What stands on the title slide; the names of the notebook and of the folder are made of it.
    minutes : int, optional
        For a short lecture: how long it takes. The lecture says so in its metadata.
    notebooks, lectures : Path
        Where the notebook goes, and where the folder.

    Returns
    -------
    list of Path
        The notebook, and the files of the folder.

    Raises
    ------
    ValueError
        If an argument is not what was expected.
    FileExistsError
        If there is such a lecture or such a folder; nothing is overwritten.
    """
    if not 0 <= number <= 99:
        raise ValueError(f"NUMBER: expected one from 0 to 99, got {number}")
    words = re.findall(r"\w+", unicodedata.normalize("NFC", title).lower())
    if not words or title != " ".join(title.split()):
        raise ValueError(f"TITLE: expected words on one line, got {title!r}")
    if minutes is not None and not 10 <= minutes < MINUTES:
        raise ValueError(f"--minutes: expected 10 to {MINUTES - 1} for a short lecture, got {minutes}")
    name = "_".join(words)
    if not name.isidentifier() or iskeyword(name):
        raise ValueError(f"TITLE: expected one whose words can name a module of Python, got {title!r}")
    digits = f"{number:02}"
    if there := list(notebooks.glob(f"{digits}_*.ipynb")):
        raise FileExistsError(f"NUMBER: expected one that is free, got {number}, which has {there[0]}")
    if (lectures / name).exists():
        raise FileExistsError(f"TITLE: expected a new one, got {title!r}, which has {lectures / name}")

    values = {"number": digits, "title": title, "name": name, "minutes": minutes or MINUTES, "words": WORDS}
    notebook = nbformat.read(TEMPLATE / "lecture.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = _filled(cell.source, values)
    if minutes is not None:
        notebook.metadata.lecture = {"minutes": minutes}
    texts = {notebooks / f"{digits}_{name}.ipynb": nbformat.writes(notebook)} | {
        lectures / name / template.stem: _filled(template.read_text("utf-8"), values)
        for template in sorted(TEMPLATE.glob("*.py.j2"))
    }
    replace_together({path: f"{text}\n".encode() for path, text in texts.items()})
    return list(texts)


def _filled(text: str, values: dict) -> str:
    return Environment(undefined=StrictUndefined, autoescape=False).from_string(text).render(**values)


def main(words: Sequence[str] | None = None) -> int:
    """Begin the lecture that is asked for, and give the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m slides.new", description="Begin a lecture: its notebook and its folder."
    )
    parser.add_argument("number", type=int, metavar="NUMBER", help="a number that is free, for instance 12")
    parser.add_argument("title", metavar="TITLE", help="what stands on the title slide")
    parser.add_argument("--minutes", type=int, help=f"for a lecture shorter than {MINUTES}")
    parser.add_argument("--notebooks", type=Path, default=NOTEBOOKS, help="where it goes (%(default)s)")
    arguments = parser.parse_args(words)
    never_fail()
    try:
        paths = begin(arguments.number, arguments.title, arguments.minutes, arguments.notebooks.resolve())
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    for path in paths:
        print(f"Wrote {path}")
    print(f"Build it with python -m slides {arguments.number:02}; CONTRIBUTING.md says what is left to do.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
