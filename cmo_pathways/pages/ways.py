"""The pages of what people do on the way: steps of the career graph, and activities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cmo_pathways.career import REGIONS, Activity, PublishedFigure, Step, Transition, codes_for
from cmo_pathways.catalogue import Catalogue, Reference
from cmo_pathways.pages.model import Fact, Page, Part, Row
from cmo_pathways.pages.skills import gain_fact, take_facts
from cmo_pathways.pages.support import counted_unit, fact, money, note_fact, page, range_facts
from cmo_pathways.scale import Mark, day_words

PUBLISHED = "Published figures that name it"
"""Heading over pay and survey figures on the page of a step."""

_RULES = {
    "requires": "required",
    "one-of": "one of these is required",
    "usual-requires": "usually required",
    "usual-next": "usual way on",
    "alt": "another way in",
    "boost": "strengthens",
    "during": "done during it",
}
_YEARS = {
    "length": "Takes",
    "band": "Years after residency at entry",
    "cycle": "Renewed every",
    "training-needed": "Training that must come first",
}


def step_page(catalogue: Catalogue, reference: Reference, id: str) -> Page:
    """A step: time, cost, what it asks for and leads to, windows, occupation codes, published figures. UnknownId."""
    graph = catalogue.career
    step = graph.step(id)
    out = [row for row in graph.transitions if id in graph.members(row.origin)]
    activity = reference.activities.get(id)
    parts = [
        Part("Time and cost", rows=tuple(_step_rows(catalogue, step))),
        Part("Asks for", rows=tuple(_way(catalogue, row, row.origin) for row in graph.into(id))),
        Part("Leads to", rows=tuple(_way(catalogue, row, row.target) for row in out)),
        Part("Builds", rows=tuple(_skill(catalogue, reference, skill) for skill in step.competencies)),
        Part("Target profile", rows=_profile(catalogue, id)),
        *(_activity_parts(catalogue, reference, activity) if activity else ()),
        Part("Occupation codes", rows=tuple(_codes(catalogue, reference, id))),
        Part(PUBLISHED, rows=tuple(_figure_row(catalogue, figure) for figure in _naming(reference, step))),
        Part("What is often said", rows=_beliefs(catalogue, reference, id)),
    ]
    lead = f"{step.kind.replace('-', ' ').capitalize()}, {REGIONS[step.region]}."
    return page(id, "step", step.name, lead, parts, graph.sources, step.sources)


def activity_page(catalogue: Catalogue, reference: Reference, id: str) -> Page:
    """An activity: what it takes, which levels it moves, what it asks for, the evidence it leaves."""
    activity = reference.activities[id]
    skills = (_skill(catalogue, reference, skill).label for skill in activity.gains)
    lead = f"Something to do ({activity.kind}) that develops {', '.join(skills)}."
    parts = _activity_parts(catalogue, reference, activity)
    return page(id, "activity", activity.name, lead, parts, catalogue.career.sources, activity.sources)


def figure_fact(catalogue: Catalogue, figure: PublishedFigure) -> Fact:
    """A published figure with its year; ``not shown`` where it is unverified."""
    when = "year unknown" if figure.year == "undated" else figure.year
    text = figure.words.removesuffix(f" ({when}, {figure.mark.words})")
    at = f"data/figures/{figure.table}.csv#{figure.id}"
    ids, sources = figure.sources, catalogue.career.sources
    return fact(text, figure.mark, unit=figure.unit, at=at, ids=ids, sources=sources, year=when)


def _step_rows(catalogue: Catalogue, step: Step) -> Iterator[Row]:
    at, ids, sources = f"data/career/steps.csv#{step.id}", step.sources, catalogue.career.sources
    years = range_facts(step.years, counted_unit("years"), unit="years", at=at, ids=ids, sources=sources)
    if years:
        yield Row(_YEARS.get(step.years_are, "Years"), facts=years)
    unit = f"{step.cost_currency} of {step.cost_year}".removesuffix(" of ")
    year, wording = step.cost_year, money(step.cost_currency)
    cost = range_facts(step.cost, wording, unit=unit, at=at, ids=ids, sources=sources, year=year)
    if cost:
        yield Row("Published cost", facts=cost)
    for label, text in (("About the cost", step.cost_note), ("Also asks for", step.also_asks), ("Note", step.note)):
        if text:
            yield Row(label, facts=(note_fact(text, step.mark, at=at, ids=ids, sources=sources),))
    yield Row("That it exists", facts=(fact("as described here", step.mark, at=at, ids=ids, sources=sources),))


def _way(catalogue: Catalogue, row: Transition, end: str) -> Row:
    graph = catalogue.career
    at, ids, sources = f"data/career/transitions.csv#{row.id}", row.sources, graph.sources
    rule = _RULES[row.type] + (f" ({row.group.replace('-', ' ')})" if row.group else "")
    rule += f", only with {graph.step(row.only_if).short}" if row.only_if else ""
    facts = [fact(rule, row.mark, at=at, ids=ids, sources=sources)]
    if any(figure.value for figure in row.gap.figures):
        facts += range_facts(row.gap, _after, unit="years", at=at, ids=ids, sources=sources)
    for word, day in (("from", row.opens), ("until", row.closes)):
        if day:
            facts.append(fact(f"{word} {day_words(day)}", row.mark, unit="day", at=at, ids=ids, sources=sources))
    if row.note:
        facts.append(note_fact(row.note, row.mark, at=at, ids=ids, sources=sources))
    if end in graph.wildcards:
        return Row(graph.wildcards[end].name, facts=tuple(facts))
    return Row(graph.step(end).name, facts=tuple(facts), id=end)


def _after(number: str) -> str:
    return f"{counted_unit('years')(number)} between"


def _skill(catalogue: Catalogue, reference: Reference, skill: str) -> Row:
    if skill in reference.tags:
        return Row(reference.tags[skill].name, id=skill)
    return Row(catalogue.framework.competency(skill).name, id=skill)


def _profile(catalogue: Catalogue, step: str) -> tuple[Row, ...]:
    roles = (role for role in catalogue.framework.roles.values() if step in role.steps + role.borrowed_by)
    return tuple(Row(role.name, role.summary, id=role.id) for role in roles)


def _codes(catalogue: Catalogue, reference: Reference, step: str) -> Iterator[Row]:
    sources = catalogue.career.sources
    for code in codes_for(reference.facts.codes, step):
        at, unit = f"data/career/codes.csv#{code.id}", f"{code.scheme} code"
        found = fact(f"{code.scheme} {code.code}", code.mark, unit=unit, at=at, ids=code.sources, sources=sources)
        yield Row(code.title, facts=(found, fact(f"{code.fit} fit", code.fit_mark, at=at, sources=sources)))


def _naming(reference: Reference, step: Step) -> Sequence[PublishedFigure]:
    """Pay and survey figures that name the step, or that a belief on the step cites; "CMO" names every CMO post."""
    names = {step.name, step.short, step.name.partition(" (")[0]}
    names |= {"CMO", "CMOs"} if step.stage == "cmo" and step.region in ("us", "global") else set()
    named = re.compile("|".join(rf"(?<!\w){re.escape(name)}s?(?!\w)" for name in sorted(names)), re.IGNORECASE)
    told = {id for belief in reference.facts.beliefs.values() if step.id in belief.steps for id in belief.figures}
    tables = ("pay", "survey")
    figures = reference.facts.figures.values()
    return [f for f in figures if f.id in told or (f.table in tables and named.search(f.what))]


def _figure_row(catalogue: Catalogue, figure: PublishedFigure) -> Row:
    return Row(figure.what, facts=(figure_fact(catalogue, figure),), id=figure.id)


def _beliefs(catalogue: Catalogue, reference: Reference, step: str) -> tuple[Row, ...]:
    found = (belief for belief in reference.facts.beliefs.values() if step in belief.steps)
    return tuple(Row(belief.belief, belief.verdict_words, id=belief.id) for belief in found)


def _activity_parts(catalogue: Catalogue, reference: Reference, activity: Activity) -> tuple[Part, ...]:
    at, ids = f"data/activities/activities.csv#{activity.id}", activity.sources
    sources = catalogue.career.sources
    gains = [
        Row(row.label, facts=(gain_fact(catalogue, activity, row.id),), id=row.id)
        for row in (_skill(catalogue, reference, skill) for skill in activity.gains)
    ]
    texts = (("Also asks for", activity.needs_text), ("Note", activity.note))
    told = [(name, note_fact(text, Mark.ASSUMPTION, at=at, ids=ids, sources=sources)) for name, text in texts if text]
    notes = [Row(name, facts=(note,)) for name, note in told]
    fits = [
        Row("Evidence it leaves", activity.evidence),
        Row("Sectors", ", ".join(activity.sectors)),
        Row("Regions", ", ".join(REGIONS[region] for region in activity.regions)),
    ]
    if activity.retired:
        fits.append(Row("Offered", "no longer; kept because people did it"))
    needs = [_need(catalogue, reference, choices) for choices in activity.needs]
    return (
        Part("What it takes", rows=(Row("Hours, weeks, cost", facts=take_facts(catalogue, activity)), *notes)),
        Part("What it develops", rows=tuple(gains)),
        Part("Comes after", rows=tuple(needs)),
        Part("Where it fits", rows=tuple(fits)),
    )


def _need(catalogue: Catalogue, reference: Reference, choices: Sequence[str]) -> Row:
    graph = catalogue.career
    names = {id: wildcard.name for id, wildcard in graph.wildcards.items()}
    names |= {id: step.name for id, step in graph.steps.items()}
    names |= {id: activity.name for id, activity in reference.activities.items()}
    one = choices[0] if len(choices) == 1 and not choices[0].endswith("*") else ""
    return Row(" or ".join(names.get(id) or f"any {_kind_of(id)}" for id in choices), id=one)


def _kind_of(pattern: str) -> str:
    return pattern.removesuffix("-*").replace("-", " ")
