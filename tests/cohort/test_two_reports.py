"""Whole reports a week apart, read by somebody who keeps both and knows who shared what when."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from cohort.attack import Reader

import cmo_pathways as cmo
from cmo_pathways.catalogue import Catalogue
from cmo_pathways.cohort import Share, SharedLevel
from cmo_pathways.cohort.invented import invented_class
from cmo_pathways.cohort.summary import CohortSummary, summarise_cohort
from cmo_pathways.ledger import Event

_ROLE = "cmo-hospital-small"
_KEPT = ("financial-acumen", "patient-safety", "telemedicine")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return cmo.load_catalogue()


@pytest.fixture(scope="module")
def pool(catalogue: Catalogue) -> tuple[Share, ...]:
    """Fellows with three competencies and one case, so that many classes can be read to the end."""
    shares = invented_class(catalogue, 80, seed=21, cases=("nothing-to-report",))
    return tuple(replace(s, levels=tuple(one for one in s.levels if one.competency in _KEPT)) for s in shares)


def _week_later(shares: list[Share], others: list[Share], draw: random.Random) -> list[Share]:
    stay = draw.sample(shares, max(0, len(shares) - draw.choice((0, 0, 1, 2, 3))))
    join = draw.sample(others, draw.choice((0, 1, 3, 3, 4)))
    return [_changed(share, draw) if draw.random() < 0.15 else share for share in (*stay, *join)]


def _changed(share: Share, draw: random.Random) -> Share:
    levels = tuple(SharedLevel(one.competency, draw.uniform(0, 5), 0, 5) for one in share.levels)
    return replace(share, id=f"{share.id}-later", levels=levels)


def _events(summary: CohortSummary) -> tuple[Event, ...]:
    return tuple(
        Event(n, f"e{n}", "2026-11-20T10:00:00Z", "release", unit, json.loads(json.dumps(body)))
        for n, (unit, body) in enumerate(summary.fresh, 1)
    )


def _tables(summary: CohortSummary, shares: list[Share]) -> Iterator[tuple[str, dict[str, Any], dict[str, str]]]:
    """Each printed table with the people in it: the reader knows who shared what, and which share."""
    values = summary.values()
    for row in values["heatmap"]:
        id = row["competency"]
        yield id, row, {s.learner: s.id for s in shares if any(one.competency == id for one in s.levels)}
    players = {s.learner: s.cases[0].play for s in shares if s.cases}
    for decision in values["decisions"]:
        yield decision["scene"], decision, players
    yield "plan", values["plan"], {s.learner: s.id for s in shares if s.plan}


def _read(then: Any, now: Any, before: dict[str, str], after: dict[str, str], *, changed_too: bool) -> Reader:
    old, new = (set(people.items()) if changed_too else set(people) for people in (before, after))
    sizes = (len(old & new), len(old - new), len(new - old))
    printed = [[(tuple(range(g["from"], g["to"] + 1)), g["n"]) for g in table["groups"]] for table in (then, now)]
    return Reader(sizes, len(then["counts"]), *printed)


def test_nobody_is_told_apart_by_two_whole_reports(
    catalogue: Catalogue, pool: tuple[Share, ...], rounds: Callable[[int, int], int]
) -> None:
    renewed = 0
    for seed in range(rounds(60, 1000)):
        draw = random.Random(seed)
        shares = draw.sample(pool, draw.randint(6, 12))
        others = [share for share in pool if share not in shares]
        later = _week_later(shares, others, draw)
        first = summarise_cohort(shares, catalogue, role=_ROLE, on="2026-11-20")
        second = summarise_cohort(later, catalogue, role=_ROLE, on="2026-11-27", events=_events(first))
        for old, new in zip((first.size, *first.parts), (second.size, *second.parts), strict=True):
            assert new == old or len(dict(old.members).keys() ^ dict(new.members).keys()) >= 3, (seed, old.unit)
        found = {name: (table, people) for name, table, people in _tables(second, later)}
        for name, then, before in _tables(first, shares):
            now, after = found.get(name, (then, before))
            if not then["groups"] or now["on"] == then["on"]:
                assert now["groups"] == then["groups"] or not then["groups"]
                continue
            renewed += 1
            reader = _read(then, now, before, after, changed_too=False)
            reader = reader if reader.possible() else _read(then, now, before, after, changed_too=True)
            assert reader.possible() and list(reader.told_apart()) == [], (seed, name)
    assert renewed > 30
