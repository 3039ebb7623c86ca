"""The page beside a form keeps the cuts that were found, as long as they keep the pages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cmo_pathways.journey import Journey, open_journey
from cmo_pathways.widgets.portfolio_asked import Tailoring
from cmo_pathways.widgets.portfolio_page import Typesetter

CV = Tailoring(kind="cv")
LONG = "Built the service, its rota and its measures, and gave them to the wards. " * 12


@pytest.fixture
def journey(tmp_path) -> Journey:
    journey = open_journey(tmp_path, clock=lambda: datetime(2026, 11, 22, tzinfo=UTC))
    for n in range(9):
        place = {"organization": f"Hospital {n}", "start": str(2001 + 2 * n), "end": str(2003 + 2 * n)}
        body = {"section": "position", "title": f"Medical director {n}", "text": LONG, **place}
        journey.record("entry", f"position-{n}", body)
    return journey


def write(journey: Journey, text: str) -> None:
    body = journey.state().entries["position-8"]
    journey.record("entry", "position-8", {**body, "text": text})


def test_a_small_change_keeps_the_cuts(journey):
    typesetter = Typesetter()
    first = typesetter.fitted(journey, journey.state(), CV)
    assert first.cuts and first.pages == first.budget == 2
    write(journey, LONG + "And more.")
    second = typesetter.followed(journey, journey.state(), CV)
    assert second.cuts == first.cuts
    assert second.document != first.document


def test_what_no_longer_keeps_the_pages_is_cut_anew(journey):
    typesetter = Typesetter()
    first = typesetter.fitted(journey, journey.state(), CV)
    write(journey, LONG * 4)
    second = typesetter.followed(journey, journey.state(), CV)
    assert second.cuts != first.cuts
    assert second.pages == 2
    assert second == Typesetter().fitted(journey, journey.state(), CV)


def test_another_question_is_fitted_from_the_start(journey):
    typesetter = Typesetter()
    typesetter.fitted(journey, journey.state(), CV)
    other = typesetter.followed(journey, journey.state(), Tailoring(audience="biotech"))
    assert other == Typesetter().fitted(journey, journey.state(), Tailoring(audience="biotech"))
