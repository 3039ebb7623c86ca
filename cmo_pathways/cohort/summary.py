"""A class in numbers that may be printed: where it stands, what it lacks for a role, how it grew, what it chose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cmo_pathways.cases import Case
from cmo_pathways.catalogue import Catalogue
from cmo_pathways.cohort.choices import decision_tables
from cmo_pathways.cohort.frames import level_counts, level_frame, rows_of
from cmo_pathways.cohort.growth import FORMS, Growth, class_growth, growth_body, growth_shown_before
from cmo_pathways.cohort.privacy import SMALLEST, Group, bounds, cell_values
from cmo_pathways.cohort.release_log import (
    ALONE,
    CountTable,
    Shown,
    changed,
    release_body,
    short_members,
    show,
    shown_before,
)
from cmo_pathways.cohort.share import PARTS, Share, SharedActivity
from cmo_pathways.framework import Framework, Role
from cmo_pathways.ledger import Event
from cmo_pathways.scale import LEVELS

PROGRESS = ("not begun", "begun", "half or more done")
"""How far a fellow is with the activities of the plan."""
MOST_CASES = 3
"""Cases that a report shows: those with most players."""


@dataclass(frozen=True, slots=True)
class LevelRow:
    """Fellows per level in one competency."""

    competency: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class ClassGap:
    """How many fellows are short of a role's target [level 0-5]: from ``low`` to ``high`` of ``n``, as printed."""

    competency: str
    target: int
    low: int
    high: int
    n: int


@dataclass(frozen=True, slots=True)
class Decision:
    """Fellows per choice at one decision of a case."""

    case: str
    scene: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class CohortSummary:
    """Aggregates of a class, protected; nothing in it stands for fewer than three people.

    ``n`` is the number of shares. ``heatmap`` has a row per competency in the order of the skill map, ``gaps`` one for
    each row with printed numbers (widest first), ``growth`` one per form and domain. ``parts`` says how many shared
    what. ``fresh`` are the log entries (id, body) of what is shown for the first time.
    """

    n: int
    on: str
    role: str
    heatmap: tuple[LevelRow, ...]
    gaps: tuple[ClassGap, ...]
    growth: tuple[Growth, ...]
    decisions: tuple[Decision, ...]
    plan: Shown
    parts: tuple[Shown, ...]
    fresh: tuple[tuple[str, Mapping[str, Any]], ...] = field(default=(), repr=False)

    @property
    def suppressed(self) -> int:
        """How many cells of all tables are withheld."""
        tables = [row.shown for row in self.heatmap] + [one.shown for one in self.decisions] + [self.plan]
        cells = sum(cell_values(table.groups, len(table.cells)).count(None) for table in tables)
        return cells + sum(not part.groups for part in self.parts) + sum(g.mean is None for g in self.growth)

    def values(self) -> dict[str, Any]:
        """The summary as plain values, for ``cohort report --json``; a withheld number is null."""
        return {
            "n": self.n,
            "on": self.on,
            "role": self.role,
            "suppressed": self.suppressed,
            "heatmap": [{"competency": row.competency, **_table_values(row.shown)} for row in self.heatmap],
            "growth": [_growth_values(growth) for growth in self.growth],
            "gaps": [
                {"competency": g.competency, "target": g.target, "short_low": g.low, "short_high": g.high, "n": g.n}
                for g in self.gaps
            ],
            "decisions": [
                {"case": d.case, "scene": d.scene, "choices": list(d.shown.cells), **_table_values(d.shown)}
                for d in self.decisions
            ],
            "plan": {"cells": list(PROGRESS), **_table_values(self.plan)},
            "parts": {p.unit.removeprefix("part-"): p.groups[0].n if p.groups else None for p in self.parts},
        }


def summarise_cohort(
    shares: Sequence[Share],
    catalogue: Catalogue,
    *,
    role: str,
    on: str,
    events: Iterable[Event] = (),
    engine: str = "pandas",
) -> CohortSummary:
    """What may be said of a class on a day (ISO), given all that was shown of it before (an instructor's events).

    ``role`` is the post against which gaps are told; ``engine`` is ``pandas`` or ``polars``. Raises UnknownId for the
    role, LearnerError for the engine.
    """
    profile = catalogue.framework.role(role)
    logged = tuple(events)
    tables, means = shown_before(logged), growth_shown_before(logged)

    def shown(table: CountTable) -> Shown:
        return show(table, tables.get(table.unit, ()), on=on)

    heatmap = tuple(
        LevelRow(table.unit.removeprefix("level-"), shown(table)) for table in _level_tables(shares, catalogue, engine)
    )
    decisions = tuple(
        Decision(d.case, d.scene, shown(d.table)) for d in decision_tables(shares, _most_played(shares, catalogue))
    )
    plan = shown(_plan_table(shares))
    parts = tuple(_part(shares, part, tables.get(f"part-{part}", ()), on) for part in PARTS)
    growth = class_growth(shares, catalogue.framework.domains, means, on=on)
    every = [*(row.shown for row in heatmap), *(d.shown for d in decisions), plan, *parts]
    fresh = [(s.unit, release_body(s)) for s in every if s.groups and s not in tables.get(s.unit, ())]
    fresh += [(g.unit, growth_body(g)) for g in growth if g.mean is not None and g not in means.get(g.unit, ())]
    return CohortSummary(
        len(shares), on, role, heatmap, _gaps(heatmap, profile), growth, decisions, plan, parts, tuple(fresh)
    )  # fmt: skip


def class_role(shares: Iterable[Share], framework: Framework, otherwise: str) -> str:
    """The target profile that most fellows aim at, if three or more do; else that of another role.

    Steps without a target profile are passed over. Raises UnknownId where ``otherwise`` has none.
    """
    profiles = {
        step: role.id for role in framework.roles.values() for step in (role.id, *role.steps, *role.borrowed_by)
    }
    named = [profiles[share.role] for share in shares if share.role in profiles]
    best = max(sorted(set(named)), key=named.count, default="")
    return best if named.count(best) >= SMALLEST else framework.role(otherwise).id


def forms_with_growth(summary: CohortSummary) -> tuple[str, ...]:
    """The forms of growth that have a printed number."""
    return tuple(form for form in FORMS if any(g.form == form and g.mean is not None for g in summary.growth))


def _level_tables(shares: Sequence[Share], catalogue: Catalogue, engine: str) -> list[CountTable]:
    counted = {
        (competency, level): n for competency, level, n in rows_of(level_counts(level_frame(shares, engine=engine)))
    }
    names = tuple(str(level) for level in LEVELS)
    members: dict[str, dict[str, str]] = {id: {} for id in catalogue.framework.competencies}
    for share in shares:
        for one in share.levels:
            members.get(one.competency, {})[share.learner] = share.id
    return [
        CountTable(f"level-{id}", names, tuple(int(counted.get((id, level), 0)) for level in LEVELS), members[id])
        for id in catalogue.framework.competencies
    ]


def _most_played(shares: Sequence[Share], catalogue: Catalogue) -> Mapping[str, Case]:
    # A case that fewer than three played is not named: its empty row would say that somebody did.
    players = Counter(case for share in shares for case in {play.case for play in share.cases})
    known = [case for case in players.keys() & catalogue.cases.keys() if players[case] >= SMALLEST]
    most = sorted(known, key=lambda case: (-players[case], case))[:MOST_CASES]
    return {case: catalogue.cases[case] for case in most}


def _plan_table(shares: Sequence[Share]) -> CountTable:
    planned = [share for share in shares if any(one.status != "dropped" for one in share.plan)]
    places = [_progress(share.plan) for share in planned]
    counts = tuple(places.count(place) for place in range(len(PROGRESS)))
    return CountTable("plan-progress", PROGRESS, counts, {share.learner: share.id for share in planned})


def _progress(plan: Sequence[SharedActivity]) -> int:
    kept = [one.status for one in plan if one.status != "dropped"]
    if 2 * kept.count("done") >= len(kept):
        return 2
    return 1 if any(status in ("started", "done") for status in kept) else 0


def _part(shares: Sequence[Share], part: str, earlier: Sequence[Shown], on: str) -> Shown:
    """How many shared one kind of thing: a size, not a distribution, so there is nothing to join."""
    members = short_members({share.learner: share.id for share in shares if part in share.parts})
    groups = (Group((0,), len(members)),) if len(members) >= SMALLEST else ()
    fresh = Shown(f"part-{part}", ("shared",), groups, len(members), on, members)
    apart = all(changed(dict(members), dict(old.members)) >= ALONE for old in earlier)
    return fresh if not earlier or (groups and apart) else earlier[-1]


def _gaps(heatmap: Iterable[LevelRow], role: Role) -> tuple[ClassGap, ...]:
    gaps = []
    for row in heatmap:
        shown, target = row.shown, role.targets[row.competency].level
        if shown.groups:
            least, most = bounds(shown.groups, len(LEVELS), shown.n, target)
            gaps.append(ClassGap(row.competency, target, shown.n - most, shown.n - least, shown.n))
    return tuple(sorted(gaps, key=lambda gap: (-(gap.low + gap.high) / gap.n, gap.competency)))


def _table_values(shown: Shown) -> dict[str, Any]:
    groups = [{"from": g.cells[0], "to": g.cells[-1], "n": g.n} for g in shown.groups]
    counts = list(cell_values(shown.groups, len(shown.cells)))
    return {"n": shown.n if shown.groups else None, "on": shown.on, "counts": counts, "groups": groups}


def _growth_values(growth: Growth) -> dict[str, Any]:
    told = growth.mean is not None
    numbers = {key: getattr(growth, key) for key in ("mean", "low", "high", "g", "g_low", "g_high")}
    n = growth.n if told else None
    return {"form": growth.form, "domain": growth.domain, "n": n, "on": growth.on, **numbers, "words": growth.words}
