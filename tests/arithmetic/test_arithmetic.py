"""A conclusion must not depend on the processor. In 2026 a lecture was lost on every one with AVX-512."""

import subprocess
import sys

import nbformat
import numpy as np
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from lib import Dense, Network
from slides.lectures import find

from . import __main__ as command
from . import arithmetics as known
from .lecture import run
from .noise import Noisy, jitter

ARITHMETICS = list(known.arithmetics().values())


@pytest.mark.timeout(900)
@pytest.mark.parametrize("arithmetic", ARITHMETICS[: command.FEW], ids=lambda arithmetic: arithmetic.name)
@pytest.mark.parametrize("path", find(), ids=lambda path: path.stem)
def test_every_assert_of_a_lecture_holds(path, arithmetic):
    assert [str(failure) for failure in command.fails(path, arithmetic)] == []


# --- the arithmetics


@pytest.mark.parametrize(
    "features, kernels",
    [
        ((), []),
        (("SSE3", "SSE42"), ["Prescott", "Nehalem"]),
        (("SSE3", "SSE42", "AVX", "AVX2"), ["Prescott", "Nehalem", "Sandybridge"]),
        (("SSE3", "SSE42", "AVX", "AVX2", "FMA3", "AVX512_SKX"), list(known.KERNELS)),
    ],
)
def test_no_kernel_is_forced_that_the_processor_lacks(features, kernels, monkeypatch):
    monkeypatch.setattr(known, "__cpu_features__", dict.fromkeys(features, True))
    found = known.arithmetics().values()
    assert [one.name for one in found if "OPENBLAS_CORETYPE" in one.environment] == kernels
    assert len(found) >= 5


def test_numpy_takes_from_a_kernel_what_came_after_it(monkeypatch):
    able = ["X86_V3", "AVX512F", "X86_V4", "AVX512_ICL"]
    monkeypatch.setattr(known, "__cpu_dispatch__", [*able, "VSX"])
    monkeypatch.setattr(known, "__cpu_features__", dict.fromkeys(able, True))
    disabled = {name: known.kernel(name)["NPY_DISABLE_CPU_FEATURES"].split() for name in known.KERNELS}
    assert disabled == {
        "Prescott": able,
        "Nehalem": able,
        "Sandybridge": able,
        "Haswell": able[1:],
        "SkylakeX": able[3:],
    }


PRODUCT = """
import sys, zlib, numpy as np
noise = int(sys.argv[1])
if noise:
    from tests.arithmetic.noise import add_noise
    add_noise(noise)
a, b = np.random.default_rng(0).normal(size=(2, 300, 300)).astype(np.float32)
print(zlib.crc32(np.dot(a, b)), np.abs(np.dot(a, b) - a.astype(float) @ b.astype(float)).max())
"""


def test_the_arithmetics_are_unlike_and_all_are_right():
    """The environment variables are only a wish: what they do is seen in the digits of a product."""
    digits, errors = {}, {}
    for arithmetic in ARITHMETICS:
        ended = subprocess.run(
            [sys.executable, "-c", PRODUCT, str(arithmetic.noise)],
            cwd=command.ROOT,
            env=known.environment(arithmetic),
            capture_output=True,
            text=True,
            check=True,
        )
        digits[arithmetic.name], error = ended.stdout.split()
        errors[arithmetic.name] = float(error)
    assert max(errors.values()) < 1e-4
    few = [digits[arithmetic.name] for arithmetic in ARITHMETICS[: command.FEW]]
    assert len(set(few)) == command.FEW
    assert len(set(digits.values())) > len(known.NOISES)
    if np.show_config(mode="dicts")["Build Dependencies"]["blas"]["name"] == "scipy-openblas":
        kernels = {digits[one.name] for one in ARITHMETICS if "OPENBLAS_CORETYPE" in one.environment}
        assert len(kernels) != 1


# --- the noise


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_noise_moves_by_one_unit_in_the_last_place_up_and_down(dtype):
    values = np.random.default_rng(0).normal(size=(100, 100)).astype(dtype)
    ways = [(jitter(values.copy(), seed) - values) / np.spacing(np.abs(values)) for seed in (1, 2)]
    for way in ways:
        assert set(way.ravel().tolist()) <= {-1, 0, 1}
        assert 0.45 < np.mean(way > 0) < 0.55 and np.mean(way == 0) < 0.01
    assert np.mean(ways[0] == ways[1]) < 0.6


def test_noise_leaves_what_is_exact_and_gives_the_same_again():
    exact = np.array([0, -0.0, 1, -2, 0.5, 10, 1e6, np.inf, -np.inf])
    assert np.array_equal(jitter(exact.copy(), 1), exact) and np.isnan(jitter(np.array([np.nan]), 1)).all()
    whole, third = np.arange(3), np.float64(1 / 3)
    assert jitter(whole, 1) is whole
    assert jitter(third, 1) == jitter(third, 1) != third and isinstance(jitter(third, 1), np.float64)


def test_a_noisy_function_writes_where_it_was_told_to():
    a, out = np.random.default_rng(0).normal(size=(5, 5)), np.empty((5, 5))
    dot = Noisy(np.dot, 1)
    assert dot(a, a, out=out) is out
    assert np.array_equal(out, dot(a, a)) and not np.array_equal(out, np.dot(a, a))
    assert Noisy(np.exp, 1).nin == 1


# --- the command


@pytest.fixture
def notebook(tmp_path):
    """A lecture of which one assert rests on the last digit, one is false, and one holds."""
    skip = {"slideshow": {"slide_type": "skip"}, "tags": ["assert"]}
    digit = "assert third > 0\nassert third == 1 / 3\n\nfor k in range(3):\n    assert (k <\n      2)"
    cells = [
        new_markdown_cell("## The last digit", metadata={"slideshow": {"slide_type": "slide"}}, id="digit"),
        new_code_cell("import numpy as np\nshow = None\nthird = np.dot([1 / 3], [1.0])", id="setup"),
        new_code_cell("show(third)", id="figure"),
        new_code_cell("wrong = 1 / 0", metadata={"tags": ["exercise"]}, id="exercise"),
        new_code_cell(digit, metadata=skip, id="digit-assert"),
        new_code_cell("assert np.isclose(third, 1 / 3)", metadata=skip, id="near-assert"),
    ]
    path = tmp_path / "99_digit.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return path


def test_it_names_lecture_arithmetic_slide_cell_and_assert_and_goes_on(notebook, monkeypatch, capsys):
    monkeypatch.setattr(command, "find", lambda asked: [notebook])
    names = [ARITHMETICS[0].name, "noise-1", "noise-2"]
    assert command.main(["--arithmetic", *names]) == 1
    told = capsys.readouterr().out
    digit = 'slide "The last digit", cell digit-assert, line 2: assert third == 1 / 3'
    false = 'slide "The last digit", cell digit-assert, line 5: assert (k <'
    for name in names[1:]:
        assert f"99_digit, {name}: 2 failed\n    {digit}\n    {false}" in told
    assert told.count(false) == 3 and "near-assert" not in told


def test_it_is_content_when_all_hold(notebook, monkeypatch, capsys):
    lecture = nbformat.read(notebook, as_version=4)
    lecture.cells = [cell for cell in lecture.cells if cell.id != "digit-assert"]
    nbformat.write(lecture, notebook)
    monkeypatch.setattr(command, "find", lambda asked: [notebook])
    assert command.main([]) == 0
    assert capsys.readouterr().out.count("all hold") == command.FEW


def test_a_cell_that_raises_ends_the_run_and_is_told(notebook):
    lecture = nbformat.read(notebook, as_version=4)
    lecture.cells[1].source += "\nthird / nothing"
    nbformat.write(lecture, notebook)
    (failure,) = run(notebook)
    assert (failure.cell, failure.line) == ("setup", 4)
    assert "NameError: name 'nothing' is not defined at third / nothing" in str(failure)


def test_seeds_are_shifted_for_engine_and_lecture_alike(notebook):
    lecture = nbformat.read(notebook, as_version=4)
    lecture.cells[1:] = [
        new_code_cell(
            "import numpy as np\nfrom lib import Dense, Network\n"
            f"assert Network(2, Dense(1)).theta.tolist() == {Network(2, Dense(1)).theta.tolist()}\n"
            f"assert np.random.default_rng(0).random() == {np.random.default_rng(0).random()}",
            id="seeds",
        )
    ]
    nbformat.write(lecture, notebook)
    lines = [[failure.line for failure in command.fails(notebook, ARITHMETICS[0], seeds)] for seeds in (0, 5)]
    assert lines == [[], [3, 4]]


@pytest.mark.parametrize("arguments", [["77"], ["--arithmetic", "Abacus"]])
def test_it_refuses_what_does_not_exist_and_says_what_does(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        command.main(arguments)
    told = capsys.readouterr().err
    assert ended.value.code == 2 and ("07_xor" in told or "noise-1" in told)
