"""ES modules put into one text: a figure carries all that it needs, and fetches nothing.

Each module keeps its own scope. What it imports has been run before it; a style sheet that it imports becomes
an object, as in the standard (``import sheet from './stage.css' with { type: 'css' }``).
"""

from __future__ import annotations

import json
import re
from pathlib import Path

_NAMES = r"\{\s*\w+(?:,\s*\w+)*,?\s*\}"
_IMPORT = re.compile(rf"^import (?P<names>{_NAMES}|\w+(?= from '[^']+\.css')) from '(?P<path>\.[^']+)'"
                     r"(?P<css> with \{ type: 'css' \})?;$", re.M)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) (?P<name>\w+))", re.M)
_OTHER = re.compile(r"^(?:import\b|export\b).*", re.M)
_COMMENT = re.compile(r"^\s*(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/)\n", re.M)
_CSS_COMMENT = re.compile(r"/\*.*?\*/\s*", re.S)


def bundle(path: Path) -> str:
    """A module with all that it imports, as one text in which its exports are the names of constants.

    Parameters
    ----------
    path : Path
        The module. It imports with ``import { a, b } from './other.js';`` and exports functions, classes and
        constants where it declares them.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If a module imports or exports in another way, or two import each other.
    FileNotFoundError
        If a module is not there.
    """
    found: dict[Path, str] = {}
    exports = _collect(path.resolve(), found, ())
    names = f"const {{ {', '.join(exports)} }} = {_identifier(path.resolve(), found)};"
    return "\n".join([*found.values(), names])


def _collect(path: Path, found: dict[Path, str], waiting: tuple[Path, ...]) -> list[str]:
    """Put a module into `found`, after those that it imports; the names that it exports."""
    if path in waiting:
        raise ValueError(f"{path.name} imports itself, by way of {', '.join(one.name for one in waiting)}")
    source = path.read_text("utf-8")
    for one in _IMPORT.finditer(source):
        other = (path.parent / one["path"]).resolve()
        if other in found:
            continue
        if one["css"]:
            css = _CSS_COMMENT.sub("", other.read_text("utf-8"))
            found[other] = (f"const {_identifier(other, found)} = new CSSStyleSheet();\n"
                            f"{_identifier(other, found)}.replaceSync({json.dumps(css)});")
        else:
            _collect(other, found, (*waiting, path))
    code = _IMPORT.sub(lambda one: _imported(one, path, found), source)
    exports = [one["name"] for one in _EXPORT.finditer(code)]
    code = _EXPORT.sub("", code)
    if other := _OTHER.search(code):
        raise ValueError(f"{path.name}: expected import {{ name }} from './file.js'; or export before "
                         f"function, class or const, got {other[0]!r}")
    code = _COMMENT.sub("", code).strip()
    found[path] = (f"const {_identifier(path, found)} = (() => {{\n{code}\n"
                   f"return {{ {', '.join(exports)} }};\n}})();")
    return exports


def _imported(one: re.Match, path: Path, found: dict[Path, str]) -> str:
    return f"const {one['names']} = {_identifier((path.parent / one['path']).resolve(), found)};"


def _identifier(path: Path, found: dict[Path, str]) -> str:
    """The name of a module in the text: its own, and a number since folders may hold equal names."""
    number = list(found).index(path) if path in found else len(found)
    return f"${re.sub(r'[^0-9A-Za-z]', '_', path.name)}_{number}"
