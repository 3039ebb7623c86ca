"""The self-assessment as a form: its answers, and reading them from a CSV or JSON file."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cmo_pathways.content import Record, Report, read_table, read_text
from cmo_pathways.errors import InputError

SURENESS = ("guess", "fairly", "sure")
_YES = ("yes", "true")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows a level, in the words of the person: text, link, file name, date, and who would confirm it."""

    text: str
    level: int | None = None
    date: str | None = None
    link: str = ""
    file: str = ""
    verifier: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """One person's answer for one competency; ``level`` is None where it is not applicable.

    ``importance`` and ``interest`` are from 1 to 5, ``placement`` is the person's level of responsibility [0-5].
    """

    competency: str
    level: int | None
    sureness: str | None
    not_applicable: bool
    importance: int | None
    interest: int | None = None
    evidence: Evidence | None = None
    placement: int | None = None


def read_answers(file: Path, competencies: Collection[str]) -> tuple[Answers, ...]:
    """Answers from a CSV with a header line or a JSON list of objects; the columns are those of ``assess --help``.

    Cells are text and numbers, never formulas: what begins with ``=`` stays the text that it is. Raises InputError
    with every problem of the file, with its line; nothing is taken over then.
    """
    report = Report(file.parent)
    rows = _json_rows(file, report) if file.suffix.lower() == ".json" else read_table(file, report)
    answers = tuple(_answer(row, competencies) for row in rows)
    seen: set[str] = set()
    places: set[int] = set()
    for row, answer in zip(rows, answers, strict=True):
        if answer.competency in seen:
            row.problem("E-TWICE", f'"{answer.competency}" is answered twice - keep one row', "competency")
        seen.add(answer.competency)
        if answer.placement is not None and places and answer.placement not in places:
            row.problem("E-TWICE", f"placement is {answer.placement}, but {min(places)} above - keep one", "placement")
        places |= {answer.placement} - {None}  # type: ignore[arg-type]
    if not rows and not report.errors:
        report.add(file, 1, "E-EMPTY", "holds no answers - add one row per competency")
    if report.errors:
        raise InputError(report.errors)
    return answers


def _answer(row: Record, competencies: Collection[str]) -> Answers:
    competency = row.choice("competency", tuple(competencies))
    skipped = row.choice("not_applicable", ("yes", "no", "true", "false"), "no").lower() in _YES
    sureness = row.choice("sureness", SURENESS, "") or None
    importance, interest = _optional(row, "importance", 1), _optional(row, "interest", 1)
    level = None if skipped else row.integer("level", 0, 5)
    row.text("level", "")
    evidence, placement = _evidence(row, level), _optional(row, "placement", 0)
    row.done()
    return Answers(competency, level, sureness, skipped, importance, interest, evidence, placement)


def _evidence(row: Record, level: int | None) -> Evidence | None:
    text, link, file = (row.text(key, "") for key in ("evidence", "evidence_link", "evidence_file"))
    when, verifier = row.text("evidence_date", ""), row.text("evidence_verifier", "")
    shown = _optional(row, "evidence_level", 0)
    if when and not _is_day(when):
        row.problem("E-DATE", f'evidence_date "{when}" is no date - write 2024, 2024-07 or 2024-07-21', "evidence_date")
    if not (text or link or file):
        if when or verifier or shown is not None:
            row.problem("E-KEY", "evidence without words - fill evidence, evidence_link or evidence_file", "evidence")
        return None
    if "/" in file or "\\" in file:
        file = file.replace("\\", "/").rsplit("/", 1)[-1]
    return Evidence(text, level if shown is None else shown, when or None, link, file, verifier)


def _optional(row: Record, key: str, low: int) -> int | None:
    found = row.integer(key, low, 5) if key in row else None
    row.text(key, "")
    return found


def _is_day(text: str) -> bool:
    parts = {4: f"{text}-01-01", 7: f"{text}-01", 10: text}
    try:
        day = date.fromisoformat(parts.get(len(text), ""))
    except ValueError:
        return False
    return 1800 <= day.year < 2200


def _json_rows(file: Path, report: Report) -> tuple[Record, ...]:
    text = read_text(file, report)
    if text is None:
        return ()
    try:
        value: Any = json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        line, said = getattr(error, "lineno", 1), getattr(error, "msg", None) or _JSON_FAULTS.get(type(error), "")
        report.add(file, line, "E-JSON", f"not readable as JSON ({said or error}) - mend it")
        return ()
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        report.add(file, 1, "E-JSON", 'should be a list of objects such as [{"competency": ..., "level": 3}]')
        return ()
    return tuple(Record({k: _cell(v) for k, v in item.items()}, {}, file, 1, report) for item in value)


class _Twice(ValueError):
    """A key that stands twice, so that one of the two would silently win."""


_JSON_FAULTS = {RecursionError: "too deeply nested", ValueError: "a number is too long"}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(f'"{next(name for name in names if names.count(name) > 1)[:80]}" stands twice in one block')
    return value


def _cell(value: Any) -> Any:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
