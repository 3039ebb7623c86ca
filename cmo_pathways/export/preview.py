"""The pages of a document as pictures, quick enough to follow what is typed.

The typesetter stays warm between two pictures: fonts and template are read once.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from cmo_pathways.document import Document
from cmo_pathways.errors import ExportError
from cmo_pathways.export.pdf import ATTACHMENT, checked, trouble_in_words

RESOLUTION = 54  # [dots per inch] a page of 8.5 inches is 459 dots wide, and its picture travels in one message
_HERE = Path(__file__).resolve().parent


class Preview:
    """Pages of documents as PNG pictures; it keeps the last document that it drew."""

    def __init__(self) -> None:
        self._compiler: Any = None
        self._template = b""
        self._empty: tempfile.TemporaryDirectory[str] | None = None  # the typesetter reads no other file
        self._asked = ""
        self._pages: tuple[bytes, ...] = ()

    def pages(self, document: Document) -> tuple[bytes, ...]:
        """Every page as the bytes of a PNG picture. Raises ExportError for a document that cannot be exported."""
        from cmo_pathways.export.values import document_values

        checked(document)
        asked = json.dumps(document_values(document), ensure_ascii=False)
        if asked != self._asked:
            self._pages = self._drawn(document, asked)
            self._asked = asked
        return self._pages

    def page_count(self, document: Document) -> int:
        """How many pages the document takes. Raises ExportError as ``pages`` does."""
        return len(self.pages(document))

    def _drawn(self, document: Document, values: str) -> tuple[bytes, ...]:
        import typst

        inputs = {"document": values, "attachment": "{}", "attachment-name": ATTACHMENT}
        try:
            found = self._warm().compile(self._template, format="png", ppi=RESOLUTION, sys_inputs=inputs)
        except typst.TypstError as error:
            raise trouble_in_words(document, error.diagnostic or error.message) from error
        pages = tuple(found) if isinstance(found, list) else (found,)
        if not all(isinstance(page, bytes) for page in pages):
            raise ExportError("The typesetter gave no picture. Export the PDF to see the pages.")
        return pages

    def _warm(self) -> Any:
        import typst

        if self._compiler is None:
            self._template = (_HERE / "templates" / "base.typ").read_bytes()
            self._empty = tempfile.TemporaryDirectory(prefix="cmo-")
            make: Any = typst.Compiler  # as in pdf.py: the library's hints tie template and font folders together
            self._compiler = make(
                self._template,
                root=self._empty.name,
                font_paths=typst.Fonts(include_system_fonts=False, font_paths=[_HERE / "fonts"]),
                ignore_system_fonts=True,
            )
        return self._compiler
