"""What a command prints: a name that the terminal has no letters for must not end the build."""

import sys


def never_fail() -> None:
    """Let standard output and error write what they can, and the rest as codes such as ``\\u0433``."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # what tests put in their place has none
        if reconfigure:
            reconfigure(errors="backslashreplace")
