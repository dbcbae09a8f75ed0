"""Deck and handout: the slides of a lecture put into the templates, each one file that fetches nothing."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from html import escape

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .assets import TEMPLATES, inline_script, mathjax, reveal, template
from .branding import SETTINGS, WORDS, logo
from .flipbooks import thinned
from .fonts import PLACE, carry
from .live_figures import each_module_once
from .look import emblem, style
from .mathematics import Formula
from .structure import Lecture, Slide


def deck(lecture: Lecture, typeset: Mapping[Formula, str], in_browser: bool, beside: str = "") -> str:
    """The deck as an HTML page.

    Parameters
    ----------
    lecture : Lecture
    typeset : mapping of Formula to str
        The formulas of the lecture as HTML.
    in_browser : bool
        Whether the reader's browser is to set them.
    beside : str
        The name of the handout, if it lies beside the deck: it is offered on a phone.

    Returns
    -------
    str
    """
    stacks: list[list[Slide]] = []
    for slide in _numbered(lecture.slides):
        if slide.below and stacks:
            stacks[-1].append(slide)
        else:
            stacks.append([slide])
    page = render(
        "deck.html.j2",
        lecture=lecture,
        stacks=stacks,
        beside=beside,
        emblem=emblem(),
        styles=[reveal("dist/reveal.css"), style("slide", "deck")],
        scripts=[
            *_mathjax(in_browser),
            inline_script(reveal("dist/reveal.js")),
            inline_script(reveal("plugin/notes/notes.js")),
            template("touch.js"),
            template("speech.js"),
            template("deck.js"),
        ],
    )
    return carry(lecture.formulas.put_back(each_module_once(page), typeset))


def handout(lecture: Lecture, typeset: Mapping[Formula, str], in_browser: bool) -> str:
    """The handout as an HTML page; see `deck`. Its flipbooks have fewer frames."""
    sections = [
        replace(
            section, pieces=[replace(piece, html=_measured(thinned(piece.html))) for piece in section.pieces]
        )
        for section in _numbered(lecture.sections)
    ]
    page = render(
        "handout.html.j2",
        lecture=replace(lecture, sections=sections),
        emblem=emblem(),
        styles=[style("handout")],
        scripts=[*_mathjax(in_browser), template("handout.js")],
    )
    return carry(lecture.formulas.put_back(each_module_once(page), typeset))


def render(name: str, **values) -> str:
    """Fill in one of our templates; `fonts.carry` puts the fonts in when the page is complete."""
    template = _environment().get_template(name)
    return template.render(fonts=PLACE, words=WORDS, language=SETTINGS.language, logo=logo(), **values)


def _numbered(slides: list[Slide]) -> list[Slide]:
    """The slides, the number in the lecture's title set apart."""
    first, *others = slides
    opening, *pieces = first.pieces
    # The space that does not break is for the outline of the PDF, which knows nothing of blocks.
    number, topic = '<span class="number">{} {}&nbsp;</span>', '<span class="topic">{}</span>'

    def parts(found):
        return f"<h1>{number.format(escape(WORDS['lecture']), found[1])}{topic.format(found[2])}</h1>"

    html = re.sub(r"<h1>(\d\d) · (.*?)</h1>", parts, opening.html, count=1)
    return [replace(first, pieces=[replace(opening, html=html), *pieces]), *others]


def _measured(text: str) -> str:
    """The HTML text with the widths of its pictures, in pixels of a slide, for the style sheet."""
    return re.sub(r'(?<=<img)(?=\s[^>]*?\bwidth="(\d+)")', r' style="--drawn: \1px"', text)


def _mathjax(in_browser: bool) -> list[str]:
    return [template("mathematics.js"), inline_script(mathjax())] if in_browser else []


@cache
def _environment() -> Environment:
    return Environment(loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined)
