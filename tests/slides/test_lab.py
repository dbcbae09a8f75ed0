"""Working copies: figures before the first run, and never a word lost that a student has written."""

import json
import socket
import subprocess
import sys

import nbformat
import pytest
from jupyter_core.paths import jupyter_data_dir
from nbformat.sign import NotebookNotary
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from slides import execute, lab
from slides.lab import Copies, prepare

from ..patience import PATIENCE
from .rise_server import jupyter_folders

pytestmark = pytest.mark.xdist_group("working copies")


class Lectures:
    """Lectures in a folder of their own, the working copies beside them."""

    def __init__(self, folder, cache):
        self.notebooks, self.work, self.cache = folder / "notebooks", folder / "work", cache
        self.notebooks.mkdir()

    def write(self, name="01_one.ipynb", text="first version", code="print('hello')"):
        cells = [new_markdown_cell(f"# {text}", id="text"), new_code_cell(code, id="code")]
        nbformat.write(new_notebook(cells=cells), self.notebooks / name)

    def prepare(self):
        return prepare(self.notebooks, self.work, self.cache)

    def copy(self, name="01_one.ipynb"):
        return nbformat.read(self.work / name, as_version=4)

    def change_copy(self, change, name="01_one.ipynb"):
        """What JupyterLab does: change the notebook, and save it."""
        notebook = self.copy(name)
        change(notebook)
        nbformat.write(notebook, self.work / name)


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    """Shared by the tests, so that the same code is executed once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def lectures(tmp_path, cache):
    with jupyter_folders(tmp_path / "jupyter"):
        made = Lectures(tmp_path, cache)
        made.write()
        (made.notebooks / "rise.css").write_text("first style")
        yield made


def run(notebook):
    """What running a cell leaves in the file."""
    cell = notebook.cells[1]
    cell.execution_count = 7
    cell.outputs = [nbformat.v4.new_output("stream", text="mine")]
    cell.metadata.update({"trusted": True, "scrolled": True, "execution": {"shell.execute_reply": "now"}})
    notebook.metadata["widgets"] = {}


def edit(notebook):
    notebook.cells[1].source = "print('my own words')"


def test_a_copy_has_its_figures_and_is_trusted_and_styled(lectures):
    assert lectures.prepare() == []
    copy = lectures.copy()
    assert copy.cells[1].outputs[0].text == "hello\n"
    assert "descent" not in copy.metadata
    assert NotebookNotary(data_dir=jupyter_data_dir()).check_signature(copy)
    assert (lectures.work / "rise.css").read_text().endswith("first style")


def test_nothing_is_written_again_while_nothing_changes(lectures):
    lectures.prepare()
    times = {path: path.stat().st_mtime_ns for path in lectures.work.iterdir()}
    assert lectures.prepare() == []
    assert {path: path.stat().st_mtime_ns for path in lectures.work.iterdir()} == times


def test_an_untouched_copy_follows_its_lecture(lectures):
    lectures.prepare()
    lectures.write(text="second version")
    (lectures.notebooks / "rise.css").write_text("second style")
    assert lectures.prepare() == []
    assert lectures.copy().cells[0].source == "# second version"
    assert (lectures.work / "rise.css").read_text().endswith("second style")


def test_a_copy_that_was_only_run_is_renewed(lectures):
    """After a rehearsal its figures are those of a kernel that has ended; the lecture's own can be moved."""
    lectures.prepare()
    before = (lectures.work / "01_one.ipynb").read_bytes()
    lectures.change_copy(run)
    assert lectures.copy().cells[1].outputs[0].text == "mine"
    assert lectures.prepare() == []
    assert (lectures.work / "01_one.ipynb").read_bytes() == before
    lectures.change_copy(run)
    lectures.write(text="second version")
    assert lectures.prepare() == []
    assert lectures.copy().cells[0].source == "# second version"


def test_an_edited_copy_is_never_overwritten(lectures):
    lectures.prepare()
    lectures.change_copy(edit)
    before = (lectures.work / "01_one.ipynb").read_bytes()
    assert lectures.prepare() == []
    lectures.write(text="second version")
    for _ in range(2):
        (message,) = lectures.prepare()
        assert "01_one.ipynb was edited" in message and "rename" in message
        assert (lectures.work / "01_one.ipynb").read_bytes() == before


def test_renaming_an_edited_copy_gives_the_new_version_beside_it(lectures):
    lectures.prepare()
    lectures.change_copy(edit)
    lectures.write(text="second version")
    (lectures.work / "01_one.ipynb").rename(lectures.work / "mine.ipynb")
    assert lectures.prepare() == []
    assert lectures.copy().cells[0].source == "# second version"
    assert lectures.copy("mine.ipynb").cells[1].source == "print('my own words')"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda notebook: notebook.cells.append(new_markdown_cell("a note")), id="a new cell"),
        pytest.param(lambda notebook: notebook.cells.pop(), id="a cell less"),
        pytest.param(
            lambda notebook: notebook.cells[0].metadata.update(slideshow={"slide_type": "slide"}),
            id="a slide type",
        ),
    ],
)
def test_whatever_is_done_by_hand_is_an_edit(lectures, change):
    lectures.prepare()
    lectures.change_copy(change)
    before = (lectures.work / "01_one.ipynb").read_bytes()
    lectures.write(text="second version")
    assert len(lectures.prepare()) == 1
    assert (lectures.work / "01_one.ipynb").read_bytes() == before


@pytest.mark.parametrize("record", ["", "{", None])
def test_without_the_record_of_what_was_written_nothing_is_overwritten(lectures, record):
    lectures.prepare()
    lectures.change_copy(edit)
    before = (lectures.work / "01_one.ipynb").read_bytes()
    (lectures.work / lab.WRITTEN).unlink()
    if record is not None:
        (lectures.work / lab.WRITTEN).write_text(record)
    lectures.write(text="second version")
    assert len(lectures.prepare()) >= 1
    assert (lectures.work / "01_one.ipynb").read_bytes() == before


def test_a_copy_that_is_no_notebook_any_more_is_kept(lectures):
    lectures.prepare()
    (lectures.work / "01_one.ipynb").write_text("{ half a notebo")
    lectures.write(text="second version")
    assert "01_one.ipynb was edited" in lectures.prepare()[0]
    assert (lectures.work / "01_one.ipynb").read_text() == "{ half a notebo"


def test_a_lecture_that_fails_is_copied_without_figures_and_the_others_with(lectures):
    lectures.write("02_two.ipynb", code="1 / 0")
    (message,) = lectures.prepare()
    assert message.startswith("02_two.ipynb fails") and "ZeroDivisionError" in message
    assert lectures.copy("02_two.ipynb").cells[1].outputs == []
    assert lectures.copy("01_one.ipynb").cells[1].outputs != []


def test_a_lecture_that_failed_is_not_run_again_until_something_changes(lectures, monkeypatch):
    lectures.write("02_two.ipynb", code="1 / 0")
    lectures.prepare()
    ran = []

    def executing(paths, *options, **more):
        ran.extend(path.name for path in paths)
        return execute.executing(paths, *options, **more)

    monkeypatch.setattr(lab, "executing", executing)
    (message,) = lectures.prepare()
    assert ran == []
    assert message.startswith("02_two.ipynb fails") and "ZeroDivisionError" in message
    assert "not run again" in message and "python -m slides 02" in message
    lectures.write("02_two.ipynb", code="1 / 1")
    assert lectures.prepare() == []
    assert ran == ["02_two.ipynb"]
    assert lectures.copy("02_two.ipynb").cells[1].outputs[0].data["text/plain"] == "1.0"


def test_what_needs_no_run_lies_there_at_once_and_the_rest_follows(lectures):
    lectures.prepare()
    lectures.write("02_two.ipynb", code="print('two')")
    copies = lab.Copies(lectures.notebooks, lectures.work, lectures.cache)
    messages, missing = copies.lay_out()
    assert messages == [] and [path.name for path in missing] == ["02_two.ipynb"]
    assert lectures.copy("01_one.ipynb").cells[1].outputs[0].text == "hello\n"
    assert lectures.copy("02_two.ipynb").cells[1].outputs == []
    assert [(path.name, more) for path, more in copies.run(missing)] == [("02_two.ipynb", [])]
    assert lectures.copy("02_two.ipynb").cells[1].outputs[0].text == "two\n"


def test_a_copy_that_is_open_is_not_replaced_beneath_the_reader(lectures):
    lectures.prepare()
    lectures.write("02_two.ipynb", code="print('open')")
    copies = lab.Copies(lectures.notebooks, lectures.work, lectures.cache)
    _, missing = copies.lay_out()
    before = (lectures.work / "02_two.ipynb").read_bytes()
    ((path, (message,)),) = copies.run(missing, lambda name: name == "02_two.ipynb")
    assert (lectures.work / "02_two.ipynb").read_bytes() == before
    assert message.startswith("02_two.ipynb is open")
    assert lectures.prepare() == []
    assert lectures.copy("02_two.ipynb").cells[1].outputs[0].text == "open\n"


def test_a_file_that_is_no_notebook_is_reported_and_its_old_copy_kept(lectures):
    lectures.prepare()
    before = (lectures.work / "01_one.ipynb").read_bytes()
    (lectures.notebooks / "01_one.ipynb").write_text("not a notebook")
    (message,) = lectures.prepare()
    assert message.startswith("01_one.ipynb fails") and "is not a notebook" in message
    assert (lectures.work / "01_one.ipynb").read_bytes() == before


def test_the_record_does_not_know_a_copy_that_was_not_written(lectures, monkeypatch):
    lectures.prepare()
    lectures.write(text="second version")

    def full_disk(contents):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(lab, "replace_together", full_disk)
        with pytest.raises(OSError, match="No space left"):
            lectures.prepare()
    assert lectures.copy().cells[0].source == "# first version"
    assert lectures.prepare() == []
    assert lectures.copy().cells[0].source == "# second version"
    assert json.loads((lectures.work / lab.WRITTEN).read_text()).keys() == {"01_one.ipynb", "rise.css"}


def test_the_command_says_where_the_copies_are_and_what_went_wrong(monkeypatch, capsys):
    monkeypatch.setattr(lab, "running", lambda work: None)
    monkeypatch.setattr(lab, "prepare", lambda: ["02_two.ipynb fails"])
    assert lab.main(["--prepare"]) == 0
    out, err = capsys.readouterr()
    assert str(lab.WORK) in out and "02_two.ipynb fails" in err


def test_the_command_takes_the_port_before_it_touches_a_copy(lectures):
    """Were the port tried last, a minute of work would end in an error."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = f"""
import sys
from pathlib import Path
from slides import lab
lab.WORK = Path({str(lectures.work)!r})
sys.exit(lab.main(["--no-browser", "--port", "{taken.getsockname()[1]}"]))"""
        done = subprocess.run(
            [sys.executable, "-c", command], capture_output=True, text=True, timeout=PATIENCE
        )
    assert done.returncode != 0
    assert "already in use" in done.stderr
    assert not list(lectures.work.glob("*.ipynb"))


def test_a_copy_that_was_deleted_comes_back_beside_a_running_lab_and_no_other_is_touched(lectures):
    lectures.prepare()
    (lectures.work / "01_one.ipynb").rename(lectures.work / "mine.ipynb")
    others = {path: path.stat().st_mtime_ns for path in lectures.work.glob("*.ipynb")}
    copies = Copies(lectures.notebooks, lectures.work, lectures.cache)
    assert copies.restore() == ["01_one.ipynb is there again, as the lecture came."]
    assert lectures.copy().cells[1].outputs[0].text == "hello\n"
    assert {path: path.stat().st_mtime_ns for path in others} == others
    assert copies.restore() == []


def test_the_command_shows_the_lab_that_runs_already_and_leaves_its_copies_alone(monkeypatch, capsys):
    opened = []
    monkeypatch.setattr(lab.Copies, "restore", lambda copies: ["02_two.ipynb is there again"])
    monkeypatch.setattr(lab, "running", lambda work: "http://127.0.0.1:8888/lab?token=x")
    monkeypatch.setattr(lab, "prepare", lambda: pytest.fail("the copies were touched"))
    monkeypatch.setattr(lab, "serve", lambda *options: pytest.fail("a second server was started"))
    monkeypatch.setattr(lab.webbrowser, "open", opened.append)
    assert lab.main(["--no-browser"]) == 0 and opened == []
    assert lab.main([]) == 0 and opened == ["http://127.0.0.1:8888/lab?token=x"]
    assert lab.main(["--prepare"]) == 1
    out, err = capsys.readouterr()
    assert "running on the working copies already: http://127.0.0.1:8888" in out
    assert err.count("is there again") == 2


def test_the_command_fails_with_a_message_when_the_copies_cannot_be_made(monkeypatch, capsys):
    def full_disk(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(lab, "running", lambda work: None)
    monkeypatch.setattr(lab, "serve", full_disk)
    assert lab.main([]) == 1
    assert "No space left on device" in capsys.readouterr().err
