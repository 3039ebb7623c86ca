"""Nothing released is about fewer than three raters, and no combination of anything released is either."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given as draw
from hypothesis import strategies as st

from cmo_pathways.assess.feedback360.suppress import THRESHOLD, Cell, Given, Shown, cells_of, comments_of, next_shown

GROUPS = ("peers", "team", "supervisors")
ASKED = ("finance", "crisis")
Wave = dict[str, list[Given]]
Rule = Callable[[Sequence[Given], Shown], Shown]

_answer = st.one_of(st.none(), st.integers(0, 5))
_rater = st.tuples(st.sampled_from(GROUPS), st.fixed_dictionaries(dict.fromkeys(ASKED, _answer)))
_rosters = st.lists(st.lists(_rater, max_size=6), min_size=1, max_size=4)
"""Waves of raters: each wave answers between two releases."""


def releases(waves: list[list[tuple[str, dict[str, int | None]]]], rule: Rule) -> list[dict[str, Shown]]:
    """What each of the successive releases is about, per group."""
    here: Wave = {group: [] for group in GROUPS}
    shown = dict.fromkeys(GROUPS, Shown())
    found = []
    for at, wave in enumerate(waves):
        for place, (group, answers) in enumerate(wave):
            here[group].append(Given(f"{at}-{place}", answers, (f"text {at}-{place}",)))
        shown = {group: rule(here[group], shown[group]) for group in GROUPS}
        found.append(shown)
    return found


def singled_out(sets: list[frozenset[str]]) -> list[tuple[str, ...]]:
    """One or two raters about whom some linear combination of sums over these sets tells something.

    That is so exactly when leaving out their columns lowers the rank of the matrix of sets.
    """
    sets = [members for members in sets if members]
    raters = sorted(frozenset().union(*sets)) if sets else []
    if not raters:
        return []
    matrix = np.array([[rater in members for rater in raters] for members in sets], dtype=float)
    rank = np.linalg.matrix_rank(matrix)
    few = [pair for size in range(1, THRESHOLD) for pair in combinations(range(len(raters)), size)]
    return [
        tuple(raters[at] for at in pair)
        for pair in few
        if len(pair) < len(raters) and np.linalg.matrix_rank(np.delete(matrix, pair, axis=1)) < rank
    ] + ([tuple(raters)] if len(raters) < THRESHOLD else [])


def attacks(found: list[dict[str, Shown]]) -> list[tuple[str, ...]]:
    """Everybody whom somebody with all releases could single out, by answers or by comments."""
    per_competency = [[release[g].cells.get(id, frozenset()) for release in found for g in GROUPS] for id in ASKED]
    comments = [release[group].raters for release in found for group in GROUPS]
    return [hit for sets in (*per_competency, comments) for hit in singled_out(sets)]


def careless(given: Sequence[Given], before: Shown) -> Shown:
    """The rule that many tools have: three answers are enough, every time anew."""
    raters = frozenset(item.id for item in given) if len(given) >= THRESHOLD else frozenset()
    cells = {id: frozenset(i.id for i in given if i.answers[id] is not None) for id in ASKED}
    return Shown(raters, {id: members for id, members in cells.items() if raters and len(members) >= THRESHOLD})


def everybody(group: str, *given: int | None) -> list[tuple[str, dict[str, int | None]]]:
    return [(group, dict.fromkeys(ASKED, level)) for level in given]


def test_the_attack_finds_the_late_rater_of_a_careless_rule() -> None:
    waves = [everybody("peers", 3, 4, 2), everybody("peers", 0)]
    assert ("1-0",) in attacks(releases(waves, careless))


def test_the_attack_finds_the_one_who_observed_among_three_new_ones() -> None:
    only_one = [("peers", {"finance": 1, "crisis": 3}), *([("peers", {"finance": None, "crisis": 3})] * 2)]
    assert ("1-0",) in attacks(releases([everybody("peers", 3, 4, 2), only_one], careless))


@draw(_rosters)
def test_no_roster_and_no_row_of_releases_gives_anybody_away(waves) -> None:
    assert attacks(releases(waves, next_shown)) == []


@draw(_rosters)
def test_every_released_result_is_about_three_or_more(waves) -> None:
    for release in releases(waves, next_shown):
        for shown in release.values():
            sets = [shown.raters, *shown.cells.values()]
            assert all(not members or len(members) >= THRESHOLD for members in sets)
            assert all(members <= shown.raters for members in shown.cells.values())


@draw(_rosters)
def test_who_is_in_a_release_stays(waves) -> None:
    found = releases(waves, next_shown)
    for earlier, later in pairwise(found):
        for group in GROUPS:
            assert earlier[group].raters <= later[group].raters
            assert all(members <= later[group].cells[id] for id, members in earlier[group].cells.items())


@pytest.mark.parametrize("n", range(6))
def test_a_group_appears_with_its_third_answer(n: int) -> None:
    shown = next_shown([Given(str(at), {"finance": 3}) for at in range(n)], Shown())
    assert bool(shown.raters) is bool(shown.cells) is (n >= 3)


def test_a_competency_that_two_observed_is_withheld_in_a_group_of_five() -> None:
    given = [Given(str(at), {"finance": 3 if at < 2 else None, "crisis": 4}) for at in range(5)]
    assert set(next_shown(given, Shown()).cells) == {"crisis"}


def test_two_late_answers_wait_for_a_third() -> None:
    three = [Given(str(at), {"finance": at}) for at in range(3)]
    first = next_shown(three, Shown())
    five = [*three, *(Given(f"late-{at}", {"finance": 5}) for at in range(2))]
    assert next_shown(five, first) == first
    assert len(next_shown([*five, Given("third", {"finance": 1})], first).raters) == 6


def test_mean_sd_and_counts_are_those_worked_by_hand() -> None:
    given = [Given(str(at), {"finance": level}) for at, level in enumerate((2, 3, 3, 4))]
    shown = next_shown(given, Shown())
    assert cells_of(given, shown) == {"finance": Cell(4, 3.0, 0.82, (0, 0, 1, 2, 1, 0))}


def test_comments_of_those_who_wait_are_not_shown() -> None:
    three = [Given(str(at), {"finance": 3}, (text,)) for at, text in enumerate("cab")]
    first = next_shown(three, Shown())
    late = [*three, Given("late", {"finance": 3}, ("late",))]
    assert comments_of(late, next_shown(late, first)) == ("a", "b", "c")
    assert comments_of(three[:2], next_shown(three[:2], Shown())) == ()
