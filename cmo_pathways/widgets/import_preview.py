"""What chosen files would add, by section: records to tick, duplicates with their reason, rows that cannot be read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from cmo_pathways.errors import Problem
from cmo_pathways.interop import (
    PROFILE,
    Columns,
    ImportPreview,
    Proposal,
    badge_sentences,
    choices_of_field,
    choices_of_section,
)
from cmo_pathways.portfolio import load_sections
from cmo_pathways.reports.words import counted, listed
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.portfolio_tailor import short, title_of

Body = Mapping[str, Any]
_SHOWN = 20
"""Records of one section that stand on a page."""
_LISTED = 40
"""Bad rows, and columns kept beside, that are named."""
_UNTIL = "Nothing is kept before you agree; if this page closes first, choose the files again."
_TWINS = "duplicates"
_FIELDS = {
    "name": "Name", "headline": "Headline", "location": "Location", "email": "Email", "phone": "Phone",
    "statement": "Statement", "specialty": "Specialty",
}  # fmt: skip


def title_of_preview(preview: ImportPreview) -> str:
    """The finding in one sentence, such as ``12 of 15 records are new``."""
    many, fresh = len(preview.proposals), len(preview.fresh)
    if not many:
        return "No record can be read yet"
    if fresh == many:
        return "The one record is new" if many == 1 else f"All {many:,} records are new"
    return f"{fresh:,} of {counted(many, 'record')} {'is' if fresh == 1 else 'are'} new"


def preview_blocks(
    preview: ImportPreview,
    columns: Mapping[str, Columns],
    ticked: Collection[str],
    shown: Mapping[str, int],
    entries: Mapping[str, Body],
) -> list[b.Block]:
    """What would be added, what is there already, what cannot be read, and what is passed over.

    ``shown`` tells by section from which record on [0-based] its page starts; ``entries`` name the duplicates.
    """
    read = "; ".join(f"{file}: {form}" for file, form in preview.formats.items())
    lead = [b.prose(b.words(f"{read}. {_UNTIL}"), style="lead")] if read else []
    by_section: dict[str, list[Proposal]] = {}
    for found in preview.proposals:
        by_section.setdefault(_TWINS if found.twin else found.section, []).append(found)
    twins = by_section.pop(_TWINS, [])
    order = [PROFILE, *load_sections()]
    # While a field that every entry needs has no column, each row lacks it: the list of rows would say nothing more.
    unmatched = {file for file, found in columns.items() if not found.by_column and _lacking(found)}
    groups = [
        block
        for section in sorted(by_section, key=order.index)
        for block in _section(section, by_section[section], ticked, shown.get(section, 0))
    ]
    return [
        *lead,
        *(_columns(file, found) for file, found in columns.items()),
        *groups,
        *_duplicates(twins, preview, entries, ticked, shown.get(_TWINS, 0)),
        *_problems([problem for problem in preview.problems if problem.file not in unmatched]),
        *_rest(preview),
    ]


def problem_sentence(problem: Problem) -> str:
    """Where and why something of a file cannot be used: ``posts.csv, line 14: the row has 9 cells ...``."""
    said = problem.message.removeprefix(f"row {problem.line}: ").rstrip(".")
    return f"{problem.file}, line {problem.line}: {said}." if problem.line else f"{problem.file} {said}."


def _section(section: str, found: Sequence[Proposal], ticked: Collection[str], start: int) -> Iterator[b.Block]:
    name = "Profile" if section == PROFILE else load_sections()[section].name
    taken = sum(1 for one in found if one.id in ticked)
    yield b.title(f"{name}: {taken:,} of {len(found):,} ticked", level=3)
    yield b.group(f"records-{section}", *(_row(one, ticked) for one in found[start : start + _SHOWN]))
    whole = [b.button(f"all:{section}", "Tick all", style="text"), b.button(f"none:{section}", "Clear", style="text")]
    yield from _pager(section, len(found), start, whole if len(found) > 3 else [])


def _row(found: Proposal, ticked: Collection[str]) -> b.Block:
    words = profile_words(found.fields) if found.section == PROFILE else found.summary
    box = b.check(f"take:{found.id}", words or found.place, value=found.id in ticked)
    told = badge_sentences(found.body)
    return b.group(f"badge-{found.id}", box, b.prose(*map(b.quiet, told), style="under")) if told else box


def profile_words(fields: Mapping[str, Any]) -> str:
    """What fills the empty lines of the first page."""
    return "; ".join(f"{_FIELDS.get(name, name)}: {short(str(text), 80)}" for name, text in fields.items())


def _pager(section: str, many: int, start: int, more: Sequence[b.Block]) -> Iterator[b.Block]:
    turn = []
    if start > 0:
        turn.append(b.button(f"show:{section}:{max(0, start - _SHOWN)}", f"{_SHOWN} before these", style="text"))
    if start + _SHOWN < many:
        turn.append(b.button(f"show:{section}:{start + _SHOWN}", "The next of them", style="text"))
    if turn:
        words = f"{start + 1:,} to {min(many, start + _SHOWN):,} of {many:,} stand here."
        yield {**b.prose(b.quiet(words)), "key": f"part-{section}"}
    if turn or more:
        yield {**b.buttons(*turn, *more), "key": f"turn-{section}"}


def _duplicates(
    found: Sequence[Proposal], preview: ImportPreview, entries: Mapping[str, Body], ticked: Collection[str], start: int
) -> Iterator[b.Block]:
    if not found:
        return
    names = {one.id: one.summary for one in preview.proposals}
    yield b.title(f"You have {'this' if len(found) == 1 else 'these'} already: {len(found):,}", level=3)
    yield b.prose(b.quiet("Tick one to add it all the same."))
    rows = []
    for one in found[start : start + _SHOWN]:
        held = title_of(entries[one.twin]) if one.twin in entries else names.get(one.twin, one.twin)
        where = "your" if one.twin in entries else "another record here,"
        why = b.quiet(f"{one.why[:1].upper()}{one.why[1:]} as {where} \u201c{short(held, 70)}\u201d")
        rows.append(b.group(f"twin-{one.id}", _row(one, ticked), b.prose(why, style="under")))
    yield b.group("records-duplicates", *rows)
    yield from _pager(_TWINS, len(found), start, [])


def _problems(problems: Sequence[Problem]) -> Iterator[b.Block]:
    if not problems:
        return
    yield b.title(f"Not usable as they are: {len(problems):,}", level=3)
    yield b.bullets(_some([problem_sentence(one) for one in problems]))
    yield b.prose(b.quiet("Mend them in the file and choose it again; what was added by then is recognized."))


def _rest(preview: ImportPreview) -> Iterator[b.Block]:
    told = [f"{item.what}: {item.count:,}, {item.why}" for item in preview.ignored]
    beside = _some([f"{name[:40]} ({count:,})" for name, count in preview.beside.items()])
    if told:
        yield b.details("ignored", "Passed over on purpose", b.bullets(_some(told)))
    if beside:
        words = f"Kept with the entries as the files have it, and printed nowhere: {', '.join(beside)}."
        yield b.details("beside", "Kept beside", b.prose(b.words(words)))


def _some(items: Sequence[str]) -> list[str]:
    more = [f"and {len(items) - _LISTED:,} more"] if len(items) > _LISTED else []
    return [*items[:_LISTED], *more]


def _columns(file: str, columns: Columns) -> b.Block:
    """What the rows of a table are, and one list for each column."""
    said = "as its column section says" if columns.by_column else "choose one"
    own = [("", said)] if columns.by_column or not columns.proposed else []
    rows = b.select(f"rows:{file}", "Each row is", [*own, *choices_of_section().items()], columns.section)
    lacking = [] if columns.by_column and not columns.section else _lacking(columns)
    told = b.prose(b.words(_matched_words(columns, lacking)))
    matched = b.group(f"matched-{file}", *_selects(file, columns), style="form")
    # The label stays the same, so that the fold stays as it is while columns are matched.
    return b.details(f"columns-{file}", f"How {file} is read", rows, told, matched, open=bool(lacking))


def _matched_words(columns: Columns, lacking: Sequence[str]) -> str:
    if not columns.section:
        return "" if columns.by_column else "Its columns have words that we do not know. Say what each row is."
    used = sum(1 for field in columns.fields if field)
    missing = f" Still without a column: {listed(lacking)}." if lacking else ""
    return f"{used} of {counted(len(columns.names), 'column')} matched.{missing}"


def _selects(file: str, columns: Columns) -> Iterator[b.Block]:
    if not columns.section:
        return
    options = [("", "kept beside, not printed"), *choices_of_field(columns.section).items()]
    for at, (name, example, field) in enumerate(zip(columns.names, columns.examples, columns.fields, strict=True)):
        yield b.select(f"column:{at}:{file}", _head(name, example), options, field)


def _lacking(columns: Columns) -> list[str]:
    """What every entry of the section needs and no column gives; without a section that is all of it."""
    if not columns.section:
        return ["the kind of each row"]
    labels = choices_of_field(columns.section)
    needed: Iterable[str] = (field.name for field in load_sections()[columns.section].fields if field.required)
    return [labels[name].lower() for name in needed if name not in columns.fields]


def _head(name: str, example: str) -> str:
    return f"{name}, such as \u201c{short(example, 48)}\u201d" if example else name
