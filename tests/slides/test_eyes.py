"""What a system asks of its pages for other eyes: its own few colours, and nothing that moves."""

import io

import pytest
from coloraide import Color
from PIL import Image

from .sample import opened, show

pytestmark = pytest.mark.xdist_group("sample deck")

DRAWN_BY_A_BACKGROUND = {
    "a slider's track": ".flipbook input",
    "the arrows": ".reveal .navigate-right",
    "the progress": ".reveal .progress",
}


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_controls_stay_visible_in_the_colours_of_the_system(deck, browser, scheme):
    with opened(browser, deck, forced_colors="active", color_scheme=scheme) as page:
        show(page, "Flipbook")
        page.wait_for_function("() => document.getAnimations().length === 0")
        for what, selector in DRAWN_BY_A_BACKGROUND.items():
            box = page.locator(selector).first.bounding_box()
            shot = Image.open(io.BytesIO(page.screenshot(clip=box))).convert("RGB")
            # A hundredth of it and more: not the rim of a letter.
            least = 0.01 * shot.width * shot.height
            colors = [
                Color("srgb", [part / 255 for part in color])
                for count, color in shot.getcolors(1 << 20)
                if count >= least
            ]
            contrast = max(one.contrast(other, method="wcag21") for one in colors for other in colors)
            assert contrast >= 3, f"{what}: {contrast:.1f}"


def test_nothing_moves_for_those_who_asked_for_less_motion(deck, browser):
    with opened(browser, deck, reduced_motion="reduce") as page:
        show(page, "Steps")
        assert page.evaluate("""() => {
            const before = document.getAnimations().length;
            Reveal.next();
            Reveal.toggleOverview();
            document.body.getBoundingClientRect();
            return [before, document.getAnimations().length];
        }""") == [0, 0]


def test_others_see_a_step_fade_in(deck, browser):
    """Otherwise the test above could not fail."""
    with opened(browser, deck) as page:
        show(page, "Steps")
        page.wait_for_function("() => document.getAnimations().length === 0")
        assert (
            page.evaluate("""() => {
            Reveal.next();
            document.body.getBoundingClientRect();
            return document.getAnimations().length;
        }""")
            > 0
        )
