"""Every lesson runs, says what it said before, and leaves the ledger alone.

After an intended change: ``REFRESH_GOLDEN=1 python -m pytest tests/notebooks/test_running.py -k transcript``, then
read the difference.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from notebooks.lessons import SCREENS, read_lesson
from notebooks.running import kernel, run_lesson, run_nbval, transcript

from cmo_pathways.journey import open_journey
from cmo_pathways.ledger import export_events, open_ledger
from cmo_pathways.samples import live_sample, load_sample

GOLDEN = Path(__file__).parent / "golden"
KINDS = ("fresh", "sample")


def make_home(kind: str, home: Path) -> Path:
    """A folder that does not exist yet, or the one of the sample physician."""
    if kind == "sample":
        live_sample(open_journey(home, clock=lambda: datetime(2026, 11, 22, tzinfo=UTC)), load_sample())
    return home


def ledger(home: Path) -> bytes:
    return export_events(open_ledger(home, create=False))


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("kind", KINDS)
def test_transcript(kind: str, name: str, tmp_path: Path, record_property) -> None:
    golden, lesson = GOLDEN / f"{name}.{kind}.txt", read_lesson(name)
    if not os.environ.get("REFRESH_GOLDEN"):
        cells = re.findall(r"^--- cell (\S+)\n(?=\S)", golden.read_text(encoding="utf-8"), re.MULTILINE)
        assert cells == [cell.id for cell in lesson.code], "each code cell has words to compare with"
    home = make_home(kind, tmp_path / "home")
    before = ledger(home) if home.exists() else None
    shown = run_lesson(lesson, home)
    assert not [cell.text for cell in shown if cell.failed]
    if os.environ.get("REFRESH_GOLDEN"):
        golden.write_text(transcript(shown), encoding="utf-8")
    assert transcript(shown) == golden.read_text(encoding="utf-8")
    record_property("cells_compared", len(shown))
    assert before in (None, ledger(home)), "opening a screen records nothing"


@pytest.mark.parametrize("kind", KINDS)
def test_restart_and_run_all_twice_passes_and_gives_the_same_ledger(kind: str, tmp_path: Path) -> None:
    home = make_home(kind, tmp_path / "home")
    status, said = run_nbval(home, loaded=kind == "fresh")  # the other home shows each lesson in a process of its own
    assert status == 0, said
    assert f"{sum(len(read_lesson(name).code) for name in SCREENS)} passed" in said
    first = ledger(home)
    with kernel(home) as show:
        shown = [show(cell.source) for name in SCREENS for cell in read_lesson(name).code]
    assert not [cell.text for cell in shown if cell.failed]
    assert ledger(home) == first
    assert (open_ledger(home).events() == ()) == (kind == "fresh")


def test_a_kernel_of_these_tests_cannot_leave_this_computer(tmp_path: Path) -> None:
    ask = "import socket\nsocket.create_connection(('{}', {}), timeout=1)"
    with kernel(tmp_path / "home") as show:
        assert "lessons work offline" in show(ask.format("192.0.2.1", 80)).text
        assert "lessons work offline" in show(ask.format("example.org", 80)).text
        assert "lessons work offline" not in show(ask.format("127.0.0.1", 9)).text
