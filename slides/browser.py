"""The one Chromium of a build: it sets the mathematics, prints the PDFs and takes the thumbnails."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from playwright.sync_api import Browser, sync_playwright

from .chromium import ChromiumMissing, launch
from .mathematics import Typesetter


@dataclass
class Session:
    """A running Chromium, and the page in it that sets formulas."""

    browser: Browser

    @cached_property
    def typesetter(self) -> Typesetter:
        """MathJax, loaded when the first formula is to be set."""
        return Typesetter(self.browser)


@contextmanager
def chromium_session() -> Iterator[Session | None]:
    """Start a Chromium for the time of a build; None if there is none."""
    with sync_playwright() as playwright:
        try:
            browser = launch(playwright)
        except ChromiumMissing:
            yield None
            return
        try:
            yield Session(browser)
        finally:
            browser.close()
