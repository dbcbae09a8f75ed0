"""What was built, and from what: one small file for each lecture, beside the outputs."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from . import fingerprint
from .conventions import MINUTES

FOLDER = ".manifest"


@dataclass
class Manifest:
    """A lecture as it was built last.

    Parameters
    ----------
    key : str
        What the files depend on.
    files : dict
        Their names and the fingerprints of their contents; without the PDF if there was no Chromium.
    title, question : str
        What the index says about the lecture.
    thumbnail : str
        The picture in the index as a data URL, or the empty text.
    failed : list of str
        The asserts that did not hold in the run.
    minutes : int
        How long the lecture takes.
    """

    key: str
    files: dict[str, str]
    title: str
    question: str
    thumbnail: str
    failed: list[str]
    minutes: int = MINUTES

    @property
    def has_pdf(self) -> bool:
        """Whether it was built with a Chromium."""
        return any(name.endswith(".pdf") for name in self.files)

    def encode(self) -> bytes:
        """The content of the file."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    def holds(self, key: str, dist: Path) -> bool:
        """Whether the files are all there, as they were built, from what is there today."""
        return self.key == key and all(
            _fingerprint(dist / name) == known for name, known in self.files.items()
        )


def place(dist: Path, name: str) -> Path:
    """Where the manifest of a lecture lies."""
    return dist / FOLDER / f"{name}.json"


def load(dist: Path, name: str) -> Manifest | None:
    """The manifest of a lecture, or None if it was never built or the file is no manifest."""
    try:
        content = json.loads(place(dist, name).read_bytes())
        return Manifest(**content)
    except (OSError, ValueError, TypeError):
        return None


def fingerprints(contents: Mapping[str, bytes]) -> dict[str, str]:
    """Names of files and the fingerprints of their contents."""
    return {name: fingerprint.of_bytes(content) for name, content in contents.items()}


def _fingerprint(path: Path) -> str | None:
    try:
        return fingerprint.of_bytes(path.read_bytes())
    except OSError:
        return None
