"""Reads ``sources.yaml``: who said it, where, of which year; and finds sources that nothing cites or that are old."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

from cmo_pathways.career.model import Source
from cmo_pathways.career.rows import once
from cmo_pathways.content import Record, Report, read_yaml

STALE_AFTER = 24
"""After so many months a source has to be read again."""

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


def read_sources(file: Path, report: Report) -> Mapping[str, Source]:
    """The sources of a ``sources.yaml`` by id; faults go into the report."""
    top = read_yaml(file, report)
    if top is None:
        return {}
    pairs = [(_source(record), record) for record in top.records("sources")]
    top.done()
    return {source.id: source for source, _ in once(pairs)}


def check_sources(
    sources: Mapping[str, Source], cited: Collection[str], file: Path, report: Report, today: date | None = None
) -> None:
    """Notes sources that nothing cites (unless they are ``background``) and those read too long ago.

    ``cited`` has the source ids of all content together. Nothing is stale where ``today`` is not given.
    """
    for source in sources.values():
        if source.id not in cited and not source.background:
            message = f'nothing cites the source "{source.id}" - cite it, or write background: true'
            report.add(file, _line_of(file, source.id), "E-SOURCE", message)
        month = _MONTH.fullmatch(source.checked)
        if today and month and (today.year - int(month[1])) * 12 + today.month - int(month[2]) > STALE_AFTER:
            message = f'source "{source.id}" was checked {source.checked}, more than 2 years ago - check it again'
            report.add(file, _line_of(file, source.id), "W-STALE", message)


def _source(record: Record) -> Source:
    cited_only = record.flag("cited_only", False)
    source = Source(
        id=record.text("id"),
        title=record.text("title"),
        url=record.text("url", "" if "printed" in record else None),
        year=record.text("year"),
        type=record.choice("type", ("P", "S")),
        checked=record.text("checked", "" if cited_only else None),
        also_at=record.texts("also_at", required=False),
        printed=record.text("printed", ""),
        cited_only=cited_only,
        background=record.flag("background", False),
    )
    record.done()
    if source.id and not re.fullmatch(r"[A-Z]\d+", source.id):
        record.problem("E-ID", f'"{source.id}" is not a source id - use a capital letter and a number, S12', "id")
    for key, address in [("url", source.url), *(("also_at", more) for more in source.also_at)]:
        if address and not re.match(r"https?://\S+$", address):
            record.problem("E-URL", f'"{address}" is no web address - start with https://', key)
    if source.checked and not _MONTH.fullmatch(source.checked):
        record.problem("E-DATE", f'checked "{source.checked}" is no month - write it as 2026-11', "checked")
    if source.checked and cited_only:
        record.problem("E-DATE", "the source is cited_only, so nobody checked it - clear one of the two", "checked")
    return source


def _line_of(file: Path, id: str) -> int:
    written = re.compile(rf"\s*- id: [\"']?{re.escape(id)}[\"']?\s*$")
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if written.match(line)), 0)
