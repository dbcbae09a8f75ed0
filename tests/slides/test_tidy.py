"""JupyterLab writes what git must not hold; ``python -m slides.tidy`` takes it out and never costs a cell."""

import json
import re
import shutil

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from slides.conventions import CELL_NAME, RISE
from slides.lectures import NOTEBOOKS
from slides.tidy import main

UUIDS = [f"{k:08x}-1b2c-4d3e-9f10-0123456789ab" for k in range(20)]


def jupyterlab(path, *cells, **metadata):
    """Write a notebook as JupyterLab does."""
    notebook = new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python", "version": "3.11.7", "file_extension": ".py"},
            "widgets": {"application/vnd.jupyter.widget-state+json": {}},
            **metadata,
        },
    )
    path.write_text(json.dumps(notebook, indent=1))
    return path


def cell(make, source, kind="", *tags, **about):
    metadata = {"editable": True, "slideshow": {"slide_type": kind}, "tags": list(tags), **about}
    return make(source, metadata=metadata)


@pytest.fixture
def edited(tmp_path):
    """A lecture as it comes from JupyterLab: a cell that was there before, and new ones."""
    cells = [
        cell(new_markdown_cell, "# 12 · Weight decay\n\nWhy?", "slide"),
        cell(new_code_cell, "import numpy", "skip", "hide-input"),
        cell(new_markdown_cell, "## Where the *ravine* bends: $x^2$", "slide"),
        cell(new_code_cell, "print(1)", "", "hide-input", collapsed=True),
        cell(new_code_cell, "2 + 2", "-", scrolled=True, jupyter={"source_hidden": True}),
        cell(new_code_cell, "3 + 3", "fragment"),
        cell(new_markdown_cell, "say this", "notes"),
        cell(new_code_cell, "def f(x):\n    ...", "", "exercise"),
        cell(new_code_cell, "def f(x):\n    return x", "", "solution"),
        cell(new_code_cell, "assert True", "", "assert"),
        cell(new_markdown_cell, "## Где дно", "subslide"),
        cell(new_markdown_cell, "![a dot](attachment:dot.png)"),
        cell(new_markdown_cell, "## A slide that nobody marked"),
    ]
    for one, name in zip(cells, UUIDS):
        one.id = name
    cells[2].id = "ravine"
    cells[3].outputs, cells[3].execution_count = [new_output("stream", text="1\n")], 7
    cells[11].attachments = {"dot.png": {"image/png": "iVBORw0KGgo="}}
    return jupyterlab(tmp_path / "12_weight_decay.ipynb", *cells)


def tidied(path, status=0):
    assert main([path.stem, "--notebooks", str(path.parent)]) == status
    return nbformat.read(path, as_version=4)


def test_makes_of_what_jupyterlab_wrote_what_git_holds(edited, capsys):
    before = nbformat.read(edited, as_version=4)
    notebook = tidied(edited)
    assert capsys.readouterr().out == "12_weight_decay: tidied\n"
    assert [(one.cell_type, one.source, one.get("attachments")) for one in notebook.cells] == [
        (one.cell_type, one.source, one.get("attachments")) for one in before.cells
    ]
    assert edited.read_text("utf-8") == nbformat.writes(notebook) + "\n"
    assert not [one for one in notebook.cells if one.get("outputs") or one.get("execution_count")]
    assert notebook.metadata == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    names = [one.id for one in notebook.cells]
    assert names == [
        "weight-decay",
        "weight-decay-figure",
        "ravine",
        "ravine-figure",
        "ravine-code",
        "ravine-code-2",
        "ravine-notes",
        "ravine-exercise",
        "ravine-solution",
        "ravine-assert",
        "slide",
        "slide-text",
        "a-slide-that-nobody",
    ]
    assert all(map(CELL_NAME.fullmatch, names))
    about = {one.id: one.metadata for one in notebook.cells}
    hidden = {"jupyter": {"source_hidden": True}}
    assert about["ravine-figure"] == {"tags": ["hide-input"], **hidden}
    assert about["ravine-code"] == {}
    assert about["ravine-exercise"] == {"tags": ["exercise"]}
    off = {"slideshow": {"slide_type": "skip"}}
    assert about["ravine-solution"] == {"tags": ["solution"], **off, **hidden}
    assert about["ravine-assert"] == {"tags": ["assert"], **off}
    assert about["a-slide-that-nobody"] == {"slideshow": {"slide_type": "slide"}}


def test_a_second_time_changes_nothing(edited, capsys):
    tidied(edited)
    once = edited.read_bytes()
    tidied(edited)
    assert edited.read_bytes() == once
    assert capsys.readouterr().out.endswith("12_weight_decay: was tidy\n")


def test_leaves_the_lectures_of_the_series_as_they_are(tmp_path, capsys):
    for path in NOTEBOOKS.glob("*.ipynb"):
        shutil.copy(path, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert main(["--notebooks", str(tmp_path)]) == 0
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert re.findall("(?m): (.*)$", capsys.readouterr().out) == ["was tidy"] * len(before)


def test_keeps_the_settings_of_the_live_slides_that_an_author_chose_and_no_others(tmp_path):
    chosen = {**RISE, "theme": "serif"}
    path = jupyterlab(tmp_path / "12_x.ipynb", new_markdown_cell("# 12 · X"), rise=chosen)
    assert tidied(path).metadata.rise == {"theme": "serif"}


def test_names_the_cells_of_a_notebook_from_before_cells_had_ids(tmp_path):
    path = tmp_path / "12_old.ipynb"
    cells = [{"cell_type": "markdown", "metadata": {}, "source": ["# 12 · Old\n", "\n", "Why?"]}]
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}))
    assert [(one.id, one.source) for one in tidied(path).cells] == [("old", "# 12 · Old\n\nWhy?")]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"cells": 3}',
        '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"source": "mine"}]}',
        '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "markdown", "id": "a", '
        '"metadata": {"tags": "left"}, "source": "mine"}]}',
        '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "song", "id": "a", '
        '"metadata": {}, "source": "mine"}]}',
        '{"nbformat": 9, "nbformat_minor": 0, "metadata": {}, "cells": []}',
        '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [',
    ],
)
def test_a_file_that_is_no_notebook_stays_as_it_is_and_the_others_are_tidied(tmp_path, content, capsys):
    good = jupyterlab(tmp_path / "02_good.ipynb", new_markdown_cell("# 02 · G"))
    bad = tmp_path / "01_bad.ipynb"
    bad.write_text(content)
    assert main(["--notebooks", str(tmp_path)]) == 1
    assert bad.read_text() == content and sorted(path.name for path in tmp_path.iterdir()) == [
        "01_bad.ipynb",
        "02_good.ipynb",
    ]
    said = capsys.readouterr()
    assert said.err.startswith("01_bad stays as it is: ") and "02_good: tidied" in said.out
    assert nbformat.read(good, as_version=4).cells[0].id == "g"


def test_names_the_lectures_that_exist_when_asked_for_another(tmp_path, capsys):
    jupyterlab(tmp_path / "02_good.ipynb")
    assert main(["7", "--notebooks", str(tmp_path)]) == 2
    assert "no lecture '7'" in capsys.readouterr().err
