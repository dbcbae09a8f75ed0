"""The tests of one lecture alone, and the order in which two workers take the groups."""

import pytest

from slides.lectures import ROOT, UnknownLecture, find

LECTURES = ROOT / "tests" / "lectures"


def pytest_addoption(parser):
    parser.addoption(
        "--lecture",
        action="append",
        default=[],
        metavar="NN",
        help="only the tests of this lecture (make test LECTURE=NN); may be repeated",
    )


def pytest_configure(config):
    try:
        config.lectures = [path.stem for path in find(config.getoption("--lecture"))]
    except UnknownLecture as unknown:
        raise pytest.UsageError(str(unknown)) from unknown


def pytest_ignore_collect(collection_path, config):
    """The engine's tests are of no lecture, and take a while to be read."""
    if config.getoption("--lecture") and collection_path == ROOT / "tests" / "lib":
        return True


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    if config.getoption("--lecture"):
        others = {item for item in items if not set(config.lectures) & set(parameters(item))}
        config.hook.pytest_deselected(items=list(others))
        items[:] = [item for item in items if item not in others]
    items.sort(key=rank)


def parameters(item) -> list[str]:
    """The names that a test is about: those in brackets, and the lecture in whose room it lies."""
    room = item.path.parent
    own = [path.stem for path in find() if path.stem[3:] == room.name] if room.parent == LECTURES else []
    return own + (item.callspec.id.split("-") if hasattr(item, "callspec") else [])


def rank(item) -> int:
    """When a test is begun: long groups first, single tests last, so that the workers end together."""
    mark = item.get_closest_marker("xdist_group")
    if mark is None:
        return len(LONG) + 1
    kind = mark.args[0].partition(" ")[0]
    return LONG.index(kind) if kind in LONG else len(LONG)


LONG = ["rise", "deck", "firefox", *(path.stem for path in find()), "handout"]
"""How the names of the groups begin that take longest: live slides, the walks, a lecture's code."""
