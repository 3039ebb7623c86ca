"""Feedback from colleagues: the learner's side and, for somebody who collects, the collector's side."""

from __future__ import annotations

from typing import Any

from cmo_pathways.journey import Journey
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.feedback_collector import CollectorSide
from cmo_pathways.widgets.feedback_learner import LearnerSide

PLACE = "feedback"
_SIDES = (("learner", "I ask for feedback"), ("collector", "I collect for somebody"))


class Feedback:
    """The screen of lesson 04; what was chosen is kept, so that a reopened screen stands where it stood."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        place = journey.state().of("place").get(PLACE, {})
        self._side = "collector" if place.get("side") == "collector" else "learner"
        self._learner = LearnerSide(journey, place)
        self._sides: dict[str, LearnerSide | CollectorSide] = {
            "learner": self._learner,
            "collector": CollectorSide(journey),
        }

    def view(self) -> dict[str, Any]:
        """The chosen side, below the choice between the two."""
        state = self._journey.state()
        head, blocks, buttons = self._sides[self._side].view(state)
        switch = b.segment("side", "What do you want to do?", _SIDES, self._side)
        return {
            "label": "Feedback from colleagues",
            "page": f"feedback-{self._side}",
            "head": {"where": "Feedback from colleagues", "aside": head},
            "blocks": [*blocks[:1], switch, *blocks[1:]],
            "buttons": buttons,
            "saved": b.saved(state),
        }

    def change(self, name: str, value: Any) -> None:
        """Switch sides, or give the change to the open side."""
        if name == "side":
            self._side = "collector" if value == "collector" else "learner"
        else:
            self._sides[self._side].change(name, value)
        if name == "side" or name.startswith("ask:") or name in LearnerSide.KEPT:
            self._keep()

    def press(self, name: str) -> None:
        """A button of the open side."""
        self._sides[self._side].press(name)
        if name == "make":
            self._keep()

    def _keep(self) -> None:
        self._journey.record("place", PLACE, {"side": self._side, **self._learner.place()})
