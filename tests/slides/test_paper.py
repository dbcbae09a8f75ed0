"""A deck on paper: what ?print-pdf lays out, and Chromium prints."""

import pypdfium2
import pytest

from .sample import opened

PIXEL = 0.75
"""Points."""


@pytest.fixture(scope="module")
def printed(deck, browser):
    with opened(browser, deck, "?print-pdf") as page:
        page.wait_for_selector(".pdf-page")
        with pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True, print_background=True)) as pdf:
            yield pdf, page


@pytest.fixture(scope="module")
def texts(printed):
    """The letters of each page: what is close together is taken for one word, and else for two."""
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in printed[0]]


def test_has_a_page_for_each_slide_with_all_its_steps(texts):
    titles = ["Title of 00_sample", "Flipbook", "Quiz", "Steps", "Below", "Your turn", "Alive", "The end"]
    for title, text in zip(titles, texts, strict=True):
        assert title.replace(" ", "") in text
    assert "Thefirststep." in texts[3] and "Thesecondstep" in texts[3]


def test_keeps_the_margins_of_the_slides(printed):
    """They had gone, and words stood at the very edge of the paper."""
    for page in printed[0]:
        words = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
        left, bottom, right, top = zip(*(word.get_bounds() for word in words))
        assert min(left) > 45 * PIXEL and max(right) < page.get_width() - 20 * PIXEL
        assert min(bottom) > 15 * PIXEL and max(top) < page.get_height() - 25 * PIXEL


def test_leaves_out_what_only_a_hand_can_open(texts):
    assert "Solution" not in texts[5] and "line3ofthesolution" not in texts[5]
