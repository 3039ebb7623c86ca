"""Feedback on memos: a marked file for one learner, taken in once, refused when it is somebody else's or damaged."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from cmo_pathways.cohort.marked import marked_text
from cmo_pathways.cohort.memo_feedback import (
    FORMAT,
    KIND,
    feedback_files,
    feedback_text,
    new_feedback,
    read_feedback,
)
from cmo_pathways.cohort.memos import queue_of
from cmo_pathways.cohort.rubric import load_rubric
from cmo_pathways.cohort.scoring import Settled
from cmo_pathways.errors import InputError, LearnerError
from cmo_pathways.ledger import Event, replay

AT = "2026-11-22T10:00:00Z"
CRITERIA = load_rubric().criteria


@pytest.fixture
def files(a_share):
    queue = queue_of([a_share(1), a_share(2)], (), salt="s")
    levels = {one.id: 3.0 for one in CRITERIA} | {"decision": 2.5}
    scores = {memo.id: Settled(memo.id, levels, 2, (), ("Name the owner.",)) for memo in queue.memos}
    return feedback_files(queue, scores, lambda case, scene: CRITERIA, rubric="decision-memo", at=AT)


def state_with(token: str, *events: tuple[str, dict]):
    kept = [Event(1, "e1", AT, "share", "share-1", {"sha256": "0" * 64, "parts": [], "learner": token})]
    kept += [Event(n, f"e{n}", AT, KIND, subject, dict(body)) for n, (subject, body) in enumerate(events, 2)]
    return replay(kept)


def test_each_learner_gets_one_file_without_names_of_raters_or_of_others(files):
    assert [file.learner for file in files] == ["learner-0001", "learner-0002"]
    text = feedback_text(files[0])
    assert "Fellow" not in text and "learner-0002" not in text
    scores = {one.id: one for one in files[0].memos[0].scores}
    assert scores["decision"].level == 2.5
    assert scores["decision"].anchor == "A choice without an owner or a date"
    assert files[0].memos[0].comment == "Name the owner."


def test_what_is_written_is_what_is_read_and_equal_feedback_has_an_equal_id(files, a_share):
    for file in files:
        assert read_feedback(feedback_text(file).encode()) == file
        assert feedback_text(file) == feedback_text(read_feedback(feedback_text(file).encode()))
    assert len({file.id for file in files}) == 2


def test_taken_in_twice_it_counts_once_and_changed_it_counts_anew(files):
    first = new_feedback(files[0], state_with("learner-0001"))
    assert [subject for subject, _ in first] == ["vacant-list-1-memo"]
    held = state_with("learner-0001", *first)
    assert new_feedback(files[0], held) == ()
    assert new_feedback(replace(files[0], id="other", at="2026-11-23T10:00:00Z"), held) == ()
    changed = replace(files[0], memos=(replace(files[0].memos[0], comment="Now with a date."),))
    assert [body["comment"] for _, body in new_feedback(changed, held)] == ["Now with a date."]


def test_the_body_survives_the_ledger_as_json(files):
    ((subject, body),) = new_feedback(files[0], state_with("learner-0001"))
    held = state_with("learner-0001", (subject, json.loads(json.dumps(body))))
    assert new_feedback(files[0], held) == ()


def test_feedback_for_somebody_else_is_refused(files):
    with pytest.raises(LearnerError, match="not made from your folder"):
        new_feedback(files[1], state_with("learner-0001"))
    with pytest.raises(LearnerError):
        new_feedback(files[1], replay([]))


def damaged(content: dict, **changes: object) -> bytes:
    return marked_text(FORMAT, 1, {**content, **changes}).encode()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda text, _: b"not json", "E-JSON"),
        (lambda text, _: text.replace(b"Name the owner", b"Name the opener"), "E-MARK"),
        (lambda text, _: text.replace(b"cmo-pathways-memo-feedback", b"cmo-pathways-share"), "E-FORMAT"),
        (lambda text, _: text.replace(b'"version": 1,', b'"version": 2,', 1), "E-NEWER"),
        (lambda text, content: damaged({k: v for k, v in content.items() if k != "at"}), "E-MISSING"),
        (lambda text, content: damaged(content, more=1), "E-KEY"),
        (lambda text, content: damaged(content, memos=[]), "E-VALUE"),
        (lambda text, content: damaged(content, memos=[{**content["memos"][0], "raters": 0}]), "E-VALUE"),
        (lambda text, content: damaged(content, memos=[{**content["memos"][0], "comment": "a\u202eb"}]), "E-VALUE"),
        (lambda text, content: damaged(content, memos=["x"]), "E-VALUE"),
        (lambda text, content: damaged(content, at="whenever"), "E-VALUE"),
    ],
)
def test_a_damaged_file_is_refused_in_one_sentence(files, spoil, code):
    text = feedback_text(files[0]).encode()
    with pytest.raises(InputError) as refused:
        read_feedback(spoil(text, json.loads(text)["content"]), "a.feedback")
    assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize("level", [0, 5, "3", True, None])
def test_a_level_beyond_the_rubric_is_refused(files, level):
    content = json.loads(feedback_text(files[0]))["content"]
    content["memos"][0]["scores"][0]["level"] = level
    with pytest.raises(InputError):
        read_feedback(damaged(content))
