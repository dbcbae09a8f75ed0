"""Interrupts `fit` at each of its lines, one after the other, and prints what its history has then.

A program of its own: sys.settrace and the signals and threads of a test worker can keep each other from
ever going on (Python 3.11).
"""

import json
import sys

from lib import SGD, Dense, Network, Tanh, fit
from lib.datasets import blobs


def interrupted_at_line(count, run):
    """Run with an interrupt at the count-th line of lib/training.py; None if it ended before."""
    lines = 0

    def watch(frame, event, argument):
        nonlocal lines
        if not frame.f_code.co_filename.endswith("training.py"):
            return None
        lines += event == "line"
        if lines == count:
            sys.settrace(None)
            raise KeyboardInterrupt
        return watch

    sys.settrace(watch)
    try:
        run()
    except KeyboardInterrupt as interrupt:
        return getattr(interrupt, "history", None)  # none in the line in which fit returns
    finally:
        sys.settrace(None)
    return None


def main(record):
    x, y = blobs(samples=70)
    net = Network(2, Dense(8), Tanh(), Dense(3))
    settings = {"epochs": 2, "batch_size": 32, "validation": (x, y), "record": record, "progress": False}
    for count in range(80, 1000):  # by line 80 the arguments are checked
        history = interrupted_at_line(count, lambda: fit(net, x, y, SGD(0.1), **settings))
        if history is None:
            return
        lists = vars(history).items()
        print(json.dumps({name: len(one) for name, one in lists if isinstance(one, list)}), file=sys.stderr)


main(sys.argv[1])
