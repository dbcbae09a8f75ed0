"""Contenders that take turns, each in a process of its own, all on the same cores with as many threads."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import statistics
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor

from bench.contenders import CONTENDERS
from bench.jobs import JOBS

_runs = {}  # in a contender's process: what was prepared, by job


def begin(threads: int) -> None:
    """In a contender's process: bind it to its cores, before any library counts them."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
    warnings.simplefilter("ignore")


def prepare(name: str, job: str) -> str:
    """In a contender's process: make ready; returns what went wrong, if anything did."""
    _runs.clear()
    try:
        from threadpoolctl import threadpool_limits

        with open(os.devnull, "w") as nowhere, contextlib.redirect_stderr(nowhere):
            _runs[job] = CONTENDERS[name][0](JOBS[job])
        threads = int(os.environ["OMP_NUM_THREADS"])
        threadpool_limits(threads)
        if "torch" in sys.modules:
            sys.modules["torch"].set_num_threads(threads)
        _runs[job]()  # once to warm up
    except Exception as error:  # an absent library, or one that does not work here
        return f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
    return ""


def run(job: str) -> float:
    """In a contender's process: seconds of one run."""
    return _runs[job]()


def compare(jobs: list[str], names: list[str], threads: int, rounds: int) -> tuple[dict, dict]:
    """Seconds of each round by job and contender, and what was left out and why."""
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = str(threads)
    os.environ["XLA_FLAGS"] = f"--xla_cpu_multi_thread_eigen={str(threads > 1).lower()}"
    os.environ.setdefault("KERAS_BACKEND", "torch")
    context = multiprocessing.get_context("spawn")
    processes = {name: ProcessPoolExecutor(1, context, begin, (threads,)) for name in names}
    seconds, left_out = {}, {}
    try:
        for job in jobs:
            ready = []
            for name, process in processes.items():
                problem = process.submit(prepare, name, job).result()
                if problem:
                    left_out[name] = problem
                else:
                    ready.append(name)
            seconds[job] = {name: [] for name in ready}
            for _ in range(rounds):
                for name in ready:
                    seconds[job][name].append(processes[name].submit(run, job).result())
            told = [f"{name} {statistics.median(values):.3f} s" for name, values in seconds[job].items()]
            print(f"{job} on {threads} threads: {', '.join(told)}", flush=True)
    finally:
        for process in processes.values():
            process.shutdown()
    return seconds, left_out
