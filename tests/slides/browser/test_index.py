"""The series at a glance: what is linked must be there, and the page must open for everyone, everywhere."""

import pytest

from slides.lectures import find

from .conftest import DIST
from .reader import reading

pytestmark = pytest.mark.xdist_group("browser index")


@pytest.fixture(scope="module")
def index(browser):
    with reading(browser, DIST / "index.html") as reader:
        yield reader


def test_opens_without_a_request_or_an_error(index):
    assert index.requests == [] and index.complaints == []


def test_lists_every_lecture_with_its_question(index):
    entries = [entry.inner_text() for entry in index.page.query_selector_all(".lectures > li")]
    assert len(entries) == len(find())
    for path, entry in zip(find(), entries, strict=True):
        assert entry.startswith(path.stem[:2])
        assert "?" in entry


def test_links_to_files_that_are_there(index):
    links = [link.get_attribute("href") for link in index.page.query_selector_all("a")]
    endings = (".slides.html", ".html", ".pdf")
    assert set(links) == {path.stem + ending for path in find() for ending in endings}
    assert [link for link in links if not (DIST / link).is_file()] == []


def test_a_link_opens_the_deck(index):
    index.page.get_by_role("link", name="Slides of lecture").first.click()
    index.page.wait_for_function("() => window.Reveal?.isReady()")
    index.page.go_back()


def test_shows_a_picture_of_each_lecture(index):
    pictures = index.page.query_selector_all(".thumbnail img")
    assert len(pictures) == len(find())
    assert min(picture.evaluate("image => image.naturalWidth") for picture in pictures) >= 600


@pytest.mark.parametrize("width", [1280, 390])
def test_can_be_used_by_everyone_at_every_width(index, width):
    index.page.set_viewport_size({"width": width, "height": 800})
    assert index.axe() == []
    assert index.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_a_finger_finds_every_link(browser):
    with reading(browser, DIST / "index.html", 360, 740, has_touch=True, is_mobile=True) as reader:
        links = reader.page.query_selector_all(".lectures ul a")
        assert links and [link for link in links if link.bounding_box()["height"] < 44] == []
