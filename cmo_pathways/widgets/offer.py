"""Interview and offer: what to ask before an executive post is accepted, ticked off as it is settled, and printed."""

from __future__ import annotations

from typing import Any

from cmo_pathways.career import Offer, OfferGroup, OfferPoint, load_offer
from cmo_pathways.export.pdf import pdf_bytes
from cmo_pathways.journey import Journey
from cmo_pathways.reports import offer_list
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.reading_room import Shelf

_PLACE = "offer"
_LAW = "Not legal advice. Have a lawyer for executive contracts in the state of the post read the draft."


class OfferList:
    """The third screen of lesson 09; what is ticked stays, and counts as no work."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._offer: Offer = load_offer()
        self._shelf = Shelf(journey.catalogue)
        self._pdf: bytes | None = None
        self._focus = ""

    def view(self) -> dict[str, Any]:
        """The list topic by topic, and a way to print it."""
        done, points = self._done(), list(self._offer)
        read = self._shelf.blocks(("back", "Interview and offer")) if self._shelf.open else []
        return {
            "label": "Interview and offer",
            "page": "offer",
            "focus": self._focus,
            "head": {"where": "Interview and offer", "aside": f"{len(done)} of {len(points)} settled"},
            "blocks": read or self._list(done, points),
            "buttons": [] if read else [b.button("print", "Make the list to print")],
        }

    def change(self, name: str, value: Any) -> None:
        """Tick a point or take the tick off, or open a page."""
        self._focus = ""
        verb, _, what = name.partition(":")
        if verb == "read":
            self._focus = str(value)
            if value == "back":
                self._shelf.close()
            else:
                self._shelf.read(str(value))
        elif verb == "settled" and what in {point.id for point in self._offer}:
            done = self._done() - {what}
            kept = [point.id for point in self._offer if point.id in done or (value and point.id == what)]
            self._pdf = None
            self._journey.record("place", _PLACE, {"settled": kept})

    def press(self, name: str) -> None:
        """Make the list to print. Raises ExportError where it cannot be made."""
        if name == "print":
            today = self._journey.clock().date()
            self._pdf = pdf_bytes(offer_list(self._offer, settled=self._done(), today=today))

    def _done(self) -> frozenset[str]:
        kept = self._journey.state().of("place").get(_PLACE, {}).get("settled")
        known = {point.id for point in self._offer}
        return frozenset(known & {str(id) for id in kept}) if isinstance(kept, list | tuple) else frozenset()

    def _list(self, done: frozenset[str], points: list[OfferPoint]) -> list[b.Block]:
        left = len(points) - len(done)
        title = f"{left} of {len(points)} points are open" if left else f"All {len(points)} points are settled"
        label = "Download the list (PDF)"
        handed = [b.download(label, "offer-list.pdf", self._pdf, "application/pdf")] if self._pdf else []
        return [
            b.title(title),
            b.prose(
                f"{b.words('Ask in this order. Tick what you have in writing, or can say without notes.')} "
                f"{b.assumed('The choice of points is our judgment')}; a fact names its source.",
                style="lead",
            ),
            *handed,
            *(self._group(group, done, first=group is self._offer.groups[0]) for group in self._offer.groups),
            b.prose(b.quiet(_LAW)),
        ]

    def _group(self, group: OfferGroup, done: frozenset[str], *, first: bool) -> b.Block:
        inside: list[b.Block] = []
        for point in group.points:
            cited = " ".join(b.link(id, id) for id in point.sources)
            why = f"{b.quiet(point.why)} {cited}".strip()
            box = b.check(f"settled:{point.id}", point.ask, value=point.id in done)
            inside.append(b.group(point.id, box, b.prose(why)))
        settled = sum(point.id in done for point in group.points)
        label = f"{group.name} ({settled} of {len(group.points)})"
        return b.details(group.id, label, *inside, open=first)
