"""Build what is not up to date, and say what was done."""

import sys
import traceback
from contextlib import ExitStack
from pathlib import Path

from tqdm import tqdm

from . import fingerprint, manifest
from .errors import LectureError
from .files import replace_together, sweep
from .lectures import find


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
    without = [path.stem for path in lectures if _lacks_pdf(path, dist)]
    if without:
        print(f"Without PDF: {', '.join(without)}. {_why_no_chromium()}", file=sys.stderr)
    return complete and not without


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


def _lacks_pdf(path: Path, dist: Path) -> bool:
    about = manifest.load(dist, path.stem)
    return about is not None and not about.has_pdf


def _build_stale(stale: dict[Path, str], dist: Path, cache: Path) -> bool:
    """Build these lectures; a failing one does not keep the others from being built."""
    from playwright.sync_api import Error

    from .browser import Chromium
    from .produce import STEPS_AFTER_RUN, produce

    failed = []
    steps = {path: _count_cells(path) + STEPS_AFTER_RUN for path in stale}
    with ExitStack() as stack:
        chromium = stack.enter_context(Chromium())
        bar = stack.enter_context(tqdm(total=sum(steps.values()), unit="step", leave=False, disable=None))
        for path, key in stale.items():
            bar.set_description(path.stem)
            end = bar.n + steps[path]
            try:
                product = produce(path, key, cache, chromium, on_step=bar.update)
                replace_together(
                    {
                        **{dist / name: content for name, content in product.files.items()},
                        manifest.place(dist, path.stem): product.about.encode(),
                    }
                )
            except (LectureError, OSError) as error:
                failed.append(path)
                _report(path, str(error), dist)
            except Error as error:
                failed.append(path)
                _report(path, f"Chromium failed: {error.message}", dist)
                chromium.stop()
            except Exception:
                failed.append(path)
                _report(path, "an error of the exporter itself\n" + traceback.format_exc(), dist)
            else:
                tqdm.write(_line(path, product))
            bar.update(end - bar.n)
    return not failed


def _count_cells(path: Path) -> int:
    from .execute import read

    try:
        return len(read(path).cells)
    except LectureError:
        return 0


def _write_index(series: list[Path], dist: Path) -> None:
    from .index import index

    page = index([path.stem for path in series], dist)
    replace_together({dist / "index.html": page.encode()})


def _line(path: Path, product) -> str:
    from .index import size

    sizes = ", ".join(
        f"{kind} {size(len(content))}"
        for kind, content in zip(("deck", "handout", "PDF"), product.files.values(), strict=False)
    )
    return f"{path.stem}: {product.seconds:.1f} s; {sizes}"


def _report(path: Path, reason: str, dist: Path) -> None:
    old = manifest.load(dist, path.stem)
    stays = (
        f"The files of the last build stay as they are: {', '.join(old.files)}."
        if old
        else "No file was made."
    )
    tqdm.write(f"{path.stem} FAILED: {reason}\n    {stays}", file=sys.stderr)
