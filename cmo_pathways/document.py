"""The document value that every report builds: dossier, assessment report, plan, handout, cohort report.

A document is plain data. It knows nothing of pages, fonts or files; ``export`` turns it into PDF. Text in ``Prose``
and in the ``text`` of other blocks may hold Markdown, which is shown and never run; all other fields are plain text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from cmo_pathways.errors import ExportError

FORMAT = "cmo-pathways-document"
VERSION = 1
_NUMBER = re.compile(r"[+-]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})", re.ASCII)

Paper = Literal["letter", "a4"]
NoteKind = Literal["information", "trouble", "assumption"]
BulletMark = Literal["dash", "number", "box"]


@dataclass(frozen=True, slots=True)
class Heading:
    """Starts a section (level 1) or a part of one (level 2).

    ``aside`` asks for the narrow side column where the design has one; blocks up to the next level-1 heading follow.
    ``new_page`` starts it on a page of its own.
    """

    text: str
    level: int = 1
    aside: bool = False
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text in Markdown; ``lead`` sets it larger, as an opening statement."""

    text: str
    lead: bool = False
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of Markdown texts, marked by a dash, a number or a box to tick (lettered A, B, C)."""

    items: tuple[str, ...]
    mark: BulletMark = "dash"


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a table column; numbers are set flush right, the unit stands under the name."""

    name: str
    unit: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain text under named columns; every row has one cell per column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing as SVG text; ``alt`` says in words what it shows and is required."""

    svg: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What changed: a before and an after in one unit, for whom (n), over which period, and who can confirm it."""

    title: str
    before: str = ""
    after: str = ""
    unit: str = ""
    measure: str = ""
    n: str = ""
    period: str = ""
    text: str = ""
    source: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One post, degree, credential or publication: what, where, when, and a text."""

    title: str
    place: str = ""
    dates: str = ""
    text: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One large number with its label; ``before`` draws the before-to-after mark below it."""

    label: str
    value: str
    unit: str = ""
    note: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Two to four large numbers side by side."""

    items: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A level with its 80 % interval and, where there is one, the target; all on the scale of the ``Bars``."""

    label: str
    level: float
    low: float
    high: float
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Levels against their targets; ``top`` ends the scale [5 for levels]; the caption says what they rest on."""

    items: tuple[Bar, ...]
    caption: str = ""
    top: float = 5.0


@dataclass(frozen=True, slots=True)
class Note:
    """A boxed remark: information, trouble (mend this), or an assumption of ours."""

    kind: NoteKind
    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value in rows, such as a contact block or a list of years."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Ruled lines to write on: so many, or all that the page has left where ``rows`` is 0; a small label above."""

    label: str = ""
    rows: int = 0


Block = Heading | Prose | Bullets | Table | Figure | Result | Entry | KeyFigures | Bars | Note | Facts | Lines

_KINDS: Mapping[str, type[Any]] = {
    "heading": Heading,
    "prose": Prose,
    "bullets": Bullets,
    "table": Table,
    "figure": Figure,
    "result": Result,
    "entry": Entry,
    "key-figures": KeyFigures,
    "bars": Bars,
    "note": Note,
    "facts": Facts,
    "lines": Lines,
}
_NAMES: Mapping[type[Any], str] = {kind: name for name, kind in _KINDS.items()}
_PARTS: Mapping[tuple[str, str], type[Any]] = {
    ("table", "columns"): Column,
    ("key-figures", "items"): KeyFigure,
    ("bars", "items"): Bar,
}


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report as a value.

    Parameters: title as printed on top; author; language such as ``en-US``; date (ISO, ``2026-11-21``);
    description for the file's metadata; design id (``board``, ``folio``, ``register``, ``handout``); paper ``letter``
    or ``a4``; kicker, a small line above the title; headline below it; contact lines; footer words at the left (the
    author where empty); words of the template in another language, by key (``page``, ``from`` ...), none for English.
    """

    title: str
    author: str
    date: str
    blocks: tuple[Block, ...]
    language: str = "en-US"
    description: str = ""
    design: str = "board"
    paper: Paper = "letter"
    kicker: str = ""
    headline: str = ""
    contact: tuple[str, ...] = ()
    footer: str = ""
    words: tuple[tuple[str, str], ...] = ()


def to_values(document: Document) -> dict[str, Any]:
    """The document as plain lists and dicts; nothing is left out, so that ``from_values`` gives an equal document."""
    values = _values(document)
    values["blocks"] = [{"block": _NAMES[type(block)], **_values(block)} for block in document.blocks]
    return {"format": FORMAT, "version": VERSION, **values}


def from_values(values: Mapping[str, Any]) -> Document:
    """The document that ``to_values`` wrote. Raises ExportError where it is of another format or a newer version."""
    if values.get("format") != FORMAT or not isinstance(values.get("version"), int):
        raise ExportError("This is not a cmo_pathways document. Choose a file that was exported by cmo_pathways.")
    if values["version"] > VERSION:
        raise ExportError("The document was written by a newer cmo_pathways. Update cmo_pathways and open it again.")
    given = {key: _frozen(value) for key, value in values.items() if key not in ("format", "version", "blocks")}
    try:
        return Document(**given, blocks=tuple(_block(block) for block in values["blocks"]))
    except (KeyError, TypeError) as error:
        raise ExportError(f"The document cannot be read ({error}). Export it again from cmo_pathways.") from error


def to_json(document: Document) -> str:
    """The document as JSON text: equal documents give equal text, and ``from_json`` gives the document back."""
    return json.dumps(to_values(document), indent=1, allow_nan=False)


def from_json(text: str) -> Document:
    """The document that ``to_json`` wrote. Raises ExportError where the text is something else."""
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        raise ExportError(f"The document is not readable as JSON (line {error.lineno}). Export it again.") from error
    return from_values(values if isinstance(values, dict) else {})


def number_in(text: str) -> float | None:
    """The number that a text such as ``18.2``, ``1,200`` or ``-0.4`` is; None where it is anything else."""
    plain = text.strip().replace("\N{MINUS SIGN}", "-").replace(",", "")
    return float(plain) if _NUMBER.fullmatch(plain) else None


def _values(item: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(item, field.name)) for field in fields(item)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return _values(value) if type(value) in _PARTS.values() else value


def _frozen(value: Any) -> Any:
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value


def _block(values: Mapping[str, Any]) -> Block:
    kind = values["block"]
    given = {}
    for key, value in values.items():
        part = _PARTS.get((kind, key))
        if key != "block":
            given[key] = tuple(part(**item) for item in value) if part else _frozen(value)
    block: Block = _KINDS[kind](**given)
    return block
