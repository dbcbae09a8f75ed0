"""Find a Chromium, or install one: it sets the mathematics, prints the PDFs and walks through the tests.

``python -m slides.chromium`` installs one if none is found.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright

COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome",
)
MAC_APPLICATIONS = ("Google Chrome", "Chromium", "Microsoft Edge")
WINDOWS_PROGRAMS = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DEBIAN = Path("/etc/debian_version")
INSTALL_SECONDS = 900
CURE = "Install Chromium, Google Chrome or Microsoft Edge, or name one in the environment variable CHROMIUM."
HELP = f'No Chromium was found. "python -m slides.chromium" installs one. {CURE}'


class ChromiumMissing(RuntimeError):
    """No Chromium is to be had; the message says what to do."""


def find_chromium() -> Path | None:
    """Find a Chromium, Chrome or Edge on this machine.

    Returns
    -------
    Path or None
        The executable: the one that the environment variable CHROMIUM names, else the first found on the
        PATH, in the usual places of macOS and Windows, or among Playwright's own downloads.

    Raises
    ------
    ChromiumMissing
        If CHROMIUM is set and names no file.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        if not Path(named).is_file():
            raise ChromiumMissing(f"The environment variable CHROMIUM names {named!r}, which is not a file.")
        return Path(named)
    on_path = (Path(found) for found in map(shutil.which, COMMANDS) if found)
    for candidate in (*on_path, *_usual_places()):
        if candidate.is_file() and _runs(candidate):
            return candidate
    return _playwrights_own()


def install_chromium() -> Path:
    """Install a Chromium: Playwright's download, or Debian's package where that fails and one is root.

    Returns
    -------
    Path
        The executable.

    Raises
    ------
    ChromiumMissing
        If neither way gave a Chromium that runs.
    """
    print("Installing a Chromium; this takes a minute or two.", flush=True)
    # Playwright's second, headless-only browser is of no use here: a launch names the executable.
    said = _call(sys.executable, "-m", "playwright", "install", "--no-shell", "chromium")
    found = find_chromium()
    if found is None and _is_root() and DEBIAN.exists() and shutil.which("apt-get"):
        print("Playwright's download gave no Chromium that runs; trying apt-get.", flush=True)
        said += _call("apt-get", "update")
        said += _call("apt-get", "install", "-y", "--no-install-recommends", "chromium", *_missing_fonts())
        found = find_chromium()
    if found is None:
        print(said, file=sys.stderr)
        raise ChromiumMissing(f"No Chromium could be installed. {CURE}")
    return found


def launch(playwright: Playwright) -> Browser:
    """Start a headless Chromium that asks nothing of the network by itself.

    Parameters
    ----------
    playwright : Playwright
        What ``sync_playwright()`` gives.

    Returns
    -------
    Browser

    Raises
    ------
    ChromiumMissing
        If there is none.
    """
    executable = find_chromium()
    if executable is None:
        raise ChromiumMissing(HELP)
    options = {"executable_path": str(executable), "args": FLAGS}
    if _is_root():
        return playwright.chromium.launch(**options, chromium_sandbox=False)
    try:
        return playwright.chromium.launch(**options, chromium_sandbox=True)
    except Error as error:
        # Some systems (Ubuntu since 23.10) forbid the sandbox to browsers they did not install themselves.
        if "sandbox" not in error.message.lower():
            raise
        return playwright.chromium.launch(**options, chromium_sandbox=False)


def _usual_places() -> list[Path]:
    """Where macOS and Windows keep browsers, which are not on the PATH there."""
    if sys.platform == "darwin":
        folders = (Path("/Applications"), Path.home() / "Applications")
        return [place / f"{name}.app/Contents/MacOS/{name}" for name in MAC_APPLICATIONS for place in folders]
    if sys.platform == "win32":
        variables = ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
        folders = [Path(os.environ[name]) for name in variables if name in os.environ]
        return [folder / program for program in WINDOWS_PROGRAMS for folder in folders]
    return []


def _playwrights_own() -> Path | None:
    """The Chromium that Playwright downloaded, if it is complete and runs."""
    # In a process of its own, since Playwright's driver may already be running in this one.
    code = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    executable = Path(asked.stdout.strip())
    complete = any((folder / "INSTALLATION_COMPLETE").exists() for folder in executable.parents)
    return executable if complete and executable.is_file() and _runs(executable) else None


def _runs(executable: Path) -> bool:
    """Whether it starts at all: Ubuntu has a stub of this name, and a download may lack its libraries."""
    if sys.platform == "win32":  # where asking for the version opens a window
        return True
    try:
        asked = subprocess.run([executable, "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def _missing_fonts() -> list[str]:
    """Debian's package of fonts where there are none: without any, pages come out blank."""
    lists = shutil.which("fc-list")
    if lists and subprocess.run([lists], capture_output=True).stdout:
        return []
    return ["fonts-dejavu"]


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _call(*command: str) -> str:
    """Run an installer, and give what it said; what it achieved is seen afterwards."""
    try:
        asked = subprocess.run(
            command,
            timeout=INSTALL_SECONDS,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    except subprocess.TimeoutExpired as stopped:
        said = (stopped.output or b"").decode(errors="replace")
        return f"{said}\n{' '.join(command)} was stopped after {INSTALL_SECONDS} s.\n"
    return asked.stdout.decode(errors="replace")


def main() -> int:
    """Say which Chromium is used, after installing one if none is found; exit status 1 if there is none."""
    try:
        executable = find_chromium() or install_chromium()
    except ChromiumMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    print(f"Chromium: {executable}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
