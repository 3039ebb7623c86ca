"""Reads a case file into a ``Case``: front matter, data tables, scenes; every fault with its line."""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
import re
from pathlib import Path
from typing import NamedTuple

from cmo_pathways.cases.computed import parse_call
from cmo_pathways.cases.drawing import chart_faults
from cmo_pathways.cases.model import BETTER, Case, Minutes, Source, Table
from cmo_pathways.cases.script import read_script
from cmo_pathways.content import Record, Report, parse_yaml, read_text
from cmo_pathways.scale import is_id

_BELONGS = {
    **dict.fromkeys(("prebrief", "play"), 'below "minutes:"'),
    **dict.fromkeys(("set_by", "agreement"), 'below "weights:"'),
    **dict.fromkeys(
        ("file", "sha256", "generator", "seed", "columns", "last", "labels", "chart", "better"), 'below "data: NAME:"'
    ),
    **dict.fromkeys(("checked", "year", "url"), "in an entry of sources:"),
    **dict.fromkeys(("debrief", "facilitator"), 'in the body, as a heading "### Debrief" or "### Facilitator"'),
    **dict.fromkeys(("ask", "expect", "tolerance", "rubric", "reveal"), "in a scene of the body"),
    "ending": 'in the heading of a scene, as "## id {ending: strong}"',
}
_KNOWN = (
    "case", "version", "title", "lang", "licence", "fictional", "difficulty", "sector", "minutes", "objectives",
    "competencies", "counters", "sources", "start", "data", "weights", "undo", "replaces",
)  # fmt: skip
_VERSION = re.compile(r"\d+\.\d+\.\d+")


def case_files(root: Path) -> tuple[Path, ...]:
    """The case files of a content folder: ``exercises/<slug>/case.md`` in the order of names, without the template."""
    return tuple(f for f in sorted((root / "exercises").glob("*/case.md")) if not f.parent.name.startswith("_"))


def read_case(path: Path, report: Report) -> Case | None:
    """The case in a file, or None where it has no readable front matter; all faults go to the report.

    A case with faults is returned as far as it could be read, so that ``check_case`` can find more. It should be
    played only if the report holds no error.
    """
    text = read_text(path, report)
    if text is None:
        return None
    lines = text.splitlines()
    fence = next((i for i, line in enumerate(lines[1:], start=1) if line.strip() == "---"), None)
    if not lines or lines[0].strip() != "---" or fence is None:
        report.add(path, 1, "E-KEY", 'the front matter is missing - start the file with "---", keys and "---"')
        return None
    own = Report(report.root)
    front = parse_yaml("\n".join(lines[1:fence]), path, own, first_line=2)
    case = None if front is None else _case(front, path, own, "\n".join(lines[fence + 1 :]), fence + 2)
    for problem in own.problems:
        code = "E-KEY" if problem.code in _AS_KEY else problem.code
        report.add(path, problem.line, code, problem.message)
    return case


_AS_KEY = ("E-TYPE", "E-RANGE", "E-CHOICE", "E-TWICE", "E-YAML")


def _case(front: Record, path: Path, report: Report, body: str, first_line: int) -> Case:
    for key in front.keys():  # noqa: SIM118 - a Record is no mapping
        if key not in _KNOWN:
            front.problem("E-KEY", f'unknown key "{key}" - {_hint(key)}', key)
    version = front.text("version")
    if version and not _VERSION.fullmatch(version):
        front.problem("E-KEY", f'version "{version}" is not of the form 1.0.0 - write three numbers', "version")
    tables = _tables(front, path)
    minutes = front.record("minutes")
    whole = [minutes.integer(key, 0, 600) for key in ("prebrief", "play", "debrief")]
    minutes.done()
    script = read_script(body, path, report, first_line)
    return Case(
        id=front.identifier("case"),
        version=version,
        title=front.text("title"),
        lang=front.text("lang"),
        licence=front.text("licence"),
        fictional=front.flag("fictional", False),
        difficulty=front.integer("difficulty", 1, 5),
        sector=front.text("sector"),
        minutes=Minutes(*whole),
        objectives=_pairs(front, "objectives"),
        competencies=front.texts("competencies"),
        counters=_counters(front),
        sources=_sources(front),
        start=front.text("start"),
        tables=tables,
        weights=_weights(front),
        undo=front.flag("undo", False),
        replaces=_pairs(front, "replaces") if "replaces" in front else (),
        intro=script.intro,
        debrief=script.debrief,
        facilitator=script.facilitator,
        scenes=script.scenes,
        file=report.shown(path),
        lines=tuple((key, front.line_of(key)) for key in front.keys()),  # noqa: SIM118
    )


def _hint(key: str) -> str:
    if key in _BELONGS:
        return f"it belongs {_BELONGS[key]}"
    near = difflib.get_close_matches(key, _KNOWN, n=1)
    return f'did you mean "{near[0]}"?' if near else "remove it"


def _pairs(front: Record, key: str) -> tuple[tuple[str, str], ...]:
    block = front.record(key)
    return tuple((name, block.text(name)) for name in block.keys())  # noqa: SIM118


def _weights(front: Record) -> tuple[tuple[str, str], ...]:
    if "weights" not in front:
        return ()
    block = front.record("weights")
    found = tuple((name, block.text(name)) for name in ("set_by", "agreement"))
    block.done()
    return found


def _counters(front: Record) -> tuple[tuple[str, int], ...]:
    block = front.record("counters") if "counters" in front else None
    return () if block is None else tuple((name, block.integer(name, -1000, 1000)) for name in block.keys())  # noqa: SIM118


def _sources(front: Record) -> tuple[Source, ...]:
    block, found = front.record("sources"), []
    for key in block.keys():  # noqa: SIM118
        entry = block.record(key)
        texts = (entry.text("title"), entry.text("year", ""), entry.text("url", ""), entry.text("checked"))
        found.append(Source(key, *texts, block.line_of(key)))
        entry.done()
    return tuple(found)


def _tables(front: Record, path: Path) -> tuple[Table, ...]:
    if "data" not in front:
        return ()
    block = front.record("data")
    return tuple(_table(block, name, path) for name in block.keys())  # noqa: SIM118


class _Content(NamedTuple):
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def _table(block: Record, name: str, path: Path) -> Table:
    entry, line = block.record(name), block.line_of(name)
    if not is_id(name):
        block.problem("E-ID", f'table "{name}" is malformed - use lower-case words joined by hyphens', name)
    file, generator = entry.text("file", ""), entry.text("generator", "")
    seed = entry.integer("seed", 0, 2**31) if "seed" in entry else None
    if generator and seed is None:
        entry.problem("E-SEED", f'generator "{generator}" has no seed - add "seed: 7" beside it', "generator")
    content = _content(entry, file, entry.text("sha256", ""), path)
    columns = entry.texts("columns", required=False) or content.columns
    for missing in [c for c in columns if c not in content.columns] if content.columns else []:
        entry.problem("E-DATA", f'column "{missing}" is not in {file} - use {", ".join(content.columns)}', "columns")
        columns = content.columns
    last = entry.integer("last", 1, 100_000) if "last" in entry else len(content.rows)
    at = [content.columns.index(c) for c in columns] if content.columns else []
    rows = tuple(tuple(row[i] for i in at) for row in content.rows[-last:]) if at else ()
    chart = entry.text("chart", "")
    table = Table(
        name,
        entry.text("title"),
        file,
        columns,
        rows,
        entry.text("labels", ""),
        parse_call(chart),
        generator,
        seed,
        line,
        entry.choice("better", BETTER) if "better" in entry else "",
    )
    _check_drawing(entry, table, chart)
    entry.done()
    return table


def _check_drawing(entry: Record, table: Table, chart: str) -> None:
    if chart and table.chart is None:
        entry.problem("E-DATA", f'chart "{chart}" cannot be read - write "chart: xmr(column)"', "chart")
    elif table.chart is not None and table.rows:
        for fault in chart_faults(table.chart, table):
            entry.problem("E-DATA", fault, "chart")
    if table.labels and table.rows and table.labels not in table.columns:
        entry.problem("E-DATA", f'labels "{table.labels}" is no column - use {", ".join(table.columns)}', "labels")


def _content(entry: Record, file: str, sha256: str, path: Path) -> _Content:
    if not file:
        entry.problem(
            "E-DATA", "the table names no file - add the CSV; nothing is run when a case is read", "generator"
        )
        return _Content()
    target = (path.parent / file).resolve()
    if not target.is_relative_to(path.parent.resolve()):
        entry.problem("E-DATA", f"{file} lies outside the folder of the case - move it beside the case", "file")
        return _Content()
    try:
        raw = target.read_bytes().replace(b"\r\n", b"\n")
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        entry.problem("E-DATA", f"{file} is missing or is not UTF-8 text - put it beside the case", "file")
        return _Content()
    found = hashlib.sha256(raw).hexdigest()
    if sha256 != found:
        entry.problem("E-DATA", f"{file} has another hash than stated - write sha256: {found}", "sha256")
    try:
        table = [tuple(row) for row in csv.reader(io.StringIO(text), strict=True) if row]
    except csv.Error as error:
        entry.problem("E-DATA", f"{file} is not readable as CSV ({error}) - mend it", "file")
        return _Content()
    if len(table) < 2 or any(len(row) != len(table[0]) for row in table):
        entry.problem("E-DATA", f"{file} needs a header and rows with as many cells as the header", "file")
        return _Content()
    return _Content(table[0], tuple(table[1:]))
