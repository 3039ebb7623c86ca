"""Two reports, a week apart: when a table is renewed, and what a reader who keeps both can work out."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from cohort.attack import Reader, told_after_withholding

from cmo_pathways.cohort.release_log import (
    CountTable,
    Shown,
    release_body,
    short_token,
    show,
    show_size,
    shown_before,
)
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


def test_a_table_that_was_withheld_is_not_shown_for_one_who_joined() -> None:
    """Four and two are withheld; whoever makes it four and three is in the smaller group, and would be known."""
    first = show(_table(_class(2, 2, 2, 2, 4, 4)), (), on="2026-11-01")
    assert first.groups == () and first.tells
    joined = _table({**_class(2, 2, 2, 2, 4, 4), "q1": 4})
    assert show(joined, (), on="2026-11-08").groups
    assert show(joined, (first,), on="2026-11-08") == first


def test_three_who_joined_are_not_all_told_by_what_was_withheld_before() -> None:
    """At most two of the first eight were in the smaller group; five there would put all three who joined into it."""
    alike = _class(2, 2, 2, 2, 2, 2, 4, 4)
    first = show(_table(alike), (), on="2026-11-01")
    assert show(_table({**alike, "q1": 4, "q2": 4, "q3": 4}), (first,), on="2026-11-08") == first
    mixed = show(_table({**alike, "q1": 4, "q2": 4, "q3": 2}), (first,), on="2026-11-08")
    assert [group.n for group in mixed.groups] == [7, 4]


def test_nobody_is_told_apart_by_a_table_that_was_withheld_the_week_before(rounds: Callable[[int, int], int]) -> None:
    shown = kept = 0
    for seed in range(rounds(150, 1000)):
        draw = random.Random(seed)
        usual = draw.choice((1, 2, 3, 4))
        levels = {f"p{number}": usual for number in range(draw.choice((5, 6, 6, 7)))}
        for person in draw.sample(sorted(levels), draw.randint(0, 2)):
            levels[person] = draw.choice((0, 1, 2, 3, 4, 5))
        first = show(_table(levels), (), on="2026-11-01")
        later = {person: level for person, level in levels.items() if draw.random() < 0.9}
        later |= {f"q{number}": draw.choice((usual, draw.randint(0, 5))) for number in range(draw.choice((1, 3, 3, 4)))}
        second = show(_table(later), (first,) if first.tells else (), on="2026-11-08")
        if first.groups or second == first or not second.groups:
            kept += second == first
            continue
        shown += 1
        told = told_after_withholding(
            (len(levels.keys() & later.keys()), len(levels.keys() - later.keys()), len(later.keys() - levels.keys())),
            len(_CELLS),
            [(group.cells, group.n) for group in second.groups],
        )
        assert told == [], seed
    assert shown > 5 and kept > 20


def test_the_attack_on_withheld_tables_finds_what_is_there_to_find() -> None:
    told = told_after_withholding((6, 0, 1), 6, [((0, 1, 2), 4), ((3, 4, 5), 3)])
    assert told == ["all who joined are in cells (3, 4, 5)"]


def test_a_size_is_renewed_with_three_who_joined_or_left_and_not_before() -> None:
    def members(*names: str) -> dict[str, str]:
        return {name: f"s-{name}" for name in names}

    first = show_size("class-size", members(*"abcdefgh"), (), on="2026-11-01")
    assert (first.groups[0].n, first.on) == (8, "2026-11-01")
    assert show_size("class-size", members(*"abcdefghi"), (first,), on="2026-11-08") == first
    assert show_size("class-size", members(*"abcdefgi"), (first,), on="2026-11-08") == first
    again = show_size("class-size", members(*"abcdefghijk"), (first,), on="2026-11-08")
    assert (again.groups[0].n, again.on) == (11, "2026-11-08")


def test_a_size_under_three_has_no_number_and_one_who_joins_gives_it_none() -> None:
    first = show_size("part-memos", {"a": "1", "b": "1"}, (), on="2026-11-01")
    assert first.groups == ()
    third = show_size("part-memos", {"a": "1", "b": "1", "c": "1"}, (first,), on="2026-11-08")
    assert third == first
    fifth = show_size("part-memos", dict.fromkeys("abcde", "1"), (first,), on="2026-11-15")
    assert fifth.groups[0].n == 5
