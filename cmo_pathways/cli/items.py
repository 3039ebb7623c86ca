"""What ``show`` prints of each kind of content: a competency, a role, a step, a case, a source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from cmo_pathways.career import REGIONS, CareerGraph, Source, Step, Transition
from cmo_pathways.catalogue import Catalogue
from cmo_pathways.cli.output import counted, paragraph, plain, table
from cmo_pathways.cli.tell_session import session_item
from cmo_pathways.framework import Framework, LevelName, LevelText
from cmo_pathways.pages import RELATED
from cmo_pathways.scale import Mark, Range, day_words
from cmo_pathways.sessions import load_sessions


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its values as JSON, and the same for a reader."""

    values: Mapping[str, object]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """How to list a kind of content (names by id) and how to describe one of it."""

    all: Callable[[Catalogue], Mapping[str, str]]
    one: Callable[[Catalogue, str], Item]


def _competency(catalogue: Catalogue, id: str) -> Item:
    found = catalogue.framework.competency(id)
    domain = catalogue.framework.domain_of(id)
    levels = [
        {
            "level": level,
            "descriptor": text.descriptor,
            "signals": text.signals,
            "examples": text.examples,
            "evidence": text.evidence,
            "evidence_years": text.evidence_years,
        }
        for level, text in enumerate(found.levels)
    ]
    targets = {role.id: role.targets[id].level for role in catalogue.framework.roles.values()}
    values = {
        "kind": "competency",
        "id": id,
        "name": found.name,
        "domain": domain.id,
        "what_it_is": found.what_it_is,
        "what_it_is_not": found.what_it_is_not,
        "levels": levels,
        "relations": [plain(relation) for relation in catalogue.framework.relations_of(id)],
        "targets": targets,
        "marks": {"targets": Mark.ASSUMPTION, "evidence_years": Mark.ASSUMPTION},
        "sources": [],
    }
    lines = [found.name, f"{id}: competency, {domain.name}", "", paragraph(found.what_it_is)]
    lines += ["", paragraph(f"Not: {found.what_it_is_not}"), "", "Levels"]
    for text, name in zip(found.levels, catalogue.framework.levels, strict=True):
        lines += _level_lines(text, name)
    lines += _relation_lines(catalogue.framework, id)
    rows = [(catalogue.framework.roles[role].name, str(level)) for role, level in targets.items()]
    lines += ["", "Target level by role (assumption)", table(rows, indent=2, right=(1,))]
    return Item(values, tuple(lines))


def _level_lines(text: LevelText, name: LevelName) -> Iterable[str]:
    yield from ("", paragraph(f"{name.name}. {text.descriptor}", indent=2, mark=f"{name.level}  "))
    yield from (paragraph(signal, indent=5, mark="- ") for signal in text.signals)
    yield from (paragraph(f"Invented example: {example}", indent=5) for example in text.examples)
    if text.evidence_years is not None:
        age = f"Counts in full for {counted(text.evidence_years, 'year')} (assumption)."
        yield paragraph(f"Evidence: {text.evidence} {age}", indent=5)


def _relation_lines(framework: Framework, id: str) -> Iterable[str]:
    for kind, outward, heading in RELATED:
        here = [r for r in framework.relations_of(id) if r.kind == kind and (r.origin == id) is outward]
        if here:
            yield from ("", f"{heading} (assumption)")
        for relation in here:
            other = framework.competency(relation.target if outward else relation.origin)
            yield paragraph(f"{other.name} ({other.id}): {relation.why}", indent=2, mark="- ")


def _role(catalogue: Catalogue, id: str) -> Item:
    role = catalogue.framework.role(id)
    targets = {
        name: {"level": target.level, "weight": target.weight, "rationale": target.rationale}
        for name, target in role.targets.items()
    }
    values = {
        "kind": "role",
        "id": role.id,
        "name": role.name,
        "sector": role.sector,
        "summary": role.summary,
        "steps": role.steps,
        "borrowed_by": role.borrowed_by,
        "mark": role.mark,
        "targets": targets,
        "sources": [],
    }
    steps = ", ".join(role.steps) + (f"; lent to {', '.join(role.borrowed_by)}" if role.borrowed_by else "")
    lines = [role.name, f"{role.id}: target profile for {steps}", "", paragraph(role.summary), ""]
    lines += [f"Target levels and weights of 5 ({role.mark.words})"]
    rows = [
        (catalogue.framework.competency(name).short, str(target.level), str(target.weight), target.rationale)
        for name, target in role.targets.items()
    ]
    lines.append(table(rows, head=("Competency", "Level", "Weight", "Why"), right=(1, 2), indent=2))
    return Item(values, tuple(lines))


def _step(catalogue: Catalogue, id: str) -> Item:
    graph = catalogue.career
    step = graph.step(id)
    into = graph.into(id)
    out = [row for row in graph.transitions if id in graph.members(row.origin)]
    cited = list(dict.fromkeys([*step.sources, *(source for row in into for source in row.sources)]))
    values = {
        "kind": "step",
        "id": id,
        "name": step.name,
        "step_kind": step.kind,
        "region": step.region,
        "stage": step.stage,
        "years_are": step.years_are or None,
        "years": _range_values(step.years),
        "cost": _range_values(step.cost),
        "cost_currency": step.cost_currency or None,
        "cost_year": step.cost_year or None,
        "also_asks": step.also_asks or None,
        "competencies": step.competencies,
        "mark": step.mark,
        "note": step.note or None,
        "needs": [_row_values(row) for row in into],
        "leads_to": [_row_values(row) for row in out],
        "sources": [plain(graph.sources[source]) for source in cited if source in graph.sources],
    }
    lines = [step.name, f"{id}: {step.kind.replace('-', ' ')}, {REGIONS[step.region]}{_mark(step.mark)}"]
    lines += [""] + [paragraph(words) for words in _step_facts(step)]
    for title, rows, end in (("Needs", into, "origin"), ("Leads to", out, "target")):
        if rows:
            cells = [(row.type.replace("-", " "), _end_name(graph, getattr(row, end)), _row_words(row)) for row in rows]
            lines += ["", title, table(cells, indent=2)]
    return Item(values, (*lines, *_source_lines(graph, cited)))


def _case(catalogue: Catalogue, id: str) -> Item:
    case = catalogue.case(id)
    values = {
        "kind": "case",
        "id": id,
        "name": case.title,
        "version": case.version,
        "sector": case.sector,
        "difficulty": case.difficulty,
        "minutes": plain(case.minutes),
        "marks": {"difficulty": Mark.ASSUMPTION, "minutes": Mark.ASSUMPTION},
        "competencies": case.competencies,
        "objectives": [words for _, words in case.objectives],
        "weights": dict(case.weights),
        "sources": [
            {"id": s.key, "title": s.title, "year": s.year, "url": s.url, "checked": s.checked} for s in case.sources
        ],
    }
    minutes = case.minutes
    lines = [
        case.title,
        f"{id}: case, version {case.version}, {case.sector}, difficulty {case.difficulty} of 5 (assumption); fictional",
    ]
    lines += [
        f"{minutes.prebrief} minutes before, {minutes.play} to play, {minutes.debrief} to debrief (assumption)",
        "",
        "Objectives",
    ]
    lines += [paragraph(words, indent=2, mark="- ") for _, words in case.objectives]
    names = ", ".join(catalogue.framework.competency(name).short for name in case.competencies)
    lines += ["", paragraph(f"Competencies: {names}."), "", "Sources"]
    lines += [paragraph(f"{s.key}  {s.title}. {s.url} (checked {s.checked})", indent=2) for s in case.sources]
    return Item(values, (*lines, "", f'Play it with "cmo-pathways case play {id}".'))


def _source(catalogue: Catalogue, id: str) -> Item:
    graph = catalogue.career
    source = graph.sources[id]
    used = [step.id for step in graph.steps.values() if id in step.sources]
    rows = [row.id for row in graph.transitions if id in row.sources]
    told = plain(source)
    assert isinstance(told, dict)
    values = {"kind": "source", **told, "name": source.title, "steps": used, "transitions": rows, "sources": [told]}
    lines = [paragraph(source.title), f"{id}: source, {'sets the rule' if source.type == 'P' else 'reports it'}"]
    lines += [source.url or source.printed, *source.also_at, f"Year {source.year}; {_when_read(source)}"]
    lines += ["", paragraph(f"Steps: {', '.join(used)}.")] if used else []
    lines += ["", paragraph(f"Transitions: {', '.join(rows)}.")] if rows else []
    return Item(values, tuple(lines))


def _session(catalogue: Catalogue, id: str) -> Item:
    return Item(*session_item(load_sessions()[id]))


ITEMS: Mapping[str, Kind] = {
    "competency": Kind(lambda c: {i: found.name for i, found in c.framework.competencies.items()}, _competency),
    "role": Kind(lambda c: {i: found.name for i, found in c.framework.roles.items()}, _role),
    "step": Kind(lambda c: {i: found.name for i, found in c.career.steps.items()}, _step),
    "case": Kind(lambda c: {i: found.title for i, found in c.cases.items()}, _case),
    "source": Kind(lambda c: {i: found.title for i, found in c.career.sources.items()}, _source),
    "session": Kind(lambda _: {i: found.title for i, found in load_sessions().items()}, _session),
}


def _step_facts(step: Step) -> Iterable[str]:
    if step.years.known:
        meaning = {"length": "takes", "band": "years after residency at entry", "cycle": "renewed every"}
        unit = "" if step.years_are == "band" else "years"
        yield f"{meaning.get(step.years_are, 'training needed').capitalize()}: {_range_words(step.years, unit)}"
    if step.cost.figures:
        year = f", {step.cost_year}" if step.cost_year else ""
        yield f"Cost: {step.cost_currency} {_range_words(step.cost, '')}{year}"
    for label, text in (("Fees", step.cost_note), ("Also asks for", step.also_asks), ("Note", step.note)):
        if text:
            yield f"{label}: {text}"
    if step.competencies:
        yield f"Builds: {', '.join(step.competencies)}"


def _range_words(numbers: Range, unit: str) -> str:
    """``3 to 9 years, typically 5 (assumption)``."""
    values = [figure.value for figure in numbers.figures if figure.value is not None]
    low, high, typical = min(values), max(values), numbers.typical.value
    unit = f" {unit.removesuffix('s') if low == high == 1 else unit}".rstrip()
    words = f"{low:,g}{unit}" if low == high else f"{low:,g} to {high:,g}{unit}"
    usual = f", typically {typical:,g}" if typical is not None and low < typical < high else ""
    return words + usual + (" (assumption)" if any(figure.mark.assumed for figure in numbers.figures) else "")


def _range_values(numbers: Range) -> dict[str, object] | None:
    if not numbers.figures:
        return None
    parts = {"low": numbers.low, "typical": numbers.typical, "high": numbers.high}
    return {name: {"value": f.value, "mark": f.mark if f.value is not None else None} for name, f in parts.items()}


def _row_values(row: Transition) -> dict[str, object]:
    ends = {"id": row.id, "origin": row.origin, "target": row.target, "type": row.type, "group": row.group or None}
    more = {"only_if": row.only_if or None, "gap_years": _range_values(row.gap), "mark": row.mark}
    window = {"opens": row.opens or None, "closes": row.closes or None}
    return {**ends, **more, **window, "sources": row.sources, "note": row.note or None}


def _row_words(row: Transition) -> str:
    parts = [f"after {_range_words(row.gap, 'years')}"] if any(figure.value for figure in row.gap.figures) else []
    parts += [f"only with {row.only_if}"] if row.only_if else []
    parts += [f"from {day_words(row.opens)}"] if row.opens else []
    parts += [f"until {day_words(row.closes)}"] if row.closes else []
    return ", ".join(parts) or _mark(row.mark).strip()


def _end_name(graph: CareerGraph, id: str) -> str:
    return graph.wildcards[id].name if id in graph.wildcards else f"{graph.step(id).short} ({id})"


def _mark(mark: Mark) -> str:
    return f" ({mark.words})" if mark in (Mark.ASSUMPTION, Mark.UNVERIFIED) else ""


def _source_lines(graph: CareerGraph, ids: Iterable[str]) -> Iterable[str]:
    found = [graph.sources[id] for id in ids if id in graph.sources]
    if found:
        yield "\nSources"
    for source in found:
        where = source.url or source.printed
        yield paragraph(f"{source.title}. {where} ({_when_read(source)})", indent=2, mark=f"{source.id}  ")


def _when_read(source: Source) -> str:
    return "cited only, text not read" if source.cited_only else f"checked {source.checked}"
