"""One cell of an executed notebook as HTML, the same for deck and handout."""

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from .assets import TEMPLATES
from .mathematics import Formulas

PRIORITY = [
    "text/html",
    "text/markdown",
    "image/svg+xml",
    "text/latex",
    "image/png",
    "image/jpeg",
    "text/plain",
]
"""Which form of an output is shown. A widget has none of them but a plain text that says nothing."""

WIDGET = "application/vnd.jupyter.widget-view+json"

# What some libraries bring along with their outputs, and what would be a request.
_REMOTE = re.compile(r"<link\b[^>]*>|<script\b[^>]*\bsrc=[^>]*>\s*</script>|@import\b[^;]*;", re.IGNORECASE)
_SOURCE = re.compile(r"""(<img\b[^>]*?\bsrc=["'])([^"'>]+)""", re.IGNORECASE)


class CellRenderer:
    """Makes HTML of cells; formulas are taken out, to be set together.

    Parameters
    ----------
    folder : Path
        Where the notebook lies; pictures in its text are looked for there.
    formulas : Formulas
        Collects the formulas.
    """

    def __init__(self, folder: Path, formulas: Formulas):
        self._folder = folder
        self._formulas = formulas

    def render(self, cell: NotebookNode) -> str:
        """The cell as HTML; the empty text if nothing of it is to be shown.

        Raises
        ------
        ValueError
            If a picture has no alternative text, or is not to be found.
        """
        if cell.cell_type == "markdown":
            text = f'<div class="text">{self._markdown(cell.source, cell.get("attachments", {}))}</div>'
        elif cell.cell_type == "code":
            text = self._code(cell)
        else:
            return ""
        _check_pictures(text)
        return text

    def _markdown(self, source: str, attachments: dict | None = None) -> str:
        renderer = _MarkdownRenderer(
            self._formulas,
            escape=False,
            embed_images=True,
            path=str(self._folder),
            attachments=attachments or {},
            exclude_anchor_links=True,
        )
        return MarkdownWithMath(renderer=renderer).render(source).strip()

    def _latex(self, source: str) -> str:
        """The output of ``IPython.display.Math`` and its kind, which brings its dollar signs along."""
        return self._formulas.take_from_html(source)

    def _code(self, cell: NotebookNode) -> str:
        tags = cell.metadata.get("tags", [])
        outputs = [] if {"exercise", "solution"} & set(tags) else list(map(self._own, _shown(cell.outputs)))
        shown = NotebookNode(cell, outputs=outputs)
        self._exporter.exclude_input = "hide-input" in tags
        return self._exporter.from_notebook_node(new_notebook(cells=[shown]))[0].strip()

    def _own(self, output: NotebookNode) -> NotebookNode:
        """The output with its formulas taken out and nothing that would be fetched."""
        if "text/html" not in output.get("data", {}):
            return output
        text = self._formulas.take_from_html(_REMOTE.sub("", output.data["text/html"]))
        _check_pictures(text)  # here already: nbconvert would invent an alternative text
        return NotebookNode(output, data=NotebookNode({"text/html": text}))

    @cached_property
    def _exporter(self) -> HTMLExporter:
        exporter = HTMLExporter(
            template_name="cell",
            extra_template_basedirs=[str(TEMPLATES)],
            filters={"markdown": self._markdown, "latex": self._latex},
        )
        exporter.config.NbConvertBase.display_data_priority = PRIORITY
        return exporter


class _MarkdownRenderer(IPythonRenderer):
    """Markdown as in Jupyter, the formulas taken out."""

    def __init__(self, formulas: Formulas, **options):
        super().__init__(**options)
        self._formulas = formulas

    def inline_math(self, body):
        return self._formulas.place(body)

    def block_math(self, body):
        return self._formulas.place(body, display=True)

    def latex_environment(self, name, body):
        return self._formulas.place(rf"\begin{{{name}}}{body}\end{{{name}}}", display=True)

    def block_html(self, html):
        return self._formulas.take_from_html(self._html_embed_images(html))

    def inline_html(self, html):
        return self._html_embed_images(html)

    def _html_embed_images(self, html):
        # nbconvert's own parses the text, and so closes every tag that a later piece of text would close.
        return _SOURCE.sub(lambda found: found[1] + (self._src_to_base64(found[2]) or found[2]), html)

    def image(self, text, url, title=None):
        return super().image(self._formulas.put_back_tex(text), url, title)

    def table(self, text):
        return f'<div class="table"><table>{text}</table></div>'


def _shown(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """The outputs without bare widgets, which only live with a kernel."""
    return [
        output
        for output in outputs
        if WIDGET not in output.get("data", {}) or set(PRIORITY[:-1]) & set(output.data)
    ]


def _check_pictures(text: str) -> None:
    for image in BeautifulSoup(text, "html.parser").find_all("img"):
        source = image.get("src", "")
        if not image.get("alt", "").strip():
            raise ValueError(
                "a picture without alternative text: show(figure, alt=...) or ![...](...) say what "
                "is to be seen"
            )
        if not source.startswith("data:"):
            raise ValueError(f"the picture {source!r} is not to be found beside the notebook")
