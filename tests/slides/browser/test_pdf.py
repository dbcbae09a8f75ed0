"""Every PDF, as a reader on paper and a screen reader meet it: pages, text, tags, outline, fonts."""

import re

import nbformat
import numpy as np
import pikepdf
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from slides.lectures import NOTEBOOKS

from .conftest import DIST

A4 = (595.3, 841.9)


@pytest.fixture(scope="module")
def pdf(name):
    path = DIST / f"{name}.pdf"
    assert path.exists(), f"{path.name} is not built: run make (or python -m slides) first"
    return PdfReader(path)


@pytest.fixture(scope="module")
def texts(pdf):
    """The text of each page."""
    return [page.extract_text() for page in pdf.pages]


@pytest.fixture(scope="module")
def handout(name):
    """The page that was printed."""
    return BeautifulSoup((DIST / f"{name}.html").read_text("utf-8"), "html.parser")


def packed(text):
    """Text as it compares: where a line or a page was broken must not matter."""
    return re.sub(r"\s+", "", text)


def test_is_a4(pdf):
    for page in pdf.pages:
        assert (page.mediabox.width, page.mediabox.height) == pytest.approx(A4, abs=1.5)


def test_has_a_plausible_number_of_pages_and_none_is_blank(pdf, texts, handout):
    sections = len(handout.select("section"))
    assert sections / 4 < len(pdf.pages) < 2 * sections
    furniture = len(f"Descent · {handout.title.text} 10 / 10")
    assert [number for number, text in enumerate(texts, 1) if len(text) < furniture + 150] == []


def test_numbers_its_pages(texts):
    for number, text in enumerate(texts, 1):
        assert packed(f"{number} / {len(texts)}") in packed(text)


def test_its_text_can_be_found_and_copied(texts, handout):
    """The title, and of every section the title and a sentence."""
    everything = packed("".join(texts))
    assert packed(handout.h1.text) in everything
    for section in handout.select("section"):
        assert packed(section.h2.get_text()) in everything
        plain = [part for part in section.select(".text p") if not part.select("mjx-container, code")]
        sentences = [sentence for part in plain for sentence in re.split(r"(?<=[.?:]) ", part.get_text())]
        long = [sentence for sentence in sentences if len(sentence.split()) > 4]
        assert not long or any(packed(sentence) in everything for sentence in long), section.h2.text


def test_says_its_title_and_language(pdf, handout):
    assert pdf.metadata.title == handout.title.text
    assert pdf.root_object["/Lang"] == "en"


def test_its_outline_is_the_table_of_contents(pdf, handout):
    def titles(entries):
        for entry in entries:
            yield from titles(entry) if isinstance(entry, list) else [entry.title]

    # Letter by letter: where a heading wrapped, its words were glued.
    assert list(titles(pdf.outline)) == [
        " ".join(title.get_text().split()) for title in handout.select("h1, h2, h3, h4")
    ]


@pytest.fixture(scope="module")
def opened(name):
    with pikepdf.open(DIST / f"{name}.pdf") as pdf:
        yield pdf


@pytest.fixture(scope="module")
def elements(opened):
    """The elements of the structure tree, in the order in which they are read."""
    found = []

    def read(node):
        if isinstance(node, pikepdf.Array):
            for child in node:
                read(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                read(node.K)

    read(opened.Root.StructTreeRoot)
    return found


def test_is_tagged(pdf, elements, handout):
    assert pdf.root_object["/MarkInfo"]["/Marked"]
    kinds = [str(element.S) for element in elements]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == len(handout.select("h2"))
    assert {"/P", "/L", "/LI", "/Table", "/TR", "/TD", "/Figure", "/Link"} <= set(kinds)


def printed(handout):
    return handout.select(".picture img, .text img, .flipbook img[data-still], .stills img")


def test_describes_every_picture_on_paper(elements, handout):
    described = {str(element.get("/Alt", "")) for element in elements if element.S == "/Figure"}
    assert [image["alt"] for image in printed(handout) if image["alt"] not in described] == []


def test_embeds_its_fonts(pdf):
    fonts = {
        id(font): font.get_object()
        for page in pdf.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert fonts
    for font in fonts.values():
        assert font["/Subtype"] == "/Type3" or "/ToUnicode" in font
        described = font.get("/DescendantFonts", [font])[0].get_object()
        assert font["/Subtype"] == "/Type3" or any(
            key in described["/FontDescriptor"] for key in ("/FontFile", "/FontFile2", "/FontFile3")
        ), font


def test_sets_mathematics_as_outlines(pdf, handout, name):
    """The only bitmaps on paper are the pictures."""
    bitmaps = 0
    for page in pdf.pages:
        waiting = [page["/Resources"]]
        while waiting:
            for thing in waiting.pop().get("/XObject", {}).values():
                thing = thing.get_object()
                bitmaps += thing["/Subtype"] == "/Image"
                if thing["/Subtype"] == "/Form" and "/Resources" in thing:
                    waiting.append(thing["/Resources"])
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    assert bool(handout.select("mjx-container")) == any("$" in text for text in prose)
    assert bitmaps == len(printed(handout))


# --- PDF/UA


def test_says_that_it_is_for_everyone(opened, handout):
    with opened.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == handout.title.text
    assert opened.Root.ViewerPreferences.DisplayDocTitle
    assert all(page.Tabs == "/S" for page in opened.pages)


def test_every_formula_is_said_in_words(elements, handout):
    said = [str(element.Alt) for element in elements if element.S == "/Formula"]
    assert len(said) == len(handout.select("mjx-container"))
    assert [words for words in said if not re.search(r"\w", words)] == []
    # Neither TeX nor markup nor our own mark.
    assert [words for words in said if re.search(r"[\\\ue000-\uf8ff<>]", words)] == []


def test_nothing_is_a_picture_without_a_description(elements):
    figures = [element for element in elements if element.S == "/Figure"]
    assert [figure for figure in figures if not str(figure.get("/Alt", ""))] == []


def test_every_heading_of_a_table_says_what_it_heads(elements):
    for element in elements:
        if element.S == "/TH":
            scopes = {str(attributes.get("/Scope")) for attributes in element.A}
            assert scopes & {"/Column", "/Row"}, element


def test_every_link_says_where_it_leads(opened, handout):
    said = [
        str(annotation.get("/Contents", ""))
        for page in opened.pages
        for annotation in page.get("/Annots", [])
        if annotation.Subtype == "/Link"
    ]
    words = {" ".join(link.get_text().split()) for link in handout.select("a[href]")}
    assert bool(said) == bool(words) and set(said) <= words


PAINTS = set("f F f* B B* b b* s S Do sh Tj TJ ' \"".split()) | {"INLINE IMAGE"}


def test_all_that_is_painted_has_a_tag_or_is_an_artifact(opened):
    for number, page in enumerate(opened.pages, 1):
        depth, stray = 0, []
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            depth += (operator in ("BDC", "BMC")) - (operator == "EMC")
            if depth == 0 and operator in PAINTS:
                stray.append(operator)
        assert (depth, stray) == (0, []), f"page {number}"


# --- how it lies on the paper


def test_no_heading_stands_without_its_text(elements):
    """What follows a heading begins on its page."""
    pages = [(str(element.S), element.Pg.objgen) for element in elements if "/Pg" in element]
    parted = [
        k
        for k, ((kind, page), (_, following)) in enumerate(zip(pages, pages[1:]))
        if re.fullmatch("/H[1-6]", kind) and page != following
    ]
    assert parted == []


def test_leaves_no_page_half_empty(name):
    """But the last: pieces that cannot be broken are small enough, and what can be broken is."""
    with pypdfium2.PdfDocument(DIST / f"{name}.pdf") as pdf:
        filled = [fill(page) for page in pdf]
    assert [f"page {number}: {part:.0%}" for number, part in enumerate(filled[:-1], 1) if part < 0.6] == []


def fill(page) -> float:
    """How far down a page is printed, as a part of the height between its margins of 22 and 20 mm."""
    shades = page.render(scale=0.5, grayscale=True).to_numpy()
    height = len(shades)
    inner = shades[round(height * 22 / 297) : round(height * 277 / 297)]
    rows = np.flatnonzero((inner < 200).any(axis=1))
    return (rows[-1] + 1) / len(inner) if len(rows) else 0
