"""The learner's ledger beside the content: opening it, writing to it, and the role it aims for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cmo_pathways.catalogue import Catalogue, load_catalogue
from cmo_pathways.ledger import Event, Ledger, LedgerState, open_ledger, replay

FIRST_TARGET = "cmo-hospital-small"
"""The role that screens propose until the learner chooses one."""


@dataclass(frozen=True, slots=True)
class Journey:
    """A learner's ledger beside the content; ``clock`` gives the time that new events carry."""

    home: Path
    catalogue: Catalogue
    ledger: Ledger
    clock: Callable[[], datetime]

    def state(self) -> LedgerState:
        """What the ledger says now. Raises LedgerError."""
        return replay(self.ledger.events())

    def record(self, kind: str, subject: str, body: Mapping[str, Any]) -> Event:
        """Write one event; it is on disk when this returns. Raises LedgerError."""
        return self.ledger.append(kind, subject, dict(body), at=self.clock())

    def record_all(self, items: Iterable[tuple[str, str, Mapping[str, Any]]]) -> tuple[Event, ...]:
        """Write events (kind, subject, body) at once; all are on disk when this returns. Raises LedgerError."""
        whole = [(kind, subject, dict(body)) for kind, subject, body in items]
        return self.ledger.append_all(whole, at=self.clock())

    def rate(
        self, competency: str, level: int | None, sureness: str | None, *, not_applicable: bool, **more: str
    ) -> Event:
        """Record a self-rating of a competency; more may be its ``note``, ``course`` and ``moment``.

        Raises UnknownId, LedgerError.
        """
        self.catalogue.framework.competency(competency)
        version = self.catalogue.framework.version
        body = {"level": level, "sureness": sureness, "not_applicable": not_applicable, "framework": version, **more}
        return self.record("rating", competency, body)

    def aim(self, step: str) -> Event:
        """Record the target role, given as a career step such as ``cmo-hospital-large``. Raises UnknownId."""
        self.catalogue.framework.role(step)
        return self.record("target", step, {})


def open_journey(home: Path, *, clock: Callable[[], datetime], catalogue: Catalogue | None = None) -> Journey:
    """The journey of the learner whose folder is ``home``; an empty ledger is made where there is none.

    Raises LedgerError where the ledger cannot be used, ContentError where the content is broken.
    """
    return Journey(home, catalogue or load_catalogue(), open_ledger(home), clock)


def target_of(state: LedgerState) -> str:
    """The target role as a career step: the learner's choice, or the first one we propose."""
    return state.target or FIRST_TARGET
