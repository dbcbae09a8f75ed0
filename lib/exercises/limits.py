"""A limit for the time that a piece of code may take."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

LOOK = 0.01
"""Seconds between two looks at the clock."""


class TooLong(BaseException):
    """The time is up. No `Exception`, so that `except Exception` in a loop does not swallow it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TooLong` in the code inside when its time is up.

    Notes
    -----
    Python raises it between two of its instructions, on every system and in every thread; a signal would do
    so on POSIX and in the main thread only. A single long call of a library is not cut short.
    """
    watcher = _Watcher(threading.get_ident(), seconds)
    threading.Thread(target=watcher.watch, daemon=True).start()
    try:
        try:
            watcher.begun = True
            yield
        finally:
            watcher.end()
    finally:
        watcher.end()  # again: what it raises may have come in the middle of the first


class _Watcher:
    """Looks at the clock in a thread of its own. Plain flags: an exception may come while a lock is held."""

    def __init__(self, thread: int, seconds: float):
        self._thread = ctypes.c_ulong(thread)
        self._seconds = seconds
        self.begun = self._ending = self._ended = False

    def watch(self) -> None:
        while not (self.begun or self._ending):
            time.sleep(LOOK)
        deadline = time.monotonic() + self._seconds
        while not self._ending:
            if time.monotonic() >= deadline:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(self._thread, ctypes.py_object(TooLong))
                deadline += max(self._seconds, 100 * LOOK)  # once more, if a bare `except` swallowed it
            time.sleep(LOOK)
        self._ended = True

    def end(self) -> None:
        """Let the thread end, and take back what it has raised and nobody has seen yet."""
        self._ending = True
        while not self._ended:
            time.sleep(LOOK / 10)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(self._thread, None)
