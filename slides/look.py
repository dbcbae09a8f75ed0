"""The look as style sheets: the palette and type scale of the figures, put before our own rules."""

from functools import cache

from .assets import template
from .branding import logo_address

OF_PAGES = {
    "line": "#d5dae1",
    "card": "#f5f6f8",
    "focus": "var(--link)",
    "right": "var(--weights)",
    "wrong": "var(--biases)",
}
"""Colours that a page has and a figure has not: thin lines, the ground of code, the focus, verdicts."""

LIVE_LOGO = """
.rise-enabled .reveal .slides > section:first-of-type > section:first-of-type::before {{
  content: "";
  position: absolute;
  inset: 40px auto auto 50px;
  width: 400px;
  height: 72px;
  background: url("{address}") left / contain no-repeat;
}}
"""

RATE, START, STEPS = 0.1, 8.0, 14


@cache
def properties() -> str:
    """The palette of the settings, type scale and fonts of the figures, and what the pages make of them."""
    from lib.figures.style import MONO, SANS, TYPE
    from lib.settings import SETTINGS

    values = {
        **SETTINGS.colours,
        **{name: f"{size}px" for name, size in TYPE.items()},
        "sans": _font_list(SANS, "sans-serif"),
        "mono": _font_list(MONO, "monospace"),
        **OF_PAGES,
    }
    return ":root {\n" + "".join(f"  --{name}: {value};\n" for name, value in values.items()) + "}\n"


def style(*names: str) -> str:
    """The palette, what all pages share, and the style sheets of these names, in one."""
    return "\n".join([properties(), *(template(f"{name}.css") for name in ("base", "parts", *names))])


def live_style(css: str) -> str:
    """The style sheet of the live slides: what they share with the deck, then rules of their own, the logo.

    Parameters
    ----------
    css : str
        ``notebooks/rise.css``, which turns JupyterLab and RISE into slides.

    Returns
    -------
    str
    """
    shared = "\n".join(template(f"{name}.css") for name in ("parts", "slide"))
    address = logo_address()
    logo = LIVE_LOGO.format(address=address) if address else ""
    return f"{properties()}\n.rise-enabled {{\n{shared}\n}}\n{css}{logo}"


def emblem() -> str:
    """The sign of the series as SVG: a ball that rolls down x² − 4x + 6 by gradient descent."""

    def point(x):
        return f"{60 * x + 150:.1f} {460 - 22 * (x * x - 4 * x + 4):.1f}"

    curve = " L".join(point(k / 10) for k in range(-22, 63))
    x, balls = 6.0, []
    for step in range(STEPS):
        cx, cy = point(x).split()
        balls.append(
            f'<circle class="ball" cx="{cx}" cy="{cy}" r="11" opacity="{(step + 3) / (STEPS + 2):.2f}"/>'
        )
        x -= RATE * (2 * x - 4)
    return (
        f'<svg class="emblem" viewBox="0 0 560 490" aria-hidden="true" focusable="false">'
        f'<path class="curve" d="M{curve}"/>{"".join(balls)}</svg>'
    )


def _font_list(names: list[str], generic: str) -> str:
    return ", ".join([*(f'"{name}"' for name in names), generic])
