"""Every exception that cmo_pathways raises on purpose.

    CmoError                 its text is one sentence for a person: what, where, what to do
    ├── LearnerError         the person at the screen can mend it
    │   ├── UnknownId        an id that is in no content file (suggests the nearest)
    │   ├── InputError       a file or value that was given cannot be used (all problems at once)
    │   ├── LedgerError      the learner's ledger cannot be read or written
    │   ├── WorkspaceError   the learner's folder cannot be used
    │   └── ExportError      a document cannot be made
    │       └── UnsafeExport what would leave the computer could name a patient
    └── ContentError         a content author can mend it (all problems at once)

Anything else that escapes is a bug of ours.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in one file, in the author's words.

    Parameters: file as shown to the author; line counted from 1 (0 = the whole file); code such as ``E-ID``
    (E = error, W = warning); message that says what was found and how to mend it.
    """

    file: str
    line: int
    code: str
    message: str

    @property
    def severity(self) -> str:
        """``error`` or ``warning``, from the first letter of the code."""
        return "warning" if self.code.startswith("W-") else "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.code} {self.message}"


class CmoError(Exception):
    """Base of all errors that carry a sentence for a person."""


class LearnerError(CmoError):
    """Something that the person at the screen can mend."""


_LISTED = 8
"""Ids that a message names at most."""


class UnknownId(LearnerError):
    """An id that no content file knows."""

    def __init__(self, kind: str, found: str, known: Iterable[str]) -> None:
        names = sorted(known)
        near = difflib.get_close_matches(found, names, n=1, cutoff=0.6) or [name for name in names if found in name]
        some = ", ".join(names[:_LISTED]) + (" ..." if len(names) > _LISTED else "")
        hint = f'Did you mean "{near[0]}"?' if near else f"Known here: {some or 'none'}."
        super().__init__(f'There is no {kind} "{found}". {hint}')


class LedgerError(LearnerError):
    """The learner's ledger cannot be read or written."""


class WorkspaceError(LearnerError):
    """The learner's folder cannot be used."""


class ExportError(LearnerError):
    """A document cannot be made from what was given."""


class UnsafeExport(ExportError):
    """A document was not written because it could name a patient; ``hits`` are the places."""

    def __init__(self, hits: Sequence[object], stops: int, first: str) -> None:
        self.hits = tuple(hits)
        more = f" and {stops - 1} more" if stops > 1 else ""
        super().__init__(
            f"Nothing was written: {first}{more} could name a patient. Mend the text, or acknowledge it after a look."
        )


class _Problems(CmoError):
    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        first = str(self.problems[0]) if self.problems else "no problem given"
        more = f" (and {len(self.problems) - 1} more)" if len(self.problems) > 1 else ""
        super().__init__(first + more)


class InputError(_Problems, LearnerError):
    """A file that the person gave cannot be used; nothing of it was taken over."""


class ContentError(_Problems):
    """Content files contradict the format or each other; a content author can mend them."""
