"""Entries stand newest first until the learner moves them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.portfolio import moved, ordered

POSTS = {
    "old": {"section": "position", "start": "2001", "end": "2009"},
    "now": {"section": "position", "start": "2019"},
    "then": {"section": "position", "start": "2010", "end": "2018"},
}


def standing(entries):
    return [id for id, _ in ordered(list(entries.items()))]


def test_the_newest_stands_first_without_an_order():
    assert standing(POSTS) == ["now", "then", "old"]


def test_a_moved_entry_stands_where_it_was_put():
    assert standing({**POSTS, **moved(POSTS, "old", -2)}) == ["old", "now", "then"]


def test_a_new_entry_stands_after_those_that_were_ordered():
    entries = {**POSTS, **moved(POSTS, "old", -2), "new": {"section": "position", "start": "2026"}}
    assert standing(entries) == ["old", "now", "then", "new"]


def test_nothing_moves_past_an_end_or_across_sections():
    assert moved(POSTS, "now", -1) == {}
    assert moved(POSTS, "old", 1) == {}
    assert moved(POSTS, "nobody", 1) == {}
    assert set(moved({**POSTS, "md": {"section": "education", "year": "1990"}}, "old", -1)) == {"now", "then", "old"}


@given(st.lists(st.tuples(st.sampled_from(sorted(POSTS)), st.integers(-3, 3)), max_size=8))
def test_moving_loses_and_changes_nothing_else(moves):
    entries = dict(POSTS)
    for id, by in moves:
        entries |= moved(entries, id, by)
    assert set(standing(entries)) == set(POSTS)
    assert {id: {k: v for k, v in body.items() if k != "order"} for id, body in entries.items()} == POSTS
