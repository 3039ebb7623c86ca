"""What names a patient only in its sentence: names, ages, dates, places, traits, rare and small groups."""

from __future__ import annotations

from collections.abc import Iterator

from cmo_pathways.portfolio.identifiers.context import Context
from cmo_pathways.portfolio.identifiers.days import age_spans, date_spans
from cmo_pathways.portfolio.identifiers.groups import count_spans, rare_spans
from cmo_pathways.portfolio.identifiers.names import name_spans
from cmo_pathways.portfolio.identifiers.numbers import Span
from cmo_pathways.portfolio.identifiers.places import place_spans, trait_spans


def people_spans(sentence: str, context: Context) -> Iterator[Span]:
    """What in a sentence names a patient, in the order of the kinds."""
    yield from name_spans(sentence, context)
    yield from rare_spans(sentence, context)
    yield from age_spans(sentence, context)
    yield from date_spans(sentence, context)
    yield from place_spans(sentence, context)
    yield from trait_spans(sentence, context)
    yield from count_spans(sentence, context)
