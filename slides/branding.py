"""What a university makes its own, as the pages need it: words and logo."""

import base64
import html
from functools import cache

from lib.settings import SETTINGS, WORDS

from .embedding import check_picture

__all__ = ["SETTINGS", "WORDS", "logo", "logo_address"]


@cache
def logo() -> str:
    """The logo as an HTML element, or the empty text if there is none."""
    address = logo_address()
    text = html.escape(SETTINGS.logo_text)
    return f'<img class="logo" src="{address}" alt="{text}">' if address else ""


@cache
def logo_address() -> str:
    """The logo as a data URL, or the empty text."""
    if SETTINGS.logo is None:
        return ""
    content = SETTINGS.logo.read_bytes()
    kind = check_picture(content, f"the logo {SETTINGS.logo}")
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
