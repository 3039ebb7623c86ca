"""A learner, a collector, and answers for tests; all invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cmo_pathways.assess.feedback360 import Invitation, KeyPair, PublicKey, make_invitation, own_key_or_new

TODAY = date(2026, 11, 22)
FRAMEWORK = "1.0.0"
ASKED = ("financial-acumen", "crisis-leadership", "medical-ethics")


def pair(folder: Path, name: str) -> KeyPair:
    return own_key_or_new(folder / name.split()[0].lower(), name=name, today=TODAY)


def invitation(learner: KeyPair, collector: PublicKey | None, *, group: str = "peers", **other: object) -> Invitation:
    settings = {"competencies": ASKED, "framework": FRAMEWORK, "made": TODAY, **other}
    return make_invitation(group=group, learner=learner, collector=collector, **settings)  # type: ignore[arg-type]


def levels(*given: int | None) -> dict[str, int | None]:
    return dict(zip(ASKED, given, strict=True))
