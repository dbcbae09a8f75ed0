"""Arithmetics: environments in which the same program rounds otherwise, as it does on other processors."""

import os
from dataclasses import dataclass, field

from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

KERNELS = {  # of OpenBLAS, and what the processor must have for it, in numpy's words
    "Prescott": ("SSE3",),
    "Nehalem": ("SSE42",),
    "Sandybridge": ("AVX",),
    "Haswell": ("AVX2", "FMA3"),
    "SkylakeX": ("AVX512_SKX",),
}

NOISES = 1, 2, 3


@dataclass(frozen=True)
class Arithmetic:
    """A way to round: environment variables, and the seed of a noise in the last place, 0 for none."""

    name: str
    environment: dict[str, str] = field(default_factory=dict)
    noise: int = 0


def kernel(name: str, threads: int = 1) -> dict[str, str]:
    """Environment that has OpenBLAS take a kernel, and numpy what the processors of that kernel have."""
    newer = {"Haswell": ("AVX512", "X86_V4"), "SkylakeX": ("AVX512_ICL", "AVX512_SPR")}.get(name, ("",))
    disabled = [
        feature for feature in __cpu_dispatch__ if __cpu_features__.get(feature) and feature.startswith(newer)
    ]
    return {
        "OPENBLAS_CORETYPE": name,
        "OPENBLAS_NUM_THREADS": str(threads),
        "NPY_DISABLE_CPU_FEATURES": " ".join(disabled),
    }


def arithmetics() -> dict[str, Arithmetic]:
    """All arithmetics by name, the most unlike first. No kernel that this processor lacks is among them.

    Noise stands for the processors that are not at hand: see `noise.py`.
    """
    able = [
        name for name, needed in KERNELS.items() if all(__cpu_features__.get(feature) for feature in needed)
    ]
    one, two = {"OPENBLAS_NUM_THREADS": "1"}, {"OPENBLAS_NUM_THREADS": "2"}
    found = [Arithmetic(name, kernel(name)) for name in able] or [Arithmetic("one-thread", one)]
    found.insert(1, Arithmetic(f"noise-{NOISES[0]}", one, NOISES[0]))
    found.append(Arithmetic("two-threads", two))
    found += [Arithmetic(f"noise-{seed}", one, seed) for seed in NOISES[1:]]
    return {arithmetic.name: arithmetic for arithmetic in found}


def environment(arithmetic: Arithmetic) -> dict[str, str]:
    """The variables of this process, with those that choose an arithmetic replaced by its own."""
    chosen = {"OPENBLAS_CORETYPE", "OPENBLAS_NUM_THREADS", "NPY_DISABLE_CPU_FEATURES"}
    rest = {name: value for name, value in os.environ.items() if name not in chosen}
    return rest | arithmetic.environment | {"MPLBACKEND": "agg"}
