"""One bar for a whole build."""

import threading
from collections.abc import Mapping
from pathlib import Path

from tqdm import tqdm


class Progress:
    """A bar that lectures move side by side, each by its own number of steps.

    Parameters
    ----------
    steps : mapping of Path to int
        For each lecture, how many steps it takes at most.
    """

    def __init__(self, steps: Mapping[Path, int]):
        self._left = dict(steps)
        self._lock = threading.Lock()
        self._bar = tqdm(total=sum(steps.values()), unit="step", leave=False, disable=None)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._bar.close()

    def step(self, path: Path) -> None:
        """Count one step of a lecture; may be called from any thread."""
        self._count(path, 1)

    def finish(self, path: Path) -> None:
        """Count what is left of a lecture: it is there, or has failed, or did not have to be run."""
        self._count(path, self._left[path])

    def _count(self, path: Path, steps: int) -> None:
        with self._lock:
            steps = min(steps, self._left[path])
            self._left[path] -= steps
            self._bar.update(steps)
