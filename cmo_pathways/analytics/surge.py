"""Surge: how long stock lasts, how many staff are missing, and which level of care the numbers mean.

The levels are conventional, contingency and crisis (after Hick 2009, https://ncbi.nlm.nih.gov/books/NBK32751); the
limits between them are a hospital's own plan. Reverse triage: Kelen 2006, doi:10.1016/S0140-6736(06)69808-5. The
numbers never say who goes without: that is a decision of named people by a rule set beforehand.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum

from cmo_pathways.analytics import given
from cmo_pathways.analytics.method import by_row, whole_column
from cmo_pathways.analytics.thresholds import load_thresholds
from cmo_pathways.errors import InputError, LearnerError, Problem


class Level(StrEnum):
    """How care is given at a census: as usual, stretched, in crisis, or past what the plan holds."""

    CONVENTIONAL = "conventional"
    CONTINGENCY = "contingency"
    CRISIS = "crisis"
    BEYOND = "beyond the plan"


def daily_use(used: Sequence[float]) -> float:
    """The mean use of a supply per day [items] (burn rate). Raises InputError where a day is missing."""
    values = given.numbers("used", used, least=0)
    return math.fsum(values) / len(values)


def days_on_hand(stock: float, use: float) -> float:
    """How many days a stock lasts: stock / mean use per day. Raises InputError, LearnerError where nothing is used."""
    per_day = given.number("use", use, least=0)
    kept = given.number("stock", stock, least=0)
    if per_day == 0:
        raise LearnerError("Nothing is used, so the stock has no end. Give the use expected in the surge.")
    return kept / per_day


def staff_gap(patients: float, patients_per_nurse: float, available: float) -> float:
    """How many nurses are missing on a shift: patients / patients per nurse, rounded up to people, less those there.

    Below 0 there are nurses to spare. Raises InputError.
    """
    needed = given.number("patients", patients, least=0) / given.number(
        "patients_per_nurse", patients_per_nurse, above=0
    )
    # A hair above a whole number is that number: 3 patients at a third of a nurse take one.
    return math.ceil(needed - 1e-9) - given.number("available", available, least=0)


def surge_level(census: float, *, usual: float, contingency: float, crisis: float) -> Level:
    """The level of care at a census [patients], from the beds a plan holds at each level, added up.

    ``usual`` <= ``contingency`` <= ``crisis`` [beds]; a census that just fills a level is still in it. Raises
    InputError.
    """
    limits = given.numbers("beds", (usual, contingency, crisis), count=3, least=0)
    if list(limits) != sorted(limits):
        raise InputError([Problem("beds", 0, "E-VALUE", "a level holds fewer beds than the one before - add them up")])
    patients = given.number("census", census, least=0)
    for level, beds in zip(Level, limits, strict=False):
        if patients <= beds:
            return level
    return Level.BEYOND


def surge_beds(admissions_per_day: float, stay: float, beds: float) -> float:
    """Beds missing in a lasting surge: admissions a day x stay [days] - beds (Little's law); below 0 beds are free.

    Raises InputError.
    """
    present = given.number("admissions", admissions_per_day, least=0) * given.number("stay", stay, least=0)
    return present - given.number("beds", beds, least=0)


def reverse_triage_class(risk: float) -> int:
    """The class [1-5] of a patient who might leave early, by the chance [0-1] of a serious event within days.

    Upper limits are those of the thresholds table (``reverse-triage-1`` to ``-5``); reaching one is still within it.
    Raises InputError.
    """
    percent = given.share("risk", risk) * 100
    limits = (load_thresholds().threshold(f"reverse-triage-{n}").number for n in range(1, 6))
    return 1 + sum(percent > limit + 1e-9 for limit in limits)


ROWS = (
    by_row("days_on_hand", days_on_hand, ("stock", "use"), "stock / use per day"),
    whole_column("daily_use", daily_use, ("used",), "mean use per day"),
    by_row(
        "staff_gap",
        staff_gap,
        ("patients", "patients_per_nurse", "available"),
        "patients / patients per nurse, rounded up, less the nurses there",
    ),
    by_row("surge_beds", surge_beds, ("admissions", "stay", "beds"), "admissions a day x stay - beds"),
)
"""What a case can ask of this family."""
