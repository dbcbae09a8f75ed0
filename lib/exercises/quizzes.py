"""Quizzes: choices that unfold, made of plain HTML, so they work in Lab, RISE and exported files alike."""

from __future__ import annotations

import html
from collections.abc import Mapping
from string import ascii_uppercase

from IPython.display import display

from lib.settings import WORDS


def quiz(question: str, choices: Mapping[str, str], *, answer: str) -> None:
    """Ask a question; each choice unfolds to say whether it is right, and why.

    Parameters
    ----------
    question : str
        The question, plain text.
    choices : mapping of str to str
        The choices in their order, each with the explanation that unfolds.
    answer : str
        The choice that is right.

    Raises
    ------
    ValueError
        If there are fewer than two choices, one has no explanation, or `answer` is none of them.
    """
    if len(choices) < 2 or not all(text.strip() for text in choices.values()):
        raise ValueError(f"choices: expected at least two, each with an explanation, got {dict(choices)!r}")
    if answer not in choices:
        raise ValueError(f"answer: expected one of {list(choices)}, got {answer!r}")
    items = []
    for letter, (choice, explanation) in zip(ascii_uppercase, choices.items()):
        kind, verdict = ("right", WORDS["right"]) if choice == answer else ("wrong", WORDS["not_quite"])
        items.append(f'<li><details><summary><b class="letter">{letter}</b> {html.escape(choice)}</summary>'
                     f'<p class="{kind}"><strong>{verdict}</strong> '
                     f"{html.escape(explanation)}</p></details></li>")
    # The letters are text: JupyterLab and others number a list in their own way.
    page = (f'<div class="quiz"><p class="question">{html.escape(question)}</p>\n'
            + '<ol style="list-style: none">\n' + "\n".join(items) + "\n</ol></div>")
    plain = question + "\n" + "\n".join(map("{}. {}".format, ascii_uppercase, choices))
    display({"text/html": page, "text/plain": plain}, raw=True)
