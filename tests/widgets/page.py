"""A screen as its page drives it: messages in, the view out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cmo_pathways.journey import Journey, open_journey
from cmo_pathways.ledger import Event, LedgerState
from cmo_pathways.widgets import SCREENS
from cmo_pathways.widgets.fallback import view_text
from cmo_pathways.widgets.panel import Panel

NOW = datetime(2026, 11, 22, 21, 14, tzinfo=UTC)
LARGEST = 400_000  # [bytes] a view that the page redraws at once; a full page of a dossier is near 200,000


class Page:
    """A panel on a home folder, with a clock that stands still; ``again`` is the same home after the kernel died."""

    def __init__(self, name: str, home: Path, journey: Journey | None = None) -> None:
        self.name, self.home = name, home
        self.journey = journey or open_journey(home, clock=lambda: NOW)
        self.panel = Panel(SCREENS[name](self.journey))
        self._sent = 0

    def change(self, name: str, value: Any) -> Page:
        return self._send({"type": "change", "name": name, "value": value})

    def draft(self, name: str, value: Any) -> Page:
        return self._send({"type": "draft", "name": name, "value": value})

    def press(self, name: str) -> Page:
        return self._send({"type": "press", "name": name})

    def _send(self, message: dict[str, Any]) -> Page:
        self._sent += 1
        self.panel.receive({**message, "n": self._sent, "view": "v"})
        assert self.panel.view["n"] == {"v": self._sent}, "the page learns that its message was seen"
        sound(self.panel.view)
        return self

    def again(self) -> Page:
        return Page(self.name, self.home)

    @property
    def view(self) -> Mapping[str, Any]:
        return self.panel.view

    @property
    def text(self) -> str:
        return view_text(self.view)

    @property
    def alarm(self) -> str:
        alarm = self.view.get("alarm")
        return f"{alarm['lead']} {alarm['text']}" if alarm else ""

    @property
    def state(self) -> LedgerState:
        return self.journey.state()

    @property
    def events(self) -> tuple[Event, ...]:
        return self.journey.ledger.events()

    def control(self, name: str) -> Mapping[str, Any]:
        return next(block for block in blocks(self.view) if block.get("name") == name)

    def labels(self) -> list[str]:
        return [block["label"] for block in blocks(self.view) if "style" in block and "name" in block]


def faulty(journey: Journey, **replaced: Any) -> Journey:
    """The journey with something that is out of order."""
    return replace(journey, **replaced)


def blocks(view: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every control and block of a view, from top to bottom."""
    for key in ("blocks", "main", "aside", "items", "buttons"):
        inner = view.get(key, ())
        for block in inner if isinstance(inner, list) else ():
            yield block
            yield from blocks(block)


def sound(view: Mapping[str, Any]) -> None:
    """A view travels as JSON, is small enough, and gives words for a page that is not live."""
    data = json.dumps(view, allow_nan=False).encode()
    assert len(data) < LARGEST
    assert json.loads(data) == view
    assert view_text(view).startswith(f"[{view['label']}]")
