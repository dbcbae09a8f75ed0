"""Run a lecture once; deck, handout, PDF and the working copies all come from that run."""

import asyncio
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import wait
from copy import deepcopy
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from . import fingerprint
from .errors import LectureError
from .files import replace_together
from .lectures import ROOT

CACHE = ROOT / "slides" / ".cache"

CELL_SECONDS = 300
"""Longest time for one cell. A lecture has 90 s for all of them; this only ends what would never end."""

TRACEBACK_LINES = 15


def executed(path: Path, cache: Path = CACHE, on_cell: Callable[[], None] | None = None) -> NotebookNode:
    """The notebook with its outputs: from the cache if nothing they depend on has changed, else run anew.

    Parameters
    ----------
    path : Path
        The notebook.
    cache : Path
        Folder that keeps the executed notebooks.
    on_cell : callable, optional
        Called at each cell of a run.

    Returns
    -------
    NotebookNode
        The notebook as it lies at `path`, each code cell with its outputs. ``metadata.descent.seconds`` says
        how long the run took, ``metadata.descent.key`` what it depended on.

    Raises
    ------
    LectureError
        If it is no notebook, or a cell fails.
    OSError
        If the executed notebook cannot be written.
    """
    key = fingerprint.of_run(path)
    notebook = read(path)
    kept = cache / path.name
    run = _cached(kept, key)
    if run is None:
        run = _run(deepcopy(notebook), path.parent, on_cell)
        run.metadata.descent["key"] = key
        replace_together({kept: nbformat.writes(run).encode()})
    return _with_outputs(notebook, run)


def read(path: Path) -> NotebookNode:
    """Read a notebook, or raise LectureError if the file is none."""
    try:
        return nbformat.read(path, as_version=4)
    except OSError:
        raise
    except Exception as error:  # nbformat fails in many ways on a file that is no notebook
        raise LectureError(f"{path.name} is not a notebook: {str(error).partition(chr(10))[0]}") from error


def _cached(path: Path, key: str) -> NotebookNode | None:
    """The executed notebook in the cache, unless there is none or it depended on something else."""
    try:
        run = read(path)
    except (OSError, LectureError):
        return None
    return run if run.metadata.get("descent", {}).get("key") == key else None


def _with_outputs(notebook: NotebookNode, run: NotebookNode) -> NotebookNode:
    """Today's text with the outputs of a run of the same code."""
    results = (cell for cell in run.cells if cell.cell_type == "code")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            result = next(results)
            cell.outputs, cell.execution_count = result.outputs, result.execution_count
    notebook.metadata.descent = run.metadata.descent
    return notebook


def _run(notebook: NotebookNode, folder: Path, on_cell: Callable[[], None] | None) -> NotebookNode:
    """Execute all cells in a fresh kernel of this Python."""
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    # Without folders of kernel specifications "python3" is this interpreter, whatever else is installed.
    kernel = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))
    reached = 0

    def note(cell, cell_index):
        nonlocal reached
        reached = cell_index
        if on_cell:
            on_cell()

    client = NotebookClient(
        notebook,
        km=kernel,
        timeout=CELL_SECONDS,
        coalesce_streams=True,
        store_widget_state=False,
        record_timing=False,
        shutdown_kernel="immediate",
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
        on_cell_start=note,
    )
    client.owns_km = True  # so that the client ends the kernel, however the run ends
    start = time.perf_counter()
    try:
        if any(cell.cell_type == "code" for cell in notebook.cells):
            _in_thread(client.async_execute(env={**os.environ, "DESCENT_EXPORT": "1"}))
    except CellExecutionError as error:
        raise _failure(
            f"{error.ename}: {error.evalue}".splitlines()[0],
            notebook,
            reached,
            _traceback(notebook.cells[reached]),
        ) from error
    except CellTimeoutError as error:
        raise _failure(f"took longer than {CELL_SECONDS} s", notebook, reached) from error
    except DeadKernelError as error:
        raise _failure("the kernel died", notebook, reached) from error
    except RuntimeError as error:
        raise LectureError(f"no kernel could be started: {error}") from error
    notebook.metadata.descent = {"seconds": round(time.perf_counter() - start, 2)}
    return notebook


def _in_thread(coroutine) -> None:
    """Wait for a coroutine that has a thread and an event loop to itself.

    Notes
    -----
    In this thread Playwright's loop is running, and Ctrl-C is to arrive as KeyboardInterrupt: nbclient in the
    main thread would take the signal for itself and report a dead kernel.
    """
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    run = asyncio.run_coroutine_threadsafe(coroutine, loop)
    try:
        while not wait([run], timeout=0.2).done:
            pass
        run.result()
    finally:
        asyncio.run_coroutine_threadsafe(_end_tasks(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _end_tasks() -> None:
    """Cancel what still runs, and wait until it has cleaned up: the kernel is ended there."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def _failure(reason: str, notebook: NotebookNode, index: int, details: str = "") -> LectureError:
    return LectureError(reason, index + 1, notebook.cells[index].source, details)


def _traceback(cell: NotebookNode) -> str:
    """The end of the traceback that a cell left as its output, without colours."""
    from nbconvert.filters import strip_ansi

    lines = [
        line
        for output in cell.outputs
        if output.output_type == "error"
        for line in strip_ansi("\n".join(output.traceback)).splitlines()
    ]
    return "\n".join(["…", *lines[-TRACEBACK_LINES:]] if len(lines) > TRACEBACK_LINES else lines)
