"""What ``python -m slides`` has built, and the browser that reads it."""

import pytest
from playwright.sync_api import sync_playwright

from slides.chromium import launch
from slides.lectures import ROOT, find

DIST = ROOT / "slides" / "dist"

BUILT = [pytest.param(path.stem, id=path.stem, marks=pytest.mark.xdist_group(f"browser {path.stem}"))
         for path in find()]


@pytest.fixture(scope="module")
def browser():
    # A module's own, since other tests of the same worker build in their process, with a browser of theirs.
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="module", params=BUILT)
def name(request) -> str:
    """The lecture whose files are read."""
    return request.param
