"""The modules of lib keep to the types in their comments: TypeScript reads them, and makes nothing."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "javascript"
LOCK = HERE / "package-lock.json"
LIB = HERE.parents[1] / "lib"


@pytest.fixture(scope="module")
def tsc(pytestconfig):
    """Runs the TypeScript that the lock names; npm brings it once, and pytest's cache keeps it."""
    if not shutil.which("npm"):
        pytest.skip("there is no Node, with which TypeScript runs")
    cache = pytestconfig.cache.mkdir(f"typescript-{hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]}")
    if not (cache / "node_modules" / ".package-lock.json").exists():  # npm writes it last
        for name in ("package.json", LOCK.name):
            shutil.copy(HERE / name, cache)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=cache, check=True)

    def run(project):
        """What it has to say, line by line."""
        script = cache / "node_modules" / "typescript" / "bin" / "tsc"
        done = subprocess.run(["node", script, "-p", project], cwd=HERE, capture_output=True, text=True)
        assert done.stderr == "" and bool(done.stdout) == bool(done.returncode)
        return done.stdout.splitlines()

    return run


def test_all_modules_keep_to_their_types(tsc):
    assert tsc(HERE) == []


def test_a_wrong_type_is_found(tsc, tmp_path):
    """That comments are read at all, and strictly: no error would otherwise be found in the modules."""
    (tmp_path / "wrong.js").write_text(
        f"import {{ random }} from '{(LIB / 'interactive/engine/random.js').as_posix()}';\n"
        "random('seed').uniform().toFixed(2);\n"
        "export const twice = (number) => 2 * number;\n",
        "utf-8",
    )
    settings = {"extends": (HERE / "tsconfig.json").as_posix(), "include": ["wrong.js"]}
    (tmp_path / "tsconfig.json").write_text(json.dumps(settings), "utf-8")
    seed, number = tsc(tmp_path)
    assert "wrong.js(2,8)" in seed and "'string' is not assignable to parameter of type 'number'" in seed
    assert "wrong.js(3,23)" in number and "implicitly has an 'any' type" in number


def test_the_lock_names_no_host():
    """Whoever installs takes the registry that their npm is set to."""
    assert "resolved" not in LOCK.read_text("utf-8")
    (package,) = (entry for name, entry in json.loads(LOCK.read_text("utf-8"))["packages"].items() if name)
    assert package["integrity"]
