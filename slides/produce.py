"""Make all files of one lecture, in memory: deck, handout, PDF and what the index says about it."""

import base64
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import manifest
from .browser import Chromium, Session
from .errors import LectureError
from .execute import executed
from .mathematics import Formula, TeXError, in_the_browser
from .pages import deck, handout
from .pdf import print_pdf, thumbnail
from .structure import Lecture, read_lecture

STEPS_AFTER_RUN = 3
"""How often `on_step` is called after the cells: mathematics, pages, PDF and thumbnail."""

MEGABYTES = 10
"""The largest deck, in megabytes: it has to go through the mail and open at once."""

_FIRST_PICTURE = re.compile(r'<img\b[^>]*?\bsrc="(data:[^"]+)"')


@dataclass
class Product:
    """The files of a lecture.

    Parameters
    ----------
    files : dict of str to bytes
        Names and contents.
    about : manifest.Manifest
    seconds : float
        How long it took to make them.
    """

    files: dict[str, bytes]
    about: manifest.Manifest
    seconds: float


def produce(path: Path, key: str, cache: Path, chromium: Chromium, on_step: Callable[[], None]) -> Product:
    """Run a lecture if need be, and make its files.

    Parameters
    ----------
    path : Path
        The notebook.
    key : str
        Fingerprint of what the files depend on.
    cache : Path
        Folder of the executed notebooks.
    chromium : Chromium
        If the machine has none, there is no PDF, and the reader's browser sets the mathematics.
    on_step : callable
        Called at each cell and after each of `STEPS_AFTER_RUN` further steps.

    Raises
    ------
    LectureError
        If the lecture cannot be built.
    OSError
        If something cannot be written.
    """
    start = time.perf_counter()
    notebook = executed(path, cache, on_cell=on_step)
    lecture = read_lecture(notebook, path)
    session = chromium.session()
    try:
        typeset = _typeset(lecture, session)
    except TeXError as error:
        number = lecture.formulas.cell_of(error.formula)
        raise LectureError(str(error), number, notebook.cells[number - 1].source) from error
    on_step()
    pages = {
        f"{lecture.name}.slides.html": deck(lecture, typeset, in_browser=session is None).encode(),
        f"{lecture.name}.html": handout(lecture, typeset, in_browser=session is None).encode(),
    }
    deck_size = len(pages[f"{lecture.name}.slides.html"]) / 1e6
    if deck_size > MEGABYTES:
        raise LectureError(
            f"the deck has {deck_size:.1f} MB, at most {MEGABYTES} are allowed: fewer frames in the "
            "flipbooks, or smaller pictures"
        )
    on_step()
    picture, files = _printed(lecture, pages, session)
    on_step()
    about = manifest.Manifest(key, manifest.fingerprints(files), lecture.title, lecture.question, picture)
    return Product(files, about, time.perf_counter() - start)


def _typeset(lecture: Lecture, session: Session | None) -> dict[Formula, str]:
    if session is None:
        return in_the_browser(lecture.formulas)
    return session.typesetter.typeset(lecture.formulas)


def _printed(
    lecture: Lecture, pages: dict[str, bytes], session: Session | None
) -> tuple[str, dict[str, bytes]]:
    """The thumbnail as a data URL, and the pages with the PDF beside them."""
    if session is None:
        found = _FIRST_PICTURE.search(pages[f"{lecture.name}.slides.html"].decode())
        return found[1] if found else "", pages
    with tempfile.TemporaryDirectory() as folder:
        for name, content in pages.items():
            (Path(folder) / name).write_bytes(content)
        picture = thumbnail(session.browser, Path(folder) / f"{lecture.name}.slides.html")
        pdf = print_pdf(session.browser, Path(folder) / f"{lecture.name}.html", lecture.title)
    return f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}", {
        **pages,
        f"{lecture.name}.pdf": pdf,
    }
