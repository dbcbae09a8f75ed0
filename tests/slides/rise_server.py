"""A JupyterLab of the tests' own, and the moves of a lecturer in RISE, its live slides."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import psutil
from jupyter_server.serverapp import list_running_servers
from playwright.sync_api import Browser, Locator, Page

from ..patience import PATIENCE, RUN_MS, STEP_MS

SERVE = "import pathlib, sys; from slides.lab import serve; serve(pathlib.Path(sys.argv[1]), browser=False)"

UPSTREAM = (
    "RangeError: Maximum call stack size exceeded",  # two versions of JupyterLab's design tokens in one page
    "is not a supported stylesheet MIME type",  # RISE asks for NAME.css, which need not exist
    "Failed to load resource: the server responded with a status of 404",
)
"""Errors in the console that JupyterLab and RISE make with any notebook."""


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: its address, the token it asks for, and the folder it serves."""

    address: str
    token: str
    folder: Path
    pid: int

    def url(self, page: str) -> str:
        return f"{self.address}/{page}?token={self.token}"

    def kernel_seconds(self) -> float:
        """The processor time of its kernels so far: what a run takes on a machine that does nothing else."""
        times = [kernel.cpu_times() for kernel in psutil.Process(self.pid).children(recursive=True)]
        return sum(time.user + time.system for time in times)


@contextmanager
def jupyter_folders(scratch: Path) -> Iterator[None]:
    """While it lasts, Jupyter and IPython keep their files in `scratch` and leave the user's alone."""
    names = (
        "JUPYTER_CONFIG_DIR",
        "JUPYTER_DATA_DIR",
        "JUPYTER_RUNTIME_DIR",
        "IPYTHONDIR",
        "JUPYTERLAB_SETTINGS_DIR",
        "JUPYTERLAB_WORKSPACES_DIR",
    )
    scratch.mkdir(parents=True, exist_ok=True)
    before = {name: os.environ.get(name) for name in names}
    os.environ.update({name: str(scratch / name.lower()) for name in names})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@contextmanager
def lab_server(folder: Path) -> Iterator[Lab]:
    """JupyterLab as ``make lab`` starts it, in `folder`; it is ended with the block."""
    token = secrets.token_hex(16)
    log = folder.parent / "server.log"
    with open(log, "w") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(folder)],
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "JUPYTER_TOKEN": token, "JUPYTER_PORT": str(_first_port())},
        )
    try:
        deadline = time.monotonic() + PATIENCE
        while not (address := _address(process.pid)):
            assert process.poll() is None, f"JupyterLab ended at once:\n{log.read_text()[-3000:]}"
            assert time.monotonic() < deadline, f"JupyterLab did not start:\n{log.read_text()[-3000:]}"
            time.sleep(0.2)
        yield Lab(address, token, folder, process.pid)
    finally:
        process.terminate()  # it ends its kernels first
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _first_port() -> int:
    """Where JupyterLab begins to look for a free port: each worker elsewhere.

    It looks, and only then listens; of two that start at the same moment the second would end.
    """
    return 8888 + 100 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


def _address(pid: int) -> str | None:
    """Where the server of this process listens, once it does."""
    addresses = (server["url"].rstrip("/") for server in list_running_servers() if server["pid"] == pid)
    return next(addresses, None)


@dataclass
class Live:
    """A page of RISE, what it asked of the network, and the errors in its console that are not upstream's."""

    page: Page
    name: str
    folder: Path
    remote: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def at(self) -> tuple[str, int]:
        """The slide that is shown, and how many of its fragments."""
        return tuple(
            self.page.evaluate(
                "() => { const slide = document.querySelector('.slides section section.present');"
                " return [slide.id, slide.querySelectorAll('.fragment.visible').length]; }"
            )
        )

    def go(self, slide: str) -> None:
        """Show the slide of this id, as its address does."""
        self.page.evaluate("id => { location.hash = '#/' + id; }", slide)
        self.page.wait_for_selector(f"#{slide}.present", state="attached", timeout=STEP_MS)

    def show(self, node: Locator) -> str:
        """Show the slide that has this element, with the fragments up to it; its id."""
        slide = node.evaluate("node => node.closest('section').id")
        self.go(slide)
        self.page.focus(".jp-Notebook")
        for _ in range(self.page.locator(f"#{slide} .fragment").count()):
            if node.evaluate("node => !node.closest('.fragment:not(.visible)')"):
                break
            self.press("Space")
        return slide

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    def walk(self) -> Iterator[tuple[str, int]]:
        """From the first slide to the last with the space bar, as a lecturer goes; each stop once."""
        self.go("slide-0-0")
        self.page.focus(".jp-Notebook")
        here = self.at()
        while True:
            yield here
            self.press("Space")
            there = self.at()
            if there == here:
                return
            here = there

    def run_all(self) -> None:
        """Run all cells by RISE's own command palette, and wait until the kernel has done them."""
        page = self.page
        page.evaluate(
            "() => { const light = document.querySelector('.jp-Notebook-ExecutionIndicator');"
            " window.statuses = []; new MutationObserver(() => statuses.push(light.dataset.status))"
            ".observe(light, { attributeFilter: ['data-status'] }); }"
        )
        page.focus(".jp-Notebook")
        page.keyboard.press("Control+Shift+C")
        page.keyboard.type("Run All Cells")
        chosen = page.locator(".lm-CommandPalette-item.lm-mod-active", has_text="Run All Cells")
        chosen.wait_for(timeout=STEP_MS)
        page.keyboard.press("Enter")
        page.wait_for_function(
            "() => statuses.includes('busy') && statuses.at(-1) === 'idle'", timeout=RUN_MS
        )

    def comes_to_rest(self, node: Locator) -> str:
        """Wait until what is said here does not change any more for half a second; what it says then."""
        self.page.wait_for_function(
            """node => {
            const said = node.textContent;
            if (said !== node.said) [node.said, node.since] = [said, performance.now()];
            return performance.now() - node.since > 500;
        }""",
            arg=node.element_handle(),
            timeout=STEP_MS,
        )
        return node.inner_text()

    def save(self) -> nbformat.NotebookNode:
        """Save the notebook with the usual key, and read the file that the server has written."""
        self.page.focus(".jp-Notebook")
        with self.page.expect_response(
            lambda answer: answer.request.method == "PUT" and "/api/contents/" in answer.url,
            timeout=RUN_MS,
        ) as saved:
            self.page.keyboard.press("Control+s")
        assert saved.value.ok, f"{self.name} was not saved: {saved.value.status_text}"
        return nbformat.read(self.folder / self.name, as_version=4)


def open_slides(browser: Browser, lab: Lab, name: str, **options) -> Live:
    """Open the live slides of a notebook at 1280 x 720, with nothing but this machine in reach."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, **options)
    live = Live(context.new_page(), name, lab.folder)
    context.route(
        lambda url: not url.startswith(lab.address),
        lambda route: (live.remote.append(route.request.url), route.abort()),
    )
    live.page.on("pageerror", lambda error: live.errors.append(str(error)))
    live.page.on(
        "console",
        lambda message: (
            live.errors.append(message.text)
            if message.type == "error" and not any(known in message.text for known in UPSTREAM)
            else None
        ),
    )
    live.page.goto(lab.url(f"rise/{name}"))
    wait_until_shown(live.page)
    return live


def wait_until_shown(page) -> None:
    """Wait until RISE has made the slides and loaded their style, and the kernel is there."""
    page.wait_for_selector(".reveal.ready", timeout=STEP_MS)
    page.wait_for_selector("#rise-overlay", state="attached", timeout=STEP_MS)
    page.wait_for_selector(
        ".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached", timeout=STEP_MS
    )
    page.wait_for_function(
        "() => [...document.styleSheets].some(sheet => sheet.href?.endsWith('/rise.css'))", timeout=STEP_MS
    )
    page.wait_for_function("() => [...document.images].every(image => image.complete)", timeout=STEP_MS)


def titles(notebook: nbformat.NotebookNode) -> list[str]:
    """The first line of each slide and subslide of a notebook, without its marks."""
    return [
        cell.source.splitlines()[0].lstrip("# ")
        for cell in notebook.cells
        if cell.metadata.get("slideshow", {}).get("slide_type") in ("slide", "subslide")
    ]


STICKS_OUT = """() => {
  const slide = document.querySelector('.slides section section.present');
  const found = [];
  const show = (node, box) => (node.textContent.trim().slice(0, 60) || node.outerHTML.slice(0, 60)) +
    ` [${Math.round(box.left)} ${Math.round(box.top)} ${Math.round(box.right)} ${Math.round(box.bottom)}]`;
  for (const node of slide.querySelectorAll('*')) {
    if (node.closest('.notes, mjx-assistive-mml, .cm-layer, .cm-announced') || !node.checkVisibility(
        { visibilityProperty: true, opacityProperty: true })) continue;
    const shows = node.matches('img, svg, input, button, select, video, canvas') ||
      [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim());
    if (!shows) continue;
    const box = node.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const inside = box.left >= -1 && box.top >= -1 && box.right <= 1281 && box.bottom <= 721;
    if (!inside) found.push('out: ' + show(node, box));
    for (let frame = node.parentElement; frame !== slide; frame = frame.parentElement) {
      const style = getComputedStyle(frame);
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
      const room = frame.getBoundingClientRect();
      if (box.right > room.right + 1 || box.bottom > room.bottom + 1) found.push('cut: ' + show(node, box));
    }
  }
  return found;
}"""
"""In the browser: what sticks out of the slide that is shown, or is cut off by a box inside it."""

SMALL_TEXT = """() => {
  const slide = document.querySelector('.slides section section.present');
  return [...slide.querySelectorAll('*')].filter(node => node.checkVisibility({ visibilityProperty: true })
      && !node.closest('.notes, mjx-container, svg:not(.plot svg), sup, sub, .fa')
      && [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim())
      && parseFloat(getComputedStyle(node).fontSize) < 18)
    .map(node => getComputedStyle(node).fontSize + ' ' + node.textContent.trim().slice(0, 60));
}"""
"""In the browser: text on the slide that is shown of less than 18 pixels."""
