"""Flipbooks for the handout: fewer frames, and on paper the settings of those that are printed."""

import json
from collections.abc import Sequence
from math import prod

from bs4 import BeautifulSoup, Tag

FRAMES = 12
"""About how many frames a flipbook keeps. Those at the ends, in print and at the start are always kept."""


def thinned(text: str, frames: int = FRAMES) -> str:
    """Thin the flipbooks in an HTML text, and write the settings of the frames for print below them.

    Parameters
    ----------
    text : str
        HTML with any number of ``<figure class="flipbook">``.
    frames : int
        About how many frames each keeps.

    Returns
    -------
    str
        The same text, its flipbooks with fewer frames. Positions are numbered anew, without gaps.
    """
    if "flipbook" not in text:
        return text
    page = BeautifulSoup(text, "html.parser")
    for flipbook in page.select("figure.flipbook"):
        _mark_still(flipbook)
        _thin(flipbook, frames)
        _name_settings(page, flipbook)
    return str(page)


def _mark_still(flipbook: Tag) -> None:
    """Let the frame that is shown stand for the flipbook in print, unless its author chose others."""
    if not flipbook.select("img[data-still]"):
        flipbook.select_one("img[data-frame]:not([hidden])")["data-still"] = ""


def _thin(flipbook: Tag, frames: int) -> None:
    inputs = flipbook.select("input[data-values]")
    images = {_position(image): image for image in flipbook.select("img[data-frame]")}
    needed = [
        position
        for position, image in images.items()
        if not image.has_attr("hidden") or image.has_attr("data-still")
    ]
    lengths = [len(json.loads(control["data-values"])) for control in inputs]
    kept = [
        sorted({*_evenly(length, count), *(position[axis] for position in needed)})
        for axis, (length, count) in enumerate(zip(lengths, _counts(lengths, frames), strict=True))
    ]

    for position, image in images.items():
        if all(place in places for place, places in zip(position, kept, strict=True)):
            image["data-frame"] = " ".join(
                str(places.index(place)) for place, places in zip(position, kept, strict=True)
            )
        else:
            image.decompose()
    for control, places in zip(inputs, kept, strict=True):
        values = json.loads(control["data-values"])
        control["data-values"] = json.dumps([values[place] for place in places], ensure_ascii=False)
        control["max"] = str(len(places) - 1)
        control["value"] = str(places.index(int(control["value"])))


def _name_settings(page: BeautifulSoup, flipbook: Tag) -> None:
    """Paper has no controls: say below each frame for print what they are set to."""
    controls = [
        (label.select_one(".name").text, json.loads(label.input["data-values"]))
        for label in flipbook.select(".controls label")
    ]
    for image in flipbook.select("img[data-still]"):
        setting = page.new_tag("div", attrs={"class": "setting"})
        setting.string = ", ".join(
            f"{name} {values[place]}"
            for (name, values), place in zip(controls, _position(image), strict=True)
        )
        image.wrap(page.new_tag("div", attrs={"class": "still"})).append(setting)


def _position(image: Tag) -> tuple[int, ...]:
    return tuple(map(int, image["data-frame"].split()))


def _counts(lengths: Sequence[int], frames: int) -> list[int]:
    """How many positions each control keeps: the longest gives up first, none falls below two."""
    counts = list(lengths)
    while prod(counts) > frames and max(counts) > 2:
        counts[counts.index(max(counts))] -= 1
    return counts


def _evenly(length: int, count: int) -> list[int]:
    """`count` of the positions 0 to `length` - 1, the ends among them."""
    if count < 2:
        return list(range(length))
    return [round(k * (length - 1) / (count - 1)) for k in range(count)]
