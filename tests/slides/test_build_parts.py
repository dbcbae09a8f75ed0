"""The exporter's parts, where a mistake would cost a frame, a formula or a file in some later lecture."""

import json
import os
import time

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from slides.assets import inline_script, mathjax, reveal
from slides.files import replace_together, sweep
from slides.flipbooks import thinned
from slides.lectures import UnknownLecture, find
from slides.mathematics import Formula, Formulas
from slides.structure import Piece, Slide

# Flipbooks


def flipbook(lengths, shown, stills) -> str:
    """A flipbook as ``explore`` makes it; the alternative text of a frame names its position."""
    positions = [[]]
    for length in lengths:
        positions = [[*position, k] for position in positions for k in range(length)]
    frames = ""
    for position in map(tuple, positions):
        name = " ".join(map(str, position))
        marks = "data-still " * (position in stills) + "hidden" * (position != shown)
        frames += f'<img data-frame="{name}" {marks} alt="{name}" src="data:,">'
    labels = ""
    for axis, (length, at) in enumerate(zip(lengths, shown, strict=True)):
        values = json.dumps([str(k) for k in range(length)])
        labels += (
            f'<label><span class="name">c{axis}</span><input type="range" min="0" max="{length - 1}" '
            f"value=\"{at}\" data-values='{values}'><output>{at}</output></label>"
        )
    return (
        f'<p>before</p><figure class="flipbook"><div class="frames">{frames}</div>'
        f'<div class="controls">{labels}</div></figure>'
    )


@st.composite
def flipbooks(draw):
    lengths = draw(st.lists(st.integers(1, 24), min_size=1, max_size=2))
    position = st.tuples(*(st.integers(0, length - 1) for length in lengths))
    return lengths, draw(position), draw(st.sets(position, max_size=2))


@settings(deadline=None)
@given(flipbooks())
def test_a_thinned_flipbook_still_shows_the_frame_of_its_controls(book):
    lengths, shown, stills = book
    page = BeautifulSoup(thinned(flipbook(lengths, shown, stills)), "html.parser")
    inputs = page.select("input")
    values = [json.loads(control["data-values"]) for control in inputs]
    frames = {image["data-frame"]: image for image in page.select("img")}

    assert page.p.text == "before"
    for control, kept, length in zip(inputs, values, lengths, strict=True):
        assert kept == sorted(set(kept), key=int) and kept[0] == "0" and kept[-1] == str(length - 1), (
            "both ends"
        )
        assert int(control["max"]) == len(kept) - 1
    for position, image in frames.items():  # the original position is in the alternative text
        assert image["alt"] == " ".join(
            kept[int(at)] for kept, at in zip(values, position.split(), strict=True)
        )
    count = 1
    for kept in values:
        count *= len(kept)
    assert len(frames) == count, "every combination of the controls has its frame"

    visible = [image for image in frames.values() if not image.has_attr("hidden")]
    assert [image["alt"] for image in visible] == [" ".join(map(str, shown))]
    assert visible[0]["data-frame"] == " ".join(control["value"] for control in inputs)
    standing = {image["alt"] for image in frames.values() if image.has_attr("data-still")}
    assert standing == {" ".join(map(str, still)) for still in stills or {shown}}
    for image in page.select("img[data-still]"):  # here too, the original position
        expected = ", ".join(f"c{axis} {at}" for axis, at in enumerate(image["alt"].split()))
        assert image.find_next_sibling(class_="setting").text == expected


@pytest.mark.parametrize("lengths", [[40], [12, 12], [3, 30]])
def test_about_a_dozen_frames_are_kept_evenly(lengths):
    page = BeautifulSoup(thinned(flipbook(lengths, (0,) * len(lengths), set())), "html.parser")
    assert 9 <= len(page.select("img")) <= 12
    for control, length in zip(page.select("input"), lengths, strict=True):
        places = [int(value) for value in json.loads(control["data-values"])]
        steps = [after - before for before, after in zip(places, places[1:], strict=False)]
        assert max(steps) - min(steps) <= 1, f"{places} of {length}"


def test_a_small_flipbook_keeps_all_frames():
    book = flipbook([5, 2], (1, 1), {(0, 0)})
    assert len(BeautifulSoup(thinned(book), "html.parser").select("img")) == 10


# Formulas


@pytest.mark.parametrize(
    "text, found",
    [
        ("an $x$ and $y_1$", [Formula("x"), Formula("y_1")]),
        ("$$a$$", [Formula("a", True)]),
        (r"\[a\] and \(b\)", [Formula("a", True), Formula("b")]),
        ("$a &lt; b$", [Formula("a < b")]),
        (r"it costs \$5", []),
        ("<code>$x$</code><pre>$y$</pre>", []),
        ('<img alt="$x$"><p title="$5 and $6">$z$</p>', [Formula("z")]),
        ("<svg><text>$x$</text></svg>", []),
    ],
)
def test_formulas_are_taken_out_of_html(text, found):
    formulas = Formulas()
    marked = formulas.take_from_html(text)
    assert list(formulas) == found
    typeset = {formula: f"[{formula.tex}]" for formula in found}
    restored = formulas.put_back(marked, typeset)
    assert "\ue000" not in restored
    assert all(f"[{formula.tex}]" in restored for formula in found)


def test_an_escaped_dollar_becomes_a_dollar():
    assert Formulas().take_from_html(r"it costs \$5") == "it costs $5"


def test_a_formula_that_occurs_twice_is_set_once():
    formulas = Formulas()
    assert formulas.place("x") == formulas.place("x") != formulas.place("x", display=True)
    assert len(list(formulas)) == 2


# Slides


def test_columns_are_made_of_neighbours():
    slide = Slide(
        below=False,
        pieces=[
            Piece(html, side)
            for html, side in [
                ("title", ""),
                ("a", "left"),
                ("b", "left"),
                ("c", "right"),
                ("d", ""),
                ("e", "right"),
                ("f", "left"),
            ]
        ],
    )
    rows = [[[piece.html for piece in column] for column in row] for row in slide.rows]
    assert rows == [[["title"]], [["a", "b"], ["c"]], [["d"]], [["e"]], [["f"]]]


# Names of lectures


def test_a_lecture_is_found_by_number_name_and_path(tmp_path):
    for name in ("00_map", "02_descent", "11_clinic"):
        (tmp_path / f"{name}.ipynb").touch()
    (tmp_path / "scratch.ipynb").touch()
    expected = [tmp_path / "02_descent.ipynb"]
    for name in ("2", "02", "02_descent", "02_descent.ipynb", str(expected[0])):
        assert find([name], tmp_path) == expected, name
    assert [path.stem for path in find([], tmp_path)] == ["00_map", "02_descent", "11_clinic"]
    assert [path.stem for path in find(["11", "0", "00"], tmp_path)] == ["00_map", "11_clinic"]
    for name in ("1", "20", "descent", "scratch", "", "²"):
        with pytest.raises(UnknownLecture, match="11_clinic"):
            find([name], tmp_path)


# Files


def test_a_file_that_cannot_be_written_stops_all(tmp_path):
    old, blocked = tmp_path / "old", tmp_path / "blocked" / "new"
    old.write_text("old")
    blocked.parent.touch()  # a file where a folder is needed
    with pytest.raises(OSError):
        replace_together({old: b"new", blocked: b"new"})
    assert old.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["blocked", "old"]


def test_only_what_dead_builds_left_is_swept(tmp_path):
    def leave(process, age=0):
        path = tmp_path / f".deck.html.tmp-{process}-abcd"
        path.touch()
        os.utime(path, (time.time() - age,) * 2)
        return path

    gone = 2**22 + 1  # above the highest process number of Linux
    dead, alive, forgotten = leave(gone), leave(os.getpid()), leave(os.getppid(), age=86400)
    other = tmp_path / "deck.html"
    other.touch()
    sweep(tmp_path)
    assert alive.exists() and other.exists()
    assert not dead.exists() and not forgotten.exists()


# What is inlined


def test_inlined_scripts_do_not_end_early_nor_ask_for_their_source_maps():
    for source in (reveal("dist/reveal.js"), reveal("plugin/notes/notes.js"), mathjax()):
        script = inline_script(source)
        assert "</script" not in script and "<!--" not in script and "sourceMappingURL" not in script
    assert inline_script("a('</script>')\n//# sourceMappingURL=a.map") == r"a('<\/script>')"
