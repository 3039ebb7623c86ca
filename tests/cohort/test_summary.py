"""A class in numbers: what is printed, what is withheld, and that nothing printed names anybody."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest

import cmo_pathways as cmo
from cmo_pathways.catalogue import Catalogue
from cmo_pathways.cohort import Share, SharedLevel, SharedRating
from cmo_pathways.cohort.frames import whole_level
from cmo_pathways.cohort.invented import invented_class
from cmo_pathways.cohort.summary import CohortSummary, class_role, summarise_cohort
from cmo_pathways.ledger import Event

_ROLE = "cmo-hospital-small"
_FINANCE = "financial-acumen"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return cmo.load_catalogue()


def _class(*levels: float) -> tuple[Share, ...]:
    return tuple(
        Share(f"s{n}", f"t{n}", "2026-11-01T00:00:00Z", f"F{n}", True, "1.1.0", None, None, ("levels",),
              (SharedLevel(_FINANCE, level, 0, 5),))
        for n, level in enumerate(levels)
    )  # fmt: skip


def _logged(summary: CohortSummary) -> tuple[Event, ...]:
    return tuple(
        Event(n, f"e{n}", "2026-11-20T10:00:00Z", "release", unit, json.loads(json.dumps(body)))
        for n, (unit, body) in enumerate(summary.fresh, 1)
    )


def _row(summary: CohortSummary, competency: str = _FINANCE) -> dict:
    return next(row for row in summary.values()["heatmap"] if row["competency"] == competency)


def test_levels_are_counted_per_competency_in_groups_of_three(catalogue: Catalogue) -> None:
    found = summarise_cohort(_class(1, 2.2, 2, 3, 3.4, 2.6, 3, 4.4), catalogue, role=_ROLE, on="2026-11-20")
    row = _row(found)
    assert row["counts"] == [None, None, None, None, None, None]
    assert [(g["from"], g["to"], g["n"]) for g in row["groups"]] == [(0, 2, 3), (3, 5, 5)]
    assert (row["n"], found.n) == (8, 8)


def test_a_competency_that_nobody_shared_is_withheld_whole(catalogue: Catalogue) -> None:
    found = summarise_cohort(_class(1, 2, 3, 4, 5, 3), catalogue, role=_ROLE, on="2026-11-20")
    assert _row(found, "patient-safety")["n"] is None
    assert len(found.heatmap) == 20


def test_gaps_say_no_more_than_the_printed_groups(catalogue: Catalogue) -> None:
    target = catalogue.framework.role(_ROLE).targets[_FINANCE].level
    found = summarise_cohort(_class(*[2] * 5, *[4] * 5), catalogue, role=_ROLE, on="2026-11-20")
    (gap,) = found.gaps
    row = _row(found)
    assert gap.low == sum(g["n"] for g in row["groups"] if g["to"] < target)
    assert gap.high == gap.n - sum(g["n"] for g in row["groups"] if g["from"] >= target)
    assert gap.low <= 5 <= gap.high


def test_both_engines_give_the_same_summary(catalogue: Catalogue) -> None:
    shares = invented_class(catalogue, 24, seed=5)
    one, two = (
        summarise_cohort(shares, catalogue, role=_ROLE, on="2026-11-20", engine=engine)
        for engine in ("pandas", "polars")
    )
    assert one == two


def test_the_order_of_shares_changes_nothing(catalogue: Catalogue) -> None:
    shares = list(invented_class(catalogue, 18, seed=6))
    first = summarise_cohort(shares, catalogue, role=_ROLE, on="2026-11-20")
    random.Random(1).shuffle(shares)
    assert summarise_cohort(shares, catalogue, role=_ROLE, on="2026-11-20") == first


def test_a_second_report_of_the_same_class_is_the_first(catalogue: Catalogue) -> None:
    shares = invented_class(catalogue, 18, seed=6)
    first = summarise_cohort(shares, catalogue, role=_ROLE, on="2026-11-20")
    better = [replace(s, id=f"{s.id}-2", levels=tuple(replace(one, level=5.0) for one in s.levels)) for s in shares]
    second = summarise_cohort(better, catalogue, role=_ROLE, on="2026-11-27", events=_logged(first))
    assert second.heatmap == first.heatmap and second.growth == first.growth and not second.fresh


def test_no_name_no_token_and_no_text_of_a_person_is_in_the_values(catalogue: Catalogue) -> None:
    shares = invented_class(catalogue, 18, seed=6)
    said = json.dumps(summarise_cohort(shares, catalogue, role=_ROLE, on="2026-11-20").values())
    for share in shares:
        assert share.name not in said and share.learner not in said and share.id not in said
        assert not any(memo.text in said for memo in share.memos)
        assert not any(rating.course in said for rating in share.ratings)


def test_growth_keeps_both_forms_apart_and_says_when_there_are_too_few(catalogue: Catalogue) -> None:
    shares = invented_class(catalogue, 16, seed=4)
    forms = {(g.form, g.domain) for g in summarise_cohort(shares, catalogue, role=_ROLE, on="2026-11-20").growth}
    assert len(forms) == 8
    few = summarise_cohort(shares[:4], catalogue, role=_ROLE, on="2026-11-20").growth
    assert all(g.mean is None and g.words == "too few to say" for g in few)
    some = summarise_cohort(shares[:7], catalogue, role=_ROLE, on="2026-11-20").growth
    assert all(g.g is None and g.low is None for g in some) and any(g.mean is not None for g in some)


def test_growth_by_hand(catalogue: Catalogue) -> None:
    """Ten fellows, one competency: five rose by 1, five by 0; mean 0.5, spread 0.527, t(9) 1.383: 0.3 to 0.7."""

    def ratings(rise: int, start: int) -> tuple[SharedRating, ...]:
        return (SharedRating(_FINANCE, "c", "before", start), SharedRating(_FINANCE, "c", "after", start + rise))

    shares = [replace(s, ratings=ratings(n % 2, n % 3)) for n, s in enumerate(_class(*[2] * 10))]
    growth = summarise_cohort(shares, catalogue, role=_ROLE, on="2026-11-20").growth
    (found,) = [g for g in growth if g.mean is not None]
    assert (found.form, found.n, found.mean, found.low, found.high, found.words) == (
        "pre-post",
        10,
        0.5,
        0.3,
        0.7,
        "rose",
    )


def test_a_mean_where_nearly_all_moved_alike_is_withheld(catalogue: Catalogue) -> None:
    pair = (SharedRating(_FINANCE, "c", "before", 1), SharedRating(_FINANCE, "c", "after", 3))
    shares = [replace(s, ratings=pair) for s in _class(*[2] * 10)]
    assert all(g.mean is None for g in summarise_cohort(shares, catalogue, role=_ROLE, on="2026-11-20").growth)


def test_decisions_add_up_to_the_players_and_come_from_the_first_play(catalogue: Catalogue) -> None:
    shares = invented_class(catalogue, 16, seed=4)
    found = summarise_cohort(shares, catalogue, role=_ROLE, on="2026-11-20")
    assert found.decisions
    players = sum(1 for s in shares if any(p.case == "nothing-to-report" for p in s.cases))
    for decision in found.decisions:
        if decision.case == "nothing-to-report" and decision.shown.groups:
            assert sum(group.n for group in decision.shown.groups) == players


def test_a_case_that_fewer_than_three_played_is_not_named(catalogue: Catalogue) -> None:
    shares = invented_class(catalogue, 12, seed=1, cases=("nothing-to-report",))
    players = [share for share in shares if share.cases]
    for n, named in ((1, False), (2, False), (3, True)):
        kept = [*players[:n], *(replace(share, cases=()) for share in players[n:])]
        values = summarise_cohort(kept, catalogue, role=_ROLE, on="2026-11-20").values()
        assert ("nothing-to-report" in json.dumps(values)) is named


def test_the_role_of_a_class_is_the_one_that_three_aim_at(catalogue: Catalogue) -> None:
    aims = ["vpma", "vpma", "vpma", "attending-physician", None]
    shares = [replace(share, role=role) for share, role in zip(_class(1, 2, 3, 4, 2), aims, strict=True)]
    assert class_role(shares, catalogue.framework, _ROLE) == "role-vpma"
    assert class_role(shares[1:], catalogue.framework, _ROLE) == "role-cmo-hospital-small"


def test_every_printed_number_of_many_classes_stands_for_three_or_more(catalogue: Catalogue) -> None:
    """Classes of 1 to 15 whole fellows: printed counts are true, and none of them is under three."""
    pool = invented_class(catalogue, 60, seed=11)
    for seed in range(60):
        draw = random.Random(seed)
        shares = draw.sample(pool, draw.randint(1, 15))
        found = summarise_cohort(shares, catalogue, role=_ROLE, on="2026-11-20")
        for row in found.heatmap:
            levels = [whole_level(one.level) for s in shares for one in s.levels if one.competency == row.competency]
            for group in row.shown.groups:
                assert group.n == sum(level in group.cells for level in levels) >= 3
        tables = [row.shown for row in found.heatmap] + [d.shown for d in found.decisions] + [found.plan]
        assert all(len(table.groups) != 1 for table in tables)
        assert all(group.n >= 3 for table in tables for group in table.groups)
        if len(shares) < 6:
            assert not any(table.groups for table in tables)


@pytest.mark.parametrize(("joined", "renewed"), [(0, False), (1, False), (2, False), (3, True)])
def test_a_mean_is_renewed_when_three_joined(catalogue: Catalogue, joined: int, renewed: bool) -> None:
    pool = [share for share in invented_class(catalogue, 40, seed=4) if share.ratings]
    first = summarise_cohort(pool[:12], catalogue, role=_ROLE, on="2026-11-20")
    second = summarise_cohort(pool[: 12 + joined], catalogue, role=_ROLE, on="2026-11-27", events=_logged(first))
    days = {growth.on for growth in second.growth if growth.mean is not None}
    assert days == {"2026-11-27" if renewed else "2026-11-20"}


def test_a_mean_that_would_give_those_who_joined_away_stays_as_it_was(catalogue: Catalogue) -> None:
    """Three join whose ratings all rise from 0 to 5: the sum behind both means leaves them no other way."""

    def ratings(rise: int, start: int) -> tuple[SharedRating, ...]:
        return (SharedRating(_FINANCE, "c", "before", start), SharedRating(_FINANCE, "c", "after", start + rise))

    shares = [replace(s, ratings=ratings(n % 2, n % 3)) for n, s in enumerate(_class(*[2] * 8))]
    extreme = [replace(s, id=f"x{n}", learner=f"x{n}", ratings=ratings(5, 0)) for n, s in enumerate(_class(2, 2, 2))]
    first = summarise_cohort(shares, catalogue, role=_ROLE, on="2026-11-20")
    second = summarise_cohort([*shares, *extreme], catalogue, role=_ROLE, on="2026-11-27", events=_logged(first))
    shown = [growth for growth in first.growth if growth.mean is not None]
    assert shown and [growth for growth in second.growth if growth.mean is not None] == shown


def test_a_mean_that_was_withheld_is_not_shown_for_one_who_joined(catalogue: Catalogue) -> None:
    def ratings(rise: int) -> tuple[SharedRating, ...]:
        return (SharedRating(_FINANCE, "c", "before", 1), SharedRating(_FINANCE, "c", "after", 1 + rise))

    shares = [replace(s, ratings=ratings(2 if n < 4 else n - 4)) for n, s in enumerate(_class(*[2] * 9))]
    first = summarise_cohort(shares[:6], catalogue, role=_ROLE, on="2026-11-20")
    assert all(g.mean is None for g in first.growth)
    alone = summarise_cohort(shares, catalogue, role=_ROLE, on="2026-11-27", events=_logged(first))
    assert any(g.mean is not None for g in alone.growth)
    fewer = summarise_cohort(shares[:8], catalogue, role=_ROLE, on="2026-11-27", events=_logged(first))
    assert all(g.mean is None for g in fewer.growth)
    assert any(g.mean is not None for g in summarise_cohort(shares[:8], catalogue, role=_ROLE, on="2026-11-27").growth)


def test_the_list_of_cases_stays_while_fewer_than_three_joined_or_left(catalogue: Catalogue) -> None:
    shares = invented_class(catalogue, 12, seed=5)
    first = summarise_cohort(shares, catalogue, role=_ROLE, on="2026-11-20")
    named = {decision.case for decision in first.decisions}
    gone = [replace(s, cases=()) if n < 2 else s for n, s in enumerate(shares)]
    second = summarise_cohort(gone, catalogue, role=_ROLE, on="2026-11-27", events=_logged(first))
    assert named and {decision.case for decision in second.decisions} == named
    assert {**second.values(), "on": first.on} == first.values()
