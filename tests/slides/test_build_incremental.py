"""Building again must be cheap, or nobody builds; and it must never show yesterday's lecture.

The lecture here notes each run in a file, so that a run that should not have been is seen. There is no
Chromium in most of these tests: it takes seconds to start and plays no part in what is stale.
"""

import shutil

import nbformat
import pytest

from slides import execute, fingerprint

from .conftest import Series

pytestmark = pytest.mark.xdist_group("building again")


@pytest.fixture(scope="module")
def built_once(tmp_path_factory):
    """A lecture that was built, the file in which it notes its runs, and sources that a test may change."""
    folder = tmp_path_factory.mktemp("built")
    for source in (
        "lib/engine.py",
        "lib/other.py",
        "slides/execute.py",
        "slides/pages.py",
        "slides/lab.py",
    ):
        (folder / source).parent.mkdir(exist_ok=True)
        (folder / source).write_text("# as it was")
    (folder / "lib" / "figures.py").write_text("from lib.engine import Network")
    (folder / "slides" / "produce.py").write_text("from .pages import deck")
    for room in ("counted", "other"):
        for name in ("exercises.py", "record.json"):
            (folder / "lib" / "lectures" / room).mkdir(parents=True, exist_ok=True)
            (folder / "lib" / "lectures" / room / name).write_text("# as it was")
    series = Series(folder)
    series.lecture(
        "02_counted",
        series.code("if False:\n    %matplotlib inline\n    from lib import figures"),
        series.code(f"open({str(folder / 'runs')!r}, 'a').write('x')\nprint('a result')"),
        series.text("## A slide", "slide"),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHROMIUM", "none")
        patch.setattr(fingerprint, "ROOT", folder)
        series.build()
    assert (folder / "runs").read_text() == "x"
    return folder


@pytest.fixture
def folder(built_once, tmp_path, monkeypatch):
    """All this in a folder of the test's own."""
    monkeypatch.setenv("CHROMIUM", "none")
    monkeypatch.setattr(fingerprint, "ROOT", tmp_path / "copy")
    return shutil.copytree(built_once, tmp_path / "copy")


@pytest.fixture
def series(folder):
    """The series that was built."""
    return Series(folder)


@pytest.fixture
def counted(built_once):
    """How often the lecture has run."""
    (built_once / "runs").write_text("x")
    return lambda: len((built_once / "runs").read_text())


def edit(series, old: str, new: str) -> None:
    path = series.notebooks / "02_counted.ipynb"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_nothing_is_done_when_nothing_has_changed(series, counted, capsys):
    before = series.files()
    stamps = {path: path.stat().st_mtime_ns for path in series.dist.rglob("*")}
    capsys.readouterr()
    series.build()
    assert "02_counted: up to date" in capsys.readouterr().out
    assert counted() == 1 and series.files() == before
    assert {path: path.stat().st_mtime_ns for path in series.dist.rglob("*")} == stamps


def test_a_change_of_words_is_shown_without_another_run(series, counted):
    edit(series, "## A slide", "## Another title")
    series.build()
    assert counted() == 1
    page = series.page("02_counted.slides.html")
    assert "Another title" in page.text and "a result" in page.text


def test_a_change_of_code_runs_the_lecture_again(series, counted):
    edit(series, "a result", "a new result")
    series.build()
    assert counted() == 2
    assert "a new result" in series.page("02_counted.slides.html").text


def test_a_change_of_slide_type_is_shown(series, counted):
    edit(series, '"slide_type": "-"', '"slide_type": "skip"')
    series.build()
    assert "a result" not in series.page("02_counted.slides.html").text


def test_a_file_beside_the_notebook_counts(series, counted):
    (series.notebooks / "record.json").write_text("{}")
    series.build()
    assert counted() == 2


def test_another_notebook_or_style_sheet_beside_it_does_not_count(series, counted):
    series.lecture("03_other")
    (series.notebooks / "rise.css").write_text("")
    series.build("02")
    assert counted() == 1


def test_a_change_of_what_it_imports_runs_the_lecture_again(series, counted, folder):
    (folder / "lib" / "engine.py").write_text("# another engine, which the figures import")
    series.build()
    assert counted() == 2


def test_another_way_of_executing_runs_the_lecture_again(series, counted, folder):
    (folder / "slides" / "execute.py").write_text("# with another number of threads")
    series.build()
    assert counted() == 2


@pytest.mark.parametrize(
    "source",
    [
        "lib/other.py",
        "lib/lectures/counted/exercises.py",
        "lib/lectures/other/exercises.py",
        "lib/lectures/other/record.json",
        "slides/lab.py",
    ],
)
def test_a_change_of_what_no_export_shows_makes_nothing_again(series, counted, folder, source, capsys):
    """A hint, another lecture's figures, the working copies: an author changes them all evening."""
    (folder / source).write_text("# changed")
    capsys.readouterr()
    series.build()
    assert counted() == 1 and "02_counted: up to date" in capsys.readouterr().out


def test_who_asks_for_the_checks_of_its_exercises_gets_those_of_today(series, counted, folder):
    path = series.notebooks / "02_counted.ipynb"
    for name, runs in [("other", 1), ("counted", 2), ("counted", 2)]:
        (folder / "lib" / "lectures" / name / "exercises.py").write_text("# another check")
        execute.executed(path, series.cache, exercises=True)
        assert counted() == runs
    series.build()
    assert counted() == 2, "the export shows that run, too"


@pytest.mark.parametrize("room", ["data", "lectures/counted"])
def test_data_of_lib_count(series, counted, folder, room):
    (folder / "lib" / room).mkdir(exist_ok=True)
    (folder / "lib" / room / "record.json").write_text("{}")
    series.build()
    assert counted() == 2


def test_a_change_of_the_exporter_builds_without_another_run(series, counted, folder, capsys):
    (folder / "slides" / "pages.py").write_text("# other pages")
    capsys.readouterr()
    series.build()
    assert "up to date" not in capsys.readouterr().out
    assert counted() == 1


def test_another_version_of_a_package_counts(series, counted, monkeypatch):
    monkeypatch.setattr(fingerprint, "version", lambda package: "newer")
    series.build()
    assert counted() == 2


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_text("damaged")])
def test_an_output_that_was_lost_or_damaged_is_made_again(series, counted, harm):
    before = series.files()["02_counted.html"]
    harm(series.dist / "02_counted.html")
    series.build()
    assert series.files()["02_counted.html"] == before and counted() == 1


def test_a_damaged_manifest_or_cache_is_made_again(series, counted):
    (series.dist / ".manifest" / "02_counted.json").write_text("{")
    (series.cache / "02_counted.ipynb").write_text("{")
    series.build()
    assert counted() == 2


def test_only_what_was_asked_for_is_built_and_the_index_shows_all_that_is_there(series, counted):
    series.lecture("03_other")
    series.lecture("04_never")
    series.build("3")
    assert (series.dist / "03_other.html").exists() and not (series.dist / "04_never.html").exists()
    titles = [title.text for title in series.page("index.html").select("h2")]
    assert titles == ["02 Title of 02_counted", "03 Title of 03_other"]


def test_the_executed_notebook_is_kept_with_its_outputs_and_its_time(series, counted):
    path = series.notebooks / "02_counted.ipynb"
    notebook = execute.executed(path, series.cache)
    assert counted() == 1
    assert notebook.cells[2].outputs[0].text == "a result\n"
    assert 0 < notebook.metadata.descent.seconds < 60
    kept = nbformat.read(series.cache / "02_counted.ipynb", as_version=4)
    assert kept.cells[2].outputs == notebook.cells[2].outputs


def test_the_kernel_knows_that_it_runs_for_an_export_and_where(series):
    path = series.lecture(
        "02_environment", series.code("import os\nprint(os.environ['DESCENT_EXPORT'], os.getcwd())")
    )
    notebook = execute.executed(path, series.cache)
    assert notebook.cells[1].outputs[0].text == f"1 {series.notebooks}\n"


def test_with_a_chromium_at_last_the_pdf_is_made(series, counted, monkeypatch, capsys):
    monkeypatch.delenv("CHROMIUM")
    assert series.build() == 0
    assert (series.dist / "02_counted.pdf").read_bytes().startswith(b"%PDF") and counted() == 1
    monkeypatch.setenv("CHROMIUM", "none")
    assert series.build() == 0, "what was made with a Chromium needs none to be up to date"
