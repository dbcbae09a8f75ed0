"""A limit for the time that a piece of code may take."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager


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
    thread = ctypes.c_ulong(threading.get_ident())
    lock, finished = threading.Lock(), threading.Event()

    def watch():
        while not finished.wait(seconds):
            with lock:
                if not finished.is_set():
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(TooLong))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        with lock:
            finished.set()
            # One that is raised already goes on; one that is still waiting must not hit the code outside.
            ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, None)
