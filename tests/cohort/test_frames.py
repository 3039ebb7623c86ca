"""The same questions to pandas and to polars: hand-worked answers, and the same cell by cell."""

from __future__ import annotations

import random
from typing import Any

import pytest

from cmo_pathways.cohort import Share, SharedLevel
from cmo_pathways.cohort import frames as f
from cmo_pathways.errors import LearnerError

_SMALL = {
    "learner": ["a", "b", "c", "d", "a", "b"],
    "stage": ["practice", "practice", "cmo", "practice", "practice", "practice"],
    "competency": ["finance", "finance", "finance", "finance", "safety", "safety"],
    "moment": ["now"] * 6,
    "rated": [1, 2, 4, 2, 3, 3],
}


def _large() -> dict[str, list[Any]]:
    draw = random.Random(3)
    rows = [
        (f"p{person}", draw.choice(("practice", "cmo", "training")), f"c{place:02}", moment, draw.randint(0, 5))
        for person in range(40)
        for place in range(20)
        for moment in ("before", "after")
        if draw.random() < 0.9
    ]
    return {name: [row[i] for row in rows] for i, name in enumerate(f.COLUMNS)}


@pytest.mark.parametrize("engine", f.ENGINES)
def test_hand_worked_answers(engine: str) -> None:
    frame = f.frame_of(_SMALL, engine=engine)
    assert f.rows_of(f.level_counts(frame)) == [
        ("finance", 1, 1),
        ("finance", 2, 2),
        ("finance", 4, 1),
        ("safety", 3, 2),
    ]
    assert f.rows_of(f.level_means(frame)) == [("finance", 2.25, 4), ("safety", 3.0, 2)]
    assert f.rows_of(f.level_quantile(frame, 0.5)) == [("finance", 2), ("safety", 3)]
    assert f.rows_of(f.level_quantile(frame, 0.25)) == [("finance", 1), ("safety", 3)]
    assert f.rows_of(f.level_quantile(frame, 1)) == [("finance", 4), ("safety", 3)]
    targets = f.frame_of({"competency": ["finance", "safety"], "target": [2, 4]}, engine=engine)
    assert f.rows_of(f.at_target(frame, targets)) == [("finance", 3, 4), ("safety", 0, 2)]
    assert f.rows_of(f.stage_norms(frame, smallest=3)) == [("practice", "finance", 3, 1, 2, 2)]


@pytest.mark.parametrize("engine", f.ENGINES)
def test_change_counts_those_who_were_rated_both_times(engine: str) -> None:
    frame = f.frame_of(
        {
            "learner": ["a", "a", "b", "b", "c"],
            "stage": ["practice"] * 5,
            "competency": ["finance"] * 5,
            "moment": ["before", "after", "before", "after", "before"],
            "rated": [1, 3, 2, 3, 5],
        },
        engine=engine,
    )
    assert f.rows_of(f.paired_change(frame, first="before", second="after")) == [("finance", 1.5, 2)]


def test_both_engines_give_the_same_cell_by_cell() -> None:
    one, two = (f.frame_of(_large(), engine=engine) for engine in f.ENGINES)
    targets = {"competency": [f"c{place:02}" for place in range(20)], "target": [place % 5 for place in range(20)]}
    asked = (
        f.level_counts,
        f.level_means,
        lambda frame: f.level_means(frame, by=("stage", "competency")),
        lambda frame: f.level_quantile(frame, 0.5),
        lambda frame: f.level_quantile(frame, 0.9, by=("stage", "competency")),
        lambda frame: f.paired_change(frame, first="before", second="after"),
        lambda frame: f.stage_norms(frame, smallest=5),
    )
    for question in asked:
        answers = [f.rows_of(question(frame)) for frame in (one, two)]
        assert answers[0] and answers[0] == answers[1]
    met = [
        f.rows_of(f.at_target(frame, f.frame_of(targets, engine=e)))
        for frame, e in zip((one, two), f.ENGINES, strict=True)
    ]
    assert met[0] and met[0] == met[1]


@pytest.mark.parametrize("engine", f.ENGINES)
def test_a_level_is_the_estimate_rounded(engine: str) -> None:
    levels = (SharedLevel("finance", 2.49, 2, 3), SharedLevel("safety", 2.5, 2, 3))
    share = Share("s", "t", "2026-11-01T00:00:00Z", "A", True, "1.1.0", None, None, ("levels",), levels)
    found = f.rows_of(f.level_frame([share], engine=engine))
    assert found == [("t", "not-shared", "finance", "now", 2), ("t", "not-shared", "safety", "now", 3)]


@pytest.mark.parametrize("engine", f.ENGINES)
def test_nobody_gives_an_empty_table(engine: str) -> None:
    assert f.rows_of(f.level_counts(f.level_frame([], engine=engine))) == []


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(LearnerError, match="Use pandas or polars"):
        f.level_frame([], engine="abacus")
