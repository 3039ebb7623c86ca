"""An instructor scores the memos of a class: no name on any page, blind until both are done, nothing lost."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from widgets.page import Page

from cmo_pathways.cohort import PARTS, Share, SharedMemo, SharedPlay, share_text
from cmo_pathways.cohort.memo_feedback import read_feedback
from cmo_pathways.cohort.rubric import load_rubric

NAMES = ("Dana Whitfield", "Ruth Okonkwo", "Viktor Szabo", "Priya Raman")
CASE, SCENE = "the-second-robot", "asks"
TEXTS = ("Fund the scanner.", "I, Ruth Okonkwo, say no.", "Wait a year. V. Szabo", "Buy both. PRIYA")


def share(number: int, **changes: object) -> Share:
    play = f"{CASE}-1"
    values = {
        "id": f"share-{number}",
        "learner": f"token{number}",
        "at": "2026-11-03T21:14:00Z",
        "name": NAMES[number],
        "pseudonym": False,
        "framework": "1.2.0",
        "stage": None,
        "role": None,
        "parts": PARTS,
        "cases": (
            SharedPlay(play, CASE, "1.0.0", "2026-11-02T20:00:00Z", "mixed", (), {"financial-acumen": (2.0, 4.0)}),
        ),
        "memos": (SharedMemo(play, CASE, "1.0.0", SCENE, "2026-11-02T20:00:00Z", TEXTS[number]),),
    }
    return Share(**{**values, **changes})  # type: ignore[arg-type]


@pytest.fixture
def page(open_page: Callable[[str], Page], tmp_path: Path) -> Page:
    folder = tmp_path / "home" / "shares"
    folder.mkdir(parents=True)
    for number in range(len(NAMES)):
        (folder / f"{number}.share").write_text(share_text(share(number)), encoding="utf-8")
    (folder / "Dana Whitfield.share").write_text("broken", encoding="utf-8")
    return open_page("memo-scoring")


def begin(page: Page, rater: str) -> Page:
    return unnamed(page.change("rater", rater).press("begin"))


def unnamed(page: Page) -> Page:
    """No fellow's name stands on the page, not even beside what can be seen."""
    shown = json.dumps(page.view, ensure_ascii=False).casefold()
    for name in NAMES:
        for part in name.casefold().split():
            assert part not in shown, (part, page.text)
    assert "token" not in shown
    return page


def calibrate(page: Page, level: int = 2) -> Page:
    for _ in range(2):
        score(page, level)
        unnamed(page).press("go-on")
    return page


def score(page: Page, level: int, comment: str = "") -> Page:
    for block in controls(page):
        page.change(block, str(level))
    if comment:
        page.change("comment", comment)
    return unnamed(page.press("hand-in"))


def controls(page: Page) -> list[str]:
    from widgets.page import blocks

    return [block["name"] for block in blocks(page.view) if str(block.get("name", "")).startswith("level:")]


def score_all(page: Page, rater: str, *levels: int) -> Page:
    calibrate(begin(page, rater))
    for level in levels:
        score(page, level, comment=f"Level {level} it is.")
    return page


def test_the_first_page_counts_memos_and_files_and_names_nobody(page):
    unnamed(page)
    assert "4 memos to score, without names" in page.text
    assert "1 file in the folder was not read" in page.text


def test_two_calibration_memos_come_first_and_show_the_key(page):
    begin(page, "Ann Lee")
    assert "An invented memo of known score." in page.text
    page.change("level:case", "3").press("hand-in")
    assert "You and the key differ" in page.text and "2 higher" in page.text
    page.press("go-on")
    assert "Calibration memo 2" in page.text
    page.change("level:case", "2").press("hand-in")
    assert "You and the key agree" in page.text
    page.press("calibrate")
    assert "Calibration memo 3" in page.text
    page.change("level:case", "3").press("hand-in").press("go-on")
    assert "Memo 01" in page.text


def test_a_memo_needs_every_level_before_it_is_handed_in(page):
    page.change("rubric", "decision-memo")
    calibrate(begin(page, "Ann Lee"))
    page.change("level:decision", "3").press("hand-in")
    assert "No level yet for evidence, options" in page.alarm
    assert "Memo 01" in page.text


def test_a_killed_kernel_reopens_at_the_same_memo_with_its_levels(page):
    calibrate(begin(page, "Ann Lee"))
    score(page, 3)
    page.change("level:case", "4").change("comment", "Name the owner.")
    again = unnamed(page.again())
    assert again.view["page"] == page.view["page"]
    assert again.control("level:case")["value"] == "4"
    assert again.control("comment")["value"] == "Name the owner."
    page.press("next")
    assert page.again().view["page"] == page.view["page"]


def test_a_rater_sees_nothing_of_the_other_before_handing_in_everything(page):
    score_all(page, "Ann Lee", 3, 3, 3, 3).press("over")
    assert "Ann" not in json.dumps(page.view)
    calibrate(begin(page, "Bo Chen"))
    score(page, 3)
    for part in ("side", "agreement", "hand"):
        page.change("part", part)
        assert "Ann" not in json.dumps(page.view)
        assert "Level 3 it is" not in json.dumps(page.view)
    page.change("part", "side")
    assert "You have 3 memos to hand in" in page.text


def test_a_third_rater_is_told_without_a_name(page):
    score_all(page, "Ann Lee", 3, 3, 3, 3).press("over")
    score_all(page, "Bo Chen", 3).press("over")
    begin(page, "Cy Dee")
    assert "Two raters have begun" in page.text
    assert "Ann" not in page.text
    begin(page, "  ann   LEE ")
    assert "You have handed in every memo" in page.text


def settled_class(page: Page) -> Page:
    score_all(page, "Ann Lee", 3, 3, 4, 2).press("over")
    return score_all(page, "Bo Chen", 3, 2, 2, 2).change("part", "side")


def test_side_by_side_begins_where_the_two_must_talk_and_freezes_the_pair(page):
    settled_class(page)
    unnamed(page)
    assert "Memo 03: settle the memo's level" in page.text
    assert "Ann Lee" in page.text and "Bo Chen" in page.text
    page.change("agree:case", "3")
    assert "Memo 03: settled" in page.text
    page.change("part", "score").press("again")
    assert "These scores lay side by side" in page.text
    page.change("level:case", "1")
    assert "stay as they were" in page.alarm


def test_four_memos_are_too_few_to_say(page):
    settled_class(page).change("part", "agreement")
    unnamed(page)
    assert "Too few memos to say how far two raters agree: both scored 4" in page.text
    assert "8 memos (assumption)" in page.text


def test_feedback_goes_to_each_fellow_once_the_score_stands(page):
    settled_class(page).change("part", "hand").press("feedback")
    unnamed(page)
    assert "3 files in exports" in page.text
    page.change("part", "side").change("agree:case", "3")
    page.change("part", "hand").press("feedback")
    files = sorted((page.home / "exports").glob("*.feedback"))
    assert len(files) == 4
    told = {read_feedback(file.read_bytes()).learner: read_feedback(file.read_bytes()) for file in files}
    assert set(told) == {"token0", "token1", "token2", "token3"}
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    assert "Ann" not in text and "Bo Chen" not in text


def test_a_canvas_gradebook_is_exported_with_memos_that_stand_and_blanks(page):
    settled_class(page).change("part", "hand").press("gradebook")
    unnamed(page)
    rows = list(csv.reader((page.home / "exports" / "gradebook-canvas.csv").open(encoding="utf-8", newline="")))
    assert rows[0][5:7] == ["Case: The second robot", "Memo: The second robot, asks"]
    assert [row[0] for row in rows[2:]] == sorted(NAMES)
    assert sorted(row[6] for row in rows[2:]) == ["", "2", "2.5", "3"]
    assert {row[5] for row in rows[2:]} == {"50"}


def test_levels_of_the_general_rubric_are_kept_apart_from_those_of_the_case(page):
    page.change("rubric", "decision-memo")
    calibrate(begin(page, "Ann Lee"))
    assert len(controls(page)) == len(load_rubric().criteria)
    score(page, 2)
    page.press("over").change("rubric", "case")
    begin(page, "Ann Lee")
    assert controls(page) == ["level:case"]


def test_a_folder_that_is_not_there_is_empty_and_another_can_be_named(open_page, tmp_path):
    page = open_page("memo-scoring")
    assert "No memo has come in yet" in page.text
    other = tmp_path / "class"
    other.mkdir()
    (other / "a.share").write_text(share_text(share(0)), encoding="utf-8")
    page.change("folder", str(other))
    assert "1 memo to score" in page.text
    assert "1 memo to score" in page.again().text


def test_a_share_that_came_meanwhile_is_there_without_a_restart(page):
    (page.home / "shares" / "late.share").write_text(
        share_text(share(0, id="late", learner="late", name="Late Fellow")), encoding="utf-8"
    )
    page.change("rater", "Ann Lee")
    assert "5 memos to score" in page.text
    (page.home / "shares" / "late.share").unlink()
    page.change("rater", "Ann")
    assert "4 memos to score" in page.text
