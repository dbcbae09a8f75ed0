"""Fonts travel with the files: whatever is installed, every line breaks at the same word.

Two machines are played by what fontconfig finds: only DejaVu Sans, or only the narrow serif of STIX. Both
come with matplotlib, so that nothing depends on the machine that runs the tests.
"""

import re
import shutil
from pathlib import Path

import matplotlib
import nbformat
import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from lib.figures.fonts import CODE, FACES, SANS, path
from slides.assets import template
from slides.chromium import launch
from slides.fonts import ALWAYS, PLACE, carry, characters, rules, rules_for_all
from slides.lab import STYLE, prepare
from slides.lectures import find

from ..patience import PATIENCE
from .conftest import ROOT, Series

pytestmark = pytest.mark.xdist_group("fonts")

MACHINES = {"dejavu": "DejaVuSans*.ttf", "stix": "STIXGeneral*.ttf"}

WORDS = """## Headings are broken where the last word that fits ends, balanced over their lines

Gradient descent, *Gradientenabstieg*, **spadek gradientu**, ***градиентный спуск***: η = 0.1, x₂ → 6 · 10⁻³,
½ ≈ 0.5. Błąd średniokwadratowy, naïveté; a text that is long enough to be broken more than once in any font.

A formula in a line, $\\frac{\\partial L}{\\partial w_1} = \\text{błąd} \\cdot x$, and one by itself:

$$\\sigma(z) = \\frac{1}{1 + e^{-z}}$$

| rate | `steps` |
|---|---|
| 0.1 | 27 |
"""

FIGURE = """from lib.figures import new_figure
from lib.interactive.show import show
figure = new_figure(600, 200)
figure.text(0.1, 0.5, "Krok 3: −0.5 · x₁, błąd, шаг")
show(figure, alt="A single line of plain text.")"""

# MathML and the live regions are for the ear: they are there, and nobody sees in which font.
UNSEEN = """() => {
    for (const part of document.querySelectorAll("mjx-assistive-mml, [aria-live]")) part.remove();
}"""

LINES = """() => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const hundredths = number => Math.round(100 * number) / 100;
    const round = rect => [rect.x, rect.y, rect.width, rect.height].map(hundredths);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.data.trim() || node.parentElement.closest("script, style")) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const boxes = [...range.getClientRects()].map(round);
        if (boxes.length) found.push([node.data, boxes]);
    }
    for (const formula of document.querySelectorAll("mjx-container svg"))
        found.push(["a formula", [round(formula.getBoundingClientRect())]]);
    return found;
}"""


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    """For each machine the environment variable that makes it."""
    found = {}
    for name, pattern in MACHINES.items():
        folder = tmp_path_factory.mktemp(name)
        for font in (Path(matplotlib.get_data_path()) / "fonts" / "ttf").glob(pattern):
            shutil.copy(font, folder)
        settings = folder / "fonts.conf"
        settings.write_text(
            f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
            f"<dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"
        )
        found[name] = {"FONTCONFIG_FILE": str(settings), "FONTCONFIG_PATH": str(folder)}
    return found


@pytest.fixture(scope="module")
def built(machines, tmp_path_factory):
    """The same lecture, built on each machine."""
    found = {}
    for name, environment in machines.items():
        series = found[name] = Series(tmp_path_factory.mktemp("series"))
        series.lecture(
            "00_fonts",
            series.text(WORDS, "slide"),
            series.code(FIGURE, "slide"),
            series.text("The speaker says: błąd.", "notes"),
        )
        process = series.start(environment=environment)
        output, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, output
    return found


def on(machine, monkeypatch, look):
    """What `look` finds in the Chromium of a machine."""
    for name, value in machine.items():
        monkeypatch.setenv(name, value)
    with sync_playwright() as playwright:  # started here, since its driver keeps the environment of its start
        browser = launch(playwright)
        try:
            return look(browser)
        finally:
            browser.close()


def lines(browser, page_file, *clicks):
    page = browser.new_page(viewport={"width": 1280, "height": 720})
    page.goto(page_file.as_uri())
    page.wait_for_function("window.Reveal?.isReady() ?? document.fonts.status === 'loaded'")
    for script in (*clicks, UNSEEN):
        page.evaluate(script)
    return page.evaluate(LINES)


def test_two_machines_build_the_same_files(built):
    """Formulas, figures and pages, to the last byte."""
    one, other = (series.dist for series in built.values())
    for name in ("00_fonts.slides.html", "00_fonts.html"):
        assert (one / name).read_bytes() == (other / name).read_bytes()


def test_two_machines_break_every_line_at_the_same_word(built, machines, monkeypatch):
    dist = built["dejavu"].dist

    def look(browser):
        return [
            lines(browser, dist / "00_fonts.slides.html", "Reveal.slide(1)"),
            lines(browser, dist / "00_fonts.html"),
            lines(browser, dist / "index.html"),
        ]

    one, other = (on(machine, monkeypatch, look) for machine in machines.values())
    assert sum(len(boxes) > 1 for _, boxes in one[0]) >= 2, "no line is broken"
    assert one == other


def test_the_machines_differ_where_no_font_travels(machines, monkeypatch, tmp_path):
    """Else the tests above could not fail."""
    page = tmp_path / "page.html"
    page.write_text(f"<p style='font: 28px \"{SANS}\", sans-serif; width: 900px'>{WORDS}</p>", "utf-8")
    one, other = (
        on(machine, monkeypatch, lambda browser: lines(browser, page)) for machine in machines.values()
    )
    assert one != other


def test_no_character_of_a_deck_or_handout_is_taken_from_another_font(built, machines, monkeypatch):
    def look(browser):
        return {
            font
            for name in ("00_fonts.slides.html", "00_fonts.html", "index.html")
            for font in fonts_of(browser, built["dejavu"].dist / name)
        }

    assert on(machines["stix"], monkeypatch, look) == {SANS, CODE}


def fonts_of(browser, page_file):
    """The families that Chromium draws the text of a page with."""
    page = browser.new_page()
    page.goto(page_file.as_uri())
    page.wait_for_function("window.Reveal?.isReady() ?? document.fonts.status === 'loaded'")
    page.evaluate(UNSEEN)
    client = page.context.new_cdp_session(page)
    client.send("DOM.enable")
    client.send("CSS.enable")
    root = client.send("DOM.getDocument")["root"]
    body = client.send("DOM.querySelectorAll", {"nodeId": root["nodeId"], "selector": "body *"})["nodeIds"]
    return {
        font["familyName"]
        for node in body
        for font in client.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    }


def test_paper_has_no_other_font(built):
    for series in built.values():
        pages = PdfReader(series.dist / "00_fonts.pdf").pages
        names = {
            font.get_object().get("/BaseFont", "/Type3")
            for page in pages
            for font in page["/Resources"]["/Font"].values()
        }
        assert names and all("+Descent" in name for name in names), names


def test_a_file_carries_its_licence_and_its_own_characters():
    page = f"<style>{PLACE} .x {{ content: '\\2717' }}</style><p>błąd &eta;</p><script>'\\u2212'</script>"
    assert {"ł", "ą", "η", "✗", "−", "0", "~"} <= characters(page) and "ж" not in characters(page)
    carried = carry(page)
    assert PLACE not in carried and carried.endswith(page.partition(PLACE)[2])
    assert "SIL OPEN FONT LICENSE" in carried and "Reserved Font Name 'Source'" in carried
    assert len(carried) < 180_000
    with pytest.raises(ValueError, match="page: expected a place for the fonts, got none"):
        carry("<p>no place</p>")


def test_the_same_characters_give_the_same_text():
    assert rules(ALWAYS) == rules(frozenset(sorted(ALWAYS, reverse=True)))
    assert rules(ALWAYS) != rules(ALWAYS | {"ż"})


def test_the_working_copies_bring_the_fonts_of_the_live_slides(tmp_path):
    notebooks, work = tmp_path / "notebooks", tmp_path / "work"
    series = Series(tmp_path)
    series.lecture("00_fonts")
    (notebooks / STYLE).write_text(".reveal { color: black }")
    assert prepare(notebooks, work, tmp_path / ".cache") == []
    style = (work / STYLE).read_text()
    assert style.startswith(rules_for_all()) and style.endswith(".reveal { color: black }")


def test_letters_that_mathjax_lacks_are_set_in_the_font_of_the_words():
    assert f'unknownFamily: "{SANS}"' in template("mathematics.js")


def test_every_character_of_lectures_and_templates_is_in_the_fonts():
    """Code takes from the sans what its own family lacks, so the sans must have all."""
    ours = set.intersection(
        *(set(map(chr, TTFont(path(face)).getBestCmap())) for face in FACES if face.family == SANS)
    )
    texts = {
        notebook.name: "".join(cell.source for cell in nbformat.read(notebook, 4).cells)
        for notebook in find()
    }
    for folder, pattern in (("slides/templates", "*.*"), ("lib", "*.js"), ("lib", "*.css")):
        texts |= {file.name: file.read_text("utf-8") for file in (ROOT / folder).rglob(pattern)}
    formula = re.compile(r"\$\$.*?\$\$|\$[^$\n]*\$", re.DOTALL)
    missing = {
        name: {one for one in characters(formula.sub("", text)) - ours if one.isprintable()}
        for name, text in texts.items()
    }
    assert len(texts) > 15 and {name: some for name, some in missing.items() if some} == {}
