"""What a run leaves in a notebook."""

from nbformat import NotebookNode

from slides.conventions import kind, tags


def code(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def was_run(notebook: NotebookNode) -> bool:
    return all(cell.execution_count for cell in code(notebook))


def complaints(notebook: NotebookNode) -> list[str]:
    """Errors, and whatever a cell says on stderr: warnings mostly."""
    return [
        output.get("evalue", output.get("text"))
        for cell in code(notebook)
        for output in cell.outputs
        if output.output_type == "error" or output.get("name") == "stderr"
    ]


def said(cell: NotebookNode) -> list[NotebookNode]:
    """The outputs of a cell without progress bars: a training has one where it takes more than a second."""
    return [
        output
        for output in cell.outputs
        if output.output_type != "stream" or output.text.partition("\r")[0].strip()
    ]


def with_output(notebook: NotebookNode, mime: str, word: str = "") -> list[str]:
    """The cells that show something of this kind, with this word in it."""
    return [
        cell.id
        for cell in code(notebook)
        if any(
            word in output.get("data", {}).get(mime, ()) if word else mime in output.get("data", {})
            for output in cell.outputs
        )
    ]


def of_cells(notebook: NotebookNode) -> list[tuple]:
    """What makes the cells slides."""
    return [(cell.id, kind(cell), tags(cell), cell.metadata.get("jupyter")) for cell in notebook.cells]


def texts(notebook: NotebookNode) -> list[tuple[str, str]]:
    return [(cell.cell_type, cell.source) for cell in notebook.cells]
