"""A home to write in, events to write, and a child process for what must not happen to the test itself."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cmo_pathways.ledger import Event, Ledger, open_ledger

START = datetime(2026, 11, 3, 21, 14, tzinfo=UTC)
NOBODY = 65534


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def ledger(home: Path) -> Ledger:
    return open_ledger(home, timeout=0.2)


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that other users can reach; pytest's own is closed to them."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


@pytest.fixture
def say() -> Callable[..., Event]:
    """Writes one portfolio entry with a text."""

    def write(ledger: Ledger, text: str, subject: str = "note-1", **more: object) -> Event:
        body = {"section": "note", "text": text, **more}
        return ledger.append("entry", subject, body, at=START)

    return write


@pytest.fixture
def fill() -> Callable[[Ledger], tuple[Event, ...]]:
    """Writes one event of every kind, one minute apart."""

    def write(ledger: Ledger) -> tuple[Event, ...]:
        for minute, (kind, subject, body) in enumerate(EVERY_KIND):
            ledger.append(kind, subject, body, at=START + timedelta(minutes=minute))
        return ledger.events()

    return write


@pytest.fixture
def every_kind() -> tuple[tuple[str, str, Mapping[str, object]], ...]:
    return EVERY_KIND


@pytest.fixture
def in_child() -> Callable[[Callable[[], str]], str]:
    """Runs a function in a forked process and gives back the text that it returns."""

    def run(function: Callable[[], str]) -> str:
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                os.write(write, function().encode())
                status = 0
            finally:
                os._exit(status)
        os.close(write)
        with os.fdopen(read, "rb") as pipe:
            text = pipe.read().decode()
        assert os.waitpid(child, 0)[1] == 0
        return text

    return run


@pytest.fixture
def as_nobody(in_child: Callable[[Callable[[], str]], str]) -> Callable[[Callable[[], str]], str]:
    """Runs a function as a user without rights, because root may write anywhere."""

    def run(function: Callable[[], str]) -> str:
        def without_rights() -> str:
            if os.getuid() == 0:
                os.setuid(NOBODY)
            return function()

        return in_child(without_rights)

    return run


_PLAY = {"play": "vacant-list-1", "version": "1.0.0"}
EVERY_KIND: tuple[tuple[str, str, Mapping[str, object]], ...] = (
    ("profile", "me", {"name": "Ana Ruiz", "headline": "Hospitalist", "email": "ana@example.org"}),
    ("target", "cmo-hospital-large", {}),
    ("rating", "finance", {"level": 2, "sureness": "fairly", "not_applicable": False, "framework": "1.0.0"}),
    (
        "rating",
        "medical-ethics",
        {"level": None, "sureness": None, "not_applicable": True, "framework": "1.0.0", "note": "no such post"},
    ),
    ("importance", "finance", {"value": 5}),
    ("step", "attending-physician", {"held": True, "since": "2019-07"}),
    ("waiver", "mba", {"waived": True}),
    ("decision", "vacant-list", {**_PLAY, "scene": "call", "choice": "stop"}),
    ("answer", "vacant-list", {**_PLAY, "scene": "queue", "ask": "number", "value": 12.5}),
    ("answer", "vacant-list", {**_PLAY, "scene": "memo", "ask": "memo", "value": "Dear all,\nwe stop."}),
    (
        "result",
        "vacant-list",
        {
            **_PLAY,
            "ending": "fair",
            "scores": {"patient-safety": {"got": 2, "best": 3}},
            "counters": {"trust": -1},
            "path": ["call/stop", "review/listen"],
        },
    ),
    ("entry", "result-1", {"section": "result", "title": "Sepsis bundle", "before": 61.0, "tags": ["quality"]}),
    (
        "export",
        "dossier.pdf",
        {"audience": "hospital-board", "kind": "dossier", "format": "pdf", "sha256": "0" * 64, "pages": 7},
    ),
)
