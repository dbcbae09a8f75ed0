"""The faces of figures: ours on every machine, under names of their own, with all that is drawn."""

import ast
import logging
import re
from io import BytesIO
from pathlib import Path

import matplotlib
import nbformat
import pytest
from fontTools.ttLib import TTFont
from matplotlib.font_manager import FontProperties, findfont

from lib.figures import new_figure
from lib.figures.fonts import CODE, FACES, NOTICES, SANS, cut, licence, path
from lib.figures.style import MONO
from lib.figures.style import SANS as WORDS

ROOT = Path(__file__).resolve().parents[2]
LECTURES = sorted((ROOT / "notebooks").glob("*.ipynb"))
MATHEMATICS = re.compile(r"\$[^$\n]*\$")


def has(family):
    """Characters of all faces of a family."""
    return set.intersection(
        *(set(map(chr, TTFont(path(face)).getBestCmap())) for face in FACES if face.family == family)
    )


def strings(source):
    """Texts of a piece of code, docstrings and what stands between dollar signs left out."""
    tree = ast.parse(source)
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return "".join(
        MATHEMATICS.sub("", node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    )


def code_cells(lecture):
    return [cell.source for cell in nbformat.read(lecture, 4).cells if cell.cell_type == "code"]


@pytest.mark.parametrize("face", FACES, ids=lambda face: f"{face.family} {face.style}")
def test_a_modified_font_keeps_its_notices_and_not_its_name(face):
    """The Open Font License asks for both; "Source" is the reserved name."""
    names = {name.nameID: str(name) for name in cut(face, "Ab")["name"].names}
    assert "Reserved Font Name" in names[0] and "Open Font License" in names[13]
    assert (names[1], names[2]) == (face.family, face.style)
    assert not [name for number, name in names.items() if number not in NOTICES and "Source" in name]


def test_the_licence_is_there_in_full():
    text = licence()
    assert text.count("Reserved Font Name 'Source'") == 2
    assert "PERMISSION & CONDITIONS" in text and text.rstrip().endswith("DEALINGS IN THE FONT SOFTWARE.")


@pytest.mark.parametrize("face", FACES, ids=lambda face: f"{face.family} {face.style}")
def test_matplotlib_draws_with_our_faces_whatever_is_installed(face):
    wanted = FontProperties(
        family=face.family,
        weight="bold" if face.bold else "normal",
        style="italic" if face.italic else "normal",
    )
    assert findfont(wanted, fallback_to_default=False) == str(path(face))


def test_words_formulas_and_code_are_set_in_them():
    settings = matplotlib.rcParams
    assert (settings["font.family"][0], settings["font.monospace"][0]) == (SANS, CODE) == (WORDS[0], MONO[0])
    assert settings["mathtext.fontset"] == "custom"
    for kind in ("rm", "it", "bf", "bfit", "sf"):
        assert settings[f"mathtext.{kind}"].partition(":")[0] == SANS


def test_the_same_characters_give_the_same_bytes():
    def content(characters):
        file = BytesIO()
        cut(FACES[0], characters).save(file)
        return file.getvalue()

    assert content("abc−") == content("−cba") != content("abc")


@pytest.mark.parametrize("source", [*sorted((ROOT / "lib").rglob("*.py")), *LECTURES], ids=lambda it: it.stem)
def test_every_character_that_may_be_drawn_is_in_the_font(source):
    pieces = code_cells(source) if source.suffix == ".ipynb" else [source.read_text("utf-8")]
    used = set("".join(map(strings, pieces)))
    assert {character for character in used - has(SANS) if character.isprintable()} == set()


def test_every_formula_of_a_figure_can_be_drawn(caplog):
    """A glyph that no font of mathtext has becomes a dummy symbol, and only the log says so."""
    sources = [
        *(path.read_text("utf-8") for path in (ROOT / "lib").rglob("*.py")),
        *(cell for lecture in LECTURES for cell in code_cells(lecture)),
    ]
    texts = {text for source in sources for text in drawn_formulas(source)}
    assert len(texts) > 20
    figure = new_figure()
    for text in texts:
        figure.text(0, 0, text)
    with caplog.at_level(logging.WARNING):
        figure.draw_without_rendering()
    assert [record.message for record in caplog.records] == []


def drawn_formulas(source):
    """What stands between dollar signs in the texts of a piece of code, pieces of f-strings left out."""
    tree = ast.parse(source)
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield from MATHEMATICS.findall(node.value)
