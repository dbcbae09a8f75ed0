"""The playground trains in the page itself: with the mouse, a finger or keys, and as `lib` would.

Whoever teaches with it relies on two things: that what it says is true of a network of `lib` with the same
weights, and that the lines of code that it shows run.
"""

import json
import re

import nbformat
import numpy as np
import pytest
import traitlets
from axe_playwright_python.sync_playwright import Axe

from lib import accuracy, evaluate
from lib.figures import new_figure
from lib.interactive.modules import bundle
from lib.interactive.show import check_legible, rasterize
from lib.lectures.xor.playground import ACTIVATIONS, OPTIMIZERS, Playground
from slides.lectures import NOTEBOOKS

START = {
    "data": "XOR",
    "noise": 0,
    "hidden": [3],
    "activation": "Tanh",
    "optimizer": "Adam",
    "rate": 0.03,
    "l2": 0,
    "batch": 30,
    "seed": 0,
}
OWN = [[-0.5, 0.5, 0], [0.5, -0.5, 0], [0.5, 0.5, 1], [-0.5, -0.5, 1]]


def press(page, name):
    page.get_by_role("button", name=name).click()


def described(page):
    return page.locator(".live-stage .unseen").first


def said(page, text):
    """Wait until a listener hears it."""
    page.locator(".said").get_by_text(re.compile(text)).wait_for(state="attached", timeout=20_000)
    return page.locator(".said").inner_text()


def seen(page, text):
    described(page).get_by_text(re.compile(text)).wait_for(state="attached")


# --- the page and lib


@pytest.fixture
def with_kernel(browser):
    """Opens a figure with a model as a kernel would have it, which can be read in the page as `model`."""
    pages = []

    def run(figure):
        page = browser.new_page()
        pages.append(page)
        state = figure.state() | {"palette": figure.palette}
        page.set_content("<!doctype html><body style='width: 1180px'><div id='el'></div>")
        page.add_script_tag(
            content=f"""{figure._bundle}
            const handlers = {{}}, values = {json.dumps(state)};
            const model = {{
              get: (name) => values[name], save_changes() {{}}, off() {{}},
              on: (event, handler) => (handlers[event] ??= []).push(handler),
              set(name, value) {{
                values[name] = value;
                for (const one of handlers[`change:${{name}}`] ?? []) one();
              }},
            }};
            render({{ model, el: document.querySelector('#el') }});"""
        )
        return page

    yield run
    for page in pages:
        page.close()


@pytest.mark.parametrize(
    "settings",
    [
        {"hidden": [8, 8], "data": "spirals", "noise": 0.05, "l2": 0.003},
        {"hidden": [], "data": "moons", "batch": None},
        {"hidden": [4], "activation": "GELU", "optimizer": "Nadam", "noise": 0.2},
        {"hidden": [5], "data": "own", "points": OWN},
    ],
    ids=str,
)
def test_a_network_of_lib_goes_on_with_the_weights_of_the_page(with_kernel, settings):
    play = Playground(**settings)
    page = with_kernel(play)
    for _ in range(3):
        press(page, "One epoch")
    for name in ("epoch", "loss", "theta", "samples"):
        setattr(play, name, page.evaluate(f"model.get('{name}')"))
    assert play.epoch == 3
    x, y = play.training_points()
    loss, right = evaluate(play.network(), x, y)
    assert loss == pytest.approx(play.loss, rel=1e-9)
    assert said(page, "Epoch 3") == f"Epoch 3, loss {loss:.2f}, {100 * right:.0f} % right"


def test_what_is_set_from_python_begins_anew(with_kernel):
    page = with_kernel(Playground())
    press(page, "One epoch")
    seen(page, "After 1 epochs on XOR with hidden neurons 3")
    page.evaluate("model.set('hidden', [7]); model.set('rate', 0.05)")
    seen(page, "After 0 epochs on XOR with hidden neurons 7")
    assert page.get_by_label("rate").evaluate("select => select.selectedOptions[0].text") == "0.05"
    assert len(page.evaluate("model.get('theta')")) == 2 * 7 + 7 * 2 + 7 + 2


@pytest.fixture(scope="module")
def lines_of(browser):
    """The lines of code of some settings."""
    page = browser.new_page()
    page.add_script_tag(content=bundle(Playground.module.with_name("code.js")))
    yield lambda points=(), **changes: page.evaluate(
        "([settings, points]) => linesOf(settings, points, 200)", [START | changes, list(points)]
    )
    page.close()


@pytest.mark.parametrize(
    "settings",
    [
        *({"data": data, "noise": 0.1} for data in ("XOR", "circles", "moons", "spirals")),
        {"data": "moons"},
        {"data": "own", "points": OWN * 20},
        *({"hidden": hidden} for hidden in ([], [1], [50], [8, 8, 8])),
        *({"activation": activation} for activation in ACTIVATIONS),
        *({"optimizer": optimizer} for optimizer in OPTIMIZERS),
        {"batch": None, "l2": 0.1, "rate": 0.001, "seed": 3},
        {"hidden": [], "activation": "ReLU"},
    ],
    ids=lambda settings: str(settings)[:60],
)  # fmt: skip
def test_the_lines_of_code_run(lines_of, settings, capsys):
    lines = lines_of(**settings)
    assert max(map(len, lines.splitlines())) <= 110 and "epochs=200" in lines
    names = {}
    exec(lines.replace("epochs=200", "epochs=2"), names)
    net = names["net"]
    expected = Playground(**settings).network()
    assert [str(layer) for layer in net.layers] == [str(layer) for layer in expected.layers]
    assert (net.l2, net.theta.size) == (expected.l2, expected.theta.size)
    printed = capsys.readouterr().out.rpartition("\r")[2]  # behind a progress bar, if it took a second
    assert float(printed) == accuracy(net(names["x"]), names["y"])
    if points := settings.get("points"):
        assert np.array_equal(np.column_stack([names["x"], names["y"]]), points)


def test_the_lecture_shows_the_lines_that_the_playground_shows(lines_of):
    cells = nbformat.read(NOTEBOOKS / "07_xor.ipynb", 4).cells
    (cell,) = (cell for cell in cells if cell["id"] == "lines-of-code-code")
    lines = lines_of(data="spirals", noise=0.05, hidden=[8, 8])
    assert lines.replace("print(accuracy(net(x), y))", "accuracy(net(x), y)") == cell.source


# --- in the exported file


def test_nothing_moves_before_it_is_asked_to_and_then_it_plays_to_the_end(open_figures):
    page = open_figures(Playground(hidden=[4]))
    seen(page, "After 0 epochs on XOR with hidden neurons 4")
    page.wait_for_timeout(300)
    assert "After 0 epochs" in described(page).inner_text()
    assert page.locator(".said").inner_text() == ""
    press(page, "Play")
    seen(page, "After [1-9]")
    press(page, "Pause")
    said(page, r"Epoch \d+, loss [\d.]+, \d+ % right")
    press(page, "From the start")
    seen(page, "After 0 epochs")
    press(page, "Play")
    assert int(re.search(r"(\d+) % right", said(page, "Epoch 200,"))[1]) > 90
    assert page.get_by_role("button", name="Play").is_visible()
    press(page, "One epoch")
    said(page, "Epoch 201,")
    assert "400" in page.locator(".plot svg text").all_text_contents(), "the axis has room for another run"


def test_where_no_motion_is_wanted_only_the_end_is_shown(open_figures):
    page = open_figures(Playground(hidden=[2], batch=None), reduced_motion="reduce")
    seen(page, "After 0 epochs")
    page.evaluate("""window.drawings = 0;
      new MutationObserver(() => window.drawings++).observe(document.querySelector('.live-stage .unseen'),
        { childList: true, characterData: true, subtree: true });""")
    press(page, "Play")
    said(page, "Epoch 200,")
    seen(page, "After 200 epochs")
    assert page.evaluate("window.drawings") == 1


def test_new_weights_are_others_and_the_start_has_the_same_again(open_figures):
    page = open_figures(Playground())
    starts = []
    for name in ("From the start", "New weights", "From the start"):
        press(page, name)
        press(page, "One epoch")
        seen(page, "After 1 epochs")
        starts.append(page.locator(".plot canvas").first.evaluate("canvas => canvas.toDataURL()"))
    assert starts[0] != starts[1] and starts[1] == starts[2]


def test_a_training_that_diverges_says_so_and_stops(open_figures):
    page = open_figures(Playground(activation="ReLU", optimizer="SGD", rate=1e30))
    press(page, "Play")
    assert said(page, "No longer finite").endswith("The training has stopped.")
    assert page.get_by_text("no longer finite", exact=True).is_visible()
    page.get_by_label("rate").select_option("0.1")
    seen(page, "After 0 epochs")
    assert not page.get_by_text("no longer finite", exact=True).is_visible()


def test_a_layer_is_added_and_taken_away(open_figures):
    page = open_figures(Playground(hidden=[]))
    assert page.get_by_label("layer 2").is_disabled()
    page.get_by_label("layer 1").select_option(label="8")
    page.get_by_label("layer 2").select_option(label="4")
    page.get_by_label("layer 3").select_option(label="2")
    seen(page, r"hidden neurons 8 \+ 4 \+ 2")
    page.get_by_label("layer 2").select_option(label="0")
    seen(page, "hidden neurons 8:")


# --- points of one's own


def test_points_are_put_with_a_finger_and_learnt(open_figures):
    page = open_figures(Playground(data="own"), has_touch=True, size=(390, 844))
    plane = page.locator(".pointed rect")
    assert page.get_by_text("Click or tap").is_visible()
    press(page, "Play")
    said(page, "Put points of both classes first")
    for kind, places in enumerate((((80, 80), (200, 200)), ((80, 200), (200, 80)))):
        page.get_by_role("button", name=f"class {kind}").tap()
        for x, y in places:
            plane.tap(position={"x": x, "y": y})
    said(page, "4 points")
    press(page, "Play")
    assert said(page, "Epoch 200,").endswith("100 % right")
    press(page, "Undo")
    said(page, "3 points")
    press(page, "Show me the code")
    page.locator(".lines-of-code", has_text="fit(").wait_for()  # it is filled before the next picture
    lines = page.locator(".lines-of-code").inner_text()
    assert "y = np.array([0, 0, 1])" in lines and lines.count("[") == 2 + 3 - 1 + 1
    press(page, "Clear")
    said(page, "0 points")
    seen(page, "After 0 epochs")


def test_keys_alone_choose_put_points_and_train(open_figures):
    page = open_figures(Playground(data="own", hidden=[2]))

    def go_to(selector):
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} is not reached with Tab")

    go_to(".pointed")
    for key in ("ArrowLeft", "ArrowLeft", "Enter"):
        page.keyboard.press(key)
    said(page, "1 point")
    go_to(".of-own-points button:nth-child(2)")
    page.keyboard.press("Space")
    go_to(".pointed")
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowUp", "Space"):
        page.keyboard.press(key)
    said(page, "2 points")
    assert page.locator(".pointed").get_attribute("aria-valuetext") == "0.1, 0.1"
    go_to(".controls-row > button:nth-child(2)")
    page.keyboard.press("Enter")
    said(page, "Epoch 1,")


# --- what is seen


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)], ids=str)
@pytest.mark.parametrize("data", ["spirals", "own"])
def test_is_legible_fits_and_axe_finds_nothing(open_figures, size, data):
    page = open_figures(Playground(data=data, hidden=[8, 8], points=OWN), size=size)
    press(page, "One epoch")
    said(page, "Epoch 1,")
    assert Axe().run(page).response["violations"] == []
    press(page, "Show me the code")
    assert Axe().run(page).response["violations"] == []
    sizes = page.locator(".live-stage *").evaluate_all(
        "all => all.map((one) => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert min(sizes) >= 16
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if size[0] == 1280:
        assert page.locator(".live-stage").bounding_box()["height"] <= 520


def test_stills_are_trained_by_lib():
    play = Playground(hidden=[8, 8], data="spirals")
    diverging = {"rate": 1e30, "optimizer": "SGD"}
    for values in ({}, {"epoch": 3}, {"epoch": 3, "data": "own"}, {"epoch": 3, **diverging}):
        figure = new_figure(1180, 460)
        alt = play.draw_still(figure, **play.state() | values)
        rasterize(figure, 1)
        check_legible(figure)
        assert re.match(r"After \d epochs on .* with hidden neurons 8 \+ 8: ", alt)


@pytest.mark.parametrize(
    "wrong, said",
    [
        ({"data": "rings"}, "'data' trait"),
        ({"optimizer": "Adm"}, "'optimizer' trait"),
        ({"hidden": [0]}, "hidden"),
        ({"hidden": [2, 2, 2, 2]}, "hidden"),
        ({"rate": 0.0}, "rate: expected a finite number above 0, got 0.0"),
        ({"points": [[0, 0, 2]]}, "points: expected two coordinates and a label 0 or 1 for each, got"),
        ({"points": [[0, 0]]}, "points: "),
    ],
)
def test_wrong_values_are_refused(wrong, said):
    with pytest.raises(traitlets.TraitError, match=said):
        Playground(**wrong)


def test_grows_a_deck_by_little():
    assert len(Playground._bundle.encode()) < 80_000
