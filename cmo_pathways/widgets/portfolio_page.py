"""The page of the document that is being written: beside the form of an entry, and for one reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from cmo_pathways.document import Document
from cmo_pathways.errors import ExportError
from cmo_pathways.export.preview import Preview, Sheets
from cmo_pathways.journey import Journey, dossier_of, gaps_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.portfolio import Portfolio, load_kind
from cmo_pathways.reports.words import in_sentence
from cmo_pathways.standing import Gap
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.portfolio_asked import Tailoring, reader_options

READER = "page:audience"
"""The name of the control that changes for whom the page beside a form is drawn."""
_MARK = 0.03  # [share of the page] how far left of the entry its mark stands


class Typesetter:
    """Fits documents to their pages and draws them; what was found for a document is kept for the next change."""

    def __init__(self) -> None:
        self._preview = Preview()
        self._asked: Tailoring | None = None
        self._cuts: dict[str, str] = {}
        self._standing: tuple[date, LedgerState] | None = None
        self._gaps: Sequence[Gap] = ()

    def fitted(self, journey: Journey, state: LedgerState, asked: Tailoring) -> Portfolio:
        """The document for the reader, cut to its pages. Raises ExportError where it cannot be typeset."""
        found = self._document(journey, state, asked, None)
        self._asked, self._cuts = asked, dict(found.cuts)
        return found

    def followed(self, journey: Journey, state: LedgerState, asked: Tailoring) -> Portfolio:
        """As ``fitted``, with the cuts found before as long as they keep the pages: quick enough for each change."""
        if asked != self._asked:
            return self.fitted(journey, state, asked)
        found = self._document(journey, state, asked, self._cuts)
        return self.fitted(journey, state, asked) if found.budget and (found.pages or 0) > found.budget else found

    def forget(self) -> None:
        """Fit anew the next time."""
        self._asked = None

    def sheets(self, document: Document) -> Sheets:
        """The pages of a document as pictures. Raises ExportError."""
        return self._preview.sheets(document)

    def _document(
        self, journey: Journey, state: LedgerState, asked: Tailoring, cuts: dict[str, str] | None
    ) -> Portfolio:
        today = journey.clock().date()
        found = dossier_of(
            journey,
            state,
            audience=asked.audience,
            today=today,
            paper="a4" if asked.paper == "a4" else "letter",
            kind=asked.kind,
            language=asked.language,
            pages_of=lambda document: self._preview.page_count(styled(document, asked)),
            cuts=cuts,
            gaps=self._gaps_on(today, journey, state),
        )
        return replace(found, document=styled(found.document, asked))

    def _gaps_on(self, today: date, journey: Journey, state: LedgerState) -> Sequence[Gap]:
        """The gaps, ranked anew only where something else than the portfolio itself has changed."""
        latest = {kind: found for kind, found in state.latest.items() if kind != "place"}
        standing = today, replace(state, entries={}, profile={}, exports=(), last_at=None, count=0, latest=latest)
        if standing != self._standing:
            self._gaps, self._standing = gaps_of(journey, state, today=today), standing
        return self._gaps


def styled(document: Document, asked: Tailoring) -> Document:
    """The document in the design that was asked for."""
    return replace(document, design=asked.design) if asked.design else document


def beside_form(
    journey: Journey, state: LedgerState, asked: Tailoring, typesetter: Typesetter, entry: str | None
) -> b.Block:
    """The page on which an entry stands (none = the first page), as its reader sees it; trouble in one sentence."""
    choose = b.select(READER, "The page as it is read by", reader_options(), asked.audience)
    try:
        found = typesetter.followed(journey, state, asked)
        sheets = typesetter.sheets(found.document)
    except ExportError as error:
        return b.group("sheet", choose, b.note("The page cannot be drawn.", str(error), tone="trouble"), style="sheet")
    spot = sheets.spots.get(entry or "")
    page = spot.page if spot else 0
    here = (max(0.0, spot.left - _MARK), spot.top) if spot else None
    alt = f"Page {page + 1} of {len(sheets.pages)}" + (", with this entry on it." if spot else ".")
    said = b.prose(_where(found, asked, entry, page, len(sheets.pages), on_it=spot is not None), style="muted")
    return b.group("sheet", choose, b.picture("page", sheets.pages[page], alt, here=here), said, style="sheet")


def _where(found: Portfolio, asked: Tailoring, entry: str | None, page: int, pages: int, *, on_it: bool) -> str:
    what = in_sentence(load_kind(asked.kind).name)
    place = f"Page {page + 1} of {pages}, {what}."
    if entry is None or on_it:
        depth = next((choice.depth for choice in found.choices if choice.id == entry), "full")
        return b.words(place + (_SHORTER if depth != "full" else ""))
    reason = next((item.reason for item in found.left_out if item.id == entry), "")
    if not reason and entry in found.chosen:
        return b.words(f"{place} This kind of document takes facts from the entry and does not print it as such.")
    return f"{b.strong('This entry is not in the document.')} {b.words(reason or _EMPTY)}"


_SHORTER = " The entry is shortened to keep to the pages."
_EMPTY = "Begin to write, and its page appears."
