"""An assert that fails on a reader's processor must cost the reader nothing, and must not be hidden."""

import pytest
from nbformat.v4 import new_notebook, new_output

from slides.asserts import failed_asserts

from ..patience import PATIENCE
from .conftest import Series

pytestmark = pytest.mark.xdist_group("build asserts")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A lecture two of whose asserts fail, built; with its exit status and what was said."""
    series = Series(tmp_path_factory.mktemp("asserts"))
    series.lecture(
        "02_fragile",
        series.text("## At rate $10$", "slide"),
        series.code("loss = 0.5\nprint('before')\nassert loss < 0.4, 'the loss is 0.5'\nprint('after')"),
        series.code("print('goes on')"),
        series.text("## Another slide", "slide"),
        series.code("assert (\n    loss == 1\n)", "skip", "assert"),
    )
    process = series.start()
    said, _ = process.communicate(timeout=PATIENCE)
    return series, process.returncode, said


def test_everything_is_built_and_the_status_is_that_of_success(built):
    series, status, said = built
    assert status == 0 and "FAILED" not in said
    names = {"02_fragile.slides.html", "02_fragile.html", "02_fragile.pdf", "index.html"}
    assert names <= series.files().keys()


def test_the_summary_names_lecture_slide_and_assert(built):
    told = [line for line in built[2].splitlines() if "does not hold" in line]
    assert told == [
        "02_fragile: does not hold on this machine: slide 'At rate $10$', cell 3: "
        "assert loss < 0.4, 'the loss is 0.5' (the loss is 0.5)",
        "02_fragile: does not hold on this machine: slide 'Another slide', cell 6: loss == 1",
    ]


def test_it_is_told_again_as_long_as_it_is_so(built, capsys):
    series, *_ = built
    assert series.build() == 0
    said = capsys.readouterr()
    assert "02_fragile: up to date" in said.out and said.err.count("does not hold") == 2


def test_the_pages_show_what_the_cell_printed_and_no_report_of_python(built):
    for name in ("02_fragile.slides.html", "02_fragile.html"):
        page = built[0].page(name)
        assert [printed.text.strip() for printed in page.select(".printed")] == ["before", "goes on"]
        assert "AssertionError" not in page.text and "Traceback" not in page.text


def test_what_else_goes_wrong_is_an_error_as_ever(series, capsys):
    series.lecture("02_broken", series.code("assert 1 > 2\nx = 1"), series.code("print(x)"))
    assert series.build() == 1
    assert "02_broken FAILED: cell 3 (print(x)): NameError" in capsys.readouterr().err


def test_a_report_without_an_arrow_is_told_all_the_same(series):
    cell = series.code("assert False")
    cell.outputs = [new_output("error", ename="AssertionError", evalue="", traceback=["AssertionError"])]
    assert [str(failed) for failed in failed_asserts(new_notebook(cells=[cell]))] == [
        "slide '', cell 1: AssertionError"
    ]
