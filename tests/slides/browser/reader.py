"""A reader of the built files: a real Chromium, cut off from the network, that works them key by key."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, JSHandle, Page

from ...patience import STEP_MS

MEASURE = (Path(__file__).parent / "measure.js").read_text("utf-8")

FLIPBOOK = """book => {
    const images = [...book.querySelectorAll("img")];
    const shown = images.filter(image => image.checkVisibility());
    return {
        shown: shown.map(image => ({
            frame: image.dataset.frame,
            alt: image.alt,
            picture: images.findIndex(other => other.src === image.src),
            drawn: image.complete && image.naturalWidth > 0})),
        controls: [...book.querySelectorAll("input")].map(input => ({
            name: input.closest("label").querySelector(".name").textContent,
            at: Number(input.value),
            values: JSON.parse(input.dataset.values),
            said: [input.nextElementSibling.value, input.getAttribute("aria-valuetext")]}))};
}"""

# Every position of a control, one after the other, and back to where it stood at the start.
THROUGH = f"""(book, [control, start]) => {{
    const look = {FLIPBOOK};
    const input = book.querySelectorAll("input")[control];
    const move = (position) => {{
        input.value = position;
        input.dispatchEvent(new Event("input", {{bubbles: true}}));
        return look(book);
    }};
    const seen = JSON.parse(input.dataset.values).map((_, position) => move(position));
    move(start);
    return seen;
}}"""

# Without selectors, and without the pictures in their addresses, axe-core takes a fraction of its time.
AXE = """async () => {
    for (const image of document.images) {
        const {naturalWidth: width, naturalHeight: height} = image;
        const blank = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"/>`;
        image.src = `data:image/svg+xml,${blank}`;
    }
    const options = {resultTypes: ["violations"], selectors: false, elementRef: true};
    const {violations} = await axe.run(document, options);
    const under = (element) => element.closest("section")?.querySelector("h1, h2")?.textContent ?? "the page";
    return violations.flatMap(({id, nodes}) =>
        nodes.map(({element}) => `${id}: ${under(element)}: ${element.outerHTML.slice(0, 120)}`));
}"""

PLAIN_TEXT = """root => {
    const copy = root.cloneNode(true);
    for (const part of copy.querySelectorAll("pre, code, mjx-container, script, style")) part.remove();
    return copy.textContent;
}"""

# What lies beyond the right edge of a handout, but for what is in boxes that scroll.
BEYOND = """() => [...document.querySelectorAll("main *")]
    .filter(part => part.checkVisibility() &&
        !part.closest(".unseen, mjx-container, .table, svg, :is(.picture, .frames, pre) *"))
    .filter(part => part.getBoundingClientRect().right > innerWidth + 1)
    .map(part => part.outerHTML.slice(0, 80))"""


class Measured(NamedTuple):
    """What was found in a part of the page, for each question, and where everything lies in it."""

    found: dict[str, list[str]]
    layout: list


@dataclass
class Reader:
    """An open page, and what it asked for or complained about since it was opened."""

    page: Page
    context: BrowserContext
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def handle(self, selector: str) -> JSHandle:
        return self.page.evaluate_handle("selector => document.querySelector(selector)", selector)

    def measure(self, root, frame=None, beside: str = "", only: list[str] | None = None) -> Measured:
        """What measure.js finds in a part of the page, for all its questions or only some."""
        what = {"root": root, "frame": frame or root, "beside": beside, "only": only}
        return Measured(**self.page.evaluate(MEASURE, what))

    def axe(self) -> list[str]:
        """What axe-core finds in the page: the rule, below which title, and the piece of HTML.

        The pictures are blank afterwards: axe-core does not look at them, but copies their addresses.
        """
        self.page.evaluate(Axe().axe_script)
        return self.page.evaluate(AXE)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def work_flipbook(self, book, where=lambda: None) -> list[str]:
        """Move every control of a flipbook by key and through all its positions, and tell what is wrong.

        `where` says at which slide the reader is; no key on a control may change that.
        """
        wrong = []
        for control, handle in enumerate(book.query_selector_all("input")):
            handle.focus()
            place, start = where(), book.evaluate(FLIPBOOK)["controls"][control]
            last = len(start["values"]) - 1
            found = []
            for key, position in (
                ("Home", 0),
                ("ArrowRight", 1),
                ("End", last),
                ("ArrowRight", last),
                ("ArrowLeft", last - 1),
            ):
                self.press(key)
                found += flaws(book.evaluate(FLIPBOOK), control, position)
            before = None
            for position, now in enumerate(book.evaluate(THROUGH, [control, start["at"]])):
                found += flaws(now, control, position, before)
                before = now
            if where() != place:
                found.append(f"turned the slide from {place} to {where()}")
            if book.evaluate(FLIPBOOK)["controls"][control] != start:
                found.append("does not come back")
            wrong += [f"{start['name']} {what}" for what in dict.fromkeys(found)]
        return wrong


def flaws(now, control, position, before=None) -> list[str]:
    """What is wrong with a flipbook after its control was moved to a position."""
    found = []
    moved = now["controls"][control]
    if moved["at"] != position:
        found.append(f"stands at {moved['at']}")
    if moved["said"] != [moved["values"][position]] * 2:
        found.append(f"says {moved['said']} for {moved['values'][position]!r}")
    if len(now["shown"]) != 1:
        found.append(f"{len(now['shown'])} frames are shown")
    for frame in now["shown"][:1]:
        if frame["frame"] != " ".join(str(other["at"]) for other in now["controls"]):
            found.append(f"frame {frame['frame']} is shown")
        if not frame["drawn"]:
            found.append("the frame is not drawn")
        if before and len(before["shown"]) == 1:
            found += [
                f"the {what} is that of the position before"
                for what in ("picture", "alt")
                if frame[what] == before["shown"][0][what]
            ]
    return [f"at {position}: {what}" for what in found]


@contextmanager
def reading(browser: Browser, path: Path, width: int = 1280, height: int = 720, **device):
    """Open a file from the disk, without a network."""
    assert path.exists(), f"{path.name} is not built: run make (or python -m slides) first"
    context = browser.new_context(viewport={"width": width, "height": height}, offline=True, **device)
    context.set_default_timeout(STEP_MS)
    reader = Reader(context.new_page(), context)
    itself = path.resolve().as_uri()
    context.on(
        "request",
        lambda request: (
            reader.requests.append(request.url[:200])
            if not request.url.startswith((itself, "data:", "blob:", "about:"))
            else None
        ),
    )
    context.on(
        "console",
        lambda message: (
            reader.complaints.append(f"{message.type}: {message.text}")
            if message.type in ("error", "warning")
            else None
        ),
    )
    context.on("weberror", lambda error: reader.complaints.append(str(error.error)))
    reader.page.goto(itself)
    reader.page.evaluate("() => document.fonts.ready")
    try:
        yield reader
    finally:
        context.close()
