"""The command line: ``python -m slides [LECTURE...]``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .lectures import NOTEBOOKS, ROOT, UnknownLecture, find
from .streams import never_fail


def main(words: Sequence[str] | None = None) -> int:
    """Build the lectures that are asked for, and give the exit status.

    Parameters
    ----------
    words : sequence of str, optional
        The words of the command line; those of this process if not given.

    Returns
    -------
    int
        0 if everything is there, also where an assert of a lecture did not hold; 1 if a lecture failed or a
        PDF is missing; 2 if a lecture does not exist; 130 after Ctrl-C.
    """
    parser = argparse.ArgumentParser(
        prog="python -m slides",
        description="Make decks, handouts and PDFs of the lectures. Only what has changed is made again.",
    )
    parser.add_argument(
        "lectures",
        nargs="*",
        metavar="LECTURE",
        help="for instance 02, 2 or 02_gradient_descent; none means all",
    )
    parser.add_argument(
        "--draft",
        action="store_true",
        help="only the decks, quickly, with few frames of their figures, into the folder drafts",
    )
    parser.add_argument(
        "--notebooks", type=Path, default=NOTEBOOKS, help="where the lectures lie (%(default)s)"
    )
    parser.add_argument(
        "--dist", type=Path, default=ROOT / "slides" / "dist", help="where the files go (%(default)s)"
    )
    arguments = parser.parse_args(words)
    never_fail()
    dist = arguments.dist.resolve()
    try:
        lectures = find(arguments.lectures, arguments.notebooks.resolve())
    except UnknownLecture as unknown:
        print(unknown, file=sys.stderr)
        return 2
    try:
        from .build import build, build_drafts

        if arguments.draft:
            return 0 if build_drafts(lectures, dist) else 1
        complete = build(lectures, dist)
    except KeyboardInterrupt:
        print("Interrupted. What was finished is kept, nothing is half-written.", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"The index could not be written: {error}", file=sys.stderr)
        return 1
    if (dist / "index.html").exists():
        print(f"Look at {_short(dist / 'index.html')}")
    return 0 if complete else 1


def _short(path: Path) -> Path:
    """The path from here, if it is below."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


if __name__ == "__main__":
    sys.exit(main())
