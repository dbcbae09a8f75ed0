"""Whoever hears the slides is told what others see, and no answer too soon; Tab goes nowhere else."""

import pytest

from .sample import at, opened, show

pytestmark = pytest.mark.xdist_group("sample deck")

SPOKEN = """[...document.querySelectorAll("[aria-live], [role=status], output")]
    .filter(region => !region.closest("[hidden], [inert], [aria-hidden=true]"))
    .map(region => region.textContent.trim()).filter(Boolean).join(" | ")"""


@pytest.fixture(scope="module")
def page(deck, browser):
    with opened(browser, deck) as page:
        yield page


def turned(page, title: str) -> None:
    """Show a slide, and wait until it is read."""
    page.evaluate("() => { document.querySelector('.spoken').textContent = ''; }")
    show(page, title)
    page.wait_for_function("() => document.querySelector('.spoken').textContent")


def test_a_slide_is_read_as_it_is_seen(page):
    turned(page, "Quiz")
    assert page.evaluate(SPOKEN) == "Quiz Which rate is best? A a half B a tenth"
    turned(page, "Your turn")
    said = page.evaluate(SPOKEN)
    assert said.startswith("Your turn secret = ...") and said.endswith("Solution"), said
    turned(page, "Flipbook")
    assert "A line from 1 with the slope that belongs to the rate 0.50" in page.evaluate(SPOKEN)
    turned(page, "Title")
    assert page.evaluate(SPOKEN) == "Lecture 00 Title of 00_sample What is the question?"


def test_a_step_is_read_when_it_appears(page):
    turned(page, "Steps")
    for step in ("The first step.", "The second step, linked."):
        page.keyboard.press("Space")
        page.wait_for_function(f"said => {SPOKEN} === said", arg=step)


def test_an_answer_that_was_opened_is_read_with_its_slide(page):
    turned(page, "Quiz")
    page.locator(".quiz summary").first.click()
    turned(page, "Steps")
    turned(page, "Quiz")
    assert "Right. It lands at once." in page.evaluate(SPOKEN) and "creeps" not in page.evaluate(SPOKEN)
    page.locator(".quiz summary").first.click()


def reached_by_tab(page) -> list[str]:
    """The titles of the slides on which Tab stops, and what is said of each stop, once around the page."""
    page.evaluate("() => document.activeElement.blur()")
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate("""() => {
            const slide = document.activeElement.closest(".slides section");
            return slide && [slide.querySelector("h1, h2").textContent, document.activeElement.outerHTML];
        }""")
        if stop and stop not in seen:
            seen.append(stop)
    return seen


@pytest.mark.parametrize(
    "slide, stops",
    [("Flipbook", 2), ("Quiz", 2), ("Steps", 0), ("Below", 0), ("Your turn", 1), ("The end", 0)],
)
def test_tab_stops_at_the_controls_of_the_slide_and_nowhere_else(page, slide, stops):
    show(page, slide)
    reached = reached_by_tab(page)
    assert {title for title, _ in reached} <= {slide}
    assert len(reached) == stops
    assert at(page).startswith(slide)


def test_in_the_overview_a_click_on_any_slide_shows_it(page):
    show(page, "Title")
    page.keyboard.press("o")
    page.wait_for_selector(".reveal.overview")
    page.locator(".slides section h2", has_text="Quiz").click()
    page.wait_for_selector(".reveal:not(.overview)")
    assert at(page).startswith("Quiz")
    assert {title for title, _ in reached_by_tab(page)} == {"Quiz"}


def test_paper_has_every_slide_for_everyone(deck, browser):
    with opened(browser, deck, "?print-pdf") as page:
        page.wait_for_selector(".pdf-page")
        assert page.evaluate("() => document.querySelectorAll('section[inert]').length") == 0


@pytest.mark.parametrize("kind", ["slides.html", "html"])
def test_a_flipbook_says_its_values_and_its_picture(deck, browser, kind):
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((deck.parent / f"00_sample.{kind}").as_uri())
    if kind == "slides.html":
        page.wait_for_selector(".reveal.ready")
        show(page, "Flipbook")
    book = page.locator(".flipbook")
    rate = book.get_by_role("slider", name="learning rate", exact=True)
    assert rate.get_attribute("aria-valuetext") == "0.50"
    assert book.get_by_role("slider", name="start", exact=True).get_attribute("aria-valuetext") == "1"

    # What the only live region of the flipbook says, from now on.
    page.evaluate("""() => {
        window.said = [];
        const book = document.querySelector(".flipbook");
        for (const region of book.querySelectorAll("[aria-live], [role=status], output")) {
            if (region.ariaHidden === "true") continue;
            new MutationObserver(() => said.push(region.textContent))
                .observe(region, {childList: true, characterData: true, subtree: true});
        }
    }""")
    rate.evaluate("""slider => {  // a drag
        for (slider.value of ["2", "3", "2"]) slider.dispatchEvent(new Event("input", {bubbles: true}));
    }""")
    assert rate.get_attribute("aria-valuetext") == "0.90"
    page.wait_for_function("() => said.length")
    page.wait_for_timeout(800)
    assert page.evaluate("() => said") == ["A line from 1 with the slope that belongs to the rate 0.90"]
    context.close()
