"""The keys of a deck beside its controls: what a slider needs it gets, and all others are the slides'."""

import pytest

from .hinges import hinge, works_on_a_slide
from .sample import at, opened, show

pytestmark = pytest.mark.xdist_group("sample deck")


@pytest.fixture(scope="module")
def page(deck, browser):
    with opened(browser, deck, has_touch=True) as page:
        yield page


@pytest.mark.parametrize(
    "key, shown, end",
    [
        (".", "() => Reveal.isPaused()", "() => Reveal.togglePause(false)"),
        ("b", "() => Reveal.isPaused()", "() => Reveal.togglePause(false)"),
        ("o", "() => Reveal.isOverview()", "() => Reveal.toggleOverview(false)"),
        ("f", "() => Boolean(document.fullscreenElement)", "() => document.exitFullscreen()"),
    ],
)
def test_the_letters_work_while_a_slider_has_the_focus(page, key, shown, end):
    show(page, "Flipbook")
    slider = page.locator(".flipbook input").first
    slider.focus()
    before = slider.input_value()
    page.keyboard.press(key)
    page.wait_for_function(shown)
    assert slider.input_value() == before
    page.evaluate(end)


def test_the_speaker_view_opens_from_a_slider(page):
    show(page, "Flipbook")
    page.locator(".flipbook input").first.focus()
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    popup.value.close()


def test_enter_opens_the_slide_that_was_chosen_in_the_overview(page):
    show(page, "Flipbook")
    page.keyboard.press("o")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_function("() => !Reveal.isOverview()")
    assert at(page).startswith("Quiz")


def test_enter_does_nothing_to_a_slide(page):
    show(page, "Steps")
    before = at(page)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert at(page) == before


def test_a_live_figure_has_its_keys_and_fingers_and_the_slides_have_all_others(page):
    show(page, "Alive")
    hinge(page).wait_for()
    works_on_a_slide(page, lambda: at(page), page.keyboard.press)


def test_the_letters_work_while_a_hinge_has_the_focus(page):
    show(page, "Alive")
    hinge(page).focus()
    page.keyboard.press("b")
    page.wait_for_function("() => Reveal.isPaused()")
    page.evaluate("() => Reveal.togglePause(false)")
