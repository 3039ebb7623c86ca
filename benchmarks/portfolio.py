"""The two waits of the portfolio: a dossier as a file, and the page beside the form after one key.

    python -m benchmarks.portfolio [--peers DIR] [--rounds 5] [--browser]

The cold export runs in paired rounds beside WeasyPrint and RenderCV, as in ``pdf_export``, which says how to get them.
The warm preview is timed on the sample physician: in process, from the message of the page to the view that goes back,
for a text that is being typed (document, pages, picture) and for the same text saved when typing ends (ledger and all);
with ``--browser`` in a real Chromium, from the last key in a field to the new picture on the screen. Every second key
comes while the one before it is not saved yet. Limit: 250 ms.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks import pdf_export
from cmo_pathways.journey import Journey, open_journey
from cmo_pathways.samples import live_sample, load_sample
from cmo_pathways.widgets import SCREENS
from cmo_pathways.widgets.panel import Panel

LIMIT = 0.250  # [seconds] from a key to the new picture
CHANGES = 40
_FIELD = "What you did"
_SEE = """() => {
  window.cmo = { typed: 0, shown: 0 };
  document.addEventListener("input", () => { window.cmo = { typed: performance.now(), shown: 0 }; }, true);
  new MutationObserver(() => requestAnimationFrame(() => { window.cmo.shown = performance.now(); }))
    .observe(document.querySelector(".cmo-picture"), { childList: true });
}"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.portfolio")
    parser.add_argument("--peers", type=Path, default=Path(tempfile.gettempdir()) / "cmo-peers")
    parser.add_argument("--rounds", type=int, default=pdf_export.ROUNDS, help="how often each program exports")
    parser.add_argument("--browser", action="store_true", help="measure the preview in Chromium too")
    asked = parser.parse_args(arguments)
    print("Cold export")
    pdf_export.compare(asked.peers, asked.rounds)
    print(f"\nWarm preview, {CHANGES} texts of one entry [ms, median (95th of 100, longest)]")
    for name, spent in in_process().items():
        print(_line(f"in process, {name}", [clock for clock, _ in spent], [own for _, own in spent]))
    if asked.browser:
        print(_line("in Chromium, after the last key", in_browser()))


def in_process() -> dict[str, list[tuple[float, float]]]:
    """Seconds from each message to its view, by the clock and of this processor alone, drawn and then saved."""
    with tempfile.TemporaryDirectory() as folder:
        journey = _lived(Path(folder) / "home")
        panel = Panel(SCREENS["portfolio-builder"](journey))
        panel.receive({"type": "press", "name": f"open:{_entry(journey)}"})
        spent: dict[str, list[tuple[float, float]]] = {"drawn as typed": [], "then saved": []}
        for number in range(CHANGES + 1):
            text = f"Changed one step at a time, {number}."
            for type, found in zip(("draft", "change"), spent.values(), strict=True):
                began, own = time.perf_counter(), time.process_time()
                panel.receive({"type": type, "name": "action", "value": text})
                found.append((time.perf_counter() - began, time.process_time() - own))
        return {name: found[1:] for name, found in spent.items()}  # the first finds the typesetter cold


def in_browser() -> list[float]:
    """Seconds from the last key in a field to the new picture, on a page without code."""
    from cmo_pathways.workspace import prepare_workspace
    from tests.browser.lab import chromium, open_lesson, start_app

    waits = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        prepare_workspace(home)
        journey = _lived(home)
        place = {"part": "entries", "section": "impact", "entry": _entry(journey), "asked": {}}
        journey.record("place", "portfolio-builder", place)
        with start_app(home) as server, chromium() as browser:
            page, _ = open_lesson(browser, server, "08-portfolio-builder")
            page.locator(".cmo-picture img[src]").wait_for()
            page.evaluate(_SEE)
            page.get_by_label(_FIELD).focus()
            for number in range(CHANGES // 2):
                page.keyboard.press("End")
                page.keyboard.type(str(number % 10))
                page.wait_for_function("() => window.cmo.shown > 0")
                if number % 2:
                    page.locator(".cmo-panel[aria-label=Portfolio][data-state=settled]").wait_for()
                waits.append(page.evaluate("() => window.cmo.shown - window.cmo.typed") / 1000)
    return waits[1:]


def _lived(home: Path) -> Journey:
    journey = open_journey(home, clock=lambda: datetime(2026, 11, 22, tzinfo=UTC))
    live_sample(journey, load_sample())
    return journey


def _entry(journey: Journey) -> str:
    return next(id for id, body in journey.state().entries.items() if body.get("section") == "impact")


def _line(name: str, waits: list[float], own: list[float] | None = None) -> str:
    ranked = sorted(waits)
    high = ranked[min(len(ranked) - 1, round(0.95 * len(ranked)))]
    told = f"{name:32} {1000 * median(waits):6.0f}  ({1000 * high:.0f}, {1000 * ranked[-1]:.0f})"
    told += f"   {median(waits) / LIMIT:.2f} x the limit"
    return told + (f"   {1000 * median(own):.0f} of them its own work" if own else "")


if __name__ == "__main__":
    main()
