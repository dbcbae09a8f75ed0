"""The working copy of an executed lecture: nothing in it stops, replaces or gives away a student's work.

In git an assert cell holds plain assertions, which fail a test, and a solution is a plain cell. In a copy,
where numbers are there to be changed and functions to be written, both are folded and labelled, and wrapped.
"""

import copy
import re
import textwrap

from nbformat import NotebookNode

from .conventions import RISE

RUN_FIRST = "# Run this first: it imports what all the other cells use."
ASSERTS = "# Numbers of the text, checked for the values that the lecture came with."
SOLUTION = "# Solution of exercise {name}: open it when you have tried."
NOTES = "Notes for the speaker"

SLIDER = '<input type="range" '
LONG_SLIDER = f'{SLIDER}style="width: 340px; max-width: 60%" '
"""As long as on the slides: JupyterLab has no rule for it, and a browser's own length is too short."""


def working_copy(notebook: NotebookNode) -> NotebookNode:
    """The copy that a student works in.

    Parameters
    ----------
    notebook : NotebookNode
        The lecture, executed or not. It stays as it is.

    Returns
    -------
    NotebookNode
        The same cells, with the same slide types and tags, and the settings of the live slides: the first
        code cell says that it comes first, assertions speak and stop nothing, solutions wait unexecuted, and
        speaker's notes are folded.
    """
    made = copy.deepcopy(notebook)
    made.metadata.pop("descent", None)
    made.metadata.rise = {**RISE, **made.metadata.get("rise", {})}
    code = [cell for cell in made.cells if cell.cell_type == "code"]
    for cell in code:
        tags = cell.metadata.get("tags", [])
        if "assert" in tags:
            _wrap(cell, ASSERTS, "numbers_of_the_lecture()")
            cell.outputs = []
        elif "solution" in tags:
            name = re.search(r"""\bcheck\(["']([^"']+)["']""", cell.source)
            if name:
                _wrap(cell, SOLUTION.format(name=name[1]), f'solution_of("{name[1]}")')
            cell.outputs, cell.execution_count = [], None
    if code and "hide-input" in code[0].metadata.get("tags", []):
        code[0].source = f"{RUN_FIRST}\n{code[0].source}"
    for output in (output for cell in code for output in cell.outputs):
        page = output.get("data", {}).get("text/html")
        if page and 'class="flipbook"' in page:
            output.data["text/html"] = page.replace(SLIDER, LONG_SLIDER)
    for cell in made.cells:
        if cell.cell_type == "markdown" and cell.metadata.get("slideshow", {}).get("slide_type") == "notes":
            cell.source = f"<details>\n<summary>{NOTES}</summary>\n\n{cell.source}\n\n</details>"
    return made


def _wrap(cell: NotebookNode, label: str, manager: str) -> None:
    """Fold a cell and put its lines under a context manager of `lib.exercises.copied`."""
    imported = f"from lib.exercises.copied import {manager.split('(')[0]}"
    body = textwrap.indent(cell.source, "    ", predicate=_in_no_text(cell.source))
    cell.source = f"{label}\n{imported}\n\nwith {manager}:\n{body}"
    cell.metadata.setdefault("jupyter", NotebookNode())["source_hidden"] = True


def _in_no_text(source: str):
    """Tells the lines that may be indented: those of a text over several lines must stay as they are."""
    inside = set()
    for found in re.finditer(r'(?s)(""".*?"""|\'\'\'.*?\'\'\')', source):
        first = source.count("\n", 0, found.start())
        inside |= set(range(first + 1, first + 1 + found[0].count("\n")))
    numbers = iter(range(len(source.splitlines())))
    return lambda line: next(numbers) not in inside and line.strip()
