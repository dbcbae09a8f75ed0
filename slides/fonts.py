"""The fonts that a file carries: of each face the characters in use, so that it looks the same everywhere."""

import html
import re
import string
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from io import BytesIO

from lib.figures.fonts import FACES, Face, cut, licence, path

PLACE = "\ue002"
"""Stands in a page where the fonts are to come."""

ALWAYS = frozenset(string.printable) - set(string.whitespace) | {" "}
"""Characters that scripts may write whatever the page says."""

_ESCAPED = re.compile(r"\\u?([0-9A-Fa-f]{4})")


def carry(page: str) -> str:
    """The page with the fonts in it.

    Parameters
    ----------
    page : str
        HTML with `PLACE` inside a style sheet.

    Returns
    -------
    str
    """
    before, mark, after = page.partition(PLACE)
    if not mark:
        raise ValueError("page: expected a place for the fonts, got none")
    return before + rules(characters(before + after)) + after


def characters(page: str) -> frozenset[str]:
    """What a page may show: its text and all that is written in its scripts and style sheets."""
    escaped = {chr(int(code, 16)) for code in _ESCAPED.findall(page)}
    return ALWAYS.union(html.unescape(page), escaped)


def rules(kept: frozenset[str]) -> str:
    """The faces with these characters as a style sheet that needs no other file, headed by their licence."""
    return _sheet({face: f'{_url("woff2", _packed(face, kept))} format("woff2")' for face in FACES})


@cache
def rules_for_all() -> str:
    """The faces with all their characters, larger but made at once: for pages that stay on this machine."""
    return _sheet({face: f'{_url("ttf", path(face).read_bytes())} format("truetype")' for face in FACES})


def _sheet(sources: Mapping[Face, str]) -> str:
    faces = [
        f'@font-face {{ font-family: "{face.family}"; font-style: {"italic" if face.italic else "normal"}; '
        f"font-weight: {'600 900' if face.bold else '100 500'}; font-display: block; src: {source}; }}"
        for face, source in sources.items()
    ]
    return "\n".join([f"/*\n{licence()}\n*/", *faces, ""])


def _url(kind: str, content: bytes) -> str:
    return f"url(data:font/{kind};base64,{b64encode(content).decode()})"


@cache
def _packed(face: Face, kept: frozenset[str]) -> bytes:
    """The face as WOFF2."""
    font = cut(face, kept)
    font.flavor = "woff2"
    packed = BytesIO()
    font.save(packed)
    return packed.getvalue()
