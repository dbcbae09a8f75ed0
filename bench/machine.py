"""What the figures depend on."""

from __future__ import annotations

import contextlib
import datetime
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np


def machine() -> dict:
    """Date, processor and versions."""
    model = platform.processor() or platform.machine()
    with contextlib.suppress(OSError, StopIteration):
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    versions = {}
    for package in ["numpy", "torch", "scikit-learn", "jax", "jaxlib", "keras"]:
        with contextlib.suppress(PackageNotFoundError):
            versions[package] = version(package)
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return {
        "date": datetime.date.today().isoformat(), "processor": model, "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}", "Python": platform.python_version(),
        "BLAS of numpy": f"{blas['name']} {blas['version']}", **versions}
