"""What a kernel of ``make lab`` adds to a traceback: which cell makes a name, what an interrupt costs."""

import html
import json
import os
import symtable
from pathlib import Path

from IPython import get_ipython
from IPython.display import display

from .copies import RUN_FIRST

AT_ONCE = "Or all that come before, in the menu: Run ▸ Run All Above Selected Cell."

INTERRUPTED = (
    "This cell was interrupted. Cells that were waiting behind it were not run, and have lost their figures: "
    "Run ▸ Run All Cells in the menu brings them back."
)


def explain_errors() -> None:
    """From now on explain each NameError and interrupt of a cell; outside of a kernel nothing is done."""
    shell = get_ipython()
    if shell is not None:
        shell.set_custom_exc((NameError, KeyboardInterrupt), _show)


def explanation(name: str, notebook: Path) -> str | None:
    """Which cell of a notebook makes a name, and how to run it; None if no cell does.

    Parameters
    ----------
    name : str
        The name that is not known.
    notebook : Path
        The notebook, as it was saved last.

    Returns
    -------
    str or None
        A sentence or two.
    """
    title = None
    try:
        cells = json.loads(notebook.read_text("utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return None
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown" and source.startswith("#"):
            title = source.splitlines()[0].lstrip("# ")
        elif cell["cell_type"] == "code" and name in _assigned(source):
            if not {"assert", "solution"} & set(cell["metadata"].get("tags", [])):
                if source.startswith(RUN_FIRST):
                    return (
                        f"{name} is made by the first code cell, the folded line “Run this first”, near the "
                        f"top. Click on it and press Shift+Enter. {AT_ONCE}"
                    )
                where = f"a cell under “{title}”" if title else "another cell"
                return f"{name} is made by {where}. Run that cell first. {AT_ONCE}"
    return None


def _assigned(source: str) -> set[str]:
    """The names that a cell gives a value."""
    try:
        symbols = symtable.symtable(source, "cell", "exec").get_symbols()
    except SyntaxError:  # a line for IPython
        return set()
    return {symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported()}


def _show(shell, kind, error, trace, tb_offset=None):
    """What IPython calls in place of showing the traceback alone."""
    shell.showtraceback((kind, error, trace), tb_offset=tb_offset)
    # The server tells a kernel which file it runs for.
    notebook = os.environ.get("JPY_SESSION_NAME")
    text = None
    if isinstance(error, KeyboardInterrupt):
        text = INTERRUPTED
    elif notebook and error.name and not isinstance(error, UnboundLocalError):
        text = explanation(error.name, Path(notebook))
    if text:
        page = (
            f'<div class="explained" style="border-left: 4px solid var(--jp-info-color1, #6c8ebf); '
            f'padding: 0.2em 0 0.2em 0.8em">{html.escape(text)}</div>'
        )
        display({"text/html": page, "text/plain": text}, raw=True)
