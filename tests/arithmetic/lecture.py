"""Runs the code of a lecture without drawing, and reports each assert that fails.

``python -m tests.arithmetic.lecture PATH [--noise SEED] [--seeds BY]`` writes them as JSON, a line each.
"""

import argparse
import ast
import contextlib
import json
import linecache
import sys
import traceback
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import nbformat

from .noise import Products, add_noise, shift_seeds

DRAWING = "show", "show_code", "explore", "watch", "quiz", "check", "hint"


@dataclass(frozen=True)
class Failure:
    """An assert that does not hold, or a cell that raises something else."""

    slide: str
    cell: str
    line: int
    source: str
    error: str = ""

    def __str__(self) -> str:
        what = f"{self.error} at " if self.error else ""
        return f'slide "{self.slide}", cell {self.cell}, line {self.line}: {what}{self.source}'


def run(path: Path) -> Iterator[Failure]:
    """Run the cells of a notebook, all but those that students write; an assert that fails ends nothing."""
    namespace, slide = {"__name__": path.stem}, ""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.metadata.get("slideshow", {}).get("slide_type") in ("slide", "subslide"):
            slide = cell.source.partition("\n")[0].lstrip("# ")
        if cell.cell_type != "code" or {"exercise", "solution"} & set(cell.metadata.get("tags", [])):
            continue
        linecache.cache[cell.id] = len(cell.source), None, cell.source.splitlines(keepends=True), cell.id
        for statement in Products().visit(ast.parse(cell.source)).body:
            module = ast.fix_missing_locations(ast.Module([statement], []))
            try:
                exec(compile(module, cell.id, "exec"), namespace)
            except AssertionError as error:
                yield failure(slide, cell, error)
            except Exception as error:
                yield failure(slide, cell, error, f"{type(error).__name__}: {error}")
                return
            silent = {name: _silent for name in DRAWING if name in namespace}
            namespace.update(silent)


def _silent(*arguments, **options) -> None:
    """Stands for a function that draws."""


def failure(slide: str, cell, error: Exception, what: str = "") -> Failure:
    """Where in the cell an error comes from: the innermost line of it."""
    frames = traceback.extract_tb(error.__traceback__)
    line = [frame.lineno for frame in frames if frame.filename == cell.id][-1]
    source = next(
        (
            ast.get_source_segment(cell.source, node)
            for node in ast.walk(ast.parse(cell.source))
            if isinstance(node, ast.Assert) and node.lineno <= line <= node.end_lineno
        ),
        cell.source.splitlines()[line - 1].strip(),
    )
    return Failure(slide, cell.id, line, source, what)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path)
    parser.add_argument("--noise", type=int, default=0)
    parser.add_argument("--seeds", type=int, default=0)
    asked = parser.parse_args()
    if asked.seeds:
        shift_seeds(asked.seeds)
    if asked.noise:
        add_noise(asked.noise)
    out = sys.stdout
    with contextlib.redirect_stdout(sys.stderr):
        for found in run(asked.path):
            print(json.dumps(asdict(found)), file=out, flush=True)


if __name__ == "__main__":
    main()
