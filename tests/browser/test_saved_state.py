"""What the screen says about saving is true: also when the kernel is gone, and when our own code fails."""

from __future__ import annotations

import pytest
from browser.lab import kill_kernels
from browser.reader import Desk, begin_form, events, panel, rate, settle, state
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lab")]

BREAK = """
from cmo_pathways.widgets.self_assessment import SelfAssessment
sound = SelfAssessment.change
told = "a secret" + " of the learner"
def change(self, name, value):
    raise ZeroDivisionError(told)
SelfAssessment.change = change
"""
MEND = "SelfAssessment.change = sound"


def test_each_answer_is_followed_by_the_time_at_which_it_was_saved(desk: Desk) -> None:
    page = desk.visit("03-self-assessment")
    begin_form(page)
    status = panel(page).get_by_role("status")
    expect(status).to_have_text("")
    for level in (1, 2):
        panel(page).locator(f'.cmo-choice input[value="{level}"]').check()
        settle(page)
        minute = events(desk.server)[-1].at
        local = page.evaluate("at => new Date(at).toTimeString().slice(0, 5)", minute)
        expect(status).to_have_text(f"Saved on this computer, {local}")


def test_a_fault_of_ours_is_one_sentence_and_the_earlier_answer_stays(desk: Desk) -> None:
    page = desk.visit("03-self-assessment")
    begin_form(page)
    rate(page, 3)
    desk.in_kernel(BREAK)
    panel(page).locator('.cmo-choice input[value="1"]').click()
    expect(panel(page).get_by_role("alert")).to_contain_text("Something went wrong on our side.")
    settle(page)
    words = page.locator("body").inner_text()
    assert "Traceback" not in words and "ZeroDivisionError" not in words and "a secret" not in words
    # The screen shows what is on disk: the answer of before.
    expect(panel(page).locator('.cmo-choice input[value="3"]')).to_be_checked()
    (rating,) = state(desk.server).ratings.values()
    assert (rating.level, rating.sureness) == (3, "fairly")
    told = (desk.server.home / "trouble.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in told and "a secret" not in told

    desk.in_kernel(MEND)
    panel(page).locator('.cmo-choice input[value="1"]').check()
    settle(page)
    expect(panel(page).get_by_role("alert")).to_have_count(0)
    (rating,) = state(desk.server).ratings.values()
    assert rating.level == 1


def test_a_click_without_a_kernel_does_not_claim_to_be_saved(desk: Desk) -> None:
    page = desk.visit("03-self-assessment")
    begin_form(page)
    rate(page, 3)
    before = events(desk.server)
    assert kill_kernels(desk.server) >= 1
    # JupyterLab itself says that the kernel died; its dialog is in the way of a mouse, not of a click in the page.
    panel(page).locator('.cmo-choice input[value="1"]').dispatch_event("click")
    status = panel(page).get_by_role("status")
    expect(status).to_have_text("Not saved yet. Run this cell again with Shift+Enter; what was saved is safe.")
    assert events(desk.server) == before
