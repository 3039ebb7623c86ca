"""What the screen says of an export: what to look at, then what was measured in the file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from cmo_pathways.export.dossier import write_dossier
from cmo_pathways.journey import open_journey
from cmo_pathways.widgets.portfolio_done import done_blocks


def test_the_final_report_of_an_export_stands_on_the_screen(tmp_path: Path) -> None:
    journey = open_journey(tmp_path / "home", clock=lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))
    journey.record("profile", "me", {"name": "Maria Alvarez Chen, MD"})
    post = {
        "section": "position",
        "title": "Director",
        "organization": "Lakeview",
        "start": "2022",
        "text": "Led 96 beds.",
    }
    journey.record("entry", "position-1", post)
    shown = str(done_blocks(write_dossier(journey, audience="hospital-board")))
    assert shown.index("Look at this before you send it") < shown.index("Checked in this file")
    assert "These rest on your own word: Director (96)." in shown
    assert (
        "phrases were read back from the file." in shown and "PDF/A-3a and PDF/UA-1</td><td>Named in the file" in shown
    )
    assert shown.count("1 page") == 1
    assert done_blocks(None) == []
