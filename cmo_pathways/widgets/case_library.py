"""The library of the case studio: filters, and one compact row for each case, widest gaps first."""

from __future__ import annotations

from collections.abc import Callable

from cmo_pathways.cases import Case
from cmo_pathways.practice import MY_GAPS, SECTORS, CaseFilter, CaseOffer, Shelf, sector_of, situation_of
from cmo_pathways.reports.words import in_sentence
from cmo_pathways.widgets import blocks as b

Namer = Callable[[str], str]

_ENDED = {"strong": "Played: sound ending", "mixed": "Played: mixed ending", "poor": "Played: poor ending"}
_ORDERS = {"gaps": "My gaps first", "easy": "Easiest first", "short": "Shortest first", "title": "By title"}


def library_blocks(shelf: Shelf, asked: CaseFilter, name: Namer) -> list[b.Block]:
    """The heading, the filters, the sentence on the order, and the rows that are kept; ``name`` names an id."""
    kept = asked.chosen(shelf)
    told = b.prose(_told(shelf, asked, len(kept)), style="muted")
    lines = "".join(_row(offer, name, shelf.rated) for offer in kept)
    rows = b.markup(f'<ul class="cmo-cases">{lines}</ul>', key="cases") if kept else _empty(asked, shelf)
    return [
        b.title("Decide as a chief medical officer would have to"),
        b.group("filters", *_filters(shelf, asked, name), style="form tight"),
        told,
        rows,
    ]


def sector_words(sector: str) -> str:
    """A sector as a reader sees it."""
    return sector.replace("-", " ").capitalize()


def planned(case: Case) -> str:
    """Difficulty and minutes as marked markup: both are planned by the authors."""
    minutes = case.minutes.prebrief + case.minutes.play + case.minutes.debrief
    return b.assumed(f"{minutes} min, difficulty {case.difficulty} of 5")


def changed(asked: CaseFilter, name: str, value: object) -> CaseFilter:
    """The filter after a change of one of its controls; sent numbers come as text."""
    key = name.removeprefix("filter-")
    number = key in ("difficulty", "minutes")
    sent = (int(str(value)) if str(value).isdigit() else 0) if number else value
    return CaseFilter.of({**asked.values, key: sent})


def _filters(shelf: Shelf, asked: CaseFilter, name: Namer) -> list[b.Block]:
    cases = [offer.case for offer in shelf.offers]
    sectors = {sector_of(case) for case in cases}
    trained = sorted({id for case in cases for id in case.competencies}, key=name)
    levels = sorted({case.difficulty for case in cases})
    times = sorted({-(-case.minutes.play // 5) * 5 for case in cases})
    lists = (
        ("sector", "Sector", [("", "Any"), *(one for one in SECTORS.items() if one[0] in sectors)], asked.sector),
        ("competency", "Trains", [("", "Any"), (MY_GAPS, "My widest gaps"), *((id, name(id)) for id in trained)],
         asked.competency),
        ("difficulty", "Difficulty", [("0", "Any"), *((str(n), f"{n} of 5") for n in levels)], str(asked.difficulty)),
        ("minutes", "Time to play", [("0", "Any"), *((str(n), f"up to {n} min") for n in times)], str(asked.minutes)),
        ("order", "Order", list(_ORDERS.items()), asked.order),
    )  # fmt: skip
    selects = [b.select(f"filter-{key}", label, options, value) for key, label, options, value in lists]
    return [*selects, b.check("filter-unplayed", "Not yet played", value=asked.unplayed)]


def _told(shelf: Shelf, asked: CaseFilter, kept: int) -> str:
    count = f"{kept} of {len(shelf.offers)} cases." if asked.narrows else f"{len(shelf.offers)} cases."
    bold = " Your widest gaps stand in bold." if shelf.rated else ""
    if asked.order == "gaps":
        first = "what trains your widest gaps, in bold" if shelf.rated else "what your target role weighs most"
        bold = f" First {first}; a play that waits stands on top, played cases at the end."
        bold += "" if shelf.rated else " Rate yourself in lesson 03, and the order follows your own gaps."
    return b.words(f"{count}{bold} Minutes count the debrief; minutes and difficulty are planned (assumption).")


def _row(offer: CaseOffer, name: Namer, rated: bool) -> str:
    case = offer.case
    named = ((id, in_sentence(name(id))) for id in case.competencies)
    trains = ", ".join(b.strong(words) if rated and id in offer.trains else b.words(words) for id, words in named)
    state = f"cmo-{offer.status}"
    return (
        f"<li><div>{b.link(case.id, case.title)}<p>{b.words(situation_of(case))}</p>"
        f'<p class="quiet">Trains {trains}</p></div>'
        f'<div class="cmo-case-facts"><p class="{state}">{b.words(status_words(offer))}</p>'
        f'<p class="quiet">{b.words(sector_words(case.sector))}</p><p class="quiet">{planned(case)}</p></div></li>'
    )


def status_words(offer: CaseOffer) -> str:
    """Where the learner stands with a case: ``New``, ``Waiting at decision 3``, ``Played: sound ending``."""
    if offer.status == "waiting":
        return f"Waiting at decision {offer.decisions + 1}"
    return _ENDED.get(offer.grade, "New")


def _empty(asked: CaseFilter, shelf: Shelf) -> b.Block:
    why = "No case has all of this at once. Take one condition out, or show all of them."
    if asked == CaseFilter(unplayed=True, order=asked.order):
        why = "You have finished every case. A second play of one takes another path."
    again = b.buttons(b.button("clear", f"Show all {len(shelf.offers)} cases"))
    return b.group("empty", b.note("Nothing fits.", why), again)
