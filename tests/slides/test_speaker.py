"""With two screens the speaker's window has the focus: its keys, and a clicker's, turn the hall's slides."""

import pytest

from .sample import at, opened, show

pytestmark = pytest.mark.xdist_group("sample deck")


@pytest.fixture(scope="module")
def windows(deck, browser):
    """The deck in the hall, and the speaker's window."""
    with opened(browser, deck) as hall:
        with hall.expect_popup() as popup:
            hall.keyboard.press("s")
        speaker = popup.value
        speaker.get_by_text("Words for the lecturer.").first.wait_for()
        for frame in speaker.frames[1:]:
            frame.wait_for_selector(".reveal.ready")
        yield hall, speaker


WAY = ["Lecture", "Flipbook", "Quiz", "Steps", "Steps", "Steps", "Below", "Your turn", "Alive", "The end"]


@pytest.mark.parametrize(
    "forward, back",
    [("PageDown", "PageUp"), ("ArrowRight", "ArrowLeft"), ("ArrowDown", "ArrowUp"), ("n", "p")],
)
def test_the_keys_of_the_speakers_window_walk_the_whole_deck(windows, forward, back):
    hall, speaker = windows
    show(hall, "Title")
    speaker.bring_to_front()
    walked = [at(hall)]
    for _ in WAY[1:]:
        walked.append(turned(hall, speaker, forward))
    assert [place.split()[0] for place in walked] == [title.split()[0] for title in WAY]
    assert len(set(walked)) == len(WAY), "each step of a slide is one of its own"
    returned = [walked[-1]]
    for _ in WAY[1:]:
        returned.append(turned(hall, speaker, back))
    assert returned == walked[::-1]


def test_space_home_and_end_work_in_the_speakers_window(windows):
    hall, speaker = windows
    show(hall, "Title")
    assert turned(hall, speaker, "Space").startswith("Flipbook")
    assert turned(hall, speaker, "End").startswith("The end")
    assert turned(hall, speaker, "Home").startswith("Lecture")


def turned(hall, speaker, key: str) -> str:
    """Press a key in the speaker's window; where the hall is after that, when it has moved."""
    before = at(hall)
    speaker.keyboard.press(key)
    hall.wait_for_function(
        """before => {
        const slide = Reveal.getCurrentSlide();
        const steps = slide.querySelectorAll(".fragment.visible").length;
        return `${slide.querySelector("h1, h2").textContent} ${steps}` !== before;
    }""",
        arg=before,
    )
    return at(hall)
