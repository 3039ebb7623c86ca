"""Reads ``data/sessions/session-NN-name.yaml``: one file, one session; every fault is noted with its line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeVar

from cmo_pathways.content import Record, Report, read_yaml
from cmo_pathways.scale import Mark
from cmo_pathways.sessions.model import (
    SECTORS,
    SEGMENTS,
    Ask,
    Board,
    Fact,
    Poll,
    PreWork,
    Ready,
    Sector,
    Segment,
    Session,
    Trap,
)

T = TypeVar("T")
_ID = re.compile(r"session-\d\d(-[a-z0-9]+)+")
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_NO_WORDS = ("nan", "inf", "-inf")
"""What YAML makes of ``.nan`` and ``.inf``."""


def session_files(root: Path) -> tuple[Path, ...]:
    """The files of the shipped sessions in the order of the course."""
    return tuple(sorted((root / "data" / "sessions").glob("session-*.yaml")))


def read_session(file: Path, report: Report) -> Session | None:
    """The session in ``file``, or None where it is not readable as YAML; faults are noted in the report."""
    top = read_yaml(file, report)
    if top is None:
        return None
    session = _session(top, file, report)
    top.done()
    return session


def _session(top: Record, file: Path, report: Report) -> Session:
    cases, artefact, after = top.record("cases"), top.record("artefact"), top.record("afterwork")
    session = Session(
        id=_id(top, file),
        version=_version(top),
        title=_words(top, "title"),
        question=_words(top, "question"),
        mark=top.mark("mark") if "mark" in top else _no_mark(top),
        objectives=top.texts("objectives"),
        primary=top.texts("primary"),
        secondary=top.texts("secondary", required=False),
        lead=cases.identifier("lead"),
        second=cases.identifier("second"),
        optional=cases.texts("optional", required=False),
        sectors=_sectors(top),
        prework=tuple(map(_prework, top.records("prework"))),
        materials=top.texts("materials"),
        board=tuple(map(_board, top.records("board"))),
        poll=_poll(top.record("poll")),
        readiness=tuple(map(_ready, top.records("readiness"))),
        agenda=tuple(map(_segment, top.records("agenda"))),
        asks=tuple(map(_ask, top.records("questions"))),
        traps=tuple(map(_trap, top.records("traps"))),
        artefact=_words(artefact, "what"),
        good=artefact.texts("good"),
        after_minutes=after.integer("minutes", 10, 240),
        memo=_words(after, "memo"),
        facts=tuple(map(_fact, top.records("facts"))),
        file=report.shown(file),
        lines={key: top.line_of(key) for key in top.keys()},  # noqa: SIM118 - a Record is no mapping
    )
    for part in (cases, artefact, after):
        part.done()
    return session


def _id(top: Record, file: Path) -> str:
    id = top.identifier()
    if id and not _ID.fullmatch(id):
        top.problem("E-ID", f'"{id}" is no id of a session - write it as session-03-when-care-harms', "id")
    elif id and file.parent.name == "sessions" and file.stem != id:
        top.problem("E-ID", f'the file is named {file.name}, its id is "{id}" - make them equal', "id")
    return id


def _words(record: Record, key: str) -> str:
    """A text in words; a number, or a date, that stands there by mistake is noted."""
    text = record.text(key)
    if text and (not any(map(str.isalpha, text)) or text in _NO_WORDS):
        record.problem("E-TYPE", f'{key} is "{text[:40]}" - write it in words', key)
    return text


def _version(top: Record) -> str:
    version = top.text("version")
    if version and not _VERSION.fullmatch(version):
        top.problem("E-VERSION", f'version "{version}" should have three numbers - write it as 1.0.0', "version")
    return version


def _no_mark(top: Record) -> Mark:
    top.mark("mark")
    return Mark.ASSUMPTION


def _sectors(top: Record) -> dict[str, Sector]:
    found = {}
    block = top.record("sectors") if "sectors" in top else None
    for name in block.keys() if block else ():
        assert block is not None
        if name not in SECTORS:
            block.problem("E-CHOICE", f'sector "{name}" is not known - use one of {", ".join(SECTORS)}', name)
        part = block.record(name)
        found[name] = Sector(part.identifier("case"), _words(part, "turn"), tuple(map(_ask, part.records("questions"))))
        part.done()
    return found


def _prework(record: Record) -> PreWork:
    return _whole(record, PreWork(_words(record, "what"), record.integer("minutes", 1, 180)))


def _board(record: Record) -> Board:
    return _whole(record, Board(_words(record, "column"), _words(record, "holds")))


def _poll(record: Record) -> Poll:
    return _whole(record, Poll(_words(record, "question"), record.texts("options")))


def _ready(record: Record) -> Ready:
    item = Ready(
        question=_words(record, "question"),
        options=record.texts("options"),
        right=record.integer("right", 1, 9),
        why=_words(record, "why"),
        sources=record.texts("sources", required=False),
    )
    record.done()
    if item.options and item.right > len(item.options):
        message = f"right names option {item.right} of {len(item.options)} - name one that is there"
        record.problem("E-READY", message, "right")
    if len(set(item.options)) < len(item.options):
        record.problem("E-READY", "two options are the same - only one can be right", "options")
    return item


def _segment(record: Record) -> Segment:
    made = Segment(
        kind=record.choice("segment", SEGMENTS),
        title=_words(record, "title"),
        long=record.integer("long", 0, 90),
        short=record.integer("short", 0, 60),
        talk=record.integer("talk", 0, 60),
        cues=record.texts("cues"),
        board=record.text("board", ""),
        short_form=record.text("short_form", ""),
        line=record.line,
    )
    return _whole(record, made)


def _ask(record: Record) -> Ask:
    return _whole(record, Ask(_words(record, "ask"), _words(record, "listen")))


def _trap(record: Record) -> Trap:
    return _whole(record, Trap(_words(record, "trap"), _words(record, "do")))


def _fact(record: Record) -> Fact:
    fact = _whole(record, Fact(_words(record, "fact"), record.mark("mark"), record.texts("sources", required=False)))
    if fact.mark is not Mark.ASSUMPTION and not fact.sources:
        record.problem("E-SOURCE", "a fact has no source - name one, or mark it E as an assumption of ours", "fact")
    return fact


def _whole(record: Record, made: T) -> T:
    """What was made of a record, once every other key in it is refused."""
    record.done()
    return made
