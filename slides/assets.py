"""Where reveal.js and MathJax lie in the installed packages, and how they are put into a page."""

from importlib.util import find_spec
from pathlib import Path

TEMPLATES = Path(__file__).parent / "templates"


def reveal(name: str) -> str:
    """The text of a file of reveal.js, for instance ``dist/reveal.js``."""
    return (_installed("sphinx_revealjs") / "_static/revealjs" / name).read_text("utf-8")


def mathjax() -> str:
    """The text of MathJax with all of TeX, for SVG: one script that loads nothing."""
    return (_installed("mathjax") / "static/mathjax/es5/tex-svg-full.js").read_text("utf-8")


def speech_script() -> str:
    """The text of MathJax's speech rule engine, which MathJax must be loaded before."""
    return (_installed("mathjax") / "static/mathjax/es5/a11y/sre.js").read_text("utf-8")


def speech_rules(language: str) -> tuple[str, dict[str, str]]:
    """A language that the speech rule engine knows, English if it does not know this one, and its rules."""
    folder = _installed("mathjax") / "static/mathjax/es5/sre/mathmaps"
    known = language if (folder / f"{language}.json").exists() else "en"
    return known, {name: (folder / f"{name}.json").read_text("utf-8") for name in ("base", known)}


def template(name: str) -> str:
    """The text of one of our own templates, style sheets or scripts."""
    return (TEMPLATES / name).read_text("utf-8")


def inline_script(source: str) -> str:
    """JavaScript as it may stand between script tags.

    Notes
    -----
    Inside a page ``</script`` ends the script wherever it stands, and a source map would be a request.
    """
    lines = (line for line in source.splitlines() if not line.startswith("//# sourceMappingURL="))
    return "\n".join(lines).replace("</script", r"<\/script").replace("<!--", r"<\!--")


def _installed(package: str) -> Path:
    """The folder of a package, which is not imported: only the files it carries are of use here."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(f"{package} is not installed; pip install -e . installs what slides needs")
    return Path(found.submodule_search_locations[0])
