"""Exercises and quizzes: they explain what went wrong, and never stop the notebook."""

from lib.exercises.checking import Exercise, Mistake, Report, check, hint
from lib.exercises.quizzes import quiz

__all__ = ["Exercise", "Mistake", "Report", "check", "hint", "quiz"]
