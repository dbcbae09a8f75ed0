"""What the figures depend on."""

from __future__ import annotations

import contextlib
import datetime
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from threadpoolctl import threadpool_info


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
    pools = [pool for pool in threadpool_info() if pool["user_api"] == "blas"]
    blas = {f"{pool['internal_api']} {pool['version']}" for pool in pools}
    return {
        "date": datetime.date.today().isoformat(), "processor": model, "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}", "Python": platform.python_version(),
        "BLAS of numpy": ", ".join(blas), **versions}
