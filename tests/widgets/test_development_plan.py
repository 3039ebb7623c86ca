"""The plan screen: a plan at once, the proved one after a search, ticks that replan, all back after a restart."""

from __future__ import annotations

import asyncio
import re
import threading
from pathlib import Path

import pytest
from widgets.page import NOW, Page, blocks

from cmo_pathways.journey import kept_plan, open_journey
from cmo_pathways.plan import Brake, Relaxation
from cmo_pathways.samples import live_sample, load_sample
from cmo_pathways.widgets.beside import Beside
from cmo_pathways.widgets.plan_settings import Settings, settings_in
from cmo_pathways.widgets.plan_work import PlanWork

ROLE = "cmo-hospital-large"


@pytest.fixture
def page(tmp_path: Path) -> Page:
    """The sample physician, asking for one level up in two gaps: a plan of a few months."""
    home = tmp_path / "home"
    live_sample(open_journey(home, clock=lambda: NOW), load_sample())
    return Page("development-plan", home).change("gaps", "2").change("aim", "next-level")


def planned(page: Page) -> list[str]:
    return re.findall(r"<status:([a-z0-9-]+)>", page.text.partition("Done, dropped, or")[0])


def test_without_a_rating_the_screen_says_what_comes_first(open_page):
    page = open_page("development-plan")
    assert "Nothing rated yet." in page.text
    assert page.view["buttons"] == []
    assert page.events == ()


def test_a_gap_that_was_not_rated_is_named_as_assumed(open_page):
    fresh = open_page("development-plan")
    fresh.journey.rate("regulatory-compliance", 2, "fairly", not_applicable=False)
    said = next(line for line in fresh.again().text.splitlines() if line.startswith("Not rated yet:"))
    assert "what is usual at your stage (assumption)" in said
    assert "Regulatory compliance" not in said


def test_who_rated_all_reads_of_no_unrated_gap(page):
    assert "Not rated yet:" not in page.text


def test_a_first_plan_stands_at_once_and_the_search_proves_the_shortest(page):
    assert "A first plan, found at once." in page.text
    assert planned(page)
    page.press("improve")
    assert re.search(r"No shorter plan exists: proved, with \d+ activities considered", page.text)
    assert "Look for a shorter plan" not in page.labels()
    assert "All 2 gaps to CMO, large hospital can close in" in page.text


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("calendar", "a diamond is a level reached (assumption)"),
        ("hours", "of your 6 hours in a mean week"),
        ("money", "USD"),
        ("gaps", "Level now to then (assumption)"),
        ("otherwise", "Compare the cases"),
    ],
)
def test_each_view_is_there_with_its_words(page, view, words):
    page.change("show", view)
    assert words in page.text
    assert page.again().control("show")["value"] == view


def test_settings_are_back_after_the_kernel_died_and_are_no_work(page):
    before = page.state.count
    page.change("hours", 9).change("budget", 4_000).change("months", 30).change("never", planned(page)[0])
    again = page.again()
    assert [again.control(name)["value"] for name in ("hours", "budget", "months")] == [9, 4_000, 30]
    assert again.control("gaps")["value"] == "2"
    assert "Not in: " in again.text
    assert again.state.count == before


def test_an_activity_that_may_not_be_in_stays_out_until_it_is_allowed_again(page):
    first = planned(page.press("improve"))[0]
    page.change("never", first).press("improve")
    assert first not in planned(page)
    page.press(f"free:{first}").press("improve")
    assert first in planned(page)


def test_limits_that_clash_are_named_and_giving_way_makes_a_plan(page):
    page.change("gaps", "5").change("aim", "target").change("months", 12).press("improve")
    assert re.search(r"No plan closes these 5 gaps within .*12 months", page.text)
    assert "Proved" in page.text
    assert "Any one of these would do" in page.text
    assert "Below is what these limits allow." in page.text
    page.press("relax:0").press("improve")
    assert "No plan closes" not in page.text
    assert page.control("months")["value"] > 12


def test_a_plan_that_is_followed_is_kept_and_ticks_replan_the_rest(page):
    page.press("improve").press("follow")
    ids = planned(page)
    assert [item.id for item in kept_plan(page.state, ROLE, NOW.date())] == ids
    assert "You follow this plan." in page.text
    page.change(f"status:{ids[0]}", "done")
    body = page.state.of("activity")[ids[0]]
    assert (body["status"], body["on"]) == ("done", "2026-11-22")
    assert ids[0] not in planned(page)
    assert page.again().control(f"status:{ids[0]}")["value"] == "done"
    page.change(f"status:{ids[0]}", "planned")
    assert "Done, dropped, or no longer planned" not in page.text


def test_the_day_of_a_tick_can_be_set_and_a_wrong_one_changes_nothing(page):
    id = planned(page)[0]
    page.change(f"status:{id}", "started").change(f"on:{id}", "2026-09")
    assert page.state.of("activity")[id]["on"] == "2026-09"
    page.change(f"on:{id}", "last week")
    assert '"last week" is not a date' in page.alarm
    assert page.state.of("activity")[id]["on"] == "2026-09"
    assert "is under way" in page.text.lower()


def test_the_plan_is_saved_as_pdf_calendar_and_table(page):
    for form, start in (("pdf", b"%PDF-"), ("ics", b"BEGIN:VCALENDAR"), ("csv", b"\xef\xbb\xbfid,activity")):
        page.press(f"save:{form}")
        file = page.home / "exports" / f"development-plan-2026-11-22.{form}"
        assert file.read_bytes().startswith(start)
        assert f"Save a copy of {file.name}" in page.text
    assert {made.kind for made in page.state.exports[-3:]} == {"plan"}


def test_wishes_that_no_longer_exist_are_left_out_and_a_slider_keeps_its_ends(page):
    settings = Settings(must=("no-such-activity",))
    page.journey.record("place", "development-plan", settings.body())
    assert settings_in(page.state, {}).must == ()
    page.change("hours", 200)
    assert page.control("hours")["value"] == 40


def test_a_way_out_beyond_the_sliders_has_no_button():
    far = Relaxation("months", 200, 260, "200 more months (260 in all)", True)
    near = Relaxation("budget", 95, 19_095, "USD 95 more", True)
    assert Settings().relaxed(far) is None
    assert Settings(budget=19_000).relaxed(near).budget == 19_500


def test_work_beside_the_screen_hands_over_on_the_loop_and_old_answers_are_dropped():
    async def scene() -> tuple[list[int], list[bool]]:
        beside, taken, threads = Beside(), [], []
        gate, ended = threading.Event(), asyncio.Event()

        def slow():
            gate.wait(10)
            yield 1

        def quick():
            yield from (2, 3)

        def take(number: int) -> None:
            taken.append(number)
            threads.append(threading.current_thread() is threading.main_thread())

        assert beside.begin(slow(), take, lambda: None)
        assert beside.begin(quick(), take, ended.set)
        gate.set()
        await asyncio.wait_for(ended.wait(), 10)
        return taken, threads

    assert asyncio.run(scene()) == ([2, 3], [True, True])


def test_work_that_breaks_ends_all_the_same(caplog):
    async def scene() -> list[int]:
        beside, taken, ended = Beside(), [], asyncio.Event()

        def broken():
            yield 1
            raise ValueError("no")

        assert beside.begin(broken(), taken.append, ended.set)
        await asyncio.wait_for(ended.wait(), 10)
        return taken

    assert asyncio.run(scene()) == [1]
    assert "ValueError" in caplog.text


def test_where_no_loop_runs_nothing_begins_by_itself():
    assert Beside().begin(iter((1,)), lambda _: None, lambda: None) is False
    work = PlanWork()
    assert (work.shown, work.working) == (None, False)


def test_work_that_is_stopped_while_it_rests_never_begins_and_what_was_called_off_leaves_no_word(caplog):
    async def scene() -> list[str]:
        begun, ended = [], asyncio.Event()
        held, gate, rested, working = Beside(), threading.Event(), Beside(), threading.Event()

        def called_off():
            working.set()
            gate.wait(10)
            raise ValueError("nobody waits")
            yield

        def never():
            begun.append("rested")
            yield 1

        assert held.begin(called_off(), begun.append, lambda: begun.append("end"))
        assert rested.begin(never(), begun.append, lambda: begun.append("end"), after=600.0)
        await asyncio.get_running_loop().run_in_executor(None, working.wait, 10)
        rested.stop()
        held.stop()
        gate.set()
        assert Beside().begin(iter(()), begun.append, ended.set)  # its turn comes when the work called off is over
        await asyncio.wait_for(ended.wait(), 10)
        return begun

    assert asyncio.run(scene()) == []
    assert caplog.text == ""


def test_the_next_question_calls_the_last_search_off(page, monkeypatch):
    pulled = []
    monkeypatch.setattr(Brake, "pull", lambda brake: pulled.append(brake))
    running = page.panel._screen._work._brake
    page.change("show", "hours")
    assert pulled == []
    page.change("hours", 9)
    assert pulled[0] is running


@pytest.mark.parametrize("last", [("hours", 12), ("budget", 5_500), ("months", 18)])
def test_after_many_moves_the_plan_is_that_of_a_new_screen(page, last):
    for name, value in [("hours", 3), ("months", 4), ("budget", 0), ("hours", 9), ("months", 40), ("budget", 9_000)]:
        page.change(name, value)
    page.change(*last)
    assert list(blocks(page.view)) == list(blocks(page.again().view))


def test_hours_and_money_of_an_activity_carry_unit_year_and_source(page):
    rows = [str(block["html"]) for block in blocks(page.view) if "hours, " in str(block.get("html"))]
    facts = [row for row in rows if "cmo-tip-words" in row and " a week" in row]
    assert len(facts) == len(planned(page))
    assert all(re.search(r"weeks[^;]*: 20\d\d, (assumption|sourced|reported|computed)", row) for row in facts)
    assert all(re.search(r"USD [^;]*: 20\d\d, ", row) for row in facts)


def test_where_no_plan_fits_there_is_nothing_to_compare_and_the_screen_says_so(page):
    page.change("gaps", "5").change("aim", "target").change("months", 12).press("improve").change("show", "otherwise")
    assert "Nothing to compare." in page.text
    assert "Compare the cases" not in page.labels()


def test_the_cases_are_compared_and_the_plan_that_stays_good_is_shown_with_what_is_proved_of_it(page):
    page.press("improve").change("show", "otherwise").press("compare")
    shortest = int(re.search(r"(\d+) weeks", page.text)[1])
    table = next(str(block["html"]) for block in blocks(page.view) if "<th scope=col>Plan</th>" in str(block))
    rows = [re.findall(r"(\d+) \(\+(\d+)\)", row) for row in table.split("<tr>")[2:]]
    weeks, regret = ([[int(cell[at]) for cell in row] for row in rows] for at in (0, 1))
    assert rows and all(len(row) == len(rows[0]) >= 4 for row in rows)
    pairs = zip(weeks, regret, strict=True)
    best = {tuple(own - more for own, more in zip(*pair, strict=True)) for pair in pairs}
    assert len(best) == 1, "regret is measured from the best plan of each case"
    assert max(regret[0]) == min(max(row) for row in regret)
    page.change("steady", True)
    assert "This is the plan that stays good" in page.text
    assert int(re.search(r"(\d+) weeks", page.text)[1]) == weeks[0][0] >= shortest
    assert "is not known yet" not in page.text
    page.change("steady", False)
    assert int(re.search(r"(\d+) weeks", page.text)[1]) == shortest
