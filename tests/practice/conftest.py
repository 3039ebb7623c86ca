from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cmo_pathways.journey import Journey, open_journey

CASE = "this-months-number"


@pytest.fixture
def journey(tmp_path) -> Journey:
    return open_journey(tmp_path / "home", clock=lambda: datetime(2026, 11, 22, 21, 14, tzinfo=UTC))


@pytest.fixture
def lenient(journey: Journey) -> Journey:
    """The same learner, where a choice of the case can be taken back."""
    cases = {**journey.catalogue.cases, CASE: replace(journey.catalogue.cases[CASE], undo=True)}
    return replace(journey, catalogue=replace(journey.catalogue, cases=cases))


@pytest.fixture
def finish(journey: Journey) -> Callable[..., str]:
    """Plays a case to its end by the first open choices; the id of the play."""
    from cmo_pathways.cases import is_over, open_choices
    from cmo_pathways.journey import decide, new_play, play_so_far

    def run(case: str = CASE, pick: int = 0) -> str:
        found, play = journey.catalogue.case(case), new_play(journey.state(), case)
        state = play_so_far(journey, journey.state(), case, play)
        while not is_over(found, state):
            state = decide(journey, case, play, open_choices(found, state)[pick].id)
        return play

    return run
