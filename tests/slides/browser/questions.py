"""What is asked on the walk through a deck. A question takes a stop of the walk and returns what is wrong.

To add one: a function here with its moment above it, and a test of its name in test_deck.py::

    @ask(At.EACH_SLIDE)
    def pictures(stop):
        return [... for image in stop.slide.query_selector_all("img") if ...]

What is measured in the page, from where things lie, is a function in measure.js, and is asked by its name.
What is asked at EACH_SLIDE may press keys and open things, and puts all back as it was.
"""

import re
from collections import defaultdict

from playwright.sync_api import Page

from .reader import PLAIN_TEXT
from .walk import SIZE, At, Question, Stop

QUESTIONS: dict[At, list[Question]] = defaultdict(list)


def ask(*moments: At):
    """A function that is asked at these moments; the question has its name."""

    def register(question: Question) -> Question:
        for moment in moments:
            QUESTIONS[moment].append(question)
        return question

    return register


# --- at the start


@ask(At.THE_START)
def unset_text(stop: Stop) -> list[str]:
    """TeX that was not set, and what checks print."""
    text = stop.reader.page.evaluate(PLAIN_TEXT, stop.reader.handle(".slides"))
    return re.findall(r"\$|\\[a-zA-Z(\[]+|not written yet", text)


@ask(At.THE_START)
def speaker_view(stop: Stop) -> list[str]:
    """Opens with the notes of the slide, follows to the next one, shows both, and takes a clicker's keys."""
    with stop.reader.page.expect_popup() as popup:
        stop.reader.press("s")
    view, wrong = popup.value, []
    for _ in range(2):
        notes = stop.reader.page.evaluate("() => Reveal.getSlideNotes()")
        first = re.sub(r"<[^>]*>|\s+", " ", notes).split(".")[0].strip()
        if not first:
            wrong.append(f"{stop.here()} has no notes")
        view.get_by_text(re.sub(r"\s+", " ", first)[-30:].strip()).first.wait_for()
        stop.reader.press("Space")
    before = follows(view, stop)
    for key, returned in (("PageDown", False), ("PageUp", True)):
        view.keyboard.press(key)
        stop.reader.page.wait_for_function(
            "([before, same]) => (JSON.stringify(Reveal.getIndices()) === before) === same",
            arg=[before, returned],
        )
        follows(view, stop)
    if len(view.frames) != 3:
        wrong.append(f"{len(view.frames) - 1} slides are shown, not the current and the next")
    view.close()
    stop.reader.press("Home")
    return wrong


def follows(view: Page, stop: Stop) -> str:
    """Where the deck stands, when the speaker's window stands there too, and shows what is next.

    The two send one another where they are, some tenths of a second after it: a key in between is overruled.
    """
    here = stop.reader.page.evaluate("() => JSON.stringify(Reveal.getIndices())")
    stands = "window.Reveal?.isReady() && (JSON.stringify(Reveal.getIndices()) === here) === same"
    for preview, same in zip(view.frames[1:], (True, False), strict=True):
        preview.wait_for_function(f"([here, same]) => {stands}", arg=[here, same])
    return here


# --- what measure.js measures: outside, cut, overlapping, underfoot, small, squeezed, shrunk, broken, blank


@ask(At.EACH_STEP, At.OPEN_ANSWERS)
def measured(stop: Stop) -> dict[str, list[str]]:
    return stop.measured.found


@ask(At.EACH_SIZE)
def other_size(stop: Stop) -> dict[str, list[str]]:
    """What can have another answer at another size: reveal.js scales the slide as a whole.

    The page number and the arrows are no part of it. That all the rest is laid out as at 1280 x 720 is asked
    too: then what was measured there of sizes and distances holds here.
    """
    found, here = stop.measured
    there = stop.walk.layouts[stop.place.rpartition(", at ")[0]]
    moved = [
        f"{name}: lies elsewhere than at {SIZE[0]} x {SIZE[1]}"
        for (name, *box), (other, *other_box) in zip(here, there)
        if name != other or max(abs(a - b) for a, b in zip(box, other_box)) > 0.5
    ]
    return {**found, "layout": moved if len(here) == len(there) else ["shows more or less", *moved]}


@ask(At.A_SIZE)
def slide_number(stop: Stop) -> dict[str, list[str]]:
    """The page number stays on the screen."""
    return {
        "outside": stop.reader.measure(
            stop.reader.handle(".slide-number"), stop.reader.handle(".reveal"), only=["outside"]
        ).found["outside"]
    }


# --- what is heard, and reached by Tab


@ask(At.EACH_STEP)
def hearing(stop: Stop) -> list[str]:
    """A screen reader says the title of a new slide, and nothing that is still folded."""
    return stop.slide.evaluate(HEARD)


HEARD = """async slide => {
    for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
    const plain = (text) => text.replace(/\\s+/g, " ").trim();
    const said = [...document.querySelectorAll("[aria-live], [role=status], output")]
        .filter(region => !region.closest("[hidden], [inert], [aria-hidden=true]"))
        .map(region => plain(region.textContent)).join(" | ");
    // The last line of an exercise stands in its solution too.
    const seen = [...slide.querySelectorAll(".text, pre")].filter(part => !part.closest("details"))
        .map(part => plain(part.textContent)).join(" | ");
    const folded = [...slide.querySelectorAll("details:not([open]) > :not(summary)")]
        .map(answer => plain(answer.textContent).slice(-30))
        .filter(answer => !seen.includes(answer));
    const wrong = folded.filter(answer => said.includes(answer)).map(answer => `says "${answer}"`);
    const title = plain(slide.querySelector("h1, h2")?.firstChild.textContent ?? "");
    const stepped = slide.querySelector(".fragment.visible");
    if (!stepped && !said.includes(title)) wrong.push("does not say its title");
    return wrong;
}"""


@ask(At.EACH_SLIDE)
def elsewhere(stop: Stop) -> list[str]:
    """Where Tab would stop on slides that are not shown."""
    return stop.slide.evaluate("""slide =>
        [...document.querySelectorAll(
            ".slides :is(a[href], button, input, select, summary, textarea, [tabindex])")]
            .filter(control => !slide.contains(control) && !control.closest("[inert]")
                && control.checkVisibility({visibilityProperty: true}))
            .map(control => control.outerHTML.slice(0, 80))""")


# --- what is worked


@ask(At.EACH_SLIDE)
def flipbooks(stop: Stop) -> dict[str, list[str]]:
    books = stop.slide.query_selector_all(".flipbook")
    return (
        {"flipbooks": [flaw for book in books for flaw in stop.reader.work_flipbook(book, where=stop.here)]}
        if books
        else {}
    )


@ask(At.EACH_SLIDE)
def quizzes(stop: Stop) -> dict[str, list[str]]:
    quizzes = stop.slide.query_selector_all(".quiz")
    return {"quizzes": [flaw for quiz in quizzes for flaw in answer(stop, quiz)]} if quizzes else {}


def answer(stop: Stop, quiz) -> list[str]:
    """Open every choice of a quiz by the keys that people try, and tell what is wrong."""
    wrong = []
    for number, choice in enumerate(quiz.query_selector_all("details")):
        choice.query_selector("summary").focus()
        for key, expected in (("Enter", True), ("Enter", False), ("Space", True)):
            stop.reader.press(key)
            if choice.evaluate("details => details.open") is not expected:
                wrong.append(f"{key} on choice {number + 1} does not {'open' if expected else 'close'} it")
        if not choice.query_selector("p").is_visible():
            wrong.append(f"choice {number + 1} says nothing")
        stop.reader.press("ArrowRight", "ArrowDown")
        if stop.here() != stop.place:
            wrong.append(f"a key on choice {number + 1} turns the slide")
        choice.evaluate("details => details.open = false")
    if len(quiz.query_selector_all(".right")) != 1:
        wrong.append("there is not just one right answer")
    return wrong


@ask(At.EACH_SLIDE)
def solutions(stop: Stop) -> dict[str, list[str]]:
    """Each opens by key, over its slide, and fits on it."""
    answers = {}
    for solution in stop.slide.query_selector_all("details.solution"):
        wrong = unfold(stop, solution)
        found = stop.reader.measure(solution.query_selector(".over"), stop.slide).found
        wrong += [f"{name}: {line}" for name, lines in found.items() for line in lines]
        solution.query_selector("summary").press("Enter")
        answers.setdefault("solutions", []).extend(wrong)
    return answers


def unfold(stop: Stop, solution) -> list[str]:
    wrong = []
    if solution.evaluate("details => details.open"):
        wrong.append("is open from the start")
    solution.query_selector("summary").focus()
    stop.reader.press("Space")
    if not solution.query_selector(".over").is_visible():
        wrong.append("does not open")
    if stop.here() != stop.place:
        wrong.append("turns the slide")
    return wrong


# --- at the end


@ask(At.THE_END)
def axe(stop: Stop) -> dict[str, list[str]]:
    """What axe-core finds on all slides at once, with all fragments, answers and solutions shown.

    One look at all of them takes a third of the time of a look at each.
    """
    stop.reader.page.evaluate(SPREAD)
    return stop.reader.axe()


SPREAD = """() => {
    const style = document.createElement("style");
    // axe-core does not judge the contrast of a text that lies on something else or outside of its box.
    style.textContent = `
        html, .reveal-viewport, main, .reveal, .reveal .slides {
            height: auto !important; overflow: visible !important; position: static !important;
        }
        .reveal .slides { width: 1280px !important; zoom: 1 !important; transform: none !important; }
        .reveal .slides section, .reveal .fragment {
            position: relative !important; inset: auto !important; transform: none !important;
            display: block !important; visibility: visible !important; opacity: 1 !important;
        }
        .reveal .slides section { height: auto !important; min-height: 720px; }
        .reveal .solutions, .reveal .over { position: static !important; max-height: none !important; }
        .reveal > :is(.backgrounds, .pause-overlay) { display: none !important; }`;
    document.head.append(style);
    for (const section of document.querySelectorAll(".slides section")) {
        for (const name of ["hidden", "inert", "aria-hidden"]) section.removeAttribute(name);
    }
    for (const details of document.querySelectorAll(".slides details")) details.open = true;
}"""
