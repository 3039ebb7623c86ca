"""A document as a PDF file: tagged (PDF/UA-1), archivable (PDF/A-3a), with its own source attached.

Equal input gives equal bytes. The document's words go into the template as values and are never run; the typesetter
sees an empty folder, fixed fonts and a fixed date, and no network.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cmo_pathways.document import Block, Document, Figure, Table, to_values
from cmo_pathways.errors import ExportError
from cmo_pathways.export.files import write_whole

DESIGNS = ("board", "folio", "register")
"""The designs of a dossier or report; a case is printed in one of its own, ``handout``."""
STANDARDS = ("PDF/A-3a", "PDF/UA-1")
ATTACHMENT = "document.json"
_HERE = Path(__file__).resolve().parent
_MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed|codepoint `"((?:[^"\\]|\\.)+)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written: where, how many pages, the SHA-256 of its bytes, the standards it keeps."""

    file: Path
    pages: int
    sha256: str
    standards: tuple[str, ...]


def export_pdf(document: Document, file: Path, *, attachment: Mapping[str, Any] | None = None) -> Exported:
    """Write the document as a PDF and say what was written.

    ``attachment`` is what the document was made from (plain JSON values); it travels inside the PDF together with the
    document itself. The file appears whole or not at all. Raises ExportError where the document lacks a title, a date
    or a picture's words, holds a letter that no font has, or where the file cannot be written.
    """
    content = pdf_bytes(document, attachment=attachment)
    write_whole(Path(file), content)
    return Exported(Path(file), pdf_pages(content), hashlib.sha256(content).hexdigest(), STANDARDS)


def pdf_bytes(document: Document, *, attachment: Mapping[str, Any] | None = None) -> bytes:
    """The PDF of a document as bytes; raises ExportError as ``export_pdf`` does."""
    from cmo_pathways.export.values import document_values

    day = checked(document)
    source = {"document": to_values(document), "source": attachment}
    inputs = {
        "document": json.dumps(document_values(document), ensure_ascii=False),
        "attachment": json.dumps(source, indent=1, sort_keys=True, allow_nan=False),
        "attachment-name": ATTACHMENT,
    }
    return _typeset(document, inputs, datetime(day.year, day.month, day.day, tzinfo=UTC))


def pdf_pages(content: bytes) -> int:
    """How many pages a PDF of ours has."""
    counts = re.findall(rb"/Type\s*/Pages\b[^>]*?/Count (\d+)|/Count (\d+)[^>]*?/Type\s*/Pages\b", content)
    return max(int(a or b) for a, b in counts)


def checked(document: Document) -> date:
    """The day of a document that can be exported. Raises ExportError, in one sentence, for one that cannot."""
    if document.design not in (*DESIGNS, "handout"):
        raise ExportError(f'There is no design "{document.design}". Use one of these: {", ".join(DESIGNS)}.')
    if document.paper not in ("letter", "a4"):
        raise ExportError(f'There is no paper "{document.paper}". Use letter or a4.')
    if not document.title.strip():
        raise ExportError("The document has no title. Give it one; for a dossier, add your name to your profile.")
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z]{2})?", document.language):
        raise ExportError(f'"{document.language}" is not a language. Use a code such as en or en-US.')
    for block in document.blocks:
        _check_block(block)
    try:
        return date.fromisoformat(document.date)
    except ValueError as error:
        raise ExportError(f'The date "{document.date}" is not a day. Write it as 2026-11-21.') from error


def _check_block(block: Block) -> None:
    if isinstance(block, Figure) and not block.alt.strip():
        raise ExportError("A figure has no words for readers who cannot see it. Add a text alternative.")
    if isinstance(block, Table):
        for row in block.rows:
            if len(row) != len(block.columns):
                found, wanted = len(row), len(block.columns)
                cells = f"{found} cell{'' if found == 1 else 's'}"
                raise ExportError(f"A table row has {cells} where the head has {wanted}. Fill the row.")


def _typeset(document: Document, inputs: dict[str, str], moment: datetime) -> bytes:
    import typst

    # The library's hints tie the type of the template to that of the font folders; both are right as they are.
    compile_template: Any = typst.compile
    with tempfile.TemporaryDirectory(prefix="cmo-") as empty:
        try:
            made = compile_template(
                (_HERE / "templates" / "base.typ").read_bytes(),
                root=empty,
                font_paths=typst.Fonts(include_system_fonts=False, font_paths=[_HERE / "fonts"]),
                ignore_system_fonts=True,
                sys_inputs=inputs,
                pdf_standards=["a-3a", "ua-1"],
                timestamp=moment,
            )
        except typst.TypstError as error:
            raise trouble_in_words(document, error.diagnostic or error.message) from error
    if not isinstance(made, bytes):
        raise ExportError("The typesetter gave no PDF. Export again; if it stays so, run cmo-pathways doctor.")
    return made


def trouble_in_words(document: Document, diagnostic: str) -> ExportError:
    """The typesetter's trouble as one sentence, with the entry and the letters that cause it."""
    letters = sorted({_unescape(a or b) for a, b in _MISSING.findall(diagnostic)})
    if not letters:
        reason = diagnostic.strip().splitlines()[0].removeprefix("error: ")
        return ExportError(f"The PDF could not be made: {reason}. Your entries are unchanged; please report this.")
    shown = ", ".join(f"{letter} ({_letter_name(letter)})" for letter in letters[:4])
    where = next((name for name, text in _named_texts(document) if any(letter in text for letter in letters)), "")
    place = f'"{where}"' if where else "The document"
    return ExportError(f"{place} holds {shown}, which no font of the PDF has. Write it in words or in Latin letters.")


def _named_texts(document: Document) -> Iterator[tuple[str, str]]:
    """Every text of the document with the name under which its owner knows it."""
    heading = "Your profile"
    values = to_values(document)
    blocks = values.pop("blocks")
    for block, value in zip(document.blocks, blocks, strict=True):
        text = unicodedata.normalize("NFC", "\n".join(_texts(value)))
        heading = str(value["text"]) if value["block"] == "heading" else heading
        title = value.get("title") or getattr(block, "label", "") or heading
        yield str(title)[:60], text
    yield "Your profile", unicodedata.normalize("NFC", "\n".join(_texts(values)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _unescape(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _letter_name(letter: str) -> str:
    return unicodedata.name(letter[0], f"U+{ord(letter[0]):04X}").lower()
