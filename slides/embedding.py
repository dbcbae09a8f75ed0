"""What a cell brings along is put into the page, or refused: a page asks nothing of a network or a disk.

Pictures, sound and films beside the notebook become data URLs, style sheets are held to their cell, and what
would be fetched from elsewhere is an error that names it.
"""

import base64
import html
import io
import mimetypes
import re
import unicodedata
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import tinycss2
from PIL import Image

MEGABYTES = 5
"""The largest file that is put into a page; a deck has at most twice that."""

_EMBEDDED = {
    ("img", "src"),
    ("input", "src"),
    ("image", "href"),
    ("image", "xlink:href"),
    ("video", "src"),
    ("video", "poster"),
    ("audio", "src"),
    ("source", "src"),
    ("track", "src"),
}
"""Elements and attributes whose file is put into the page."""

_PICTURES = {pair for pair in _EMBEDDED if pair[0] in ("img", "input", "image") or pair[1] == "poster"}

_FETCHING = {"src", "srcset", "imagesrcset", "poster", "background", "lowsrc", "dynsrc", "manifest"}
"""Attributes that fetch something, whatever they stand on. In SVG, so does href."""

_LINKS = {"a", "area"}
_FONTS = (".woff", ".woff2", ".ttf", ".otf")

_REFUSED = {
    "iframe": "a page within the page (<iframe>, as of YouTubeVideo and IFrame)",
    "frame": "a page within the page (<frame>)",
    "object": "an embedded object (<object>)",
    "embed": "an embedded object (<embed>)",
    "applet": "an embedded object (<applet>)",
    "link": "a style sheet from elsewhere (<link>)",
    "base": "another address for all links (<base>)",
}

_NETWORK = re.compile(
    r"\b(fetch|importScripts)\s*\(|\b(XMLHttpRequest|WebSocket|EventSource|WebTransport|RTCPeerConnection"
    r"|sendBeacon)\b|\bimport\b[^'\"`;]*['\"`](?:https?:)?//",
)

_NO_PICTURE = re.compile(r"!\[[^]]*\]\([^)]*\.\w+\)")

_GLOBAL_RULES = {"keyframes", "font-face", "property", "counter-style"}
"""Rules of a style sheet that restyle nothing by themselves, and do not work within another rule."""

NO_ALT = "a picture without alternative text: show(figure, alt=...) or ![...](...) say what is to be seen"
_OFFLINE = "the exported files must work without a network"


def embedded(text: str, folder: Path) -> str:
    """Put into an HTML text what it refers to.

    Parameters
    ----------
    text : str
        HTML of one cell, or of one of its outputs.
    folder : Path
        Where the notebook lies; files are looked for there and below.

    Returns
    -------
    str
        The same text with pictures, sounds and films in it, and its style sheets held to where they stand.

    Raises
    ------
    ValueError
        If a picture has no alternative text, cannot be found or decoded, or something asks the network.
    """
    embedder = _Embedder(text, folder)
    embedder.feed(text)
    embedder.close()
    return embedder.result()


def check_picture(content: bytes, name: str) -> str:
    """Raise ValueError, naming the picture, unless it can be decoded; give its media type."""
    if content.lstrip()[:1] == b"<":
        try:
            if ElementTree.fromstring(content).tag.rpartition("}")[2] == "svg":
                return "image/svg+xml"
        except ElementTree.ParseError as error:
            raise ValueError(f"{name} cannot be decoded as SVG: {error}") from error
    try:
        with Image.open(io.BytesIO(content)) as picture:
            # The frames of a flipbook are WebP, a hundred in a lecture and just written: their head will do.
            if picture.format != "WEBP":
                picture.load()
            return Image.MIME[picture.format]
    except Exception as error:  # Pillow raises many kinds
        raise ValueError(f"{name} cannot be decoded as a picture") from error


class _Embedder(HTMLParser):
    """Notes what is to be replaced in the text, which otherwise stays as it is to the letter."""

    def __init__(self, text: str, folder: Path):
        super().__init__(convert_charrefs=False)
        self._text = text
        self._folder = folder
        self._lines = [0, *(place.end() for place in re.finditer("\n", text))]
        self._changes: list[tuple[int, int, str]] = []
        self._open: tuple[str, int] | None = None  # a style sheet or script, and where its text begins
        self._code = 0  # how many elements of code are open

    def result(self) -> str:
        if self._open:
            raise ValueError(f"<{self._open[0]}> is not closed")
        pieces, end = [], 0
        for start, stop, new in self._changes:
            pieces += [self._text[end:start], new]
            end = stop
        return "".join([*pieces, self._text[end:]])

    def handle_starttag(self, tag, attributes):
        self._start(tag, attributes)
        self._code += tag in ("code", "pre")
        if tag in ("style", "script"):
            self._open = tag, self._place() + len(self.get_starttag_text())

    def handle_startendtag(self, tag, attributes):
        self._start(tag, attributes)

    def handle_data(self, data):
        found = not (self._code or self._open) and _NO_PICTURE.search(data)
        if found:
            raise ValueError(f"{found[0]} is no picture to Markdown: write a space in its name as %20")

    def handle_endtag(self, tag):
        self._code -= tag in ("code", "pre")
        if self._open and self._open[0] == tag:
            start, stop = self._open[1], self._place()
            self._open = None
            content = self._text[start:stop]
            if tag == "script":
                _check_script(content)
            else:
                self._changes.append((start, stop, _scoped(content, self._folder)))

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _start(self, tag: str, attributes: Sequence[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag in _REFUSED:
            address = given.get("src") or given.get("href") or given.get("data") or ""
            raise ValueError(f"{_REFUSED[tag]} {address}".strip() + f": {_OFFLINE}")
        if tag == "meta" and "http-equiv" in given:
            raise ValueError(f"<meta http-equiv={given['http-equiv']!r}> is for whole pages, not for cells")
        if tag == "img" and not (given.get("alt") or "").strip():
            raise ValueError(NO_ALT)
        new = [(name, self._attribute(tag, name, value)) for name, value in attributes]
        if new != list(attributes):
            source = self.get_starttag_text()
            written = "".join(
                f" {name}" if value is None else f' {name}="{html.escape(value)}"' for name, value in new
            )
            start = self._place()
            end = "/>" if source.endswith("/>") else ">"
            self._changes.append((start, start + len(source), f"<{tag}{written}{end}"))

    def _attribute(self, tag: str, name: str, value: str | None) -> str | None:
        """The value that the attribute gets."""
        if value is None:
            return None
        if name.startswith("on"):
            _check_script(value)
        if name == "style":
            return _with_files(value, self._folder)
        in_svg = name in ("href", "xlink:href") and tag not in _LINKS
        if name not in _FETCHING and not in_svg or in_svg and value.startswith("#"):
            return value
        if (tag, name) in _EMBEDDED:
            return _data_url(value, self._folder, picture=(tag, name) in _PICTURES)
        if value.startswith("data:"):
            return value
        raise ValueError(f"<{tag} {name}={value!r}> would be fetched: {_OFFLINE}")


def _check_script(source: str) -> None:
    found = _NETWORK.search(source)
    if found:
        raise ValueError(f"a script that asks the network ({found.group().strip(' (')}): {_OFFLINE}")


def _data_url(source: str, folder: Path, picture: bool) -> str:
    if source.startswith("data:"):
        if picture:
            check_picture(_decoded(source), f"the picture {source[:40]}…")
        return source
    what = "picture" if picture else "file"
    path = _file(source, folder)
    if path is None:
        raise ValueError(f"the {what} {source!r} is not to be found beside the notebook")
    content = path.read_bytes()
    if len(content) > 1e6 * MEGABYTES:
        size = f"{len(content) / 1e6:.1f} MB"
        raise ValueError(f"the {what} {source!r} has {size}, at most {MEGABYTES} are allowed")
    if picture:
        kind = check_picture(content, f"the picture {source!r}")
    else:
        kind = mimetypes.guess_type(path.name)[0] or ("text/vtt" if path.suffix == ".vtt" else None)
        if kind is None:
            raise ValueError(f"the file {source!r}: the end of its name does not tell what it is")
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _decoded(source: str) -> bytes:
    """The content of a data URL."""
    head, _, content = source.partition(",")
    try:
        return base64.b64decode(unquote(content)) if head.endswith(";base64") else unquote(content).encode()
    except ValueError as error:
        raise ValueError(f"the picture {source[:40]}… cannot be decoded as a picture") from error


def _file(source: str, folder: Path) -> Path | None:
    """The file in or below the folder that a source names: as it stands, or as it does in an address."""
    address = re.split("[?#]", source, maxsplit=1)[0]
    for name in dict.fromkeys((source, unquote(source), address, unquote(address))):
        for form in ("NFC", "NFD"):
            try:
                path = (folder / unicodedata.normalize(form, name)).resolve()
                if path.is_file() and path.is_relative_to(folder.resolve()):
                    return path
            except (OSError, ValueError):  # too long for a name, or with a zero in it
                continue
    return None


def _scoped(css: str, folder: Path) -> str:
    """A style sheet that reaches no further than the element in which it stands."""
    scoped, outside = [], []
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True):
        if rule.type == "error":
            raise ValueError(f"a style sheet that is wrong in line {rule.source_line}: {rule.message}")
        keyword = rule.lower_at_keyword.removeprefix("-webkit-") if rule.type == "at-rule" else ""
        if keyword == "import":
            raise ValueError(f"a style sheet from elsewhere (@import): {_OFFLINE}")
        text = _with_files(rule.serialize(), folder)
        (outside if keyword in _GLOBAL_RULES else scoped).append(text)
    return "\n".join([*outside, "@scope {", *scoped, "}"]) if scoped else "\n".join(outside)


def _with_files(css: str, folder: Path) -> str:
    """CSS with the files it names put into it."""
    nodes = tinycss2.parse_component_value_list(css)
    return css if not _replace_addresses(nodes, folder) else tinycss2.serialize(nodes)


def _replace_addresses(nodes: list, folder: Path) -> bool:
    """Put files in the place of addresses, here and in blocks; whether there were any."""
    changed = False
    for position, node in enumerate(nodes):
        address = None
        if node.type == "error":
            raise ValueError(f"a style sheet that is wrong in line {node.source_line}: {node.message}")
        if node.type == "url":
            address = node.value
        elif node.type == "function" and node.lower_name in ("url", "src", "image-set", "-webkit-image-set"):
            strings = [part.value for part in node.arguments if part.type in ("string", "url")]
            address = strings[0] if len(strings) == 1 and node.lower_name == "url" else None
            remote = [part for part in strings if not part.startswith("data:")]
            if address is None and remote:
                raise ValueError(f"{node.lower_name}({remote[0]!r}) in a style sheet: write url(...)")
        if address is not None:
            if not address.startswith(("data:", "#")):
                url = _data_url(address, folder, picture=not address.endswith(_FONTS))
                nodes[position] = tinycss2.ast.URLToken(
                    node.source_line, node.source_column, url, f'url("{url}")'
                )
                changed = True
            continue
        for inner in (getattr(node, "content", None), getattr(node, "arguments", None)):
            if isinstance(inner, list):
                changed |= _replace_addresses(inner, folder)
    return changed
