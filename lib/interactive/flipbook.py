"""Flipbooks: frames behind range inputs, which move the picture in a file with no kernel and no network."""

from __future__ import annotations

import html
import json
import os
from collections.abc import Callable, Mapping, Sequence

from IPython.display import display
from matplotlib.figure import Figure
from PIL import Image

from lib.figures.style import new_figure
from lib.interactive.show import check_alt, check_legible, image_tag, rasterize, reduce_colors, size_in_pixels

SCALE = 1.5
"""Device pixels for a pixel of the 1280 x 720 slide: sharp on a projector of 1920 x 1080."""

# One handler for all inputs of a flipbook, without a library: show the frame of these positions. Its alt text
# is said when the slider has come to rest: while it is dragged, nobody wants to hear every frame on the way.
FLIP = ("const inputs=[...this.querySelectorAll('input')],at=inputs.map(i=>i.value).join(' ');"
        "this.querySelectorAll('img').forEach(m=>m.hidden=m.dataset.frame!==at);"
        "inputs.forEach(i=>{const text=JSON.parse(i.dataset.values)[i.value];"
        "i.nextElementSibling.value=text;i.setAttribute('aria-valuetext',text)});"
        "clearTimeout(this.rest);this.rest=setTimeout(()=>"
        "this.querySelector('.said').textContent=this.querySelector('img:not([hidden])').alt,700)")

# Hidden from sight by itself, since JupyterLab knows nothing of our style sheets. The output of a slider is
# not spoken: the slider says its value by its aria-valuetext.
SAID = ('<div class="said unseen" role="status" '
        'style="position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)"></div>')

# JupyterLab would take the arrow keys to go from cell to cell; the keys with Ctrl, such as save, are for it.
KEYS = ("event.target.toggleAttribute('data-lm-suppress-shortcuts',"
        "!(event.ctrlKey||event.metaKey||event.altKey||event.shiftKey))")

SMALL = {"lossless": True, "quality": 50, "method": 3}
"""How a picture that stays in a file is encoded as WebP."""

Frame = tuple[Image.Image, str, tuple[int, int]]
"""A picture, its alt text, its size on the slide."""


def exporting() -> bool:
    """Whether the notebook is run by an export, where a flipbook takes the place of live controls."""
    return bool(os.environ.get("DESCENT_EXPORT"))


def drafting() -> bool:
    """Whether that export is a draft, for which the frames at the start and in print will do."""
    return os.environ.get("DESCENT_EXPORT") == "draft"


def draw_picture(draw: Callable[..., str], values: Mapping, size: tuple[int, int]) -> tuple[Figure, str]:
    """A new figure with what `draw` draws into it, and the alt text."""
    figure = new_figure(*size)
    alt = draw(figure, **values)
    check_alt(alt)
    return figure, alt


def draw_frame(draw: Callable[..., str], values: Mapping, size: tuple[int, int]) -> Frame:
    """The same as a picture of few colours, whose words have been found large enough."""
    figure, alt = draw_picture(draw, values, size)
    raster = rasterize(figure, SCALE)
    check_legible(figure)
    return reduce_colors(raster).convert("RGB"), alt, size_in_pixels(figure)


def display_flipbook(frames: Mapping[tuple[int, ...], Frame], inputs: Mapping[str, Sequence[str]],
                     shown: tuple[int, ...], stills: set[tuple[int, ...]]) -> None:
    """Display frames behind range inputs.

    Parameters
    ----------
    frames : mapping of tuple of int to Frame
        A frame for each position of the inputs.
    inputs : mapping of str to sequence of str
        Name of each input, and the text for each of its values.
    shown : tuple of int
        The position at the start.
    stills : set of tuple of int
        The positions that stand for the whole in print.
    """
    images = []
    for position, (image, alt, size) in frames.items():
        attributes = f'data-frame="{" ".join(map(str, position))}"'
        attributes += " data-still" * (position in stills) + " hidden" * (position != shown)
        images.append(image_tag(image, alt, size, attributes, **SMALL))
    labels = []
    for (name, texts), at in zip(inputs.items(), shown):
        values = html.escape(json.dumps(list(texts), ensure_ascii=False))
        labels.append(f'<label><span class="name">{html.escape(name)}</span>'
                      f'<input type="range" data-lm-suppress-shortcuts min="0" max="{len(texts) - 1}" '
                      f'step="1" value="{at}" data-values="{values}" '
                      f'aria-valuetext="{html.escape(texts[at])}">'
                      f'<output aria-hidden="true">{html.escape(texts[at])}</output></label>')
    page = (f'<figure class="flipbook" oninput="{html.escape(FLIP)}">\n'
            + '<div class="frames">\n' + "\n".join(images)
            + f'\n</div>\n<div class="controls" onkeydown="{KEYS}" onkeyup="{KEYS}">\n'
            + "\n".join(labels) + f"\n</div>\n{SAID}\n</figure>")
    display({"text/html": page, "text/plain": frames[shown][1]}, raw=True)
