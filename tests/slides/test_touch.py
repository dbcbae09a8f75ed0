"""A tablet is a projector's remote: one finger turns the slide, and never while it works something on it."""

import pytest

from .fingers import Fingers
from .sample import at, opened, show

pytestmark = pytest.mark.xdist_group("sample deck")


@pytest.fixture(scope="module")
def tablet(deck, browser):
    with opened(browser, deck, has_touch=True) as page:
        yield page


@pytest.fixture
def fingers(tablet):
    yield Fingers(tablet)
    tablet.evaluate("() => document.querySelectorAll('details').forEach(details => details.open = false)")


@pytest.mark.parametrize(
    "slide, before, after",
    [("Flipbook", "Title", "Quiz"), ("Quiz", "Flipbook", "Steps"), ("Your turn", "Below", "Alive")],
)
def test_a_swipe_beside_the_controls_turns_the_slide(fingers, slide, before, after):
    for x, expected in ((-200, after), (200, before)):
        show(fingers.page, slide)
        fingers.swipe(fingers.page.locator("section.present h2", has_text=slide), x=x, place=(0.9, 0.5))
        assert expected in at(fingers.page)


def test_a_swipe_over_a_picture_turns_the_slide(fingers):
    show(fingers.page, "Flipbook")
    fingers.swipe(fingers.page.locator(".flipbook img:not([hidden])"), x=-200)
    assert at(fingers.page).startswith("Quiz")


@pytest.mark.parametrize("there", [-1, 1])
def test_a_finger_drags_a_slider_and_not_the_slide(fingers, there):
    show(fingers.page, "Flipbook")
    slider = fingers.page.locator(".flipbook input").first
    slider.fill("1")
    fingers.swipe(slider, x=150 * there, place=(0.35, 0.5))
    assert at(fingers.page).startswith("Flipbook")
    assert there * (int(slider.input_value()) - 1) > 0
    slider.fill("1")


@pytest.mark.parametrize("what", [".flipbook .name", ".flipbook output", ".quiz summary", ".quiz .question"])
@pytest.mark.parametrize("x, y", [(-200, 0), (200, 0), (0, -200)])
def test_a_swipe_that_begins_at_a_control_or_a_quiz_stays_on_the_slide(fingers, what, x, y):
    node = fingers.page.locator(what).first
    show(fingers.page, "Quiz" if "quiz" in what else "Flipbook")
    before = at(fingers.page)
    fingers.swipe(node, x=x, y=y)
    assert at(fingers.page) == before


def test_a_finger_scrolls_a_solution_and_not_the_slide(fingers):
    show(fingers.page, "Your turn")
    # Not by a tap: while the page still glides from a swipe before, a tap only stops it.
    fingers.page.locator(".solution details, details.solution").evaluate("details => details.open = true")
    over = fingers.page.locator(".solution .over")
    fingers.swipe(over, y=-250)
    fingers.page.wait_for_function("() => document.querySelector('.over').scrollTop > 100")
    for x in (-200, 200):
        fingers.swipe(over, x=x)
        assert at(fingers.page).startswith("Your turn")


@pytest.mark.parametrize("apart", [60, 200])
@pytest.mark.parametrize("x, y", [(0, 0), (-150, 0), (150, 0), (0, -150), (0, 150)])
def test_two_fingers_never_turn_the_slide(fingers, apart, x, y):
    show(fingers.page, "Steps")
    before = at(fingers.page)
    first, second = (500, 400), (500 + apart, 400)
    fingers.drag((first, (first[0] + x, first[1] + y + 5)), (second, (second[0] + x, second[1] + y + 5)))
    assert at(fingers.page) == before
    assert fingers.page.evaluate("() => visualViewport.scale") < 1.01


def test_two_fingers_enlarge_the_page_and_one_moves_it(fingers):
    show(fingers.page, "Steps")
    before = at(fingers.page)
    fingers.drag(((620, 360), (300, 200)), ((660, 360), (980, 520)))
    fingers.page.wait_for_function("() => visualViewport.scale > 1.5")
    left = fingers.page.evaluate("() => visualViewport.pageLeft")
    fingers.drag(((500, 300), (300, 300)))
    fingers.page.wait_for_function("left => visualViewport.pageLeft > left + 20", arg=left)
    fingers.drag(((300, 300), (600, 300)))
    assert at(fingers.page) == before
    fingers.drag(((200, 100), (620, 350)), ((1100, 600), (660, 370)))
    fingers.page.wait_for_function("() => visualViewport.scale < 1.01")
    assert at(fingers.page) == before
    fingers.drag(((900, 500), (600, 500)))
    assert at(fingers.page) != before, "one finger turns the slide again"
