"""What a university makes its own: language, words, logo and colours, from settings.toml beside this file."""

from __future__ import annotations

import os
import re
import string
import tomllib
from dataclasses import dataclass
from pathlib import Path

DEFAULTS = Path(__file__).with_name("settings.toml")


@dataclass(frozen=True)
class Settings:
    """What stands in settings.toml.

    Parameters
    ----------
    language : str
        Code of the language of the lectures.
    logo : Path or None
        A picture, if there is one.
    logo_text : str
        What the picture says.
    colours : dict of str to str
        The palette: roles and their colours.
    words : dict of str to str
        The words that pages, checks and headings use.
    files : tuple of Path
        All files that this was read from, the logo among them: what is built depends on them.
    """

    language: str
    logo: Path | None
    logo_text: str
    colours: dict[str, str]
    words: dict[str, str]
    files: tuple[Path, ...]


def load(path: Path | None = None) -> Settings:
    """Read the settings.

    Parameters
    ----------
    path : Path, optional
        A file whose entries replace those of settings.toml.

    Returns
    -------
    Settings

    Raises
    ------
    ValueError
        If a file is no TOML, an entry is unknown or of the wrong kind, or there is no such logo.
    """
    given, source = _read(DEFAULTS), DEFAULTS
    files, home = [DEFAULTS], DEFAULTS.parent
    if path is not None:
        own, source = _read(path), path
        _check(own, given, path)
        home = path.parent if "logo" in own else home
        tables = {table: given[table] | own.get(table, {}) for table in ("colours", "words")}
        given |= own | tables
        files.append(path)
    for role, colour in given["colours"].items():
        if not re.fullmatch("#[0-9a-fA-F]{6}", colour):
            raise ValueError(f"{source}: colours.{role}: expected one such as #0a8cf5, got {colour!r}")
    if given["logo"]:
        given["logo"] = home / given["logo"]
        files.append(given["logo"])
        if not given["logo"].is_file():
            raise ValueError(f"{source}: logo: expected a picture, found none at {given['logo']}")
        if not given["logo_text"].strip():
            raise ValueError(f"{source}: logo_text: expected what the logo says, got nothing")
    return Settings(**given | {"logo": given["logo"] or None}, files=tuple(files))


def _read(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ValueError(f"DESCENT_SETTINGS: expected a file of settings, got {str(path)!r}: "
                         f"{error.strerror}") from error
    except ValueError as error:  # no TOML, or no text
        raise ValueError(f"{path}: expected settings in TOML: {error}") from error


def _check(own: dict, known: dict, path: Path) -> None:
    """Raise ValueError for an entry that is unknown, of another kind, or whose places have other names."""
    for name, value in own.items():
        if name not in known:
            raise ValueError(f"{path}: {name}: there is no such setting; there are {', '.join(known)}")
        if type(value) is not type(known[name]):
            kind = "a table" if isinstance(known[name], dict) else "a text"
            raise ValueError(f"{path}: {name}: expected {kind}, got {value!r}")
    for table in ("colours", "words"):
        for name, value in own.get(table, {}).items():
            if type(value) is not str or not value.strip():
                raise ValueError(f"{path}: {table}.{name}: expected a text, got {value!r}")
            if name not in known[table]:
                listed = ", ".join(known[table])
                raise ValueError(f"{path}: {table}.{name}: there is no such {table[:-1]}; there are {listed}")
    for name, value in own.get("words", {}).items():
        places = _places(known["words"][name])
        if _places(value) != places:
            expected = " and ".join(f"{{{place}}}" for place in sorted(places)) or "no braces"
            raise ValueError(f"{path}: words.{name}: expected {expected} in it, got {value!r}")


def _places(text: str) -> set[str | None]:
    """What stands in braces in a pattern."""
    try:
        return {place for _, place, _, _ in string.Formatter().parse(text) if place is not None}
    except ValueError:  # a lone brace
        return {None}


_named = os.environ.get("DESCENT_SETTINGS")

SETTINGS = load(Path(_named) if _named else None)
WORDS = SETTINGS.words
