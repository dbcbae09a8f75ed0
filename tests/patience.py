"""How long the tests wait for what must come. Nothing is measured by it: it only ends what would never end.

The machine may be a slow one, and every core of it busy.
"""

PATIENCE = 280
"""Seconds for a process, a server or a run of cells: less than a test has, so that it can say what it saw."""

RUN_MS = 1000 * PATIENCE
"""The same in milliseconds: for a run of cells, or a page inside a page, seen from a browser."""

STEP_MS = 60_000
"""Milliseconds for a step of a page in a browser."""
