"""The walk itself, through a deck that is broken on purpose: a walk that finds nothing protects nobody."""

import pytest

from slides.lectures import find

from .conftest import DIST
from .questions import QUESTIONS
from .reader import reading
from .walk import OTHER_SIZES, SIZE, At, walk_through

pytestmark = pytest.mark.xdist_group("browser walk")

FEW = """() => {
    const few = ["h1", ".fragment", ".quiz", ".solution"].map((what) =>
        Reveal.getSlides().find((slide) => slide.querySelector(what)));
    for (const slide of Reveal.getSlides()) if (!few.includes(slide)) slide.remove();
    for (const stack of document.querySelectorAll(".stack")) if (!stack.children.length) stack.remove();
    Reveal.sync();
    Reveal.slide(0);
    return few.map((slide) => slide.querySelector("h1, h2").textContent);
}"""
"""Of a lecture's deck, the first slide, one with a fragment, one with a quiz and one with a solution."""

SPOIL = """([where, html]) =>
    document.querySelector(`.slides ${where}`).insertAdjacentHTML("beforeend", html)"""


@pytest.fixture
def deck(browser):
    with reading(browser, DIST / f"{find()[2].stem}.slides.html", *SIZE) as reader:
        reader.titles = reader.page.evaluate(FEW)
        yield reader


def test_finds_what_is_wrong_at_a_step_with_answers_open_and_at_another_size(deck):
    """Nothing of this is wrong on the slides as they come, at 1280 x 720."""
    for spoiled in [
        (".fragment", '<p class="late" style="position:absolute;left:1300px">late</p>'),
        (".quiz details", '<p style="height:700px">answer</p>'),
        (".title-slide", '<p style="position:absolute;top:0;left:10vw">a tenth of the screen away</p>'),
        (".title-slide", '<p class="corner" style="position:absolute">in the corner</p>'),
    ]:
        deck.page.evaluate(SPOIL, spoiled)
    deck.page.add_style_tag(
        content="""
        @media (max-width: 1000px) { .slide-number { bottom: 30vh !important; } }
        .corner { right: 100px; bottom: 200px; }"""
    )
    asked = {moment: QUESTIONS[moment] for moment in (At.EACH_STEP, At.OPEN_ANSWERS, At.EACH_SIZE)}
    walk = walk_through(deck, {moment: asked.get(moment, []) for moment in At})
    title, late, quiz, _ = deck.titles

    def places(question):
        return list(walk.wrong(question))

    assert any(late in place and " step 1 " in place for place in places("outside"))
    assert any(quiz in place and place.endswith("all answers open") for place in places("outside"))
    assert places("layout") == [f"1.1 {title}, at {width} x {height}" for width, height in OTHER_SIZES]
    assert "a tenth of the screen away" in str(walk.wrong("layout"))
    assert "in the corner" in str(walk.wrong("underfoot")[f"1.1 {title}, at 853 x 480"])
    assert [place for place in places("underfoot") if not place.endswith(", at 853 x 480")] == []


def test_axe_sees_all_slides_fragments_answers_and_solutions_at_once(deck):
    """Contrast too: axe-core is silent about text when it is not sure what lies behind it."""
    for where in (".fragment", ".quiz details", ".solution .over", ".title-slide"):
        deck.page.evaluate(SPOIL, (where, '<p style="color:#bbb">pale</p><img width="9" height="9">'))
    (axe,) = QUESTIONS[At.THE_END]
    walk = walk_through(deck, {**dict.fromkeys(At, []), At.THE_END: [axe]})
    found = "\n".join(line for lines in walk.wrong("axe").values() for line in lines)
    for title in deck.titles:
        assert f"color-contrast: {title}: <p" in found
        assert f"image-alt: {title}: <img" in found
    assert len(found.splitlines()) == 2 * len(deck.titles)


def test_a_question_that_was_never_asked_has_no_answer(deck):
    walk = walk_through(deck, dict.fromkeys(At, []))
    assert len(walk.slides) == len(deck.titles) < len(walk.places)
    with pytest.raises(AssertionError, match="outside is asked nowhere"):
        walk.wrong("outside")
