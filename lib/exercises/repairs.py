"""What is one small edit away from being right: a sign, a bracket, the order of two lines.

The student's function is edited in one place, in all the ways in which beginners slip, and each edit is
tried. If one makes the function right, its kind and its line are known, and they can be told without giving
the answer away.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import io
import itertools
import warnings
from collections.abc import Callable, Iterator

from lib.exercises import source
from lib.exercises.limits import TooLong, time_limit

EDITS, SECONDS = 1500, 8
"""How many edits are tried, and how long at most: an edit may make a loop endless."""

BRACKETS = "the brackets{line}. Python takes powers first, then * / @, then + and −"
SIGN = "a sign{line}: should it be + or −?"
PRODUCT = "an operator{line}. " + "`*` and `/` go entry by entry, `@` is the matrix product, `**` a power"

Edit = tuple[str, int, ast.AST]
"""What to say, the number of the line, and the edited tree."""


def repair(function: Callable, is_right: Callable[[Callable], bool]) -> str | None:
    """What is wrong in one place of a function, if one edit makes it right.

    Parameters
    ----------
    function : callable
        The student's function; its source has to be known.
    is_right : callable
        Tells whether a function gives the right answers.

    Returns
    -------
    str or None
        A sentence; None if no edit helps.
    """
    tree = source.definition(function)
    if tree is None or function.__closure__:
        return None
    lines = source.text(function).splitlines()
    tree.decorator_list = []
    silent = contextlib.redirect_stdout(io.StringIO())
    try:
        with time_limit(SECONDS), warnings.catch_warnings(), silent:
            warnings.simplefilter("ignore")
            for said, number, edited in itertools.islice(_edits(tree), EDITS):
                if _works(edited, function, is_right):
                    line = f" in the line `{lines[number - 1].strip()}`"
                    return f"almost: one thing is wrong. Look at {said.format(line=line)}"
    except TooLong:
        pass
    return None


def _works(tree: ast.AST, function: Callable, is_right: Callable[[Callable], bool]) -> bool:
    names = dict(function.__globals__)
    try:
        module = ast.fix_missing_locations(ast.Module([tree], []))
        exec(compile(module, "<an edit>", "exec"), names)  # its own code, changed in one place
        return is_right(names[tree.name])
    except (Exception, SystemExit):
        return False


def _edits(tree: ast.FunctionDef) -> Iterator[Edit]:
    """All the edits, those first that say most."""
    for find in (
        _signs,
        _brackets,
        _accumulating,
        _order,
        _comparisons,
        _operators,
        _axes,
        _means,
        _transposes,
        _powers,
        _starts,
        _constants,
        _names,
    ):
        yield from find(tree)


def _changed(tree: ast.AST, place: ast.AST, change: Callable[[ast.AST], ast.AST | None]) -> ast.AST:
    """A copy of the tree with one node changed in place, or replaced by what `change` returns."""
    number = next(i for i, node in enumerate(ast.walk(tree)) if node is place)
    twin = copy.deepcopy(tree)
    target = next(itertools.islice(ast.walk(twin), number, None))
    new = change(target)
    if new is None or new is target:
        return twin

    class Swap(ast.NodeTransformer):
        def visit(self, node):
            return new if node is target else self.generic_visit(node)

    return Swap().visit(twin)


def _of(tree: ast.AST, *kinds: type) -> Iterator:
    return (node for node in ast.walk(tree) if isinstance(node, kinds))


def _set(**values) -> Callable[[ast.AST], None]:
    def change(node):
        for name, value in values.items():
            setattr(node, name, value)

    return change


def _signs(tree) -> Iterator[Edit]:
    other = {ast.Add: ast.Sub(), ast.Sub: ast.Add()}
    for node in _of(tree, ast.BinOp, ast.AugAssign):
        if type(node.op) in other:
            yield SIGN, node.lineno, _changed(tree, node, _set(op=other[type(node.op)]))
    for node in _of(tree, ast.UnaryOp):
        if isinstance(node.op, ast.USub):
            yield SIGN, node.lineno, _changed(tree, node, lambda twin: twin.operand)


def _operators(tree) -> Iterator[Edit]:
    others = {
        ast.Mult: (ast.MatMult, ast.Div),
        ast.MatMult: (ast.Mult,),
        ast.Div: (ast.Mult, ast.FloorDiv),
        ast.FloorDiv: (ast.Div,),
        ast.BitXor: (ast.Pow,),
    }
    for node in _of(tree, ast.BinOp):
        for other in others.get(type(node.op), ()):
            yield PRODUCT, node.lineno, _changed(tree, node, _set(op=other()))


def _comparisons(tree) -> Iterator[Edit]:
    said = (
        "the comparison{line}. What is to happen when both sides are equal, and which one has to be larger?"
    )
    for node in _of(tree, ast.Compare):
        for other in (ast.Gt, ast.GtE, ast.Lt, ast.LtE, ast.Eq, ast.NotEq):
            if len(node.ops) == 1 and not isinstance(node.ops[0], other):
                yield said, node.lineno, _changed(tree, node, _set(ops=[other()]))


def _constants(tree) -> Iterator[Edit]:
    said = "a number{line}. It is off by one, or twice or half of what it should be"
    for node in _of(tree, ast.Constant):
        if type(node.value) in (int, float):
            for value in (node.value + 1, node.value - 1, node.value * 2, node.value / 2):
                yield said, node.lineno, _changed(tree, node, _set(value=value))
    for node in _of(tree, ast.Subscript):
        for bound in filter(None, (getattr(node.slice, "lower", None), getattr(node.slice, "upper", None))):
            for op in (ast.Add(), ast.Sub()):
                yield (
                    said,
                    node.lineno,
                    _changed(tree, bound, lambda twin, op=op: ast.BinOp(twin, op, ast.Constant(1))),
                )


def _axes(tree) -> Iterator[Edit]:
    said = "the axis{line}. axis=0 goes down the columns, axis=1 along the rows"
    for node in _of(tree, ast.keyword):
        if node.arg == "axis" and isinstance(node.value, ast.Constant) and node.value.value in (0, 1):
            yield (
                said,
                node.value.lineno,
                _changed(tree, node, _set(value=ast.Constant(1 - node.value.value))),
            )
    for node in _of(tree, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("sum", "mean", "all", "any", "max"):
            if not any(keyword.arg == "axis" for keyword in node.keywords):
                keywords = [*node.keywords, ast.keyword("axis", ast.Constant(0))]
                yield (
                    "`"
                    + node.func.attr
                    + "`{line}. It takes all entries together; axis= says along which to go",
                    node.lineno,
                    _changed(tree, node, _set(keywords=keywords)),
                )


def _means(tree) -> Iterator[Edit]:
    other = {"sum": "mean", "mean": "sum", "all": "any", "any": "all"}
    for node in _of(tree, ast.Attribute):
        if node.attr in other:
            said = f"`{node.attr}`" + "{line}. Is that what is to be taken of the entries?"
            yield said, node.lineno, _changed(tree, node, _set(attr=other[node.attr]))


def _transposes(tree) -> Iterator[Edit]:
    said = "the matrix product{line}. Write the shapes beside it: transpose one, or turn their order?"
    for node in _of(tree, ast.BinOp):
        if isinstance(node.op, ast.MatMult):
            yield said, node.lineno, _changed(tree, node, _set(left=node.right, right=node.left))
            for side in ("left", "right"):
                flipped = ast.Attribute(getattr(node, side), "T", ast.Load())
                yield said, node.lineno, _changed(tree, node, _set(**{side: flipped}))
    for node in _of(tree, ast.Attribute):
        if node.attr == "T":
            yield said, node.lineno, _changed(tree, node, lambda twin: twin.value)


def _powers(tree) -> Iterator[Edit]:
    square = "the powers{line}: a square is missing, or one too many"
    root = "the root{line}: one is missing, or one too many"
    for node in _of(tree, ast.BinOp, ast.Name, ast.Call):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            continue
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
            yield square, node.lineno, _changed(tree, node, lambda twin: twin.left)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("sqrt") and node.args:
            yield root, node.lineno, _changed(tree, node, lambda twin: twin.args[0])
        yield (
            square,
            node.lineno,
            _changed(tree, node, lambda twin: ast.BinOp(twin, ast.Pow(), ast.Constant(2))),
        )
        yield (
            root,
            node.lineno,
            _changed(tree, node, lambda twin: ast.BinOp(twin, ast.Pow(), ast.Constant(0.5))),
        )


def _starts(tree) -> Iterator[Edit]:
    said = "where the counting begins{line}: enumerate begins at 0 unless it is told otherwise"
    for node in _of(tree, ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id == "enumerate" and len(node.args) == 1:
            yield said, node.lineno, _changed(tree, node, _set(args=[*node.args, ast.Constant(1)]))


def _accumulating(tree) -> Iterator[Edit]:
    said = "the assignment{line}. Each round of the loop begins anew there, so only the last one counts"
    for loop in _of(tree, ast.For, ast.While):
        for node in _of(loop, ast.Assign):
            if isinstance(node.targets[0], ast.Name):
                yield (
                    said,
                    node.lineno,
                    _changed(tree, node, lambda twin: ast.AugAssign(twin.targets[0], ast.Add(), twin.value)),
                )


def _order(tree) -> Iterator[Edit]:
    said = "the order of two lines: look{line} and the one below it. What has to be known first?"
    for block in (node for node in ast.walk(tree) if isinstance(getattr(node, "body", None), list)):
        for i, (first, second) in enumerate(itertools.pairwise(block.body)):
            if not isinstance(second, ast.Return):
                swapped = [*block.body[:i], second, first, *block.body[i + 2 :]]
                yield said, first.lineno, _changed(tree, block, _set(body=swapped))


def _names(tree) -> Iterator[Edit]:
    said = "the names{line}. One of them is not the one that belongs there"
    known = {node.id for node in _of(tree, ast.Name) if isinstance(node.ctx, ast.Store)}
    known |= {argument.arg for argument in tree.args.args}
    owners = {
        id(node.value) for node in _of(tree, ast.Attribute)
    }  # to append to what a loop goes through is endless
    for node in _of(tree, ast.Name):
        if isinstance(node.ctx, ast.Load) and node.id in known and id(node) not in owners:
            for other in sorted(known - {node.id}):
                yield said, node.lineno, _changed(tree, node, _set(id=other))


def _brackets(tree) -> Iterator[Edit]:
    inner = {id(side) for node in _of(tree, ast.BinOp) for side in (node.left, node.right)}
    for node in _of(tree, ast.BinOp):
        if id(node) in inner:
            continue
        for text in _bracketings(node):
            yield (
                BRACKETS,
                node.lineno,
                _changed(tree, node, lambda twin, text=text: ast.parse(text, mode="eval").body),
            )


def _bracketings(node: ast.BinOp) -> Iterator[str]:
    """A formula with a pair of brackets added, taken away or moved, or with two pairs added."""
    operands, operators, groups = [], [], set()

    def flatten(part):
        if not isinstance(part, ast.BinOp):
            operands.append(f"({ast.unparse(part)})")
            return len(operands) - 1, len(operands) - 1
        first = flatten(part.left)
        operators.append(ast.unparse(ast.BinOp(ast.Name("a"), part.op, ast.Name("b")))[2:-2])
        last = flatten(part.right)
        for side, (start, end) in ((part.left, first), (part.right, last)):
            if isinstance(side, ast.BinOp):
                groups.add((start, end))
        return first[0], last[1]

    flatten(node)
    count = len(operands)
    if not 3 <= count <= 12:
        return
    new = [(i, j) for i, j in itertools.combinations(range(count), 2) if (i, j) != (0, count - 1)]
    seen = {whole := _parsed(operands, operators, groups)}
    for group in sorted(groups):  # those that precedence makes anyway need no brackets
        if _parsed(operands, operators, groups - {group}) == whole:
            groups = groups - {group}
    for kept in (groups, *(groups - {group} for group in sorted(groups))):
        for added in ((), *((pair,) for pair in new)):
            yield from _once(_nested(operands, operators, kept | set(added)), seen)
    for pair in itertools.combinations(new, 2) if count <= 7 else ():
        yield from _once(_nested(operands, operators, groups | set(pair)), seen)


def _parsed(operands, operators, groups) -> str:
    return ast.dump(ast.parse(_nested(operands, operators, groups)))


def _once(text: str | None, seen: set[str]) -> Iterator[str]:
    if text and (meaning := ast.dump(ast.parse(text))) not in seen:
        seen.add(meaning)
        yield text


def _nested(operands, operators, groups) -> str | None:
    """The formula with these groups in brackets; None if two of them overlap."""
    for (a, b), (c, d) in itertools.combinations(sorted(groups), 2):
        if a < c <= b < d:
            return None
    parts = []
    for i, operand in enumerate(operands):
        opens = sum(start == i for start, _ in groups)
        closes = sum(end == i for _, end in groups)
        parts.append(
            "(" * opens + operand + ")" * closes + (f" {operators[i]} " if i < len(operators) else "")
        )
    return "".join(parts)
