"""Every lecture runs for the export without an error, a warning, or a long wait.

The live run is that of a lecturer, in RISE: tests/slides/test_rise.py.
"""

from nbformat.v4 import new_code_cell, new_notebook, new_output

from slides.asserts import failed_asserts

from ..plain import quiet_seconds
from .outputs import complaints, of_cells, texts, was_run

EXPORT = 90
"""Seconds of a quiet processor for the run of the export."""


def test_errors_and_warnings_are_noticed():
    outputs = [
        new_output("stream", name="stdout", text="fine"),
        new_output("stream", name="stderr", text="RuntimeWarning: overflow"),
        new_output("error", ename="ValueError", evalue="wrong", traceback=[]),
    ]
    notebook = new_notebook(cells=[new_code_cell("x", outputs=outputs, execution_count=1)])
    assert complaints(notebook) == ["RuntimeWarning: overflow", "wrong"]


def test_runs_for_the_export_without_warnings(lecture):
    assert was_run(lecture.executed)
    assert list(map(str, failed_asserts(lecture.executed))) == []
    assert complaints(lecture.executed) == []


def test_runs_for_the_export_in_its_time(lecture):
    assert 0 < quiet_seconds(lecture.executed.metadata.descent.processor) < EXPORT


def test_a_run_leaves_its_slides_and_its_text_as_they_were(lecture):
    assert of_cells(lecture.executed) == of_cells(lecture.notebook)
    assert texts(lecture.executed) == texts(lecture.notebook)
