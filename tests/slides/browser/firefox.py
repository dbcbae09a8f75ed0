"""Firefox as a second reader: its pages answer as Playwright's do, as far as the walk asks.

It is driven over WebDriver BiDi, which every Firefox speaks by itself, through a plain web socket. Selenium
would need geckodriver too, which neither it nor Debian's Firefox brings along. Playwright has a build
of its own, and a way to the usual one that sends commands which long-term releases do not know yet.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import websocket

from ...patience import PATIENCE
from .reader import Reader

COMMANDS = ("firefox-esr", "firefox")
HALF_READ = "Incorrect number of children"
"""Said of a fraction that is laid out before all of it is read; test_firefox.py counts its parts."""
MISSING = "Firefox is not installed; on Debian: apt-get install firefox-esr"

# Nothing leaves the machine, whatever a page or Firefox itself asks for.
PREFERENCES = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.allow_hijacking_localhost": True,
    "network.dns.disabled": True,
    # What takes time and is of no use here: history, sessions, extensions, processes in reserve.
    "places.history.enabled": False,
    "browser.sessionstore.interval": 10_000_000,
    "browser.startup.page": 0,
    "extensions.enabledScopes": 0,
    "dom.ipc.processPrelaunch.enabled": False,
}

KEYS = {
    "Space": " ",
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "PageUp": "\ue00e",
    "PageDown": "\ue00f",
    "End": "\ue010",
    "Home": "\ue011",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
}
"""The names that the walk has for keys, and what stands for them in WebDriver."""

# A request that the file's own policy forbids is never made: it is a complaint.
POLICY = """() => document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`forbidden by the page itself: ${event.blockedURI}`))"""

# A deck that is broken may never be ready: the walk says what is wrong with it.
READY = """async () => {
    await document.fonts.ready;
    const {Reveal} = window;
    if (Reveal && !Reveal.isReady()) await new Promise((go) => {
        Reveal.on("ready", go);
        setTimeout(go, 30_000);
    });
}"""


def find_firefox() -> Path | None:
    """The Firefox that the environment variable FIREFOX names, else one on the PATH that can be used."""
    named = os.environ.get("FIREFOX")
    if named:
        assert Path(named).is_file(), f"the environment variable FIREFOX names {named!r}, not a file"
        return Path(named)
    found = map(Path, filter(None, map(shutil.which, COMMANDS)))
    return next((command for command in found if not is_snap(command)), None)


def is_snap(command: Path) -> bool:
    """Whether it is Ubuntu's own Firefox, which sees neither temporary folders nor hidden ones."""
    with command.open("rb") as file:
        return "/snap/" in str(command) or b"/snap/" in file.read(4096)


class Firefox:
    """A running Firefox with a profile of its own, which is gone when it ends."""

    def __init__(self, command: Path):
        self._folder = TemporaryDirectory(prefix="descent-firefox-", ignore_cleanup_errors=True)
        self._process = self._socket = None
        self._numbers = count(1)
        self._pages: dict[str, Page] = {}
        try:
            self._start(command, Path(self._folder.name))
        except BaseException:
            self.close()
            raise

    def _start(self, command: Path, folder: Path) -> None:
        (folder / "user.js").write_text(
            "\n".join(
                f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()
            )
        )
        said = folder / "said.txt"
        with said.open("w") as file:
            self._process = subprocess.Popen(
                [command, "--headless", "--remote-debugging-port=0", "--profile", folder],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                start_new_session=True,
                env={**os.environ, "HOME": str(folder), "MOZ_CRASHREPORTER_DISABLE": "1"},
            )
        end = time.monotonic() + PATIENCE
        while not (found := re.search(r"BiDi listening on (ws://\S+)\n", said.read_text("utf-8", "replace"))):
            ended = self._process.poll() is not None
            assert not ended and time.monotonic() < end, f"{command} does not start:\n{said.read_text()}"
            time.sleep(0.05)
        self._socket = websocket.create_connection(
            f"{found[1]}/session", suppress_origin=True, skip_utf8_validation=True, timeout=PATIENCE
        )
        self.command("session.new", capabilities={})
        self.command("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self.command("script.addPreloadScript", functionDeclaration=POLICY)

    def command(self, method: str, **parameters) -> dict:
        """Send a command and wait for its answer; what happens meanwhile is told to the pages."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._socket.recv())
            if message["type"] == "event":
                about = message["params"]
                page = self._pages.get(about.get("context") or about.get("source", {}).get("context"))
                if page:
                    page.hear(message["method"], about)
            elif message["id"] == number:
                assert message["type"] == "success", f"{method}: {message.get('message')}"
                return message["result"]

    @contextmanager
    def new_page(self, width: int, height: int) -> Iterator["Page"]:
        """A tab in front of the others."""
        context = self.command("browsingContext.create", type="tab")["context"]
        page = self._pages[context] = Page(self, context)
        try:
            page.set_viewport_size({"width": width, "height": height})
            yield page
        finally:
            del self._pages[context]
            self.command("browsingContext.close", context=context)

    def close(self) -> None:
        """End it and all that it started, and remove the profile."""
        if self._socket:
            with suppress(Exception):
                self.command("browser.close")
                self._process.wait(10)
            self._socket.close()
        if self._process:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._folder.cleanup()


class Page:
    """A tab."""

    def __init__(self, firefox: Firefox, context: str):
        self.firefox = firefox
        self.context = context
        self.keyboard = Keyboard(self)
        self.address = "about:blank"
        self.requests: list[str] = []
        self.complaints: list[str] = []

    def hear(self, event: str, about: dict) -> None:
        """Note a request that leaves the file, an error, a warning."""
        if event == "network.beforeRequestSent":
            address = about["request"]["url"]
            if not address.startswith((self.address, "data:", "blob:", "about:")):
                self.requests.append(address[:200])
        elif about["level"] in ("error", "warn") and HALF_READ not in about["text"]:
            self.complaints.append(f"{about['level']}: {about['text']}")

    def goto(self, address: str) -> None:
        self.address = address
        self.firefox.command("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def set_viewport_size(self, size: dict[str, int]) -> None:
        self.firefox.command("browsingContext.setViewport", context=self.context, viewport=size)

    def add_style_tag(self, content: str) -> None:
        self.evaluate(
            """content => {
            const style = document.createElement("style");
            style.textContent = content;
            document.head.append(style);
        }""",
            content,
        )

    def evaluate(self, function: str, *arguments):
        """What a JavaScript function returns: plain values, and elements of the page."""
        answer = self.firefox.command(
            "script.callFunction",
            functionDeclaration=function,
            target={"context": self.context},
            arguments=[to_javascript(argument) for argument in arguments],
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return self._from_javascript(answer["result"])

    evaluate_handle = evaluate

    def query_selector_all(self, selector: str) -> list["Element"]:
        return self.evaluate("selector => [...document.querySelectorAll(selector)]", selector)

    def _from_javascript(self, remote: dict):
        match remote["type"], remote.get("value"):
            case "node", _:
                return Element(self, remote["sharedId"])
            case "array" | "nodelist" | "htmlcollection", values:
                return [self._from_javascript(value) for value in values]
            case "object", pairs:
                return {name: self._from_javascript(value) for name, value in pairs}
            case "number", str(special):  # such as -0 and NaN
                return float(special)
            case _, value:
                return value


class Element:
    """An element of a page."""

    def __init__(self, page: Page, shared: str):
        self.page = page
        self.shared = shared

    def as_element(self) -> "Element":
        return self

    def evaluate(self, function: str, *arguments):
        return self.page.evaluate(function, self, *arguments)

    def query_selector(self, selector: str) -> "Element | None":
        return self.evaluate("(element, selector) => element.querySelector(selector)", selector)

    def query_selector_all(self, selector: str) -> list["Element"]:
        return self.evaluate("(element, selector) => [...element.querySelectorAll(selector)]", selector)

    def is_visible(self) -> bool:
        return self.evaluate("element => element.checkVisibility({visibilityProperty: true})")

    def focus(self) -> None:
        self.evaluate("element => element.focus()")

    def press(self, key: str) -> None:
        self.focus()
        self.page.keyboard.press(key)


class Keyboard:
    """The keys of a page, pressed as a hand would."""

    def __init__(self, page: Page):
        self._page = page

    def press(self, key: str) -> None:
        strokes = [{"type": stroke, "value": KEYS.get(key, key)} for stroke in ("keyDown", "keyUp")]
        self._page.firefox.command(
            "input.performActions",
            context=self._page.context,
            actions=[{"type": "key", "id": "keyboard", "actions": strokes}],
        )


def to_javascript(value) -> dict:
    """A value as WebDriver BiDi writes it."""
    match value:
        case Element():
            return {"sharedId": value.shared}
        case None:
            return {"type": "null"}
        case bool():
            return {"type": "boolean", "value": value}
        case int() | float():
            return {"type": "number", "value": value}
        case str():
            return {"type": "string", "value": value}
        case list() | tuple():
            return {"type": "array", "value": [to_javascript(one) for one in value]}
        case dict():
            return {"type": "object", "value": [[name, to_javascript(one)] for name, one in value.items()]}
    raise TypeError(f"what a page is given is a plain value or an element, not {value!r}")


@contextmanager
def reading(firefox: Firefox, path: Path, width: int = 1280, height: int = 720) -> Iterator[Reader]:
    """Open a file from the disk, without a network."""
    assert path.exists(), f"{path.name} is not built: run make (or python -m slides) first"
    with firefox.new_page(width, height) as page:
        page.goto(path.resolve().as_uri())
        page.evaluate(READY)
        yield Reader(page, firefox, page.requests, page.complaints)
