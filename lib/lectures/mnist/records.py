"""The records of the lecture: runs too long for a lecture, or of what not every machine has."""

from __future__ import annotations

import json
from pathlib import Path


def read_record(name: str) -> dict:
    """A record beside this file, by its name: accuracy or pytorch. README.md says what is in them."""
    return json.loads((Path(__file__).parent / f"{name}.json").read_text("utf-8"))
