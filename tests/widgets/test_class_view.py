"""The class on a screen: what fellows shared, what a report may show, and where the instructor left it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cmo_pathways.cohort import share_text
from cmo_pathways.cohort.invented import invented_class
from cmo_pathways.errors import LearnerError
from cmo_pathways.journey import Journey, open_journey
from cmo_pathways.widgets.class_view import ClassView


@pytest.fixture
def journey(tmp_path: Path) -> Journey:
    return open_journey(tmp_path / "home", clock=lambda: datetime(2026, 11, 20, 9, tzinfo=UTC))


def _drop(journey: Journey, n: int) -> None:
    folder = journey.home / "shares"
    folder.mkdir(parents=True, exist_ok=True)
    for share in invented_class(journey.catalogue, n, seed=4):
        (folder / f"{share.id}.share").write_text(share_text(share), encoding="utf-8")


def test_an_empty_folder_says_what_fills_it_and_offers_an_invented_class(journey: Journey) -> None:
    screen = ClassView(journey)
    view = screen.view()
    assert "Nobody has shared anything yet." in str(view["blocks"])
    assert [button["name"] for button in view["buttons"]] == ["invent"]
    screen.press("invent")
    assert "This class is invented." in str(screen.view()["blocks"])
    with pytest.raises(LearnerError, match="for looking at"):
        screen.press("pdf")


def test_each_fellow_is_listed_with_what_was_ticked(journey: Journey) -> None:
    _drop(journey, 7)
    (journey.home / "shares" / "bad.share").write_text("{", encoding="utf-8")
    said = str(ClassView(journey).view()["blocks"])
    assert "7 fellows shared something with you" in said and "Fellow 03" in said
    assert "One file could not be used" in said and "bad.share" in said


def test_names_stand_on_the_private_page_and_never_under_the_class(journey: Journey) -> None:
    _drop(journey, 16)
    screen = ClassView(journey)
    screen.change("part", "people")
    private = str(screen.view()["blocks"])
    assert "Fellow 03" in private and "For you alone." in private
    assert "Who is who:" in private, "the columns of the chart are numbers"
    screen.change("part", "class")
    shown = str(screen.view()["blocks"])
    assert "The class is strongest in" in shown and "Fellow 03" not in shown and "Who is who:" not in shown


def test_a_report_is_written_once_asked_for_and_stands_in_the_log(journey: Journey) -> None:
    _drop(journey, 16)
    screen = ClassView(journey)
    screen.change("part", "report")
    assert not [event for event in journey.ledger.events() if event.kind == "release"]
    screen.change("to", "class")
    screen.press("html")
    said = str(screen.view()["blocks"])
    assert "The report is written." in said and "class-class-2026-11-20.html" in said
    assert "What was shown to whom" in said
    assert (journey.home / "exports" / "class-class-2026-11-20.html").is_file()


def test_it_reopens_where_it_was_left(journey: Journey) -> None:
    _drop(journey, 8)
    screen = ClassView(journey)
    screen.change("part", "report")
    screen.change("paper", "a4")
    again = ClassView(journey).view()
    assert again["page"] == "report-8"
    assert "'value': 'a4'" in str(again["blocks"])


def test_the_folder_can_be_another_one(journey: Journey, tmp_path: Path) -> None:
    _drop(journey, 6)
    (journey.home / "shares").rename(tmp_path / "spring")
    screen = ClassView(journey)
    screen.change("folder", str(tmp_path / "spring"))
    assert "6 fellows shared" in str(ClassView(journey).view()["blocks"])


def test_changing_the_role_changes_the_gaps(journey: Journey) -> None:
    _drop(journey, 16)
    screen = ClassView(journey)
    screen.change("part", "class")
    screen.change("role", "role-cmo-payer")
    short = journey.catalogue.framework.role("role-cmo-payer").short
    assert f"short of {short}" in str(screen.view()["blocks"])
