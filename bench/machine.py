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
    model, vectors = platform.processor() or platform.machine(), "unknown"
    with contextlib.suppress(OSError, StopIteration):
        text = Path("/proc/cpuinfo").read_text()
        models = (line for line in text.splitlines() if line.startswith("model name"))
        model = next(models).split(":")[1].strip()
        vectors = next(name for name in ("avx512f", "avx2", "avx", "asimd") if f" {name} " in text)
    versions = {}
    for package in ["numpy", "torch", "scikit-learn", "jax", "jaxlib", "keras"]:
        with contextlib.suppress(PackageNotFoundError):
            versions[package] = version(package)
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return {
        "date": datetime.date.today().isoformat(),
        "processor": model,
        "vectors": vectors,
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "BLAS of numpy": f"{blas['name']} {blas['version']}",
        **versions,
    }
