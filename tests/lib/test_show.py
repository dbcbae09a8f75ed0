"""Pictures on the page: described, sharp, legible from the last row; and code that is the code that runs."""

import ast
import base64
import inspect
import io
import textwrap

import pytest
from matplotlib.figure import Figure
from PIL import Image, ImageColor

import lib
from lib.figures import PALETTE, new_figure, panels
from lib.interactive.show import ROOM, image_tag, rasterize, show, show_code

ALT = "A line that rises from left to right."


def drawing(width=600, height=300):
    figure = new_figure(width, height)
    (axes,) = panels(figure, 1)
    axes.plot([0, 1], [0, 1], color=PALETTE["first"])
    axes.set(title="a line", xlabel="x")
    return figure


@pytest.fixture
def shown(displayed):
    def show_figure(figure, alt=ALT):
        with displayed() as caught:
            assert show(figure, alt=alt) is None
        (output,) = caught.outputs
        return output, Image.open(io.BytesIO(base64.b64decode(output.data["image/png"])))

    return show_figure


# --- show


def test_shows_a_described_picture_of_the_size_it_was_drawn_in(shown):
    output, image = shown(drawing(600, 300))
    assert output.metadata == {"image/png": {"alt": ALT, "width": 600, "height": 300}}
    assert output.data["text/plain"] == ALT
    assert image.format == "PNG" and image.size == (1200, 600)


def test_is_small_because_it_has_a_palette(shown):
    output, image = shown(drawing(1180, 500))
    assert image.mode == "P" and len(image.getcolors()) <= 128
    assert len(output.data["image/png"]) < 100_000


def test_keeps_its_colours_even_those_of_a_few_pixels(shown):
    figure = drawing()
    figure.text(0.5, 0.5, "·", color=PALETTE["biases"], fontsize=30)
    _, image = shown(figure)
    colors = {color for _, color in image.convert("RGB").getcolors(1 << 16)}
    assert {ImageColor.getrgb(color) for color in (PALETTE["first"], PALETTE["biases"], "white")} <= colors


def test_shows_the_same_picture_each_time(shown):
    assert shown(drawing())[0].data == shown(drawing())[0].data


@pytest.mark.parametrize("alt", ["", "  ", "a figure", None, 3, ["a", "b", "c"]])
def test_refuses_a_picture_that_is_not_described(alt):
    with pytest.raises(ValueError, match="^alt: expected a sentence of 5 words or more that says"):
        show(drawing(), alt=alt)


def test_needs_the_description_by_name():
    with pytest.raises(TypeError, match="alt"):
        show(drawing())


def small_title(axes):
    axes.set_title("tiny", fontsize=15)


def small_ticks(axes):
    axes.tick_params(labelsize=12)


def small_note(axes):
    axes.annotate("tiny", (0, 0), fontsize=15.5)


def small_legend(axes):
    axes.plot([0, 1], label="tiny")
    axes.legend(fontsize=10)


@pytest.mark.parametrize("spoil", [small_title, small_ticks, small_note, small_legend])
def test_refuses_text_that_cannot_be_read_from_the_last_row(spoil):
    figure = drawing()
    spoil(figure.axes[0])
    with pytest.raises(ValueError, match=r"^figure: the text '.*' is [\d.]+ px high; expected at least 16"):
        show(figure, alt=ALT)


def test_does_not_mind_small_text_that_is_not_seen(shown):
    figure = drawing()
    figure.text(0, 0, "hidden", fontsize=8, visible=False)
    figure.text(0, 0, "  ", fontsize=8)
    shown(figure)


@pytest.mark.parametrize("size", [(ROOM[0] + 1, 300), (600, ROOM[1] + 1)])
def test_refuses_a_picture_that_does_not_fit_on_a_slide(shown, size):
    shown(drawing(*ROOM))
    message = rf"^figure: expected at most {ROOM[0]} x {ROOM[1]} px, got {size[0]} x {size[1]}$"
    with pytest.raises(ValueError, match=message):
        show(drawing(*size), alt=ALT)


def test_a_picture_drawn_with_another_resolution_has_the_same_size(shown):
    figure = Figure(figsize=(5, 3), dpi=200)
    figure.subplots().plot([0, 1])
    output, image = shown(figure)
    assert (output.metadata["image/png"]["width"], image.size) == (360, (720, 432))


def test_an_image_element_carries_everything_in_it():
    tag = image_tag(rasterize(drawing(), 1), 'a "<" b', (600, 300), "hidden", lossless=True)
    start, _, data = tag.partition("base64,")
    assert start == '<img hidden width="600" height="300" alt="a &quot;&lt;&quot; b" src="data:image/webp;'
    image = Image.open(io.BytesIO(base64.b64decode(data.removesuffix('">'))))
    assert image.format == "WEBP" and image.size == (600, 300)


# --- show_code


def without_docstrings(source):
    tree = ast.parse(textwrap.dedent(source))
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            del node.body[0]
    return tree


CODE = [getattr(lib, name) for name in lib.__all__ if inspect.isfunction(getattr(lib, name))]
CODE += [lib.SGD, lib.SGD.update, lib.Dense, lib.Dense.backward, lib.Optimizer]


@pytest.mark.parametrize("definition", CODE, ids=lambda definition: definition.__qualname__)
def test_shows_the_code_that_runs_without_its_docstrings(displayed, definition):
    with displayed() as caught:
        show_code(definition)
    (output,) = caught.outputs
    text = output.data["text/markdown"]
    assert text.startswith("```python\n") and text.endswith("\n```")
    code = text.removeprefix("```python\n").removesuffix("\n```")
    assert '"""' not in code and not code.startswith((" ", "\n"))
    assert ast.dump(ast.parse(code)) == ast.dump(without_docstrings(inspect.getsource(definition)))


def test_shows_an_update_rule_as_it_stands_on_the_slide(displayed):
    with displayed() as caught:
        show_code(lib.SGD.update)
    (output,) = caught.outputs
    code = "def update(self, theta, grad):\n    theta -= self.lr * grad\n"
    assert output.data["text/markdown"] == f"```python\n{code}```"
