"""Every deck and handout, read in Firefox too: the same walk, the same questions, every control by key.

What is in the files, and not in the browser that shows them, is asked in Chromium alone.
"""

import pytest

from .conftest import DIST
from .firefox import MISSING, Firefox, find_firefox, reading
from .questions import QUESTIONS, axe, speaker_view
from .reader import BEYOND
from .test_measure import BROKEN, FLIPBOOKS, PAGE, PARTS
from .walk import SIZE, At, Stop, Walk, walk_through

FIREFOX = find_firefox()
pytestmark = pytest.mark.skipif(FIREFOX is None, reason=MISSING)

PROJECTOR = (1024, 768)

# Fonts that did not come, formulas that were not set, and those whose MathML is no fraction.
UNSET = """async () => {
    await document.fonts.ready;
    const faces = [...document.fonts];
    const missing = (font) => !faces.some((face) => face.family.includes(font));
    const formulas = [...document.querySelectorAll("mjx-container")];
    const fractions = [...document.querySelectorAll("mfrac")];
    return [
        ...faces.filter((face) => face.status !== "loaded").map((face) => `${face.family} is ${face.status}`),
        ...["Descent Sans", "Descent Code"].filter(missing),
        ...formulas.filter((formula) => !formula.querySelector("svg :is(path, use)")),
        ...fractions.filter((fraction) => fraction.childElementCount !== 2),
    ].map((wrong) => wrong.textContent ?? wrong);
}"""

LOST_PICTURES = """async () => {
    const images = [...document.querySelectorAll("img")];
    await Promise.all(images.map((image) => image.decode().catch(() => {})));
    return images.filter((image) => !image.naturalWidth).map((image) => image.alt);
}"""


@pytest.fixture(scope="session")
def firefox():
    """One Firefox for all that a worker reads."""
    firefox = Firefox(FIREFOX)
    yield firefox
    firefox.close()


def unset(stop: Stop) -> list[str]:
    return stop.reader.page.evaluate(UNSET)


def way_back(stop: Stop) -> list[str]:
    """Home goes to the first slide, End to the last, and the arrow key from there back over every step."""
    places, wrong = stop.walk.places, []
    stop.reader.press("Home")
    if stop.here() != places[0]:
        wrong.append(f"Home goes to {stop.here()}")
    stop.reader.press("End")
    here = stop.here()
    if not stop.reader.page.evaluate("() => Reveal.isLastSlide()"):
        return [*wrong, f"End goes to {here}"]
    for place in reversed(places[: places.index(here)]):
        stop.reader.press("ArrowLeft")
        if stop.here() != place:
            return [*wrong, f"back from {here} to {stop.here()}, not to {place}"]
        here = place
    return wrong


ASKED = {
    moment: [question for question in QUESTIONS[moment] if question not in (axe, speaker_view)]
    for moment in At
}
ASKED[At.THE_START].append(unset)
ASKED[At.THE_END].append(way_back)


@pytest.fixture(scope="module")
def walk(name, firefox) -> Walk:
    """One walk through the deck for all tests."""
    with reading(firefox, DIST / f"{name}.slides.html", *SIZE) as reader:
        return walk_through(reader, ASKED, [PROJECTOR])


@pytest.fixture(scope="module")
def handout(name, firefox):
    with reading(firefox, DIST / f"{name}.html") as reader:
        yield reader


def test_a_deck_opens_without_a_request_or_an_error(walk):
    assert walk.reader.requests == [] and walk.reader.complaints == []


@pytest.mark.parametrize(
    "question",
    [
        "unset",
        "unset_text",
        "blank",
        "outside",
        "cut",
        "overlapping",
        "underfoot",
        "layout",
        "small",
        "squeezed",
        "shrunk",
        "broken",
        "flipbooks",
        "quizzes",
        "solutions",
        "hearing",
        "elsewhere",
        "way_back",
    ],
)
def test_on_the_walk_nothing_is_wrong(walk, question):
    assert walk.wrong(question) == {}


def test_a_handout_opens_without_a_request_or_an_error(handout):
    assert handout.page.evaluate(UNSET) == []
    assert handout.page.evaluate(LOST_PICTURES) == []
    assert handout.requests == [] and handout.complaints == []


def test_every_control_of_a_handout_moves_its_picture(handout):
    books = handout.page.query_selector_all(".flipbook")
    assert books and [flaw for book in books for flaw in handout.work_flipbook(book)] == []


def test_every_answer_and_solution_of_a_handout_opens_by_key(handout):
    for folded in handout.page.query_selector_all("details"):
        for expected in (True, False):
            folded.query_selector("summary").press("Enter")
            assert folded.evaluate("details => details.open") is expected


@pytest.mark.parametrize("width", [390, 1280])
def test_a_handout_fits_the_width_of_screen_and_phone(handout, width):
    handout.page.set_viewport_size({"width": width, "height": 720})
    assert handout.page.evaluate(BEYOND) == []
    assert handout.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.xdist_group("firefox itself")
def test_finds_what_is_broken(firefox, tmp_path):
    """What the measuring finds in Chromium on slides that are broken on purpose."""
    path = tmp_path / "page.html"
    sections = [f'<section id="{name}">{content}</section>' for name, content in PARTS.items()]
    path.write_text("\n".join([PAGE, *sections, "</main></body></html>"]))
    with reading(firefox, path, *SIZE) as reader:
        found = reader.measure(reader.handle("#sound")).found
        assert found == dict.fromkeys(found, [])
        for number, (kind, _, message) in enumerate(BROKEN):
            found = reader.measure(reader.handle(f"#broken-{number}"), only=[kind]).found[kind]
            assert message in "\n".join(found), kind
        assert reader.work_flipbook(reader.handle("#flipbook .flipbook")) == []
        for number, (_, message) in enumerate(FLIPBOOKS):
            book = reader.handle(f"#flipbook-{number} .flipbook")
            flaws = reader.work_flipbook(book, lambda: reader.page.evaluate("() => location.href"))
            assert message in "\n".join(flaws)


@pytest.mark.xdist_group("firefox itself")
def test_hears_requests_errors_and_what_the_page_itself_forbids(firefox, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(f"""{PAGE}<img alt="" src="https://example.org/a.png">
        <script>console.error("it says"); undefined_name</script>""")
    with reading(firefox, path) as reader:
        assert reader.requests == ["https://example.org/a.png"]
        said = "\n".join(reader.complaints)
        assert "it says" in said and "undefined_name" in said
    policy = '<meta http-equiv="Content-Security-Policy" content="img-src data:">'
    path.write_text(f'<!DOCTYPE html>{policy}<title>Page</title><img alt="" src="https://example.org/b.png">')
    with reading(firefox, path) as reader:
        assert "b.png" in "\n".join([*reader.requests, *reader.complaints])
