"""Two reports, a week apart: when a table is renewed, and what a reader who keeps both can work out."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from cohort.attack import Reader

from cmo_pathways.cohort.release_log import CountTable, Shown, release_body, short_token, show, shown_before
from cmo_pathways.ledger import Event

_CELLS = ("0", "1", "2", "3", "4", "5")


def _table(levels: dict[str, int], shares: dict[str, str] | None = None) -> CountTable:
    counts = [0] * 6
    for level in levels.values():
        counts[level] += 1
    members = {person: (shares or {}).get(person, f"s-{person}") for person in levels}
    return CountTable("level-finance", _CELLS, tuple(counts), members)


def _class(*levels: int) -> dict[str, int]:
    return {f"p{number}": level for number, level in enumerate(levels)}


_EIGHT = _class(2, 2, 2, 3, 3, 3, 3, 3)


def test_a_first_report_is_shown_with_its_day() -> None:
    found = show(_table(_EIGHT), (), on="2026-11-01")
    assert [(group.cells, group.n) for group in found.groups] == [((0, 1, 2), 3), ((3, 4, 5), 5)]
    assert (found.on, found.n) == ("2026-11-01", 8)


@pytest.mark.parametrize("more", [{}, {"q1": 2}, {"q1": 2, "q2": 3}])
def test_fewer_than_three_who_joined_show_the_old_table(more: dict[str, int]) -> None:
    first = show(_table(_EIGHT), (), on="2026-11-01")
    assert show(_table({**_EIGHT, **more}), (first,), on="2026-11-08") == first


def test_one_person_who_changes_an_answer_shows_the_old_table() -> None:
    first = show(_table(_EIGHT), (), on="2026-11-01")
    again = show(_table({**_EIGHT, "p0": 4}, {"p0": "newer"}), (first,), on="2026-11-08")
    assert again == first


def test_three_who_joined_and_differ_renew_the_table() -> None:
    first = show(_table(_EIGHT), (), on="2026-11-01")
    again = show(_table({**_EIGHT, "q1": 2, "q2": 3, "q3": 4}), (first,), on="2026-11-08")
    assert (again.n, again.on) == (11, "2026-11-08")


def test_three_who_joined_at_one_level_show_the_old_table() -> None:
    first = show(_table(_EIGHT), (), on="2026-11-01")
    assert show(_table({**_EIGHT, "q1": 4, "q2": 4, "q3": 4}), (first,), on="2026-11-08") == first


def test_a_table_is_compared_with_every_earlier_release() -> None:
    """Three join and three others leave one by one: the third table lies one person from the first."""
    one = show(_table(_EIGHT), (), on="2026-11-01")
    grown = {**_EIGHT, "q1": 2, "q2": 3, "q3": 4}
    two = show(_table(grown), (one,), on="2026-11-08")
    back = {person: level for person, level in grown.items() if person not in ("q2", "q3", "p7")}
    assert show(_table(back), (one, two), on="2026-11-15") == two


def test_the_log_keeps_no_token_and_reads_back_as_it_was_written() -> None:
    first = show(_table(_EIGHT), (), on="2026-11-01")
    body = release_body(first)
    assert "p0:" not in str(body) and short_token("p0") in str(body)
    event = Event(1, "e1", "2026-11-01T08:00:00Z", "release", first.unit, body)  # type: ignore[arg-type]
    assert shown_before([event]) == {first.unit: (first,)}


def _week_later(levels: dict[str, int], draw: random.Random) -> tuple[dict[str, int], dict[str, str]]:
    kept = dict(levels)
    for person in draw.sample(sorted(kept), draw.choice((0, 0, 1, 2, 3))):
        del kept[person]
    for number in range(draw.choice((0, 1, 3, 3, 4, 5))):
        kept[f"new{number}"] = draw.choice(range(6)) if draw.random() < 0.6 else 3
    shares = {}
    for person in sorted(kept):
        if draw.random() < draw.choice((0.0, 0.0, 0.3)):
            kept[person], shares[person] = draw.choice(range(6)), "newer"
    return kept, shares


def _read(first: Shown, second: Shown, *, changed_too: bool) -> Reader:
    keys = [{m if changed_too else m[0] for m in release.members} for release in (first, second)]
    stayed = len(keys[0] & keys[1])
    sizes = (stayed, len(keys[0]) - stayed, len(keys[1]) - stayed)
    return Reader(sizes, 6, *([(group.cells, group.n) for group in release.groups] for release in (first, second)))


def test_nobody_is_told_apart_by_two_reports_a_week_apart(rounds: Callable[[int, int], int]) -> None:
    renewed = refused = 0
    for seed in range(rounds(1000, 6000)):
        draw = random.Random(seed)
        spread = draw.choice(((0, 1, 2, 3, 4, 5), (2, 3), (1, 2, 3), (3,), (2, 3, 3, 3, 4)))
        levels = {f"p{number}": draw.choice(spread) for number in range(draw.randint(3, 12))}
        first = show(_table(levels), (), on="2026-11-01")
        later, shares = _week_later(levels, draw)
        second = show(_table(later, shares), (first,) if first.groups else (), on="2026-11-08")
        if not (first.groups and second.groups):
            assert not first.groups
            continue
        if second == first:
            refused += 1
        else:
            renewed += 1
            assert len({p for p, _ in first.members} ^ {p for p, _ in second.members}) >= 3
        reader = _read(first, second, changed_too=False)
        if not reader.possible():
            reader = _read(first, second, changed_too=True)
        assert reader.possible()
        assert list(reader.told_apart()) == [], seed
    assert renewed > 100 and refused > 100


def test_the_attack_finds_what_is_there_to_find() -> None:
    """Without the log the same attack tells people apart: the test above looks where there is something to see."""
    first = show(_table(_EIGHT), (), on="2026-11-01")
    unguarded = show(_table({**_EIGHT, "q1": 4}), (), on="2026-11-08")
    assert any("joined" in told for told in _read(first, unguarded, changed_too=False).told_apart())


def test_a_long_history_stays_closed() -> None:
    """Twelve weeks of one class: each release differs from every earlier one by three people or more."""
    draw = random.Random(7)
    levels = {f"p{number}": draw.choice((1, 2, 3, 4)) for number in range(14)}
    history: tuple[Shown, ...] = ()
    for week in range(12):
        found = show(_table(levels), history, on=f"2026-12-{week + 1:02}")
        history = (*history, found) if found.groups and found not in history else history
        for person in draw.sample(sorted(levels), 1):
            del levels[person]
        for number in range(draw.choice((1, 2))):
            levels[f"w{week}-{number}"] = draw.choice((1, 2, 3, 4))
    assert len(history) > 2
    sets = [{person for person, _ in release.members} for release in history]
    assert min(len(one ^ two) for n, one in enumerate(sets) for two in sets[:n]) >= 3
