"""Sharing on the screen: nothing ticked at first, every word shown, written once, taken back after a question."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from widgets.page import NOW, Page, blocks

from cmo_pathways.cohort import Share, Withdrawal, read_share, receive
from cmo_pathways.journey import open_journey
from cmo_pathways.samples import live_sample, load_sample

MEMO = "memos:this-months-number-1:memo"


@pytest.fixture
def page(tmp_path: Path) -> Page:
    home = tmp_path / "home"
    live_sample(open_journey(home, clock=lambda: NOW), load_sample())
    return Page("share", home)


def written(page: Page) -> list[Share | Withdrawal]:
    """The shares in ``exports/``, in the order of their time."""
    found = [read_share(file.read_bytes()) for file in (page.home / "exports").glob("*.share")]
    return sorted(found, key=lambda one: one.at)


def test_nothing_is_ticked_at_first_and_nothing_can_be_written(page) -> None:
    assert "[x] Levels" not in page.text and "[ ] Levels (20 items)" in page.text
    assert "there is nothing to write" in page.text
    assert "Write the file" not in page.labels()
    assert page.view["head"]["aside"] == "nothing shared"


def test_an_empty_home_has_nothing_to_tick(open_page) -> None:
    page = open_page("share")
    assert "Nothing there yet: levels, ratings around a course, results of cases, memos, progress" in page.text


def test_the_file_holds_what_is_ticked_and_the_screen_shows_every_word_of_it(page) -> None:
    page.change("part:memos", True).change("part:entries", True).change("item:entries:impact-1", False)
    page.change("item:role", False)
    shown = page.text
    page.press("write")
    assert page.alarm == ""
    (share,) = written(page)
    assert isinstance(share, Share)
    assert share.parts == ("memos", "entries")
    assert (len(share.entries), len(share.memos), share.role, share.levels) == (11, 1, None, ())
    texts = [str(v) for entry in share.entries for v in entry.body.values() if isinstance(v, str)]
    assert all(text in shown for text in (*texts, share.memos[0].text, share.name))
    event = page.events[-1]
    assert (event.kind, event.subject) == ("share", share.id)


def test_the_page_offers_the_file_as_a_download(page) -> None:
    page.change("part:levels", True).press("write")
    [link] = [block["html"] for block in blocks(page.view) if "download=" in block.get("html", "")]
    (file,) = (page.home / "exports").glob("*.share")
    assert base64.b64decode(link.split("base64,")[1].split('"')[0]) == file.read_bytes()
    assert file.name in page.text


def test_a_part_that_is_unticked_again_is_not_written(page) -> None:
    page.change("part:levels", True).change("part:memos", True).change(f"item:{MEMO}", False)
    page.change("part:memos", False).press("write")
    (share,) = written(page)
    assert isinstance(share, Share) and share.parts == ("levels",) and share.memos == ()


def test_the_screen_reopens_as_it_was_left(page) -> None:
    page.change("part:memos", True).change(f"item:{MEMO}", False)
    page.change("pseudonym", "yes").change("name", "Fellow 7").change("course", "  Spring   2027 ")
    again = page.again()
    assert again.view["blocks"] == page.view["blocks"]
    assert "Pseudonym: Fellow 7" in again.text
    assert "[ ] This month's number" in again.text
    assert page.state.count == open_count(page)


def open_count(page: Page) -> int:
    """Ticking is no work: the count of the ledger is that of the sample."""
    return sum(event.kind != "place" for event in page.events)


def test_a_pseudonym_is_asked_for_and_warned_about(page) -> None:
    page.change("part:entries", True).change("pseudonym", "yes")
    assert "A name is missing." in page.text
    page.press("write")
    assert "A share needs a name" in page.alarm
    assert not (page.home / "exports").exists() or written(page) == []
    page.change("name", "Fellow 7")
    assert "can tell who you are in spite of a pseudonym" in page.text


def test_a_name_that_changed_within_a_course_is_told(page) -> None:
    page.change("part:levels", True).press("write")
    page.change("pseudonym", "yes").change("name", "Fellow 7")
    assert 'was written as "Imogen Vasquez-Thorne, MD, MBA"' in page.text
    page.change("course", "Another")
    assert "was written as" not in page.text


def test_a_newer_share_replaces_the_older_and_a_withdrawal_takes_both_back(page) -> None:
    page.change("part:levels", True).press("write")
    page.change("part:cases", True).press("write")
    first, second = written(page)
    assert first.learner == second.learner and first.at < second.at
    assert "replaced by a newer one" in page.text
    page.press("withdraw:0")
    assert "cannot be called back" in page.text
    page.press("keep")
    assert "cannot be called back" not in page.text
    page.press("withdraw:0").press("back:0")
    assert page.alarm == ""
    back = written(page)[-1]
    assert isinstance(back, Withdrawal)
    files = [(file.name, file.read_bytes()) for file in (page.home / "exports").glob("*.share")]
    assert receive(files).shares == ()
    assert page.text.count("taken back") == 2
    assert page.view["head"]["aside"] == "nothing shared"
    assert "Take back" not in " ".join(page.labels())


def test_a_memo_that_could_name_a_patient_stops_until_it_was_looked_at(page) -> None:
    memo = next(e for e in page.events if e.kind == "answer" and e.body["ask"] == "memo")
    text = "I read the chart of Bartholomew Grzeszczuk, MRN 48291375."
    page.journey.record("answer", memo.subject, {**memo.body, "value": text})
    page.change("part:memos", True)
    assert "Look at these places" in page.text
    page.press("write")
    assert "could name a patient" in page.alarm
    while seen := [block["name"] for block in blocks(page.view) if str(block.get("name", "")).startswith("seen:")]:
        page.change(seen[0], True)
    page.press("write")
    assert (page.alarm, len(written(page))) == ("", 1)
