"""What can go wrong with one lecture, told so that its author finds the place."""


class LectureError(Exception):
    """A lecture that cannot be built.

    Parameters
    ----------
    reason : str
        What happened, in one line.
    cell : int, optional
        Number of the cell, counted from 1 as in the file.
    source : str, optional
        What stands in the cell; its first line is shown.
    details : str, optional
        Further lines, a traceback for instance.
    """

    def __init__(self, reason: str, cell: int | None = None, source: str = "", details: str = ""):
        super().__init__(reason)
        self.cell = cell
        self.source = source
        self.details = details

    def __str__(self) -> str:
        text = self.args[0]
        if self.cell is not None:
            first = next((line for line in self.source.splitlines() if line.strip()), "")
            text = f"cell {self.cell} ({shortened(first.strip(), 70)}): {text}"
        if self.details:
            text += "\n" + "\n".join("    " + line for line in self.details.splitlines())
        return text


def shortened(text: str, length: int) -> str:
    """A text of at most this many characters, with dots where it was cut."""
    return text if len(text) <= length else text[: length - 1] + "…"
