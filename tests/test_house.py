"""The house stands: what is in git, what is shipped, and that everything in it is of one style."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from lib.figures.style import MONO, PALETTE, SANS, TYPE
from slides.look import live_style, properties
from slides.look import style as page_style

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.xdist_group("house")


def git(*words):
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.splitlines() if done.returncode == 0 else None


@pytest.fixture(scope="module")
def tracked():
    files = git("ls-files")
    if files is None:
        pytest.skip("this is not a git clone")
    return set(files)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """Files of the wheel and the source distribution, built from the repository."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,), (source,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive, tarfile.open(source) as sources:
        return set(archive.namelist()), {name.partition("/")[2] for name in sources.getnames()}


@pytest.mark.parametrize("room", ["lib", "slides"])
def test_each_file_of_the_packages_is_in_git_and_shipped(tracked, shipped, room):
    """Many ignore lists, and some tools, drop a folder that is named lib."""
    files = {name for name in tracked if name.startswith(f"{room}/") and (ROOT / name).exists()}
    assert f"{room}/__init__.py" in files
    ignored = git("ls-files", "--others", "--ignored", "--exclude-standard", f"{room}/*.py")
    assert ignored == []
    wheel, source = shipped
    assert files <= wheel
    assert files <= source


def test_the_packages_ship_nothing_that_was_built(shipped):
    for names in shipped:
        assert not [name for name in names if "dist/" in name or ".cache" in name or "__pycache__" in name]


def test_what_is_made_is_not_in_git(tracked):
    made = (".venv/", "slides/dist/", "slides/.cache/", "work/")
    assert not [name for name in tracked if name.startswith(made)]
    assert git("check-ignore", *(f"{folder}x" for folder in made)) == [f"{folder}x" for folder in made]


@pytest.mark.parametrize("name", ["lib", "slides"])
def test_the_packages_are_importable_from_anywhere(tmp_path, name):
    subprocess.run([sys.executable, "-c", f"import {name}"], cwd=tmp_path, check=True)


def test_tests_of_one_group_share_a_worker(request):
    """Expensive fixtures, a build or a browser, are made once only if pytest-xdist keeps groups together."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        pytest.skip("the tests run in one process")
    assert request.node.nodeid.endswith("@house")


@pytest.mark.parametrize("words", [("check", "--output-format=concise"), ("format", "--check")])
def test_code_style(words):
    ruff = [sys.executable, "-m", "ruff", *words, "--no-cache", "."]
    done = subprocess.run(ruff, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_pages_and_live_slides_have_the_palette_and_type_of_the_figures():
    style = live_style((ROOT / "notebooks" / "rise.css").read_text())
    assert style.startswith(properties()) and page_style("deck").startswith(properties())
    for name, colour in PALETTE.items():
        assert f"--{name}: {colour};" in style
    for name in ("title", "text", "code", "caption"):
        assert f"--{name}: {TYPE[name]}px;" in style
    for name, families, generic in (("sans", SANS, "sans-serif"), ("mono", MONO, "monospace")):
        quoted = ", ".join(f'"{family}"' for family in families)
        assert f"--{name}: {quoted}, {generic};" in style
