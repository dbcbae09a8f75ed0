"""Make all files of one lecture, in memory: deck, handout, PDF and what the index says about it."""

import base64
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from . import manifest
from .asserts import failed_asserts, without_reports
from .browser import Chromium, Session
from .errors import LectureError
from .mathematics import Formula, TeXError, in_the_browser
from .pages import deck, handout
from .pdf import print_pdf, thumbnail
from .review import review
from .structure import Lecture, read_lecture

MEGABYTES = 10
"""The largest deck, in megabytes: it has to go through the mail and open at once."""

_FIRST_PICTURE = re.compile(r'<img\b(?! class="logo")[^>]*?\bsrc="(data:[^"]+)"')


@dataclass
class Product:
    """The files of a lecture.

    Parameters
    ----------
    files : dict of str to bytes
        Names and contents.
    about : manifest.Manifest
    warnings : list of str
        What its author should know.
    """

    files: dict[str, bytes]
    about: manifest.Manifest
    warnings: list[str]


def produce(path: Path, key: str, notebook: NotebookNode, chromium: Chromium) -> Product:
    """Make the files of a lecture.

    Parameters
    ----------
    path : Path
        The notebook.
    key : str
        Fingerprint of what the files depend on.
    notebook : NotebookNode
        The notebook with its outputs.
    chromium : Chromium
        If the machine has none, there is no PDF, and the reader's browser sets the mathematics.

    Raises
    ------
    LectureError
        If the lecture cannot be built.
    OSError
        If something cannot be written.
    """
    session = chromium.session()
    lecture, typeset = _set(path, notebook, session)
    pages = {
        f"{lecture.name}.slides.html": deck(
            lecture, typeset, in_browser=session is None, beside=f"{lecture.name}.html"
        ).encode(),
        f"{lecture.name}.html": handout(lecture, typeset, in_browser=session is None).encode(),
    }
    deck_size = len(pages[f"{lecture.name}.slides.html"]) / 1e6
    if deck_size > MEGABYTES:
        raise LectureError(
            f"the deck has {deck_size:.1f} MB, at most {MEGABYTES} are allowed: fewer frames in the "
            "flipbooks, or smaller pictures"
        )
    picture, files, full = _printed(lecture, pages, session)
    about = manifest.Manifest(
        key,
        manifest.fingerprints(files),
        lecture.title,
        lecture.question,
        picture,
        list(map(str, failed_asserts(notebook))),
        lecture.minutes,
    )
    return Product(files, about, [*review(notebook), *full])


def _set(path: Path, notebook: NotebookNode, session: Session | None) -> tuple[Lecture, dict[Formula, str]]:
    """The slides of a lecture, and its formulas as HTML."""
    lecture = read_lecture(without_reports(notebook), path)
    try:
        return lecture, _typeset(lecture, session)
    except TeXError as error:
        number = lecture.formulas.cell_of(error.formula)
        raise LectureError(str(error), number, notebook.cells[number - 1].source) from error


def _typeset(lecture: Lecture, session: Session | None) -> dict[Formula, str]:
    if session is None:
        return in_the_browser(lecture.formulas)
    return session.typesetter.typeset(lecture.formulas)


def _printed(
    lecture: Lecture, pages: dict[str, bytes], session: Session | None
) -> tuple[str, dict[str, bytes], list[str]]:
    """The thumbnail as a data URL, the pages with the PDF beside them, and which slides are too full."""
    if session is None:
        found = _FIRST_PICTURE.search(pages[f"{lecture.name}.slides.html"].decode())
        return found[1] if found else "", pages, []
    with tempfile.TemporaryDirectory() as folder:
        for name, content in pages.items():
            (Path(folder) / name).write_bytes(content)
        picture, full = thumbnail(session.browser, Path(folder) / f"{lecture.name}.slides.html")
        pdf = print_pdf(session, Path(folder) / f"{lecture.name}.html", lecture.title)
    address = f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}"
    return address, {**pages, f"{lecture.name}.pdf": pdf}, full
