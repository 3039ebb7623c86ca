"""Collecting and releasing: any order, twice, late, broken; and what leaves the collector's folder."""

from __future__ import annotations

import json
import random
import stat

import pytest
from assess.feedback360.people import ASKED, FRAMEWORK, TODAY, invitation, levels, pair

from cmo_pathways.assess.feedback360 import collect, open_report, release, rounds, seal_answers, subject_of
from cmo_pathways.errors import LearnerError

IDS = [f"{at:032x}" for at in range(40)]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "inbox"


def answers_of(asked, n, *, start=0, level=3):
    return [
        (f"{at}.answers", seal_answers(asked, levels(level, level, at % 6), strength=f"seen {at}", response=IDS[at]))
        for at in range(start, start + n)
    ]


def take(folder, files, own):
    return collect(folder, files, own=own, framework=FRAMEWORK)


def let_go(folder, own, *, at=0, seed=1):
    return release(folder, rounds(folder, own=own)[at], own=own, today=TODAY, shuffle=random.Random(seed).shuffle)


def opened(data, own, sender, **other):
    settings = {"groups": ("peers",), "framework": FRAMEWORK, "competencies": ASKED, **other}
    return open_report("x.report", data, own, collectors=[sender.public.key], **settings)


def test_files_may_come_in_any_order_and_twice(folder, tmp_path, maria, dana) -> None:
    files = answers_of(invitation(maria, dana.public), 5)
    first = take(folder, files, dana)
    again = take(folder, reversed(files), dana)
    assert (len(first.new), len(again.known), again.new) == (5, 5, ())
    take(tmp_path / "other", reversed(files), dana)
    assert rounds(folder, own=dana) == rounds(tmp_path / "other", own=dana)
    assert [(count.group, count.n) for count in rounds(folder, own=dana)[0].counts] == [("peers", 5)]


def test_a_later_save_replaces_the_earlier_one_whatever_comes_first(folder, tmp_path, maria, dana) -> None:
    asked = invitation(maria, dana.public)
    early, late = (("x", seal_answers(asked, levels(n, n, n), response=IDS[0], revision=n)) for n in (1, 2))
    assert take(folder, [early, late], dana).replaced == ("x",)
    assert take(tmp_path / "other", [late, early], dana).known == ("x",)
    for place in (folder, tmp_path / "other"):
        [given] = rounds(place, own=dana)[0].given["peers"]
        assert given.answers == levels(2, 2, 2)


def test_a_broken_file_does_not_stop_the_others_and_leaves_nothing(folder, maria, dana) -> None:
    files = answers_of(invitation(maria, dana.public), 3)
    done = take(folder, [("noise", b"7" * 10_000_000), files[0], ("cut", files[1][1][:-400]), files[2]], dana)
    assert (len(done.new), len(done.refused)) == (2, 2)
    assert done.refused[0].startswith('"noise"') and done.refused[1].startswith('"cut"')
    assert len(list((folder / "answers").iterdir())) == 2


def test_answers_stay_sealed_on_disk_and_private(folder, maria, dana) -> None:
    take(folder, answers_of(invitation(maria, dana.public), 1), dana)
    [file] = (folder / "answers").iterdir()
    assert b"seen 0" not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_more_answers_than_invitations_are_pointed_out(folder, maria, dana) -> None:
    take(folder, answers_of(invitation(maria, dana.public, invited=3), 4), dana)
    [count] = rounds(folder, own=dana)[0].counts
    assert (count.invited, count.too_many, count.suppressed) == (3, True, False)


def test_two_learners_are_kept_apart(folder, tmp_path, maria, dana) -> None:
    other = pair(tmp_path, "Zoe Lindgren, MD")
    take(folder, answers_of(invitation(maria, dana.public), 3), dana)
    take(folder, answers_of(invitation(other, dana.public), 3), dana)
    assert [item.learner for item in rounds(folder, own=dana)] == ["Maria Alvarez, MD", "Zoe Lindgren, MD"]
    body = opened(let_go(folder, dana, at=1).data, other, dana)
    assert body["groups"][0]["n"] == 3


def test_the_learner_opens_group_results_and_never_an_answer(folder, maria, dana) -> None:
    take(folder, answers_of(invitation(maria, dana.public), 4), dana)
    take(folder, answers_of(invitation(maria, dana.public, group="team"), 2), dana)
    made = let_go(folder, dana)
    body = opened(made.data, maria, dana, groups=("peers", "team"))
    peers, team = body["groups"]
    assert (peers["group"], peers["n"], peers["suppressed"]) == ("peers", 4, False)
    cell = {"n": 4, "mean": 3.0, "sd": 0.0, "counts": [0, 0, 0, 4, 0, 0]}
    assert peers["competencies"]["financial-acumen"] == cell
    assert sorted(peers["comments"]) == [f"Does well: seen {at}" for at in range(4)]
    assert team == {"group": "team", "n": None, "suppressed": True, "competencies": {}, "withheld": [], "comments": []}
    assert (body["collector"], body["framework"], body["released"]) == ("Dana Whitfield", FRAMEWORK, "2026-11-22")
    assert not any(id in json.dumps(body) for id in IDS[:4])
    assert b"Does well" not in made.data


def test_reliability_comes_from_the_released_results_alone(folder, maria, dana) -> None:
    take(folder, answers_of(invitation(maria, dana.public), 4), dana)
    before = let_go(folder, dana).body
    take(folder, answers_of(invitation(maria, dana.public, group="team"), 2, level=0), dana)
    after = let_go(folder, dana).body
    assert before["reliability"] is not None
    assert (after["reliability"], after["raters_needed"]) == (before["reliability"], before["raters_needed"])


def test_the_order_of_the_comments_tells_nothing_of_the_order_of_arrival(folder, tmp_path, maria, dana) -> None:
    files = answers_of(invitation(maria, dana.public), 6)
    take(folder, files, dana)
    take(tmp_path / "other", reversed(files), dana)
    texts = [let_go(place, dana).body["groups"][1]["comments"] for place in (folder, tmp_path / "other")]
    assert texts[0] == texts[1] != sorted(texts[0])
    assert let_go(folder, dana, seed=2).body["groups"][1]["comments"] != texts[0]


def test_nothing_is_released_below_three(folder, maria, dana) -> None:
    take(folder, answers_of(invitation(maria, dana.public), 2), dana)
    with pytest.raises(LearnerError, match="No group has 3 answers yet"):
        let_go(folder, dana)
    assert not (folder / "releases.json").exists()


def test_two_releases_cannot_be_compared_to_single_somebody_out(folder, maria, dana) -> None:
    asked = invitation(maria, dana.public)
    take(folder, answers_of(asked, 3), dana)
    first = let_go(folder, dana).body
    take(folder, answers_of(asked, 2, start=3, level=0), dana)
    second = let_go(folder, dana).body
    assert {**second, "groups": 0} == {**first, "groups": 0}
    assert [group["n"] for group in second["groups"]] == [group["n"] for group in first["groups"]]
    take(folder, answers_of(asked, 1, start=5, level=0), dana)
    third = let_go(folder, dana).body
    assert (third["release"], third["groups"][1]["n"]) == (2, 6)


def test_answers_that_were_released_stay_as_they_were(folder, maria, dana) -> None:
    asked = invitation(maria, dana.public)
    take(folder, answers_of(asked, 3), dana)
    before = let_go(folder, dana).body
    changed = ("again", seal_answers(asked, levels(0, 0, 0), response=IDS[0], revision=2))
    [sentence] = take(folder, [changed], dana).refused
    assert "already in a released report" in sentence
    assert let_go(folder, dana).body["groups"][1]["competencies"] == before["groups"][1]["competencies"]


def test_a_released_answer_that_was_deleted_stops_the_next_report(folder, maria, dana) -> None:
    take(folder, answers_of(invitation(maria, dana.public), 4), dana)
    let_go(folder, dana)
    next((folder / "answers").iterdir()).unlink()
    with pytest.raises(LearnerError, match="no longer in your folder"):
        let_go(folder, dana)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"reports": {"a": 1}}', '{"reports": {"a": {"groups": {"p": {}}}}}'])
def test_a_damaged_list_of_releases_stops_the_next_report(folder, maria, dana, text) -> None:
    take(folder, answers_of(invitation(maria, dana.public), 3), dana)
    (folder / "releases.json").write_text(text)
    with pytest.raises(LearnerError, match="list of released reports"):
        let_go(folder, dana)


@pytest.fixture
def report(folder, maria, dana):
    take(folder, answers_of(invitation(maria, dana.public), 3), dana)
    return let_go(folder, dana).data


def refusal(data, own, sender, **other) -> str:
    with pytest.raises(LearnerError) as caught:
        opened(data, own, sender, **other)
    text = str(caught.value)
    assert text.startswith('"x.report" ') and text.endswith(".") and "\n" not in text
    return text


def test_reports_of_one_collector_share_their_subject(report, maria, dana) -> None:
    assert subject_of(opened(report, maria, dana)).startswith("feedback-")


def test_a_report_for_another_learner_is_refused(report, tmp_path, maria, dana) -> None:
    assert "for another learner" in refusal(report, pair(tmp_path, "Zoe Lindgren, MD"), dana)
    assert "for another learner" in refusal(report, None, dana)


def test_a_report_of_somebody_who_was_not_named_is_refused(report, tmp_path, maria) -> None:
    assert "whom you named" in refusal(report, maria, pair(tmp_path, "Eve Stranger"))


def test_a_report_sealed_by_somebody_else_is_noticed(report, tmp_path, maria, dana) -> None:
    eve = pair(tmp_path, "Eve Stranger")
    take(tmp_path / "eve", answers_of(invitation(maria, eve.public), 3), eve)
    forged = {**json.loads(let_go(tmp_path / "eve", eve).data), "from": json.loads(report)["from"]}
    assert "was changed" in refusal(json.dumps(forged).encode(), maria, dana)


@pytest.mark.parametrize("key", ["to", "from", "nonce", "box", "format", "version"])
@pytest.mark.parametrize("value", ["", None, 7, [], "AAAA"])
def test_an_edited_report_is_refused(report, maria, dana, key, value) -> None:
    refusal(json.dumps({**json.loads(report), key: value}).encode(), maria, dana)


def test_a_report_of_another_version_is_refused(report, maria, dana) -> None:
    assert "version 1.0.0 of the skill map; this computer has 2.0.0" in refusal(report, maria, dana, framework="2.0.0")


def test_a_report_about_unknown_competencies_is_refused(report, maria, dana) -> None:
    assert "no report holds" in refusal(report, maria, dana, competencies=("medical-ethics",))


@pytest.mark.parametrize("noise", [b"", b"[]", b"\x00" * 99, b"[" * 200_000, b"=1+1;2\n" * 10, b"8" * 10_000_000])
def test_noise_is_no_report(maria, dana, noise) -> None:
    refusal(noise, maria, dana)


def test_groups_that_were_not_invited_are_left_out(report, maria, dana) -> None:
    assert [group["group"] for group in opened(report, maria, dana)["groups"]] == ["peers"]
