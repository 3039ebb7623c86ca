"""The pages of a document as pictures, quick enough to follow what is typed.

The typesetter stays warm between two pictures: fonts and template are read once, and what did not change is not laid
out again.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cmo_pathways.document import Document
from cmo_pathways.errors import ExportError
from cmo_pathways.export.letters import may_lack
from cmo_pathways.export.pdf import ATTACHMENT, checked, trouble_in_words

# A page of 8.5 inches is 544 dots wide. The same page as SVG is drawn sooner here and takes a browser six times as
# long to show.
RESOLUTION = 64  # [dots per inch]
_HERE = Path(__file__).resolve().parent
_SIZE = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}  # [points]
_PLACES = "query(<entry>).map(m => (m.value, m.location().page(), m.location().position()))"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an entry begins: its page [from 0], and how far from the left and the top of that page [0-1]."""

    page: int
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Sheets:
    """The pages of a document as PNG pictures, and where each entry (by its id) begins."""

    pages: tuple[bytes, ...]
    spots: Mapping[str, Spot]


class Preview:
    """Pages of documents as pictures; it keeps the last document that it drew."""

    def __init__(self) -> None:
        self._compiler: Any = None
        self._empty: tempfile.TemporaryDirectory[str] | None = None  # the typesetter reads no other file
        self._asked = ""
        self._document: Document | None = None
        self._sheets = Sheets((), {})

    def sheets(self, document: Document) -> Sheets:
        """Every page as a picture, and where the entries stand. Raises ExportError where it cannot be exported."""
        from cmo_pathways.export.values import document_values

        if document == self._document:
            return self._sheets
        checked(document)
        asked = json.dumps(document_values(document), ensure_ascii=False)
        if asked != self._asked:
            self._sheets = self._drawn(document, asked)
            self._asked = asked
        self._document = document
        return self._sheets

    def pages(self, document: Document) -> tuple[bytes, ...]:
        """Every page as the bytes of a PNG picture. Raises ExportError for a document that cannot be exported."""
        return self.sheets(document).pages

    def page_count(self, document: Document) -> int:
        """How many pages the document takes. Raises ExportError as ``pages`` does."""
        return len(self.sheets(document).pages)

    def _drawn(self, document: Document, values: str) -> Sheets:
        import typst

        inputs = {"document": values, "attachment": "{}", "attachment-name": ATTACHMENT, "places": "yes"}
        try:
            compiler = self._warm()
            found = compiler.compile(format="png", ppi=RESOLUTION, sys_inputs=inputs)
            places = json.loads(compiler.eval(_PLACES))
            if may_lack(values):  # a picture has a box for a letter of no font; a file is refused
                compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=["a-3a", "ua-1"])
        except typst.TypstError as error:
            raise trouble_in_words(document, error.diagnostic or error.message) from error
        pages = tuple(found) if isinstance(found, list) else (found,)
        if not all(isinstance(page, bytes) for page in pages):
            raise ExportError("The typesetter gave no picture. Export the PDF to see the pages.")
        return Sheets(pages, _spots(places, *_SIZE[document.paper]))

    def _warm(self) -> Any:
        import typst

        if self._compiler is None:
            self._empty = tempfile.TemporaryDirectory(prefix="cmo-")
            template = Path(self._empty.name) / "base.typ"
            template.write_bytes((_HERE / "templates" / "base.typ").read_bytes())
            make: Any = typst.Compiler  # as in pdf.py: the library's hints tie template and font folders together
            self._compiler = make(
                template,
                root=self._empty.name,
                font_paths=typst.Fonts(include_system_fonts=False, font_paths=[_HERE / "fonts"]),
                ignore_system_fonts=True,
            )
        return self._compiler


def _spots(places: list[Any], width: float, height: float) -> dict[str, Spot]:
    """The first place of each entry; a statement of several texts has one."""
    spots: dict[str, Spot] = {}
    for ref, page, at in places:
        left, top = (float(str(at[key]).removesuffix("pt")) for key in ("x", "y"))
        spots.setdefault(ref, Spot(page - 1, round(left / width, 4), round(top / height, 4)))
    return spots
