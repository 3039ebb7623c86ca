"""The way of a memo: shared, scored twice without its author's name, handed back, and read beside the debrief."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from widgets.page import NOW, Page

from cmo_pathways.journey import estimates_of, open_journey
from cmo_pathways.samples import live_sample, load_sample

PLAY = "this-months-number-1"


@pytest.fixture
def learner(tmp_path: Path) -> Page:
    home = tmp_path / "learner"
    live_sample(open_journey(home, clock=lambda: NOW), load_sample())
    return Page("share", home).change("part:memos", True).press("write")


@pytest.fixture
def feedback(learner: Page, tmp_path: Path) -> Path:
    """What two raters make of the learner's memo, as a file."""
    home = tmp_path / "console"
    (home / "shares").mkdir(parents=True)
    (share,) = (learner.home / "exports").glob("*.share")
    (home / "shares" / "a.share").write_bytes(share.read_bytes())
    console = Page("memo-scoring", home)
    for rater, level in (("Ann Lee", 3), ("Bo Chen", 2)):
        console.change("rater", rater).press("begin")
        for _ in range(2):
            console.change("level:case", "2").press("hand-in").press("go-on")
        console.change("level:case", str(level)).change("comment", f"From {level}.").press("hand-in").press("over")
    console.change("rater", "Ann Lee").press("begin").change("part", "hand").press("feedback")
    assert console.alarm == ""
    (file,) = (home / "exports").glob("*.feedback")
    return file


def chosen(file: Path) -> list[Mapping[str, Any]]:
    data = file.read_bytes()
    return [{"name": file.name, "size": len(data), "data": base64.b64encode(data).decode()}]


def test_feedback_comes_in_once_and_stands_beside_the_debrief(learner, feedback):
    before = estimates_of(learner.journey, learner.state)
    learner.change("feedback-file", chosen(feedback))
    assert "Feedback on 1 memo." in learner.text
    learner.change("feedback-file", chosen(feedback))
    assert "taken in before" in learner.text
    assert [event.kind for event in learner.events].count("memo-feedback") == 1
    assert "This month's number" in learner.again().text
    learner.journey.record("place", "case-studio", {"case": "this-months-number", "play": PLAY})
    debrief = Page("case-studio", learner.home).text
    assert "From your instructor" in debrief and "between 2 and 3" in debrief
    assert "From 3." in debrief and "From 2." in debrief
    assert "Ann Lee" not in debrief and "Bo Chen" not in debrief
    assert estimates_of(learner.journey, learner.state) == before


def test_a_damaged_file_or_somebody_else_s_is_a_sentence_and_changes_nothing(learner, feedback, tmp_path):
    held = learner.events
    feedback.write_text(feedback.read_text(encoding="utf-8").replace("From 3", "From 4"), encoding="utf-8")
    learner.change("feedback-file", chosen(feedback))
    assert "was changed after it was written" in learner.alarm
    assert learner.events == held


def test_whoever_shared_nothing_is_offered_no_place_for_feedback(open_page):
    assert "Feedback from your instructor" not in open_page("share").text
