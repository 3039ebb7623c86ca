"""What changed between two skill maps, and which ratings that touches."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.framework import (
    Framework,
    Release,
    ReleaseChange,
    Retired,
    diff_frameworks,
    stale_ratings,
    touched_ratings,
)
from cmo_pathways.ledger import Event, LedgerState, replay

SHIPPED = load_catalogue().framework
SKILLS = tuple(SHIPPED.competencies)
A, B, C = "quality-improvement", "data-analytics", "patient-safety"
PARTS = ("descriptor", "signals", "examples", "evidence", "evidence_years")
EDITS = st.tuples(st.sampled_from(SKILLS), st.integers(1, 5), st.sampled_from(PARTS))


def edited(framework: Framework, skill: str, level: int, part: str, mark: str = "x") -> Framework:
    found = framework.competencies[skill]
    here = found.levels[level]
    value = getattr(here, part)
    new = (
        f"{value}{mark}"
        if isinstance(value, str)
        else (f"{value[0]}{mark}", *value[1:])
        if isinstance(value, tuple)
        else value + 1
    )
    levels = tuple(replace(here, **{part: new}) if at == level else old for at, old in enumerate(found.levels))
    return replace(framework, competencies={**framework.competencies, skill: replace(found, levels=levels)})


def without(framework: Framework, skill: str) -> Framework:
    return replace(framework, competencies={id: c for id, c in framework.competencies.items() if id != skill})


def rated(*given_: tuple[str, int | None, str]) -> LedgerState:
    events = [
        Event(
            at,
            f"e{at}",
            f"2026-11-{at:02}T20:00:00Z",
            "rating",
            skill,
            {"level": level, "sureness": "sure", "not_applicable": level is None, "framework": version},
        )
        for at, (skill, level, version) in enumerate(given_, start=1)
    ]
    return replay(events)


def with_releases(*changes: tuple[str, ReleaseChange], **more: object) -> Framework:
    versions = sorted({"1.0.0", *(version for version, _ in changes)})
    releases = tuple(
        Release(version, "2027-01-01", "", tuple(change for v, change in changes if v == version))
        for version in versions
    )
    return replace(SHIPPED, version=versions[-1], releases=releases, **more)  # type: ignore[arg-type]


def change(what: str, skills: tuple[str, ...], ratings: str, *levels: int) -> ReleaseChange:
    return ReleaseChange(what, skills, levels, ratings)


def test_equal_maps_do_not_differ():
    assert diff_frameworks(SHIPPED, SHIPPED) == ()


@given(EDITS)
@settings(max_examples=40, deadline=None)
def test_one_edit_is_one_difference_at_its_place_and_only_wording_touches_ratings(edit):
    skill, level, part = edit
    (found,) = diff_frameworks(SHIPPED, edited(SHIPPED, *edit))
    assert (found.kind, found.id, found.level, found.part) == ("competency", skill, level, part)
    assert found.ratings == ("read-again" if part in ("descriptor", "signals") else "none")


@given(st.lists(EDITS, max_size=6), st.sets(st.sampled_from(SKILLS), max_size=2))
@settings(max_examples=40, deadline=None)
def test_the_difference_backward_is_the_mirror_of_that_forward(edits, gone):
    new = SHIPPED
    for edit in edits:
        new = edited(new, *edit)
    for skill in gone:
        new = without(new, skill)
    ahead, back = diff_frameworks(SHIPPED, new), diff_frameworks(new, SHIPPED)
    assert {(d.kind, d.id, d.part, d.level, d.old, d.new) for d in ahead} == {
        (d.kind, d.id, d.part, d.level, d.new, d.old) for d in back
    }
    assert all(d.old != d.new for d in ahead)
    places = {edit for edit in edits if edit[0] not in gone} | {(skill, None, "competency") for skill in gone}
    assert {(d.id, d.level, d.part) for d in ahead if d.kind == "competency"} == places


@given(EDITS, st.lists(st.tuples(st.sampled_from(SKILLS), st.integers(0, 5)), max_size=8))
@settings(max_examples=40, deadline=None)
def test_only_ratings_at_the_place_of_a_new_wording_are_touched(edit, ratings):
    new = edited(SHIPPED, *edit)
    state = rated(*((skill, level, "1.0.0") for skill, level in ratings))
    last = dict(ratings)
    wording = edit[2] in ("descriptor", "signals")
    expected = [edit[0]] if wording and last.get(edit[0]) == edit[1] else []
    assert [one.competency for one in touched_ratings(diff_frameworks(SHIPPED, new), new, state)] == expected


def test_targets_relations_and_the_scale_are_compared_too():
    role = next(iter(SHIPPED.roles.values()))
    target = replace(role.targets[A], level=5 if role.targets[A].level != 5 else 4)
    roles = {**SHIPPED.roles, role.id: replace(role, targets={**role.targets, A: target})}
    levels = (*SHIPPED.levels[:4], replace(SHIPPED.levels[4], name="Leads"), SHIPPED.levels[5])
    new = replace(SHIPPED, roles=roles, levels=levels, relations=SHIPPED.relations[1:])
    found = diff_frameworks(SHIPPED, new)
    assert {(d.kind, d.part) for d in found} == {
        ("scale", "name of the level"),
        ("role", f"target of {A}"),
        ("relation", "clinical-expertise helps medical-ethics"),
    }
    state = rated((A, 4, "1.0.0"), (B, 3, "1.0.0"))
    assert [one.competency for one in touched_ratings(found, new, state)] == [A]


def test_ratings_of_today_and_skipped_ones_are_not_stale():
    state = rated((A, 3, SHIPPED.version), (B, None, "1.0.0"))
    assert stale_ratings(SHIPPED, state) == ()


def test_an_older_rating_that_no_change_concerns_stands():
    framework = with_releases(("1.1.0", change("words", (B,), "read-again")))
    (one,) = stale_ratings(framework, rated((A, 3, "1.0.0")))
    assert (one.effect, one.touched, one.because, one.at) == ("none", False, (), "2026-11-01T20:00:00Z")


def test_the_gravest_change_since_the_rating_decides_and_gives_the_reason():
    framework = with_releases(
        ("1.1.0", change("new words", (A, B), "read-again")),
        ("1.2.0", change("another meaning of 3", (A,), "rate-again", 3)),
        ("1.3.0", change("more examples", (A, B), "none")),
    )
    state = rated((A, 3, "1.0.0"), (B, 3, "1.0.0"), (C, 2, "1.2.0"))
    found = {one.competency: (one.effect, one.because) for one in stale_ratings(framework, state)}
    assert found[A] == ("rate-again", ("another meaning of 3",))
    assert found[B] == ("read-again", ("new words",))
    assert found[C] == ("none", ())
    assert [one.effect for one in stale_ratings(framework, rated((A, 4, "1.1.0")))] == ["none"]
    assert [one.effect for one in stale_ratings(framework, rated((A, 3, "1.2.0")))] == ["none"]


@pytest.mark.parametrize(
    ("since", "until", "effect"), [("", "1.1.0", "read-again"), ("1.1.0", "", "rate-again"), ("1.2.0", "", "none")]
)
def test_a_span_of_versions_counts_only_its_own_changes(since, until, effect):
    framework = with_releases(
        ("1.1.0", change("words", (A,), "read-again")),
        ("1.2.0", change("meaning", (A,), "rate-again")),
        ("1.3.0", change("examples", (A,), "none")),
    )
    (one,) = stale_ratings(framework, rated((A, 3, "1.0.0")), since=since, until=until)
    assert one.effect == effect


def test_versions_are_compared_as_numbers():
    framework = with_releases(("1.9.0", change("nine", (A,), "rate-again")))
    framework = replace(framework, version="1.10.0", releases=(*framework.releases, Release("1.10.0", "", "", ())))
    assert [one.effect for one in stale_ratings(framework, rated((A, 3, "1.9.0")))] == ["none"]
    assert [one.effect for one in stale_ratings(framework, rated((A, 3, "1.0.0")))] == ["rate-again"]


def test_a_rating_of_a_retired_competency_names_its_heirs():
    left = Retired(A, "competency", "Quality", "1.1.0", (B, C))
    framework = without(with_releases(("1.1.0", change("gone", (A,), "none")), retired={A: left}), A)
    (one,) = stale_ratings(framework, rated((A, 3, "1.0.0")))
    assert (one.effect, one.replaced_by) == ("retired", (B, C))
    assert one.because == ("Quality left the skill map in version 1.1.0.",)


def test_a_rating_under_a_version_that_is_not_known_here_is_said_to_be_so():
    (one,) = stale_ratings(SHIPPED, rated((A, 3, "9.0.0")))
    assert (one.effect, one.touched) == ("unknown", True)
    assert "9.0.0" in one.because[0]


def test_stale_ratings_come_in_the_order_of_the_map():
    state = rated(*((skill, 2, "1.0.0") for skill in reversed(SKILLS)))
    assert tuple(one.competency for one in stale_ratings(SHIPPED, state)) == SKILLS
