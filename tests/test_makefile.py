"""On a new machine the set-up is the first thing to go wrong: each way has a message, and a second try."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .patience import PATIENCE

ROOT = Path(__file__).resolve().parents[1]
pytestmark = [
    pytest.mark.skipif(not shutil.which("make"), reason="there is no make"),
    pytest.mark.xdist_group("makefile"),
]

# Stands for python3: makes an environment whose python notes what it is called for.
PYTHON = """#!/bin/sh
case "$*" in
  *version_info*) exit {too_old} ;;
  *ensurepip*) exit {no_venv} ;;
  "-m venv .venv") mkdir -p .venv/bin && cp fake-venv-python .venv/bin/python ;;
esac
"""

VENV_PYTHON = """#!/bin/sh
echo "$*" >> calls
case "$*" in
  "-m pip --version") ;;
  "-m pip install"*) [ ! -e slow ] || exec sleep 60; [ ! -e offline ] || exit 1 ;;
  "-m slides.chromium") [ ! -e no-browser ] || exit 1 ;;
  "-m slides"|"-m slides 13") [ ! -e failing ] || exit 1 ;;
esac
"""


class Clone:
    """A folder with the Makefile, in which nothing is real but make."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        for name in ("Makefile", "pyproject.toml", "constraints.txt"):
            shutil.copy(ROOT / name, folder)
        self.script("fake-venv-python", VENV_PYTHON)
        self.python()

    def python(self, too_old=0, no_venv=0):
        self.script("python3", PYTHON.format(too_old=too_old, no_venv=no_venv))

    def script(self, name, text):
        (self.folder / name).write_text(text)
        (self.folder / name).chmod(0o755)

    def command(self, *words):
        return ["make", *words, "PYTHON=./python3"]

    def make(self, *words):
        return subprocess.run(
            self.command(*words),
            cwd=self.folder,
            env=environment(),
            timeout=PATIENCE,
            capture_output=True,
            text=True,
        )

    def calls(self):
        """What the environment's Python was called for since the last time one asked."""
        log = self.folder / "calls"
        lines = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return [line for line in lines if line not in ("-m pip --version", "-c 0")]


def environment():
    """Without what an outer make leaves for an inner one."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "ARGS", "LECTURE", "CONSTRAINTS", "PYTHON")
    }


@pytest.fixture
def clone(tmp_path):
    return Clone(tmp_path / "a clone")  # with a space, as on many desktops


def installs(calls):
    return [line for line in calls if line.startswith("-m pip install")]


def test_make_sets_up_once_and_builds(clone):
    assert clone.make().returncode == 0
    install, browser, build = clone.calls()
    assert install.endswith("-c constraints.txt -e .")
    assert (browser, build) == ("-m slides.chromium", "-m slides")
    assert clone.make().returncode == 0
    assert clone.calls() == ["-m slides.chromium", "-m slides"]


def test_make_test_builds_and_then_tests(clone):
    assert clone.make("test", "ARGS=-k deck").returncode == 0
    install, _, build, tests = clone.calls()
    assert install.endswith("-e .[test]")
    assert build == "-m slides"
    assert tests.startswith("-m pytest") and tests.endswith("-k deck")


def test_make_test_builds_and_tests_one_lecture_alone(clone):
    assert clone.make("test", "LECTURE=02").returncode == 0
    *_, build, tests = clone.calls()
    assert build == "-m slides 02"
    assert tests.startswith("-m pytest") and tests.endswith("--lecture=02")


def test_a_lecture_that_cannot_be_built_is_not_tested(clone):
    """Of one that does not exist, the build says so, and names those that do."""
    (clone.folder / "failing").touch()
    assert clone.make("test", "LECTURE=13").returncode != 0
    assert clone.calls()[-1] == "-m slides 13"


def collect(*words):
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "--collect-only",
            "-q",
            "tests/test_house.py",
            "tests/slides/browser/test_pdf.py",
            "-p",
            "no:cacheprovider",
            *words,
        ],
        cwd=ROOT,
        timeout=PATIENCE,
        capture_output=True,
        text=True,
    )


def test_the_tests_of_a_lecture_are_those_with_its_name():
    found = [line for line in collect("--lecture=2").stdout.splitlines() if "::" in line]
    assert found and [line for line in found if "[02_gradient_descent" not in line] == []
    assert {line.partition("::")[0] for line in found} == {"tests/slides/browser/test_pdf.py"}


def test_tests_of_a_lecture_that_does_not_exist_are_an_error_that_names_those_that_do():
    done = collect("--lecture=99")
    assert done.returncode == 4
    assert "no lecture '99'" in done.stderr and "02_gradient_descent" in done.stderr


def test_make_lab_passes_arguments_on(clone):
    assert clone.make("lab", "ARGS=--prepare").returncode == 0
    assert clone.calls()[-1] == "-m slides.lab --prepare"


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_changed_requirement_is_installed(clone, name):
    clone.make()
    clone.calls()
    later = time.time() + 10
    os.utime(clone.folder / name, (later, later))
    clone.make()
    assert len(installs(clone.calls())) == 1


def test_the_newest_packages_on_demand(clone):
    clone.make("CONSTRAINTS=")
    assert "constraints" not in clone.calls()[0]


def test_without_a_browser_the_rest_is_built(clone):
    (clone.folder / "no-browser").touch()
    assert clone.make().returncode == 0
    assert clone.calls()[-1] == "-m slides"


def test_a_build_that_fails_fails_make_and_no_test_is_run(clone):
    (clone.folder / "failing").touch()
    assert clone.make().returncode != 0
    clone.calls()
    assert clone.make("test").returncode != 0
    assert clone.calls()[-1] == "-m slides"


def test_too_old_a_python_is_named_before_anything_is_made(clone):
    clone.python(too_old=1)
    done = clone.make()
    assert done.returncode != 0 and "needs Python 3.11 or newer" in done.stderr
    assert not (clone.folder / ".venv").exists()


def test_a_python_without_venv_is_named_with_the_cure(clone):
    clone.python(no_venv=1)
    done = clone.make()
    assert done.returncode != 0 and "apt-get install python3-venv" in done.stderr
    assert not (clone.folder / ".venv").exists()


def test_after_a_failed_installation_the_next_make_tries_again(clone):
    (clone.folder / "offline").touch()
    done = clone.make()
    assert done.returncode != 0 and "installation failed" in done.stderr
    clone.calls()
    (clone.folder / "offline").unlink()
    assert clone.make().returncode == 0
    assert len(installs(clone.calls())) == 1


def test_an_environment_that_was_killed_halfway_is_made_anew(clone):
    (clone.folder / "slow").touch()
    with subprocess.Popen(
        clone.command(),
        cwd=clone.folder,
        env=environment(),
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    ) as process:
        while not installs(clone.calls()):
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGKILL)
    (clone.folder / "slow").unlink()
    (clone.folder / ".venv" / "half a package").touch()
    assert clone.make().returncode == 0
    assert not (clone.folder / ".venv" / "half a package").exists()
    assert len(installs(clone.calls())) == 1


def test_an_environment_whose_python_is_gone_is_made_anew(clone):
    clone.make()
    (clone.folder / ".venv/bin/python").unlink()
    assert clone.make().returncode == 0


def test_clean_removes_what_was_made_and_keeps_the_working_copies(clone):
    clone.make()
    for folder in ("work", "slides/dist", "slides/.cache"):
        (clone.folder / folder).mkdir(parents=True)
    assert clone.make("clean").returncode == 0
    assert (clone.folder / "work").exists()
    assert not any((clone.folder / made).exists() for made in (".venv", "slides/dist", "slides/.cache"))
