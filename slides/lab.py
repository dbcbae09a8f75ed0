"""JupyterLab on working copies of the lectures: ``python -m slides.lab``.

The copies lie in ``work/``, outside version control. Each was executed, so that its figures show before
anything is run, and is trusted, so that they can be moved. What a student has written is never overwritten.
"""

import argparse
import json
import os
import sys
from pathlib import Path

import nbformat
from jupyter_core.paths import jupyter_data_dir
from nbformat import NotebookNode
from nbformat.sign import NotebookNotary
from tqdm import tqdm

from .branding import live_style
from .conventions import with_plain_types
from .copies import working_copy
from .errors import LectureError
from .execute import CACHE, executed, read
from .files import replace_together
from .fingerprint import of_bytes
from .fonts import rules_for_all
from .lectures import NOTEBOOKS, ROOT, find
from .streams import never_fail

WORK = ROOT / "work"
WRITTEN = ".written.json"
"""In the folder of the copies: for each, the fingerprints of its file and of its text when it was written."""

STYLE = "rise.css"
"""What RISE reads beside a notebook."""

OF_A_RUN = {"collapsed", "execution", "scrolled", "trusted"}
"""Metadata of a cell that JupyterLab writes when the cell is run; all other metadata is the author's."""


def prepare(notebooks: Path = NOTEBOOKS, work: Path = WORK, cache: Path = CACHE) -> list[str]:
    """Bring the working copies up to date; those that were edited stay as they are.

    Parameters
    ----------
    notebooks : Path
        The folder of the lectures. The files beside them, such as the style of the slides, are copied too.
    work : Path
        The folder of the copies; it is made if there is none.
    cache : Path
        The folder of the executed lectures.

    Returns
    -------
    list of str
        What the reader should know: which lecture failed, and which new one was held back by an edited copy.

    Notes
    -----
    A copy that was run but not edited is replaced only when its lecture has changed.
    """
    written = _written(work)
    messages = []
    lectures = find(folder=notebooks)
    for path in sorted(notebooks.iterdir()):
        if path.is_file() and path.suffix != ".ipynb" and not path.name.startswith("."):
            content = path.read_bytes()
            if path.name == STYLE:
                # The live slides get their fonts, colours and logo with their style.
                content = (rules_for_all() + live_style(content.decode("utf-8"))).encode()
            messages += _copy(content, path.name, work, written)
    for path in tqdm(lectures, desc="Lectures", unit="lecture", disable=None):
        try:
            notebook = executed(path, cache)
        except LectureError as error:
            messages.append(f"{path.name} fails, so its copy has no figures: {error}")
            notebook = _unexecuted(path)
        if notebook:
            content = nbformat.writes(with_plain_types(working_copy(notebook))).encode()
            # What the server will read, signed where the server looks.
            Path(jupyter_data_dir()).mkdir(mode=0o700, parents=True, exist_ok=True)
            NotebookNotary(data_dir=jupyter_data_dir()).sign(nbformat.reads(content.decode(), as_version=4))
            messages += _copy(content, path.name, work, written)
    return messages


def serve(work: Path = WORK, port: int | None = None, browser: bool = True) -> None:
    """Run JupyterLab in a folder, on this machine alone, until it is stopped.

    Parameters
    ----------
    work : Path
        The folder.
    port : int, optional
        The port; without one, the first free one from 8888 on.
    browser : bool
        Whether to open it in the browser.
    """
    from jupyterlab.labapp import LabApp

    # Kernels explain a NameError; who has a start-up file already keeps it.
    os.environ.setdefault("PYTHONSTARTUP", str(Path(__file__).with_name("startup.py")))
    options = [
        f"--ServerApp.root_dir={work}",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.open_browser={browser}",
        # It asks nothing of the network: no news, no search for updates.
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
        # It listens to this machine alone, so root, as in a container, is no danger to others.
        "--ServerApp.allow_root=True",
        # Ctrl-C ends it at once: beneath make there is nobody to answer a question.
        "--ServerApp.answer_yes=True",
    ]
    if port is not None:
        options += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    LabApp.launch_instance(options)


def _copy(content: bytes, name: str, work: Path, written: dict) -> list[str]:
    """Write a copy, unless that would lose something; return a message if a new version was held back."""
    target = work / name
    before = written.get(name, {})
    new = {"file": of_bytes(content), "text": _text(content, name)}
    if target.exists():
        there = target.read_bytes()
        if of_bytes(there) != before.get("file"):  # run or edited since it was written
            text = _text(there, name)
            if text == new["text"]:
                return []
            if text != before.get("text"):
                return [] if new["text"] == before.get("text") else [
                    f"{target.name} was edited, so the copy was kept although the lecture has changed. "
                    f"To get the new version beside it, rename yours and run make lab again: {target}"
                ]
        elif of_bytes(there) == new["file"]:
            return []
    written[name] = new
    replace_together({target: content, work / WRITTEN: json.dumps(written, indent=1).encode()})
    return []


def _text(content: bytes, name: str) -> str:
    """The fingerprint of what is written by hand: in a notebook the cells, without what a run adds."""
    if not name.endswith(".ipynb"):
        return of_bytes(content)
    try:
        cells = nbformat.reads(content.decode(), as_version=4).cells
    except Exception:  # whatever it is now, it is not what was written: nbformat raises many kinds
        return of_bytes(content)
    by_hand = [
        [cell.cell_type, cell.source, {key: cell.metadata[key] for key in cell.metadata.keys() - OF_A_RUN}]
        for cell in cells
    ]
    return of_bytes(json.dumps(by_hand, sort_keys=True).encode())


def _written(work: Path) -> dict:
    """What was written before; if the record is lost nothing is known, and nothing is overwritten."""
    try:
        return json.loads((work / WRITTEN).read_text())
    except (OSError, ValueError):
        return {}


def _unexecuted(path: Path) -> NotebookNode | None:
    try:
        return read(path)
    except LectureError:  # no notebook at all, as the message says
        return None


def main(arguments: list[str] | None = None) -> int:
    """Prepare the copies and open JupyterLab on them."""
    parser = argparse.ArgumentParser("python -m slides.lab", description="Open the lectures in JupyterLab.")
    parser.add_argument("--no-browser", action="store_true", help="print the address, do not open it")
    parser.add_argument("--port", type=int, help="the port; by default the first free one from 8888 on")
    parser.add_argument("--prepare", action="store_true", help="only bring the working copies up to date")
    options = parser.parse_args(arguments)
    never_fail()
    try:
        messages = prepare()
    except (LookupError, OSError) as error:
        print(f"The working copies could not be made: {error}", file=sys.stderr)
        return 1
    print(f"The working copies are in {WORK}")
    for message in messages:
        print(message, file=sys.stderr)
    if not options.prepare:
        serve(port=options.port, browser=not options.no_browser)
    return 0


if __name__ == "__main__":
    sys.exit(main())
