"""An instructor in JupyterLab: runs a session, scores four memos with a colleague, writes grades and the PDF."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browser.lab import kill_kernels
from browser.reader import Desk
from browser.test_axe import run_axe
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader
from widgets.test_memo_scoring import NAMES, share

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.cohort import Share, share_text
from cmo_pathways.cohort.invented import invented_class

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lab")]

LESSON = "10-instructor-console"
ROOM, MEMOS, CLASS = "Session room", "Memo scoring", "Class view"
OTHERS = (
    "Amara Obiechina", "Bjorn Halvorsen", "Chiara Venturini", "Devika Subramanian", "Emil Kowalczyk", "Farid Haddadi",
    "Greta Lindqvist", "Hiroshi Tanigawa", "Ignatz Carvalheira", "Jomo Wanjiku", "Keiko Murakami", "Lucia Escobedo",
)  # fmt: skip


@pytest.fixture
def shares(desk: Desk) -> Iterator[Path]:
    """Sixteen fellows share levels, cases and plan; four of them also a memo."""
    folder = desk.server.home / "shares"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number, one in enumerate(_class()):
        (folder / f"{number}.share").write_text(share_text(one), encoding="utf-8")
    yield folder
    shutil.rmtree(folder)


def test_an_instructor_runs_a_session_scores_memos_and_writes_gradebook_and_report(desk: Desk, shares: Path) -> None:
    page = desk.visit(LESSON)
    _start_a_session(page)
    expect(on(page, MEMOS).get_by_text("4 memos to score, without names")).to_be_visible()
    _begin_scoring(page, "Ann Lee")
    for level in (3, 3):
        _score(page, level, "Hand in, next memo")
    choose(page, MEMOS, 4)

    assert kill_kernels(desk.server) >= 1
    page = desk.come_back(LESSON)
    _go_on_with_the_session(page)
    expect(on(page, MEMOS).get_by_role("heading", name="Memo 03")).to_be_visible()
    expect(on(page, MEMOS).locator('.cmo-choice input[value="4"]')).to_be_checked()
    press(page, MEMOS, "Hand in, next memo")
    _score(page, 2, "Hand in, next memo")
    press(page, MEMOS, "Hand over to the other rater")
    _begin_scoring(page, "Bo Chen")
    for level in (3, 2, 2, 2):
        _score(page, level, "Hand in, next memo")
    _settle_and_hand_out(page)
    _write_the_report(page)

    exports = desk.server.home / "exports"
    _holds_the_grades(exports / "gradebook-canvas.csv")
    assert len(list(exports.glob("*.feedback"))) == 4
    (report,) = exports.glob("class-sponsor-*.pdf")
    _tells_of_the_class_alone(report)


def _class() -> Iterator[Share]:
    for number, one in enumerate(invented_class(load_catalogue(), 16, seed=4)):
        named = replace(one, id=f"share-{number}", pseudonym=False, name=(*NAMES, *OTHERS)[number], memos=())
        if number < len(NAMES):
            memo = share(number)
            parts = tuple(dict.fromkeys((*one.parts, "cases", "memos")))
            named = replace(named, parts=parts, cases=(*one.cases, *memo.cases), memos=memo.memos)
        yield named


def _start_a_session(page: Page) -> None:
    room = on(page, ROOM)
    room.get_by_label("Form", exact=True).select_option("short")
    expect(room.get_by_text("90 minutes").first).to_be_visible()
    press(page, ROOM, "Start the session")
    expect(room.get_by_text("Part 1 of")).to_be_visible()
    press(page, ROOM, "Next: Four items")
    expect(room.get_by_role("heading", name="Four items")).to_be_visible()


def _go_on_with_the_session(page: Page) -> None:
    room = on(page, ROOM)
    expect(room.get_by_text("Part 2 of")).to_be_visible()
    expect(room.get_by_role("heading", name="Four items")).to_be_visible()
    expect(room.get_by_role("timer")).to_be_visible()
    press(page, ROOM, "Next: A red bar, a promise and a deadline")
    expect(room.get_by_text("Part 3 of")).to_be_visible()
    is_sound(page, ROOM)


def _begin_scoring(page: Page, rater: str) -> None:
    field = on(page, MEMOS).get_by_label("Your name as a rater")
    field.fill(rater)
    field.blur()
    press(page, MEMOS, "Begin scoring")
    for onward in ("Next memo", "Go on to the memos"):
        _score(page, 2, "Compare with the key")
        press(page, MEMOS, onward)


def _score(page: Page, level: int, button: str) -> None:
    choose(page, MEMOS, level)
    press(page, MEMOS, button)


def _settle_and_hand_out(page: Page) -> None:
    desk = on(page, MEMOS)
    open_part(page, MEMOS, "Side by side")
    expect(desk.get_by_role("heading", name="Memo 03: settle the memo's level")).to_be_visible()
    choose(page, MEMOS, 3)
    open_part(page, MEMOS, "Agreement")
    expect(desk.get_by_text("Too few memos to say how far two raters agree: both scored 4")).to_be_visible()
    is_sound(page, MEMOS)
    open_part(page, MEMOS, "Hand out")
    press(page, MEMOS, "Write the feedback files")
    expect(desk.get_by_text("4 files in exports")).to_be_visible()
    press(page, MEMOS, "Export the gradebook")
    expect(desk.get_by_text("exports/gradebook-canvas.csv")).to_be_visible()
    is_sound(page, MEMOS)


def _write_the_report(page: Page) -> None:
    expect(on(page, CLASS).get_by_text("16 fellows shared something with you")).to_be_visible()
    for part in ("Fellow by fellow", "The class"):
        open_part(page, CLASS, part)
        expect(on(page, CLASS).locator("figure").first).to_be_visible()
    is_sound(page, CLASS)
    open_part(page, CLASS, "Report")
    on(page, CLASS).get_by_label("For whom").select_option("sponsor")
    press(page, CLASS, "Write the report as PDF")
    expect(on(page, CLASS).get_by_text("The report is written.")).to_be_visible()
    is_sound(page, CLASS)


def _holds_the_grades(file: Path) -> None:
    rows = list(csv.reader(file.open(encoding="utf-8", newline="")))
    column = rows[0].index("Memo: The second robot, asks")
    graded = {row[0]: row[column] for row in rows[2:] if row[column]}
    assert sorted(graded) == sorted(NAMES)
    assert sorted(graded.values()) == ["2", "2.5", "3", "3"]


def _tells_of_the_class_alone(file: Path) -> None:
    assert file.read_bytes().startswith(b"%PDF-")
    told = " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())
    assert "16 fellows" in told
    _names_nobody(told, (*NAMES, *OTHERS))


def on(page: Page, screen: str) -> Locator:
    """One of the three screens of the console."""
    return page.locator(f".cmo-panel[aria-label='{screen}']")


def press(page: Page, screen: str, name: str) -> None:
    """Press a button of a screen and wait for what follows."""
    on(page, screen).get_by_role("button", name=name, exact=True).click()
    settle(page, screen)


def choose(page: Page, screen: str, level: int) -> None:
    """Mark a level of the rubric."""
    on(page, screen).locator(f'.cmo-choice input[value="{level}"]').check()
    settle(page, screen)


def open_part(page: Page, screen: str, name: str) -> None:
    """Go to a part of a screen."""
    on(page, screen).get_by_text(name, exact=True).click()
    settle(page, screen)


def settle(page: Page, screen: str) -> None:
    """Wait until a screen has its answer; who scores memos sees no name."""
    on(page, screen).locator("xpath=self::*[@data-state='settled']").wait_for()
    if screen == MEMOS:
        _names_nobody(on(page, screen).inner_text(), NAMES)


def is_sound(page: Page, screen: str) -> None:
    """A screen has no serious violation in either theme."""
    for light in ("true", "false"):
        page.evaluate("light => { document.body.dataset.jpThemeLight = light; }", light)
        found = run_axe(page, f".cmo-panel[aria-label='{screen}']")
        assert found["checked"] > 10
        assert found["faults"] == [], (screen, light)
    page.evaluate("() => { document.body.dataset.jpThemeLight = 'true'; }")


def _names_nobody(text: str, names: tuple[str, ...]) -> None:
    words = set(re.findall(r"\w+", text.casefold()))
    assert words.isdisjoint(part for name in names for part in name.casefold().split())
