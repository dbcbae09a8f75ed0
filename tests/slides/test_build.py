"""The four files that everybody takes home must hold what the notebook says, and open without a network.

One small lecture with everything in it is built once, as users build it; the tests look into its files.
"""

import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from pypdf import PdfReader

from ..patience import PATIENCE
from .conftest import Series

pytestmark = pytest.mark.xdist_group("built sample")

PICTURE = """
import base64
from IPython.display import display
png = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAA"
                       "BJRU5ErkJggg==")
about = {"alt": "A <ball> rolls", "width": 300, "height": 200}
display({"image/png": png}, raw=True, metadata={"image/png": about})
"""

FLIPBOOK = """
import html, json
from IPython.display import HTML
flip = ("const inputs=[...this.querySelectorAll('input')],at=inputs.map(i=>i.value).join(' ');"
        "this.querySelectorAll('img').forEach(m=>m.hidden=m.dataset.frame!==at);"
        "inputs.forEach(i=>i.nextElementSibling.value=JSON.parse(i.dataset.values)[i.value])")
frames = ""
for k in range(30):
    marks = "data-still " * (k == 7) + "hidden" * (k != 3)
    frames += (f'<img data-frame="{k}" {marks} width="300" height="200" alt="Frame {k}" '
               'src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==">')
values = html.escape(json.dumps([f"value {k}" for k in range(30)]))
HTML(f'''<figure class="flipbook" oninput="{html.escape(flip)}">
<div class="frames">{frames}</div>
<div class="controls"><label><span class="name">rate</span>
<input type="range" min="0" max="29" step="1" value="3" data-values="{values}" aria-valuetext="value 3"
><output>value 3</output></label></div></figure>''')
"""

CODE = """
def visible(x):
    return 2 * x  # doubled

print(visible(21))
warnings.warn("do not " + "show me")
"""

QUIZ = """
from IPython.display import HTML
HTML('<div class="quiz"><p class="question">Is $x^2$ even?</p><ol type="A">'
     '<li><details><summary>yes</summary><p class="right">Right.</p></details></li>'
     '<li><details><summary>no</summary><p class="wrong">Not quite.</p></details></li></ol></div>')
"""

TABLE = r"""## A table

| rate $\eta$ | steps |
|---|---:|
| $\tfrac12$ | 1 |

- a list with $x_1$, for \$5

$$
x^2
$$
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Series:
    series = Series(tmp_path_factory.mktemp("built"))
    text, code = series.text, series.code
    series.lecture(
        "02_sample",
        text("What to say first.", "notes"),
        code("import warnings\nsecret_setup = 1", "skip"),
        text("## A slide of $f$", "slide"),
        code(PICTURE, "-", "hide-input"),
        text("It appears later.", "fragment"),
        text("Ask about the *ball*: $y = 2$.", "notes"),
        text("## Code", "slide"),
        code(CODE),
        text("### Below it", "subslide"),
        text(TABLE, "slide"),
        text("## Columns", "slide"),
        text("on the left", "-", "left"),
        text("under it", "fragment", "left"),
        text("on the right", "-", "right"),
        text("below both"),
        text("## Your turn", "slide"),
        code("def mine(x):\n    ...\n\nprint('the answer of the check')", "-", "exercise"),
        code("def mine(x):\n    return 42  # the solution", "skip", "solution"),
        text("Three minutes.", "notes"),
        code("assert visible(1) == 2", "skip", "assert"),
        text("Only in the handout.", "skip"),
        text("## Flipbook", "slide"),
        code(FLIPBOOK, "-", "hide-input"),
        text("## Quiz", "slide"),
        code(QUIZ, "-", "hide-input"),
        text("See [the paper](https://example.org/paper).", "-"),
    )
    process = series.start()
    out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, out
    series.said = out
    return series


@pytest.fixture(scope="module")
def deck(built) -> BeautifulSoup:
    return built.page("02_sample.slides.html")


@pytest.fixture(scope="module")
def handout(built) -> BeautifulSoup:
    return built.page("02_sample.html")


@pytest.fixture
def opened(built, browser):
    """Open a built file with the network cut; afterwards it must have asked for nothing and made no error."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    asked, errors = [], []
    context.on("request", lambda request: asked.append(request.url))

    def open_file(name):
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: message.type == "error" and errors.append(message.text))
        page.goto((built.dist / name).as_uri())
        return page

    yield open_file
    assert not errors
    assert not [url for url in asked if not url.startswith(("file:", "data:", "blob:", "about:"))]
    context.close()


def slide(page, title: str):
    """The slide of a title."""
    return next(heading for heading in page.select("h1, h2, h3") if title in heading.text).find_parent(
        "section"
    )


# What was said and written


def test_the_command_says_what_it_made_and_where_to_look(built):
    sizes = r"deck \d+ kB, handout \d+ kB, PDF \d+ kB"
    assert re.search(rf"02_sample: {sizes}; its code ran \d+\.\d s", built.said)
    assert built.said.rstrip().endswith(f"Look at {built.dist}/index.html")
    assert {path.name for path in built.dist.glob("[!.]*")} == {
        "02_sample.slides.html",
        "02_sample.html",
        "02_sample.pdf",
        "index.html",
    }


@pytest.mark.parametrize("name", ["02_sample.slides.html", "02_sample.html", "index.html"])
def test_a_page_names_its_language_and_title_and_fetches_nothing(built, name):
    text, page = (built.dist / name).read_text(), built.page(name)
    assert page.html["lang"] == "en" and page.select("main") and page.title.text.strip()
    assert not page.select("link, script[src], iframe, object, embed")
    assert not re.search(
        r"@import|url\(\s*['\"]?(?!data:|#)|sourceMappingURL",
        "".join(style.text for style in page.select("style")),
    )
    assert all(source["src"].startswith("data:") for source in page.select("[src]"))
    assert text.count("</script>") == len(page.select("script")), "no script ends early"


# The deck


def test_slides_stand_beside_and_below_each_other(deck):
    sections = deck.select(".slides > section")
    assert [len(section.select(":scope > section")) for section in sections] == [0, 0, 2, 0, 0, 0, 0, 0]
    assert (
        "title-slide" in sections[0]["class"] and sections[0].h1.text == "Lecture 02\u00a0Title of 02_sample"
    )


def test_notes_are_notes_and_no_fragment_hides_them(deck):
    notes = slide(deck, "A slide of").select_one("aside.notes")
    assert "Ask about the ball" in notes.text and not notes.find_parent(class_="fragment")


def test_fragments_are_numbered(deck):
    assert [part["data-fragment-index"] for part in slide(deck, "A slide of").select(".fragment")] == ["0"]


def test_a_hidden_input_shows_only_its_output(deck):
    section = slide(deck, "A slide of")
    assert not section.select(".highlight")
    image = section.img
    assert (image["alt"], image["width"], image["height"]) == ("A <ball> rolls", "300", "200")


def test_code_is_shown_with_what_it_prints_and_without_warnings_or_prompts(deck):
    section = slide(deck, "Code")
    assert section.select_one(".code .highlight .nf").text == "visible"
    assert section.select_one(".printed").text == "42"
    assert "do not show me" not in deck.select_one(".slides").text
    assert "In [" not in section.text and "[1]" not in section.text


def test_what_is_skipped_or_asserted_is_on_no_slide(deck):
    text = deck.select_one(".slides").text
    assert "Only in the handout" not in text and "secret_setup" not in text and "assert" not in text


def test_an_exercise_shows_its_stub_and_folds_its_solution_on_the_same_slide(deck):
    section = slide(deck, "Your turn")
    assert "def mine" in section.select_one(":scope > .code").text
    assert "the answer of the check\n" not in section.text and not section.select(".printed")
    solution = section.select_one("details.solution")
    assert solution.summary.text == "Solution" and not solution.has_attr("open")
    assert "the solution" in solution.text


def test_left_and_right_become_columns(deck, handout):
    for page in (deck, handout):
        columns = slide(page, "Columns").select(".columns > .column")
        assert ["".join(column.text.split("\n")) for column in columns] == [
            "on the leftunder it",
            "on the right",
        ]
        assert "below both" not in columns[1].text
    left, right = slide(deck, "Columns").select(".columns > .column")
    assert [
        part["data-fragment-index"] for part in (*left.select(".fragment"), *right.select(".fragment"))
    ] == ["0", "0"], "what continues a fragment appears with it, in the other column too"


def test_mathematics_is_set_everywhere_and_can_be_heard(deck, handout):
    for page in (deck, handout):
        assert not page.select(".formula") and "MathJax = {" not in page.text
        for formula in page.select("mjx-container"):
            assert formula.svg["aria-hidden"] == "true" and formula.select_one("mjx-assistive-mml math")
        section = slide(page, "A table")
        assert section.select("th mjx-container") and section.select("td mjx-container")
        assert section.select("li mjx-container") and "for $5" in section.text
        assert section.select('mjx-container[display="true"]')
        assert slide(page, "A slide of").h2.select("mjx-container")
        assert slide(page, "Quiz").select(".question mjx-container"), "in the output of a cell too"
        assert "\ue000" not in str(page)


def test_the_palette_is_that_of_the_figures(deck):
    from lib.figures.style import PALETTE, TYPE

    style = "".join(style.text for style in deck.select("style"))
    for name, colour in PALETTE.items():
        assert f"--{name}: {colour};" in style
    assert f"--title: {TYPE['title']}px;" in style


def test_the_deck_opens_without_network_and_turns(opened):
    page = opened("02_sample.slides.html")
    assert page.evaluate("Reveal.getTotalSlides()") == 9
    assert page.evaluate("Object.values(Reveal.getComputedSlideSize()).slice(0, 2)") == [1280, 720]
    for _ in range(8 + 2):  # slides and fragments
        page.keyboard.press("ArrowRight")
    assert page.evaluate("Reveal.isLastSlide()")
    page.wait_for_url("**#/7")


def test_keys_on_a_control_do_not_turn_the_slide_and_a_clicker_does(opened):
    page = opened("02_sample.slides.html")
    page.evaluate("Reveal.slide(6)")
    here = "Reveal.getIndices().h"
    page.locator("section.present input").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("section.present img:visible").get_attribute("alt") == "Frame 4"
    assert page.locator("section.present output").inner_text() == "value 4"
    for key in ("ArrowLeft", "Home", "End", " "):
        page.keyboard.press(key)
    assert page.evaluate(here) == 6
    page.keyboard.press("Escape")
    assert page.evaluate("[document.activeElement.tagName, Reveal.isOverview()]") == ["BODY", False]
    page.keyboard.press("ArrowRight")
    assert page.evaluate(here) == 7

    page.locator("section.present summary").first.focus()
    for key in (" ", "Enter", " ", "ArrowLeft", "ArrowDown"):
        page.keyboard.press(key)
    assert page.evaluate(here) == 7
    assert page.locator("section.present details").first.evaluate("details => details.open")
    page.locator("section.present a").first.focus()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(here) == 7
    page.keyboard.press("PageUp")
    assert page.evaluate(here) == 6
    page.locator("section.present input").focus()
    page.keyboard.press("PageDown")
    assert page.evaluate(here) == 7


def test_a_solution_lies_over_its_slide(opened):
    page = opened("02_sample.slides.html")
    page.evaluate("Reveal.slide(5)")
    below = page.locator("section.present > .code")
    before = below.bounding_box()
    page.locator("section.present .solution summary").click()
    assert page.locator("section.present .over").is_visible()
    assert below.bounding_box() == before, "nothing moves"


def test_the_speaker_view_shows_notes_and_both_slides(opened):
    page = opened("02_sample.slides.html")
    page.keyboard.press("ArrowRight")
    with page.context.expect_page() as popup:
        page.keyboard.press("s")
    view = popup.value
    view.locator(".speaker-controls-notes .value", has_text="Ask about the ball").wait_for()
    mathml = view.locator(".speaker-controls-notes mjx-assistive-mml").first.bounding_box()
    assert mathml["width"] <= 1, "the formula is not to be seen twice"
    current = view.frame_locator("#current-slide iframe")
    current.locator("section.present h2").wait_for()


# The handout, the PDF, the index


def test_the_handout_has_contents_notes_and_skipped_cells(handout):
    titles = [link.text.split("\n")[0] for link in handout.select("nav a")]
    assert titles[1:] == ["Code", "Below it", "A table", "Columns", "Your turn", "Flipbook", "Quiz"]
    for link in handout.select("nav a"):
        assert handout.select_one(link["href"]).select_one("h2, h3").text == link.text
    assert "Only in the handout." in handout.text and "secret_setup" in handout.text
    assert "assert visible" not in handout.main.text and "do not show me" not in handout.text
    assert "Ask about the ball" in slide(handout, "A slide of").select_one("div.notes").text
    assert not slide(handout, "Your turn").select_one("details.solution").has_attr("open")


def test_headings_of_the_handout_are_in_order(handout):
    levels = [int(heading.name[1]) for heading in handout.select("h1, h2, h3, h4")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


def test_the_flipbook_of_the_handout_is_thinned_and_moves(deck, handout, opened):
    assert len(deck.select(".flipbook img")) == 30
    assert 10 <= len(handout.select(".flipbook img")) <= 14
    page = opened("02_sample.html")
    slider = page.locator(".flipbook input")
    assert page.locator(".flipbook img:visible").get_attribute("alt") == "Frame 3"
    seen = []
    slider.press("Home")
    for _ in range(int(slider.get_attribute("max")) + 1):
        shown = page.locator(".flipbook img:visible").get_attribute("alt").split()[1]
        assert page.locator(".flipbook output").inner_text() == f"value {shown}"
        seen.append(int(shown))
        slider.press("ArrowRight")
    assert seen == sorted(set(seen)) and seen[0] == 0 and seen[-1] == 29 and {3, 7} <= set(seen)


def test_print_shows_the_still_frame_and_no_controls(opened):
    page = opened("02_sample.html")
    page.emulate_media(media="print")
    assert [image.get_attribute("alt") for image in page.locator(".flipbook img:visible").all()] == [
        "Frame 7"
    ]
    assert page.locator(".flipbook input").is_hidden()
    assert page.locator(".flipbook .setting").inner_text() == "rate value 7"
    page.emulate_media(media="screen")
    assert page.locator(".flipbook .setting").is_hidden()


def test_the_pdf_is_a4_with_text_tags_outline_and_open_solutions(built):
    pdf = PdfReader(io.BytesIO((built.dist / "02_sample.pdf").read_bytes()))
    width, height = (round(float(side) / 72 * 25.4) for side in pdf.pages[0].mediabox[2:])
    assert (width, height) == (210, 297)
    catalog = pdf.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in catalog and catalog["/Lang"] == "en"
    assert pdf.metadata.title == "02 · Title of 02_sample · Descent"
    titles = [entry.title.replace("\u00a0", " ") for entry in pdf.outline if not isinstance(entry, list)]
    assert titles == ["Lecture 02 Title of 02_sample"]
    text = "\n".join(page.extract_text() for page in pdf.pages)
    assert "the solution" in text and "Not quite." in text and "Only in the handout." in text
    assert f"1 / {len(pdf.pages)}" in text and "Descent · 02 · Title of 02_sample" in text


def test_the_index_shows_the_lecture_at_a_glance(built):
    page = built.page("index.html")
    assert page.select_one(".lectures h2").text == "02 Title of 02_sample"
    assert "What is the question?" in page.text and "45 minutes" in page.text
    assert page.select_one(".thumbnail img")["src"].startswith("data:image/jpeg;base64,")
    links = {link.contents[0]: link["href"] for link in page.select(".lectures li li a")}
    assert links == {"Slides": "02_sample.slides.html", "Handout": "02_sample.html", "PDF": "02_sample.pdf"}
    assert all((built.dist / address).exists() for address in links.values())


def test_axe_finds_nothing(opened):
    for name in ("02_sample.html", "index.html"):
        page = opened(name)
        page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
        _has_no_violations(page, name)
    page = opened("02_sample.slides.html")
    for number in range(page.evaluate("Reveal.getTotalSlides()")):
        page.evaluate("while (Reveal.availableFragments().next) Reveal.nextFragment()")
        page.evaluate(
            "Reveal.getCurrentSlide().querySelectorAll('details').forEach(details => details.open = true)"
        )
        page.wait_for_timeout(250)  # fragments fade in
        _has_no_violations(page, f"slide {number + 1}")
        page.evaluate("Reveal.next()")


def _has_no_violations(page, name: str) -> None:
    found = Axe().run(page).response["violations"]
    assert not found, f"{name}: {[(rule['id'], rule['nodes'][0]['html'][:200]) for rule in found]}"


# Without a Chromium


def test_without_a_chromium_the_reader_s_browser_sets_the_mathematics(series, tmp_path, browser):
    series.lecture("02_sample", series.text("## A slide\n\nAn inequality: $a < b$, and $$x^2$$", "slide"))
    process = series.start(
        code="import slides.chromium\nslides.chromium._usual_places = list",
        environment={"CHROMIUM": "", "PATH": "", "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)},
    )
    out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert "Without PDF: 02_sample. No Chromium was found." in out
    assert {path.name for path in series.dist.glob("[!.]*")} == {
        "02_sample.slides.html",
        "02_sample.html",
        "index.html",
    }
    assert [link["href"] for link in series.page("index.html").select(".lectures li li a")] == [
        "02_sample.slides.html",
        "02_sample.html",
    ]
    context = browser.new_context(offline=True)
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    for name in ("02_sample.slides.html", "02_sample.html"):
        page = context.new_page()
        page.goto((series.dist / name).as_uri())
        page.locator("mjx-container").first.wait_for(state="attached")
        assert page.locator(".formula mjx-container svg").count() == 2
        assert page.locator("mjx-assistive-mml mo").first.text_content() == "<"
    assert all(url.startswith(("file:", "data:")) for url in asked)
    context.close()
