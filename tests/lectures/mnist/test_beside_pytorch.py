"""Lecture 10 runs the engine beside PyTorch, and shows a recorded run where PyTorch is not installed."""

import json
import sys

import numpy as np
import pytest

from bench.pytorch import FILE, NOTEBOOK, lecture
from lib.interactive import show

STEPS = 60
"""So much of the record is run again."""

RECORD = json.loads(FILE.read_text("utf-8"))


@pytest.fixture(scope="module")
def names():
    return lecture()


@pytest.fixture
def stage(names, monkeypatch, capsys):
    """Runs the slide's figure; gives its description and what is said below it."""
    cells = {cell["id"]: "".join(cell["source"]) for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"]}

    def run():
        shown = []
        monkeypatch.setattr(show, "show", lambda figure, alt: shown.append(alt))
        stage = dict(names)
        for cell in ("setup", "beside-figure"):
            exec(compile(cells[cell], cell, "exec"), stage)
            stage["compare"] = lambda: names["compare"](STEPS)
        return shown[0], capsys.readouterr().out

    return run


def assert_tells_of_the_record(alt, said):
    made = RECORD["machine"]
    for what in (made["date"], made["torch"], made["numpy"], made["processor"], "one thread"):
        assert what in said and what in alt
    assert said.startswith("Recorded")


def test_without_pytorch_it_shows_the_record_and_says_so(stage, monkeypatch):
    monkeypatch.delenv("DESCENT_EXPORT", raising=False)
    monkeypatch.setitem(sys.modules, "torch", None)
    alt, said = stage()
    assert_tells_of_the_record(alt, said)
    assert "PyTorch is not installed here" in said


def test_live_with_pytorch_it_runs_both_and_says_so(stage, monkeypatch):
    torch = pytest.importorskip("torch")
    monkeypatch.delenv("DESCENT_EXPORT", raising=False)
    alt, said = stage()
    assert said.strip() == f"Run just now, PyTorch {torch.__version__}." and alt.startswith(said.strip())


def test_an_export_shows_the_record_so_that_it_is_the_same_everywhere(stage, monkeypatch):
    pytest.importorskip("torch")
    monkeypatch.setenv("DESCENT_EXPORT", "1")
    alt, said = stage()
    assert_tells_of_the_record(alt, said)
    assert "not installed" not in said


def test_the_beginning_of_the_record_comes_out_again(names):
    pytest.importorskip("torch")
    run = names["compare"](STEPS)
    for name in ("ours", "PyTorch"):
        recorded = RECORD["run"][name]["losses"][:STEPS]
        np.testing.assert_allclose(run[name]["losses"], recorded, atol=1e-3, err_msg=name)


def test_ours_in_the_record_comes_out_again_without_pytorch(names, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.setitem(names, "train_in_pytorch", names["train_ours"])
    recorded = RECORD["run"]["ours"]["losses"][:STEPS]
    np.testing.assert_allclose(names["compare"](STEPS)["ours"]["losses"], recorded, atol=1e-3)


def test_in_the_record_the_two_agree():
    ours, theirs = (np.array(RECORD["run"][name]["losses"]) for name in ("ours", "PyTorch"))
    assert len(ours) == len(theirs) == 500
    assert abs(ours - theirs).max() < 1e-4
    assert all(run["seconds"] > 0 and 0.9 < run["accuracy"] < 1 for run in RECORD["run"].values())
