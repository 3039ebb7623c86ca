"""A message that reaches the kernel after the page has turned: it belongs to the page on which it was sent."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from widgets.page import blocks

from cmo_pathways.journey import Journey, open_journey
from cmo_pathways.ledger import LedgerState
from cmo_pathways.widgets.case_studio import CaseStudio
from cmo_pathways.widgets.panel import Panel
from cmo_pathways.widgets.portfolio_builder import PortfolioBuilder
from cmo_pathways.widgets.self_assessment import SelfAssessment


@pytest.fixture
def journey(tmp_path: Path) -> Journey:
    return open_journey(tmp_path, clock=lambda: datetime(2026, 11, 22, 20, 0, tzinfo=UTC))


def test_a_late_level_is_saved_for_the_competency_that_was_on_screen(journey: Journey) -> None:
    panel = Panel(SelfAssessment(journey))
    _press(panel, "all", _page(panel))
    first = _page(panel)
    _press(panel, "next", first)
    second = _page(panel)
    _change(panel, "level", "4", first)
    assert _page(panel) == second != first
    assert {id: rating.level for id, rating in _state(journey).ratings.items()} == {first: 4}


def test_a_button_of_a_page_that_has_turned_does_nothing(journey: Journey) -> None:
    panel = Panel(SelfAssessment(journey))
    _press(panel, "all", _page(panel))
    first = _page(panel)
    _press(panel, "next", first)
    second = _page(panel)
    _press(panel, "next", first)
    assert _page(panel) == second


def test_late_words_stay_with_the_entry_in_which_they_were_typed(journey: Journey) -> None:
    panel = Panel(PortfolioBuilder(journey, _no_export))
    _press(panel, "add:impact", _page(panel))
    typed_on = _page(panel)
    _press(panel, "back", typed_on)
    _press(panel, "add:impact", _page(panel))
    _change(panel, "title", "Sepsis bundle", typed_on)
    assert {id: body["title"] for id, body in _state(journey).entries.items()} == {"impact-1": "Sepsis bundle"}


def test_a_late_choice_is_not_marked_in_the_next_scene(journey: Journey) -> None:
    panel = Panel(CaseStudio(journey))
    _press(panel, "open:this-months-number", _page(panel))
    scene = _page(panel)
    _change(panel, "choice", "by-nine", scene)
    _press(panel, "decide", scene)
    _change(panel, "choice", "name-owner", scene)
    following = next(block for block in blocks(panel.view) if block.get("name") == "choice")
    assert following["value"] is None
    (play,) = _state(journey).plays.values()
    assert [move["choice"] for move in play.moves] == ["by-nine"]


def _page(panel: Panel) -> str:
    return str(panel.view["page"])


def _press(panel: Panel, name: str, page: str) -> None:
    panel.receive({"type": "press", "name": name, "page": page})


def _change(panel: Panel, name: str, value: str, page: str) -> None:
    panel.receive({"type": "change", "name": name, "value": value, "page": page})


def _state(journey: Journey) -> LedgerState:
    return journey.state()


def _no_export(*_: Any) -> Any:
    raise AssertionError("nothing is exported here")
