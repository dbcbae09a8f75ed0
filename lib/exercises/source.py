"""The text of a student's function: what is written in it, and what stands in it as it was given out."""

from __future__ import annotations

import ast
import inspect
import textwrap


def text(function) -> str:
    """The source of a function, from the left margin on; empty if it is not known."""
    try:
        return textwrap.dedent(inspect.getsource(function))
    except (OSError, TypeError, SyntaxError, IndexError):
        return ""


def definition(function) -> ast.FunctionDef | None:
    """The syntax tree of a function; None if there is no source, or it is no `def`."""
    try:
        tree = ast.parse(text(function)).body[0]
    except (SyntaxError, IndexError):
        return None
    return tree if isinstance(tree, ast.FunctionDef) else None


def is_unwritten(function, given: str) -> bool:
    """Whether nothing is written but the given lines, a docstring, `...`, `pass` and an empty `return`."""
    tree = definition(function)
    if tree is None:
        return False
    known = {ast.dump(statement) for statement in ast.parse(given).body}
    return all(_says_nothing(statement) or ast.dump(statement) in known for statement in tree.body)


def has_dots(tree: ast.AST) -> bool:
    """Whether the `...` of the task still stands there."""
    return any(isinstance(node, ast.Constant) and node.value is ... for node in ast.walk(tree))


def prints(tree: ast.AST) -> bool:
    """Whether it prints something."""
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        for node in ast.walk(tree)
    )


def unused(tree: ast.FunctionDef) -> list[str]:
    """The parameters that are never read."""
    read = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    changed = {
        node.target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name)
    }
    return [argument.arg for argument in tree.args.args if argument.arg not in read | changed]


def returns_in_first_round(tree: ast.FunctionDef) -> bool:
    """Whether a `return` stands straight in the body of a loop."""
    loops = (node for node in ast.walk(tree) if isinstance(node, ast.For | ast.While))
    return any(isinstance(statement, ast.Return) for loop in loops for statement in loop.body)


def parameters(function) -> list[str]:
    """The names of its parameters, as far as they are known."""
    try:
        return list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return []


def _says_nothing(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Expr | ast.Return):
        return (
            statement.value is None
            or isinstance(statement.value, ast.Constant)
            and (statement.value.value in (..., None) or isinstance(statement, ast.Expr))
        )
    return isinstance(statement, ast.Pass)
