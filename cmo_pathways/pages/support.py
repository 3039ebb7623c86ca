"""From numbers and notes of the data to facts of a page: unit, year, mark in words, sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from cmo_pathways.career import Source
from cmo_pathways.pages.model import Cited, Fact, Page, Part
from cmo_pathways.scale import Figure, Mark, Range, number_words

Sources = Mapping[str, Source]
Wording = Callable[[str], str]

NOT_SHOWN = "not shown"
"""What stands in place of a number that nobody verified."""

_YEAR = re.compile(r"(?:19|20)\d\d")


def range_facts(
    numbers: Range, wording: Wording, *, unit: str, at: str, ids: tuple[str, ...], sources: Sources, year: str = ""
) -> tuple[Fact, ...]:
    """Three figures as one fact where all have one mark, else one fact each; unverified numbers are left out.

    ``wording`` puts the unit to the number: it gives ``USD 40`` for ``40``. Without ``year`` the year of the sources
    stands.
    """
    shown = [figure for figure in numbers.figures if figure.mark is not Mark.UNVERIFIED]
    if not shown:
        return ()
    one_mark = len({figure.mark for figure in numbers.figures}) == 1
    texts = [(_span(numbers, wording), shown[0].mark)] if one_mark else _apart(numbers, wording)
    return tuple(fact(text, mark, unit=unit, at=at, ids=ids, sources=sources, year=year) for text, mark in texts)


def fact(
    text: str, mark: Mark, *, unit: str = "", at: str, ids: Iterable[str] = (), sources: Sources, year: str = ""
) -> Fact:
    """A fact of one mark; an assumption names no source, for nobody published it, and U shows no number."""
    cited = () if mark is Mark.ASSUMPTION else tuple(ids)
    when = year or ("" if mark in (Mark.ASSUMPTION, Mark.UNVERIFIED) else _years(cited, sources))
    hidden = mark is Mark.UNVERIFIED and any(letter.isdigit() for letter in text)
    return Fact(NOT_SHOWN if hidden else text, unit, when, mark.words, cited, at)


def note_fact(text: str, own: Mark, *, at: str, ids: Sequence[str], sources: Sources) -> Fact:
    """A note of the data as a fact: as well supported as the weakest source it rests on, else as its row."""
    kinds = {sources[id].type for id in ids if id in sources}
    mark = Mark.UNVERIFIED if own is Mark.UNVERIFIED else Mark.ASSUMPTION
    if kinds:
        mark = Mark.SECONDARY if "S" in kinds else Mark.PRIMARY
    return fact(text, mark, at=at, ids=ids, sources=sources)


def cited(ids: Iterable[str], sources: Sources) -> tuple[Cited, ...]:
    """The sources of these ids, each once, in the order in which they are named."""
    found = (sources[id] for id in dict.fromkeys(ids) if id in sources)
    return tuple(Cited(s.id, s.title, s.year, s.url or s.printed, s.checked) for s in found)


def page(
    id: str, kind: str, title: str, lead: str, parts: Iterable[Part], sources: Sources, own: Iterable[str] = ()
) -> Page:
    """A page without its empty parts, with the sources of ``own`` and of all its facts."""
    kept = tuple(part for part in parts if part.paragraphs or part.bullets or part.rows)
    inside = (source for part in kept for row in part.rows for fact in row.facts for source in fact.sources)
    return Page(id, kind, title, lead, kept, cited([*own, *inside], sources))


def amount(value: float) -> str:
    """A number with commas: ``343,334``, ``2.66``."""
    return f"{value:,.10g}".replace("-", "\N{MINUS SIGN}") if abs(value) >= 1000 else number_words(value)


def counted_unit(unit: str) -> Wording:
    """The wording of a unit that follows its number, singular where the number is 1: ``1 year``, ``2 years``."""
    return lambda number: f"{number} {unit.removesuffix('s') if number == '1' else unit}".rstrip()


def money(currency: str) -> Wording:
    """The wording of an amount of money: ``USD 1,200``."""
    return lambda number: f"{currency} {number}"


def _span(numbers: Range, wording: Wording) -> str:
    values = [figure.value for figure in numbers.figures if figure.value is not None]
    low, high, usual = min(values), max(values), numbers.typical.value
    text = wording(amount(high)) if low == high else wording(f"{amount(low)} to {amount(high)}")
    return f"{text}, typically {amount(usual)}" if usual is not None and low < usual < high else text


def _apart(numbers: Range, wording: Wording) -> list[tuple[str, Mark]]:
    named = (("at least", numbers.low), ("typically", numbers.typical), ("at most", numbers.high))
    told = [(name, f) for name, f in named if f is numbers.typical or f != numbers.typical]
    return [(f"{name} {wording(amount(f.value))}", f.mark) for name, f in told if f.value is not None and _shown(f)]


def _shown(figure: Figure) -> bool:
    return figure.mark is not Mark.UNVERIFIED


def _years(ids: Iterable[str], sources: Sources) -> str:
    found = sorted({year for id in ids if id in sources for year in _YEAR.findall(sources[id].year)})
    if not found:
        return ""
    return found[0] if len(found) == 1 else f"{found[0]} to {found[-1]}"
