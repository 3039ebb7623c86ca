"""What is kept between two moves of a slider is never older than what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from widgets.page import NOW, Page, blocks

from cmo_pathways.journey import open_journey
from cmo_pathways.samples import live_sample, load_sample
from cmo_pathways.widgets.kept import Kept, basis_of

SLIDERS = [("ask:pace", 50), ("ask:wait", 1.5), ("ask:hours", 9), ("by", "2040")]


@pytest.fixture
def sample(tmp_path) -> Page:
    home = tmp_path / "home"
    live_sample(open_journey(home, clock=lambda: NOW), load_sample())
    return Page("career-pathways", home).change("part", "time")


def numbered(made: list[int]) -> Iterator[int]:
    while True:
        made.append(len(made))
        yield made[-1]


def test_an_answer_is_given_again_while_its_basis_is_equal_and_made_anew_when_not():
    made: list[int] = []
    answers, kept = numbered(made), Kept[int]()
    assert [kept.of(basis, lambda: next(answers)) for basis in ((1, "a"), (1, "a"), (2, "a"), (1, "a"))] == [0, 0, 1, 2]


def test_trouble_is_not_kept():
    kept = Kept[int]()
    with pytest.raises(ZeroDivisionError):
        kept.of("same", lambda: 1 // 0)
    assert kept.of("same", lambda: 5) == 5


def test_where_a_learner_is_on_a_screen_changes_no_basis_and_an_answer_does(sample):
    journey = sample.journey
    before = basis_of(journey, sample.state)
    journey.record("place", "career-pathways", {"part": "map"})
    assert basis_of(journey, sample.state) == before
    journey.record("activity", "qi-project-unit", {"status": "started"})
    assert basis_of(journey, sample.state) != before


@pytest.mark.parametrize("last", SLIDERS)
def test_after_many_moves_the_screen_shows_what_a_new_one_shows(sample, last):
    sample.change("route", "1").change("route", "0")
    for name, value in SLIDERS:
        sample.change(name, value)
    sample.press("ask-reset").change("ask:hours", 4).change("by", "2035").change(*last)
    fresh = sample.again().change("ask:hours", 4).change("by", "2035").change(*last)
    assert list(blocks(sample.view)) == list(blocks(fresh.view))


@pytest.mark.parametrize("part", ["map", "compare", "time", "doors", "abroad", "grow"])
@pytest.mark.parametrize(
    ("kind", "subject", "body"),
    [
        ("step", "vpma", {"held": True, "since": "2025-06"}),
        ("target", "cmo-health-plan", {}),
        ("assumption", "opening:cmo-hospital-large:wait", {"value": 3.0}),
        ("intake", "me", {"no_relocation": True, "hours_per_week": 3.0}),
    ],
)
def test_what_another_window_records_is_on_the_next_view(sample, part, kind, subject, body):
    sample.change("part", part)
    sample.journey.record(kind, subject, body)
    sample.change("part", part)
    assert list(blocks(sample.view)) == list(blocks(sample.again().view))
