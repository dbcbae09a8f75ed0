"""Every lecture runs, live and for the export, without an error, a warning, or a long wait."""

import asyncio
import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from .conftest import kind, tags

LIVE, LIVE_MNIST, EXPORT = 30, 90, 90
"""Seconds for Run All on two cores, and for the run of the export."""

WIDGET = "application/vnd.jupyter.widget-view+json"


@dataclass
class Run:
    notebook: NotebookNode
    seconds: float


@pytest.fixture(scope="module")
def live(lecture):
    """Run All in a fresh kernel, with live controls."""
    notebook = nbformat.read(lecture.path, as_version=4)
    environment = {name: value for name, value in os.environ.items() if name != "DESCENT_EXPORT"}
    # Without folders of kernel specifications "python3" is this interpreter, whatever else is installed.
    kernel = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))
    client = NotebookClient(notebook, km=kernel, timeout=LIVE_MNIST, allow_errors=True, coalesce_streams=True,
                            resources={"metadata": {"path": str(lecture.path.parent)}})
    client.owns_km = True
    start = time.perf_counter()
    # In a thread of its own: in the main one the browser of another file of tests may keep its loop running.
    with ThreadPoolExecutor() as threads:
        threads.submit(lambda: asyncio.run(client.async_execute(env=environment))).result()
    return Run(notebook, time.perf_counter() - start)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def was_run(notebook):
    return all(cell.execution_count for cell in code(notebook))


def complaints(notebook):
    """Errors, and whatever a cell says on stderr: warnings mostly."""
    return [output.get("evalue", output.get("text")) for cell in code(notebook) for output in cell.outputs
            if output.output_type == "error" or output.get("name") == "stderr"]


def test_errors_and_warnings_are_noticed():
    outputs = [new_output("stream", name="stdout", text="fine"),
               new_output("stream", name="stderr", text="RuntimeWarning: overflow"),
               new_output("error", ename="ValueError", evalue="wrong", traceback=[])]
    notebook = new_notebook(cells=[new_code_cell("x", outputs=outputs, execution_count=1)])
    assert complaints(notebook) == ["RuntimeWarning: overflow", "wrong"]


def test_runs_live_without_errors_and_warnings(live):
    assert was_run(live.notebook)
    assert complaints(live.notebook) == []


def test_runs_live_before_students_look_at_their_watches(live, lecture):
    assert live.seconds < (LIVE_MNIST if "mnist" in lecture.path.stem else LIVE)


def test_offers_live_controls_where_the_export_has_flipbooks(live, lecture):
    def cells_with(notebook, what):
        return [cell.id for cell in code(notebook)
                if any(what(output.get("data", {})) for output in cell.outputs)]

    widgets = cells_with(live.notebook, lambda data: WIDGET in data)
    assert widgets == cells_with(lecture.executed, lambda data: "flipbook" in data.get("text/html", ""))
    assert widgets and not cells_with(live.notebook, lambda data: "flipbook" in data.get("text/html", ""))


def test_runs_for_the_export_without_warnings(lecture):
    assert was_run(lecture.executed)
    assert complaints(lecture.executed) == []


def test_runs_for_the_export_in_its_time(lecture):
    assert 0 < lecture.executed.metadata.descent.seconds < EXPORT


def test_keeps_its_slides_when_it_is_run_and_saved(live, lecture, tmp_path):
    """Slide types have been lost to tools before, and nobody noticed until the lecture."""
    def slides(notebook):
        return [(cell.id, kind(cell), tags(cell), cell.metadata.get("jupyter")) for cell in notebook.cells]

    written = slides(lecture.notebook)
    assert slides(live.notebook) == slides(lecture.executed) == written
    path = tmp_path / lecture.path.name
    nbformat.write(live.notebook, path)
    assert slides(nbformat.read(path, as_version=4)) == written


def test_a_run_leaves_its_text_as_it_was(live, lecture):
    def texts(notebook):
        return [(cell.cell_type, cell.source) for cell in notebook.cells]

    assert texts(live.notebook) == texts(lecture.executed) == texts(lecture.notebook)
