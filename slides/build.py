"""Build what is not up to date, and say what was done."""

import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from . import fingerprint, manifest
from .asserts import failed_asserts
from .errors import LectureError
from .files import replace_together, sweep
from .lectures import find

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from .produce import Product


def build(lectures: list[Path], dist: Path) -> bool:
    """Build lectures and the index of the series.

    Parameters
    ----------
    lectures : list of Path
        Their notebooks.
    dist : Path
        Where the files go. The executed notebooks are kept in the folder ``.cache`` beside it.

    Returns
    -------
    bool
        Whether every file is there and up to date, the PDFs included.
    """
    cache = dist.parent / ".cache"
    for folder in (dist, dist / manifest.FOLDER, cache):
        sweep(folder)
    keys = {path: fingerprint.of_files(path) for path in lectures}
    stale = {path: key for path, key in keys.items() if not _up_to_date(path, key, dist)}
    for path in lectures:
        if path not in stale:
            print(f"{path.stem}: up to date")
    complete = not stale or _build_stale(stale, dist, cache)
    if stale or not (dist / "index.html").exists():
        _write_index(find(folder=lectures[0].parent), dist)
    built = [(path, about) for path in lectures if (about := manifest.load(dist, path.stem))]
    _report_asserts({path: about.failed for path, about in built if about.failed})
    without = [path.stem for path, about in built if not about.has_pdf]
    if without:
        print(f"Without PDF: {', '.join(without)}. {_why_no_chromium()}", file=sys.stderr)
    return complete and not without


def build_drafts(lectures: list[Path], dist: Path) -> bool:
    """Build the decks of lectures, with few frames of their figures: quickly, for their author.

    Parameters
    ----------
    lectures : list of Path
        Their notebooks.
    dist : Path
        Where the files of the whole build go. The drafts lie in the folder ``drafts`` below, and change
        nothing else.

    Returns
    -------
    bool
        Whether every draft is there.
    """
    from .draft import draft
    from .review import review

    def make(path, notebook):
        target = dist / "drafts" / f"{path.stem}.slides.html"
        replace_together({target: draft(path, notebook).encode()})
        _report_asserts({path: list(map(str, failed_asserts(notebook)))})
        _warn(path, review(notebook))
        tqdm.write(f"{path.stem}: draft in {target}")

    return _make_each(lectures, dist.parent / ".cache", make, lambda path: "No draft was made.", draft=True)


def _up_to_date(path: Path, key: str, dist: Path) -> bool:
    about = manifest.load(dist, path.stem)
    if about is None or not about.holds(key, dist):
        return False
    return about.has_pdf or _why_no_chromium() is not None


def _why_no_chromium() -> str | None:
    """What to tell about the missing Chromium, or None if there is one."""
    from .chromium import HELP, ChromiumMissing, find_chromium

    try:
        return HELP if find_chromium() is None else None
    except ChromiumMissing as missing:
        return str(missing)


def _build_stale(stale: dict[Path, str], dist: Path, cache: Path) -> bool:
    """Build these lectures; a failing one does not keep the others from being built."""
    from playwright.sync_api import Error

    from .browser import Chromium
    from .produce import produce

    def make(path, notebook):
        try:
            product = produce(path, stale[path], notebook, chromium)
        except Error as error:
            chromium.stop()
            raise LectureError(f"Chromium failed: {error.message}") from error
        replace_together(
            {
                **{dist / name: content for name, content in product.files.items()},
                manifest.place(dist, path.stem): product.about.encode(),
            }
        )
        tqdm.write(_line(path, notebook, product))
        _warn(path, product.warnings)

    def what_stays(path):
        old = manifest.load(dist, path.stem)
        if old is None:
            return "No file was made."
        return f"The files of the last build stay as they are: {', '.join(old.files)}."

    with Chromium() as chromium:
        return _make_each(stale, cache, make, what_stays)


def _make_each(
    lectures: Iterable[Path],
    cache: Path,
    make: Callable[[Path, "NotebookNode"], None],
    what_stays: Callable[[Path], str],
    draft: bool = False,
) -> bool:
    """Run lectures side by side, and make something of each as soon as it has run; tell what fails."""
    from .execute import executing
    from .progress import Progress

    complete = True
    steps = {path: _count_cells(path) + 1 for path in lectures}
    with Progress(steps) as progress, executing(steps, cache, draft=draft, on_cell=progress.step) as runs:
        for path, run in runs:
            try:
                make(path, run.result())
            except Exception as error:
                complete = False
                known = isinstance(error, LectureError | OSError)
                reason = error if known else f"an error of the exporter itself\n{traceback.format_exc()}"
                tqdm.write(f"{path.stem} FAILED: {reason}\n    {what_stays(path)}", file=sys.stderr)
            progress.finish(path)
    return complete


def _report_asserts(failed: dict[Path, list[str]]) -> None:
    """Tell which asserts did not hold; the files are there all the same."""
    for path, asserts in failed.items():
        for text in asserts:
            tqdm.write(f"{path.stem}: does not hold on this machine: {text}", file=sys.stderr)


def _warn(path: Path, warnings: list[str]) -> None:
    """Tell an author what may not be meant; the files are there all the same."""
    for warning in warnings:
        tqdm.write(f"{path.stem}: {warning}", file=sys.stderr)


def _count_cells(path: Path) -> int:
    from .execute import read

    try:
        return len(read(path).cells)
    except (OSError, LectureError):
        return 0


def _write_index(series: list[Path], dist: Path) -> None:
    from .index import index

    page = index([path.stem for path in series], dist)
    replace_together({dist / "index.html": page.encode()})


def _line(path: Path, notebook: "NotebookNode", product: "Product") -> str:
    from .index import size

    sizes = ", ".join(
        f"{kind} {size(len(content))}"
        for kind, content in zip(("deck", "handout", "PDF"), product.files.values(), strict=False)
    )
    return f"{path.stem}: {sizes}; its code ran {notebook.metadata.descent.seconds:.1f} s"
