"""The look as style sheets: the palette and type scale of the figures, put before our own rules."""

from functools import cache

from .assets import template

RATE, START, STEPS = 0.1, 8.0, 14


@cache
def properties() -> str:
    """The palette of the settings, type scale and fonts of the figures as CSS custom properties."""
    from lib.figures.style import MONO, SANS, TYPE
    from lib.settings import SETTINGS

    values = {
        **SETTINGS.colours,
        **{name: f"{size}px" for name, size in TYPE.items()},
        "sans": _font_list(SANS, "sans-serif"),
        "mono": _font_list(MONO, "monospace"),
    }
    return ":root {\n" + "".join(f"  --{name}: {value};\n" for name, value in values.items()) + "}\n"


def style(*names: str) -> str:
    """The palette, what all pages share, and the style sheets of these names, in one."""
    return "\n".join([properties(), *(template(f"{name}.css") for name in ("base", *names))])


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
