"""A comparison is worth what its contenders do; so each runs a small job, and the recipes' pictures move."""

import json

import numpy as np
import pytest

from bench import accuracy, contenders
from bench.__main__ import FOLDER, table, with_machine
from bench.jobs import JOBS, Job
from lib import mnist

SMALL = {
    "classes": Job((784, 9, 8, 10), "relu", "adam", batch=32, samples=80),
    "yes or no": Job((2, 5, 1), "tanh", "sgd", batch=30, samples=30, passes=3),
    "one at a time": Job((784, 7, 10), "sigmoid", "sgd", batch=1, samples=20),
}
NEEDS = {"torch": "torch", "scikit_learn": "sklearn", "jax": "jax"}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("job", SMALL)
@pytest.mark.parametrize("name", ["lib", "lib_without_record", "products", "textbook", *NEEDS])
def test_a_contender_trains_a_small_job(name, job):
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    run = getattr(contenders, name)(SMALL[job])
    assert 0 < run() < 60 and 0 < run() < 60


def test_the_jobs_are_those_of_the_table():
    assert [job.steps for job in JOBS.values()] == [1875, 469, 59, 1000, 6000]
    assert str(JOBS["J4"]) == "2-50-1 tanh, sgd, full batch, 300 samples, 1,000 steps"


def test_the_table_tells_ratios_and_what_was_left_out():
    seconds = {"J1": {"lib": [1.0, 2.0, 9.0], "scikit-learn": [4.0]}}
    threads = {"1": {"seconds": seconds, "left out": {"Keras": "not there"}}}
    measured = {"rounds": 3, "machine": {"processor": "abacus", "cores": 1}, "threads": threads}
    text = table([measured])
    assert "| J1 | A | 2.000 | 0.50 |" in text and "abacus" in text
    assert "Left out on A: Keras (not there)." in text


def test_each_machine_has_its_row_and_is_measured_anew_in_its_place():
    """One machine's pride is no result: who measures adds a row, and keeps those of the others."""

    def measured(processor, seconds):
        times = {"J1": {"lib": [seconds], "PyTorch eager": [2.0]}, "J5": {"lib": [1.0]}}
        return {
            "rounds": 1,
            "machine": {"processor": processor, "cores": 2},
            "threads": {"1": {"seconds": times, "left out": {}}},
        }

    both = with_machine([measured("abacus", 1.0)], measured("slide rule", 3.0))
    again = with_machine(both, measured("abacus", 4.0))
    assert [each["machine"]["processor"] for each in again] == ["abacus", "slide rule"]
    rows = [line for line in table(again).splitlines() if line.startswith("| J")]
    assert rows == [
        "| J1 | A | 4.000 | 2.00 |",
        "| J1 | B | 3.000 | 1.50 |",
        "| J5 | A | 1.000 |  |",
        "| J5 | B | 1.000 |  |",
    ]


def test_the_readme_quotes_the_table_that_was_measured():
    text = (FOLDER / "results.md").read_text("utf-8")
    assert text == table(json.loads((FOLDER / "results.json").read_text("utf-8")))
    readme = (FOLDER.parent / "README.md").read_text("utf-8")
    one_thread = text.split("## 1 thread\n\n")[1].split("\n\n")[0]
    assert one_thread.count("\n") % len(JOBS) == 1 and one_thread in readme


def test_what_the_readme_says_of_the_table_is_so():
    for measured in json.loads((FOLDER / "results.json").read_text("utf-8")):
        seconds = measured["threads"]["1"]["seconds"]
        times = {job: {name: np.median(runs) for name, runs in part.items()} for job, part in seconds.items()}
        for job, part in times.items():
            assert part["lib"] < min(part["scikit-learn"], part["Keras"]), job
            assert part["lib"] / part["PyTorch eager"] < (1.02 if job == "J3" else 1), job
        assert [job for job, part in times.items() if part["lib"] < part["JAX, epoch compiled"]] == ["J3"]


def test_shifts_and_distortions_of_digits():
    rng = np.random.default_rng(0)
    x = mnist().x_train[:9]
    moved = accuracy.shift(np.repeat(x[:1], 9, axis=0), rng).reshape(9, 28, 28)
    original = x[0].reshape(28, 28)
    ways = [(1 - down, 1 - right) for down in range(3) for right in range(3)]
    expected = [np.roll(original, way, axis=(0, 1)) for way in ways]
    assert (moved == expected).all()
    np.testing.assert_allclose(accuracy.affine_matrix(rng, 0, 0, 0), np.eye(784), atol=1e-6)
    distorted = accuracy.distort(x, rng)
    assert distorted.shape == x.shape and distorted.dtype == np.float32
    assert np.abs(distorted - x).max() > 0.3  # something has moved ...
    np.testing.assert_allclose(distorted.sum(axis=1), x.sum(axis=1), rtol=0.5)  # ... and the ink is there


def test_slanted_digits_are_set_upright():
    bar = np.zeros((28, 28), np.float32)
    bar[6:22, 13:15] = 1
    slanted = np.array([np.roll(line, round(0.5 * (row - 13.5))) for row, line in enumerate(bar)])
    seen = accuracy.upright(np.stack([slanted.ravel(), bar.ravel()]))
    np.testing.assert_allclose(seen[1], bar.ravel(), atol=1e-6)
    assert seen.dtype == np.float32
    assert np.abs(seen[0] - bar.ravel()).max() <= 0.5  # the slanted rows were half a pixel off
    x = mnist().x_train[:200]
    np.testing.assert_allclose(accuracy.upright(x).sum(axis=1), x.sum(axis=1), rtol=0.02)  # no ink is lost
