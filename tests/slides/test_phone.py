"""A deck on a phone: held upright it offers what is easier to read; a slider is large enough for a finger."""

from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from slides.branding import WORDS

from .browser.reader import AXE
from .fingers import Fingers
from .sample import at, opened, show

pytestmark = pytest.mark.xdist_group("sample deck")

UPRIGHT = [(390, 844), (360, 740), (320, 480), (640, 860)]
LYING = [(844, 390), (1280, 720), (768, 1024), (390, 400)]

REACH = """slider => {
    const {left, top, width, height} = slider.getBoundingClientRect();
    let found = 0;
    for (let y = Math.floor(top) - 40; y < top + height + 40; y++) {
        found += document.elementFromPoint(left + width / 2, y) === slider;
    }
    return found;
}"""


@contextmanager
def held(browser, deck, width, height, query=""):
    """A phone that shows the deck."""
    size = {"width": width, "height": height}
    with opened(
        browser, deck, query, viewport=size, device_scale_factor=3, has_touch=True, is_mobile=True
    ) as page:
        yield page


@pytest.fixture(scope="module")
def phone(deck, browser):
    with held(browser, deck, 390, 844) as page:
        yield page


def apart(one, other) -> bool:
    """Whether two boxes have no point in common."""
    return (
        one["x"] + one["width"] <= other["x"]
        or other["x"] + other["width"] <= one["x"]
        or one["y"] + one["height"] <= other["y"]
        or other["y"] + other["height"] <= one["y"]
    )


@pytest.mark.parametrize("width, height", UPRIGHT)
def test_a_phone_held_upright_offers_the_handout_beside_the_slide(deck, browser, width, height):
    with held(browser, deck, width, height) as page:
        show(page, "Quiz")
        link = page.get_by_role("link", name=WORDS["read_handout"])
        parts = [
            page.locator(part)
            for part in (
                ".slides > section.present",
                ".upright a",
                ".upright p",
                ".slide-number",
                ".navigate-left",
                ".navigate-right",
            )
        ]
        for part in parts:
            expect(part).to_be_visible()
        boxes = [part.bounding_box() for part in parts]
        for number, box in enumerate(boxes):
            assert 0 <= box["x"] and box["x"] + box["width"] <= width and box["y"] + box["height"] <= height
            assert [other for other in boxes[:number] if not apart(box, other)] == []
        assert link.bounding_box()["height"] >= 44
        assert page.locator(".upright p").inner_text() == WORDS["turn_phone"]
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_the_link_leads_to_the_handout_by_finger_and_by_key(deck, browser):
    for work in (lambda page, link: link.tap(), lambda page, link: page.keyboard.press("Enter")):
        with held(browser, deck, 390, 844) as page:
            show(page, "Flipbook")
            link = page.locator(".upright a")
            for _ in range(8):
                page.keyboard.press("Tab")
                if link.evaluate("link => link === document.activeElement"):
                    break
            expect(link).to_be_focused()
            assert at(page).startswith("Flipbook")
            work(page, link)
            page.wait_for_url("**/00_sample.html")
            page.get_by_role("heading", name="Flipbook").wait_for()


@pytest.mark.parametrize("width, height", LYING)
def test_on_every_other_screen_nothing_is_offered(deck, browser, width, height):
    with held(browser, deck, width, height) as page:
        expect(page.locator(".upright")).to_have_count(1)
        expect(page.locator(".upright")).to_be_hidden()


@pytest.mark.parametrize("query", ["?receiver", "?print-pdf"])
def test_previews_and_paper_have_no_link(deck, browser, query):
    with held(browser, deck, 390, 844, query) as page:
        expect(page.locator(".upright")).to_have_count(1)
        expect(page.locator(".upright")).to_be_hidden()


def test_it_is_not_printed_and_not_in_the_overview(phone):
    upright = phone.locator(".upright")
    expect(upright).to_be_visible()
    phone.emulate_media(media="print")
    expect(upright).to_be_hidden()
    phone.emulate_media(media="screen")
    expect(upright).to_be_visible()
    for key in ("o", "."):
        phone.keyboard.press(key)
        expect(upright).to_be_hidden()
        phone.keyboard.press(key)
        expect(upright).to_be_visible()


def test_a_file_out_of_a_mail_offers_no_handout_but_the_turn(deck, browser):
    # The address of such a file leads to none beside it; nor does that of a blob, which has no history.
    context = browser.new_context(viewport={"width": 390, "height": 844}, offline=True)
    page = context.new_page()
    page.add_init_script("History.prototype.replaceState = () => {}")
    page.evaluate(
        "html => { location = URL.createObjectURL(new Blob([html], {type: 'text/html'})); }",
        deck.read_text("utf-8"),
    )
    page.wait_for_selector(".reveal.ready")
    expect(page.locator(".upright p")).to_be_visible()
    expect(page.locator(".upright a")).to_have_count(0)
    context.close()


def test_can_be_used_by_everyone_on_a_phone(deck, browser):
    with held(browser, deck, 390, 844) as page:
        show(page, "Flipbook")
        page.evaluate(Axe().axe_script)
        assert page.evaluate(AXE) == []


# --- sliders


@pytest.mark.parametrize("width, height", [(390, 844), (360, 740), (320, 568), (844, 390), (667, 375)])
def test_a_finger_that_is_near_a_slider_has_it(deck, browser, width, height):
    with held(browser, deck, width, height) as page:
        show(page, "Flipbook")
        for slider in page.locator(".flipbook input").all():
            assert slider.evaluate(REACH) >= 24


def test_a_finger_above_and_below_the_track_drags_the_slider_and_not_the_slide(phone):
    show(phone, "Flipbook")
    slider = phone.locator(".flipbook input").first
    for place in (0.1, 0.9):
        slider.fill("0")
        Fingers(phone).swipe(slider, x=60, place=(0.2, place))
        assert int(slider.input_value()) > 0
        assert at(phone).startswith("Flipbook")


def test_the_reach_of_a_slider_moves_nothing(deck, browser):
    def places(**context):
        with opened(browser, deck, **context) as page:
            show(page, "Flipbook")
            parts = page.locator(".flipbook :is(img:not([hidden]), .name, output), .flipbook").all()
            return [part.bounding_box() for part in parts]

    assert places(has_touch=True, is_mobile=True) == places()
