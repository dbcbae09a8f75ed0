"""A lecture with one of everything, and the deck that users would build of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

from .conftest import Series

FLIPBOOK = """
import ipywidgets
from lib.interactive.explore import explore

def draw(figure, rate, start):
    axes = figure.add_axes((0.1, 0.2, 0.8, 0.7))
    axes.plot([0, 1], [start, rate * start])
    return f"A line from {start} with the slope that belongs to the rate {rate:.2f}"

explore(draw, frames={"rate": [0.1, 0.5, 0.9, 1.1], "start": [1, 2]}, width=900, height=400,
        rate=ipywidgets.FloatSlider(0.5, min=0, max=2, description="learning rate"),
        start=ipywidgets.IntSlider(1, min=1, max=2, description="start"))
"""

QUIZ = """
from lib.exercises import quiz

quiz("Which rate is best?", {"a half": "It lands at once.", "a tenth": "It creeps."}, answer="a half")
"""

LIVE = """
from lib.lectures.activation_functions.hinges import Hinges

Hinges()
"""

LONG_SOLUTION = "secret = 42\n" + "\n".join(f"print('line {k} of the solution')" for k in range(40))


def lecture(series: Series) -> str:
    """Write the lecture; the name of its deck."""
    text, code = series.text, series.code
    series.lecture(
        "00_sample",
        text("Words for the lecturer.", "notes"),
        text("## Flipbook", "slide"),
        code(FLIPBOOK, "-", "hide-input"),
        text("## Quiz", "slide"),
        code(QUIZ, "-", "hide-input"),
        text("## Steps", "slide"),
        text("The first step.", "fragment"),
        text("The second step, [linked](https://example.org).", "fragment"),
        text("## Below", "subslide"),
        text("The formula $x^2$ stands here."),
        text("## Your turn", "slide"),
        code("secret = ...", "-", "exercise"),
        code(LONG_SOLUTION, "skip", "solution"),
        text("## Alive", "slide"),
        code(LIVE, "-", "hide-input"),
        text("## The end", "slide"),
    )
    return "00_sample.slides.html"


@contextmanager
def opened(browser: Browser, file: Path, query: str = "", **context) -> Iterator[Page]:
    """A page that shows a deck from the disk, with no network; it must not complain."""
    complaints = []
    room = browser.new_context(**{"viewport": {"width": 1280, "height": 720}, "offline": True} | context)
    room.on("weberror", lambda error: complaints.append(str(error.error)))
    room.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page = room.new_page()
    page.goto(file.resolve().as_uri() + query)
    page.wait_for_selector(".reveal.ready")
    try:
        yield page
        assert complaints == []
    finally:
        room.close()


def show(page: Page, title: str) -> None:
    """Turn to the slide with this title, as it is when it is reached."""
    page.evaluate(
        """title => {
        const titled = slide => slide.querySelector("h1, h2").textContent.includes(title);
        const slide = Reveal.getSlides().find(titled);
        const {h, v} = Reveal.getIndices(slide);
        Reveal.slide(h, v, -1);
    }""",
        title,
    )


def at(page: Page) -> str:
    """The title of the slide that is shown, and how many of its steps."""
    return page.evaluate("""() => {
        const slide = Reveal.getCurrentSlide();
        const steps = slide.querySelectorAll(".fragment.visible").length;
        return `${slide.querySelector("h1, h2").textContent} ${steps}`;
    }""")
