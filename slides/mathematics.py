"""Mathematics, set while building: TeX becomes SVG, with MathML for those who listen."""

import html
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .assets import mathjax, template
from .fonts import rules_for_all


class Formula(NamedTuple):
    """A formula in TeX, without its dollar signs."""

    tex: str
    display: bool = False


class TeXError(ValueError):
    """A formula that TeX does not understand."""

    def __init__(self, formula: Formula, message: str):
        super().__init__(f"{message} in the formula {formula.tex.strip()!r}")
        self.formula = formula


# What may hold dollar signs that are none of ours, tags themselves included.
_NO_TEXT = re.compile(
    r"<(pre|code|script|style|textarea|svg|math)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE
)
_DELIMITED = re.compile(
    r"(?<!\\)\$\$(?P<display>.+?)(?<!\\)\$\$|\\\[(?P<bracket>.+?)\\\]"
    r"|(?<![\\$])\$(?P<inline>[^$]+?)(?<!\\)\$|\\\((?P<parenthesis>.+?)\\\)",
    re.DOTALL,
)
_PLACE = re.compile("\ue000([0-9]+)\ue001")


class Formulas:
    """The formulas of one lecture: taken out of the text, set all at once, put back.

    A place in the text is marked by the formula's number between two characters that occur in no text.

    Attributes
    ----------
    cell : int
        Number of the cell that is being read; a formula remembers the first it stood in.
    """

    def __init__(self):
        self.cell = 1
        self._numbers: dict[Formula, int] = {}
        self._cells: dict[Formula, int] = {}

    def __iter__(self):
        return iter(self._numbers)

    def place(self, tex: str, display: bool = False) -> str:
        """Note a formula and give the mark that stands for it."""
        formula = Formula(tex, display)
        self._cells.setdefault(formula, self.cell)
        number = self._numbers.setdefault(formula, len(self._numbers))
        return f"\ue000{number}\ue001"

    def take_from_html(self, text: str) -> str:
        """Replace the formulas between dollar signs or brackets in an HTML text by marks."""
        pieces, end = [], 0
        for tag in _NO_TEXT.finditer(text):
            pieces += [self._take(text[end : tag.start()]), tag.group()]
            end = tag.end()
        return "".join([*pieces, self._take(text[end:])])

    def put_back(self, text: str, typeset: Mapping[Formula, str]) -> str:
        """Replace the marks in an HTML text by the formulas, set."""
        formulas = list(self._numbers)
        return _PLACE.sub(lambda mark: typeset[formulas[int(mark[1])]], text)

    def put_back_tex(self, text: str) -> str:
        """Replace the marks by the TeX itself, where there can be no markup: titles, alternative texts."""
        formulas = list(self._numbers)
        return _PLACE.sub(lambda mark: formulas[int(mark[1])].tex, text)

    def cell_of(self, formula: Formula) -> int:
        """Number of the first cell in which a formula stands."""
        return self._cells[formula]

    def _take(self, text: str) -> str:
        def mark(found):
            inline = found["inline"] or found["parenthesis"]
            return self.place(html.unescape(inline or found["display"] or found["bracket"]), inline is None)

        return _DELIMITED.sub(mark, text).replace(r"\$", "$")


class Typesetter:
    """MathJax in a page of a Chromium that is blank but for the fonts.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    """

    def __init__(self, browser):
        self._page = browser.new_page()
        # MathJax measures letters that it lacks in the body, at the size of its font.
        body = 'body { font: 100px "Descent Sans"; text-rendering: geometricPrecision; }'
        self._page.add_style_tag(content=rules_for_all() + body)
        self._page.evaluate("() => Promise.all([...document.fonts].map(face => face.load()))")
        self._page.add_script_tag(content=template("mathematics.js"))
        self._page.add_script_tag(content=mathjax())
        self._page.evaluate("MathJax.startup.promise")
        self._done: dict[Formula, str] = {}

    def typeset(self, formulas: Iterable[Formula]) -> dict[Formula, str]:
        """Set formulas, each distinct one once.

        Raises
        ------
        TeXError
            For the first formula that TeX does not understand.
        """
        missing = [formula for formula in formulas if formula not in self._done]
        results = self._page.evaluate("formulas => formulas.map(typeset)", missing)
        for formula, result in zip(missing, results, strict=True):
            if "error" in result:
                raise TeXError(formula, result["error"])
            self._done[formula] = result["html"]
        return self._done


def in_the_browser(formulas: Iterable[Formula]) -> dict[Formula, str]:
    """The formulas as MathJax finds them in the reader's page, for a build without a Chromium."""
    ends = {True: (r"\[", r"\]"), False: (r"\(", r"\)")}
    return {
        formula: f'<span class="formula">{ends[formula.display][0]}{html.escape(formula.tex)}'
        f"{ends[formula.display][1]}</span>"
        for formula in formulas
    }
