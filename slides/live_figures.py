"""Live figures in a page: what several of them have in common stands in it once."""

import re

_MODULE = re.compile(r'<script type="module">.*?</script>\n?', re.S)


def each_module_once(page: str) -> str:
    """The page with the first of equal modules only: it brings all figures of its kind to life."""
    seen = set()

    def kept(module: re.Match) -> str:
        text = module.group()
        return "" if text in seen else seen.add(text) or text

    return _MODULE.sub(kept, page)
