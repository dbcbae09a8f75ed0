"""Formulas in words, for those who listen: "x squared minus 4 x plus 6"."""

from collections.abc import Sequence

from playwright.sync_api import Browser

from lib.settings import SETTINGS

from .assets import mathjax, speech_rules, speech_script, template


class Speaker:
    """The speech rule engine of MathJax, in a blank page.

    Parameters
    ----------
    browser : Browser

    Notes
    -----
    It speaks by the rules of ClearSpeak, in the language of the settings if it knows that, else in English.
    """

    def __init__(self, browser: Browser):
        self._page = browser.new_page()
        self._page.add_script_tag(content=template("mathematics.js"))
        self._page.add_script_tag(content=mathjax())
        self._page.evaluate("MathJax.startup.promise")
        self._page.add_script_tag(content=speech_script())
        language, rules = speech_rules(SETTINGS.language)
        self._page.evaluate(
            """([locale, rules]) => {
                window.engine = MathJax._.a11y.sre;
                SREfeature.custom = (name) => Promise.resolve(rules[name]);
                engine.Sre.setupEngine({locale, domain: "clearspeak", modality: "speech"});
                return engine.sreReady();
            }""",
            [language, rules],
        )

    def words(self, formulas: Sequence[str]) -> list[str]:
        """What is said for each of the formulas, which are MathML."""
        return self._page.evaluate(
            "formulas => formulas.map(formula => engine.Sre.toSpeech(formula))", list(formulas)
        )
