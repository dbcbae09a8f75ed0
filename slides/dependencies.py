"""Which of our own modules some code imports, directly or through others: what its results may depend on.

Read from the source, nothing is imported. A module that is imported by a name made at run time is not seen:
so the exercises of a lecture, whose reports no export shows, do not count.
"""

import ast
from collections.abc import Iterable
from pathlib import Path


def modules(sources: Iterable[str], root: Path) -> set[Path]:
    """The files below `root` that these sources import.

    Parameters
    ----------
    sources : iterable of str
        Python code, that of the cells of a notebook for instance. What does not parse imports nothing.
    root : Path
        The folder in which our packages lie.

    Returns
    -------
    set of Path
        Files of modules, and the ``__init__.py`` of the packages that they are in.
    """
    found: set[Path] = set()
    names = {name for source in sources for name in _imported(source, package="")}
    while names:
        new = {file for name in names for file in _files(name, root)} - found
        found |= new
        names = {name for file in new for name in _imported(file.read_text("utf-8"), _package(file, root))}
    return found


def _imported(source: str, package: str) -> set[str]:
    """The absolute names that a source imports: of modules, and of what is taken from them."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set()
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")
            base = ".".join(parts[: len(parts) - node.level + 1]) if node.level else ""
            module = ".".join(filter(None, (base, node.module)))
            names |= {module, *(f"{module}.{alias.name}" for alias in node.names)}
    return names


def _files(name: str, root: Path) -> Iterable[Path]:
    """The files that are run when a name is imported; none if it is not ours."""
    parts = name.split(".")
    for k in range(1, len(parts) + 1):
        place = root.joinpath(*parts[:k])
        for file in (place / "__init__.py", place.with_suffix(".py")):
            if file.is_file():
                yield file


def _package(file: Path, root: Path) -> str:
    """The package that relative imports of a file start from."""
    return ".".join(file.parent.relative_to(root).parts)
