"""Three hinges: neurons make the chain, in Python and in the page; dragged corners keep their order."""

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe

from lib.interactive.modules import bundle
from lib.lectures.activation_functions.hinges import Hinges, neurons_of

CORNERS = [[0, 0.2], [0.15, 0.35], [0.3, -0.1], [0.75, 0.5], [1, 0.9]]


def test_the_neurons_make_the_chain(browser):
    slope, intercept, places, weights = neurons_of(CORNERS)
    s = np.linspace(0, 1, 101)
    chain = slope * s + intercept + np.maximum(s[:, None] - places, 0) @ weights
    np.testing.assert_allclose(chain, np.interp(s, *np.transpose(CORNERS)), atol=1e-12)
    page = browser.new_page()
    found = page.evaluate(f"corners => {{ {bundle(Hinges.module)} return neuronsOf(corners); }}", CORNERS)
    page.close()
    assert found["slope"] == pytest.approx(slope) and found["intercept"] == pytest.approx(intercept)
    assert [one["place"] for one in found["hinges"]] == pytest.approx(list(places))
    assert [one["weight"] for one in found["hinges"]] == pytest.approx(list(weights))


@pytest.fixture
def page(open_figures):
    page = open_figures(Hinges(corners=CORNERS), has_touch=True)
    page.locator(".handle").first.wait_for()
    return page


def places(page):
    texts = [handle.get_attribute("aria-valuetext") for handle in page.locator(".handle").all()]
    return [float(text.split(",")[0].split()[1].replace("−", "-")) for text in texts]


def drag(page, number, right, down):
    box = page.locator(".handle").nth(number).bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=6)
    page.mouse.up()


def test_a_hinge_stops_at_its_neighbours_and_an_end_goes_up_and_down_only(page):
    drag(page, 2, 900, 0)
    page.wait_for_function(
        "() => document.querySelectorAll('.handle')[2].getAttribute('aria-valuetext').startsWith('s 0.73')"
    )
    drag(page, 0, 300, -60)
    assert places(page)[0] == 0 and places(page) == sorted(places(page))
    assert page.locator(".said").inner_text().startswith("Typical distance 0.")


def test_the_way_back_to_the_start(page):
    before = places(page)
    page.locator(".handle").nth(1).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "() => !document.querySelectorAll('.handle')[1].getAttribute('aria-valuetext').startsWith('s 0.15')"
    )
    page.get_by_role("button", name="From the start").click()
    page.wait_for_function(
        "() => document.querySelectorAll('.handle')[1].getAttribute('aria-valuetext').startsWith('s 0.15')"
    )
    assert places(page) == before


def test_the_hinges_are_open_to_all(page):
    assert Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"] == []
