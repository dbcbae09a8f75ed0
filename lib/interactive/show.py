"""Pictures on the page: a figure becomes an image with alt text, legible from the last row."""

from __future__ import annotations

import ast
import base64
import html
import inspect
import io
import textwrap
from collections.abc import Iterator

from IPython.display import Markdown, display
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from lib import expect
from lib.figures.style import POINTS_PER_INCH, TYPE, WRITTEN
from lib.interactive.contrast import faint_texts

ROOM = (1216, 560)
"""Widest and highest picture that fits on a slide of 1280 x 720 below its title, in pixels."""


ALT_WORDS = 5
"""What fewer words say, the title of a slide says too."""


def show(figure: Figure, *, alt: str) -> None:
    """Display a figure as an image that carries its description.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        What to show; one point is one pixel of a 1280 x 720 slide.
    alt : str
        What is to be seen, for those who cannot see it.

    Raises
    ------
    ValueError
        If `alt` says nothing, a text in the figure is smaller than 16 pixels or hardly differs from what is
        behind it, or the figure is larger than the room on a slide.
    """
    expect.instance("figure", figure, Figure)
    check_alt(alt)
    raster = rasterize(figure, scale=2)
    check_legible(figure)
    width, height = size_in_pixels(figure)
    image = _encode(reduce_colors(raster), "png", optimize=True)
    display({"image/png": image, "text/plain": alt}, raw=True,
            metadata={"image/png": {"alt": alt, "width": width, "height": height}})


def show_code(definition) -> None:
    """Display the source of a function or class of `lib` without its docstring: the code that runs.

    Parameters
    ----------
    definition : function or class
        What to show.
    """
    source = textwrap.dedent(inspect.getsource(definition))
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            first, last = node.body[0].lineno, node.body[0].end_lineno
            lines[first - 1:last] = [None] * (last - first + 1)
    code = "\n".join(line for line in lines if line is not None)
    # A blank line that followed a docstring would now open the body.
    code = code.replace(":\n\n", ":\n")
    display(Markdown(f"```python\n{code}\n```"))


def check_alt(alt) -> None:
    """Raise ValueError unless `alt` is a text that says something."""
    if not isinstance(alt, str) or len(alt.split()) < ALT_WORDS:
        raise ValueError(
            f"alt: expected a sentence of {ALT_WORDS} words or more that says what is to be seen, got {alt!r}"
        )


def check_legible(figure: Figure) -> None:
    """Raise ValueError if the figure has text that is too small or too faint, or does not fit on a slide.

    It must have been rasterized: before that its ticks have no text, and nothing is behind it.
    """
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip() and text.get_fontsize() < TYPE["smallest"]:
            raise ValueError(f"figure: the text {text.get_text()!r} is {text.get_fontsize():g} px high; "
                             f"expected at least {TYPE['smallest']}")
    for text, contrast, expected in faint_texts(figure):
        raise ValueError(f"figure: the text {text.get_text()!r} has a contrast of {contrast:.1f} to what is "
                         f"behind it; expected at least {expected:g}")
    size = size_in_pixels(figure)
    if size[0] > ROOM[0] or size[1] > ROOM[1]:
        raise ValueError(f"figure: expected at most {ROOM[0]} x {ROOM[1]} px, got {size[0]} x {size[1]}")


def size_in_pixels(figure: Figure) -> tuple[int, int]:
    """Width and height on a 1280 x 720 slide."""
    width, height = figure.get_size_inches() * POINTS_PER_INCH
    return round(width), round(height)


def rasterize(figure: Figure, scale: float) -> Image.Image:
    """The figure as an RGB image of `scale` device pixels for each pixel of the slide."""
    for text in _texts(figure):
        text.set_color(WRITTEN.get(to_hex(text.get_color()), text.get_color()))
    figure.set_dpi(POINTS_PER_INCH * scale)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    width, height = canvas.get_width_height()
    return Image.frombuffer("RGBA", (width, height), canvas.buffer_rgba()).convert("RGB")


def _texts(artist: Artist) -> Iterator[Text]:
    """The texts in an artist, but for axes that are switched off: they would make their ticks when asked."""
    if isinstance(artist, Text):
        yield artist
    for child in artist.get_children():
        if not (isinstance(artist, Axes) and isinstance(child, Axis) and not artist.axison):
            yield from _texts(child)


def reduce_colors(image: Image.Image) -> Image.Image:
    """The image in 128 colours, a third of the size; a colour of few pixels is kept, unlike by median cut."""
    return image.quantize(128, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)


def image_tag(image: Image.Image, alt: str, size: tuple[int, int], attributes: str = "", **encoding) -> str:
    """The image as an HTML element that needs no other file."""
    data = _encode(image, "webp", **encoding)
    return (f'<img {attributes} width="{size[0]}" height="{size[1]}" alt="{html.escape(alt)}" '
            f'src="data:image/webp;base64,{data}">')


def _encode(image: Image.Image, kind: str, **options) -> str:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return base64.b64encode(buffer.getvalue()).decode("ascii")
