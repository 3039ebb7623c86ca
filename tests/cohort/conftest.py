"""Shares of invented learners, and the folder that they are dropped into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cmo_pathways.cohort import (
    PARTS,
    Share,
    SharedActivity,
    SharedEntry,
    SharedLevel,
    SharedMemo,
    SharedPlay,
    SharedRating,
    share_text,
)


@pytest.fixture
def a_share() -> Callable[..., Share]:
    """The share of the n-th learner, with anything in it replaced."""

    def make(number: int = 1, **changes: object) -> Share:
        return replace(
            Share(
                id=f"share-{number:04}",
                learner=f"learner-{number:04}",
                at="2026-11-03T21:14:00Z",
                name=f"Fellow {number}",
                pseudonym=number % 2 == 0,
                framework="1.2.0",
                stage="practice",
                role="cmo-hospital-small",
                parts=PARTS,
                levels=(SharedLevel("finance", 2.31, 1.5, 3.1), SharedLevel("patient-safety", 3.0, 2.2, 3.9)),
                ratings=(SharedRating("finance", "Finance, fall 2026", "before", 2),),
                cases=(
                    SharedPlay(
                        "vacant-list-1", "vacant-list", "1.0.0", "2026-10-30T20:00:00Z", "fair",
                        ("call/stop", "review/listen"), {"patient-safety": (2.0, 3.0)},
                    ),
                ),
                memos=(
                    SharedMemo("vacant-list-1", "vacant-list", "1.0.0", "memo", "2026-10-30T20:00:00Z", "We stop.\n–V"),
                ),
                plan=(SharedActivity("read-a-budget", "started", "2026-10-12"), SharedActivity("mba", "planned", None)),
                entries=(
                    SharedEntry("impact-1", "impact", {"title": "Sepsis", "n": 12, "competencies": ("finance",)}),
                ),
            ),
            **changes,
        )  # fmt: skip

    return make


@pytest.fixture
def drop(tmp_path: Path) -> Callable[..., Path]:
    """Puts shares, or any bytes, into a folder under a name; gives the folder."""

    def put(name: str, content: object) -> Path:
        folder = tmp_path / "shares"
        folder.mkdir(exist_ok=True)
        data = content if isinstance(content, bytes) else share_text(content).encode()  # type: ignore[arg-type]
        (folder / name).write_bytes(data)
        return folder

    return put
