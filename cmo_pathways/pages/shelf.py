"""The pages of what is looked up: thresholds, published figures, beliefs, cases, and the sources of them all."""

from __future__ import annotations

from collections.abc import Iterator

from cmo_pathways.career import Source
from cmo_pathways.catalogue import Catalogue, Reference
from cmo_pathways.errors import UnknownId
from cmo_pathways.pages.model import Cited, Page, Part, Row
from cmo_pathways.pages.support import NOT_SHOWN, amount, fact, note_fact, page
from cmo_pathways.pages.ways import figure_fact
from cmo_pathways.scale import Mark, month_words

_PLACES = {"us": "United States", "us-ca": "California", "uk": "United Kingdom", "global": "everywhere"}


def threshold_page(catalogue: Catalogue, reference: Reference, id: str) -> Page:
    """A threshold of a method or a figure of a regulation with its year, place and last check. Raises UnknownId."""
    row = reference.thresholds.threshold(id)
    at, sources = f"data/methods/thresholds.csv#{id}", catalogue.career.sources
    number = "" if row.value is None else amount(row.value)
    money = row.unit.startswith("USD")
    text = number and (f"USD {number}{row.unit.removeprefix('USD')}" if money else f"{number} {row.unit}".strip())
    if row.value_words:
        text = f"{text} ({row.value_words})" if text else f"{row.value_words} ({row.unit})"
    shown = text if row.verified else NOT_SHOWN
    value = fact(shown, row.mark, unit=row.unit, at=at, ids=row.sources, sources=sources, year=row.year)
    rows = [Row(row.name, facts=(value,))]
    if row.note and row.verified:
        rows.append(Row("Note", facts=(note_fact(row.note, row.mark, at=at, ids=row.sources, sources=sources),)))
    look = (row.note,) if row.note and not row.verified else ()
    where = [Row("Holds", _PLACES[row.jurisdiction]), Row("Case topic", row.topic)]
    where.append(Row("Last looked up", month_words(row.checked_on)))
    parts = [Part("The figure", look, rows=tuple(rows)), Part("Where and when", rows=tuple(where))]
    lead = "A threshold, rule constant or regulatory figure that cases and charts use."
    return page(id, "threshold", row.name, lead, parts, sources, row.sources)


def figure_page(catalogue: Catalogue, reference: Reference, id: str) -> Page:
    """A published figure: whom it is about, who says it, and the beliefs that it speaks to."""
    figure = reference.facts.figures[id]
    at, sources = f"data/figures/{figure.table}.csv#{id}", catalogue.career.sources
    rows = [Row(figure.what, facts=(figure_fact(catalogue, figure),))]
    when = "" if figure.year == "undated" else figure.year
    for label, text, year in (("About whom, or who counted", figure.sample, when), ("Note", figure.note, "")):
        if text:
            told = fact(text, figure.mark, at=at, ids=figure.sources, sources=sources, year=year)
            rows.append(Row(label, facts=(told,)))
    beliefs = tuple(
        Row(belief.belief, belief.verdict_words, id=belief.id)
        for belief in reference.facts.beliefs.values()
        if id in belief.figures
    )
    lead = {"pay": "A published figure on pay.", "market": "A published figure on the job market."}
    parts = [Part("The figure", rows=tuple(rows)), Part("What is often said", rows=beliefs)]
    words = lead.get(figure.table, "A published survey figure.")
    return page(id, "figure", figure.what, words, parts, sources, figure.sources)


def belief_page(catalogue: Catalogue, reference: Reference, id: str) -> Page:
    """What is often said, the verdict, and the facts with the figures and steps that they rest on."""
    belief = reference.facts.beliefs[id]
    graph, figures = catalogue.career, reference.facts.figures
    at = f"data/career/beliefs.yaml#{id}"
    facts = note_fact(belief.facts, Mark.ASSUMPTION, at=at, ids=belief.sources, sources=graph.sources)
    rests = tuple(Row(figures[f].what, facts=(figure_fact(catalogue, figures[f]),), id=f) for f in belief.figures)
    parts = [
        Part("The facts", rows=(Row("Verdict", belief.verdict_words), Row("The facts", facts=(facts,)))),
        Part("Figures", rows=rests),
        Part("Steps", rows=tuple(Row(graph.step(step).name, id=step) for step in belief.steps)),
    ]
    lead = f"Often said; verdict: {belief.verdict_words}."
    return page(id, "belief", belief.belief, lead, parts, graph.sources, belief.sources)


def case_page(catalogue: Catalogue, reference: Reference, id: str) -> Page:
    """A case without its solution: objectives, competencies, planned minutes, its own sources. Raises UnknownId."""
    case = catalogue.case(id)
    at = f"exercises/{id}/case.md"
    planned = {"before": case.minutes.prebrief, "to play": case.minutes.play, "to debrief": case.minutes.debrief}
    minutes = tuple(
        fact(f"{number} minutes {word}", Mark.ASSUMPTION, unit="minutes", at=at, sources={})
        for word, number in planned.items()
    )
    hard = fact(f"{case.difficulty} of 5", Mark.ASSUMPTION, unit="of 5", at=at, sources={})
    skills = (catalogue.framework.competency(name) for name in case.competencies)
    parts = (
        Part("Objectives", bullets=tuple(words for _, words in case.objectives)),
        Part("Practices", rows=tuple(Row(skill.name, id=skill.id) for skill in skills)),
        Part("Planned", rows=(Row("Time", facts=minutes), Row("Difficulty", facts=(hard,)))),
    )
    sources = tuple(Cited(s.key, s.title, s.year, s.url, s.checked) for s in case.sources)
    lead = f"A fictional case, {case.sector.replace('-', ' ')}."
    return Page(id, "case", case.title, lead, parts, sources)


def source_page(catalogue: Catalogue, reference: Reference, id: str) -> Page:
    """A source: where it stands, when it was read, and everything that cites it. Raises UnknownId."""
    sources = catalogue.career.sources
    if id not in sources:
        raise UnknownId("source", id, sources)
    source = sources[id]
    kind = "the body that sets the rule or ran the study" if source.type == "P" else "somebody who reports it"
    rows = [Row("Year of the text", source.year), Row("Published by", kind)]
    rows += [Row("Address", address) for address in (source.url, *source.also_at) if address]
    rows += [Row("Printed", source.printed)] if source.printed else []
    read = month_words(source.checked) if source.checked else "never: cited only, text not read"
    rows.append(Row("Last read", read))
    parts = [Part("The source", rows=tuple(rows)), Part("Cited by", rows=tuple(_citing(catalogue, reference, source)))]
    return page(id, "source", source.title, "A source of facts here.", parts, sources, (id,))


def _citing(catalogue: Catalogue, reference: Reference, source: Source) -> Iterator[Row]:
    graph, facts = catalogue.career, reference.facts
    rows = [
        *((step.id, step.name, "step", step.sources) for step in graph.steps.values()),
        *((a.id, a.name, "activity", a.sources) for a in reference.activities.values()),
        *((f.id, f.what, "figure", f.sources) for f in facts.figures.values()),
        *((b.id, b.belief, "belief", b.sources) for b in facts.beliefs.values()),
        *((t.id, t.name, "threshold", t.sources) for t in reference.thresholds.rows.values()),
        *(("", code.title, "occupation code", code.sources) for code in facts.codes.values()),
        *(
            ("", framework.name, "framework", framework.sources)
            for framework in reference.crosswalk.frameworks.values()
        ),
    ]
    for id, name, kind, ids in rows:
        if source.id in ids:
            yield Row(name, kind, id=id)
    for row in graph.transitions:
        if source.id in row.sources:
            ends = (graph.wildcards.get(end) or graph.step(end) for end in (row.origin, row.target))
            yield Row(" to ".join(end.name for end in ends), "transition")
