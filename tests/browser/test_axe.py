"""axe-core finds nothing serious or critical: every lesson as a page without code, and screens in JupyterLab."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from browser.lab import Server, start_app
from browser.reader import Desk, open_in_app, settle
from playwright.sync_api import BrowserContext, Page

from cmo_pathways.cohort import PARTS
from cmo_pathways.journey import open_journey
from cmo_pathways.samples import live_sample, load_sample
from cmo_pathways.workspace import prepare_workspace

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lab")]

CASE = "this-months-number"
AXE = Path(__file__).parent / "axe" / "axe.min.js"
LESSONS = sorted(file.stem for file in (Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
IN_LAB = ("02-skill-map", "03-self-assessment", "05-career-pathways")


@pytest.fixture(scope="module")
def rich_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The pages for a learner who has worked through all lessons, so that every chart and table is there."""
    home = tmp_path_factory.mktemp("axe") / "home"
    prepare_workspace(home)
    journey = open_journey(home, clock=lambda: datetime(2026, 11, 22, tzinfo=UTC))
    live_sample(journey, load_sample())
    journey.record("place", "share", {"parts": list(PARTS), "name": "Dana Whitfield"})
    journey.record("place", "class-view", {"part": "class", "invented": True})
    with start_app(home) as server:
        yield server


def test_the_checker_is_the_pinned_release() -> None:
    told = (AXE.parent / "SOURCES.md").read_text(encoding="utf-8")
    assert hashlib.sha256(AXE.read_bytes()).hexdigest() in told
    version = re.search(r"axe v([\d.]+)", AXE.read_text(encoding="utf-8")[:80])
    assert version and f"`axe-core` {version[1]}" in told


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_without_code_has_no_serious_violation_in_either_theme(
    profile: BrowserContext, rich_app: Server, lesson: str
) -> None:
    page, _ = open_in_app(profile, rich_app, lesson)
    for screen in page.locator("#rendered_cells .cmo-panel").all():
        screen.locator("xpath=self::*[@data-state='settled']").wait_for()
    for light in ("true", "false"):
        page.evaluate("light => { document.body.dataset.jpThemeLight = light; }", light)
        found = run_axe(page, "#rendered_cells .cmo-panel")
        assert found["checked"] > 10
        assert found["faults"] == [], light
    assert run_axe(page, "html")["faults"] == []
    page.close()


@pytest.mark.parametrize("lesson", IN_LAB)
def test_a_screen_in_jupyterlab_has_no_serious_violation(desk: Desk, lesson: str) -> None:
    page = desk.visit(lesson)
    settle(page)
    found = run_axe(page, ".jp-NotebookPanel:not(.lm-mod-hidden) .cmo-panel")
    assert found["checked"] > 10
    assert found["faults"] == []


def test_a_case_in_play_and_its_debrief_have_no_serious_violation(profile: BrowserContext, rich_app: Server) -> None:
    journey = open_journey(rich_app.home, clock=lambda: datetime(2026, 11, 22, tzinfo=UTC))
    finished = next(id for id, play in journey.state().plays.items() if play.result)
    for play, heading in ((f"{CASE}-9", "This month's number"), (finished, "ending")):
        journey.record("place", "case-studio", {"case": CASE, "play": play, "filter": {}})
        page, _ = open_in_app(profile, rich_app, "07-case-studio")
        assert heading in page.locator(".cmo-panel h2").first.inner_text()
        for light in ("true", "false"):
            page.evaluate("light => { document.body.dataset.jpThemeLight = light; }", light)
            found = run_axe(page, "#rendered_cells .cmo-panel")
            assert found["checked"] > 10
            assert found["faults"] == [], (heading, light)
        page.close()
    journey.record("place", "case-studio", {"case": None, "play": None, "filter": {}})


def test_a_planted_violation_is_seen(profile: BrowserContext, rich_app: Server) -> None:
    page, _ = open_in_app(profile, rich_app, "02-skill-map")
    page.evaluate(
        """() => {
          const body = document.querySelector(".cmo-body");
          body.insertAdjacentHTML("beforeend", '<input type="text"><p style="color:#ddd;background:#fff">Too pale</p>');
        }"""
    )
    told = " ".join(run_axe(page, ".cmo-panel")["faults"])
    assert "label" in told and "color-contrast" in told
    page.close()


def run_axe(page: Page, where: str) -> Any:
    """How many rules looked below ``where``, and the serious and critical faults as rule, place and reason."""
    # What lies below the fold of a box that scrolls counts as invisible: the window is made as high as everything.
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": 1280, "height": 16_000})
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(_RUN, where)


_RUN = """async (where) => {
  for (const fold of document.querySelectorAll(".cmo-panel details")) fold.open = true;
  const { violations, passes } = await axe.run(where, { resultTypes: ["violations"] });
  const grave = violations.filter((one) => ["serious", "critical"].includes(one.impact));
  const faults = grave.flatMap((one) =>
    one.nodes.slice(0, 5).map((node) => `${one.id}: ${node.html.slice(0, 140)} ${node.failureSummary}`));
  return { faults, checked: passes.length + violations.length };
}"""
