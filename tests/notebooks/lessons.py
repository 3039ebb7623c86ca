"""The lessons as files: their cells, their words, and what each of them should show."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
SCREENS: Mapping[str, str] = {
    "00-start-here": "start-here",
    "01-what-a-cmo-does": "what-a-cmo-does",
    "02-skill-map": "skill-map",
    "03-self-assessment": "self-assessment",
    "04-feedback-360": "feedback",
    "05-career-pathways": "career-pathways",
    "06-development-plan": "development-plan",
    "07-case-studio": "case-studio",
    "08-portfolio-builder": "portfolio-builder",
    "09-market-and-balance": "market",
    "10-instructor-console": "session-room",
}
"""Each lesson and its own screen."""

BEFORE: Mapping[str, tuple[str, ...]] = {"08-portfolio-builder": ("portfolio-import",)}
"""Lessons that show another screen before their own."""

MORE: Mapping[str, tuple[str, ...]] = {
    "02-skill-map": ("roles",),
    "07-case-studio": ("case-workshop",),
    "08-portfolio-builder": ("share",),
    "09-market-and-balance": ("renewals", "offer", "balance"),
    "10-instructor-console": ("memo-scoring", "class-view"),
}
"""Lessons that show further screens, in their order."""

WITHOUT_LESSON: frozenset[str] = frozenset()
"""Screens that are opened by name until a lesson shows them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a lesson as it is stored."""

    id: str
    is_code: bool
    source: str
    raw: Mapping[str, Any]


@dataclass(frozen=True)
class Lesson:
    """A notebook read as plain JSON."""

    name: str
    file: Path

    @cached_property
    def raw(self) -> Mapping[str, Any]:
        return json.loads(self.file.read_text(encoding="utf-8"))

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(
            Cell(cell["id"], cell["cell_type"] == "code", "".join(cell["source"]), cell) for cell in self.raw["cells"]
        )

    @property
    def code(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.is_code)

    @property
    def prose(self) -> str:
        return "\n\n".join(cell.source for cell in self.cells if not cell.is_code)

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(re.findall(r"^#{1,2} (.+)$", self.prose, re.MULTILINE))


def read_lesson(name: str) -> Lesson:
    return Lesson(name, NOTEBOOKS / f"{name}.ipynb")
