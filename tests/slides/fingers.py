"""Fingers on a touch screen: the events that Chromium makes of them, not the ones a script would make."""

from playwright.sync_api import Locator, Page

STEPS = 8


class Fingers:
    """Ten fingers, and the page they work on; its context needs ``has_touch``."""

    def __init__(self, page: Page):
        self.page = page
        self._session = page.context.new_cdp_session(page)

    def drag(self, *paths: tuple[tuple[float, float], tuple[float, float]]) -> None:
        """The fingers come down one after the other, move from their first points to their second, go up."""
        starts = [start for start, _ in paths]
        for down in range(1, len(starts) + 1):
            self._send("touchStart", starts[:down])
        for step in range(1, STEPS + 1):
            part = step / STEPS
            self._send("touchMove", [tuple(a + part * (b - a) for a, b in zip(*path)) for path in paths])
        for left in range(len(paths) - 1, -1, -1):
            self._send("touchEnd", [end for _, end in paths[:left]])
        self.page.evaluate(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    def swipe(self, node: Locator, x: float = 0, y: float = 0, place=(0.5, 0.5)) -> None:
        """One finger moves by `x` and `y` pixels from a place of an element, in parts of its size."""
        box = node.bounding_box()
        start = (box["x"] + place[0] * box["width"], box["y"] + place[1] * box["height"])
        self.drag((start, (start[0] + x, start[1] + y)))

    def _send(self, kind: str, points) -> None:
        touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})
