"""A skill map of two competencies and two roles: enough to point at, and it changes only with these tests."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from cmo_pathways.framework import Framework
from cmo_pathways.framework.model import Competency, Role
from cmo_pathways.scale import Mark

WRONG = Path(__file__).parents[1] / "wrong" / "framework"


def small_framework() -> Framework:
    """Two competencies, and one role in a hospital and one with a payer."""
    skills = [Competency(id, id, id, "d", "", "", ()) for id in ("financial-acumen", "data-analytics")]
    roles = [_role("role-cmo-hospital-large", "hospital"), _role("role-cmo-payer", "payer")]
    return Framework("1", (), (), {s.id: s for s in skills}, {r.id: r for r in roles})


def _role(id: str, sector: str) -> Role:
    words = dict.fromkeys((field.name for field in fields(Role)), "")
    return Role(**words | {"id": id, "sector": sector, "mark": Mark.ASSUMPTION, "targets": {}})


def same_as(expected: Path, problems) -> None:
    """The problems are exactly the lines of the file, in order; a failure prints what was found instead."""
    found = "\n".join(map(str, problems)) + "\n"
    assert found == expected.read_text(encoding="utf-8"), found
