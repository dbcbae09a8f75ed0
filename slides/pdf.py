"""Print a handout, and take the picture of a deck that stands for it."""

import json
from pathlib import Path

from playwright.sync_api import Browser

from .accessible import FORMULA, accessible
from .branding import WORDS
from .browser import Session
from .review import overflow

# Boxes of the page and not Chromium's own header, which knows none of the page's fonts.
FURNITURE = """@page {
  margin: 22mm 18mm 20mm;
  @top-left { content: %s; font: 8pt var(--sans); color: var(--quiet); }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt var(--sans); color: var(--quiet); }
}"""


# Before the formulas become pictures: the MathML is the text of a heading that has one.
READ = """() => {
    const text = (node) => node.textContent.replace(/\\s+/g, " ").trim();
    const all = (selector, what) => [...document.querySelectorAll(selector)].map(what);
    return {
        headings: all("h1, h2, h3, h4", text),
        links: Object.fromEntries(all("a[href]", (link) => [link.getAttribute("href"), text(link)])),
        formulas: all("mjx-assistive-mml math", (formula) => formula.outerHTML),
    };
}"""

# On paper a formula is a picture with its words; on the screen MathML stands for it.
SAY_FORMULAS = """([words, mark]) => document.querySelectorAll("mjx-container").forEach((formula, number) => {
    formula.querySelector("mjx-assistive-mml").remove();
    const picture = formula.querySelector("svg");
    picture.removeAttribute("aria-hidden");
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", mark + words[number]);
})"""


def print_pdf(session: Session, page_file: Path, title: str) -> bytes:
    """Print an HTML file as A4, tagged, with an outline, a header and page numbers.

    Parameters
    ----------
    session : Session
    page_file : Path
        The handout.
    title : str
        What stands at the head of each page.

    Returns
    -------
    bytes
        The PDF.
    """
    page = session.browser.new_page()
    try:
        page.goto(page_file.resolve().as_uri())
        page.evaluate("document.fonts.ready")
        there = page.evaluate(READ)
        if there["formulas"]:
            page.evaluate(SAY_FORMULAS, [session.speaker.words(there["formulas"]), FORMULA])
        page.add_style_tag(content=FURNITURE % json.dumps(f"{WORDS['series']} · {title}", ensure_ascii=False))
        printed = page.pdf(prefer_css_page_size=True, tagged=True, outline=True, print_background=True)
        return accessible(printed, page.title(), there["headings"], there["links"])
    finally:
        page.close()


def thumbnail(browser: Browser, deck_file: Path) -> tuple[bytes, list[str]]:
    """The picture that stands for a deck, and what an author should know about its slides.

    Parameters
    ----------
    browser : Browser
    deck_file : Path

    Returns
    -------
    tuple of bytes and list of str
        A JPEG of 960 x 540 of the first slide with a large picture, else with any, else the title; and a line
        for each slide that is too full.
    """
    page = browser.new_page(viewport={"width": 640, "height": 360}, device_scale_factor=1.5)
    try:
        page.goto(deck_file.resolve().as_uri())
        page.wait_for_function("Reveal.isReady()")
        full = overflow(page)
        page.add_style_tag(
            content=".reveal :is(.slide-number, .controls, .progress) { display: none !important }"
        )
        page.evaluate("""() => {
            const slides = Reveal.getSlides();
            const isLarge = image => Number(image.getAttribute("height")) >= 360;
            const slide = slides.find(slide => [...slide.querySelectorAll("img")].some(isLarge))
                ?? slides.find(slide => slide.querySelector("img:not(.logo)")) ?? slides[0];
            const {h, v} = Reveal.getIndices(slide);
            Reveal.slide(h, v, slide.querySelectorAll(".fragment").length);
            return Promise.all([...slide.querySelectorAll("img:not([hidden])")].map(image => image.decode()));
        }""")
        return page.screenshot(type="jpeg", quality=85), full
    finally:
        page.close()
