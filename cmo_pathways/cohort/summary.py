"""A class in numbers that may be printed: where it stands, what it lacks for a role, how it grew, what it chose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cmo_pathways.catalogue import Catalogue
from cmo_pathways.cohort.choices import decision_tables, listed_cases
from cmo_pathways.cohort.frames import level_counts, level_frame, rows_of
from cmo_pathways.cohort.growth import FORMS, Growth, class_growth, growth_body, growth_shown_before, to_log
from cmo_pathways.cohort.privacy import SMALLEST, bounds, cell_values
from cmo_pathways.cohort.release_log import CountTable, Shown, release_body, show, show_size, shown_before
from cmo_pathways.cohort.share import PARTS, Share, SharedActivity
from cmo_pathways.framework import Framework, Role
from cmo_pathways.ledger import Event
from cmo_pathways.scale import LEVELS

PROGRESS = ("not begun", "begun", "half or more done")
"""How far a fellow is with the activities of the plan."""


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

    ``size`` is the number of shares; like every number it can be that of an earlier report. ``heatmap`` has a row per
    competency in the order of the skill map, ``gaps`` one for each row with printed numbers (widest first), ``growth``
    one per form and domain. ``parts`` says how many shared what. ``fresh`` are the log entries (id, body) of what is
    shown for the first time.
    """

    size: Shown
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
    def n(self) -> int | None:
        """The number of shares as it may be printed; None for fewer than three."""
        return printed_size(self.size)

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
            "parts": {p.unit.removeprefix("part-"): printed_size(p) for p in self.parts},
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
    named = listed_cases(shares, catalogue.cases, tables.get("cases-named", ()), on=on)
    played = {case: catalogue.cases[case] for case in named.cells if case in catalogue.cases}
    decisions = tuple(Decision(d.case, d.scene, shown(d.table)) for d in decision_tables(shares, played))
    plan = shown(_plan_table(shares))
    growth = class_growth(shares, catalogue.framework.domains, means, on=on)
    size, *parts = (
        show_size(unit, {s.learner: s.id for s in some}, tables.get(unit, ()), on=on)
        for unit, some in _who_shared(shares)
    )
    whole = [table for table in (*(row.shown for row in heatmap), *(d.shown for d in decisions), plan) if table.tells]
    fresh = [(s.unit, release_body(s)) for s in (*whole, named, size, *parts) if s not in tables.get(s.unit, ())]
    fresh += [(g.unit, growth_body(g)) for g in growth if to_log(g) and g not in means.get(g.unit, ())]
    return CohortSummary(
        size, on, role, heatmap, _gaps(heatmap, profile), growth, decisions, plan, tuple(parts), tuple(fresh)
    )  # fmt: skip


def printed_size(shown: Shown) -> int | None:
    """How many people a size counts, or None where they are too few to be printed."""
    return shown.groups[0].n if shown.groups else None


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


def _who_shared(shares: Sequence[Share]) -> list[tuple[str, Sequence[Share]]]:
    """All shares, then those that hold each part, by the id of their number in the log."""
    return [("class-size", shares), *((f"part-{part}", [s for s in shares if part in s.parts]) for part in PARTS)]


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
