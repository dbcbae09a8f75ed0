"""Are the pictures still the same? ``python -m tests.pictures BEFORE AFTER``

Compares the decks in two folders, such as two copies of ``slides/dist``, picture by picture, frame by frame.
It is for whoever moves code that draws: it prints each picture that differs, on which slide, and how much.
"""

import argparse
import base64
import io
import sys
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

import numpy as np
from bs4 import BeautifulSoup
from PIL import Image


class Picture(NamedTuple):
    """A picture of a deck, or a frame of a figure."""

    slide: str
    alt: str
    content: bytes

    def pixels(self) -> np.ndarray:
        return np.asarray(Image.open(io.BytesIO(self.content)).convert("RGB")).astype(int)


def pictures(deck: Path) -> Iterator[Picture]:
    """The pictures of a deck in their order; one that is shown twice comes twice."""
    page = BeautifulSoup(deck.read_text("utf-8"), "html.parser")
    for slide in page.select(".slides section:not(:has(section))"):
        title = slide.find(["h1", "h2"])
        for image in slide.select("img[src^='data:image/']") if title else ():
            head, _, content = image["src"].partition(",")
            if "svg" not in head:
                yield Picture(title.text.strip(), image.get("alt", ""), base64.b64decode(content))


def difference(before: Picture | None, after: Picture | None) -> str:
    """What is other in a picture than it was; empty if nothing is."""
    if before is None or after is None:
        return "there is only one of them"
    said = []
    if before.alt != after.alt:
        said.append(f"{before.alt!r} has become {after.alt!r}")
    if before.content != after.content:
        old, new = before.pixels(), after.pixels()
        if old.shape != new.shape:
            said.append(f"its size was {old.shape[:2]}, it is {new.shape[:2]}")
        elif (change := abs(old - new).max(axis=2)).any():
            said.append(f"{(change > 0).mean():.2%} of the pixels differ, by {change.max()} of 255 at most")
    return "; ".join(said)


def main(words: Sequence[str] | None = None) -> int:
    """Print what differs; the exit status is 1 if anything does."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.pictures", description="Compare the pictures of decks."
    )
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--show", type=Path, metavar="FOLDER", help="write the pairs that differ there")
    arguments = parser.parse_args(words)
    found = 0
    for deck in sorted(arguments.after.glob("*.slides.html")):
        pairs = list(zip_longest(pictures(arguments.before / deck.name), pictures(deck)))
        compared = [(number, pair, difference(*pair)) for number, pair in enumerate(pairs, 1)]
        different = [(number, pair, said) for number, pair, said in compared if said]
        print(f"{deck.name}: {len(pairs)} pictures, {len(different)} differ")
        for number, pair, said in different:
            print(f"  {number}, {(pair[1] or pair[0]).slide!r}: {said}")
            if arguments.show and all(pair):
                _write(arguments.show / f"{deck.name[:2]}-{number:03}.png", *pair)
        found += len(different)
    return int(found > 0)


def _write(path: Path, before: Picture, after: Picture) -> None:
    """Both pictures, the older one above."""
    images = [Image.fromarray(picture.pixels().astype(np.uint8)) for picture in (before, after)]
    width, height = max(image.width for image in images), sum(image.height for image in images) + 20
    both = Image.new("RGB", (width, height))
    both.paste(images[0], (0, 0))
    both.paste(images[1], (0, images[0].height + 20))
    path.parent.mkdir(parents=True, exist_ok=True)
    both.save(path)


if __name__ == "__main__":
    sys.exit(main())
