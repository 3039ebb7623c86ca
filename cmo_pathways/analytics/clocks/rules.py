"""Rules with a fork in them: breach notices by size, restrictions by length, verifications by their age.

Sources: 45 CFR 164.404-164.408 (breaches), 45 CFR 60.12 (restrictions of privileges), NCQA 2025 credentialing
standards as reported by NAMSS (verification). The figures and the dates they were checked stand in the thresholds
table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from cmo_pathways.analytics import given
from cmo_pathways.analytics.clocks.deadline import Deadline, deadline
from cmo_pathways.analytics.thresholds import load_thresholds
from cmo_pathways.errors import InputError, Problem


def hipaa_breach(discovered: date, people: float, by_state: Mapping[str, int] | None = None) -> tuple[Deadline, ...]:
    """Who is told of a breach of unsecured health information, and by when: individuals, HHS, and perhaps the media.

    ``discovered`` is the first day on which it was known or should have been known; ``people`` all affected [1 or
    more]; ``by_state`` how many live in each state. 60 days is the outer limit: notices go out without unreasonable
    delay. From 500 people HHS is told at the same time; fewer are reported within 60 days after the end of the calendar
    year of discovery. Whether the media are told hangs on residents of one state (a figure to look up while it is not
    verified). Raises InputError for fewer than one person or states that hold more than all.
    """
    count = given.whole("people", people, least=1)
    states = given.numbers("by_state", tuple((by_state or {"": 0}).values()), least=0)
    if sum(states) > count:
        raise InputError([Problem("by_state", 0, "E-VALUE", f"holds more than the {count} people - check both")])
    individuals = deadline("hipaa-individuals", discovered)
    if count >= _figure("hipaa-large-breach"):
        large = load_thresholds().threshold("hipaa-large-breach")
        hhs = replace(individuals, what=large.name, rule=large.id, checked_on=large.checked_on)
    else:
        hhs = deadline("hipaa-small-breach", date(discovered.year, 12, 31))
    return individuals, hhs, *_media(individuals, max(states))


def npdb_reportable(start: date, lifted: date | None, *, today: date) -> bool:
    """True where a restriction of privileges lasts longer than 30 days and so is reported to the data bank.

    ``lifted`` is the first day without it (None while it lasts), ``today`` the day of the question. Exactly 30 days is
    not longer than 30. Giving up privileges while under investigation, or to avoid one, is reported whatever the
    length: ask that first. Raises InputError where it ends before it starts.
    """
    end = today if lifted is None else lifted
    if end < start:
        raise InputError([Problem("lifted", 0, "E-VALUE", "lies before the start - check both dates")])
    return end - start > timedelta(days=_figure("npdb-restriction-length"))


def verification_in_time(verified: date, decision: date, rule: str = "ncqa-verification") -> bool:
    """True where a primary-source verification is fresh enough on the day of the decision (120 days, or 90 by
    ``ncqa-verification-cvo``); the last day counts.

    Raises InputError where the decision came first, UnknownId for another rule.
    """
    if decision < verified:
        raise InputError([Problem("decision", 0, "E-VALUE", "lies before the verification - check both dates")])
    return decision <= deadline(rule, verified).when()


def _media(individuals: Deadline, most: float) -> tuple[Deadline, ...]:
    row = load_thresholds().threshold("hipaa-media")
    if row.value is None:
        return (Deadline(row.name, None, row.id, row.jurisdiction, row.checked_on, row.note),)
    if most <= row.value:
        return ()
    return (replace(individuals, what=row.name, rule=row.id, checked_on=row.checked_on),)


def _figure(id: str) -> float:
    return load_thresholds().threshold(id).number
