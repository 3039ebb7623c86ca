"""Every lesson runs, says what it said before, and leaves the ledger alone.

After an intended change: ``REFRESH_GOLDEN=1 python -m pytest tests/notebooks/test_running.py -k transcript``, then
read the difference.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import pytest
from notebooks.lessons import SCREENS, read_lesson
from notebooks.running import kernel, run_lesson, run_nbval, transcript

from cmo_pathways.journey import open_journey
from cmo_pathways.ledger import export_events, open_ledger
from cmo_pathways.samples import live_sample, load_sample

GOLDEN = Path(__file__).parent / "golden"
HOMES = [pytest.param(kind, marks=pytest.mark.xdist_group(f"lessons-{kind}")) for kind in ("fresh", "sample")]


class Home:
    """A learner's folder in which each lesson is run once in its own kernel, and all of them once under nbval."""

    def __init__(self, kind: str, path: Path) -> None:
        self.kind, self.path = kind, path
        self._transcripts: dict[str, str] = {}
        if kind == "sample":
            live_sample(open_journey(path, clock=lambda: datetime(2026, 11, 22, tzinfo=UTC)), load_sample())

    def transcript(self, name: str) -> str:
        if name not in self._transcripts:
            shown = run_lesson(read_lesson(name), self.path)
            assert not [cell.text for cell in shown if cell.failed]
            self._transcripts[name] = transcript(shown)
        return self._transcripts[name]

    @cached_property
    def nbval(self) -> tuple[int, str, bytes]:
        done = run_nbval(self.path)
        return done.returncode, done.stdout, self.ledger()

    def ledger(self) -> bytes:
        return export_events(open_ledger(self.path, create=False))


@pytest.fixture(scope="module", params=HOMES)
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    yield Home(request.param, tmp_path_factory.mktemp(request.param) / "home")


@pytest.mark.parametrize("name", SCREENS)
def test_transcript(home: Home, name: str, record_property) -> None:
    golden = GOLDEN / f"{name}.{home.kind}.txt"
    if os.environ.get("REFRESH_GOLDEN"):
        golden.write_text(home.transcript(name), encoding="utf-8")
    expected = golden.read_text(encoding="utf-8")
    cells = re.findall(r"^--- cell (\S+)\n(?=\S)", expected, re.MULTILINE)
    assert cells == [cell.id for cell in read_lesson(name).code], "each code cell has words to compare with"
    record_property("cells_compared", len(cells))
    assert home.transcript(name) == expected


def test_nbval_runs_every_lesson_without_an_exception(home: Home) -> None:
    status, said, _ = home.nbval
    assert status == 0, said
    assert f"{sum(len(read_lesson(name).code) for name in SCREENS)} passed" in said


def test_restart_and_run_all_twice_gives_the_same_ledger(home: Home) -> None:
    _, _, after_nbval = home.nbval
    for name in SCREENS:
        home.transcript(name)
    assert home.ledger() == after_nbval
    assert (open_ledger(home.path).events() == ()) == (home.kind == "fresh")


def test_a_kernel_of_these_tests_cannot_leave_this_computer(tmp_path: Path) -> None:
    ask = "import socket\nsocket.create_connection(('{}', {}), timeout=1)"
    with kernel(tmp_path / "home") as show:
        assert "lessons work offline" in show(ask.format("192.0.2.1", 80)).text
        assert "lessons work offline" in show(ask.format("example.org", 80)).text
        assert "lessons work offline" not in show(ask.format("127.0.0.1", 9)).text
