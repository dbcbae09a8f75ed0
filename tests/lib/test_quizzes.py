"""Quizzes: one piece of plain HTML that works in Lab, RISE and the exported files alike."""

import pytest
from bs4 import BeautifulSoup

from lib.exercises import quiz

CHOICES = {"A bowl": "Its factors are equal.", "A ravine": "Its steep part is done first.", "A saddle": "No."}


@pytest.fixture
def page(displayed):
    def show(*arguments, **options):
        with displayed() as caught:
            assert quiz(*arguments, **options) is None
        (output,) = caught.outputs
        assert set(output.data) == {"text/html", "text/plain"}
        html = BeautifulSoup(output.data["text/html"], "html.parser")
        return html.select_one("div.quiz"), output.data["text/plain"]

    return show


def test_asks_its_question_and_unfolds_an_explanation_for_each_choice(page):
    quiz_, plain = page("What is it?", CHOICES, answer="A ravine")
    assert quiz_.select_one("p.question").text == "What is it?"
    assert [summary.text for summary in quiz_.select("ol > li > details > summary")] == [
        "A A bowl",
        "B A ravine",
        "C A saddle",
    ]
    assert [part.has_attr("open") for part in quiz_.select("details")] == [False] * 3
    assert [part.p["class"] for part in quiz_.select("details")] == [["wrong"], ["right"], ["wrong"]]
    assert [part.p.text for part in quiz_.select("details")] == [
        "Not quite. Its factors are equal.",
        "Right. Its steep part is done first.",
        "Not quite. No.",
    ]
    assert plain == "What is it?\nA. A bowl\nB. A ravine\nC. A saddle"


def test_the_letters_are_text_and_no_list_numbers_them_again(page):
    """JupyterLab's own style turned the letters of a list into 1, 2, 3, while the deck had A, B, C."""
    quiz_, _ = page("What is it?", CHOICES, answer="A ravine")
    assert [letter.text for letter in quiz_.select("summary > b.letter")] == ["A", "B", "C"]
    assert "list-style: none" in quiz_.ol["style"]


def test_does_not_give_the_answer_away_in_plain_text(page):
    assert "Right" not in page("What is it?", CHOICES, answer="A bowl")[1]


def test_takes_any_text_as_text(page):
    quiz_, _ = page("Is a < b & c?", {"<b>yes</b>": "a & b", '"no"': "<script>"}, answer='"no"')
    assert quiz_.select_one(".question").text == "Is a < b & c?"
    assert [summary.text for summary in quiz_.select("summary")] == ["A <b>yes</b>", 'B "no"']
    assert quiz_.find("script") is None and len(quiz_.find_all("b")) == len(quiz_.select("b.letter")) == 2


def test_needs_no_script(page):
    quiz_, _ = page("What is it?", CHOICES, answer="A bowl")
    assert not any(name.startswith("on") for part in quiz_.find_all(True) for name in part.attrs)


@pytest.mark.parametrize("choices", [{}, {"one": "why"}, {"one": "why", "two": "  "}], ids=str)
def test_refuses_choices_that_are_none_or_unexplained(choices):
    with pytest.raises(ValueError, match="^choices: expected at least two, each with an explanation, got"):
        quiz("What is it?", choices, answer="one")


def test_refuses_an_answer_that_is_no_choice():
    with pytest.raises(ValueError, match=r"^answer: expected one of \['A bowl', .*got 'A hill'"):
        quiz("What is it?", CHOICES, answer="A hill")
