"""The two families of figures and slides, made from Source Sans 3 and Source Code Pro.

Their packages carry variable fonts, of which matplotlib would draw the thinnest weight; a few faces are cut
from them. The licence asks that such a modified version does not keep the reserved name "Source".
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import fontpkg
import matplotlib
from matplotlib.font_manager import fontManager

SANS, CODE = "Descent Sans", "Descent Code"
"""Names of the families."""


class Face(NamedTuple):
    """A face: its family, the family it is cut from, its style, and how heavy the strokes are."""

    family: str
    source: str
    style: str
    weight: int

    @property
    def italic(self) -> bool:
        """Whether it leans."""
        return "Italic" in self.style

    @property
    def bold(self) -> bool:
        """Whether it is the heavier of its family."""
        return "Bold" in self.style


FACES = (
    Face(SANS, "Source Sans 3", "Regular", 400),
    Face(SANS, "Source Sans 3", "Italic", 400),
    Face(SANS, "Source Sans 3", "Bold", 650),
    Face(SANS, "Source Sans 3", "Bold Italic", 650),
    Face(CODE, "Source Code Pro", "Regular", 400),
    Face(CODE, "Source Code Pro", "Bold", 600),
)
"""All faces there are. Source Code Pro leans without Greek letters, so code has no italic."""

FEATURES = ("ccmp", "kern", "lnum", "locl", "mark", "mkmk", "pnum", "tnum")
"""OpenType features that they keep."""

HEIGHTS = (700, -220, 280)
"""Ascent, descent and gap of a line in figures, in thousandths of the size. The families have 1424 in all,
meant for stacked accents; matplotlib would put the label of an axis that far below its ticks."""

NOTICES = (0, 13, 14)
"""Entries of a font's table of names that stay: copyright, licence and its address."""


def cut(face: Face, characters: Iterable[str] | None = None):
    """Make a face.

    Parameters
    ----------
    face : Face
    characters : iterable of str, optional
        The characters that it keeps; without them, all.

    Returns
    -------
    fontTools.ttLib.TTFont
        The same for the same characters, to the last byte.
    """
    import uharfbuzz
    from fontTools.ttLib import TTFont

    source = uharfbuzz.Face(uharfbuzz.Blob(_source(face).read_bytes()))
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(source.unicodes if characters is None else map(ord, characters))
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in FEATURES)
    wanted.name_id_set.update(NOTICES)
    wanted.drop_table_tag_set.update([int.from_bytes(b"STAT", "big")])
    wanted.pin_axis_location(source, "wght", face.weight)
    font = TTFont(BytesIO(uharfbuzz.subset(source, wanted).blob.data), recalcTimestamp=False)
    # Browsers read the heights in the first two, on Windows in the second; matplotlib reads the third.
    line, table = font["hhea"], font["OS/2"]
    table.usWinAscent, table.usWinDescent = line.ascent, -line.descent
    table.sTypoAscender, table.sTypoDescender, table.sTypoLineGap = HEIGHTS
    _rename(font, face)
    return font


def path(face: Face) -> Path:
    """A face with all its characters as a TrueType file, kept in matplotlib's folder of caches."""
    recipe = [_source(face).read_bytes(), Path(__file__).read_bytes(),
              *(version(maker).encode() for maker in ("uharfbuzz", "fonttools"))]
    digest = hashlib.sha256(b"".join(recipe)).hexdigest()[:16]
    kept = Path(matplotlib.get_cachedir()) / f"{face.family} {face.style} {digest}.ttf"
    if not kept.exists():
        # Under another name until it is whole: several processes may be at it.
        handle, half = tempfile.mkstemp(suffix=".half", dir=kept.parent)
        with open(handle, "wb") as file:
            cut(face).save(file)
        os.replace(half, kept)
    return kept


def licence() -> str:
    """The copyright notices of the two families, and the licence that both are under."""
    texts = [_source(face).parents[1].joinpath("LICENSE").read_text("utf-8").strip() for face in FACES]
    notices = dict.fromkeys(text.partition("\n")[0] for text in texts)
    return "\n".join([*notices, texts[0].partition("\n")[2]])


@cache
def register() -> None:
    """Make the faces known to matplotlib."""
    for face in FACES:
        fontManager.addfont(path(face))


def _source(face: Face) -> Path:
    """The variable font that a face is cut from."""
    return fontpkg.path(face.source, style="italic" if face.italic else "normal")


def _rename(font, face: Face) -> None:
    """Give a font its own names and style; of the old names only the notices stay."""
    table = font["name"]
    table.names = [name for name in table.names if name.nameID in NOTICES]
    full = f"{face.family} {face.style}"
    names = {1: face.family, 2: face.style, 3: full, 4: full, 6: full.replace(" ", "")}
    for number, name in names.items():
        table.setName(name, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 700 if face.bold else 400
    font["OS/2"].fsSelection = face.italic | face.bold << 5 | (face.style == "Regular") << 6
    font["head"].macStyle = face.bold | face.italic << 1
