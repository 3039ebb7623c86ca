"""The place where a learner takes in feedback on memos, and what has come in so far."""

from __future__ import annotations

from typing import Any

from cmo_pathways.cohort.memo_feedback import KIND, SUFFIX
from cmo_pathways.export.class_memos import take_feedback
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState
from cmo_pathways.reports.words import counted
from cmo_pathways.widgets import blocks as b

NAME = "feedback-file"
"""The control whose change goes to ``take``."""


class MemoInbox:
    """Part of the share screen; it keeps no more than what the last file said."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._said: list[b.Block] = []

    def blocks(self, state: LedgerState) -> list[b.Block]:
        """A place for the file, and the memos on which feedback came; nothing before anything was shared."""
        if not state.of("share"):
            return []
        titles = self._journey.catalogue.cases
        rows = [
            titles[str(body.get("case"))].title if body.get("case") in titles else str(body.get("case", ""))
            for body in state.of(KIND).values()
        ]
        came = [b.prose(b.words("Feedback stands beside the debrief in lesson 07:")), b.bullets(rows)] if rows else []
        return [
            b.title("Feedback from your instructor", level=3),
            b.file(NAME, f"A file that ends in {SUFFIX}", hint=_HINT, accept=SUFFIX),
            *self._said,
            *came,
        ]

    def take(self, value: Any) -> None:
        """Take in the chosen file. Raises InputError for one that cannot be used, LearnerError for somebody else's."""
        self._said = []
        for name, data in b.chosen_files(value):
            new = take_feedback(self._journey, data, name)
            text = f"Feedback on {counted(new, 'memo')}." if new else "It was taken in before, and nothing changed."
            self._said.append(b.note("The file is read.", text))


_HINT = "Your instructor hands it to you. It is for learning: no estimate counts it."
