"""An instructor scores four memos with a colleague in JupyterLab, reads the agreement and exports a gradebook."""

from __future__ import annotations

import csv

import pytest
from browser.lab import kill_kernels
from browser.reader import Desk
from playwright.sync_api import Locator, Page, expect
from widgets.test_memo_scoring import NAMES, share

from cmo_pathways.cohort import share_text

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lab")]


def desk_panel(page: Page) -> Locator:
    return page.locator(".cmo-panel[aria-label='Memo scoring']")


def press(page: Page, name: str) -> None:
    desk_panel(page).get_by_role("button", name=name, exact=True).click()
    settle(page)


def settle(page: Page) -> None:
    desk_panel(page).locator("xpath=self::*[@data-state='settled']").wait_for()
    shown = desk_panel(page).inner_text().casefold()
    assert not any(part in shown for name in NAMES for part in name.casefold().split())


def open_part(page: Page, name: str) -> None:
    desk_panel(page).get_by_text(name, exact=True).click()
    settle(page)


def score(page: Page, level: int, button: str) -> None:
    desk_panel(page).locator(f'.cmo-choice input[value="{level}"]').check()
    press(page, button)


def begin(page: Page, rater: str) -> None:
    field = desk_panel(page).get_by_label("Your name as a rater")
    field.fill(rater)
    field.blur()
    press(page, "Begin scoring")
    for _ in range(2):
        score(page, 2, "Compare with the key")
        desk_panel(page).get_by_role("button", name="Next memo").or_(
            desk_panel(page).get_by_role("button", name="Go on to the memos")
        ).click()
        settle(page)


def test_four_memos_are_scored_by_two_raters_through_a_kernel_that_is_killed(desk: Desk) -> None:
    folder = desk.server.home / "shares"
    folder.mkdir(exist_ok=True)
    for number in range(4):
        (folder / f"{number}.share").write_text(share_text(share(number)), encoding="utf-8")
    page = desk.visit("10-instructor-console")
    expect(desk_panel(page).get_by_text("4 memos to score, without names")).to_be_visible()
    begin(page, "Ann Lee")
    for level in (3, 3):
        score(page, level, "Hand in, next memo")
    desk_panel(page).locator('.cmo-choice input[value="4"]').check()
    settle(page)

    assert kill_kernels(desk.server) >= 1
    page = desk.come_back("10-instructor-console")
    expect(desk_panel(page).get_by_role("heading", name="Memo 03")).to_be_visible()
    expect(desk_panel(page).locator('.cmo-choice input[value="4"]')).to_be_checked()
    press(page, "Hand in, next memo")
    score(page, 2, "Hand in, next memo")
    press(page, "Hand over to the other rater")

    begin(page, "Bo Chen")
    for level in (3, 2, 2, 2):
        score(page, level, "Hand in, next memo")
    open_part(page, "Side by side")
    expect(desk_panel(page).get_by_role("heading", name="Memo 03: settle the memo's level")).to_be_visible()
    desk_panel(page).locator('.cmo-choice input[value="3"]').check()
    settle(page)
    open_part(page, "Agreement")
    expect(desk_panel(page).get_by_text("Too few memos to say how far two raters agree: both scored 4")).to_be_visible()
    open_part(page, "Hand out")
    press(page, "Write the feedback files")
    expect(desk_panel(page).get_by_text("4 files in exports")).to_be_visible()
    press(page, "Export the gradebook")
    expect(desk_panel(page).get_by_text("exports/gradebook-canvas.csv")).to_be_visible()

    exports = desk.server.home / "exports"
    rows = list(csv.reader((exports / "gradebook-canvas.csv").open(encoding="utf-8", newline="")))
    assert [row[0] for row in rows[2:]] == sorted(NAMES)
    column = rows[0].index("Memo: The second robot, asks")
    assert sorted(row[column] for row in rows[2:]) == ["2", "2.5", "3", "3"]
    assert len(list(exports.glob("*.feedback"))) == 4
    assert desk.outside == []
