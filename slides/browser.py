"""The one Chromium of a build: it sets the mathematics, prints the PDFs and takes the thumbnails."""

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from playwright.sync_api import Browser, sync_playwright

from .chromium import ChromiumMissing, launch
from .mathematics import Typesetter
from .spoken import Speaker


@dataclass
class Session:
    """A running Chromium, and the pages in it that set formulas and say them."""

    browser: Browser

    @cached_property
    def typesetter(self) -> Typesetter:
        """MathJax, loaded when the first formula is to be set."""
        return Typesetter(self.browser)

    @cached_property
    def speaker(self) -> Speaker:
        """What says formulas in words, loaded when the first is to be printed."""
        return Speaker(self.browser)


class Chromium:
    """A Chromium that is started when it is first needed, and again after it crashed."""

    def __init__(self):
        self._playwright = None
        self._session: Session | None = None
        self._missing = False

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.stop()

    def session(self) -> Session | None:
        """The running Chromium, or None if there is none on this machine."""
        if self._session is None and not self._missing:
            self._playwright = sync_playwright().start()
            try:
                self._session = Session(launch(self._playwright))
            except ChromiumMissing:
                self._missing = True
                self.stop()
        return self._session

    def stop(self) -> None:
        """End the Chromium; one that has crashed, or was ended by Ctrl-C before us, is no error."""
        if self._session is not None:
            with suppress(Exception):
                self._session.browser.close()
        if self._playwright is not None:
            with suppress(Exception):
                self._playwright.stop()
        self._session = self._playwright = None
