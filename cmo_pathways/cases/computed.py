"""Computed questions: reading a method call, looking it up, and working out the right value from the case's table.

The text of a call is matched against a pattern and the method is looked up in ``cmo_pathways.analytics.METHODS``;
nothing that an author writes is ever run.
"""

from __future__ import annotations

import difflib
import re
from functools import lru_cache

from cmo_pathways.analytics import METHODS, Method
from cmo_pathways.cases.model import Call, Case, NumberQuestion, Table
from cmo_pathways.errors import InputError, LearnerError, Problem

_CALL = re.compile(r"\s*([a-z][a-z0-9_]*)\s*\((.*)\)\s*")
_PART = re.compile(r'\s*(?:"([^"]*)"|(-?\d+(?:\.\d+)?)|([A-Za-z_][A-Za-z0-9_]*))\s*(,|$)')


def parse_call(text: str) -> Call | None:
    """The method, columns and literals of ``method(column, column, "literal", 3)``; None where it is written otherwise.

    Columns are bare words and come first; literals are texts in double quotes or numbers.
    """
    match = _CALL.fullmatch(text)
    if match is None:
        return None
    columns: list[str] = []
    literals: list[str | float] = []
    at, inside = 0, match[2]
    while at < len(inside):
        part = _PART.match(inside, at)
        if part is None or (part[4] == "," and part.end() == len(inside)) or (part[3] and literals):
            return None
        if part[3]:
            columns.append(part[3])
        else:
            literals.append(part[1] if part[1] is not None else float(part[2]))
        at = part.end()
    return Call(match[1], tuple(columns), tuple(literals))


def call_faults(call: Call, table: Table) -> tuple[str, ...]:
    """What is wrong with a computed question, each as a phrase with its mend; empty where it can be computed."""
    method = METHODS.get(call.method)
    if method is None:
        return (f'method "{call.method}" is not known - {nearest(call.method, tuple(METHODS))}',)
    faults = [
        f'column "{name}" is not in the table "{table.name}" - {nearest(name, table.columns)}'
        for name in call.columns
        if name not in table.columns
    ]
    if not method.needed <= len(call.columns) <= len(method.columns):
        faults.append(f"{call.method} takes the columns {', '.join(method.columns)} - give {method.needed} or more")
    if len(call.literals) > len(method.literals):
        faults.append(f"{call.method} takes at most {len(method.literals)} literal(s) - remove the rest")
    if call.literals and len(call.columns) < len(method.columns):
        faults.append(f"a literal needs the column {method.columns[-1]} before it - add the column")
    if len(call.literals) < method.asks:
        faults.append(f"{call.method} needs {', '.join(method.literals)} after its columns - add what is missing")
    if faults:
        return tuple(faults)
    if (unknown := _unknown_literal(call, method, table)) is not None:
        known = tuple(dict.fromkeys(table.column(call.columns[-1])))
        return (f'"{unknown}" is not in the column {call.columns[-1]} - {nearest(unknown, known)}',)
    return _computable(call, table)


def expected_value(case: Case, question: NumberQuestion) -> float:
    """The right value of a computed question, worked out from the case's table [unit of the question].

    Raises InputError where the question cannot be computed (``check_case`` finds that before anybody plays).
    """
    table = case.table(question.table)
    if question.expect is None or table is None or (faults := call_faults(question.expect, table)):
        why = faults[0] if question.expect and table else "the question names no method or no table"
        raise InputError([Problem(case.file, question.line, "E-EXPECT", why)])
    return _compute(question.expect, table)


def how_computed(question: NumberQuestion) -> str:
    """How the right value comes about, in words."""
    return METHODS[question.expect.method].how if question.expect and question.expect.method in METHODS else ""


def reason(error: Exception) -> str:
    """Why something could not be computed, as a phrase."""
    return error.problems[0].message if isinstance(error, InputError) else str(error)


def nearest(found: object, known: tuple[str, ...]) -> str:
    """The mend for a name that is not known: the one meant, or all of them."""
    near = difflib.get_close_matches(str(found), known, n=1)
    return f'did you mean "{near[0]}"?' if near else "use one of " + ", ".join(known)


def _unknown_literal(call: Call, method: Method, table: Table) -> str | float | None:
    """The first literal that is no value of the last column, where that holds texts: a phase, the name of a unit."""
    if not call.columns or method.kinds[len(call.columns) - 1] != "text":
        return None
    cells = table.column(call.columns[-1])
    return next((literal for literal in call.literals if literal not in cells), None)


def _computable(call: Call, table: Table) -> tuple[str, ...]:
    try:
        _compute(call, table)
    except (LearnerError, ValueError, ArithmeticError) as error:
        return (f"{call.method} cannot be computed ({reason(error)}) - check the columns",)
    return ()


@lru_cache(maxsize=256)
def _compute(call: Call, table: Table) -> float:
    """The value of a call; kept, because a boundary or an exact interval can take a second and is asked for often."""
    method = METHODS[call.method]
    kinds = dict(zip(call.columns, method.kinds, strict=False))
    cells: list[object] = []
    for name in call.columns:
        column = table.column(name)
        cells.append(tuple(float(c) for c in column) if kinds[name] == "number" else column)
    cells += [None] * (len(method.columns) - len(cells))
    return method.function(*cells, *call.literals)
