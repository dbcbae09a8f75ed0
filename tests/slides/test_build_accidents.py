"""What goes wrong while building must be said clearly, and must cost nothing that was there before.

A lecturer builds ten minutes before the lecture: the old deck, or the other decks, must still be there.
"""

import errno
import os
import re
import signal
import socket
import time

import psutil
import pytest
from jupyter_client.manager import AsyncKernelManager

from ..patience import PATIENCE
from .conftest import Series

pytestmark = pytest.mark.xdist_group("build accidents")

PICTURE = "from IPython.display import Image\nImage(bytes.fromhex('89504e470d0a1a0a'), format='png')"
TWO_AT_ONCE = "import slides.execute\nslides.execute.side_by_side = lambda lectures: 2"
HTML_PICTURE = "from IPython.display import HTML\nHTML('<img src=\"data:image/png;base64,aGk=\">')"


@pytest.fixture(scope="module")
def accidents(tmp_path_factory):
    """A build of one sound lecture among many that fail, each in its own way: status, output, messages."""
    series = Series(tmp_path_factory.mktemp("accidents"))
    series.lecture("01_cell", series.code("\ndef halve(x):\n    return x / 0\n\nhalve(1)"))
    series.lecture("02_dead", series.code("import os\nos._exit(1)"))
    series.lecture("03_forever", series.code("while True:\n    pass"))
    series.lecture("04_tex", series.text("## A slide\n\nThe step $\\frac{1}{$ and more.", "slide"))
    series.lecture("05_command", series.text("$$\\gradient f$$", "slide"))
    series.lecture("06_picture", series.code(PICTURE))
    series.lecture("07_html_picture", series.code(HTML_PICTURE))
    series.lecture("08_lost_picture", series.text("![A ball](ball.png)", "slide"))
    path = series.lecture("09_untitled")
    path.write_text(path.read_text().replace("# 09", "09"))
    for number, content in enumerate(
        ["", "{", "[]", '{"cells": 3}', '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}']
    ):
        (series.notebooks / f"1{number}_odd.ipynb").write_text(content)
    series.lecture("15_lib", series.code("from lib import Dense\n\nlayer = Dense(-1)"))
    series.lecture("20_sound", series.text("## A slide", "slide"))
    process = series.start(code="import slides.execute\nslides.execute.CELL_SECONDS = 15")
    out, _ = process.communicate(timeout=PATIENCE)
    messages = {
        part[: part.index(" FAILED")]: part
        for part in re.split(r"^(?=\d\d_\w+ FAILED: )", out, flags=re.M)[1:]
    }
    return series, process.returncode, out, messages


def test_the_other_lecture_is_built_and_the_status_tells(accidents):
    series, status, out, messages = accidents
    assert status == 1
    assert re.search(r"^20_sound: deck \d+ kB", out, re.M)
    built = {path.name for path in series.dist.glob("*.*")} - {".manifest"}
    assert built == {"20_sound.slides.html", "20_sound.html", "20_sound.pdf", "index.html"}
    assert [link["href"] for link in series.page("index.html").select(".lectures li li a")] == [
        "20_sound.slides.html",
        "20_sound.html",
        "20_sound.pdf",
    ]
    assert len(messages) == 15 and "exporter itself" not in out


def test_a_failing_cell_is_shown_with_number_line_and_traceback(accidents):
    message = accidents[3]["01_cell"]
    assert "cell 2 (def halve(x):): ZeroDivisionError: division by zero" in message
    assert "return x / 0" in message, "the traceback"
    assert "\x1b" not in message, "colours of a terminal"
    assert "No file was made." in message


def test_an_error_that_the_series_raises_is_shown_where_the_author_made_it(accidents):
    message = accidents[3]["15_lib"]
    assert "units: expected" in message and "got -1" in message
    assert "> 3 layer = Dense(-1)" in message, "the line of the lecture"


@pytest.mark.parametrize(
    "name, expected",
    [
        ("02_dead", "cell 2 (import os): the kernel died"),
        ("03_forever", "cell 2 (while True:): took longer than 15 s"),
        ("04_tex", r"cell 2 (## A slide): Missing close brace in the formula '\\frac{1}{'"),
        ("05_command", r"cell 2 ($$\gradient f$$): Undefined control sequence \gradient in the formula"),
        ("06_picture", "cell 2 (from IPython.display import Image): a picture without alternative text"),
        ("07_html_picture", "cell 2 (from IPython.display import HTML): a picture without alternative text"),
        ("08_lost_picture", "cell 2 (![A ball](ball.png)): the picture 'ball.png' is not to be found"),
        ("09_untitled", "cell 1 (09 · Title of 09_untitled): a lecture opens with a title slide"),
        ("10_odd", "10_odd.ipynb is not a notebook"),
        ("11_odd", "11_odd.ipynb is not a notebook"),
        ("12_odd", "12_odd.ipynb is not a notebook"),
        ("13_odd", "13_odd.ipynb is not a notebook"),
        ("14_odd", "a lecture opens with a title slide"),
    ],
)
def test_the_message_says_what_and_where(accidents, name, expected):
    assert expected in accidents[3][name]


@pytest.fixture
def changing(series, monkeypatch):
    """A lecture that was built once and has changed since, and its files of that build.

    A Chromium takes seconds to start and changes nothing about how files are replaced: here there is none.
    """
    monkeypatch.setenv("CHROMIUM", "none")
    series.lecture("02_changing", series.text("## Old", "slide"))
    series.build()
    before = series.files()
    series.lecture("02_changing", series.text("## New", "slide"))
    return before


def test_a_lecture_that_fails_keeps_its_old_files(series, changing, capsys):
    series.lecture("02_changing", series.code("print(1 / 0)"))
    assert series.build() == 1
    assert series.files() == changing
    err = capsys.readouterr().err
    assert "ZeroDivisionError" in err
    assert "The files of the last build stay as they are: 02_changing.slides.html, 02_changing.html." in err


def test_a_full_disk_keeps_the_old_files_and_leaves_no_others(series, changing, capsys, monkeypatch):
    written = 0

    def fsync_until_the_disk_is_full(descriptor):
        nonlocal written
        written += 1
        if written == 3:  # the executed notebook and the deck have found room, the handout finds none
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync_until_the_disk_is_full)
        assert series.build() == 1
    assert written >= 3
    assert "02_changing FAILED: [Errno 28] No space left on device" in capsys.readouterr().err
    assert series.files() == changing

    series.build()
    assert "New" in series.page("02_changing.slides.html").text, "with room again, it is built"


def test_a_deck_that_is_too_large_is_refused(series, changing, capsys, monkeypatch):
    monkeypatch.setattr("slides.produce.MEGABYTES", 0.1)
    assert series.build() == 1
    assert re.search(r"02_changing FAILED: the deck has \d\.\d MB, at most 0\.1", capsys.readouterr().err)
    assert series.files() == changing


@pytest.mark.parametrize("function", ["os.fsync", "os.replace"])
def test_a_kill_while_writing_leaves_whole_files(series, changing, function):
    kill_at_third = f"""
import os, signal
real, calls = {function}, []
def fatal(*arguments):
    calls.append(arguments)
    if len(calls) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments)
{function} = fatal
"""
    process = series.start(code=kill_at_third)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == -signal.SIGKILL
    left = series.files()
    assert any(".tmp-" in name for name in left), "the kill was to come in the middle"
    for name, old in changing.items():
        assert left[name] == old or left[name].endswith(b"</html>"), f"{name} is neither old nor whole"

    series.build()
    assert not any(".tmp-" in name for name in series.files()), "the next build is to sweep"
    for ending in (".slides.html", ".html"):
        assert "New" in series.page(f"02_changing{ending}").text, "the next build is to mend"


def test_a_port_that_another_program_takes_first_costs_nothing(series, monkeypatch):
    """A kernel is told which ports are free and opens them a second later."""
    choose = AsyncKernelManager.write_connection_file
    taken = []

    def choose_and_lose(kernel, *arguments, **options):
        choose(kernel, *arguments, **options)
        if not taken:
            taken.append(socket.create_server(("127.0.0.1", kernel.shell_port)))

    monkeypatch.setattr(AsyncKernelManager, "write_connection_file", choose_and_lose)
    monkeypatch.setenv("CHROMIUM", "none")
    series.lecture("01_first", series.code("print('started')"))
    series.build()
    taken.pop().close()
    assert series.page("01_first.slides.html").select_one(".printed").text.strip() == "started"


def test_ctrl_c_ends_the_kernels_and_leaves_nothing_half_written(series, tmp_path):
    notes = [tmp_path / "kernel 1", tmp_path / "kernel 2"]
    for number, note in enumerate(notes, start=1):
        series.lecture(
            f"0{number}_slow",
            series.code(
                f"import os, pathlib, time\npathlib.Path({str(note)!r}).write_text(str("
                "os.getpid()))\ntime.sleep(600)"
            ),
        )
    process = series.start(code=TWO_AT_ONCE)
    while not all(note.exists() for note in notes):
        assert process.poll() is None, process.stdout.read()
        time.sleep(0.05)
    time.sleep(0.2)
    kernels = [psutil.Process(int(note.read_text())) for note in notes]
    os.killpg(process.pid, signal.SIGINT)  # as the terminal does: to the build and to all that it started
    out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "Interrupted" in out and "Traceback" not in out
    assert not any(path.is_file() for folder in (series.dist, series.cache) for path in folder.rglob("*"))
    _, alive = psutil.wait_procs(kernels, timeout=PATIENCE)
    assert not alive


def test_an_unknown_lecture_is_named_with_those_that_exist(series, capsys):
    series.lecture("01_first")
    series.lecture("02_second")
    assert series.build("02", "13") == 2
    out, err = capsys.readouterr()
    assert "no lecture '13'" in err and "01_first" in err and "02_second" in err
    assert not out and not series.dist.exists(), "nothing is to be built then"


def test_a_folder_without_lectures_is_told(series, capsys):
    assert series.build() == 2
    assert f"There are no lectures in {series.notebooks}" in capsys.readouterr().err


def test_two_builds_at_once_do_not_disturb_each_other(series, monkeypatch):
    monkeypatch.setenv("CHROMIUM", "none")
    series.lecture("02_shared", series.code("print('once')"))
    for process in [series.start(), series.start()]:
        out, _ = process.communicate(timeout=PATIENCE)
        assert "FAILED" not in out and "Traceback" not in out and "index.html" in out
    files = series.files()
    assert not any(".tmp-" in name for name in files)
    assert all(files[name].endswith(b"</html>") for name in files if name.endswith(".html"))
    assert "once" in series.page("02_shared.slides.html").select_one(".printed").text


def test_a_chromium_that_crashes_costs_one_lecture(series, capsys, monkeypatch):
    series.lecture("01_crash", series.text("## A slide", "slide"))
    series.lecture("02_sound", series.text("## A slide", "slide"))
    from slides import produce

    print_pdf = produce.print_pdf

    def crashing(session, page_file, title):
        if title.startswith("01"):
            session.browser.close()
        return print_pdf(session, page_file, title)

    monkeypatch.setattr(produce, "print_pdf", crashing)
    assert series.build() == 1
    assert "01_crash FAILED: Chromium failed" in capsys.readouterr().err
    assert (series.dist / "02_sound.pdf").exists() and not list(series.dist.glob("01_*"))
