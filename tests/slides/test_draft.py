"""The author's loop: a draft shows a change at once, and is never taken for the lecture."""

import pytest

from .conftest import Series

pytestmark = pytest.mark.xdist_group("draft")

FIGURE = """
from ipywidgets import IntSlider
from lib.interactive.explore import explore, watch

def draw(figure, n):
    open({note!r}, "a").write(f"{{n}} ")
    figure.text(0.5, 0.5, f"n = {{n}}", fontsize=30)
    return f"The number {{n}} is shown"

explore(draw, frames={{"n": range(10)}}, still=[{{"n": 7}}], n=IntSlider(3, 0, 9))
"""

RUN = """
def train(rate):
    yield from range(100)

def draw_step(figure, step, state, rate):
    open({note!r}, "a").write(f"{{step}}/{{rate}} ")
    figure.text(0.5, 0.5, f"{{step}}", fontsize=30)
    return f"Step {{step}} at rate {{rate}} is shown"

watch(train, draw_step, frames=[0, 5, 9], settings={{"slow": {{"rate": 1}}, "fast": {{"rate": 2}}}},
      rate=IntSlider(1, 1, 2, description="rate"))
"""


@pytest.fixture
def drawn(tmp_path):
    return tmp_path / "drawn"


@pytest.fixture
def series(tmp_path, drawn) -> Series:
    """A lecture with one flipbook of each kind, which note what they draw."""
    series = Series(tmp_path)
    series.lecture(
        "02_sample",
        series.text("## A slide about $x$", "slide"),
        series.code(FIGURE.format(note=str(drawn))),
        series.code(RUN.format(note=str(drawn))),
    )
    return series


def test_a_draft_draws_the_start_and_the_stills_and_makes_nothing_but_a_deck(series, drawn):
    assert series.build("2", "--draft") == 0
    assert drawn.read_text().split() == ["3", "7", "0/1", "9/1"]
    assert series.files().keys() == {"drafts/02_sample.slides.html"}
    page = series.page("drafts/02_sample.slides.html")
    explored, watched = page.select("figure.flipbook")
    alts = [image["alt"] for image in explored.select("img")]
    assert alts == ["The number 3 is shown", "The number 7 is shown"]
    assert len(watched.select("img")) == 2
    assert r"\(x\)" in page.select_one("h2").text, "the browser that shows it sets the mathematics"
    assert not page.select(".upright a"), "no handout lies beside it"


def test_a_changed_sentence_draws_nothing_again(series, drawn):
    series.build("2", "--draft")
    before = drawn.read_text()
    path = series.notebooks / "02_sample.ipynb"
    path.write_text(path.read_text().replace("A slide about", "A new title of"))
    assert series.build("2", "--draft") == 0
    assert drawn.read_text() == before
    assert "A new title of" in series.page("drafts/02_sample.slides.html").text


def test_the_whole_build_takes_no_draft_for_a_run_and_a_draft_takes_the_whole_run(series, drawn, monkeypatch):
    monkeypatch.setenv("CHROMIUM", "none")
    series.build("2", "--draft")
    series.build()
    assert len(series.page("02_sample.slides.html").select("figure.flipbook img")) == 10 + 6
    before = drawn.read_text()
    assert series.build("2", "--draft") == 0
    assert drawn.read_text() == before
    assert len(series.page("drafts/02_sample.slides.html").select("figure.flipbook img")) == 10 + 6


def test_a_draft_that_fails_says_where_and_leaves_the_last_one(series, capsys):
    series.build("2", "--draft")
    before = series.files()
    series.lecture("02_sample", series.code("1 / 0"))
    assert series.build("2", "--draft") == 1
    assert "02_sample FAILED: cell 2 (1 / 0): ZeroDivisionError" in capsys.readouterr().err
    assert series.files() == before
