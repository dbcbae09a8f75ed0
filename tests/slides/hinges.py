"""What a reader does with a live figure on a slide: drag a hinge of lecture 01, press keys, use a finger."""

from ..patience import STEP_MS


def hinge(page):
    return page.locator(".live-stage .handle").nth(1)


def where(page):
    return hinge(page).get_attribute("aria-valuetext")


def drag(page, left, up):
    """Drag the first hinge by some pixels with the mouse."""
    box = hinge(page).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - left, y - up, steps=5)
    page.mouse.up()


def has_moved(page, before):
    page.wait_for_function(
        "([node, text]) => node.getAttribute('aria-valuetext') !== text",
        arg=[hinge(page).element_handle(), before],
        timeout=STEP_MS,
    )


def swipe(page, start, end):
    """A finger that moves over the page."""
    screen = page.context.new_cdp_session(page)
    for kind, share in (("touchStart", 0), ("touchMove", 0.3), ("touchMove", 0.7), ("touchMove", 1)):
        point = {"x": start[0] + share * (end[0] - start[0]), "y": start[1] + share * (end[1] - start[1])}
        screen.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    screen.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def works_on_a_slide(page, at, press):
    """In deck and live slides alike the figure has its keys and fingers, the slides have all others."""
    slide, before = at(), where(page)
    drag(page, 30, 40)
    has_moved(page, before)
    before = where(page)
    hinge(page).focus()
    press("ArrowRight")
    has_moved(page, before)
    box, before = hinge(page).bounding_box(), where(page)
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    swipe(page, middle, (middle[0] - 60, middle[1] - 30))
    has_moved(page, before)
    stage = page.locator(".live-stage").first.bounding_box()
    swipe(page, (stage["x"] + 0.9 * stage["width"], stage["y"] + 30), (stage["x"] + 40, stage["y"] + 30))
    assert at() == slide
    hinge(page).focus()
    press("PageDown")
    assert at() != slide
