"""The series at a glance: one page with a thumbnail, the question and the files of each lecture."""

from collections.abc import Iterable
from pathlib import Path

from . import manifest
from .branding import WORDS
from .fonts import carry
from .look import emblem, style
from .pages import render

KINDS = {".slides.html": WORDS["slides"], ".html": WORDS["handout"], ".pdf": "PDF"}


def index(names: Iterable[str], dist: Path) -> str:
    """The index as an HTML page.

    Parameters
    ----------
    names : iterable of str
        The lectures of the series; those that were never built are left out.
    dist : Path
        Where the built files lie.

    Returns
    -------
    str
    """
    built = [(name, about) for name in names if (about := manifest.load(dist, name))]
    lectures = [
        {
            "about": about,
            "number": name[:2],
            "title": about.title.partition(" · ")[2] or about.title,
            "duration": WORDS["duration"].format(minutes=about.minutes),
            "links": _links(name, about, dist),
        }
        for name, about in built
    ]
    page = render(
        "index.html.j2",
        lectures=lectures,
        emblem=emblem(),
        styles=[style("index")],
        scripts=[],
    )
    return carry(page)


def size(content: int) -> str:
    """A number of bytes for people."""
    megabytes = content / 1e6
    return f"{megabytes:.1f} MB" if megabytes >= 1 else f"{max(1, round(1000 * megabytes))} kB"


def _links(name: str, about: manifest.Manifest, dist: Path) -> list[dict[str, str]]:
    """Kind, address and size of the files of a lecture that are there."""
    return [
        {"kind": kind, "address": name + ending, "size": size((dist / (name + ending)).stat().st_size)}
        for ending, kind in KINDS.items()
        if name + ending in about.files and (dist / (name + ending)).exists()
    ]
