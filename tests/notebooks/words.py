"""All words that a screen can show on the way that its lesson describes."""

from __future__ import annotations

from collections.abc import Sequence

from notebooks.lessons import SCREENS as OF_LESSON

from cmo_pathways.journey import Journey
from cmo_pathways.widgets import SCREENS
from cmo_pathways.widgets.fallback import view_text
from cmo_pathways.widgets.panel import Panel

_WAYS: dict[str, Sequence[tuple[str, str]]] = {
    "03-self-assessment": [("press", "short"), ("press", "all"), ("press", "next"), ("press", "gaps")],
    "07-case-studio": [("press", "open:this-months-number")],
}


def every_page(lesson: str, journey: Journey) -> str:
    panel = Panel(SCREENS[OF_LESSON[lesson]](journey))
    pages = [view_text(panel.view)]
    for kind, name in _WAYS.get(lesson, ()):
        panel.receive({"type": kind, "name": name, "view": "v", "n": len(pages)})
        pages.append(view_text(panel.view))
    return "\n".join(pages)
