"""A document in sections: which entry stands where, how fully, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from cmo_pathways.document import Bar, Bars, Block, Entry, Facts, Heading, KeyFigures, Note, Prose
from cmo_pathways.portfolio.audience import COMPUTED, Audience, Place
from cmo_pathways.portfolio.choose import Weighed, ranked, weigh
from cmo_pathways.portfolio.fit import Cuts
from cmo_pathways.portfolio.kinds import Kind
from cmo_pathways.portfolio.labels import BASE, Labels
from cmo_pathways.portfolio.order import ordered
from cmo_pathways.portfolio.sections import field_text, load_sections
from cmo_pathways.portfolio.shape import (
    entry_block,
    key_figure,
    month_words,
    reference_block,
    result_block,
    sentence,
)

Body = Mapping[str, object]
Picked = dict[str, list[tuple[Weighed, Body]]]
Missing = tuple[tuple[str, str], ...]


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
class Reader:
    """Who reads what: the audience, the kind of document, its words, its places, and the day."""

    audience: Audience
    kind: Kind
    labels: Labels
    places: tuple[Place, ...]
    today: date

    @property
    def title(self) -> str:
        """The small line above the name."""
        own = self.labels.titles.get(self.kind.id, ("", ""))[0] or self.kind.title
        return own or self.labels.titles.get(self.audience.id, ("", ""))[0] or self.audience.title

    @property
    def intro(self) -> str:
        """The heading of the statement."""
        own = self.labels.titles.get(self.kind.id, ("", ""))[1] or self.kind.intro
        return own or self.labels.titles.get(self.audience.id, ("", ""))[1] or self.audience.intro

    def pick(self, sound: Mapping[str, Body]) -> Picked:
        """The entries of each place that it takes, in the order of printing."""
        return {place.section: self._pick(place, sound) for place in self.places}

    def unplaced(self, sound: Mapping[str, Body], picked: Picked) -> list[tuple[str, str]]:
        """The entries that no place takes, each with the reason."""
        taken = {weighed.id for found in picked.values() for weighed, _ in found}
        names, limits = load_sections(), {place.section: place for place in self.places}
        reasons = []
        for id, body in sound.items():
            section = str(body["section"])
            if id not in taken and section in limits:
                place = limits[section]
                what = place.heading or "The statement"
                reasons.append((id, f"{what} holds at most {place.limit} for this audience."))
            elif id not in taken:
                what = "A dossier for this audience" if self.kind.id == "dossier" else self.kind.name
                reasons.append((id, f"{what} has no place for this: {names[section].name.lower()}."))
        return reasons

    def _pick(self, place: Place, sound: Mapping[str, Body]) -> list[tuple[Weighed, Body]]:
        found = [
            (weigh(id, body, place=place, reader=self.audience, today=self.today), body)
            for id, body in sound.items()
            if body["section"] == place.section
        ]
        best = {weighed.id for weighed, _ in ranked(found)[: place.limit]}
        return ordered([(weighed, body) for weighed, body in found if weighed.id in best])


def places_of(reader: Audience, kind: Kind, labels: Labels) -> tuple[Place, ...]:
    """The places of a document: those of its kind, else of the audience, with headings in the document's language."""
    return tuple(_headed(place, labels) for place in kind.places or reader.places)


def lay_out(
    asked: Reader,
    picked: Picked,
    profile: Mapping[str, str],
    strengths: tuple[Strength, ...],
    basis: str,
    role: str,
    evidence: tuple[CaseEvidence, ...],
    cuts: Cuts,
) -> tuple[tuple[Block, ...], Missing]:
    """The blocks of a document in sections, and what is missing: the name of a section and how to fill it."""
    blocks: list[Block] = _key_results(asked, picked)
    for place in asked.places:
        found = [(weighed, body) for weighed, body in picked[place.section] if cuts.get(weighed.id) != "out"]
        computed = _computed(asked, place, found, strengths, basis, role, evidence)
        blocks += _section(asked, place, found, computed, cuts)
    missing = _missing(picked, profile)
    if missing and not (any(picked.values()) and field_text(profile.get("name"))):
        blocks = [*blocks, *_what_is_missing(asked.labels, missing)]
    return tuple(blocks), missing


def _headed(place: Place, labels: Labels) -> Place:
    own = place.heading if labels.id == BASE else ""
    heading = own or ("" if place.section == "statement" else labels.headings[place.section])
    return Place(place.section, heading, place.limit, place.aside, place.weight)


def _key_results(asked: Reader, picked: Picked) -> list[Block]:
    many = 0 if asked.kind.places else asked.audience.key_results
    drawn = [(weighed, figure) for weighed, body in picked.get("impact", []) if (figure := key_figure(body))]
    best = {weighed.id for weighed, _ in sorted(drawn, key=lambda item: -item[0].value)[:many]}
    figures = tuple(figure for weighed, figure in drawn if weighed.id in best)
    return [KeyFigures(figures)] if figures else []


def _section(
    asked: Reader, place: Place, found: list[tuple[Weighed, Body]], computed: list[Block], cuts: Cuts
) -> list[Block]:
    if place.section == "statement":
        text = "\n\n".join(field_text(body["text"]) for _, body in found)
        lead = Prose(text, lead=True, ref=found[0][0].id) if found else None
        return [Heading(asked.intro, aside=place.aside), lead] if lead else []
    blocks = computed or [_block(asked, place.section, weighed, body, cuts) for weighed, body in found]
    return [Heading(place.heading, aside=place.aside), *blocks] if blocks else []


def _block(asked: Reader, section: str, weighed: Weighed, body: Body, cuts: Cuts) -> Block:
    depth = cuts.get(weighed.id, "full")
    if section == "reference":
        return reference_block(weighed.id, body, asked.labels)
    make = result_block if section == "impact" else entry_block
    return make(weighed.id, body, asked.labels, depth=depth)


def _computed(
    asked: Reader,
    place: Place,
    found: list[tuple[Weighed, Body]],
    strengths: tuple[Strength, ...],
    basis: str,
    role: str,
    evidence: tuple[CaseEvidence, ...],
) -> list[Block]:
    if place.section not in COMPUTED:
        return []
    if place.section == "strengths":
        shown = tuple(Bar(s.label, s.level, s.low, s.high, s.target) for s in strengths[: place.limit])
        return [Bars(shown, caption=_bars_caption(asked.labels, shown, basis, role))] if shown else []
    told = {body.get("case") for _, body in found}  # what the learner chose and worded comes first, once
    rest = [_case(asked.labels, case) for case in evidence if case.id not in told]
    both: list[Block] = [*(_chosen_case(asked.labels, weighed.id, body) for weighed, body in found), *rest]
    return both[: place.limit]


def _bars_caption(labels: Labels, bars: tuple[Bar, ...], basis: str, role: str) -> str:
    caption = labels.word("bars", basis=basis or "from no evidence named")
    if any(bar.target is not None for bar in bars):
        caption += " " + labels.word("bars-target", role=role or "the role")
    return caption


def _case(labels: Labels, case: CaseEvidence) -> Entry:
    return Entry(case.title, labels.word("exercise"), month_words(case.date[:7], labels), case.text, case.id)


def _chosen_case(labels: Labels, ref: str, body: Body) -> Entry:
    """A case that the learner worded; practice is never shown as work, whoever worded it."""
    practiced = field_text(body.get("practiced"))
    about = labels.word("practiced", what=practiced) if practiced else ""
    told = (field_text(body.get("ending")), about, field_text(body.get("text")))
    words = " ".join(sentence(text) for text in told if text)
    when = month_words(field_text(body.get("year")), labels)
    return Entry(field_text(body.get("title")), labels.word("exercise"), when, words, ref)


def _missing(picked: Picked, profile: Mapping[str, str]) -> Missing:
    """What is not there yet: the name of the section and the sentence that says how to fill it."""
    sections = load_sections()
    named = bool(field_text(profile.get("name")))
    unnamed = () if named else (("Name", "No name yet. Add your name as it should stand on the first page."),)
    empty = (sections[key] for key, found in picked.items() if key in sections and not found and sections[key].needed)
    return unnamed + tuple((section.name, section.empty) for section in empty)


def _what_is_missing(labels: Labels, missing: Missing) -> list[Block]:
    text = "A dossier is made from your entries. Each line below takes a few minutes; start with any."
    rows = Facts(tuple((name, sentence.partition(". ")[2]) for name, sentence in missing))
    return [Heading(labels.word("still-needed")), Note("information", labels.word("not-ready"), text), rows]
