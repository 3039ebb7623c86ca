"""The library of cases for one learner: what each trains, where its plays stand, and which to take next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from cmo_pathways.cases import Case
from cmo_pathways.journey import Journey, gaps_of
from cmo_pathways.ledger import LedgerState, Play

TOP_GAPS = 5
"""How many of the widest gaps count as "my top gaps" (our choice)."""

MY_GAPS = "my-gaps"
"""The competency filter that keeps what trains one of the widest gaps."""

SECTORS = {
    "hospital": "Hospital or health system",
    "payer": "Health plan or shared savings",
    "pharma-biotech": "Pharma or biotech",
    "public-health": "Public health",
    "health-tech": "Health technology",
    "global-health": "Global health or nonprofit",
}
"""The sectors by which cases are found; an author names the setting of a case in words of their own."""

_WHO = re.compile(r"You are (?:now )?(?:the )?(?:system )?(?:CMO|chief medical officer) (?:of|at) (?:the )?(?=[A-Z])")

_NAMED = (
    ("pharma-biotech", ("pharma", "biotech", "device")),
    ("health-tech", ("technology", "tech", "digital")),
    ("payer", ("payer", "plan", "accountable", "insur")),
    ("global-health", ("global", "nonprofit", "non-profit", "ngo")),
    ("public-health", ("public",)),
)

ORDERS = ("gaps", "easy", "short", "title")
_STATUSES = ("waiting", "new", "played")
_SENTENCE = re.compile(r"[.!?][\"'”’)]*(?=\s|$)")
_NO_END = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|St|Prof|vs|approx|No|Inc|[A-Z])|\b(?:[A-Za-z]\.)+[A-Za-z])\.$")


@dataclass(frozen=True, slots=True)
class CaseOffer:
    """One case as the library offers it.

    ``status`` is ``waiting`` (a play is not finished), ``new`` or ``played``; ``decisions`` [count] were taken in the
    waiting play; ``grade`` is that of the last ending (``strong``, ``mixed``, ``poor``, or empty); ``trains`` are those
    of its competencies that are among the learner's widest gaps, widest first.
    """

    case: Case
    status: str
    decisions: int
    grade: str
    trains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """All cases in the order of the learner's gaps; ``top`` are the widest gaps, ``rated`` tells of any rating."""

    offers: tuple[CaseOffer, ...]
    top: tuple[str, ...]
    rated: bool


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What the learner asked of the library; an empty text or 0 keeps everything.

    ``sector`` is a key of ``SECTORS``, ``competency`` an id or ``MY_GAPS``, ``difficulty`` [1-5], ``minutes`` the
    longest play [minutes], ``unplayed`` keeps what was never finished, ``order`` is one of ``ORDERS``.
    """

    sector: str = ""
    competency: str = ""
    difficulty: int = 0
    minutes: int = 0
    unplayed: bool = False
    order: str = "gaps"

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> CaseFilter:
        """The filter of stored or sent values; what is not of its kind keeps everything."""
        own = {f.name: values[f.name] for f in fields(cls) if type(values.get(f.name)) is type(f.default)}
        found = cls(**own)
        sector, order = found.sector, found.order
        return replace(found, sector=sector if sector in SECTORS else "", order=order if order in ORDERS else "gaps")

    @property
    def values(self) -> dict[str, Any]:
        """The plain values of a ``place`` event."""
        return asdict(self)

    @property
    def narrows(self) -> bool:
        """True where something is asked that can leave cases out."""
        return replace(self, order="gaps") != CaseFilter()

    def fits(self, case: Case) -> bool:
        """True where a case has what was asked, whoever plays it."""
        return (
            self.sector in ("", sector_of(case))
            and self.competency in ("", MY_GAPS, *case.competencies)
            and self.difficulty in (0, case.difficulty)
            and (not self.minutes or case.minutes.play <= self.minutes)
        )

    def keeps(self, offer: CaseOffer) -> bool:
        """True where a case has what was asked, also as to this learner's gaps and plays."""
        gap = self.competency != MY_GAPS or bool(offer.trains)
        return self.fits(offer.case) and gap and not (self.unplayed and offer.grade)

    def chosen(self, shelf: Shelf) -> tuple[CaseOffer, ...]:
        """The cases that are kept, in the order that was asked."""
        keys = {"easy": lambda o: o.case.difficulty, "short": lambda o: o.case.minutes.play}
        kept = [offer for offer in shelf.offers if self.keeps(offer)]
        if self.order == "title":
            kept.sort(key=lambda offer: offer.case.title.casefold())
        elif self.order in keys:
            kept.sort(key=keys[self.order])  # those alike stay in the order of the gaps
        return tuple(kept)


def shelf_of(journey: Journey, state: LedgerState) -> Shelf:
    """All cases: first those that wait, then new ones, then played ones; each part by what trains the widest gaps."""
    gaps = gaps_of(journey, state)
    place = {gap.competency: n for n, gap in enumerate(gaps)}
    top = tuple(gap.competency for gap in gaps if not gap.met)[:TOP_GAPS]
    plays: dict[str, list[Play]] = {}
    for play in state.plays.values():
        plays.setdefault(play.case, []).append(play)
    offers = [_offer(case, plays.get(case.id, []), top) for case in journey.catalogue.cases.values()]
    return Shelf(tuple(sorted(offers, key=lambda offer: _rank(offer, place))), top, any(gap.rated for gap in gaps))


def next_offer(shelf: Shelf, after: str) -> CaseOffer | None:
    """The new case that trains the widest gaps, other than the one just played; None where none is new."""
    return next((offer for offer in shelf.offers if offer.status == "new" and offer.case.id != after), None)


def sector_of(case: Case) -> str:
    """The sector (a key of ``SECTORS``) of the setting that the author named; a hospital where nothing else is."""
    words = case.sector.lower()
    return next((id for id, marks in _NAMED if any(mark in words for mark in marks)), "hospital")


def situation_of(case: Case) -> str:
    """The situation in one line: the first sentence of the introduction, without "You are chief medical officer of"."""
    whole = " ".join(case.intro.split())
    who = _WHO.match(whole)
    text = whole[who.end() :] if who else whole
    ends = (match.end() for match in _SENTENCE.finditer(text))
    return next((text[:end] for end in ends if not _NO_END.search(text[:end])), text)


def _offer(case: Case, plays: Iterable[Play], top: tuple[str, ...]) -> CaseOffer:
    plays = tuple(plays)
    waiting = [play for play in plays if play.result is None]
    ended = [play.result for play in plays if play.result is not None]
    ending = case.scene(ended[-1].ending) if ended else None
    status = "waiting" if waiting else "played" if ended else "new"
    grade = (ending.ending if ending else "mixed") if ended else ""
    taken = _decisions(waiting[-1]) if waiting else 0
    return CaseOffer(case, status, taken, grade, tuple(id for id in top if id in case.competencies))


def _decisions(play: Play) -> int:
    back = sum(move.get("taken_back") is True for move in play.moves)
    return sum("choice" in move for move in play.moves) - 2 * back


def _rank(offer: CaseOffer, place: Mapping[str, int]) -> tuple[int, tuple[int, ...], str]:
    trained = tuple(sorted(place[id] for id in offer.case.competencies if id in place))
    return _STATUSES.index(offer.status), trained or (len(place),), offer.case.id
