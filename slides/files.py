"""Files that are replaced whole: whoever looks finds the old one or the new one, never half of it."""

import os
import secrets
import time
from collections.abc import Mapping
from pathlib import Path

TEMPORARY = ".tmp-"
LEFT_BEHIND = 3600
"""Seconds after which a temporary file belongs to nobody: no build takes an hour for one file."""


def replace_together(contents: Mapping[Path, bytes]) -> None:
    """Write several files; none is replaced before all are safely on the disk.

    Parameters
    ----------
    contents : mapping of Path to bytes
        The new content of each file. Folders are made as needed; the files are replaced in this order.

    Raises
    ------
    OSError
        If one cannot be written, on a full disk for instance. All the old files are then as they were.
    """
    written: dict[Path, Path] = {}
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}{TEMPORARY}{os.getpid()}-{secrets.token_hex(4)}")
            written[temporary] = path
            _write(temporary, content)
        for temporary, path in written.items():
            os.replace(temporary, path)
    finally:
        for temporary in written:
            temporary.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove the temporary files of builds that were killed, and of no build that still runs."""
    for path in folder.glob(f".*{TEMPORARY}*"):
        process = path.name.rpartition(TEMPORARY)[2].partition("-")[0]
        try:
            if not _runs(int(process)) or time.time() - path.stat().st_mtime > LEFT_BEHIND:
                path.unlink(missing_ok=True)
        except (OSError, ValueError):
            continue


def _write(path: Path, content: bytes) -> None:
    with open(path, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _runs(process: int) -> bool:
    """Whether there is a process of this number."""
    if os.name == "nt":  # where signal 0 would end it: leave the file to its age
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
