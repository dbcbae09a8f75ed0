"""Lectures are run side by side: half the time on two cores, and no more memory than there is."""

import pytest

from slides import execute

from ..patience import PATIENCE

pytestmark = pytest.mark.xdist_group("build together")

MEETING = """
import pathlib, time
folder = pathlib.Path({folder!r})
(folder / {mine!r}).touch()
end = time.monotonic() + {seconds}
while not (folder / {other!r}).exists():
    assert time.monotonic() < end
    time.sleep(0.05)
print("met")
"""


@pytest.fixture(autouse=True)
def no_chromium(monkeypatch):
    """It takes seconds to start, and plays no part here."""
    monkeypatch.setenv("CHROMIUM", "none")


def test_two_lectures_run_at_the_same_time(series, tmp_path, monkeypatch):
    monkeypatch.setattr(execute, "side_by_side", lambda lectures: 2)
    for name, other in [("01_first", "02_second"), ("02_second", "01_first")]:
        meeting = MEETING.format(folder=str(tmp_path), mine=name, other=other, seconds=PATIENCE)
        series.lecture(name, series.code(meeting))
    series.build()
    for name in ("01_first", "02_second"):
        assert series.page(f"{name}.slides.html").select_one(".printed").text.strip() == "met"


def test_no_more_run_than_find_room(series, tmp_path, monkeypatch):
    monkeypatch.setattr(execute, "side_by_side", lambda lectures: 1)
    note = tmp_path / "note"
    write = f"open({str(note)!r}, 'a').write"
    code = f"import time\n{write}('<')\ntime.sleep(0.2)\n{write}('>')"
    for name in ("01_a", "02_b", "03_c"):
        series.lecture(name, series.code(code))
    series.build()
    assert note.read_text() == "<><><>"


@pytest.mark.parametrize(
    "lectures, cores, gigabytes, at_once", [(9, 2, 16, 2), (1, 8, 64, 1), (9, 8, 9, 4), (9, 4, 0.5, 1)]
)
def test_cores_and_memory_say_how_many(monkeypatch, lectures, cores, gigabytes, at_once):
    monkeypatch.setattr(execute.os, "sched_getaffinity", lambda process: set(range(cores)), raising=False)
    memory = execute.psutil.virtual_memory()._replace(available=gigabytes * 1e9)
    monkeypatch.setattr(execute.psutil, "virtual_memory", lambda: memory)
    assert execute.side_by_side(lectures) == at_once


def test_each_computes_on_one_thread_so_that_sums_have_one_order(series):
    path = series.lecture("01_threads", series.code("import os\nprint(os.environ['OPENBLAS_NUM_THREADS'])"))
    assert execute.executed(path, series.cache).cells[1].outputs[0].text == "1\n"
