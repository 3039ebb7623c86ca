"""The tiles and the headline of the skill map, from the ranked gaps of a learner."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from cmo_pathways.charts import SkillLink, SkillTile
from cmo_pathways.framework import Framework
from cmo_pathways.scale import level_text
from cmo_pathways.standing import Gap

_HEADING = 28
"""Letters of a domain name that fit above a column of tiles."""


def tiles_of(framework: Framework, gaps: Mapping[str, Gap], kept: Collection[str]) -> list[SkillTile]:
    """One tile per competency in the order of the map; those that are not ``kept`` recede."""
    return [_tile(framework, id, gaps.get(id), id not in kept) for domain in framework.domains
            for id in domain.competencies]  # fmt: skip


def columns_of(framework: Framework) -> list[tuple[str, str]]:
    """The domains as (id, name) with a name that fits above its column."""
    return [(d.id, d.name if len(d.name) < _HEADING else d.short) for d in framework.domains]


def links_of(framework: Framework, id: str) -> list[SkillLink]:
    """The relations of a competency as lines of the map: what comes first or helps is their origin."""
    found = [r for r in framework.relations if id in (r.origin, r.target)]
    ends = [(r.target, r.origin, r.kind) if r.kind == "needs" else (r.origin, r.target, r.kind) for r in found]
    return [SkillLink(*end) for end in ends]


def map_message(framework: Framework, gaps: Mapping[str, Gap], role: str, *, to_you: bool = True) -> str:
    """What the map says, as a sentence: to the reader, or without a you for a picture that others see."""
    rated = [gap for gap in gaps.values() if gap.rated]
    if not rated:
        return f"What {role} asks for, in {len(framework.competencies)} competencies"
    if len(rated) < len(gaps):
        return _so_far(framework, rated, role, to_you=to_you)
    names = dict(columns_of(framework))
    sums = {
        names[domain.id]: sum(gap.size for gap in rated if gap.competency in domain.competencies and not gap.met)
        for domain in framework.domains
    }
    widest = max(sums, key=lambda name: sums[name])
    if sums[widest] > 0:
        return f"{role} asks {'most of you' if to_you else 'for more'} in {widest.lower()}"
    return f"You meet the targets of {role} so far" if to_you else f"The targets of {role} are met so far"


def _so_far(framework: Framework, rated: Collection[Gap], role: str, *, to_you: bool) -> str:
    """A sentence for a map that is rated in part: it names a competency, as no domain can be judged yet."""
    count = f"{len(rated)} of {len(framework.competencies)} rated"
    widest = max(rated, key=lambda gap: 0.0 if gap.met else gap.size)
    if widest.met:
        return f"{count}: {'you meet' if to_you else 'they meet'} the targets of {role} so far"
    name = framework.competency(widest.competency).short
    name = name if name[:2].isupper() else name[0].lower() + name[1:]  # EHR and AI keep their capitals
    return f"{count}: {'your' if to_you else 'the'} widest gap to {role} so far is {name}"


def _tile(framework: Framework, id: str, gap: Gap | None, aside: bool) -> SkillTile:
    name, domain = framework.competency(id).short, framework.domain_of(id).id
    if gap is None:
        return SkillTile(id, name, domain, None, None, None, None, "not part of my work", False, aside)
    if not gap.rated:
        return SkillTile(id, name, domain, None, None, None, gap.target, "not rated", False, aside)
    words = "met" if gap.met else f"gap {level_text(gap.size)}" if gap.wide else level_text(gap.size)
    return SkillTile(id, name, domain, gap.level, gap.low, gap.high, gap.target, words, gap.wide, aside)
