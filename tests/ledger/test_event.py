from __future__ import annotations

import pytest

from cmo_pathways.ledger.event import body_text, event_problems, is_token

RATING = {"level": 3, "sureness": "sure", "not_applicable": False, "framework": "1.0.0"}


def test_one_event_of_every_kind_is_well_formed(every_kind) -> None:
    assert len({kind for kind, _, _ in every_kind}) == 11
    assert [event_problems(*event) for event in every_kind] == [()] * len(every_kind)


@pytest.mark.parametrize(
    ("kind", "subject", "body", "words"),
    [
        ("mood", "me", {}, 'the kind "mood" is not known'),
        ("profile", "you", {}, 'the subject "you" should be "me"'),
        ("profile", "me", {"name": 3}, "name should be a text"),
        ("profile", "me", {"shoe": "9"}, '"shoe" is not a known key'),
        ("rating", "Finance", RATING, 'the subject "Finance" should be an id'),
        ("rating", "finance", {**RATING, "level": 6}, "level should be a level from 0 to 5 or null"),
        ("rating", "finance", {**RATING, "level": True}, "level should be"),
        ("rating", "finance", {**RATING, "level": 3.0}, "level should be"),
        ("rating", "finance", {**RATING, "sureness": "very"}, 'sureness should be "guess" or "fairly" or "sure"'),
        ("rating", "finance", {"level": 3}, "sureness is missing"),
        ("importance", "finance", {"value": 0}, "value should be a whole number from 1 to 5"),
        ("step", "mba", {"held": 1, "since": None}, "held should be true or false"),
        ("step", "mba", {"held": True, "since": "2019-13"}, 'since should be "2019" or "2019-07" or null'),
        ("answer", "a-case", {"play": "p", "version": "1", "scene": "s", "ask": "memo", "value": None}, "value should"),
        ("result", "a-case", {"scores": {"finance": {"got": 1}}}, "scores should be"),
        ("entry", "note-1", {"text": "x"}, "section is missing"),
        ("entry", "note-1", {"section": "note", "removed": False}, "removed should be true"),
        ("entry", "note-1", {"section": "note", "n": float("nan")}, "n is not a number that can be kept"),
        ("entry", "note-1", {"section": "note", "n": [float("inf")]}, "n[0] is not a number that can be kept"),
        ("entry", "note-1", {"section": "note", "n": 2**63}, "n is too large a number"),
        ("entry", "note-1", {"section": "note", "n": {1: 2}}, "n has a key that is not a text"),
        ("entry", "note-1", {"section": "note", "n": {1, 2}}, "n is not a plain value (a set)"),
        ("entry", "note-1", {"section": "note", "n": "\ud800"}, "half a character"),
        ("entry", "note-1", {"section": "note", "n": "ä" * 50_001}, "n is longer than 100 kB"),
        ("entry", "note-1", {"section": "note", "n": ["a" * 99_000] * 11}, "longer than 1,000 kB in all"),
        ("export", "../../.bashrc", {}, "should be a file name without folders"),
        ("export", "..", {}, "should be a file name without folders"),
        ("export", "C:x.pdf", {}, "should be a file name without folders"),
        ("export", "a\ud800.pdf", {}, "half a character"),
        ("erased", "note-1", {}, "should be empty"),
    ],
)
def test_what_is_wrong_is_said(kind, subject, body, words) -> None:
    assert words in "; ".join(event_problems(kind, subject, body))


def test_all_problems_come_together() -> None:
    assert len(event_problems("rating", "No Id", {"level": 9, "sure": 1})) == 6


def test_endless_nesting_is_refused() -> None:
    loop: list[object] = []
    loop.append(loop)
    assert "nested too deeply" in event_problems("entry", "note-1", {"section": "note", "n": loop})[0]


def test_a_text_of_exactly_100_kb_is_kept() -> None:
    assert event_problems("entry", "note-1", {"section": "note", "text": "ä" * 50_000}) == ()


def test_equal_bodies_give_equal_texts() -> None:
    assert body_text({"b": 1, "a": "é"}) == body_text({"a": "é", "b": 1}) == '{"a": "é", "b": 1}'


@pytest.mark.parametrize(("text", "good"), [("a-B_9", True), ("", False), ("a" * 65, False), ("é", False), (3, False)])
def test_ids_are_plain(text, good) -> None:
    assert is_token(text) is good


@pytest.mark.parametrize("subject", ["step:md-degree:years", "opening:cmo-hospital-large:wait", "hours-per-week"])
def test_an_assumption_names_an_input_and_holds_numbers_of_zero_or_more(subject):
    assert event_problems("assumption", subject, {"low": 0, "typical": 1.5, "high": 3, "value": None}) == ()
    assert event_problems("assumption", f"{subject}:", {"value": 1})
    assert event_problems("assumption", subject, {"value": -1}) == ("value should be a number of 0 or more or null",)
