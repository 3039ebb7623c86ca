"""The list of what to ask before an offer is accepted, as a document to print and take along."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from cmo_pathways.career import Offer
from cmo_pathways.document import Block, Bullets, Document, Heading, Note, Prose


def offer_list(offer: Offer, *, settled: Collection[str], today: date) -> Document:
    """The open points topic by topic with boxes to tick, then what is settled (ids in ``settled``)."""
    open_points = [point for point in offer if point.id not in settled]
    blocks: list[Block] = [
        Prose(
            "Ask in this order and note the answer beside the point. What is promised belongs in the letter.", lead=True
        ),
    ]
    for group in offer.groups:
        points = [f"{point.ask} {point.why}" for point in group.points if point.id not in settled]
        if points:
            blocks += [Heading(group.name), Bullets(tuple(points), mark="box")]
    done = tuple(point.ask for point in offer if point.id in settled)
    if done:
        blocks += [Heading("Settled"), Bullets(done)]
    blocks.append(
        Note(
            "information",
            "Not legal advice.",
            "The choice of points is our judgment. Have a lawyer in the state of the post read the draft.",
        )
    )
    return Document(
        title="Interview and offer: what to settle",
        author="",
        date=f"{today:%Y-%m-%d}",
        blocks=tuple(blocks),
        description="Questions to settle before an executive post is accepted.",
        design="folio",
        headline=f"{len(open_points)} of {len(list(offer))} points are open",
        footer="Interview and offer",
    )
