"""JupyterLab on working copies of the lectures: ``python -m slides.lab``.

The copies lie in ``work/``, outside version control. Each was executed, so that its figures show before
anything is run, and is trusted, so that they can be moved. What a student has written is never overwritten.
"""

import argparse
import json
import sys
import threading
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from ipykernel.ipkernel import IPythonKernel
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_core.paths import jupyter_data_dir
from nbformat import NotebookNode
from nbformat.sign import NotebookNotary

from . import fingerprint
from .conventions import with_plain_types
from .copies import working_copy
from .errors import LectureError
from .execute import CACHE, executing, from_cache, read
from .files import replace_together
from .fonts import rules_for_all
from .lectures import NOTEBOOKS, ROOT, find
from .look import live_style
from .server import IsOpen, running, serve
from .streams import never_fail

WORK = ROOT / "work"
WRITTEN = ".written.json"
"""In the folder of the copies: for each, the fingerprints of its file and of its text when it was written."""

FAILED = "failed.json"
"""In the folder of the executed lectures: what each one that failed depended on, and what it said."""

STYLE = "rise.css"
"""What RISE reads beside a notebook."""

OF_A_RUN = {"collapsed", "execution", "scrolled", "trusted"}
"""Metadata of a cell that JupyterLab writes when the cell is run; all other metadata is the author's."""


@dataclass
class Copies:
    """The working copies of the lectures.

    Parameters
    ----------
    notebooks : Path
        The folder of the lectures. The files beside them, such as the style of the slides, are copied too.
    work : Path
        The folder of the copies; it is made if there is none.
    cache : Path
        The folder of the executed lectures.
    """

    notebooks: Path = NOTEBOOKS
    work: Path = WORK
    cache: Path = CACHE

    def lay_out(self) -> tuple[list[str], list[Path]]:
        """Bring up to date what can be without running a lecture.

        A lecture that has to be run first lies there meanwhile as it was, or without figures if it is new.

        Returns
        -------
        messages : list of str
            What the reader should know: which lecture failed, which new one was held back by an edited copy.
        missing : list of Path
            The lectures that have to be run.
        """
        self.work.mkdir(parents=True, exist_ok=True)
        messages, missing = [], []
        for path in sorted(self.notebooks.iterdir()):
            if path.is_file() and path.suffix != ".ipynb" and not path.name.startswith("."):
                content = path.read_bytes()
                if path.name == STYLE:
                    # With their style the live slides get the fonts, the palette and the logo.
                    content = (rules_for_all() + live_style(content.decode("utf-8"))).encode()
                messages += _copy(content, path.name, self.work)
        for path in find(folder=self.notebooks):
            if notebook := from_cache(path, self.cache):
                messages += self._write(path, notebook)
            elif said := self._failed(path):
                messages += [said, *self._write(path, _unexecuted(path))]
            else:
                missing.append(path)
                if not (self.work / path.name).exists():
                    messages += self._write(path, _unexecuted(path))
        return messages, missing

    def restore(self) -> list[str]:
        """Lay out again the copies that were renamed or deleted, and touch no other: they may be open.

        Returns
        -------
        list of str
            What the reader should know.
        """
        messages = []
        for path in find(folder=self.notebooks):
            if not (self.work / path.name).exists():
                messages += self._write(path, from_cache(path, self.cache) or _unexecuted(path))
                messages.append(f"{path.name} is there again, as the lecture came.")
        return messages

    def run(
        self, missing: list[Path], is_open: IsOpen = lambda name: False
    ) -> Iterator[tuple[Path, list[str]]]:
        """Run lectures and give each its copy; yield it with what the reader should know.

        A copy that is open stays as it is: JupyterLab would find another file than the one it read.
        """
        with executing(missing, self.cache) as runs:
            for path, run in runs:
                try:
                    notebook, messages = run.result(), []
                except LectureError as error:
                    notebook, messages = _unexecuted(path), [self._note(path, error)]
                if is_open(path.name):
                    messages.append(f"{path.name} is open; its figures come with the next start.")
                else:
                    messages += self._write(path, notebook)
                yield path, messages

    def _write(self, path: Path, notebook: NotebookNode | None) -> list[str]:
        if notebook is None:  # the file is none
            return []
        copy = with_plain_types(working_copy(notebook))
        _as_jupyterlab_writes_it(copy)
        content = nbformat.writes(copy).encode()
        # What the server will read, signed where the server looks.
        Path(jupyter_data_dir()).mkdir(mode=0o700, parents=True, exist_ok=True)
        NotebookNotary(data_dir=jupyter_data_dir()).sign(nbformat.reads(content.decode(), as_version=4))
        return _copy(content, path.name, self.work)

    def _failed(self, path: Path) -> str | None:
        """What a lecture said that failed and has not changed since; run again it would fail again."""
        known = _json(self.cache / FAILED).get(path.name, {})
        if known.get("key") == fingerprint.of_run(path):
            again = f"python -m slides {path.name[:2]}"
            return f"{known['said']}\nNothing has changed since, so it was not run again. To do so: {again}"
        return None

    def _note(self, path: Path, error: LectureError) -> str:
        said = f"{path.name} fails, so its copy has no figures: {error}"
        noted = {path.name: {"key": fingerprint.of_run(path), "said": said}}
        known = _json(self.cache / FAILED) | noted
        replace_together({self.cache / FAILED: json.dumps(known, indent=1).encode()})
        return said


def prepare(notebooks: Path = NOTEBOOKS, work: Path = WORK, cache: Path = CACHE) -> list[str]:
    """Bring the working copies up to date, whatever has to be run for it; those that were edited stay.

    Parameters
    ----------
    notebooks, work, cache : Path
        The folders of the lectures, of the copies, of the executed lectures.

    Returns
    -------
    list of str
        What the reader should know: which lecture failed, and which new one was held back by an edited copy.

    Notes
    -----
    A copy that was run but not edited is renewed too: pictures made with a kernel cannot be moved without it.
    """
    copies = Copies(notebooks, work, cache)
    messages, missing = copies.lay_out()
    for _, more in copies.run(missing):
        messages += more
    return messages


def _copy(content: bytes, name: str, work: Path) -> list[str]:
    """Write a copy, unless that would lose something; return a message if a new version was held back."""
    target = work / name
    # If the record is lost nothing is known, and nothing is overwritten.
    written = _json(work / WRITTEN)
    before = written.get(name, {})
    new = {"file": fingerprint.of_bytes(content), "text": _text(content, name)}
    if target.exists():
        there = target.read_bytes()
        if fingerprint.of_bytes(there) != before.get("file"):  # run or edited since it was written
            text = _text(there, name)
            if text not in (new["text"], before.get("text")):
                return (
                    []
                    if new["text"] == before.get("text")
                    else [
                        f"{target.name} was edited, so the copy was kept although the lecture has changed. "
                        f"To get the new version beside it, rename yours and run make lab again: {target}"
                    ]
                )
        elif fingerprint.of_bytes(there) == new["file"]:
            return []
    written[name] = new
    replace_together({target: content, work / WRITTEN: json.dumps(written, indent=1).encode()})
    return []


def _text(content: bytes, name: str) -> str:
    """The fingerprint of what is written by hand: in a notebook the cells, without what a run adds."""
    if not name.endswith(".ipynb"):
        return fingerprint.of_bytes(content)
    try:
        cells = nbformat.reads(content.decode(), as_version=4).cells
    except Exception:  # whatever it is now, it is not what was written: nbformat raises many kinds
        return fingerprint.of_bytes(content)
    by_hand = [
        [cell.cell_type, cell.source, {key: cell.metadata[key] for key in cell.metadata.keys() - OF_A_RUN}]
        for cell in cells
    ]
    return fingerprint.of_bytes(json.dumps(by_hand, sort_keys=True).encode())


def _json(path: Path) -> dict:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _as_jupyterlab_writes_it(notebook: NotebookNode) -> None:
    """Give it the metadata of its kernel, so that opening it is no change that asks to be saved."""
    kernel = KernelSpecManager().get_kernel_spec("python3")
    notebook.metadata.kernelspec = {
        "display_name": kernel.display_name,
        "language": kernel.language,
        "name": "python3",
    }
    notebook.metadata.language_info = dict(IPythonKernel.language_info)


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
    if address := running(WORK):
        print(f"JupyterLab is running on the working copies already: {address}")
        if not (options.no_browser or options.prepare):
            webbrowser.open(address)
        if options.prepare:
            return 1
        _tell(Copies().restore())
        return 0
    try:
        if options.prepare:
            _tell(prepare())
            print(f"The working copies are in {WORK}")
        else:
            start = next((path.name for path in find()), "")
            serve(WORK, options.port, not options.no_browser, start, _prepare_while_serving)
    except (LookupError, OSError) as error:
        print(f"The working copies could not be made: {error}", file=sys.stderr)
        return 1
    return 0


def _prepare_while_serving(is_open: IsOpen) -> None:
    """Lay the copies out before the first page is served, and run the lectures that miss while it is."""
    copies = Copies()
    messages, missing = copies.lay_out()
    print(f"The working copies are in {WORK}")
    _tell(messages)

    def run():
        for path, more in copies.run(missing, is_open):
            _tell(more or [f"{path.name} has its figures now."])

    if missing:
        print(f"To be run, so their figures come later: {', '.join(path.stem for path in missing)}")
        threading.Thread(target=run, daemon=True).start()


def _tell(messages: list[str]) -> None:
    for message in messages:
        print(message, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
