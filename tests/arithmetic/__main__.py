"""Do the conclusions of the lectures hold on other processors?  python -m tests.arithmetic --help"""

import argparse
import itertools
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from slides.lectures import ROOT, UnknownLecture, find

from .arithmetics import Arithmetic, arithmetics, environment
from .lecture import Failure

FEW = 2
"""So many arithmetics are tried unless others are asked for."""


def fails(path: Path, arithmetic: Arithmetic, seeds: int = 0) -> list[Failure]:
    """What fails in a lecture under an arithmetic, in a process of its own.

    Parameters
    ----------
    path : Path
        The notebook.
    arithmetic : Arithmetic
        How to round.
    seeds : int
        Added to every seed of the lecture and of the engine.

    Returns
    -------
    list of Failure
        Asserts that do not hold, and the error that ended the run, if one did.
    """
    command = [
        sys.executable,
        "-m",
        "tests.arithmetic.lecture",
        str(path),
        "--noise",
        str(arithmetic.noise),
        "--seeds",
        str(seeds),
    ]
    ended = subprocess.run(command, cwd=ROOT, env=environment(arithmetic), capture_output=True, text=True)
    if ended.returncode:
        where = f"{path.stem} under {arithmetic.name}"
        raise RuntimeError(f"{where} ended with {ended.returncode}: {ended.stderr}")
    return [Failure(**json.loads(line)) for line in ended.stdout.splitlines()]


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """What the command line asks for."""
    known = arithmetics()
    parser = argparse.ArgumentParser(
        prog="python -m tests.arithmetic",
        description="Run the code of the lectures, without drawing, as other processors would round it, and "
        "tell which assert fails where.",
        epilog=f"Arithmetics of this processor: {', '.join(known)}. Without a choice: the first {FEW}.",
    )
    parser.add_argument("lectures", nargs="*", metavar="LECTURE", help="number or name; all if none is given")
    parser.add_argument("--arithmetic", nargs="+", metavar="NAME", choices=known, help="these arithmetics")
    parser.add_argument("--all", action="store_true", help="all arithmetics of this processor")
    parser.add_argument(
        "--seeds",
        nargs="+",
        type=int,
        default=[0],
        metavar="N",
        help="add N to every seed of the lectures and of the engine; once for each N",
    )
    asked = parser.parse_args(arguments)
    names = known if asked.all else asked.arithmetic or list(known)[:FEW]
    asked.arithmetics = [known[name] for name in names]
    try:
        asked.paths = find(asked.lectures)
    except UnknownLecture as error:
        parser.error(str(error))
    return asked


def main(arguments: list[str] | None = None) -> int:
    """Run what is asked for, as many lectures side by side as there are processors; 1 if an assert fails."""
    asked = parse(arguments)
    tried = list(itertools.product(asked.paths, asked.arithmetics, asked.seeds))
    failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for (path, arithmetic, seeds), found in zip(tried, pool.map(lambda one: fails(*one), tried)):
            print(
                f"{path.stem}, {arithmetic.name}{f', seeds + {seeds}' if seeds else ''}: "
                f"{f'{len(found)} failed' if found else 'all hold'}",
                flush=True,
            )
            for failure in found:
                print(f"    {failure}", flush=True)
            failed += len(found)
    print(f"{len(tried)} runs, {f'{failed} asserts failed' if failed else 'all asserts hold'}.")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
