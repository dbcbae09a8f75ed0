"""One walk through a deck, in one page: at each stop the questions are asked that can be answered there.

The questions are in questions.py. Here is where they are asked: at each step, once on each slide, with its
answers open, at each other size of the screen, and once in the whole deck.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property

from playwright.sync_api import ElementHandle

from .reader import MEASURE, Measured, Reader

SIZE = (1280, 720)
OTHER_SIZES = [(1024, 768), (1366, 650), (1920, 1080), (853, 480)]
"""A projector of 4:3, a window below the browser's bars, a screen, and one that was turned down."""

FURNITURE = ".reveal > .controls, .reveal > .slide-number, .reveal > .progress"


class At(Enum):
    """When a question is asked."""

    THE_START = auto()  # once, before the first key
    EACH_STEP = auto()  # when a slide has come, and after each of its fragments
    EACH_SLIDE = auto()  # when all of a slide is there; what is opened or moved is to be put back
    OPEN_ANSWERS = auto()  # on a slide with a quiz, when all its answers are open
    A_SIZE = auto()  # once at each size of the screen, at the first slide
    EACH_SIZE = auto()  # on each slide, all there and all answers open, at each other size
    THE_END = auto()  # once; nothing comes after it


@dataclass
class Stop:
    """Where the reader stands, and what a question may look at."""

    walk: "Walk"
    place: str

    @property
    def reader(self) -> Reader:
        return self.walk.reader

    @cached_property
    def slide(self) -> ElementHandle:
        return self.reader.page.evaluate_handle("() => Reveal.getCurrentSlide()").as_element()

    @cached_property
    def measured(self) -> Measured:
        """What measure.js finds on the slide; measured once for all questions of the stop."""
        return self.reader.measure(self.slide, beside=FURNITURE)

    def here(self) -> str:
        """Where the reader stands now: not at `place` if a key has turned the slide."""
        return where(self.reader)


Question = Callable[[Stop], list[str] | dict[str, list[str]]]
"""Returns what is wrong, as sentences; a dict of them if it answers several questions, each with its name."""


@dataclass
class Walk:
    """What was seen on the way."""

    reader: Reader
    questions: Mapping[At, list[Question]]
    places: list[str] = field(default_factory=list)
    """Each step, in the order of the walk."""
    slides: list[str] = field(default_factory=list)
    """The last step of each slide."""
    asked: dict[str, dict[str, list[str]]] = field(default_factory=lambda: defaultdict(dict))
    """For each question the places where it was asked, and what was found there."""
    layouts: dict[str, list] = field(default_factory=dict)
    """Where everything lies on each slide, with its answers open."""

    def wrong(self, question: str) -> dict[str, list[str]]:
        """What a question has found, with the places; one that was never asked is an error."""
        assert question in self.asked, f"{question} is asked nowhere; these are: {', '.join(self.asked)}"
        return {place: found for place, found in self.asked[question].items() if found}

    def stop(self, moment: At, place: str, measured: Measured | None = None) -> None:
        stop = Stop(self, place)
        if measured:
            stop.measured = measured
        for question in self.questions[moment]:
            answer = question(stop)
            for name, found in (answer if isinstance(answer, dict) else {question.__name__: answer}).items():
                self.asked[name].setdefault(place, []).extend(found)


def walk_through(
    reader: Reader, questions: Mapping[At, list[Question]], sizes: Sequence[tuple[int, int]] = OTHER_SIZES
) -> Walk:
    """Walk from the first slide to the last as a lecturer does, then look again at each other size."""
    walk = Walk(reader, questions)
    # What fades in is measured when it is there.
    reader.page.add_style_tag(content="*, ::before, ::after { transition: none !important }")
    walk.stop(At.THE_START, "the start")
    walk.stop(At.A_SIZE, "at {} x {}".format(*SIZE))
    while True:
        here = where(reader)
        walk.places.append(here)
        walk.stop(At.EACH_STEP, here)
        if reader.page.evaluate("() => !Reveal.availableFragments().next"):
            look_around(walk, here)
            if reader.page.evaluate("() => Reveal.isLastSlide()"):
                break
        reader.press("Space")
        assert where(reader) != here, f"{here}: the key does not turn the slide"
    for width, height in sizes:
        look_again(walk, width, height)
    reader.page.set_viewport_size({"width": SIZE[0], "height": SIZE[1]})
    walk.stop(At.THE_END, "the whole deck")
    return walk


def look_around(walk: Walk, here: str) -> None:
    """Everything that can be worked on a slide is worked."""
    walk.slides.append(here)
    walk.stop(At.EACH_SLIDE, here)
    # Gives the keys back to the slides, as a click beside the controls does.
    walk.reader.page.evaluate("() => document.activeElement.blur()")
    if walk.reader.page.evaluate(OPEN_ANSWERS, True):
        walk.stop(At.OPEN_ANSWERS, f"{here}, all answers open")
    walk.layouts[here] = walk.reader.measure(Stop(walk, here).slide, only=[]).layout
    walk.reader.page.evaluate(OPEN_ANSWERS, False)


OPEN_ANSWERS = """(open) => {
    const answers = [...Reveal.getCurrentSlide().querySelectorAll(".quiz details")];
    answers.forEach((answer) => answer.open = open);
    return answers.length;
}"""


def look_again(walk: Walk, width: int, height: int) -> None:
    """Ask at another size what can have another answer there: reveal.js scales the slide as a whole."""
    walk.reader.page.set_viewport_size({"width": width, "height": height})
    walk.stop(At.A_SIZE, f"at {width} x {height}")
    measured = walk.reader.page.evaluate(TOUR, FURNITURE)
    for here, found in zip(walk.slides, measured, strict=True):
        walk.stop(At.EACH_SIZE, f"{here}, at {width} x {height}", Measured(**found))


# All slides, measured in one go: nothing has to be drawn for that, and no picture decoded.
TOUR = f"""(beside) => {{
    const measure = {MEASURE};
    HTMLImageElement.prototype.decode = async () => {{}};
    return Reveal.getSlides().map((root) => {{
        const {{h, v}} = Reveal.getIndices(root);
        Reveal.slide(h, v, root.querySelectorAll(".fragment").length);
        const answers = [...root.querySelectorAll(".quiz details")];
        answers.forEach((answer) => answer.open = true);
        const found = measure({{root, frame: root, beside, only: ["underfoot"]}});
        answers.forEach((answer) => answer.open = false);
        return found;
    }});
}}"""


def where(reader: Reader) -> str:
    """The slide that is shown and how many of its steps, with its title."""
    return reader.page.evaluate("""() => {
        const {h, v, f} = Reveal.getIndices();
        const title = Reveal.getCurrentSlide().querySelector("h1, h2")?.textContent ?? "";
        return `${h + 1}.${v + 1}${f >= 0 ? ` step ${f + 1}` : ""} ${title}`;
    }""")
