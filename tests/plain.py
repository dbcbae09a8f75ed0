"""How long a plain picture takes here and now, by which the tests measure other times.

Whatever slows a processor down, its age or other programs beside, slows down both.
"""

import statistics
import time

import numpy as np

from lib.interactive.live import live_image

QUIET = 0.075
"""Seconds that it takes on the processors of 2021 when they do nothing else."""


def draw_plain(figure) -> str:
    """A picture as simple as one in a lecture may be: two curves and twenty numbers."""
    axes = figure.add_axes((0.08, 0.1, 0.9, 0.88))
    x = np.linspace(0, 10, 400)
    for k in (1, 2):
        axes.plot(x, np.sin(k * x))
        for place in range(10):
            axes.text(place, k / 3, f"{place / 7:.2f}", fontsize=18)
    return "Two curves and twenty numbers."


def show_plain() -> None:
    """Draw the plain picture as a live figure draws its own."""
    live_image(draw_plain, {}, (1180, 440))


def quiet_seconds(seconds: float) -> float:
    """What seconds of the processor would be on a quiet one of 2021, as the plain picture tells."""
    times = []
    for _ in range(7):
        start = time.thread_time()
        show_plain()
        times.append(time.thread_time() - start)
    return seconds * QUIET / statistics.median(times)
