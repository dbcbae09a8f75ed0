"""The house has four floors, each importing only from those below, so that the engine can be read alone."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIB = ROOT / "lib"

MODULES = sorted(LIB.rglob("*.py"))

FLOORS = {"figures": 1, "interactive": 2, "exercises": 2, "lectures": 3}
"""The floor of each folder; the files beside them are the engine."""

PACKAGES = {
    0: {"numpy", "tqdm"},
    1: {"numpy", "matplotlib", "fontpkg", "fontTools", "uharfbuzz"},
    2: {"numpy", "matplotlib", "PIL", "IPython", "ipywidgets", "anywidget", "traitlets"},
    3: {"numpy", "matplotlib", "IPython", "ipywidgets", "anywidget", "traitlets"},
}
"""What may be imported on each floor, besides the standard library and the floors below."""


def floor(path: Path) -> int:
    return FLOORS.get(path.relative_to(LIB).parts[0], 0)


def imported(path: Path) -> set[str]:
    """The full names of what a file imports from elsewhere, in functions too."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            # What is imported may be a module or something in it.
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def file_of(module: str) -> Path | None:
    """The file of lib that a name belongs to; None if the name is none of lib."""
    parts = module.split(".")
    if parts[0] != "lib":
        return None
    for end in range(len(parts), 0, -1):
        place = ROOT.joinpath(*parts[:end])
        for path in (place.with_suffix(".py"), place / "__init__.py"):
            if path.is_file():
                return path
    raise AssertionError(f"{module} is not in lib")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIB)))
def test_imports_only_from_its_own_floor_and_those_below(path):
    assert "from ." not in path.read_text("utf-8"), "lib is imported by its full name"
    for name in imported(path):
        package = name.partition(".")[0]
        target = file_of(name)
        if target:
            assert floor(target) <= floor(path), f"{path.name} imports {name}"
            if floor(path) == floor(target) == 3:
                assert target.parent in (path.parent, LIB / "lectures"), f"{path} imports another's {name}"
            assert target != LIB / "__init__.py", f"{path.name} imports {name} from lib itself: a circle"
        else:
            assert package in PACKAGES[floor(path)] | sys.stdlib_module_names, f"{path.name} imports {name}"


def test_the_floors_are_where_they_are_looked_for():
    floors = {path.relative_to(LIB).as_posix(): floor(path) for path in MODULES}
    assert (floors["landscapes.py"], floors["figures/style.py"]) == (0, 1)
    assert (floors["interactive/explore.py"], floors["exercises/checking.py"]) == (2, 2)
    assert floors["lectures/momentum/figures.py"] == 3


def test_finds_imports_wherever_they_stand(tmp_path):
    path = tmp_path / "module.py"
    path.write_text("import a.b as c\ndef f():\n    from lib.figures import style\n")
    assert imported(path) == {"a.b", "lib.figures.style"}
    assert file_of("lib.figures.style") == LIB / "figures" / "style.py"
    assert file_of("lib.figures.PALETTE") == LIB / "figures" / "__init__.py"
    assert file_of("numpy.linalg") is None


def test_lib_is_imported_without_pictures_and_controls():
    code = "import lib, sys; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert {"lib.landscapes", "numpy"} <= loaded
    assert {"matplotlib", "PIL", "ipywidgets", "IPython", "traitlets"}.isdisjoint(loaded)


def test_lib_offers_what_it_says():
    import lib

    assert sorted(lib.__all__) == sorted(set(lib.__all__))
    assert [name for name in lib.__all__ if not hasattr(lib, name)] == []


def test_slides_take_nothing_from_lib_but_style_fonts_and_settings():
    for path in sorted((ROOT / "slides").rglob("*.py")):
        rooms = {name for name in imported(path) if name.partition(".")[0] in ("lib", "notebooks", "tests")}
        allowed = ("lib.figures.style.", "lib.figures.fonts.", "lib.settings.")
        wrong = [name for name in rooms if not name.startswith(allowed)]
        assert wrong == [], path.name
