"""A race shows what was run, and tells its runners apart by more than colour."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from lib import SGD, Adam, Momentum, descend, ravine
from lib.figures import panels
from lib.figures.contours import draw_contours
from lib.lectures.adaptive_rates.figures import LANES, draw_paths, draw_standings, lanes_of, spread

RUNNERS = {"SGD": SGD(lr=0.05), "Momentum": Momentum(lr=0.02), "Adam": Adam(lr=0.3)}
PATHS = {name: descend(ravine.gradient, (-5, 2), optimizer, steps=30) for name, optimizer in RUNNERS.items()}
LOSSES = {name: ravine(path) for name, path in PATHS.items()}


@pytest.fixture
def axes(draw_on):
    """Axes with room for names at their right."""
    (axes,) = panels(draw_on(), 1, right=180)
    return axes


def test_runners_differ_in_colour_marker_and_sign():
    assert len(LANES) == 5
    assert [len(set(each)) for each in zip(*LANES)] == [5, 5, 5]
    assert list(lanes_of(PATHS)) == list(PATHS)


@pytest.mark.parametrize("names", [[], [f"runner {k}" for k in range(6)]])
def test_more_than_five_runners_are_refused_and_none_too(names):
    with pytest.raises(ValueError, match="names: expected 1 to 5"):
        lanes_of(names)


@pytest.mark.parametrize("step, places", [(None, 31), (0, 1), (12, 13)])
def test_paths_reach_to_the_step_and_share_their_start(axes, step, places):
    draw_contours(axes, ravine, ravine.box)
    draw_paths(axes, PATHS, step)
    *drawn, start = axes.get_lines()
    assert start.get_xydata().tolist() == [[-5, 2]]
    for (color, marker, _), path, way, end in zip(LANES, PATHS.values(), drawn[::2], drawn[1::2]):
        assert way.get_xydata() == pytest.approx(path[:places])
        assert end.get_xydata()[0] == pytest.approx(path[places - 1])
        assert (to_hex(way.get_color()), end.get_marker()) == (color, marker)
    assert (axes.get_xlim(), axes.get_ylim()) == ravine.box


@pytest.mark.parametrize("step, places", [(None, 31), (0, 1), (12, 13)])
def test_standings_show_the_losses_and_name_each_at_its_place(axes, step, places):
    axes.set(xlim=(0, 30), ylim=(1e-9, 100))
    draw_standings(axes, LOSSES, step)
    drawn = axes.get_lines()
    for values, line, end in zip(LOSSES.values(), drawn[::2], drawn[1::2]):
        assert line.get_ydata() == pytest.approx(values[:places])
        assert end.get_xydata()[0] == pytest.approx([places - 1, values[places - 1]])
    assert [text.get_text() for text in axes.texts] == ["● SGD", "■ Momentum", "▲ Adam"]
    ranks = [sorted(LOSSES, key=lambda name: LOSSES[name][places - 1])]
    if step != 0:
        heights = {name: text.xy[1] for name, text in zip(LOSSES, axes.texts)}
        assert [sorted(heights, key=heights.get)] == ranks


def test_the_favourite_is_drawn_thicker(axes):
    axes.set(xlim=(0, 30), ylim=(1e-9, 100))
    for draw, values in ((draw_paths, PATHS), (draw_standings, LOSSES)):
        before = len(axes.get_lines())
        draw(axes, values, favourite="Momentum")
        sgd, momentum, adam = axes.get_lines()[before : before + 6 : 2]
        assert momentum.get_linewidth() > sgd.get_linewidth() == adam.get_linewidth()


def test_standings_stay_within_their_limits(axes):
    axes.set(xlim=(0, 3), ylim=(1e-3, 10))
    draw_standings(axes, {"lost": np.array([1, 1e9, 1e12]), "arrived": np.array([1, 1e-20, 0])})
    drawn = axes.get_lines()
    assert drawn[0].get_ydata().tolist() == [1, 10, 10] and drawn[2].get_ydata().tolist() == [1, 1e-3, 1e-3]
    assert axes.get_ylim() == (1e-3, 10)


@pytest.mark.parametrize("places", [[5, 5, 5], [0, 1, 90], [98, 99, 100], [50, 10, 11], [40, 40, 60]])
def test_labels_are_spread_as_little_as_needed(places):
    spaced = spread(places, 20, 0, 100)
    assert np.diff(np.sort(spaced)).min() >= 20 - 1e-9
    assert spaced.min() >= 0 and spaced.max() <= 100 + 1e-9
    assert np.all(np.diff(spaced[np.argsort(places, kind="stable")]) > 0)


def test_labels_that_have_room_stay_where_they_are():
    assert spread([70, 10, 40], 20, 0, 100) == pytest.approx([70, 10, 40])
