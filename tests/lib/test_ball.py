"""The ball in the page: dragged, put down, moved by keys, played; its walk is that of `descend`."""

import re

import numpy as np
import pytest
import traitlets
from axe_playwright_python.sync_playwright import Axe

from lib.interactive.ball import Ball
from lib.interactive.live_figure import PAGE
from lib.interactive.modules import bundle
from lib.lectures.momentum.convergence import convergence_factor


def still(figure, start, rate, momentum, method):
    return f"A ball at {start} with rate {rate:g}, momentum {momentum:g} and {method}."


BALLS = {
    "map": {"method": "Momentum", "factor_map": True, "sliders": [], "rate": 0.09, "momentum": 0.5},
    "ravine": {"method": "NAG", "rate": 0.05, "momentum": 0.6, "sliders": ["momentum"], "steps": 120},
    "curve": {
        "landscape": "parabola",
        "start": [8.0],
        "rate": 0.1,
        "box": [[-5, 9], [0, 52]],
        "errors": "distance",
    },
    "valleys": {
        "landscape": "doubleWell",
        "start": [3.0],
        "sliders": [],
        "box": [[-3.2, 3.2], [-1, 10]],
        "errors": "place",
        "error_range": [-3.2, 3.2],
    },
    "saddle": {
        "landscape": "saddle",
        "start": [1.5, 0.1],
        "box": [[-2.2, 2.2], [-1.6, 1.6]],
        "errors": "loss",
    },
}


@pytest.fixture
def ball(open_figures):
    def run(name="map", size=(1280, 720), change=None, **options):
        page = open_figures(Ball(still, **(BALLS[name] | (change or {}))), size=size, **options)
        start(page).wait_for()
        return page

    return run


def start(page):
    return page.get_by_role("slider", name="the start")


def words(page):
    return page.locator(".live-stage .unseen").first.inner_text()


def until(page, text):
    page.wait_for_function(
        "text => document.querySelector('.live-stage .unseen').textContent.includes(text)", arg=text
    )


def moved(page, before):
    page.wait_for_function(
        "before => document.querySelector('.live-stage .unseen').textContent !== before", arg=before
    )
    return words(page)


def drag(page, node, right, down):
    box = node.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=5)
    page.mouse.up()


@pytest.mark.parametrize("name", BALLS)
def test_the_page_says_what_becomes_of_the_walk_of_lib(ball, name):
    figure = Ball(still, **BALLS[name])
    path = figure.path()
    said = words(ball(name))
    low = {"map": [0, 0], "ravine": [0, 0], "curve": [2], "valleys": [1.9342978757660603], "saddle": [0, 1]}[
        name
    ]
    distances = np.linalg.norm(path - low, axis=1)
    arrived = np.flatnonzero(distances <= distances[0] / 100)
    if len(arrived):
        assert f"after {arrived[0]} steps" in said and "arrives" in said
    else:
        assert float(re.search(r"still ([\d.]+) away", said)[1]) == pytest.approx(distances[-1], rel=0.05)


def test_a_ball_that_flies_away_says_when(ball):
    said = words(ball("curve", change={"rate": 1.05}))
    path = Ball(still, **(BALLS["curve"] | {"rate": 1.05})).path()
    assert f"flies away after {np.argmax(abs(path[:, 0] - 2) > 12)} steps" in said


def test_the_ball_is_dragged_and_put_down_and_moved_with_keys(ball):
    page = ball()
    before = words(page)
    drag(page, start(page), 60, 40)
    before = moved(page, before)
    assert page.locator(".said").inner_text().startswith("The ball ")
    box = page.locator(".plot").nth(1).bounding_box()
    page.mouse.click(box["x"] + 0.75 * box["width"], box["y"] + 0.25 * box["height"])
    before = moved(page, before)
    x, y = map(
        float, re.findall(r"-?\d+\.\d+", start(page).get_attribute("aria-valuetext").replace("−", "-"))
    )
    assert x == pytest.approx(3.1, abs=0.3) and y > 1
    start(page).focus()
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "Shift+ArrowDown"):
        page.keyboard.press(key)
        before = moved(page, before)


@pytest.mark.parametrize("plot, control", [(0, "rate and momentum"), (1, "the start")])
def test_a_drag_begins_anywhere_on_the_plot(ball, plot, control):
    """Who presses beside the point holds it all the same; the other button of the mouse moves nothing."""
    page = ball()
    control = page.get_by_role("slider", name=control)
    box = page.locator(".plot").nth(plot).bounding_box()
    at = [box["x"] + 0.4 * box["width"], box["y"] + 0.3 * box["height"]]
    before = control.bounding_box()
    page.mouse.click(*at, button="right")
    page.wait_for_timeout(100)
    assert control.bounding_box() == before
    page.mouse.move(*at)
    page.mouse.down()
    page.mouse.move(at[0] + 40, at[1] + 50, steps=4)
    page.wait_for_timeout(100)
    found = control.locator(".disc").bounding_box()
    assert found["x"] + found["width"] / 2 == pytest.approx(at[0] + 40, abs=2)
    assert found["y"] + found["height"] / 2 == pytest.approx(at[1] + 50, abs=2)
    page.mouse.up()
    assert page.locator(".said").inner_text().startswith("The ball ")


def test_a_finger_scrolls_past_the_map_and_a_tap_puts_the_ball_down(ball):
    page = ball("ravine", size=(390, 600), has_touch=True, is_mobile=True)
    page.evaluate("() => { document.body.style.paddingBottom = '900px'; scrollTo(0, 0); }")
    box = page.locator(".plot").first.bounding_box()
    x, y = box["x"] + 0.6 * box["width"], box["y"] + 0.6 * box["height"]
    before = words(page)
    session = page.context.new_cdp_session(page)

    def send(kind, *heights):
        points = [{"x": x, "y": height} for height in heights]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", y)
    for up in range(10, 160, 10):
        send("touchMove", y - up)
    page.wait_for_timeout(300)  # a finger that rests before it leaves: the page stands, and a tap is a tap
    send("touchMove", y - 151)
    send("touchEnd")
    page.wait_for_function("() => scrollY > 50")
    assert words(page) == before
    page.evaluate("() => scrollTo(0, 0)")
    page.wait_for_timeout(300)
    page.touchscreen.tap(x, y)
    moved(page, before)
    assert page.locator(".said").inner_text().startswith("The ball ")


def test_the_words_above_the_map_stay_one_line(ball):
    """Else the map would jump below the pointer that drags."""
    page = ball("map", change={"rate": 0.0987, "momentum": 0.91})
    for _ in range(6):
        page.get_by_role("slider", name="rate and momentum").press("ArrowLeft")
        heights = page.locator(".plot-title").evaluate_all("nodes => nodes.map(node => node.clientHeight)")
        assert len(set(heights)) == 1


def test_a_walk_takes_four_seconds_however_long_it_is(ball):
    """At a step a picture forty steps were over before one saw where they went."""
    page = ball("curve")
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Pause").wait_for()
    page.wait_for_timeout(1000)
    shown = page.locator(".plot").first.locator("circle[r='6']").count()
    assert 1 <= shown <= 30


def test_the_map_is_the_control(ball):
    """The convergence factor below the point is that of the lecture."""
    page = ball()
    point = page.get_by_role("slider", name="rate and momentum")
    box = page.locator(".plot").first.bounding_box()
    before = words(page)
    for across, up in ((0.5, 0.5), (0.9, 0.2), (0.4, 0.8)):
        page.mouse.click(box["x"] + across * box["width"], box["y"] + up * box["height"])
        before = moved(page, before)
        rate, momentum, factor = map(float, re.findall(r"\d+\.\d+", point.get_attribute("aria-valuetext")))
        assert factor == pytest.approx(float(convergence_factor(rate, momentum, (1, 20))), abs=0.03)
    before = words(page)
    point.focus()
    page.keyboard.press("ArrowUp")
    moved(page, before)


def test_the_factor_is_that_of_lib(browser):
    rng = np.random.default_rng(0)
    settings = np.stack([rng.uniform(0, 0.2, 300), rng.uniform(0, 1, 300)], axis=1)
    page = browser.new_page()
    module = bundle(PAGE.parent / "engine" / "convergence.js")
    for nesterov in (False, True):
        found = page.evaluate(
            f"([settings, nesterov]) => {{ {module}"
            " return settings.map(one => convergenceFactor(...one, [1, 20], nesterov)); }",
            [settings.tolist(), nesterov],
        )
        np.testing.assert_allclose(found, convergence_factor(*settings.T, (1, 20), nesterov), rtol=1e-12)
    page.close()


def test_nothing_moves_before_it_is_asked_to_and_play_goes_to_the_end(ball):
    page = ball("curve", change={"steps": 25})
    dots = page.locator(".plot").first.locator("circle[r='6']")
    assert dots.count() == 25
    page.wait_for_timeout(300)
    assert dots.count() == 25
    page.get_by_role("button", name="One step").click()
    page.wait_for_function(
        "() => document.querySelectorAll('.plot')[0].querySelectorAll(\"circle[r='6']\").length === 0"
    )
    page.get_by_role("button", name="One step").click()
    page.wait_for_function(
        "() => document.querySelectorAll('.plot')[0].querySelectorAll(\"circle[r='6']\").length === 1"
    )
    page.get_by_role("button", name="Play").click()
    page.wait_for_function(
        "() => document.querySelectorAll('.plot')[0].querySelectorAll(\"circle[r='6']\").length === 25"
    )
    page.wait_for_function("() => document.querySelector('.said').textContent.startsWith('The ball ')")
    assert page.get_by_role("button", name="Play").is_visible()


def test_who_wants_no_motion_sees_the_end_at_once(ball):
    page = ball("curve", reduced_motion="reduce")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("() => document.querySelector('.said').textContent.startsWith('The ball ')")


def test_a_slider_changes_the_walk(ball):
    page = ball("ravine")
    before = words(page)
    page.get_by_role("slider", name="momentum").focus()
    page.keyboard.press("ArrowRight")
    assert "momentum 0.65" in moved(page, before)


def test_the_whole_figure_is_reached_with_tab(ball):
    page = ball("ravine")
    reached = []
    for _ in range(4):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "() => document.activeElement.ariaLabel || document.activeElement.parentElement.textContent"
            )
        )
    assert reached[0] == "the start" and "momentum" in reached[1]
    assert len(set(reached)) >= 3


@pytest.mark.parametrize("name", ["map", "curve"])
def test_on_a_phone_it_is_as_wide_as_the_screen_and_its_words_can_be_read(ball, name):
    page = ball(name, size=(390, 844), has_touch=True, is_mobile=True)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    sizes = page.evaluate(
        "() => [...document.querySelectorAll('.live-stage :is(text, button, label)')]"
        ".map(node => parseFloat(getComputedStyle(node).fontSize))"
    )
    assert len(sizes) > 10 and min(sizes) >= 16
    assert all(node.bounding_box()["height"] >= 44 for node in page.locator(".live-stage button").all())
    start(page).tap(force=True)


@pytest.mark.parametrize("name", ["map", "valleys"])
def test_the_ball_is_open_to_all(ball, name):
    assert Axe().run(ball(name), options={"resultTypes": ["violations"]}).response["violations"] == []


def test_it_is_sharp_on_a_large_screen(ball):
    page = ball(size=(1280, 720), device_scale_factor=3)
    wide, shown = page.evaluate(
        "() => { const one = document.querySelector('.plot canvas');"
        " return [one.width, one.getBoundingClientRect().width]; }"
    )
    assert wide == pytest.approx(3 * shown, rel=0.02)


def test_wrong_settings_are_refused():
    with pytest.raises(TypeError, match="draw: expected a function"):
        Ball("rate")
    with pytest.raises(traitlets.TraitError, match="landscape: expected one of"):
        Ball(still, landscape="hill")
    with pytest.raises(traitlets.TraitError, match="method"):
        Ball(still, method="Adam")


def test_the_map_follows_the_curvature(ball):
    """It is painted anew only when something has changed; the name of the landscape has not."""
    page = ball("ravine", change={"sliders": ["curvature"]})
    picture = "document.querySelector('.plot canvas').toDataURL()"
    before = page.evaluate(picture)
    page.get_by_role("slider", name="curvature across").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(f"before => {picture} !== before", arg=before)
