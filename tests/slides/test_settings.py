"""A university changes language, words, logo and colours in one place; pages, figures and checks follow."""

import os
import re
import subprocess
import sys

import pytest

import lib.settings
from lib.settings import DEFAULTS, load
from slides import branding, look

from ..patience import PATIENCE
from .conftest import ROOT, Series

pytestmark = pytest.mark.xdist_group("settings")

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60"><path d="M0 60 30 0 60 60"/></svg>'
POLISH = """
language = "pl"
logo = "znak uczelni.svg"
logo_text = "Politechnika Łódzka"

[colours]
link = "#654321"
first = "#123456"

[words]
series = "Zejście"
about = "jak uczą się sieci"
welcome = "Jak uczą się sieci neuronowe, w wykładach."
lecture = "Wykład"
contents = "Spis treści"
notes = "Notatki"
solution = "Rozwiązanie"
slides = "Slajdy"
handout = "Skrypt"
of_lecture = "wykładu {number}"
duration = "{minutes} minut"
read_handout = "Czytaj skrypt"
turn_phone = "Obróć telefon, a slajdy będą większe."
sideways = "Przewija się w bok"
exercise = "Zadanie"
hint = "Wskazówka {number} z {count}"
right = "Dobrze."
not_quite = "Niezupełnie."
"""

SHOWN = """
from lib.exercises import check, hint, quiz
from lib.figures import PALETTE
quiz("Pytanie?", {"a": "b", "c": "d"}, answer="a")
hint("02.1")
print(PALETTE["first"])
check("02.1")
"""


@pytest.fixture(scope="module")
def polish(tmp_path_factory):
    """A series with Polish words, a logo and another blue."""
    folder = tmp_path_factory.mktemp("settings")
    (folder / "polish.toml").write_text(POLISH, "utf-8")
    (folder / "znak uczelni.svg").write_text(LOGO)
    series = Series(folder)
    series.lecture(
        "02_test",
        series.text("## Slajd", "slide"),
        series.code(SHOWN),
        series.code("1", "skip", "solution"),
        series.text("notatka", "notes"),
    )
    named = os.path.relpath(folder / "polish.toml", ROOT)  # as one writes it, from where the command is given
    process = series.start(environment={"DESCENT_SETTINGS": named, "CHROMIUM": "none"})
    series.said, _ = process.communicate(timeout=PATIENCE)
    return series


def test_words_and_language_are_on_every_page(polish):
    names = ("02_test.slides.html", "02_test.html", "index.html")
    deck, handout, index = map(polish.page, names)
    for page in (deck, handout, index):
        assert page.html["lang"] == "pl"
        assert "Zejście" in page.title.text
        (logo,) = page.select("img.logo")
        assert logo["alt"] == "Politechnika Łódzka" and logo["src"].startswith("data:image/svg+xml;base64,")
    assert not index.select(".thumbnail img"), "the logo is not taken for the picture of the lecture"
    assert deck.h1.text == "Wykład 02\u00a0Title of 02_test"
    assert deck.select_one("details.solution summary").text == "Rozwiązanie"
    assert handout.select_one("details.solution summary").text == "Rozwiązanie"
    upright = deck.select_one(".upright")
    assert upright.a.text == "Czytaj skrypt" and upright.a["href"] == "02_test.html"
    assert upright.p.text == "Obróć telefon, a slajdy będą większe."
    assert handout.main["data-sideways"] == "Przewija się w bok"
    assert handout.nav["aria-label"] == "Spis treści"
    assert handout.select_one("div.notes")["aria-label"] == "Notatki"
    assert index.h1.text == "Zejście"
    assert "Jak uczą się sieci neuronowe" in index.text and "45 minut" in index.text
    assert [link.text for link in index.select("li li a")] == ["Slajdy wykładu 02", "Skrypt wykładu 02"]
    words = deck.body.text + handout.body.text + index.body.text
    assert not re.search(r"\b(Lecture|Solution|Slides|Handout|minutes|Descent)\b", words)


def test_quizzes_hints_and_checks_speak_the_language(polish):
    deck = polish.page("02_test.slides.html")
    assert [word.text for word in deck.select(".quiz strong")] == ["Dobrze.", "Niezupełnie."]
    assert "Wskazówka 1 z 3: " in deck.text
    assert "Zadanie 02.1: " in deck.select_one("div.check").text


def test_pages_and_figures_take_the_colours(polish):
    deck = polish.page("02_test.slides.html")
    for role in ("first: #123456", "link: #654321"):
        assert any(f"--{role};" in style.text for style in deck.select("style"))
        assert not any("#0b5cab" in style.text for style in deck.select("style")), "a blue of the series"
    assert any(printed.text.strip().endswith("#123456") for printed in deck.select(".printed"))


def test_the_live_slides_take_colours_and_logo(tmp_path, monkeypatch):
    (tmp_path / "polish.toml").write_text(POLISH, "utf-8")
    (tmp_path / "znak uczelni.svg").write_text(LOGO)
    for module in (lib.settings, branding):
        monkeypatch.setattr(module, "SETTINGS", load(tmp_path / "polish.toml"))
    caches = (branding.logo_address, look.properties)
    for cached in caches:
        cached.cache_clear()
    live = look.live_style((ROOT / "notebooks" / "rise.css").read_text("utf-8"))
    for cached in caches:
        cached.cache_clear()
    assert "--first: #123456;" in live and "--link: #654321;" in live and "--second: #b0610b;" in live
    assert 'url("data:image/svg+xml;base64,' in live


# What is wrong with a file of settings


@pytest.mark.parametrize(
    "content, reason",
    [
        ("language = ", "expected settings in TOML"),
        ("speed = 3", "speed: there is no such setting; there are language, logo,"),
        ("language = 3", "language: expected a text, got 3"),
        ("words = 'x'", "words: expected a table, got 'x'"),
        ("[words]\nlektion = 'x'", "words.lektion: there is no such word; there are series,"),
        ("[words]\nlecture = ''", "words.lecture: expected a text, got ''"),
        ("[words]\nhint = 'Hinweis {nummer}'", r"words.hint: expected {count} and {number} in it"),
        ("[words]\nlecture = 'Lektion {number}'", "words.lecture: expected no braces in it"),
        ("[colours]\nfrist = '#123456'", "colours.frist: there is no such colour; there are weights,"),
        ("[colours]\nfirst = 'blue'", "colours.first: expected one such as #0a8cf5, got 'blue'"),
        ("logo = 'none.svg'\nlogo_text = 'x'", "logo: expected a picture, found none at"),
        ("logo = 'own.toml'", "logo_text: expected what the logo says"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path, content, reason):
    (tmp_path / "own.toml").write_text(content)
    with pytest.raises(ValueError, match=re.escape(reason)):
        load(tmp_path / "own.toml")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ValueError, match="DESCENT_SETTINGS: expected a file of settings, got .*none.toml"):
        load(tmp_path / "none.toml")


@pytest.mark.parametrize("command", ["slides", "slides.lab", "slides.tidy"])
def test_a_command_says_what_is_wrong_with_the_settings_and_no_more(command, tmp_path):
    environment = {**os.environ, "DESCENT_SETTINGS": str(tmp_path / "none.toml")}
    done = subprocess.run(
        [sys.executable, "-m", command],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith("DESCENT_SETTINGS: expected a file") and done.stderr.count("\n") == 1


def test_what_a_file_leaves_out_stays_and_all_files_are_known(tmp_path):
    (tmp_path / "polish.toml").write_text(POLISH, "utf-8")
    (tmp_path / "znak uczelni.svg").write_text(LOGO)
    settings = load(tmp_path / "polish.toml")
    assert settings.words["references"] == load().words["references"]
    assert settings.files == (DEFAULTS, tmp_path / "polish.toml", tmp_path / "znak uczelni.svg")
