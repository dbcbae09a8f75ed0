"""What several rooms ask for: what a cell displays, figures that are looked at after each test, a browser."""

import base64
import hashlib
import re
from contextlib import contextmanager

import pytest
from bs4 import BeautifulSoup
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from playwright.sync_api import sync_playwright

from lib.figures import new_figure, panels
from lib.interactive.show import check_legible, rasterize
from slides.chromium import launch

from .patience import STEP_MS


@pytest.fixture
def draw_on():
    """Makes figures of a size; after the test each must be drawable, and its text legible."""
    figures = []

    def make(*size):
        figures.append(new_figure(*size))
        return figures[-1]

    yield make
    for figure in figures:
        rasterize(figure, 1)
        check_legible(figure)


@pytest.fixture
def axes(draw_on):
    """Axes to draw in."""
    (axes,) = panels(draw_on(), 1)
    return axes


@pytest.fixture
def displayed():
    """A context whose `outputs` hold what was displayed in it, with `data` and `metadata`."""
    InteractiveShell.instance()

    @contextmanager
    def catch():
        with capture_output(stdout=False, stderr=False) as caught:
            yield caught

    return catch


@pytest.fixture
def exported(displayed, monkeypatch):
    """What a cell displays in the export: its only output, the HTML parsed."""
    monkeypatch.setenv("DESCENT_EXPORT", "1")

    def run(show, *arguments, **options):
        with displayed() as caught:
            assert show(*arguments, **options) is None
        (output,) = caught.outputs
        page = BeautifulSoup(output.data["text/html"], "html.parser")
        return page.select_one("figure.flipbook"), output.data

    return run


@pytest.fixture
def panel(monkeypatch):
    """What a cell displays with a kernel: the panel of picture and controls."""
    monkeypatch.delenv("DESCENT_EXPORT", raising=False)

    def run(show, *arguments, **options):
        shown = []
        for module in ("explore", "watch"):
            monkeypatch.setattr(f"lib.interactive.{module}.display", shown.append)
        assert show(*arguments, **options) is None
        (panel,) = shown
        return panel

    return run


class Cells:
    """Cells of a notebook, run by name as a kernel runs them."""

    def __init__(self, shell: InteractiveShell):
        self.shell, self.names = shell, shell.user_ns

    def run(self, cell: str, code: str) -> None:
        # What the front end sends along; ipykernel keeps it in the shell.
        self.shell.parent_header = {"metadata": {"cellId": cell}}
        with capture_output(stdout=False, stderr=False):
            self.shell.run_cell(code, cell_id=cell).raise_error()


@pytest.fixture
def cells(monkeypatch):
    """The cells of a notebook with a live kernel."""
    monkeypatch.delenv("DESCENT_EXPORT", raising=False)
    shell = InteractiveShell.instance()
    monkeypatch.setattr(shell, "parent_header", {}, raising=False)
    before = set(shell.user_ns)
    yield Cells(shell)
    for name in set(shell.user_ns) - before:
        del shell.user_ns[name]


@pytest.fixture(scope="module")
def browser():
    """Chromium, for each module anew: other tests of the worker build in its process, with their own."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


LIVE_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Figures</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
content="default-src 'none'; img-src data:; script-src {hashes}"></head>
<body><main><h1>Figures</h1>{figures}</main></body></html>"""


DRAWN = """() => [...document.querySelectorAll("figure.live-figure")].every(
    (figure) => figure.querySelector(".live-stage .unseen")?.textContent)"""
"""In the browser: whether each figure says what is to be seen, as it does when it has been drawn."""


@pytest.fixture
def open_figures(browser, tmp_path, displayed, monkeypatch):
    """Opens live figures as an export has them: in a page of their own, from a file, the network cut.

    The page allows no script but those that came with the figures. When the test ends, nothing may have been
    asked for, and as many errors been seen as it announced.
    """
    monkeypatch.setenv("DESCENT_EXPORT", "1")
    opened = []

    def html_of(figure):
        with displayed() as caught:
            figure._ipython_display_()
        (output,) = caught.outputs
        return output.data["text/html"]

    def run(*figures, size=(1280, 720), errors=0, **options):
        shown = "\n".join(map(html_of, figures))
        scripts = set(re.findall(r'<script type="module">(.*?)</script>', shown, re.S))
        digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
        hashes = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
        file = tmp_path / f"page-{len(opened)}.html"
        file.write_text(LIVE_PAGE.format(hashes=hashes, figures=shown), "utf-8")
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True, **options)
        page, asked, wrong = context.new_page(), [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: message.type == "error" and wrong.append(message.text))
        page.goto(file.as_uri())
        opened.append((context, asked, wrong, errors))
        if not errors and options.get("java_script_enabled", True):
            page.wait_for_function(DRAWN, timeout=STEP_MS)
        return page

    yield run
    for context, asked, wrong, errors in opened:
        assert [address for address in asked if not address.startswith(("file:", "data:"))] == []
        assert len(wrong) == errors, wrong
        context.close()
