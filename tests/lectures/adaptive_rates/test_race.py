"""The race in the page: methods are ticked, the start dragged, rates chosen; its losses are those of lib."""

import re

import numpy as np
import pytest
import traitlets
from axe_playwright_python.sync_playwright import Axe

from lib import descend
from lib.interactive.live_figure import PAGE
from lib.interactive.modules import bundle
from lib.lectures.adaptive_rates.courses import COURSES
from lib.lectures.adaptive_rates.race import Race
from lib.lectures.adaptive_rates.trials import METHODS

RATE = 0.02
BEST = {(course, method): RATE for course in COURSES for method in METHODS}
QUIET = [name for name in COURSES if name != "noisy valley"]
"""Courses without noise, of which the page has its own."""


@pytest.fixture
def race(open_figures):
    def run(size=(1280, 720), change=None, **options):
        page = open_figures(Race(BEST, **(change or {})), size=size, **options)
        page.get_by_role("slider", name="the start").wait_for()
        return page

    return run


def words(page):
    return page.locator(".live-stage .unseen").first.inner_text()


def until(page, text):
    page.wait_for_function(
        "text => document.querySelector('.live-stage .unseen').textContent.includes(text)", arg=text
    )


@pytest.mark.parametrize("course", QUIET)
def test_losses_are_those_of_lib(race, course):
    """Each of the eleven, after 200 steps; what is heard has a digit."""
    said = words(race(change={"course": course, "shown": list(METHODS)}))
    found = dict(re.findall(r"(\w+) ([\d.e+-]+)[, ]", said.partition("steps: ")[2].replace("above", ",")))
    assert set(found) == set(METHODS)
    for name, method in METHODS.items():
        ground = COURSES[course]
        loss = ground.loss(descend(ground.gradient(), ground.start, method(lr=RATE), steps=200))[-1]
        assert np.isclose(float(found[name]), float(f"{loss:.0e}"), rtol=0.3, atol=1e-20), name


def test_every_landscape_is_there(race):
    page = race()
    for course in COURSES:
        page.get_by_role("combobox", name="landscape").select_option(label=course)
        until(page, f"{course} after 200 steps")


def test_a_method_is_ticked_and_its_rate_chosen(race):
    page = race(change={"shown": ["SGD"]})
    assert "NAG" not in words(page)
    page.get_by_role("checkbox", name="NAG").check()
    until(page, "NAG")
    assert page.locator(".said").inner_text().endswith("leads after 200 steps.")
    before = words(page)
    page.get_by_role("slider", name="rate").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(
        "before => document.querySelector('.live-stage .unseen').textContent !== before", arg=before
    )
    page.get_by_role("checkbox", name="NAG").uncheck()
    page.get_by_role("checkbox", name="SGD").uncheck()
    until(page, "nobody")


def test_play_runs_from_the_start_to_the_end(race):
    page = race(change={"shown": ["SGD", "Adam"]})
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Pause").wait_for()
    page.get_by_role("button", name="Play").wait_for()
    until(page, "after 200 steps")


def test_a_start_that_python_sets_has_its_own_walk(browser):
    """The page keeps walks; one from another start is not shown for the new one."""
    figure = Race(BEST, shown=["SGD"])
    state = {name: getattr(figure, name) for name in figure.traits(sync=True) if not name.startswith("_")}
    state = {name: value for name, value in state.items() if isinstance(value, str | list | dict)}
    page = browser.new_page()
    page.set_content("<div id=here></div>")
    page.evaluate(
        f"""state => {{ {bundle(Race.module)}
            window.model = (() => {{ {bundle(PAGE / "standalone.js")}
                return standalone(state); }})();
            render({{ model, el: document.getElementById('here') }}); }}""",
        state,
    )
    until(page, "SGD")
    before = words(page)
    page.evaluate("() => model.set('start', [1.5, 1.5])")
    page.wait_for_function(
        "before => document.querySelector('.live-stage .unseen').textContent !== before", arg=before
    )
    page.close()


def test_it_is_played_step_by_step(race):
    page = race(change={"shown": ["SGD"]})
    for steps in (0, 1, 2):
        page.get_by_role("button", name="One step").click()
        until(page, f"after {steps} steps")


def test_names_at_the_ends_of_curves_are_within_the_figure(race):
    page = race(change={"shown": list(METHODS)})
    right = page.locator(".live-stage .plot text").evaluate_all(
        "nodes => Math.max(...nodes.map(node => node.getBoundingClientRect().right))"
    )
    box = page.locator(".live-stage .ground").bounding_box()
    assert right <= box["x"] + box["width"]


def test_the_start_is_put_down_and_moved_with_keys(race):
    page = race()
    start = page.get_by_role("slider", name="the start")
    before = start.get_attribute("aria-valuetext")
    box = page.locator(".plot").first.bounding_box()
    page.mouse.click(box["x"] + 0.3 * box["width"], box["y"] + 0.7 * box["height"])
    page.wait_for_function(
        "([node, before]) => node.getAttribute('aria-valuetext') !== before",
        arg=[start.element_handle(), before],
    )
    before = start.get_attribute("aria-valuetext")
    start.focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_function(
        "([node, before]) => node.getAttribute('aria-valuetext') !== before",
        arg=[start.element_handle(), before],
    )


def test_the_race_is_open_to_all_and_fits_a_phone(race):
    assert Axe().run(race(), options={"resultTypes": ["violations"]}).response["violations"] == []
    page = race(size=(390, 844), has_touch=True, is_mobile=True)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_who_takes_part_must_be_known():
    with pytest.raises(traitlets.TraitError, match="shown: expected some of"):
        Race(BEST, shown=["Lion"])
