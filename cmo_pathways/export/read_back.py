"""A PDF of ours read back from its own bytes, as a screen reader takes it: tagged text in its order, links, pages.

It reads what the typesetter writes (plain cross-reference table, Identity-H fonts with ToUnicode) and no other PDF.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cmo_pathways.errors import ExportError

_TOKEN = re.compile(
    rb"\s*(?:%[^\r\n]*\s*)*(<<|>>|\[|\]|<[0-9A-Fa-f\s]*>|/[^\s/<>\[\]()%]*|\(|[^\s/<>\[\]()%]+)", re.DOTALL
)
_REFERENCE = re.compile(rb"\s*(\d+)\s+R\b")
_BROKEN = (KeyError, ValueError, IndexError, TypeError, AttributeError)
"""What comes of a part that is not what it should be: no number, another kind of value, nothing there."""
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_XREF = re.compile(rb"(\d{10}) \d{5} n")
_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a PDF holds: its tagged text in reading order, its pages, its web links, and the standards that it names."""

    text: str
    pages: int
    links: tuple[str, ...]
    standards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Ref:
    number: int


@dataclass(frozen=True, slots=True)
class _Name:
    text: str


class _End(Exception):
    """No token is left."""


def read_pdf(content: bytes) -> ReadBack:
    """A PDF of ours, read back. Raises ExportError for a PDF that was made by another program."""
    try:
        file = _File(content)
        pages = [number for number, value in file.values() if _is(value, "Page")]
        pieces = {page: file.pieces(page) for page in pages}
        links = [
            _words(action["URI"])
            for _, value in file.values()
            if _is(value, "Annot") and "URI" in (action := file.open(value.get("A")) or {})
        ]
        root = next(value for _, value in file.values() if _is(value, "StructTreeRoot"))
        text = " ".join(file.told(root, None, pieces, 0))
        return ReadBack(text, len(pages), tuple(dict.fromkeys(links)), _standards(content))
    except (*_BROKEN, StopIteration, zlib.error, _End, RecursionError) as error:
        raise ExportError("The PDF could not be read back. It was made by another program or is damaged.") from error


def _standards(content: bytes) -> tuple[str, ...]:
    found = [
        re.search(rb"<%s>([^<]+)<" % name, content) for name in (b"pdfaid:part", b"pdfaid:conformance", b"pdfuaid:part")
    ]
    part, level, access = (match[1].decode() if match else "" for match in found)
    return (*((f"PDF/A-{part}{level.lower()}",) if part else ()), *((f"PDF/UA-{access}",) if access else ()))


def _is(value: object, kind: str) -> bool:
    return isinstance(value, dict) and value.get("Type") == _Name(kind)


class _File:
    """The objects of a PDF by number, parsed when they are asked for."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        table = content.rindex(b"\nxref")
        self._at = {n: int(found[1]) for n, found in enumerate(_XREF.finditer(content, table), 1)}
        self._known: dict[int, Any] = {}
        self._fonts: dict[int, Mapping[int, str]] = {}

    def values(self) -> Iterator[tuple[int, Any]]:
        """Every object with its number."""
        for number in self._at:
            yield number, self.open(_Ref(number))

    def open(self, value: Any) -> Any:
        """What a reference points at; anything else as it is."""
        if not isinstance(value, _Ref):
            return value
        if value.number not in self._known:
            start = self._content.index(b"obj", self._at[value.number]) + 3
            self._known[value.number] = _parse(self._content, start)[0]
        return self._known[value.number]

    def pieces(self, page: int) -> dict[int, str]:
        """The text of each marked piece of a page, by its number."""
        held = self.open(_Ref(page))
        fonts = self.open(self.open(held["Resources"]).get("Font")) or {}
        maps = {name: self._map(font) for name, font in fonts.items()}
        return _marked(self._stream(held["Contents"]), maps)

    def told(
        self, element: Any, page: int | None, pieces: Mapping[int, Mapping[int, str]], depth: int
    ) -> Iterator[str]:
        """The text below an element of the tag tree, in its order. Raises ValueError where it is nested too deeply."""
        if depth > 200:
            raise ValueError("the tag tree is too deep")
        page = element["Pg"].number if "Pg" in element else page
        for key in ("Alt", "ActualText"):
            if key in element:
                yield _words(element[key])
                return
        kids = self.open(element.get("K", []))
        for kid in kids if isinstance(kids, list) else [kids]:
            below = self.open(kid)
            if isinstance(below, int) and page is not None:
                yield pieces[page].get(below, "")
            elif isinstance(below, dict) and "MCID" in below:
                yield pieces[below["Pg"].number if "Pg" in below else page or 0].get(below["MCID"], "")
            elif isinstance(below, dict) and not _is(below, "OBJR"):
                yield from self.told(below, page, pieces, depth + 1)

    def _map(self, font: Any) -> Mapping[int, str]:
        reference = self.open(font)["ToUnicode"]
        if reference.number not in self._fonts:
            self._fonts[reference.number] = _unicode(self._stream(reference))
        return self._fonts[reference.number]

    def _stream(self, reference: _Ref) -> bytes:
        held, start = self.open(reference), self._content.index(b"stream", self._at[reference.number]) + 6
        start += 2 if self._content[start : start + 2] == b"\r\n" else 1
        raw = self._content[start : start + int(self.open(held["Length"]))]
        return zlib.decompress(raw) if held.get("Filter") == _Name("FlateDecode") else raw


def _marked(stream: bytes, fonts: Mapping[str, Mapping[int, str]]) -> dict[int, str]:
    """The text of each marked piece in a page's drawing."""
    found: dict[int, str] = {}
    open_marks: list[tuple[int | None, str | None, list[str]]] = []
    font: Mapping[int, str] = {}
    held: list[Any] = []
    at = 0
    while True:
        try:
            value, at = _parse(stream, at)
        except _End:
            return found
        if not isinstance(value, bytes):
            held.append(value)
            continue
        if value in (b"BDC", b"BMC"):
            mark = held[-1] if held and isinstance(held[-1], dict) else {}
            said = _words(mark["ActualText"]) if "ActualText" in mark else None
            open_marks.append((mark.get("MCID"), said, []))
        elif value == b"EMC":
            number, said, texts = open_marks.pop()
            text = "".join(texts) if said is None else said
            if number is not None:
                found[number] = found.get(number, "") + text
            elif open_marks:
                open_marks[-1][2].append(text)
        elif value == b"Tf":
            font = fonts[held[-2].text]
        elif value in (b"Tj", b"TJ") and open_marks:
            parts = held[-1] if isinstance(held[-1], list) else [held[-1]]
            open_marks[-1][2].extend(_shown(part.text, font) for part in parts if isinstance(part, _Text))
        elif value == b"ET" and open_marks:
            open_marks[-1][2].append(" ")
        held = []


@dataclass(frozen=True, slots=True)
class _Text:
    text: bytes


def _shown(glyphs: bytes, font: Mapping[int, str]) -> str:
    return "".join(font.get(int.from_bytes(glyphs[n : n + 2], "big"), "\ufffd") for n in range(0, len(glyphs) - 1, 2))


def _unicode(stream: bytes) -> dict[int, str]:
    """The letters of each glyph, from a ToUnicode map."""
    found: dict[int, str] = {}
    for kind, block in re.findall(rb"begin(bfchar|bfrange)(.*?)endbf", stream, re.DOTALL):
        codes = [bytes.fromhex(code.decode()) for code in _HEX.findall(block)]
        if kind == b"bfchar":
            found |= {int.from_bytes(glyph, "big"): text.decode("utf-16-be") for glyph, text in _in(codes, 2)}
        for first, last, text in _in(codes, 3) if kind == b"bfrange" else ():
            glyphs, letter = (
                range(int.from_bytes(first, "big"), int.from_bytes(last, "big") + 1),
                ord(text.decode("utf-16-be")),
            )
            found |= {glyph: chr(letter + n) for n, glyph in enumerate(glyphs)}
    return found


def _in(codes: list[bytes], many: int) -> Iterator[tuple[bytes, ...]]:
    yield from zip(*(codes[n::many] for n in range(many)), strict=True)


def _words(value: Any) -> str:
    raw = value.text if isinstance(value, _Text) else b""
    return raw[2:].decode("utf-16-be") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")


def _parse(data: bytes, at: int) -> tuple[Any, int]:
    """One value or operator from a place on, and where it ends; operators are bytes."""
    match = _TOKEN.match(data, at)
    if match is None:
        raise _End
    token, end = match[1], match.end()
    if token == b"(":
        return _literal(data, end)
    if token == b"[":
        return _until(data, end, b"]")
    if token == b"<<":
        parts, end = _until(data, end, b">>")
        return {key.text: value for key, value in zip(parts[::2], parts[1::2], strict=True)}, end
    if token.startswith(b"<"):
        return _Text(bytes.fromhex(token[1:-1].decode())), end
    if token.startswith(b"/"):
        return _Name(token[1:].decode("latin-1")), end
    return _plain(data, token, end)


def _plain(data: bytes, token: bytes, end: int) -> tuple[Any, int]:
    """A number, a reference such as ``12 0 R``, or an operator."""
    if token.isdigit() and (reference := _REFERENCE.match(data, end)):
        return _Ref(int(token)), reference.end()
    try:
        return (int(token) if re.fullmatch(rb"[+-]?\d+", token) else float(token)), end
    except ValueError:
        return {b"true": True, b"false": False}.get(token, token), end


def _until(data: bytes, at: int, close: bytes) -> tuple[list[Any], int]:
    found: list[Any] = []
    while True:
        match = _TOKEN.match(data, at)
        if match is None:
            raise _End
        if match[1] == close:
            return found, match.end()
        value, at = _parse(data, at)
        found.append(value)


def _literal(data: bytes, at: int) -> tuple[_Text, int]:
    """A text in round brackets, which may hold balanced ones."""
    out, depth = bytearray(), 1
    while True:
        letter = data[at : at + 1]
        if not letter:
            raise _End
        at += 1
        if letter == b"\\":
            octal = re.compile(rb"[0-7]{1,3}").match(data, at)
            next_one = data[at : at + 1]
            at = octal.end() if octal else at + 1
            out += bytes([int(octal[0], 8) & 255]) if octal else _ESCAPES.get(next_one, next_one)
            continue
        depth += {b"(": 1, b")": -1}.get(letter, 0)
        if not depth:
            return _Text(bytes(out)), at
        out += letter
