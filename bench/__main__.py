"""Run the jobs side by side and write a table: ``python -m bench``.

Each contender lives in a process of its own, all bound to the same cores and the same number of threads,
and they take turns: every round times each of them once. What is told is the median of the rounds.
"""

from __future__ import annotations

import argparse
import json
import statistics
import string
from pathlib import Path

from bench.compare import compare
from bench.contenders import CONTENDERS
from bench.jobs import JOBS
from bench.machine import machine

FOLDER = Path(__file__).parent


def table(results: list[dict]) -> str:
    """The results of all machines in Markdown."""
    lines = [
        "# The engine beside other libraries",
        "",
        "Written by `make bench`, which adds the machine it runs on or measures it anew. Times are medians "
        "over some rounds, in which the contenders take turns, each in its own process on the same cores. "
        "`lib` is `fit` as it comes, recording each step; the other columns are its time divided by the "
        "contender's: below 1 the engine is faster.",
        "",
    ]
    lines += [f"- {name}: {job}" for name, job in JOBS.items()]
    lines += ["", "The machines:", ""]
    machines = dict(zip(string.ascii_uppercase, results))
    for letter, measured in machines.items():
        about = "; ".join(f"{key} {value}" for key, value in measured["machine"].items())
        remark = measured.get("remark", "")
        lines.append(f"- {letter}: {about}; {measured['rounds']} rounds.{remark and ' ' + remark}")
    for threads in sorted({threads for measured in results for threads in measured["threads"]}, key=int):
        parts = {
            letter: measured["threads"][threads]
            for letter, measured in machines.items()
            if threads in measured["threads"]
        }
        lines += ["", f"## {threads} thread" + "s" * (int(threads) > 1), "", *_rows(parts)]
        for letter, part in parts.items():
            for name, problem in part["left out"].items():
                lines += ["", f"Left out on {letter}: {name} ({problem})."]
    return "\n".join(lines) + "\n"


def _rows(parts: dict[str, dict]) -> list[str]:
    """A row for each job and machine."""
    timed = {name for part in parts.values() for times in part["seconds"].values() for name in times}
    others = [name for name in CONTENDERS if name in timed and name != "lib"]
    lines = [
        "| job | machine | lib, seconds | " + " | ".join(f"to {name}" for name in others) + " |",
        "|---" * (len(others) + 3) + "|",
    ]
    for job in JOBS:
        for letter, part in parts.items():
            if times := part["seconds"].get(job):
                ours = statistics.median(times["lib"])
                ratios = {name: f"{ours / statistics.median(values):.2f}" for name, values in times.items()}
                cells = [job, letter, f"{ours:.3f}", *(ratios.get(name, "") for name in others)]
                lines.append(f"| {' | '.join(cells)} |")
    return lines


def with_machine(results: list[dict], measured: dict) -> list[dict]:
    """The results of all machines with those of one, which take the place of older ones of the same."""

    def same(other: dict) -> bool:
        ours, theirs = measured["machine"], other["machine"]
        return (ours["processor"], ours["cores"]) == (theirs["processor"], theirs["cores"])

    if any(map(same, results)):
        return [measured if same(other) else other for other in results]
    return [*results, measured]


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
    file = options.out.with_suffix(".json")
    everywhere = with_machine(json.loads(file.read_text()) if file.exists() else [], results)
    file.write_text(json.dumps(everywhere, indent=1) + "\n")
    options.out.with_suffix(".md").write_text(table(everywhere))
    print("\n" + table([results]))


if __name__ == "__main__":
    main()
