"""Every handout, read as a student does: on a screen or a phone, without a network, solutions folded."""

import re

import nbformat
import pytest

from lib.figures.style import TYPE
from slides.branding import WORDS
from slides.lectures import NOTEBOOKS

from .conftest import DIST
from .reader import BEYOND, PLAIN_TEXT, reading

PHONE = (360, 740)
TOUCHED = {"device_scale_factor": 3, "has_touch": True, "is_mobile": True}

TITLES = "selector => [...document.querySelectorAll(selector)].map(title => title.textContent)"


@pytest.fixture(scope="module")
def notebook(name):
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)


@pytest.fixture(scope="module")
def handout(name, browser):
    with reading(browser, DIST / f"{name}.html") as reader:
        yield reader


def tagged(notebook, tag):
    return [cell for cell in notebook.cells if tag in cell.metadata.get("tags", [])]


def test_opens_without_a_request_or_an_error(handout):
    assert handout.requests == [] and handout.complaints == []


def test_shows_every_section_of_the_notebook_with_its_title(handout, notebook):
    written = [cell.source.splitlines()[0] for cell in notebook.cells if cell.source.startswith("## ")]
    plain = [line.removeprefix("## ") for line in written if not set(line) & set("$`*_")]
    titles = handout.page.evaluate(TITLES, "section h2")
    assert len(titles) >= len(plain) > 0
    assert [title for title in plain if title not in titles] == []


def test_holds_what_the_speaker_says(handout, notebook):
    kinds = [cell.metadata.get("slideshow", {}).get("slide_type") for cell in notebook.cells]
    notes = handout.page.query_selector_all(".notes")
    assert len(notes) == kinds.count("notes")
    assert all(len(note.inner_text().split()) > 8 for note in notes)


def test_the_table_of_contents_leads_to_every_section(handout):
    entries = handout.page.query_selector_all("nav a")
    targets = [
        entry.evaluate("link => document.querySelector(link.hash)?.querySelector('h2')?.textContent")
        for entry in entries
    ]
    assert targets == [entry.text_content() for entry in entries]
    sections = handout.page.query_selector_all("section")
    assert targets == [section.query_selector("h2").text_content() for section in sections]
    entries[-1].click()
    last = handout.page.locator("section").last
    handout.page.wait_for_function(
        "part => part.getBoundingClientRect().top < innerHeight", arg=last.element_handle()
    )


def test_folds_the_solutions_and_drops_what_checks_print(handout, notebook):
    solutions = handout.page.query_selector_all("details.solution")
    assert len(solutions) == len(tagged(notebook, "solution")) > 0
    assert [solution for solution in solutions if solution.evaluate("details => details.open")] == []
    assert handout.page.query_selector(".check") is None
    for solution, cell in zip(solutions, tagged(notebook, "solution"), strict=True):
        code = solution.query_selector("pre")
        assert not code.is_visible()
        solution.query_selector("summary").click()
        assert code.is_visible()
        assert code.inner_text().strip() == cell.source.strip()
        solution.query_selector("summary").click()


def test_drops_the_cells_that_hold_its_numbers(handout, notebook):
    code = "\n".join(handout.page.evaluate(TITLES, "pre"))
    asserts = [cell.source.splitlines()[-1] for cell in tagged(notebook, "assert")]
    assert asserts and [line for line in asserts if line in code] == []


def test_leaves_no_tex_and_no_check_outputs_in_the_text(handout):
    text = handout.page.evaluate(PLAIN_TEXT, handout.handle("main"))
    assert re.findall(r"\$|\\[a-zA-Z(\[]+", text) == []
    assert "not written yet" not in text


def test_every_control_moves_its_picture(handout):
    books = handout.page.query_selector_all(".flipbook")
    assert books
    assert [flaw for book in books for flaw in handout.work_flipbook(book)] == []


def test_every_picture_is_there_and_described(handout):
    images = handout.page.evaluate("""async () => {
        const images = [...document.querySelectorAll("img")];
        await Promise.all(images.map(image => image.decode().catch(() => {})));
        return images.map(image => [image.alt, image.naturalWidth]);
    }""")
    assert images
    assert [alt for alt, width in images if len(alt.split()) < 5 or not width] == []


def test_can_be_used_by_everyone(handout):
    assert handout.axe() == []
    unfold = "open => document.querySelectorAll('details').forEach(details => details.open = open)"
    handout.page.evaluate(unfold, True)
    assert handout.axe() == []
    handout.page.evaluate(unfold, False)


@pytest.mark.parametrize("width", [1280, 390, 360])
def test_fits_the_width_of_screen_and_phone(name, browser, width):
    with reading(browser, DIST / f"{name}.html", width=width) as reader:
        assert reader.page.evaluate(BEYOND) == []
        assert reader.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


# --- on a phone


@pytest.fixture(scope="module")
def phone(name, browser):
    with reading(browser, DIST / f"{name}.html", *PHONE, **TOUCHED) as reader:
        yield reader


def test_the_smallest_words_of_every_picture_can_be_read_on_a_phone(phone):
    drawn = phone.page.evaluate("""() => [...document.querySelectorAll("main img[width]")]
        .filter(image => image.checkVisibility())
        .map(image => [image.alt, image.getBoundingClientRect().width / image.getAttribute("width")])""")
    assert drawn
    assert [alt for alt, scale in drawn if scale * TYPE["smallest"] < 9] == []


def test_what_is_worked_on_a_phone_has_the_size_of_a_finger(phone):
    phone.page.evaluate("() => document.querySelectorAll('details').forEach(part => part.open = true)")
    small = phone.page.evaluate("""() => [...document.querySelectorAll("input, summary, nav a")]
        .map(part => [part.outerHTML.slice(0, 80), part.getBoundingClientRect().height])
        .filter(([, height]) => height < 44)""")
    phone.page.evaluate("() => document.querySelectorAll('details').forEach(part => part.open = false)")
    assert small == []


def test_what_is_wider_than_a_phone_scrolls_by_itself_and_says_so(phone):
    wide = phone.page.query_selector_all(".wide")
    assert wide
    for box in wide:
        assert box.get_attribute("aria-label") == WORDS["sideways"] and box.get_attribute("role") == "group"
        assert box.evaluate("box => [getComputedStyle(box).overflowX, box.tabIndex]") == ["auto", 0]
        part, *bars = box.evaluate(BAR)
        assert bars == [pytest.approx([part, end], abs=0.02) for end in (0, 1)]
    pictures = phone.page.query_selector_all(":is(.picture, .frames).wide")
    pictures[0].focus()
    phone.press("ArrowRight")
    phone.page.wait_for_function("box => box.scrollLeft > 0", arg=pictures[0])


# How much of a box is seen at once; then the length of its bar and where that lies on its way, at both ends
# of scrolling: 0 at the left and 1 at the right.
BAR = """async (box) => {
    const found = [box.clientWidth / box.scrollWidth];
    for (const place of [0, box.scrollWidth]) {
        box.scrollLeft = place;
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        const {backgroundSize, backgroundPosition} = getComputedStyle(box);
        found.push([parseFloat(backgroundSize) / 100, parseFloat(backgroundPosition) / 100]);
    }
    box.scrollLeft = 0;
    return found;
}"""


def test_a_picture_that_scrolls_keeps_its_place_when_its_controls_move_it(phone):
    books = phone.page.query_selector_all(".flipbook:has(.wide)")
    assert books
    for book in books:
        frames = book.query_selector(".frames")
        frames.evaluate("box => { box.scrollLeft = 150; }")
        assert phone.work_flipbook(book) == []
        assert frames.evaluate("box => box.scrollLeft") == 150
        for control in book.query_selector_all("input, .name, output"):
            box = control.bounding_box()
            assert 0 <= box["x"] and box["x"] + box["width"] <= PHONE[0]
        frames.evaluate("box => { box.scrollLeft = 0; }")


def test_can_be_used_by_everyone_on_a_phone(phone):
    assert phone.axe() == []
