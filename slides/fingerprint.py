"""What an output depends on, as one short text: equal fingerprints mean that nothing has to be made again."""

import hashlib
import json
import platform
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from lib.settings import SETTINGS

from . import dependencies
from .lectures import ROOT

RUNTIME = (
    "numpy",
    "matplotlib",
    "pillow",
    "ipython",
    "ipykernel",
    "ipywidgets",
    "nbclient",
    "fontpkg-source-sans-3",
    "fontpkg-source-code-pro",
    "uharfbuzz",
)
"""Packages whose version may change what a lecture computes or draws."""

EXPORTERS = (
    "nbconvert",
    "mistune",
    "pygments",
    "beautifulsoup4",
    "tinycss2",
    "playwright",
    "sphinx-revealjs",
    "django-static-mathjax",
    "fonttools",
    "brotli",
    "pikepdf",
)
"""Packages whose version may change what the same results look like."""

OF_OTHERS = {".ipynb", ".css", ".js"}
"""Files beside a notebook that its run does not depend on: other lectures, the look of the live slides."""

SKIPPED = {"__pycache__", ".ipynb_checkpoints", "dist", ".cache"}


def of_run(notebook: Path, *, exercises: bool = False) -> str:
    """What the outputs of a notebook depend on.

    That is its code, the modules of ``lib`` which it imports and those which they import, the data in
    ``lib`` but for those of other lectures, the files beside the notebook, the packages, and how it is
    executed. Other notebooks do not count, nor do the style sheets and scripts of the live slides.

    Parameters
    ----------
    notebook : Path
    exercises : bool
        Whether what the checks of its exercises say counts too. No export shows it.
    """
    cells = [cell for cell in _cells(notebook) if cell.get("cell_type") == "code"]
    sources = ["".join(cell.get("source", "")) for cell in cells]
    own = [f"import lib.lectures.{notebook.stem[3:]}.exercises"] if exercises else []
    beside = (path for path in _files(notebook.parent) if path.suffix not in OF_OTHERS)
    rooms = ROOT / "lib" / "lectures"
    data = (
        path
        for path in _files(ROOT / "lib")
        if path.suffix not in (".py", ".md")
        and (rooms not in path.parents or rooms / notebook.stem[3:] in path.parents)
    )
    return _digest(
        [(source, cell.get("metadata")) for source, cell in zip(sources, cells, strict=True)],
        _contents(beside),
        _contents(sorted(dependencies.modules([*map(_plain, sources), *own], ROOT))),
        _contents(data),
        _contents([*SETTINGS.files, ROOT / "slides" / "execute.py"]),
        platform.python_version(),
        _versions(RUNTIME),
    )


def of_files(notebook: Path) -> str:
    """What the deck, handout and PDF of a notebook depend on: its run, its text, ``slides``, the packages."""
    makers = dependencies.modules(["import slides.produce, slides.execute"], ROOT)
    sources = [*sorted(makers), *_files(ROOT / "slides" / "templates")]
    return _digest(of_run(notebook), _cells(notebook), _contents(sources), _versions(EXPORTERS))


def of_bytes(content: bytes) -> str:
    """The fingerprint of a file's content."""
    return hashlib.sha256(content).hexdigest()


def _digest(*parts) -> str:
    return of_bytes(json.dumps(parts, sort_keys=True).encode())


def _cells(notebook: Path) -> list[dict]:
    """The cells as they are in the file; a file that is no notebook has none, and fails when it is run.

    Read without nbformat, whose import takes longer than all the rest when nothing has changed.
    """
    try:
        return [dict(cell) for cell in json.loads(notebook.read_bytes())["cells"]]
    except (ValueError, KeyError, TypeError):
        return []


def _plain(source: str) -> str:
    """The code of a cell without the lines that only IPython understands."""
    return "\n".join(line for line in source.splitlines() if not line.lstrip().startswith(("%", "!", "?")))


def _files(folder: Path) -> list[Path]:
    """The files below a folder, in a fixed order, without what programs leave there."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(
        path
        for path in found
        if not any(part in SKIPPED or part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _contents(paths: Iterable[Path]) -> list[tuple[str, str]]:
    return [(path.name, of_bytes(path.read_bytes())) for path in paths]


def _versions(packages: Iterable[str]) -> dict[str, str | None]:
    return {name: _version(name) for name in packages}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
