"""Live figures: their modules as one text, their Python side, and the page that needs no kernel.

In a real Chromium, from a file, the network cut, under a policy that allows no script but those of the page.
"""

import os
import re

import pytest
import traitlets
from axe_playwright_python.sync_playwright import Axe

from lib.interactive.live_figure import LiveFigure
from lib.interactive.modules import bundle
from lib.lectures.activation_functions.hinges import Hinges


def stage(page, number=0):
    return page.locator("figure.live-figure.alive .live-stage").nth(number)


def test_a_bundle_keeps_the_scope_of_each_module(tmp_path, browser):
    """Two modules may give a helper the same name: figures are written by many hands."""
    (tmp_path / "a.js").write_text(
        "import { two } from './b.js';\nconst hidden = 1;\n"
        "export function three() { return hidden + two(); }\n"
    )
    (tmp_path / "b.js").write_text(
        "import sheet from './c.css' with { type: 'css' };\n/** Two. */\nconst hidden = 2;\n"
        "export function two() { return hidden * sheet.cssRules.length; }\n"
    )
    (tmp_path / "c.css").write_text("/* One rule. */\np { color: red; }\n")
    page = browser.new_page()
    assert page.evaluate(f"(() => {{ {bundle(tmp_path / 'a.js')}\nreturn three(); }})()") == 3
    page.close()


@pytest.mark.parametrize(
    "source, said",
    [
        ("export default { render };", "export default"),
        ("import * as all from './b.js';", "import * as all"),
        ("import { two } from 'three';", "import { two } from 'three'"),
        ("import { two as other } from './b.js';", "two as other"),
    ],
)
def test_a_bundle_names_what_it_does_not_understand(tmp_path, source, said):
    (tmp_path / "b.js").write_text("export const two = 2;\n")
    (tmp_path / "a.js").write_text(source + "\n")
    with pytest.raises(ValueError, match=re.escape(said)):
        bundle(tmp_path / "a.js")


def test_modules_that_import_each_other_are_refused(tmp_path):
    (tmp_path / "a.js").write_text("import { two } from './b.js';\nexport const one = 1;\n")
    (tmp_path / "b.js").write_text("import { one } from './a.js';\nexport const two = 2;\n")
    with pytest.raises(ValueError, match="a.js imports itself"):
        bundle(tmp_path / "a.js")


def test_a_wrong_name_and_a_wrong_value_are_refused():
    with pytest.raises(TypeError, match="korners: Hinges has no such trait"):
        Hinges(korners=[])
    with pytest.raises(TypeError, match="rate: Hinges has no such trait"):
        Hinges(stills=[{"rate": 1}])
    with pytest.raises(traitlets.TraitError, match="corners: expected five pairs"):
        Hinges(corners=[[0, 0], [1, 1]])
    hinges = Hinges()
    before = hinges.corners
    with pytest.raises(traitlets.TraitError):
        hinges.corners = [[0, 0], [0.5, 0], [0.4, 0], [0.8, 0], [1, 0]]
    assert hinges.corners == before


def test_with_a_kernel_a_cell_shows_the_widget_and_then_the_page(displayed, monkeypatch):
    """When the kernel has ended, the widget is gone and the page goes on."""
    monkeypatch.delenv("DESCENT_EXPORT", raising=False)
    with displayed() as caught:
        Hinges()._ipython_display_()
    widget, page = caught.outputs
    assert "application/vnd.jupyter.widget-view+json" in widget.data
    assert '<figure class="live-figure"' in page.data["text/html"] and "hinges at" in page.data["text/plain"]


def test_before_it_is_alive_and_on_paper_a_figure_is_its_stills(open_figures):
    page = open_figures(
        Hinges(stills=[{}, {"corners": [[0, 0], [0.2, 0.5], [0.5, 0.2], [0.7, 0.4], [1, 0.9]]}])
    )
    stage(page).locator(".handle").first.wait_for()
    stills = page.locator(".stills img")
    assert stills.count() == 2 and not stills.first.is_visible()
    assert all("The typical distance is" in image.get_attribute("alt") for image in stills.all())
    page.emulate_media(media="print")
    assert stills.first.is_visible() and not stage(page).is_visible()


def test_without_scripts_the_still_is_there(open_figures):
    page = open_figures(Hinges(), java_script_enabled=False)
    assert page.locator(".stills img").is_visible()


def test_each_figure_keeps_its_own_state(open_figures):
    page = open_figures(Hinges(), Hinges())
    handles = [stage(page, k).locator(".handle").nth(1) for k in (0, 1)]
    before = [handle.get_attribute("aria-valuetext") for handle in handles]
    handles[0].focus()
    page.keyboard.press("ArrowUp")
    page.wait_for_function("([node, text]) => node.getAttribute('aria-valuetext') !== text",
                           arg=[handles[0].element_handle(), before[0]])  # fmt: skip
    assert handles[1].get_attribute("aria-valuetext") == before[1]


FAILS = {
    "at once": "throw new Error('no start');",
    "later": "stage.listen(el, 'click', () => { throw new Error('no click'); });",
    "while drawing": "",
}


@pytest.mark.parametrize("when", FAILS)
def test_a_module_that_throws_shows_the_still_and_says_so_and_the_others_live(open_figures, tmp_path, when):
    folder = os.path.relpath(Hinges.module.parents[2] / "interactive" / "page", tmp_path)
    body = "throw new Error('no drawing');" if when == "while drawing" else ""
    (tmp_path / "failing.js").write_text(
        f"import {{ openStage }} from './{folder}/stage.js';\n"
        f"export function render({{ model, el }}) {{\n"
        f"const stage = openStage(model, el, [], () => {{ {body} }});\n"
        f"{FAILS[when]}\nreturn stage.close;\n}}\n"
    )

    class Failing(LiveFigure):
        module = tmp_path / "failing.js"

        def draw_still(self, figure):
            return "a still without anything in it"

    page = open_figures(Failing(), Hinges(), errors=1)
    if when == "later":
        page.locator("[data-figure=Failing] .live-stage").dispatch_event("click")
    broken = page.locator("figure[data-figure=Failing]")
    broken.locator("[role=alert]", has_text="This figure has stopped. Error: no").wait_for()
    assert broken.locator(".stills img").is_visible()
    stage(page).locator(".handle").first.wait_for()


def test_the_page_is_open_to_all(open_figures):
    page = open_figures(Hinges())
    stage(page).locator(".handle").first.wait_for()
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.response["violations"] == []
