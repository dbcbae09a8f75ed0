"""What is mended in a PDF of Chromium, on a page with one of each; browser/test_pdf.py has the lectures."""

import io

import pikepdf
import pytest

from slides.accessible import FORMULA, accessible

DOT = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"
    "<circle r='9' fill='red'/></svg>"
)
HEADINGS = ["Gradient descent on a parabola", "A heading of the fifth level"]
PAGE = f"""<!DOCTYPE html><html lang="en"><title>A page</title>
<h1 style="width: 9em; border-bottom: 1px solid">{HEADINGS[0]}</h1>
<figure><img src="{DOT}" alt="a red dot"></figure>
<p>Either <svg width="9" height="9" role="img" aria-label="{FORMULA}x squared"><circle r="9"/></svg></p>
<p><svg width="9" height="9" role="img"><circle r="9"/></svg></p>
<h5>{HEADINGS[1]}</h5><h2></h2>
<p><a href="https://example.org/a">a place</a> and <a href="#there">another</a></p>
<h3 id="there">There</h3>"""


@pytest.fixture(scope="module")
def pdf(browser):
    page = browser.new_page()
    page.set_content(PAGE)
    printed = page.pdf(tagged=True, outline=True)
    page.close()
    links = {"https://example.org/a": "a place", "#there": "another"}
    with pikepdf.open(io.BytesIO(accessible(printed, "A page", HEADINGS, links))) as pdf:
        yield pdf


@pytest.fixture(scope="module")
def elements(pdf):
    things = (thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary))
    return [thing for thing in things if "/S" in thing and "/P" in thing]


def test_bookmarks_have_their_spaces_and_one_that_is_not_known_stays(pdf):
    with pdf.open_outline() as outline:
        waiting, titles = list(outline.root), []
        while waiting:
            entry = waiting.pop(0)
            titles.append(entry.title)
            waiting += entry.children
    assert set(HEADINGS) <= set(titles) and "There" in titles


def test_a_formula_is_one_and_a_frame_around_a_picture_is_none(elements):
    assert [str(one.Alt) for one in elements if one.S == "/Formula"] == ["x squared"]
    assert "a red dot" in [str(one.get("/Alt", "")) for one in elements if one.S == "/Figure"]


def test_a_picture_that_nobody_describes_is_not_hidden(elements):
    """Else the test that looks for such pictures in the PDFs of the lectures could not fail."""
    assert "" in [str(one.get("/Alt", "")) for one in elements if one.S == "/Figure"]


def test_links_say_where_they_lead(pdf):
    assert [str(link.Contents) for link in pdf.pages[0].Annots] == ["a place", "another"]


def test_what_has_no_tag_is_an_artifact_and_no_tag_is_in_one(pdf):
    open_tags, stray = [], []
    for instruction in pikepdf.parse_content_stream(pdf.pages[0]):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            assert "/Artifact" not in open_tags
            open_tags.append(str(instruction.operands[0]))
        elif operator == "EMC":
            open_tags.pop()
        elif operator in ("f", "S", "Tj", "Do") and not open_tags:
            stray.append(operator)
    assert stray == [] and open_tags == []
