"""Which credentials have run out or soon will, and whose consent to be named is missing or old."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cmo_pathways.portfolio.sections import field_text

Body = Mapping[str, object]
BANDS = (30, 90, 180)
"""How long ahead to warn [days]."""
_CONSENT_YEARS = 2  # E: people move and forget; our own judgment
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class CredentialDue:
    """A credential that has run out or will within 180 days.

    ``until`` is the last day of the month or year that the learner gave; ``days`` [days] are left, below 0 where it
    has run out; ``within`` is 0 (run out), 30, 90 or 180 [days].
    """

    entry: str
    title: str
    until: date
    days: int
    within: int

    @property
    def sentence(self) -> str:
        """What to do, in one sentence."""
        if not self.within:
            return f"{self.title} ran out in {self.until:%B %Y}. Renew it, or correct the date."
        return f"{self.title} runs out in {self.until:%B %Y}, within {self.within} days. Start its renewal."


def credentials_due(entries: Mapping[str, Body], today: date) -> tuple[CredentialDue, ...]:
    """The credentials that have run out or will within 180 days [days], the most urgent first."""
    found = []
    for id, body in entries.items():
        until = last_day(field_text(body.get("expires")))
        if body.get("section") != "credential" or body.get("removed") or until is None:
            continue
        days = (until - today).days
        within = 0 if days < 0 else next((band for band in BANDS if days <= band), None)
        if within is not None:
            found.append(CredentialDue(id, field_text(body.get("title")) or id, until, days, within))
    return tuple(sorted(found, key=lambda due: (due.until, due.entry)))


def consent_problems(entries: Mapping[str, Body], today: date) -> tuple[tuple[str, str], ...]:
    """References whose consent is missing or more than two years old (E), as ``(entry, sentence)``."""
    problems = []
    for id, body in entries.items():
        if body.get("section") != "reference" or body.get("removed"):
            continue
        name, agreed = field_text(body.get("title")) or id, last_day(field_text(body.get("consent")))
        if agreed is None:
            said = "Until you note the month in which they agreed, no contact data prints."
            problems.append((id, f"{name}: no consent noted. {said}"))
        elif (today.year - agreed.year) * 12 + today.month - agreed.month > 12 * _CONSENT_YEARS:
            problems.append((id, f"{name} agreed in {agreed:%B %Y}, more than two years ago. Ask again."))
    return tuple(problems)


def last_day(text: str) -> date | None:
    """The last day of a year or month such as ``2027`` or ``2027-04``; None for anything else."""
    found = _DAY.fullmatch(text)
    if not found or not 1 <= int(found[2] or 12) <= 12 or int(found[1]) < 1:
        return None
    year, month = int(found[1]), int(found[2] or 12)
    return date(year, month, calendar.monthrange(year, month)[1])
