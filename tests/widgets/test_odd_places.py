"""A place that no version of ours has written, as an imported ledger may hold it: the screen opens all the same."""

from __future__ import annotations

import pytest
from widgets.page import NOW

from cmo_pathways.journey import open_journey
from cmo_pathways.widgets import SCREENS, start

KEYS = ("open", "part", "role", "other", "group", "page", "trail", "item", "starts", "filter", "never", "must", "entry")
ODD = ([["y"]], {"a": 1}, None)


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_opens_at_its_beginning_where_the_place_cannot_be_found(tmp_path, name: str) -> None:
    journey = open_journey(tmp_path, clock=lambda: NOW)
    for odd in ODD:
        journey.record("place", name, dict.fromkeys(KEYS, odd))
        view = start(name, home=tmp_path).view
        assert view["label"] != "Trouble" and view["page"] != "trouble" and "alarm" not in view, odd


def test_only_the_place_is_forgotten(tmp_path) -> None:
    journey = open_journey(tmp_path, clock=lambda: NOW)
    journey.rate("telemedicine", 3, "sure", not_applicable=False)
    journey.record("place", "roles", {"role": []})
    start("roles", home=tmp_path)
    assert [event.kind for event in journey.ledger.events()] == ["rating", "place", "place"]
    assert journey.state().ratings["telemedicine"].level == 3
