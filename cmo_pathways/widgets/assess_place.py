"""Where the learner is in the self-assessment; kept in the ledger, so that the form opens there again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from cmo_pathways.form import is_answered
from cmo_pathways.framework import Framework
from cmo_pathways.ledger import LedgerState

SCREEN = "self-assessment"
_PAGES = ("start", "item", "depth", "evidence", "enough", "gaps", "courses", "course")


@dataclass(frozen=True, slots=True)
class Place:
    """One page of the self-assessment: ``mode`` is ``short`` or ``all``, ``item`` the competency it is about.

    ``trail`` are the competencies that the short form has asked so far, ``why`` its reason for the last one, and
    ``beyond`` is True where the learner goes on after the widest gaps were clear. ``depth`` is the level [1-5] whose
    signals are asked.
    """

    page: str = "start"
    mode: str = "all"
    item: str = ""
    trail: tuple[str, ...] = ()
    why: str = ""
    beyond: bool = False
    evidence: str = ""
    course: str = ""
    depth: int = 1

    @property
    def key(self) -> str:
        """The name under which the panel knows the page: messages that arrive late find their way by it."""
        if self.page == "item":
            return self.item
        tails = {"depth": f"{self.item}-{self.depth}", "evidence": self.evidence, "course": self.course}
        return f"{self.page}-{tails[self.page]}" if self.page in tails else self.page

    def body(self) -> dict[str, Any]:
        """The plain values of a ``place`` event."""
        return {**asdict(self), "trail": list(self.trail)}


def place_in(state: LedgerState, framework: Framework) -> Place:
    """Where the learner left the form; without a note of it, the first open competency, or the first page."""
    body = state.of("place").get(SCREEN)
    found = _read(body, framework) if body else None
    if found is not None:
        return found
    if not state.ratings:
        return Place()
    at = next((id for id in framework.competencies if not is_answered(state.ratings.get(id))), None)
    return Place("gaps") if at is None else Place("item", "all", at)


def _read(body: Mapping[str, Any], framework: Framework) -> Place | None:
    known = framework.competencies
    words = {key: str(body.get(key, "")) for key in ("page", "mode", "item", "why", "evidence", "course")}
    given = body.get("trail")
    trail = tuple(id for id in given if id in known) if isinstance(given, list | tuple) else ()
    needs_item = words["page"] in ("item", "depth", "evidence", "course")
    if words["page"] not in _PAGES or (needs_item and words["item"] not in known):
        return None
    words["mode"] = words["mode"] if words["mode"] in ("short", "all") else "all"
    depth = body.get("depth")
    level = depth if isinstance(depth, int) and depth in range(1, 6) else 1
    return Place(**words, trail=trail, beyond=body.get("beyond") is True, depth=level)
