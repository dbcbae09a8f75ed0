"""The deck of a lecture for its author, while the lecture is being written."""

from pathlib import Path

from nbformat import NotebookNode

from .asserts import without_reports
from .mathematics import in_the_browser
from .pages import deck
from .structure import read_lecture


def draft(path: Path, notebook: NotebookNode) -> str:
    """The deck as an HTML page.

    The browser that shows it sets the mathematics: to start a Chromium here takes longer than all the rest.

    Parameters
    ----------
    path : Path
        The notebook.
    notebook : NotebookNode
        The notebook with its outputs.

    Raises
    ------
    LectureError
        If the lecture cannot be built.
    """
    lecture = read_lecture(without_reports(notebook), path)
    return deck(lecture, in_the_browser(lecture.formulas), in_browser=True)
