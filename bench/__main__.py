"""Run the jobs side by side and write a table: ``python -m bench``.

Each contender lives in a process of its own, all bound to the same cores and the same number of threads,
and they take turns: every round times each of them once. What is told is the median of the rounds.
"""

from __future__ import annotations

import argparse
import json
import statistics
from pathlib import Path

from bench.compare import compare
from bench.contenders import CONTENDERS
from bench.jobs import JOBS
from bench.machine import machine

FOLDER = Path(__file__).parent


def table(results: dict) -> str:
    """The results in Markdown."""
    lines = [
        "# The engine beside other libraries", "",
        f"Written by `make bench`. Times are medians over {results['rounds']} rounds, in which the "
        "contenders take turns, each in its own process on the same cores. The second column is the time of "
        "this engine; the others are its time divided by the contender's: below 1 the engine is faster.", ""]
    lines += [f"- {name}: {job}" for name, job in JOBS.items()]
    machine_told = "; ".join(f"{key} {value}" for key, value in results["machine"].items())
    lines += ["", f"Machine: {machine_told}."]
    if results.get("remark"):
        lines += ["", results["remark"]]
    for threads, part in results["threads"].items():
        timed = {name for times in part["seconds"].values() for name in times}
        others = [name for name in CONTENDERS if name in timed and name != "lib"]
        lines += ["", f"## {threads} thread" + "s" * (int(threads) > 1), "",
                  "| job | lib, seconds | " + " | ".join(f"to {name}" for name in others) + " |",
                  "|---" * (len(others) + 2) + "|"]
        for job, times in part["seconds"].items():
            ours = statistics.median(times["lib"])
            ratios = {name: f"{ours / statistics.median(values):.2f}" for name, values in times.items()}
            cells = [job, f"{ours:.3f}", *(ratios.get(name, "") for name in others)]
            lines.append(f"| {' | '.join(cells)} |")
        for name, problem in part["left out"].items():
            lines += ["", f"Left out: {name} ({problem})."]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Read the command line, compare, write."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument("--jobs", nargs="+", choices=JOBS, default=list(JOBS), help="which jobs")
    parser.add_argument("--against", nargs="+", choices=CONTENDERS, default=list(CONTENDERS))
    parser.add_argument("--threads", nargs="+", type=int, default=[1, 2], help="numbers of threads (1 2)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds, of which the median is told (5)")
    parser.add_argument("--remark", default="", help="a sentence for the results, as on other load")
    parser.add_argument("--out", type=Path, default=FOLDER / "results", help="file, without its ending")
    options = parser.parse_args()
    names = list(dict.fromkeys(["lib", *options.against]))
    results = {"machine": machine(), "rounds": options.rounds, "remark": options.remark, "threads": {}}
    for threads in options.threads:
        seconds, left_out = compare(options.jobs, names, threads, options.rounds)
        results["threads"][str(threads)] = {"seconds": seconds, "left out": left_out}
    options.out.with_suffix(".json").write_text(json.dumps(results, indent=1) + "\n")
    options.out.with_suffix(".md").write_text(table(results))
    print("\n" + table(results))


if __name__ == "__main__":
    main()
