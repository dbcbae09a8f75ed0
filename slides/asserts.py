"""Asserts of a lecture that do not hold on this machine: they are told, and stop nothing.

A lecture's numbers are held by asserts. Another processor adds in another order, and a reader who builds
the lectures can do nothing about a number that came out otherwise; ``make test`` does not pass with one.
"""

from copy import deepcopy
from dataclasses import dataclass

from nbformat import NotebookNode

ERROR = "AssertionError"


@dataclass(frozen=True)
class FailedAssert:
    """An assert that did not hold.

    Parameters
    ----------
    slide : str
        Title of the slide on which its cell stands.
    cell : int
        Number of the cell, counted from 1 as in the file.
    line : str
        The line of code.
    message : str
        What the assert says, or the empty text.
    """

    slide: str
    cell: int
    line: str
    message: str

    def __str__(self) -> str:
        said = f" ({self.message})" if self.message else ""
        return f"slide {self.slide!r}, cell {self.cell}: {self.line}{said}"


def failed_asserts(notebook: NotebookNode) -> list[FailedAssert]:
    """The asserts of an executed notebook that did not hold, the first one of each cell."""
    found, title = [], ""
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type == "markdown" and cell.source.startswith("#"):
            title = cell.source.splitlines()[0].lstrip("# ")
        for output in filter(_is_report, cell.get("outputs", [])):
            found.append(FailedAssert(title, number, _line(output), output.evalue))
    return found


def without_reports(notebook: NotebookNode) -> NotebookNode:
    """The notebook without what Python reports of failed asserts: it is no part of the lecture."""
    notebook = deepcopy(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if not _is_report(output)]
    return notebook


def _is_report(output: NotebookNode) -> bool:
    return output.output_type == "error" and output.ename == ERROR


def _line(report: NotebookNode) -> str:
    """The line of the cell at which it failed: the first that IPython points at with an arrow."""
    from nbconvert.filters import strip_ansi

    for line in strip_ansi("\n".join(report.traceback)).splitlines():
        if line.startswith("--"):
            number, _, code = line.lstrip("->").strip().partition(" ")
            if number.isdecimal():
                return code.strip()
    return ERROR
