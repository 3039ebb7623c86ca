"""Entries, strengths and case results -> a document for one audience, as a value.

Nothing is invented and nothing is embellished: an entry prints what the learner typed, a figure prints with what it
rests on, and what does not fit is listed with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from cmo_pathways.document import Block, Document, Paper
from cmo_pathways.portfolio.audience import Audience, load_audience
from cmo_pathways.portfolio.choose import Weighed, cut_order, is_excluded, why
from cmo_pathways.portfolio.fit import Cuts, fit_pages
from cmo_pathways.portfolio.kinds import Kind, load_kind
from cmo_pathways.portfolio.labels import Labels, load_labels
from cmo_pathways.portfolio.places import Body, CaseEvidence, Reader, Strength, lay_out, places_of
from cmo_pathways.portfolio.sections import check_entry, field_text, load_sections
from cmo_pathways.portfolio.short import biography, board_brief, brief_title, online_profile


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that the document does not show, and why."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry that is shown: how fully (``full``, ``short``, ``line``), its value for the reader, and why."""

    id: str
    depth: str
    value: int
    reason: str


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A document for a reader, with its reasons.

    ``chosen`` are the ids it shows and ``choices`` how and why; ``left_out`` what it does not show, and why;
    ``missing`` what is still missing (sentences). ``budget`` [pages, 0 = none] is what the reader takes; ``order`` is
    how entries would be cut to keep it, ``cuts`` how they are; ``pages`` and ``fits`` are known once it was fitted.
    """

    document: Document
    chosen: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    missing: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    budget: int = 0
    order: tuple[tuple[str, str], ...] = ()
    pages: int | None = None
    fits: bool = True
    cuts: Cuts = field(default_factory=dict)


def rests_on(*, ratings: int = 0, cases: int = 0, colleagues: int = 0, until: date | None = None) -> str:
    """What an estimate rests on, as words: ``from 20 self-ratings and 1 case, November 2026``."""
    counts = ((ratings, "self-rating"), (cases, "case"), (colleagues, "colleague"))
    parts = [f"{number} {word}{'' if number == 1 else 's'}" for number, word in counts if number]
    if not parts:
        return "from no evidence yet"
    words = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
    return f"from {words}" + (f", {until:%B %Y}" if until else "")


def build_portfolio(
    entries: Mapping[str, Body],
    *,
    audience: str,
    today: date,
    profile: Mapping[str, str],
    strengths: tuple[Strength, ...] = (),
    basis: str = "",
    role: str = "",
    evidence: tuple[CaseEvidence, ...] = (),
    paper: Paper = "letter",
    language: str = "en",
    kind: str = "dossier",
    names: Mapping[str, str] = MappingProxyType({}),
    cuts: Cuts = MappingProxyType({}),
) -> Portfolio:
    """A document of a learner's entries for one audience.

    Parameters: entries by id in the learner's order; today [date], for the document and "to today"; profile (name,
    headline, location, email, phone, statement); strengths in the order to print; basis, what the strengths rest on
    (from ``rests_on``); role, whose targets are drawn; evidence, the cases played; language, the id of its labels;
    kind of document; names, the short name of each competency; cuts, the depth of entries that are cut to save room
    (``fit_portfolio`` finds them). An empty portfolio gives a document that says what is missing. Raises UnknownId for
    an audience, kind or language that is not shipped.
    """
    reader, form, labels = load_audience(audience), load_kind(kind), load_labels(language)
    sound, left_out = _sound(_with_statement(entries, profile))
    sound = _wanted(sound, reader, left_out)
    asked = Reader(reader, form, labels, places_of(reader, form, labels), today)
    picked = asked.pick(sound)
    strong = (*(Strength(*strength) for strength in strengths),)
    if form.shape == "places":
        left_out += [LeftOut(id, reason) for id, reason in asked.unplaced(sound, picked)]
        blocks, missing = lay_out(asked, picked, profile, strong, basis, role, evidence, cuts)
    else:
        make = {"brief": board_brief, "biography": biography, "profile": online_profile}[form.shape]
        blocks, used, missing = make(asked, sound, picked, profile)
        left_out += [LeftOut(id, f"{form.name} has no place for it.") for id in sound if id not in used]
        picked = {key: [item for item in found if item[0].id in used] for key, found in picked.items()}
    shown = [weighed for found in picked.values() for weighed, _ in found if cuts.get(weighed.id) != "out"]
    left_out += [LeftOut(id, _cut_words(form, reader)) for id, depth in cuts.items() if depth == "out"]
    return Portfolio(
        document=_document(asked, profile, blocks, paper, brief_title(sound) if form.shape == "brief" else ""),
        chosen=tuple(weighed.id for weighed in shown if weighed.id != "profile"),
        left_out=tuple(left_out),
        missing=tuple(sentence for _, sentence in missing),
        choices=tuple(_choice(weighed, cuts, names) for weighed in shown if weighed.id != "profile"),
        budget=form.pages or (reader.pages if form.id == "dossier" else 0),
        order=_order(picked) if form.shape == "places" else (),
        cuts=cuts,
    )


def sendable_entries(entries: Mapping[str, Body], *, audience: str) -> tuple[dict[str, Body], tuple[LeftOut, ...]]:
    """The entries that a file without pages holds for an audience, with the fields that may leave the computer.

    Left out, with the reason, are entries that lack a required field and those that the learner left out for this
    audience. Raises UnknownId for an audience that is not shipped.
    """
    sound, left_out = _sound(entries)
    wanted = _wanted(sound, load_audience(audience), left_out)
    return {id: sendable_fields(body) for id, body in wanted.items()}, tuple(left_out)


def sendable_fields(body: Body) -> dict[str, object]:
    """An entry without what never leaves the computer: license numbers, contact data without consent, import rests."""
    kept = {key: value for key, value in body.items() if key not in ("acknowledged", "original")}
    if body.get("section") == "credential":
        kept.pop("number", None)
    if body.get("section") == "reference" and not field_text(body.get("consent")):
        kept.pop("contact", None)
    return kept


def fit_portfolio(make: Callable[[Cuts], Portfolio], pages_of: Callable[[Document], int]) -> Portfolio:
    """The portfolio that ``make`` gives with the fewest cuts that keep its page budget, and the pages it takes.

    ``fits`` is False where all cuts do not do; then nothing was hidden silently: the caller says how many pages.
    """
    uncut = make({})
    if not uncut.budget:
        return replace(uncut, pages=pages_of(uncut.document))
    found = fit_pages(make, uncut.order, budget=uncut.budget, pages_of=lambda made: pages_of(made.document))
    return replace(make(found.cuts), pages=found.pages, fits=found.fits)


def _order(picked: Mapping[str, list[tuple[Weighed, Body]]]) -> tuple[tuple[str, str], ...]:
    entries = [weighed for section, found in picked.items() if section != "statement" for weighed, _ in found]
    held = frozenset(found[0][0].id for section, found in picked.items() if section == "position" and found)
    return cut_order(entries, keep=held)


def _choice(weighed: Weighed, cuts: Cuts, names: Mapping[str, str]) -> Choice:
    return Choice(weighed.id, cuts.get(weighed.id, "full"), weighed.value, why(weighed, names))


def _cut_words(form: Kind, reader: Audience) -> str:
    pages = form.pages or reader.pages
    return f"It would not fit on {pages} page{'' if pages == 1 else 's'}; what is shown weighs more for this reader."


def _document(
    asked: Reader, profile: Mapping[str, str], blocks: tuple[Block, ...], paper: Paper, title: str
) -> Document:
    labels, form, reader = asked.labels, asked.kind, asked.audience
    name = field_text(profile.get("name")) or labels.word("name-missing")
    headline = field_text(profile.get("headline"))
    if title:  # a brief opens with what it recommends
        headline = ", ".join(text for text in (name, headline) if text)
    return Document(
        title=title or name,
        author=name,
        date=asked.today.isoformat(),
        blocks=blocks,
        language=labels.language,
        description=reader.description,
        design=form.design or reader.design,
        paper=paper,
        kicker=asked.title,
        headline=headline,
        contact=tuple(text for key in ("location", "email", "phone") if (text := field_text(profile.get(key)))),
        words=_template_words(labels),
    )


def _template_words(labels: Labels) -> tuple[tuple[str, str], ...]:
    """The words that a template needs in another language; none for English, whose words it has."""
    keys = ("page", "from", "competency", "scale", "level", "interval", "target", "source")
    return () if labels.id == "en" else tuple((key, labels.words[key]) for key in keys)


def _with_statement(entries: Mapping[str, Body], profile: Mapping[str, str]) -> dict[str, Body]:
    statement = field_text(profile.get("statement"))
    written = any(body.get("section") == "statement" and not body.get("removed") for body in entries.values())
    extra: dict[str, Body] = {"profile": {"section": "statement", "text": statement}} if statement else {}
    return dict(entries) if written else {**extra, **entries}


def _sound(entries: Mapping[str, Body]) -> tuple[dict[str, Body], list[LeftOut]]:
    """Entries that can be printed; those that lack a required field are left out with the reason."""
    sound: dict[str, Body] = {}
    left_out: list[LeftOut] = []
    sections = load_sections()
    for id, body in entries.items():
        section = field_text(body.get("section"))
        if body.get("removed"):
            continue
        if section not in sections:
            left_out.append(LeftOut(id, check_entry(section, body)[0]))
        elif lacking := [f.label for f in sections[section].fields if f.required and not field_text(body.get(f.name))]:
            left_out.append(LeftOut(id, f"{lacking[0]} is missing. Fill it in."))
        else:
            sound[id] = body
    return sound, left_out


def _wanted(sound: Mapping[str, Body], reader: Audience, left_out: list[LeftOut]) -> dict[str, Body]:
    left_out += [LeftOut(id, "You left it out for this reader.") for id, b in sound.items() if is_excluded(b, reader)]
    return {id: body for id, body in sound.items() if not is_excluded(body, reader)}
