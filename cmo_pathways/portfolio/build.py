"""Entries, strengths and case results -> a dossier for one audience, as a document value.

Nothing is invented and nothing is embellished: an entry prints what the learner typed, a figure prints with what it
rests on, and what does not fit is listed with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from cmo_pathways.document import Bar, Bars, Block, Document, Entry, Facts, Heading, KeyFigures, Note, Paper, Prose
from cmo_pathways.portfolio.audience import COMPUTED, Audience, Place, load_audience
from cmo_pathways.portfolio.sections import check_entry, field_text, load_sections
from cmo_pathways.portfolio.shape import entry_block, key_figure, month_words, result_block, sentence, sort_key

Body = Mapping[str, object]
Picked = Mapping[str, list[tuple[str, Body]]]
NO_NAME = "Name to be added"
EXERCISE = "Case exercise, fictional"
"""What stands under every case, whoever worded the entry: practice is never shown as work."""


class Strength(NamedTuple):
    """A competency as a reader sees it: level, 80 % interval, target, all [0-5]; target None where there is no role."""

    label: str
    level: float
    low: float
    high: float
    target: float | None = None


@dataclass(frozen=True, slots=True)
class CaseEvidence:
    """One case that was played: its title, the day (ISO), and what was decided and scored, in a sentence."""

    id: str
    title: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that the dossier does not show, and why."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Portfolio:
    """A dossier: the document, the ids it shows, what it leaves out and why, and what is still missing (sentences)."""

    document: Document
    chosen: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    missing: tuple[str, ...]


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
    language: str = "en-US",
) -> Portfolio:
    """The dossier of a learner for one audience.

    Parameters: entries by id in the learner's order; today [date], for the document and "to today"; profile (name,
    headline, location, email, phone, statement); strengths in the order to print; basis, what the strengths rest on
    (from ``rests_on``); role, whose targets are drawn; evidence, the cases played. An empty portfolio gives a document
    that says what is missing. Raises UnknownId for an audience that is not shipped.
    """
    reader = load_audience(audience)
    sound, left_out = _sound(_with_statement(entries, profile))
    picked = {place.section: _pick(place, sound, left_out) for place in reader.places}
    _note_unplaced(sound, picked, left_out)
    values = (*(Strength(*strength) for strength in strengths),)
    blocks: list[Block] = _key_results(reader, picked)
    for place in reader.places:
        computed = _computed(place, values, basis, role, evidence, picked[place.section])
        blocks += _section(place, reader, picked[place.section], computed)
    missing = _missing(reader, picked, profile)
    if missing and not (any(picked.values()) and _name(profile)):
        blocks = [*blocks, *_what_is_missing(missing)]
    chosen = tuple(id for places in picked.values() for id, _ in places if id != "profile")
    document = _document(reader, profile, tuple(blocks), today, paper, language)
    return Portfolio(document, chosen, tuple(left_out), tuple(sentence for _, sentence in missing))


def _document(
    reader: Audience, profile: Mapping[str, str], blocks: tuple[Block, ...], today: date, paper: Paper, language: str
) -> Document:
    name = _name(profile) or NO_NAME
    return Document(
        title=name,
        author=name,
        date=today.isoformat(),
        blocks=blocks,
        language=language,
        description=reader.description,
        design=reader.design,
        paper=paper,
        kicker=reader.title,
        headline=field_text(profile.get("headline")),
        contact=tuple(text for key in ("location", "email", "phone") if (text := field_text(profile.get(key)))),
    )


def _name(profile: Mapping[str, str]) -> str:
    return field_text(profile.get("name"))


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


def _pick(place: Place, sound: Mapping[str, Body], left_out: list[LeftOut]) -> list[tuple[str, Body]]:
    found = [(id, body) for id, body in sound.items() if body["section"] == place.section]
    found.sort(key=lambda item: sort_key(item[1]), reverse=True)
    reason = f"{place.heading or 'The statement'} holds at most {place.limit} for this audience."
    left_out += [LeftOut(id, reason) for id, _ in found[place.limit :]]
    return found[: place.limit]


def _note_unplaced(sound: Mapping[str, Body], picked: Mapping[str, object], left_out: list[LeftOut]) -> None:
    names = load_sections()
    for id, body in sound.items():
        if body["section"] not in picked:
            name = names[str(body["section"])].name.lower()
            left_out.append(LeftOut(id, f"A dossier for this audience has no place for a {name}."))


def _key_results(reader: Audience, picked: Picked) -> list[Block]:
    figures = [figure for _, body in picked.get("impact", []) if (figure := key_figure(body))]
    return [KeyFigures(tuple(figures[: reader.key_results]))] if reader.key_results and figures else []


def _section(place: Place, reader: Audience, found: list[tuple[str, Body]], computed: list[Block]) -> list[Block]:
    if place.section == "statement":
        text = "\n\n".join(field_text(body["text"]) for _, body in found)
        lead = Prose(text, lead=True, ref=found[0][0]) if found else None
        return [Heading(reader.intro, aside=place.aside), lead] if lead else []
    make = result_block if place.section == "impact" else entry_block
    blocks = computed or [make(id, body) for id, body in found]
    return [Heading(place.heading, aside=place.aside), *blocks] if blocks else []


def _computed(
    place: Place,
    strengths: tuple[Strength, ...],
    basis: str,
    role: str,
    evidence: tuple[CaseEvidence, ...],
    chosen: list[tuple[str, Body]],
) -> list[Block]:
    if place.section == "strengths" and strengths:
        shown = tuple(Bar(s.label, s.level, s.low, s.high, s.target) for s in strengths[: place.limit])
        return [Bars(shown, caption=_bars_caption(shown, basis, role))]
    if place.section == "cases":
        told = {body.get("case") for _, body in chosen}  # what the learner chose and worded comes first, once
        rest = [_case(case) for case in evidence if case.id not in told]
        both: list[Block] = [*(_chosen_case(id, body) for id, body in chosen), *rest]
        return both[: place.limit]
    return []


def _bars_caption(bars: tuple[Bar, ...], basis: str, role: str) -> str:
    drawn = any(bar.target is not None for bar in bars)
    target = f" Upright line: target for {role or 'the role'}, an assumption of this project." if drawn else ""
    return f"Bar: estimated level, 0 to 5, {basis or 'from no evidence named'}. Thin line: 80 % interval.{target}"


def _case(case: CaseEvidence) -> Entry:
    return Entry(case.title, EXERCISE, month_words(case.date[:7]), case.text, case.id)


def _chosen_case(ref: str, body: Body) -> Entry:
    practiced = field_text(body.get("practiced"))
    told = (field_text(body.get("ending")), f"On {practiced}" if practiced else "", field_text(body.get("text")))
    words = " ".join(sentence(text) for text in told if text)
    return Entry(field_text(body.get("title")), EXERCISE, month_words(field_text(body.get("year"))), words, ref)


def _missing(reader: Audience, picked: Picked, profile: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What is not there yet: the name of the section and the sentence that says how to fill it."""
    sections = load_sections()
    unnamed = () if _name(profile) else (("Name", "No name yet. Add your name as it should stand on the first page."),)
    empty = (sections[key] for key, found in picked.items() if key in sections and key not in COMPUTED and not found)
    return unnamed + tuple((section.name, section.empty) for section in empty)


def _what_is_missing(missing: tuple[tuple[str, str], ...]) -> list[Block]:
    text = "A dossier is made from your entries. Each line below takes a few minutes; start with any."
    rows = Facts(tuple((name, sentence.partition(". ")[2]) for name, sentence in missing))
    return [Heading("What this dossier still needs"), Note("information", "Not ready to send.", text), rows]
