"""The pages of the skill map: competencies, roles, the requirement lists, and tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cmo_pathways.career import Activity
from cmo_pathways.catalogue import Catalogue, Reference
from cmo_pathways.framework import Competency, Item, Role, Variation
from cmo_pathways.pages.model import Fact, Page, Part, Row
from cmo_pathways.pages.support import counted_unit, fact, money, page, range_facts
from cmo_pathways.scale import Mark

SERVES = {
    "skill": "Technical skills",
    "ability": "Soft abilities",
    "responsibility": "Responsibilities",
    "tool": "Tools",
    "variation": "Settings in which it weighs more",
}
"""Heading of each kind of item on the page of a competency."""

DEVELOPS = "What develops it, from level"
"""Start of the headings over the activities of a competency; the level follows."""

TARGETS = "Target levels and weights"
"""Heading over the target levels on the page of a role."""

_RANKS = {
    "first-leadership": "first leadership post",
    "senior-leadership": "senior leadership post",
    "cmo": "chief medical officer",
    "beyond": "beyond chief medical officer",
}
_MOST = 5
RELATED = (
    ("needs", True, "Needs"),
    ("helps", False, "Is helped by"),
    ("needs", False, "Is needed for"),
    ("helps", True, "Helps"),
)
"""Kind, direction (True = from this competency) and heading of the relations on the page of a competency."""

_FILES = {
    "skill": "technical-skills",
    "ability": "soft-abilities",
    "responsibility": "responsibilities",
    "tool": "tools",
    "variation": "variations",
}


def competency_page(catalogue: Catalogue, reference: Reference, id: str) -> Page:
    """A competency: levels, items linked to it, activities by start level, names elsewhere, targets. UnknownId."""
    found = catalogue.framework.competency(id)
    sources = catalogue.career.sources
    parts = [
        Part("What it is not", (found.what_it_is_not,)),
        *_levels(catalogue, found),
        *_relations(catalogue, id),
        *_serves(catalogue, reference, id),
        *_develops(catalogue, reference, id),
        Part("Names in published frameworks", rows=tuple(_crosswalk(catalogue, reference, id))),
        Part("Target level by role", rows=tuple(_targets_of(catalogue, id))),
        Part("Cases on it", rows=_cases(catalogue, id)),
    ]
    own = [s for framework, _ in reference.crosswalk.of(id) for s in framework.sources]
    return page(id, "competency", found.name, found.what_it_is, parts, sources, own)


def role_page(catalogue: Catalogue, reference: Reference, id: str) -> Page:
    """A target profile: its level and weight for each competency with the reason, and its steps. Raises UnknownId."""
    role = catalogue.framework.role(id)
    graph = catalogue.career
    targets = tuple(
        Row(catalogue.framework.competency(name).name, target.rationale, _target(catalogue, role, name), name)
        for name, target in role.targets.items()
    )
    steps = [Row(graph.step(step).name, id=step) for step in role.steps]
    lent = [Row(graph.step(step).name, "borrows this profile", id=step) for step in role.borrowed_by]
    items = reference.items
    settings = tuple(Row(v.name, v.what, id=v.id) for v in items.variations if v.profile == role.id)
    parts = [
        Part("The post", rows=(Row("Sector", _spaced(role.sector)), Row("Seniority", _RANKS[role.seniority]))),
        Part(TARGETS, rows=targets),
        Part("Steps with this profile", rows=(*steps, *lent)),
        Part("Settings that start from it", rows=settings),
        Part(
            "Responsibilities that draw on its heaviest targets", rows=_leaning(catalogue, role, items.responsibilities)
        ),
        Part("Tools that draw on its heaviest targets", rows=_leaning(catalogue, role, items.tools)),
    ]
    return page(role.id, "role", role.name, role.summary, parts, graph.sources)


def item_page(catalogue: Catalogue, reference: Reference, id: str) -> Page:
    """A technical skill, soft ability, responsibility, tool or variation with its competencies. Raises UnknownId."""
    item = reference.items.item(id)
    rows = tuple(
        Row(catalogue.framework.competency(name).name, facts=(_link(catalogue, item),), id=name)
        for name in item.competencies
    )
    parts = [Part("Competencies that carry it", rows=rows)]
    if isinstance(item, Variation):
        profile = catalogue.framework.role(item.profile)
        named = Row("Target profile to start from", profile.name, (_link(catalogue, item),), profile.id)
        parts.append(Part("The setting", rows=(Row("Sectors", ", ".join(map(_spaced, item.sectors))), named)))
    return page(item.id, item.kind, item.name, item.what, parts, catalogue.career.sources)


def tag_page(catalogue: Catalogue, reference: Reference, id: str) -> Page:
    """A word without levels: the competencies near to it, and the steps and activities that name it."""
    tag = reference.tags[id]
    near = tuple(Row(catalogue.framework.competency(name).name, id=name) for name in tag.near)
    steps = tuple(Row(step.name, id=step.id) for step in catalogue.career.steps.values() if id in step.competencies)
    activities = tuple(
        _activity_row(catalogue, activity, id) for activity in reference.activities.values() if id in activity.gains
    )
    lead = "A word beside the competencies: it has no levels and is never rated."
    parts = [
        Part("Competencies that teach and assess it", rows=near),
        Part("Steps that name it", rows=steps),
        Part("Activities that name it", rows=activities),
    ]
    return page(id, "tag", tag.name, lead, parts, catalogue.career.sources)


def take_facts(catalogue: Catalogue, activity: Activity) -> tuple[Fact, ...]:
    """Hours of the person, calendar weeks and cost of an activity; what is unverified is named without a number."""
    at = f"data/activities/activities.csv#{activity.id}"
    ids, sources = activity.sources, catalogue.career.sources
    hours = range_facts(activity.hours, counted_unit("hours"), unit="hours", at=at, ids=ids, sources=sources)
    weeks = range_facts(activity.weeks, counted_unit("weeks"), unit="weeks", at=at, ids=ids, sources=sources)
    unit, year = f"USD of {activity.cost_year}", activity.cost_year
    cost = range_facts(activity.cost, money("USD"), unit=unit, at=at, ids=ids, sources=sources, year=year)
    missing = {"hours": hours, "weeks": weeks, "cost": cost}
    names = [name for name, known in missing.items() if not known]
    unknown = [fact(f"{name} not known", Mark.UNVERIFIED, at=at, sources=sources) for name in names]
    return (*hours, *weeks, *cost, *unknown)


def gain_fact(catalogue: Catalogue, activity: Activity, skill: str) -> Fact:
    """The levels between which an activity moves a competency or a tag."""
    start, end = activity.gains[skill]
    at = f"data/activities/activities.csv#{activity.id}"
    text, sources = f"level {start} to at most level {end}", catalogue.career.sources
    return fact(text, activity.levels_mark, unit="level", at=at, ids=activity.sources, sources=sources)


def _levels(catalogue: Catalogue, found: Competency) -> Iterator[Part]:
    at = f"data/framework/competencies/{found.id}.yaml#evidence_years"
    for name, text in zip(catalogue.framework.levels, found.levels, strict=True):
        words = [text.descriptor, *(f"Invented example: {example}" for example in text.examples)]
        words += [f"Evidence that would show it: {text.evidence}"] if text.evidence else []
        rows = []
        if text.evidence_years is not None:
            old = f"at most {counted_unit('years')(str(text.evidence_years))} old"
            age = fact(old, Mark.ASSUMPTION, unit="years", at=at, sources={})
            rows.append(Row("Evidence counts in full", facts=(age,)))
        yield Part(f"Level {name.level}: {name.name}", tuple(words), text.signals, tuple(rows))


def _relations(catalogue: Catalogue, id: str) -> Iterator[Part]:
    """What it needs and helps, and the same from the other side; each with its reason."""
    framework = catalogue.framework
    for kind, outward, heading in RELATED:
        here = [r for r in framework.relations_of(id) if r.kind == kind and (r.origin == id) is outward]
        ends = [(framework.competency(r.target if outward else r.origin), r) for r in here]
        at = f"data/framework/relations.yaml#{id}"
        rows = (Row(e.name, facts=(fact(r.why, r.mark, at=at, sources={}),), id=e.id) for e, r in ends)
        yield Part(heading, rows=tuple(rows))


def _serves(catalogue: Catalogue, reference: Reference, id: str) -> Iterator[Part]:
    linked = reference.items.linked_to(id)
    for kind, heading in SERVES.items():
        items = [item for item in linked if item.kind == kind]
        yield Part(heading, rows=tuple(Row(i.name, i.what, (_link(catalogue, i),), i.id) for i in items))


def _develops(catalogue: Catalogue, reference: Reference, id: str) -> Iterator[Part]:
    found = [activity for activity in reference.activities.values() if id in activity.gains and not activity.retired]
    for start in sorted({activity.gains[id][0] for activity in found}):
        here = sorted((a for a in found if a.gains[id][0] == start), key=lambda activity: activity.gains[id][1])
        yield Part(f"{DEVELOPS} {start}", rows=tuple(_activity_row(catalogue, activity, id) for activity in here))


def _activity_row(catalogue: Catalogue, activity: Activity, skill: str) -> Row:
    facts = (gain_fact(catalogue, activity, skill), *take_facts(catalogue, activity))
    return Row(activity.name, _spaced(activity.kind), facts, activity.id)


def _crosswalk(catalogue: Catalogue, reference: Reference, id: str) -> Iterator[Row]:
    at, sources = f"data/framework/crosswalk.csv#{id}", catalogue.career.sources
    for framework, matches in reference.crosswalk.of(id):
        named = [(f"{match.code} {match.title}".strip(), match.mark) for match in matches]
        named = named or [("no good match", Mark.ASSUMPTION)]
        yield Row(
            framework.name,
            framework.body,
            tuple(fact(text, mark, at=at, sources=sources) for text, mark in named),
        )


def _targets_of(catalogue: Catalogue, id: str) -> Iterator[Row]:
    for role in catalogue.framework.roles.values():
        yield Row(role.name, facts=_target(catalogue, role, id), id=role.id)


def _target(catalogue: Catalogue, role: Role, id: str) -> tuple[Fact, ...]:
    at, target, sources = f"data/framework/roles/{role.id}.yaml#{id}", role.targets[id], catalogue.career.sources
    return (
        fact(f"level {target.level}", role.mark, unit="level", at=at, sources=sources),
        fact(f"weight {target.weight} of 5", role.mark, unit="of 5", at=at, sources=sources),
    )


def _cases(catalogue: Catalogue, id: str) -> tuple[Row, ...]:
    cases: Iterable[tuple[str, str]] = ((c.title, c.id) for c in catalogue.cases.values() if id in c.competencies)
    return tuple(Row(title, id=case) for title, case in cases)


def _leaning(catalogue: Catalogue, role: Role, items: Iterable[Item]) -> tuple[Row, ...]:
    """The items whose competencies weigh most in a role, by the mean of the weights; both are our judgment."""
    at, sources = f"data/framework/roles/{role.id}.yaml", catalogue.career.sources
    means = [
        (sum(role.targets[id].weight for id in item.competencies) / len(item.competencies), item) for item in items
    ]
    means.sort(key=lambda pair: -pair[0])
    return tuple(
        Row(
            item.name,
            item.what,
            (fact(f"mean weight {mean:.1f} of 5", Mark.ASSUMPTION, unit="of 5", at=at, sources=sources),),
            item.id,
        )
        for mean, item in means[:_MOST]
    )


def _link(catalogue: Catalogue, item: Item) -> Fact:
    at = f"data/framework/{_FILES[item.kind]}.yaml#{item.id}"
    return fact("our link", Mark.ASSUMPTION, at=at, sources=catalogue.career.sources)


def _spaced(word: str) -> str:
    return word.replace("-", " ")
