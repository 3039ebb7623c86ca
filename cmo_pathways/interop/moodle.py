"""Moodle competency frameworks as CSV: the 14 columns of Moodle's own importer, out and in.

Column order and words follow the importer and exporter of Moodle (admin/tool/lpimportcsv).
"""

from __future__ import annotations

import csv
import html
import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from cmo_pathways.framework import Competency, Framework
from cmo_pathways.interop.findings import Findings, LeftOut, Written
from cmo_pathways.json_text import MAX_BYTES

COLUMNS = (
    "Parent ID number",
    "ID number",
    "Short name",
    "Description",
    "Description format",
    "Scale values",
    "Scale configuration",
    "Rule type (optional)",
    "Rule outcome (optional)",
    "Rule config (optional)",
    "Cross-referenced competency ID numbers",
    "Exported ID (optional)",
    "Is framework",
    "Taxonomy",
)
PROFICIENT = 3
"""The level [0-5] from which Moodle marks a learner as proficient: independent (our assumption)."""
_NAME = "cmo-pathways-framework"
_LONGEST = 100  # [characters] of an id or a short name in Moodle
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class MoodleRow:
    """A domain or competency as Moodle holds it; ``parent`` is empty at the top, ``paragraphs`` are plain text."""

    id: str
    parent: str
    name: str
    paragraphs: tuple[str, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MoodleFramework:
    """A competency framework as Moodle holds it."""

    id: str
    name: str
    scale: tuple[str, ...]
    rows: tuple[MoodleRow, ...]


def moodle_of(framework: Framework) -> MoodleFramework:
    """What Moodle can hold of the skill map: domains, competencies with their words, the names of the levels."""
    related = _related(framework)
    rows = [MoodleRow(domain.id, "", domain.name, ()) for domain in framework.domains]
    for competency in framework.competencies.values():
        words = _paragraphs(framework, competency)
        rows.append(
            MoodleRow(
                competency.id, competency.domain, competency.name[:_LONGEST], words, related.get(competency.id, ())
            )
        )
    scale = tuple(level.name.replace(",", ";") for level in framework.levels)
    return MoodleFramework(f"{_NAME}-{framework.version}", "Chief medical officer skill map", scale, tuple(rows))


def moodle_csv(framework: Framework) -> Written:
    """The skill map as a CSV file for Moodle (Site administration, Competencies, Import), and what is left out."""
    value = moodle_of(framework)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_safe(cell) for cell in row] for row in _rows(value))
    kept = {"domains": len(framework.domains), "competencies": len(framework.competencies), "levels": len(value.scale)}
    return Written(text.getvalue().encode(), kept, tuple(_left_out(framework)))


def read_moodle(data: bytes, file: str) -> tuple[MoodleFramework, tuple[LeftOut, ...]]:
    """The framework in a Moodle CSV file, and what of it we do not use. Raises InputError with every fault."""
    findings = Findings(file)
    rows = _table(data, findings)
    findings.raise_errors()
    tops = [(line, cells) for line, cells in rows if cells[12]]
    if len(tops) != 1:
        findings.error("FRAMEWORK", f'{len(tops)} rows are marked "Is framework" - exactly one should be')
    found = [_read_row(line, cells, findings) for line, cells in rows if not cells[12]]
    _check([line for line, cells in rows if not cells[12]], found, findings)
    for line, cells in tops[:1]:
        if not cells[1] or not cells[2]:
            findings.error("KEY", "the framework has no ID number or no short name - add it", line)
        _check_scale(cells[5], cells[6], findings, line)
    findings.raise_errors()
    top = tops[0][1]
    scale = tuple(name.strip() for name in top[5].split(","))
    return MoodleFramework(top[1], top[2], scale, tuple(found)), tuple(_unused([cells for _, cells in rows]))


def _paragraphs(framework: Framework, competency: Competency) -> tuple[str, ...]:
    levels = (
        f"{name.level} {name.name}: {text.descriptor}"
        for name, text in zip(framework.levels, competency.levels, strict=False)
    )
    return tuple(words for words in (competency.what_it_is, competency.what_it_is_not, *levels) if words.strip())


def _related(framework: Framework) -> dict[str, tuple[str, ...]]:
    """Competencies that need or help each other; Moodle knows no kinds and no direction, so each pair stands once."""
    found: dict[str, list[str]] = {}
    for relation in framework.relations:
        found.setdefault(relation.origin, []).append(relation.target)
    return {id: tuple(dict.fromkeys(ends)) for id, ends in found.items()}


def _rows(value: MoodleFramework) -> Iterator[Sequence[str]]:
    configuration = [
        {"scaleid": "1"},
        *(
            {"id": at + 1, "scaledefault": int(at == 0), "proficient": int(at >= PROFICIENT)}
            for at in range(len(value.scale))
        ),
    ]
    scale = (",".join(value.scale), json.dumps(configuration, separators=(",", ":")))
    levels = "domain,competency,competency,competency"
    yield ("", value.id, value.name, "", "1", *scale, "", "", "", "", "", "1", levels)
    for row in value.rows:
        text = "".join(f"<p>{html.escape(words, quote=False)}</p>" for words in row.paragraphs)
        related = ",".join(id.replace(",", "%2C") for id in row.related)
        yield (row.parent, row.id, row.name, text, "1", "", "", "", "", "null", related, "", "", "")


def _left_out(framework: Framework) -> Iterator[LeftOut]:
    texts = [text for competency in framework.competencies.values() for text in competency.levels]
    targets = sum(len(role.targets) for role in framework.roles.values())
    pairs = len(framework.relations)
    for what, count, why in (
        ("signals", sum(len(text.signals) for text in texts), "Moodle has no place below a competency's levels"),
        ("examples", sum(len(text.examples) for text in texts), "Moodle has no place below a competency's levels"),
        ("evidence prompts", sum(bool(text.evidence) for text in texts), "Moodle asks for evidence in its own way"),
        ("level sentences", len(texts), "kept as paragraphs of the description, not as levels"),
        ("roles", len(framework.roles), "a Moodle framework knows no roles; learning plans do"),
        ("target levels with weight and reason", targets, "a Moodle framework knows no roles"),
        ("kinds of relation", pairs, "Moodle links competencies without saying why"),
        ("names longer than 100 characters", _too_long(framework), "shortened"),
    ):
        if count:
            yield LeftOut(what, count, why)


def _too_long(framework: Framework) -> int:
    return sum(len(competency.name) > _LONGEST for competency in framework.competencies.values())


def _table(data: bytes, findings: Findings) -> list[tuple[int, list[str]]]:
    """The rows below the header with their lines; nothing where the file is no such table."""
    if len(data) > MAX_BYTES:
        findings.error("SIZE", f"is larger than {MAX_BYTES // 1_000_000} MB - no file of this kind needs that much")
        return []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        findings.error("FILE", f"is not UTF-8 text (byte {error.start}) - save it as UTF-8", line)
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            rows.append((line, [_unsafe(cell) for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        findings.error("CSV", f"is not readable as CSV ({error}) - mend the row that starts here", line)
        return []
    header = rows[0][1] if rows else []
    if len(header) == 1 and header[0].count(";") >= len(COLUMNS) - 1:
        findings.error("CSV", "is separated by semicolons - export it with commas", 1)
    elif len(header) != len(COLUMNS):
        findings.error("COLUMNS", f"has {len(header)} columns - a Moodle framework has {len(COLUMNS)}", 1)
    for line, cells in rows[1:]:
        if cells and len(cells) != len(header):
            findings.error("CSV", f"{len(cells)} cells where the header has {len(header)} - check the commas", line)
    return [(line, cells) for line, cells in rows[1:] if cells]


def _read_row(line: int, cells: list[str], findings: Findings) -> MoodleRow:
    if not cells[1] or not cells[2]:
        findings.error("KEY", "has no ID number or no short name - Moodle would pass over it", line)
    related = tuple(id.replace("%2C", ",") for id in cells[10].split(",") if id)
    if cells[5]:
        _check_scale(cells[5], cells[6], findings, line)
    return MoodleRow(cells[1], cells[0], cells[2], _plain(cells[3]), related)


def _check(lines: list[int], rows: list[MoodleRow], findings: Findings) -> None:
    parents = {row.id: row.parent for row in rows}
    counts = Counter(row.id for row in rows)
    settled = {""}
    for line, row in zip(lines, rows, strict=True):
        if row.id and counts[row.id] > 1:
            findings.error("TWICE", f'the ID number "{row.id[:80]}" stands {counts[row.id]} times - keep one', line)
        if row.parent and row.parent not in parents:
            findings.error("PARENT", f'the parent "{row.parent[:80]}" is not in the file - mend it', line)
        for id in row.related:
            if id not in parents:
                findings.error("RELATED", f'the cross-reference "{id[:80]}" is not in the file - mend it', line)
        trail: dict[str, None] = {}
        id = row.id
        while id not in settled and id not in trail and id in parents:
            trail[id] = None
            id = parents[id]
        if id in trail:
            names = list(trail)
            circle = " > ".join([*names[names.index(id) :], id])
            findings.error("CYCLE", f"parents go in a circle ({circle[:300]}) - break it", line)
        settled.update(trail)


def _check_scale(values: str, configuration: str, findings: Findings, line: int) -> None:
    names = values.split(",")
    try:
        parts = json.loads(configuration)
        ids = [part["id"] for part in parts[1:]] if isinstance(parts, list) else None
    except (ValueError, RecursionError, KeyError, TypeError):
        ids = None
    if not values or ids is None:
        findings.error("SCALE", "the scale has no values or its configuration is not readable - export it again", line)
    elif any(not isinstance(id, int) or isinstance(id, bool) or not 1 <= id <= len(names) for id in ids):
        findings.error("SCALE", f"the scale configuration names a value beyond the {len(names)} there are", line)


def _unused(rows: list[list[str]]) -> Iterator[LeftOut]:
    for at, what in ((7, "completion rules"), (11, "ids of the exporting site")):
        count = sum(bool(cells[at].strip()) for cells in rows)
        if count:
            yield LeftOut(what, count, "they belong to the Moodle site that made them")
    own = sum(bool(cells[5]) for cells in rows if not cells[12])
    if own:
        yield LeftOut("scales of single competencies", own, "the skill map has one scale for all")


class _Paragraphs(HTMLParser):
    """The text of a description, block by block; markup is dropped, never obeyed."""

    _BLOCKS = frozenset(("p", "div", "li", "br", "h1", "h2", "h3", "h4", "h5", "h6", "tr"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = [""]
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block; what a browser would hide is passed over."""
        self._hidden += tag in ("script", "style")
        if tag in self._BLOCKS:
            self.parts.append("")

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        self._hidden = max(0, self._hidden - (tag in ("script", "style")))
        if tag in self._BLOCKS:
            self.parts.append("")

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        if not self._hidden:
            self.parts[-1] += data


def _plain(text: str) -> tuple[str, ...]:
    parser = _Paragraphs()
    parser.feed(text)
    parser.close()
    return tuple(part for part in parser.parts if part.strip())


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def _unsafe(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'").startswith(_FORMULA) else cell
