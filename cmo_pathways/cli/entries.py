"""Portfolio entries as a command line gives them: a YAML file or field=value pairs, with faults at their lines."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from cmo_pathways.content import Report, parse_yaml, read_yaml
from cmo_pathways.errors import InputError, Problem
from cmo_pathways.portfolio import check_entry, load_sections
from cmo_pathways.portfolio.sections import field_text

LineOf = Callable[[str], int]
_FIELD = re.compile(r'has no field "([^"]+)"')


def entry_from_file(file: Path) -> tuple[dict[str, str], LineOf]:
    """The fields of an entry in a YAML file (``-`` is standard input) and the line of each.

    Raises InputError with every fault of the file's form.
    """
    report = Report(Path())
    top = parse_yaml(sys.stdin.read(), file, report) if str(file) == "-" else read_yaml(file, report)
    fields = {} if top is None else {name: top.text(name, "") for name in top.keys()}  # noqa: SIM118
    if report.errors or top is None:
        raise InputError(report.errors)
    return fields, top.line_of


def entry_from_pairs(pairs: Sequence[str]) -> tuple[dict[str, str], LineOf]:
    """The fields of an entry from ``field=value`` texts."""
    fields: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name.strip():
            raise click.UsageError(f'"{pair}" is no field. Write it as --set title="Sepsis mortality".')
        if name.strip() in fields:
            raise click.UsageError(f'The field "{name.strip()}" is given twice. Keep one.')
        fields[name.strip()] = value.strip()
    return fields, lambda name: 0


def faults_of(
    section: str, fields: Mapping[str, object], file: Path | None = None, line_of: LineOf = lambda name: 0
) -> tuple[Problem, ...]:
    """What is wrong with an entry, each fault at the line of its field."""
    where = str(file) if file else ""
    return tuple(
        Problem(where, line_of(_field_of(section, text)), "E-ENTRY", text) for text in check_entry(section, fields)
    )


def unfilled(fields: Mapping[str, object]) -> list[str]:
    """The labels of the fields of a result that are still empty."""
    section = load_sections().get(str(fields.get("section")))
    if section is None or section.id != "impact":
        return []
    return [field.label for field in section.fields if not field_text(fields.get(field.name))]


def _field_of(section: str, sentence: str) -> str:
    if found := _FIELD.search(sentence):
        return found[1]
    known = load_sections()[section].fields if section in load_sections() else ()
    return next((field.name for field in known if sentence.startswith(field.label)), "")
