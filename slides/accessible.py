"""What Chromium leaves out of a PDF: descriptions, roles and metadata for those who listen to it.

PDF/UA-1 (ISO 14289-1) asks for them. Nothing that is seen on paper changes.
"""

import io
from collections.abc import Iterator, Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, String

FORMULA = "\ue002"
"""Begins the alternative text of a picture that is a formula."""

# Operators of a content stream that paint, and those that begin what they paint.
_PAINTS = {*"f F f* B B* b b* s S n Do sh".split(), "BI", "INLINE IMAGE", "ET"}
_BEGINS = {"m", "re", "BT"}


def accessible(printed: bytes, title: str, headings: Sequence[str], links: Mapping[str, str]) -> bytes:
    """A PDF of Chromium with what PDF/UA asks for beyond its tags.

    Parameters
    ----------
    printed : bytes
        The PDF, with tags and with an outline.
    title : str
    headings : sequence of str
        What the entries of the outline say, in their order. Chromium's own lack the spaces at the ends of
        lines.
    links : mapping of str to str
        What stands on the links, by their addresses; that of a place in the document begins with ``#``.

    Returns
    -------
    bytes
        The PDF.

    Raises
    ------
    ValueError
        If the outline has more or fewer entries than there are headings.
    """
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        _name_outline(pdf, headings)
        for element in _elements(pdf):
            _mend(element)
        # Roles of PDF 2.0, for readers that know only those of 1.7.
        pdf.Root.StructTreeRoot.RoleMap = Dictionary(Em=Name.Span, Strong=Name.Span)
        for page in pdf.pages:
            page.obj.Tabs = Name.S
            _describe_links(page, links)
            page.obj.Contents = pdf.make_stream(_mark_artifacts(pikepdf.parse_content_stream(page)))
        with pdf.open_metadata() as metadata:
            metadata["dc:title"] = title
            metadata["pdfuaid:part"] = "1"
        saved = io.BytesIO()
        pdf.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.generate, min_version="1.7")
    return saved.getvalue()


def _name_outline(pdf: pikepdf.Pdf, headings: Sequence[str]) -> None:
    with pdf.open_outline() as outline:
        entries = list(_entries(outline.root))
        if len(entries) != len(headings):
            raise ValueError(f"headings: expected {len(entries)}, as the outline has, got {len(headings)}")
        for entry, heading in zip(entries, headings):
            entry.title = heading


def _entries(items) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _entries(item.children)


def _elements(pdf: pikepdf.Pdf) -> list[Dictionary]:
    """The elements of the structure tree."""
    found, waiting = [], [pdf.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Array):
            waiting.extend(node)
        elif isinstance(node, Dictionary):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                waiting.append(node.K)
    return found


def _mend(element: Dictionary) -> None:
    """Give an element the role that it has on the page."""
    said = str(element.get("/Alt", ""))
    if element.S == Name.Figure and said.startswith(FORMULA):
        element.S = Name.Formula
        element.Alt = String(said.removeprefix(FORMULA))
    elif element.S == Name.Figure and not said:
        element.S = Name.Div  # a <figure> around a picture that is described itself


def _describe_links(page: pikepdf.Page, links: Mapping[str, str]) -> None:
    for annotation in page.obj.get("/Annots", []):
        if annotation.Subtype == Name.Link:
            target = str(annotation.A.URI) if "/A" in annotation else f"#{str(annotation.Dest).lstrip('/')}"
            annotation.Contents = String(links.get(target, target))


def _mark_artifacts(instructions) -> bytes:
    """The content of a page, where all that has no tag is an artifact: lines, backgrounds, page numbers."""
    marked, waiting, depth = [], None, 0
    artifact = ([Name.Artifact], Operator("BMC"))
    end = ([], Operator("EMC"))
    for instruction in instructions:
        operator = str(instruction.operator)
        depth += (operator in ("BDC", "BMC")) - (operator == "EMC")
        if depth == 0 and waiting is None and operator in _BEGINS | {"Do", "sh", "INLINE IMAGE"}:
            waiting = len(marked)
            marked.append(artifact)
        marked.append(instruction)
        if waiting is not None and operator in _PAINTS:
            marked.append(end)
            waiting = None
    return pikepdf.unparse_content_stream(marked)
