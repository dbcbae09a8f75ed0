"""The lectures: notebooks named ``NN_name.ipynb``, found by number, name or path."""

import re
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"

NAME = re.compile(r"(\d\d)_\w+")


class UnknownLecture(LookupError):
    """A lecture was asked for that does not exist; the message names those that do."""


def find(asked: Sequence[str] = (), folder: Path = NOTEBOOKS) -> list[Path]:
    """Find the notebooks that are asked for.

    Parameters
    ----------
    asked : sequence of str
        Numbers (``2`` or ``02``), names (``02_gradient_descent``) or paths of notebooks; none means all.
    folder : Path
        Where the notebooks lie.

    Returns
    -------
    list of Path
        Each notebook once, in the order of their numbers.

    Raises
    ------
    UnknownLecture
        If one of them does not exist.
    """
    known = sorted(path for path in folder.glob("*.ipynb") if NAME.fullmatch(path.stem))
    if not known:
        raise UnknownLecture(f"There are no lectures in {folder}: a lecture is a file named NN_name.ipynb.")
    if not asked:
        return known
    return sorted({_named(name, known, folder) for name in asked})


def _named(name: str, known: Sequence[Path], folder: Path) -> Path:
    for path in known:
        number = path.stem[:2]
        by_path = name.endswith(".ipynb") and Path(name).resolve() == path.resolve()
        if by_path or name in (path.stem, path.name) or name.isdecimal() and int(name) == int(number):
            return path
    names = "\n".join(f"  {path.stem[:2]}  {path.stem}" for path in known)
    raise UnknownLecture(f"There is no lecture {name!r} in {folder}. These exist:\n{names}")
