"""Earlier versions of an entry come from the ledger; typing on one field is one version."""

from __future__ import annotations

from cmo_pathways.ledger import Event
from cmo_pathways.portfolio import changes_of, removed_entries, taken_back, versions_of


def event(seq, minute, **body):
    at = f"2026-11-22T21:{minute:02d}:00Z"
    return Event(seq, f"e{seq}", at, "entry", "impact-1", {"section": "impact", **body})


TYPED = (
    event(1, 0, title="Sep"),
    event(2, 0, title="Sepsis"),
    event(3, 1, title="Sepsis", before="18"),
    event(4, 40, title="Sepsis", before="18.2"),
)


def test_typing_on_one_field_is_one_version_until_a_pause():
    found = versions_of(TYPED, "impact-1")
    assert [v.seq for v in found] == [2, 3, 4]
    assert [v.changed for v in found] == [("title",), ("before",), ("before",)]
    assert found[-1].body["before"] == "18.2"


def test_other_entries_have_versions_of_their_own():
    assert versions_of(TYPED, "impact-2") == ()


def test_an_entry_that_was_removed_is_known_as_it_was():
    gone = (*TYPED, event(5, 41, title="Sepsis", before="18.2", removed=True))
    assert removed_entries(gone) == {"impact-1": {"section": "impact", "title": "Sepsis", "before": "18.2"}}
    assert removed_entries((*gone, event(6, 42, title="Sepsis"))) == {}


def test_changes_are_listed_newest_first_with_what_stood_before():
    found = changes_of(TYPED)
    assert [(c.seq, c.changed, dict(c.before), c.first, c.standing) for c in found] == [
        (4, ("before",), {"before": "18"}, False, True),
        (3, ("before",), {}, False, False),  # the same field was changed again
        (2, ("title",), {}, True, True),
    ]


def test_a_change_taken_back_leaves_later_ones_alone():
    later = (
        *TYPED,
        event(5, 59, title="Sepsis care", before="18.2"),
        event(6, 59, title="Sepsis care", before="18.2", n="9"),
    )
    wrong = next(c for c in changes_of(later) if c.seq == 5)
    now = later[-1].body
    assert taken_back(now, wrong) == {"section": "impact", "title": "Sepsis", "before": "18.2", "n": "9"}


def test_an_addition_taken_back_removes_and_a_removal_taken_back_restores():
    added = changes_of(TYPED)[-1]
    assert taken_back(TYPED[-1].body, added)["removed"] is True
    gone = event(5, 59, title="Sepsis", before="18.2", removed=True)
    removal = changes_of((*TYPED, gone))[0]
    assert taken_back(gone.body, removal) == TYPED[-1].body
    assert not changes_of((*TYPED, gone))[-1].standing
