"""One cell of an executed notebook as HTML, the same for deck and handout."""

from base64 import b64decode
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from .assets import TEMPLATES
from .embedding import NO_ALT, check_picture, embedded
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
            If a picture has no alternative text, cannot be found or decoded, or something would be fetched.
        """
        if cell.cell_type == "markdown":
            return f'<div class="text">{self._markdown(cell.source, cell.get("attachments", {}))}</div>'
        return self._code(cell) if cell.cell_type == "code" else ""

    def _markdown(self, source: str, attachments: dict | None = None) -> str:
        renderer = _MarkdownRenderer(
            self._formulas,
            escape=False,
            attachments={quote(name): content for name, content in (attachments or {}).items()},
            exclude_anchor_links=True,
        )
        try:
            text = MarkdownWithMath(renderer=renderer).render(source).strip()
        except InvalidNotebook as error:
            raise ValueError(str(error)) from error
        return embedded(text, self._folder)

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
        """The output with its formulas taken out and its files put in."""
        data = output.get("data", {})
        shown = next((form for form in PRIORITY if form in data), "")
        if shown == "text/html":
            text = embedded(self._formulas.take_from_html(data[shown]), self._folder)
            return NotebookNode(output, data=NotebookNode({shown: text}))
        if shown.startswith("image/"):
            # Here already: nbconvert would invent an alternative text.
            if not output.metadata.get(shown, {}).get("alt", "").strip():
                raise ValueError(NO_ALT)
            picture = data[shown]
            check_picture(picture.encode() if shown == "image/svg+xml" else b64decode(picture), "the picture")
        return output

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
        return self._formulas.take_from_html(html)

    def inline_html(self, html):
        return html

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
