"""What a university makes its own, as the pages need it: words, logo, and the colours of the live slides."""

import base64
import html
import re
from functools import cache

from lib.settings import SETTINGS, WORDS

from .embedding import check_picture

__all__ = ["SETTINGS", "WORDS", "live_style", "logo"]


@cache
def logo() -> str:
    """The logo as an HTML element, or the empty text if there is none."""
    address = logo_address()
    text = html.escape(SETTINGS.logo_text)
    return f'<img class="logo" src="{address}" alt="{text}">' if address else ""


def live_style(css: str) -> str:
    """The style sheet of the live slides with the colours and the logo of the settings.

    Parameters
    ----------
    css : str
        ``notebooks/rise.css``, which has the colours of the series.

    Returns
    -------
    str
    """
    for role, colour in SETTINGS.colours.items():
        css = re.sub(rf"(--{role}: )#[0-9a-fA-F]{{6}};", rf"\g<1>{colour};", css)
    address = logo_address()
    if address:
        css += (
            "\n.rise-enabled .reveal .slides > section:first-of-type > section:first-of-type::before {\n"
            '  content: "";\n  position: absolute;\n  inset: 40px auto auto 50px;\n  width: 400px;\n'
            f'  height: 72px;\n  background: url("{address}") left / contain no-repeat;\n}}\n'
        )
    return css


@cache
def logo_address() -> str:
    if SETTINGS.logo is None:
        return ""
    content = SETTINGS.logo.read_bytes()
    kind = check_picture(content, f"the logo {SETTINGS.logo}")
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
