"""A student's copy: asserts stop nothing, solutions replace nothing, and what is folded says what it is."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

from lib.exercises.copied import CHANGED
from lib.interactive import flipbook
from slides.copies import NOTES, RUN_FIRST, working_copy
from slides.execute import read
from slides.explained import explanation
from slides.lectures import NOTEBOOKS, find

from ..patience import PATIENCE


def code(source, *tags, **metadata):
    return new_code_cell(source, metadata={"tags": list(tags), **metadata})


def text(source, kind="-"):
    return new_markdown_cell(source, metadata={"slideshow": {"slide_type": kind}})


def lecture(*cells):
    setup = code(
        "from lib.exercises import check, hint\nrate = 0.1", "hide-input", jupyter={"source_hidden": True}
    )
    return new_notebook(cells=[text("# 02 · A title", "slide"), setup, *cells])


def run_all(notebook):
    """Run All in a kernel of its own, as JupyterLab does it: up to the first error."""
    client = NotebookClient(
        notebook,
        timeout=PATIENCE,
        allow_errors=False,
        kernel_name="python3",
        resources={"metadata": {"path": str(NOTEBOOKS)}},
    )
    # In a thread of its own: in the main one the browser of another file of tests may keep its loop running.
    with ThreadPoolExecutor() as threads:
        threads.submit(lambda: asyncio.run(client.async_execute())).result()
    return notebook


def said(cell):
    return "\n".join(
        output.get("text", output.get("data", {}).get("text/plain", "")) for output in cell.outputs
    )


def test_a_changed_number_stops_nothing_and_the_assertion_speaks():
    cells = (
        code("assert abs(rate - 0.1) < 1e-9", "assert"),
        code("assert missing > 1", "assert"),
        code("'below'"),
    )
    copy = working_copy(lecture(*cells))
    copy.cells[1].source = copy.cells[1].source.replace("0.1", "1.1")
    _, _, changed, not_run, below = run_all(copy).cells
    assert said(changed) == f"{CHANGED}\nNo longer so: abs(rate - 0.1) < 1e-9\n"
    assert "`missing` has no value yet" in said(not_run) and CHANGED not in said(not_run)
    assert said(below) == "'below'"


def test_an_assertion_that_holds_is_silent_and_folded():
    copy = working_copy(lecture(code("assert rate == 0.1", "assert")))
    cell = run_all(copy).cells[2]
    assert said(cell) == "" and cell.metadata.jupyter.source_hidden
    assert (
        cell.source.splitlines()[0]
        == "# Numbers of the text, checked for the values that the lecture came with."
    )


STUB = "def step(x, rate):\n    return x\n\ncheck('02.1', step)"
SOLVED = "def step(x, rate):\n    return x - rate * (2 * x - 4)\n\nhelper = 1\ncheck('02.1', step)"


def test_a_solution_is_told_apart_and_leaves_the_names_of_the_student_alone():
    notebook = lecture(
        code(STUB, "exercise"), code(SOLVED, "solution"), code("print(step(8, 0.1), 'helper' in globals())")
    )
    copy = working_copy(notebook)
    assert copy.cells[3].source.startswith("# Solution of exercise 02.1: open it when you have tried.\n")
    assert copy.cells[3].metadata.jupyter.source_hidden
    _, _, own, solution, after = run_all(copy).cells
    assert "✗ Exercise 02.1: you return `x` as it came" in said(own)
    assert said(solution).startswith("✓ The solution of exercise 02.1: right.")
    assert said(after) == "8 False\n"


def test_a_solution_comes_unexecuted():
    notebook = lecture(code(STUB, "exercise"), code(SOLVED, "solution"))
    for cell in notebook.cells[1:]:
        cell.execution_count = 3
        cell.outputs = [nbformat.v4.new_output("stream", text="right")]
    copy = working_copy(notebook)
    assert copy.cells[2].outputs and copy.cells[2].execution_count == 3
    assert copy.cells[3].outputs == [] and copy.cells[3].execution_count is None
    assert notebook.cells[3].source == SOLVED and notebook.cells[3].outputs  # the lecture stays as it is


def test_the_first_cell_says_that_it_comes_first_and_notes_that_they_are_for_the_speaker():
    copy = working_copy(lecture(text("*2 minutes*\n\nAsk the **class**.", "notes")))
    assert copy.cells[1].source.startswith(RUN_FIRST)
    notes = copy.cells[2]
    assert (
        notes.source
        == f"<details>\n<summary>{NOTES}</summary>\n\n*2 minutes*\n\nAsk the **class**.\n\n</details>"
    )
    assert notes.metadata.slideshow.slide_type == "notes"


def test_the_sliders_of_exported_frames_are_as_long_as_on_the_slides(monkeypatch):
    """A browser's own are 129 pixels: a student cannot set the third of twelve values."""
    shown = []
    monkeypatch.setattr(flipbook, "display", lambda data, raw: shown.append(data))
    frame = Image.new("RGB", (4, 4)), "A grey field, and nothing else.", (4, 4)
    flipbook.display_flipbook({(0,): frame, (1,): frame}, {"rate": ["0.1", "0.2"]}, (0,), {(0,)})
    cell = code("explore(draw)")
    cell.outputs = [new_output("display_data", data=shown[0])]
    copy = working_copy(lecture(cell))
    page = BeautifulSoup(copy.cells[2].outputs[0].data["text/html"], "html.parser")
    assert ["340px" in slider["style"] for slider in page.select(".flipbook input")] == [True]
    assert "340px" not in cell.outputs[0].data["text/html"], "the lecture stays as it is"


def test_lines_of_a_text_keep_their_place():
    source = 'x = """one\n  two\nthree"""\nassert x == "one\\n  two\\nthree", x'
    copy = working_copy(lecture(code(source, "assert")))
    assert said(run_all(copy).cells[2]) == ""


@pytest.mark.parametrize("path", find(), ids=lambda path: path.stem)
def test_every_lecture_has_a_copy_with_the_same_slides(path):
    notebook = read(path)
    copy = working_copy(notebook)
    assert len(copy.cells) == len(notebook.cells)
    for made, cell in zip(copy.cells, notebook.cells):
        assert (made.id, made.cell_type) == (cell.id, cell.cell_type)
        assert made.metadata.get("slideshow") == cell.metadata.get("slideshow")
        assert made.metadata.get("tags") == cell.metadata.get("tags")
        if cell.cell_type == "code":
            compile(made.source, cell.id, "exec")
    solutions = [cell for cell in copy.cells if "solution" in cell.metadata.get("tags", [])]
    assert all("with solution_of(" in cell.source and not cell.outputs for cell in solutions)
    assert copy == working_copy(notebook)


# --- names that are not known


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "02_lecture.ipynb"
    cells = text("## The walk", "slide"), code("path = [8, 6.8]"), code("assert (wall := 1)", "assert")
    nbformat.write(working_copy(lecture(*cells)), path)
    return path


@pytest.mark.parametrize(
    "name, words",
    [
        ("check", "check is made by the first code cell, the folded line “Run this first”"),
        ("path", "path is made by a cell under “The walk”. Run that cell first."),
        ("wall", None),
        ("pth", None),
    ],
)
def test_says_which_cell_makes_a_name(saved, name, words):
    found = explanation(name, saved)
    assert found is None if words is None else found.startswith(words) and "Run All Above" in found


def test_a_notebook_that_cannot_be_read_explains_nothing(tmp_path):
    assert explanation("np", tmp_path / "none.ipynb") is None


def test_a_kernel_of_make_lab_explains_a_name_error_and_an_interrupt(saved, monkeypatch):
    """Through PYTHONSTARTUP, before any cell has run; the name of the file comes from the server."""
    from slides import explained

    monkeypatch.setenv("PYTHONSTARTUP", str(NOTEBOOKS.parent / "slides" / "startup.py"))
    monkeypatch.setenv("JPY_SESSION_NAME", str(saved))
    notebook = new_notebook(cells=[code("print(dir())"), code("path[0]"), code("raise KeyboardInterrupt")])
    client = NotebookClient(
        notebook,
        timeout=PATIENCE,
        allow_errors=True,
        kernel_name="python3",
        resources={"metadata": {"path": str(NOTEBOOKS)}},
    )
    with ThreadPoolExecutor() as threads:
        threads.submit(lambda: asyncio.run(client.async_execute())).result()
    error, said = notebook.cells[1].outputs
    assert error.ename == "NameError"
    assert explained.AT_ONCE in said.data["text/plain"] and "The walk" in said.data["text/plain"]
    error, said = notebook.cells[2].outputs
    assert error.ename == "KeyboardInterrupt" and said.data["text/plain"] == explained.INTERRUPTED
    assert "explain_errors" not in notebook.cells[0].outputs[0].text
