"""A dossier of our own: the JSON that travels inside its PDF, or the JSON file itself, read back into entries."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from cmo_pathways.interop.findings import LeftOut
from cmo_pathways.interop.incoming.found import PROFILE, Reading, Record
from cmo_pathways.interop.incoming.words import refuse
from cmo_pathways.json_text import MAX_BYTES, read_json
from cmo_pathways.portfolio import load_sections

FORMAT = "dossier"
_SOURCE = "cmo-pathways-dossier"
_PERSON = ("name", "headline", "location", "email", "phone", "statement", "specialty")
# What an entry keeps beside its fields. What the learner once acknowledged or removed is not taken over from a file.
_BESIDE = ("competencies", "tags", "pinned", "excluded", "case", "play")
_EMBEDDED = re.compile(rb"/Type\s*/EmbeddedFile\b")
_STREAM = re.compile(rb"stream\r?\n")
_LENGTH = re.compile(rb"/Length\s+(\d{1,9})\b(?!\s+\d+\s+R)")
_FILTER = re.compile(rb"/(\w+Decode|Crypt)\b")
_REACH = 2000
"""How far the words of a stream may lie from its type [bytes]."""


def is_dossier(value: object) -> bool:
    """True for the JSON of a dossier of ours."""
    source = value.get("source") if isinstance(value, Mapping) else None
    return isinstance(source, Mapping) and source.get("format") == _SOURCE


def read_dossier_pdf(data: bytes, file: str) -> Reading:
    """The entries inside a PDF that was exported here. Raises InputError for any other PDF, and for a damaged one."""
    if len(data) > MAX_BYTES:
        refuse(file, f"is larger than {MAX_BYTES // 1_000_000} MB - no dossier is")
    found = False
    for text in _attachments(data, file):
        found = True
        value = read_json(text, file)
        if is_dossier(value):
            return read_dossier(value, file)
    said = "holds a document without a portfolio" if found else "is no dossier that was exported here, or is damaged"
    refuse(file, f"{said} - give a dossier, or the JSON Resume or LinkedIn archive of the person")


def read_dossier(value: object, file: str) -> Reading:
    """The entries in the JSON of a dossier. Raises InputError: not of ours, made by a newer version."""
    if not isinstance(value, Mapping) or not is_dossier(value):
        refuse(file, "is no dossier that was exported here")
    source: Mapping[str, Any] = value["source"]
    if source.get("version") != 1:
        refuse(file, "was made by a newer version of this program - update, then import it again")
    profile, entries = source.get("profile"), source.get("entries")
    records = []
    if isinstance(profile, Mapping):
        records.append(Record(PROFILE, {key: profile.get(key) for key in _PERSON}, {}, 0, "profile"))
    for id, body in entries.items() if isinstance(entries, Mapping) else ():
        records.append(_record(str(id), body if isinstance(body, Mapping) else {}))
    shown = value.get("document")
    blocks = len(shown["blocks"]) if isinstance(shown, Mapping) and isinstance(shown.get("blocks"), list) else 0
    ignored = (LeftOut("printed blocks", blocks, "made anew from the entries at each export"),) if blocks else ()
    return Reading(FORMAT, tuple(records), (), ignored)


def _record(id: str, body: Mapping[str, Any]) -> Record:
    section = body.get("section")
    known = load_sections().get(section) if isinstance(section, str) else None
    names = {field.name for field in known.fields} if known else set()
    fields = {key: value for key, value in body.items() if key in names or (key in _BESIDE and value)}
    lost = {key: value for key, value in body.items() if key not in fields and key not in ("section", "original")}
    given = body.get("original")
    before = given if isinstance(given, Mapping) else {}
    kept = before.get("record")
    rest = {**(kept if isinstance(kept, Mapping) else {}), **lost}
    name = section if isinstance(section, str) else ""
    return Record(name, fields, rest, 0, f"entry {id[:80]}", str(before.get("format", ""))[:40])


def _attachments(data: bytes, file: str) -> Iterator[bytes]:
    """The files inside a PDF as its streams hold them; streams that cannot be read are passed over."""
    for found in list(_EMBEDDED.finditer(data))[:20]:
        start = data.rfind(b"obj", max(0, found.start() - _REACH), found.start())
        opened = _STREAM.search(data, found.end(), found.end() + _REACH)
        if start < 0 or opened is None:
            continue
        head = data[start : opened.start()]
        length = _LENGTH.search(head)
        end = opened.end() + int(length[1]) if length else data.find(b"endstream", opened.end())
        packed = data[opened.end() : end if end >= 0 else None]
        filters = _FILTER.findall(head)
        if not filters:
            yield packed
        elif filters == [b"FlateDecode"]:
            yield from _unpacked(packed, file)


def _unpacked(packed: bytes, file: str) -> Iterator[bytes]:
    reader = zlib.decompressobj()
    try:
        text = reader.decompress(packed, MAX_BYTES + 1)
    except zlib.error:
        return
    if len(text) > MAX_BYTES:
        refuse(file, f"unpacks to more than {MAX_BYTES // 1_000_000} MB - no dossier does")
    if reader.eof:
        yield text
