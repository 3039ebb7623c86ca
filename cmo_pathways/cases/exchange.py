"""The parsed form of a case as plain JSON values and back: what other programs read, described by case.schema.json."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from cmo_pathways.cases.model import (
    Call,
    Case,
    Choice,
    Condition,
    Effect,
    MemoQuestion,
    Minutes,
    NumberQuestion,
    Question,
    Reply,
    Scene,
    Source,
    Table,
)
from cmo_pathways.errors import LearnerError

FORMAT, FORMAT_VERSION = "cmo-pathways-case", 1

JSON = dict[str, Any]
_PAIRS = ("objectives", "counters", "weights", "replaces", "lines")  # of a case: name and value, in the author's order


def case_to_json(case: Case) -> JSON:
    """The whole case as plain values: texts, numbers, lists and objects; nothing of it is left out."""
    values = _plain(case)
    for name in _PAIRS:
        values[name] = dict(getattr(case, name))
    return {"format": FORMAT, "format_version": FORMAT_VERSION, **values}


def case_from_json(values: Mapping[str, Any]) -> Case:
    """The case that ``case_to_json`` gave as plain values; keys that it does not know are passed over.

    Raises LearnerError where a key is missing, a value has another shape, or a newer program wrote it.
    """
    written = values.get("format_version")
    if values.get("format") != FORMAT or not isinstance(written, int):
        raise LearnerError(f'This is no case in its parsed form: "format" should be {FORMAT}. Export the case again.')
    if written > FORMAT_VERSION:
        raise LearnerError("This case was written by a newer version of the program. Update this one, then try again.")
    try:
        return _case(values)
    except KeyError as error:
        raise LearnerError(f"This case has no {error.args[0]}. Export it again.") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise LearnerError(f"This case cannot be read ({error}). Export it again.") from error


def _plain(value: Any) -> Any:
    if isinstance(value, NumberQuestion | MemoQuestion):
        return {"ask": "memo" if isinstance(value, MemoQuestion) else "number", **_fields(value)}
    if isinstance(value, Scene):
        return {**_fields(value), "ending": value.ending or None}
    if is_dataclass(value):
        return _fields(value)
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


def _fields(value: Any) -> JSON:
    return {field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.init}


def _case(values: Mapping[str, Any]) -> Case:
    parts: JSON = {field.name: values[field.name] for field in fields(Case) if field.init}
    for name in _PAIRS:
        parts[name] = tuple(values[name].items())
    for name in ("competencies", "debrief"):
        parts[name] = _texts(values[name])
    return Case(
        **parts
        | {
            "minutes": Minutes(**values["minutes"]),
            "sources": tuple(Source(**entry) for entry in values["sources"]),
            "tables": tuple(_table(entry) for entry in values["tables"]),
            "scenes": tuple(_scene(entry) for entry in values["scenes"]),
        }
    )


def _table(values: Mapping[str, Any]) -> Table:
    rows = tuple(_texts(row) for row in values["rows"])
    return Table(**{**values, "columns": _texts(values["columns"]), "rows": rows, "chart": _call(values["chart"])})


def _scene(values: Mapping[str, Any]) -> Scene:
    return Scene(
        **{
            **values,
            "ending": values["ending"] or "",
            "choices": tuple(_choice(entry) for entry in values["choices"]),
            "question": _question(values["question"]),
            "reveal": _texts(values["reveal"]),
            "debrief": _texts(values["debrief"]),
        }
    )


def _choice(values: Mapping[str, Any]) -> Choice:
    guard = tuple(Condition(**entry) for entry in values["guard"])
    return Choice(**{**values, "effects": _effects(values["effects"]), "guard": guard})


def _question(values: Mapping[str, Any] | None) -> Question | None:
    if values is None:
        return None
    parts = {name: value for name, value in values.items() if name != "ask"}
    if values["ask"] == "memo":
        return MemoQuestion(**{**parts, "levels": tuple((level, text) for level, text in values["levels"])})
    replies = {name: _reply(values[name]) for name in ("right", "wrong")}
    return NumberQuestion(**{**parts, **replies, "expect": _call(values["expect"])})


def _reply(values: Mapping[str, Any]) -> Reply:
    return Reply(_effects(values["effects"]), values["feedback"])


def _effects(values: list[Mapping[str, Any]]) -> tuple[Effect, ...]:
    return tuple(Effect(**entry) for entry in values)


def _call(values: Mapping[str, Any] | None) -> Call | None:
    if values is None:
        return None
    return Call(values["method"], _texts(values["columns"]), tuple(values["literals"]))


def _texts(values: list[str]) -> tuple[str, ...]:
    return tuple(values)
