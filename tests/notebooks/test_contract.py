"""What a lecture is. Every notebook is held to this, so that twelve lectures become one series."""

import ast
import re
import symtable
from copy import deepcopy

import nbformat
import pytest
from bs4 import BeautifulSoup
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from lib.exercises.checking import examine, exercises_of
from lib.interactive.show import ALT_WORDS
from lib.settings import WORDS
from slides.conventions import CELL_NAME, SlideCells, kind, tags
from slides.review import review
from slides.tidy import tidy

LINES = 15
"""Lines of code that can be read on a slide while someone speaks."""

HIDDEN_LINES, DRAWING_LINES = 235, 15
"""Lines of code in its hidden cells, and in one cell those that draw; what is more has its room in lib."""

METHODS_OF_AXES = set(dir(Axes)) - set(dir(Artist)) - {"step"} | {"set", "add_axes", "add_subplot"}
"""The names of methods by which a cell draws; optimizers have a step too."""

WORDS_OF_PROSE, MORE_WORDS = 40, 60
"""Words of prose on a slide, and on one that states an exercise or the objectives.

Counted in what stands on the slide itself: not in its title, formulas, tables, code, pictures and notes. A
dash or a number on its own is no word. References are not prose.
"""

NOTES_WORDS = 12

FIGURES, EXERCISES, ASSERTS, PICTURES = 3, 3, 5, 10
"""At least so many has a lecture; one that says in its metadata that it is short has one of each."""

# --- its form


def test_is_written_as_nbformat_writes_it(lecture):
    nbformat.validate(lecture.notebook)
    assert lecture.path.read_text("utf-8") == nbformat.writes(lecture.notebook) + "\n"


def test_carries_neither_outputs_nor_execution_counts(lecture):
    assert [cell.id for cell in lecture.code if cell.outputs or cell.execution_count is not None] == []


def test_says_nothing_about_the_machine_it_was_written_on(lecture):
    metadata = lecture.notebook.metadata
    assert set(metadata) <= {"kernelspec", "language_info", "lecture", "rise"}
    assert metadata.kernelspec.name == "python3"
    assert "version" not in metadata.language_info


def test_names_its_cells_in_words(lecture):
    names = [cell.id for cell in lecture.notebook.cells]
    assert len(set(names)) == len(names)
    assert [name for name in names if not CELL_NAME.fullmatch(name)] == []


def test_is_tidy(lecture):
    """What the author's way ends with, ``python -m slides.tidy``, leaves it as it is."""
    before = nbformat.writes(lecture.notebook)
    assert nbformat.writes(tidy(deepcopy(lecture.notebook))) == before


def test_has_nothing_that_the_build_warns_of(lecture):
    """Slide types and tags that are none, slides without notes, columns without a left, code not folded."""
    assert review(lecture.notebook) == []


def test_has_no_metadata_but_the_author_s(lecture):
    for cell in lecture.notebook.cells:
        assert set(cell.metadata) <= {"slideshow", "tags", "jupyter"}, cell.id
        assert set(cell.metadata.get("slideshow", {})) <= {"slide_type"}, cell.id


# --- its course


def test_opens_with_number_title_and_question(lecture):
    first = lecture.notebook.cells[0]
    assert first.cell_type == "markdown" and kind(first) == "slide"
    title, question = first.source.split("\n\n")[:2]
    assert re.fullmatch(rf"# {lecture.number} · \S.+", title)
    assert question.endswith("?") and "\n" not in question


def test_says_what_it_teaches_and_what_it_needs(lecture):
    objectives = lecture.slides[1]
    assert objectives.title == WORDS["objectives"]
    text = objectives.cells[0].source
    assert len(re.findall(r"^- ", text, re.MULTILINE)) >= 3
    assert re.search(rf"^{re.escape(WORDS['needed'])}: \S", text, re.MULTILINE)


def test_ends_with_what_can_go_wrong_the_take_away_and_references(lecture):
    titles = [slide.title for slide in lecture.slides]
    assert titles[-2:] == [WORDS["take_away"], WORDS["references"]]
    assert WORDS["pitfalls"] in titles
    assert len(re.findall(r"^- ", lecture.slides[-2].cells[0].source, re.MULTILINE)) >= 3
    assert len(re.findall(r"^\d+\. ", lecture.slides[-1].cells[0].source, re.MULTILINE)) >= 3


def test_has_18_to_30_slides(lecture):
    assert lecture.is_short or 18 <= len(lecture.slides) <= 30


def test_gives_every_slide_a_title_of_its_own(lecture):
    untitled = [slide.name for slide in lecture.slides if not re.match("##? ", slide.cells[0].source)]
    assert untitled == []
    titles = [slide.title for slide in lecture.slides]
    assert len(set(titles)) == len(titles)


def test_gives_the_speaker_notes_for_every_slide(lecture):
    short = {
        slide.name: notes
        for slide in lecture.slides
        if len(notes := " ".join(cell.source for cell in slide.of_kind("notes")).split()) < NOTES_WORDS
    }
    assert short == {}


def test_plans_its_minutes(lecture):
    """The notes of each slide begin with its minutes, or set it apart as homework or for reading on."""
    plan = {
        slide.name: notes[0].source.split("\n\n")[0]
        for slide in lecture.slides
        if (notes := slide.of_kind("notes"))
    }
    apart = {f"*{WORDS['homework']}*", f"*{WORDS['reading']}*"}
    said = {f"*{WORDS['minutes_of_a_slide'].format(minutes=k)}*": k for k in range(lecture.minutes + 1)}
    said[f"*{WORDS['minute_of_a_slide']}*"] = 1
    assert {name: text for name, text in plan.items() if text not in said.keys() | apart} == {}
    assert sum(said.get(text, 0) for text in plan.values()) == lecture.minutes


# --- its prose


def words(slide):
    """The words of prose on a slide, as counted for the limit."""
    text = "\n\n".join(
        cell.source
        for cell in slide.cells
        if cell.cell_type == "markdown" and kind(cell) not in ("notes", "skip")
    )
    text = re.sub(r"\$\$.*?\$\$|\$[^$]*\$|```.*?```|!\[[^]]*\]\([^)]*\)", " ", text, flags=re.DOTALL)
    lines = [line for line in text.splitlines() if not line.startswith(("#", "|"))]
    return [word for line in lines for word in line.split() if re.search(r"[^\W\d]", word)]


def test_puts_few_words_on_a_slide(lecture):
    long = {}
    for slide in lecture.slides[:-1]:
        more = slide.tagged("exercise") or slide is lecture.slides[1]
        limit = MORE_WORDS if more else WORDS_OF_PROSE
        if len(words(slide)) > limit:
            long[slide.name] = f"{len(words(slide))} words, at most {limit}"
    assert long == {}


def test_counts_words_as_it_says():
    source = "## Not this title\n\nFour words, not one: $x$ – 12\n\n| table |\n\n$$y = x$$\n\n- `f()` 2nd"
    slide = SlideCells([nbformat.v4.new_markdown_cell(source)])
    assert words(slide) == ["Four", "words,", "not", "one:", "`f()`", "2nd"]


def test_keeps_its_voice_down(lecture):
    loud = [cell.id for cell in lecture.prose if re.search(r"!(?!\[)", without_code(cell.source))]
    assert loud == []
    for exercise in exercises_of(lecture.number).values():
        said = [exercise.praise, *exercise.hints, *(mistake.message for mistake in exercise.mistakes)]
        assert [text for text in said if "!" in text] == []


def without_code(text):
    return re.sub(r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$]*\$", " ", text, flags=re.DOTALL)


WORD = "two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|sixty"
NUMBER = rf"\b(\d+([.,]\d+)?[\s\xa0\u202f-]?|({WORD})[\s\xa0\u202f-])"
SECONDS = re.compile(NUMBER + r"([mµμn]?s|(milli|micro|nano)?seconds?)\b", re.IGNORECASE)
MINUTES_OR_HOURS = re.compile(NUMBER + r"(min|h|minutes?|hours?)\b", re.IGNORECASE)


def test_states_no_times(lecture):
    """How long something takes depends on the machine. Minutes belong to the title slide and to the notes.

    Titles of references are not ours.
    """
    references = lecture.slides[-1].cells[0]
    for cell in (cell for cell in lecture.prose if cell is not references):
        patterns = [SECONDS]
        if kind(cell) != "notes" and cell is not lecture.notebook.cells[0]:
            patterns.append(MINUTES_OR_HOURS)
        found = [pattern.search(without_code(cell.source)) for pattern in patterns]
        assert [match[0] for match in found if match] == [], cell.id


@pytest.mark.parametrize("text", ["takes 3 seconds", "in 0.4 s", "20 ms a frame", "ten seconds", "3-second"])
def test_knows_a_time_when_it_reads_one(text):
    assert SECONDS.search(text)


@pytest.mark.parametrize(
    "text", ["a second valley", "2. S. Boyd", "the two slips", "the 4 steps", "the nines"]
)
def test_takes_nothing_else_for_a_time(text):
    assert not SECONDS.search(text)


# --- its code


def test_shows_code_that_can_be_read_on_a_slide(lecture):
    shown = [cell for cell in lecture.code if not {"hide-input", "solution", "assert"} & set(tags(cell))]
    lines = {cell.id: len(cell.source.splitlines()) for cell in shown}
    assert {name: count for name, count in lines.items() if count > LINES} == {}


def test_computes_and_calls_in_its_cells_and_draws_in_its_room(lecture):
    """Drawing lies in ``lib/lectures/NAME/figures.py``, where it is found, linted and tested."""
    hidden = [cell for cell in lecture.code if "hide-input" in tags(cell)]
    lines = sum(bool(line.strip()) for cell in hidden for line in cell.source.splitlines())
    assert lines <= HIDDEN_LINES, f"{lines} lines of hidden code"
    drawing = {cell.id: len(lines_that_draw(cell.source)) for cell in lecture.code}
    assert {name: count for name, count in drawing.items() if count > DRAWING_LINES} == {}


def lines_that_draw(source):
    """The lines of statements that call a method of axes, or a function named draw or put."""
    lines = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Expr, ast.Assign)) and any(map(draws, ast.walk(node))):
            lines |= set(range(node.lineno, node.end_lineno + 1))
    return lines


def draws(node):
    if not isinstance(node, ast.Call):
        return False
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    return name.startswith(("draw_", "put_", "mark_")) or (
        isinstance(node.func, ast.Attribute) and name in METHODS_OF_AXES
    )


def test_tells_the_lines_that_draw():
    source = "x = f(3)\naxes.plot(\n    x,\n)\nfor k in x:\n    draw_walk(axes, k)\noptimizer.step(x, x)"
    assert lines_that_draw(source) == {2, 3, 4, 6}


def test_holds_the_numbers_of_its_prose_in_assert_cells(lecture):
    asserts = [cell for cell in lecture.code if "assert" in tags(cell)]
    assert len(asserts) >= (1 if lecture.is_short else ASSERTS)
    for cell in asserts:
        assert any(isinstance(node, ast.Assert) for node in ast.walk(ast.parse(cell.source))), cell.id


# --- its figures


def test_has_figures_that_the_reader_moves(lecture):
    called = [call for cell in lecture.code for call in calls(cell) if call in ("explore", "watch")]
    pages = [page for cell in lecture.executed.cells for page in html_of(cell)]
    alive = sum(len(page.select("figure.live-figure")) for page in pages)
    assert len(called) + alive >= (1 if lecture.is_short else FIGURES)
    assert sum(len(page.select("figure.flipbook")) for page in pages) == len(called)


def test_describes_every_picture(lecture):
    described = []
    for cell in lecture.executed.cells:
        for output in cell.get("outputs", []):
            if any(mime.startswith("image/") for mime in output.get("data", {})):
                described.append((cell.id, output.metadata.get("image/png", {}).get("alt")))
        described += [(cell.id, image.get("alt")) for page in html_of(cell) for image in page.find_all("img")]
        if cell.cell_type == "markdown":
            described += [(cell.id, alt) for alt in re.findall(r"!\[([^]]*)\]\(", cell.source)]
    assert len(described) >= (1 if lecture.is_short else PICTURES)
    assert [name for name, alt in described if len((alt or "").split()) < ALT_WORDS] == []


def html_of(cell):
    return [
        BeautifulSoup(output.data["text/html"], "html.parser")
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {})
    ]


def calls(cell):
    """Names of the functions that a cell calls, each as often as it stands there."""
    return [
        node.func.id
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]


# --- its exercises


def test_has_a_quiz(lecture):
    assert any("quiz" in calls(cell) for cell in lecture.code)
    assert any(page.select("div.quiz") for cell in lecture.executed.cells for page in html_of(cell))


def test_has_exercises_each_with_its_check_and_its_solution(lecture):
    known = list(exercises_of(lecture.number))
    assert known == [f"{lecture.number}.{k}" for k in range(1, len(known) + 1)]
    assert len(known) >= (1 if lecture.is_short else EXERCISES)
    on_slides = [slide for slide in lecture.slides if slide.tagged("exercise")]
    checked = []
    for slide in on_slides:
        stub, solution = slide.tagged("exercise"), slide.tagged("solution")
        assert len(stub) == len(solution) == 1, slide.name
        assert names_checked(stub[0]) == names_checked(solution[0]), slide.name
        checked += names_checked(stub[0])
    assert checked == known


def test_leaves_its_exercises_unwritten_and_says_so_quietly(lecture):
    for cell in (cell for cell in lecture.code if "exercise" in tags(cell)):
        assert verdicts(lecture.result(cell)) == ["unwritten"], cell.id
        assert [output.output_type for output in lecture.result(cell).outputs] == ["display_data"], cell.id


def test_solves_its_exercises(lecture):
    for cell in (cell for cell in lecture.code if "solution" in tags(cell)):
        said = [report.get_text(" ", strip=True) for report in reports(lecture.result(cell))]
        assert verdicts(lecture.result(cell)) == ["right"], (cell.id, said)


def test_knows_the_usual_mistakes_and_has_hints(lecture):
    for name, exercise in exercises_of(lecture.number).items():
        assert examine(name, exercise.solution).message == exercise.praise
        assert len(exercise.hints) >= 2, name
        assert len(exercise.mistakes) >= 2, name
        for mistake in exercise.mistakes:
            report = examine(name, mistake.function)
            assert (report.verdict, report.message) == ("wrong", mistake.message)


def test_goes_on_without_the_code_of_students_and_of_assert_cells(lecture):
    """No other cell uses a name that one of these defines, unless it was defined anew since."""
    apart = {}
    for cell in lecture.code:
        defined, used = names_of(cell)
        if {"exercise", "solution", "assert"} & set(tags(cell)):
            apart |= dict.fromkeys(defined, cell.id)
            continue
        for name in used - defined:
            assert name not in apart, f"{cell.id} uses {name} of {apart[name]}"
        for name in defined:
            apart.pop(name, None)


def names_of(cell):
    """The global names that a cell defines, and those that it uses, in functions too."""
    tables = [symtable.symtable(cell.source, cell.id, "exec")]
    symbols = tables[0].get_symbols()
    defined = {symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported()}
    used = {symbol.get_name() for symbol in symbols if symbol.is_referenced()}
    while tables:
        tables += (inner := tables.pop().get_children())
        used |= {symbol.get_name() for table in inner for symbol in table.get_symbols() if symbol.is_global()}
    return defined, used


def names_checked(cell):
    return [
        node.args[0].value
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "check"
    ]


def reports(cell):
    return [report for page in html_of(cell) for report in page.select("div.check")]


def verdicts(cell):
    return [name for report in reports(cell) for name in report["class"] if name != "check"]


# --- the contract itself


@pytest.mark.parametrize(
    "source, defined, used",
    [
        ("x = y", {"x"}, {"y"}),
        ("def f(step):\n    return step + rate", {"f"}, {"rate"}),
        ("def f():\n    def g():\n        return deep\n    return g", {"f"}, {"deep"}),
        ("import numpy as np\nnp.sum(a)", {"np"}, {"np", "a"}),
    ],
)
def test_tells_names_that_are_used_from_those_of_parameters(source, defined, used):
    cell = nbformat.v4.new_code_cell(source)
    assert names_of(cell) == (defined, used)
