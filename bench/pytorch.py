"""The engine beside PyTorch, step by step: the record that lecture 10 shows where PyTorch is not installed.

``make records`` runs the cells of the lecture that compare the two, each on one thread, and writes the
losses, the accuracies and the median of the times to ``lib/lectures/mnist/pytorch.json``.
"""

from __future__ import annotations

import json
import statistics
from pathlib import Path

import numpy as np

import lib
from bench.machine import machine

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "notebooks" / "10_mnist.ipynb"
FILE = ROOT / "lib" / "lectures" / "mnist" / "pytorch.json"

CELLS = ("data-code", "pytorch-code", "pytorch-ours", "pytorch-compare")
"""The cells that are run; they need the names of lib, numpy, and nothing else."""

RUNS = 5


def lecture() -> dict:
    """The names that the cells of the lecture define: the data, the two trainings and `compare`."""
    cells = {cell["id"]: "".join(cell["source"]) for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"]}
    names = {name: getattr(lib, name) for name in lib.__all__} | {"np": np}
    for cell in CELLS:
        exec(compile(cells[cell], cell, "exec"), names)
    return names


def rounded(run: dict) -> dict:
    """A run with as many digits of its losses as the machine has in float32."""
    return run | {"losses": [float(f"{loss:.8g}") for loss in run["losses"]]}


def main() -> None:
    """Run both several times in turn; write the first run and the median of the times."""
    import torch

    torch.set_num_threads(1)
    compare = lecture()["compare"]
    runs = [compare() for _ in range(RUNS)]
    run = {name: rounded(runs[0][name]) for name in runs[0]}
    for name in run:
        run[name]["seconds"] = round(statistics.median(other[name]["seconds"] for other in runs), 3)
        print(f"{name}: {run[name]['seconds']} s, accuracy {run[name]['accuracy']:.2%}")
    FILE.write_text(json.dumps({"machine": machine(), "run": run}) + "\n")


if __name__ == "__main__":
    main()
