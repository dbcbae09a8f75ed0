"""Run lectures once, side by side; deck, handout, PDF and the working copies all come from that run."""

import asyncio
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import psutil
from nbformat import NotebookNode

from . import fingerprint
from .asserts import ERROR
from .errors import LectureError
from .files import replace_together
from .lectures import ROOT

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager

CACHE = ROOT / "slides" / ".cache"

CELL_SECONDS = 300
"""Longest time for one cell. A lecture has 90 s for all of them; this only ends what would never end."""

KERNEL_MEMORY = 2e9
"""Bytes of memory that a lecture may take while it runs. So many run at once as find room."""

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""Each lecture computes on one thread: the cores are for its neighbours, and sums have one order anywhere."""

TRACEBACK_LINES = 15


def executed(path: Path, cache: Path = CACHE, *, exercises: bool = False) -> NotebookNode:
    """The notebook with its outputs; see `executing`."""
    with executing([path], cache, exercises=exercises) as runs:
        return next(runs)[1].result()


@contextmanager
def executing(
    paths: Iterable[Path],
    cache: Path = CACHE,
    *,
    draft: bool = False,
    exercises: bool = False,
    on_cell: Callable[[Path], None] = lambda path: None,
) -> Iterator[Iterator[tuple[Path, Future]]]:
    """Run lectures side by side, as many as there are cores and as there is memory for.

    Parameters
    ----------
    paths : iterable of Path
        The notebooks.
    cache : Path
        Folder that keeps the executed notebooks. What is there is not run again, if nothing it depends on
        has changed.
    draft : bool
        Whether few frames of the figures will do: those at the start and in print.
    exercises : bool
        Whether to run again too where only the checks of its exercises have changed, which no export shows.
    on_cell : callable
        Called with its path at each cell of a run, from another thread.

    Yields
    ------
    iterator of (Path, Future)
        The lectures in the order in which they end. The result of the future is the notebook as it lies at
        the path, each code cell with its outputs. ``metadata.descent.seconds`` says how long the run took,
        ``metadata.descent.key`` what it depended on. An assert that failed has its report among the outputs.
        Instead of a result the future may have a LectureError, if the file is no notebook or a cell fails,
        or an OSError, if the executed notebook cannot be written.

    Notes
    -----
    On leaving, what still runs is ended. nbclient has an event loop in a thread to itself: in the main one
    Playwright's loop is running, and Ctrl-C is to arrive there as KeyboardInterrupt, while nbclient would
    take the signal for itself and report a dead kernel.
    """
    paths = list(paths)
    if len(paths) > 1:  # the longest first, or one core would work alone at the end
        paths.sort(key=lambda path: _seconds(cache / path.name), reverse=True)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    room = asyncio.Semaphore(side_by_side(len(paths)))
    try:
        tasks = (_executed(path, cache, room, draft, exercises, on_cell) for path in paths)
        runs = {asyncio.run_coroutine_threadsafe(task, loop): path for task, path in zip(tasks, paths)}
        yield _as_they_end(runs)
    finally:
        asyncio.run_coroutine_threadsafe(_end_tasks(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def side_by_side(lectures: int) -> int:
    """How many lectures run at once: one a core, each with its memory; always one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(lectures, cores, int(psutil.virtual_memory().available / KERNEL_MEMORY)))


def _as_they_end(runs: dict[Future, Path]) -> Iterator[tuple[Path, Future]]:
    waiting = set(runs)
    while waiting:
        # A wait without end would not be interrupted by Ctrl-C on Windows.
        ended, waiting = wait(waiting, timeout=0.2, return_when=FIRST_COMPLETED)
        for run in sorted(ended, key=runs.get):
            yield runs[run], run


async def _executed(
    path: Path,
    cache: Path,
    room: asyncio.Semaphore,
    draft: bool,
    exercises: bool,
    on_cell: Callable[[Path], None],
) -> NotebookNode:
    keys = _keys(path)
    wanted = "exercises" if exercises else "key"
    notebook = read(path)
    run = _cached(cache / path.name, wanted, keys)
    if run is None and draft:
        run = _cached(cache / "drafts" / path.name, wanted, keys)
    if run is None:
        async with room:
            run = await _run(deepcopy(notebook), path, draft, on_cell)
        run.metadata.descent.update(keys)
        kept = cache / "drafts" / path.name if draft else cache / path.name
        replace_together({kept: nbformat.writes(run).encode()})
    return _with_outputs(notebook, run)


def _seconds(kept: Path) -> float:
    """How long a lecture ran last; one that never ran is taken for the longest, since it may be."""
    try:
        return read(kept).metadata.descent.seconds
    except (OSError, LectureError, AttributeError):
        return float("inf")


def from_cache(path: Path, cache: Path = CACHE) -> NotebookNode | None:
    """The notebook with its outputs, if nothing they depend on has changed since it was run; else None."""
    run = _cached(cache / path.name, "key", _keys(path))
    return run and _with_outputs(read(path), run)


def _keys(path: Path) -> dict[str, str]:
    """What the run of a lecture depends on, without and with what its exercises say."""
    return {"key": fingerprint.of_run(path), "exercises": fingerprint.of_run(path, exercises=True)}


def read(path: Path) -> NotebookNode:
    """Read a notebook, or raise LectureError if the file is none."""
    try:
        return nbformat.read(path, as_version=4)
    except OSError:
        raise
    except Exception as error:  # nbformat fails in many ways on a file that is no notebook
        raise LectureError(f"{path.name} is not a notebook: {str(error).partition(chr(10))[0]}") from error


def _cached(path: Path, wanted: str, keys: dict[str, str]) -> NotebookNode | None:
    """The executed notebook in the cache, unless there is none or it depended on something else."""
    try:
        run = read(path)
    except (OSError, LectureError):
        return None
    return run if run.metadata.get("descent", {}).get(wanted) == keys[wanted] else None


def _with_outputs(notebook: NotebookNode, run: NotebookNode) -> NotebookNode:
    """Today's text with the outputs of a run of the same code."""
    results = (cell for cell in run.cells if cell.cell_type == "code")
    for cell in notebook.cells:
        if cell.cell_type == "code":
            result = next(results)
            cell.outputs, cell.execution_count = result.outputs, result.execution_count
    notebook.metadata.descent = run.metadata.descent
    return notebook


async def _run(
    notebook: NotebookNode, path: Path, draft: bool, on_cell: Callable[[Path], None]
) -> NotebookNode:
    """Execute all cells in a fresh kernel of this Python."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    reached, processor = 0, 0.0

    def note(cell, cell_index):
        nonlocal reached
        reached = cell_index
        on_cell(path)

    def measure(cell, cell_index, execute_reply):
        nonlocal processor
        times = psutil.Process(client.km.provisioner.pid).cpu_times()
        processor = times.user + times.system

    client = NotebookClient(
        notebook,
        km=_kernel(),
        timeout=CELL_SECONDS,
        allow_error_names=[ERROR],
        coalesce_streams=True,
        store_widget_state=False,
        record_timing=False,
        shutdown_kernel="immediate",
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_start=note,
        on_cell_executed=measure,
    )
    client.owns_km = True  # so that the client ends the kernel, however the run ends
    environment = {**ONE_THREAD, **os.environ, "DESCENT_EXPORT": "draft" if draft else "1"}
    start = time.perf_counter()
    try:
        if any(cell.cell_type == "code" for cell in notebook.cells):
            try:
                await client.async_execute(env=environment)
            except DeadKernelError:
                raise
            except RuntimeError:
                # A kernel is told which ports are free and opens them a second later: some other program
                # may have taken one in between.
                client.km = _kernel()
                await client.async_execute(env=environment)
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
    notebook.metadata.descent = {
        "seconds": round(time.perf_counter() - start, 2),
        "processor": round(processor, 2),
    }
    return notebook


def _kernel() -> "AsyncKernelManager":
    """What starts a kernel of this very interpreter."""
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    # Without folders of kernel specifications "python3" is this interpreter, whatever else is installed.
    return AsyncKernelManager(kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))


async def _end_tasks() -> None:
    """Cancel what still runs, and wait until it has cleaned up: the kernel is ended there."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def _failure(reason: str, notebook: NotebookNode, index: int, details: str = "") -> LectureError:
    return LectureError(reason, index + 1, notebook.cells[index].source, details)


def _traceback(cell: NotebookNode) -> str:
    """The last place in the cell itself, and the end of the traceback that it left, without colours."""
    from nbconvert.filters import strip_ansi

    frames = [
        strip_ansi(frame).strip("\n")
        for output in cell.outputs
        if output.output_type == "error"
        for frame in output.traceback
    ]
    at = max((place for place, frame in enumerate(frames) if frame.startswith("Cell In[")), default=0)
    own, *others = frames[at:] or [""]
    beyond = "\n".join(others).splitlines()
    room = max(TRACEBACK_LINES - len(own.splitlines()), 1)
    return "\n".join([own, *(["…", *beyond[-room:]] if len(beyond) > room else beyond)])
