"""What ``python -m slides`` has built, and the browser that reads it."""

import pytest

from slides import fingerprint, manifest
from slides.lectures import ROOT, find

DIST = ROOT / "slides" / "dist"


def pytest_generate_tests(metafunc):
    """Each file of tests reads every lecture; what it reads once for all its tests stays on one worker."""
    if "name" in metafunc.fixturenames:
        kind = metafunc.module.__name__.rpartition("_")[2]
        lectures = [
            pytest.param(path, id=path.stem, marks=pytest.mark.xdist_group(f"{kind} {path.stem}"))
            for path in find()
        ]
        metafunc.parametrize("name", lectures, indirect=True, scope="module")


@pytest.fixture(scope="module")
def name(request) -> str:
    """The lecture whose files are read, once it is sure that they are those of today's notebook."""
    path = request.param
    about = manifest.load(DIST, path.stem)
    fresh = about and about.holds(fingerprint.of_files(path), DIST)
    assert fresh, f"{path.stem} is not built, or has changed since: run make (or python -m slides) first"
    return path.stem
