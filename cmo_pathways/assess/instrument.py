"""The self-assessment as a form: its answers, and reading them from a CSV or JSON file."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cmo_pathways.content import Record, Report, read_table
from cmo_pathways.errors import InputError

SURENESS = ("guess", "fairly", "sure")
_COLUMNS = ("competency", "level", "sureness", "not_applicable", "importance")


@dataclass(frozen=True, slots=True)
class Answers:
    """One person's answer for one competency; ``level`` is None where it is not applicable."""

    competency: str
    level: int | None
    sureness: str | None
    not_applicable: bool
    importance: int | None


def read_answers(file: Path, competencies: Collection[str]) -> tuple[Answers, ...]:
    """Answers from a CSV (columns competency, level, sureness, not_applicable, importance) or a JSON list of objects.

    Raises InputError with every problem of the file, with its line; nothing is taken over then.
    """
    report = Report(file.parent)
    rows = _json_rows(file, report) if file.suffix.lower() == ".json" else read_table(file, report)
    answers = tuple(_answer(row, competencies) for row in rows)
    seen: set[str] = set()
    for row, answer in zip(rows, answers, strict=True):
        if answer.competency in seen:
            row.problem("E-TWICE", f'"{answer.competency}" is answered twice - keep one row', "competency")
        seen.add(answer.competency)
    if not rows and not report.errors:
        report.add(file, 1, "E-EMPTY", "holds no answers - add one row per competency")
    if report.errors:
        raise InputError(report.errors)
    return answers


def _answer(row: Record, competencies: Collection[str]) -> Answers:
    competency = row.choice("competency", tuple(competencies))
    skipped = row.choice("not_applicable", ("yes", "no", "true", "false"), "no").lower() in ("yes", "true")
    sureness = row.choice("sureness", SURENESS, "") or None
    importance = row.integer("importance", 1, 5) if "importance" in row else None
    level = None if skipped else row.integer("level", 0, 5)
    row.text("level", ""), row.text("importance", "")
    row.done()
    return Answers(competency, level, sureness, skipped, importance)


def _json_rows(file: Path, report: Report) -> tuple[Record, ...]:
    try:
        value: Any = json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        report.add(file, 0, "E-FILE", f"cannot be read ({error.strerror}) - check that it exists")
        return ()
    except UnicodeDecodeError:
        report.add(file, 1, "E-FILE", "is not UTF-8 text - save it as UTF-8")
        return ()
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        report.add(file, line, "E-JSON", f"not readable as JSON ({getattr(error, 'msg', 'too deeply nested')})")
        return ()
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        report.add(file, 1, "E-JSON", 'should be a list of objects such as [{"competency": ..., "level": 3}]')
        return ()
    return tuple(Record({k: _cell(v) for k, v in item.items()}, {}, file, 1, report) for item in value)


def _cell(value: Any) -> Any:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
