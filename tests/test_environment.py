"""pip, conda and Binder install the same environment, and what was tested is pinned to the last package."""

import tomllib
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rattler import MatchSpec

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EVERYTHING = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
CONDA_NAMES = {"matplotlib-base": "matplotlib", "brotli-python": "brotli"}
"""What conda-forge calls otherwise than PyPI."""


def direct() -> dict[str, Requirement]:
    found = map(Requirement, PROJECT["dependencies"])
    return {canonicalize_name(requirement.name): requirement for requirement in found}


@pytest.fixture(scope="module")
def environment():
    return yaml.safe_load((ROOT / "environment.yml").read_text())


@pytest.fixture(scope="module")
def pins():
    """Name and version of each line of constraints.txt."""
    lines = (line.partition("#")[0].strip() for line in (ROOT / "constraints.txt").read_text().splitlines())
    found = {}
    for requirement in map(Requirement, filter(None, lines)):
        (pin,) = requirement.specifier
        assert pin.operator == "==", f"{requirement} is not pinned"
        found[canonicalize_name(requirement.name)] = pin.version
    return found


def test_conda_installs_the_same_packages_in_the_same_bounds(environment):
    (pip,) = (part["pip"] for part in environment["dependencies"] if isinstance(part, dict))
    assert pip[-1] == "-e ."
    found = {canonicalize_name(one.name): one.specifier for one in map(Requirement, pip[:-1])}
    for text in environment["dependencies"]:
        if isinstance(text, str) and text != "pip" and not text.startswith("python="):
            spec = MatchSpec(text, strict=True)
            name = canonicalize_name(spec.name.normalized)
            found[CONDA_NAMES.get(name, name)] = Requirement(f"x{spec.version}").specifier
    assert found == {name: requirement.specifier for name, requirement in direct().items()}


def test_conda_takes_a_python_that_the_project_allows(environment):
    (spec,) = (MatchSpec(text) for text in environment["dependencies"] if str(text).startswith("python="))
    assert spec.version.removeprefix("=").removesuffix(".*") in {"3.11", "3.12", "3.13", "3.14"}
    assert PROJECT["requires-python"] == ">=3.11"
    assert environment["channels"][0] == "conda-forge"


def test_each_direct_dependency_has_a_lower_and_an_upper_bound():
    for requirement in map(Requirement, EVERYTHING):
        operators = sorted(part.operator for part in requirement.specifier)
        assert operators in (["=="], ["<", ">="]), str(requirement)


def test_the_pins_are_within_the_bounds(pins):
    for requirement in map(Requirement, EVERYTHING):
        pin = pins[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(pin), f"{requirement.name}: {pin} is outside {requirement}"


def test_every_package_that_is_needed_is_pinned(pins):
    needed, queue = set(), list(EVERYTHING)
    while queue:
        requirement = Requirement(queue.pop())
        name = canonicalize_name(requirement.name)
        for extra in requirement.extras or {""}:
            if (name, extra) in needed or not applies(requirement.marker, extra):
                continue
            needed.add((name, extra))
            queue += [text for text in wanted_by(name) if applies(Requirement(text).marker, extra)]
    assert {name for name, _ in needed} <= pins.keys()
    assert len(needed) > 80


def applies(marker, extra) -> bool:
    return marker is None or marker.evaluate({"extra": extra})


def wanted_by(name) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []


def test_the_widget_manager_is_the_last_that_works_in_the_live_slides():
    """From 3.0.11 on it asks for a module that the front end of RISE does not share, and no slider shows."""
    assert version("jupyterlab_widgets") == "3.0.10"
    assert version("ipywidgets") == "8.1.2"
