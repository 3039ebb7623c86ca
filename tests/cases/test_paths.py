"""Every way through a case: known counts, the same totals as playing each path, nothing left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from cmo_pathways.cases import (
    Case,
    choose,
    distinct_results,
    iterate_paths,
    list_paths,
    outcome,
    paths_by_ending,
    read_case,
    start_case,
)
from cmo_pathways.content import Report

LOOP = ("-> harm [-2 patient-safety]", "-> call [-2 patient-safety]")


def test_the_sample_has_three_paths_in_the_author_s_order(vacant: Case) -> None:
    first, second, third = iterate_paths(vacant)
    assert (first.choices, first.ending, first.grade) == (("stop", "suspend"), "fast", "mixed")
    assert dict(first.counters) == {"trust": -3, "resolve": 1}
    assert (second.steps, second.grade) == ((("call", "stop"), ("review", "listen")), "strong")
    assert (third.choices, dict(third.scores)["patient-safety"]) == (("defer",), -2)


def test_the_rest_is_counted_not_listed(vacant: Case) -> None:
    found = list_paths(vacant, 2)
    assert (len(found.paths), found.more) == (2, 1)
    assert list_paths(vacant).more == 0


def test_results_stand_from_the_best_ending_down(vacant: Case) -> None:
    assert [(r.ending, [n for _, n in r.scores], r.paths) for r in distinct_results(vacant)] == [
        ("fair", [2, 2], 1),
        ("fast", [2, 1], 1),
        ("harm", [-2, 0], 1),
    ]


def test_a_choice_in_a_loop_is_taken_once_on_each_path(changed: Callable[..., Path]) -> None:
    file = changed("vacant", LOOP)
    case = read_case(file, Report(file.parent))
    assert case is not None
    assert [path.choices for path in iterate_paths(case)] == [
        ("stop", "suspend"),
        ("stop", "listen"),
        ("defer", "stop", "suspend"),
        ("defer", "stop", "listen"),
    ]
    assert sum(result.paths for result in distinct_results(case)) == 4
    assert [end.paths for end in paths_by_ending(case)] == [2, 2, 0]


@pytest.mark.parametrize("name", ["vacant", "falls", "number"])
def test_counting_backwards_equals_playing_each_path(name: str, request: pytest.FixtureRequest) -> None:
    case: Case = request.getfixturevalue(name)
    played = Counter((path.ending, path.scores) for path in iterate_paths(case))
    assert {(r.ending, r.scores): r.paths for r in distinct_results(case)} == played
    for end in paths_by_ending(case):
        here = [dict(path.scores) for path in iterate_paths(case) if path.ending == end.ending]
        assert end.paths == len(here)
        for skill, low, high in end.points:
            assert (low, high) == (min(got[skill] for got in here), max(got[skill] for got in here))


def test_a_listed_path_plays_as_it_says(number: Case) -> None:
    for path in list_paths(number, 25).paths:
        state = start_case(number)
        for choice in path.choices:
            state = choose(number, state, choice)
        result = outcome(number, state)
        assert (path.ending, path.grade, path.counters) == (result.ending, result.grade, result.counters)
        assert path.scores == tuple((score.competency, score.got) for score in result.scores)
