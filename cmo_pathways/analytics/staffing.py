"""Posts and productivity: how many people a census takes, and what a physician's work is worth in the fee schedule.

A post is 40 hours a week, 2,080 a year (``fte-week``, ``fte-year`` of the thresholds table). A post that a unit needs
every day of the week is counted once with seven days: adding weekend cover afterwards counts it twice.
Sources: nursing hours example after Nursing Management 2018, https://www.scribd.com/document/415309938; fee schedule,
https://codingintel.com and https://medicarepaymentandreimbursement.com/2010/07.
"""

from __future__ import annotations

from dataclasses import dataclass

from cmo_pathways.analytics import given
from cmo_pathways.analytics.method import by_row
from cmo_pathways.analytics.thresholds import load_thresholds

DAYS = 7
"""Days of a week on which a ward is open."""


@dataclass(frozen=True, slots=True)
class Staffing:
    """What a ward takes: hours [hours a day], shifts [shifts a day] and posts [full-time posts, before leave]."""

    hours: float
    shifts: float
    posts: float

    def with_leave(self, away: float) -> float:
        """Posts to fund where ``away`` [0-1, below 1] of paid hours are spent away from work: posts / (1 - away).

        Multiplying by (1 + away) falls short: leave has to be covered by people who take leave as well.
        """
        return self.posts / (1 - given.number("away", away, least=0, below=1))


def nursing_hours_per_day(hours: float, patient_days: float) -> float:
    """Nursing hours per patient day (HPPD) [hours]: worked hours / patient days. Raises InputError without a day."""
    return given.number("hours", hours, least=0) / given.number("patient_days", patient_days, above=0)


def staffing_by_hours(census: float, hours_per_patient: float, shift: float = 8) -> Staffing:
    """What a census takes at so many nursing hours per patient day, seven days a week.

    ``census`` [patients, 0 or more]; ``hours_per_patient`` [hours a day, 0-24 times the nurses at one bed]; ``shift``
    [hours, up to 24]. Posts = shifts a day x 7 x hours of a shift / 40. Raises InputError.
    """
    length = given.number("shift", shift, above=0, most=24)
    hours = given.number("census", census, least=0) * given.number("hours_per_patient", hours_per_patient, least=0)
    return _staffing(hours, length)


def staffing_by_ratio(beds: float, patients_per_nurse: float, shift: float = 8) -> Staffing:
    """What beds take at so many patients per nurse, around the clock, seven days a week.

    Nurses are not rounded up to whole people: do that per shift where the rule asks for it. Raises InputError.
    """
    length = given.number("shift", shift, above=0, most=24)
    nurses = given.number("beds", beds, least=0) / given.number("patients_per_nurse", patients_per_nurse, above=0)
    return _staffing(nurses * 24, length)


def round_the_clock_posts(places: float = 1) -> float:
    """Full-time posts that keep so many places filled around the clock, before leave: 8,760 / 2,080 each.

    Seven-day cover is in it already. Raises InputError for a number below 0.
    """
    return given.number("places", places, least=0) * _figure("year-hours") / _figure("fte-year")


def fee_payment(
    work: float,
    practice: float,
    malpractice: float,
    factor: float,
    *,
    places: tuple[float, float, float] = (1.0, 1.0, 1.0),
) -> float:
    """What the Medicare fee schedule pays for a service [USD]: the three weighted RVUs x conversion factor.

    ``work``, ``practice`` (expense), ``malpractice`` [RVU, 0 or more]; ``factor`` [USD per RVU] of the year, from the
    thresholds table (``conversion-factor-2026``); ``places`` the three geographic indices (GPCI) in that order. Raises
    InputError.
    """
    units = given.numbers("RVU", (work, practice, malpractice), least=0)
    indices = given.numbers("places", places, count=3, above=0)
    weighted = sum(unit * index for unit, index in zip(units, indices, strict=True))
    return weighted * given.number("factor", factor, least=0)


def work_units_per_post(work_units: float, clinical_post: float) -> float:
    """Work RVUs per full clinical post: work RVUs / clinical FTE. Raises InputError where no clinical time is left.

    Compare with a specialty's benchmark only after the clinical share of the post was taken out of the whole.
    """
    return given.number("work_units", work_units, least=0) / given.number("clinical_post", clinical_post, above=0)


def work_units_in_2026_terms(work_units: float, exempt: float = 0) -> float:
    """Work RVUs of 2025 as they count in 2026, after the efficiency adjustment: same work, fewer units.

    ``exempt`` [0-1] is the share of the units from services without the cut (evaluation and management, time-based).
    The cut (2.5 %) is ``efficiency-adjustment-2026`` of the thresholds table. Raises InputError.
    """
    cut = _figure("efficiency-adjustment-2026") / 100
    return given.number("work_units", work_units, least=0) * (1 - cut * (1 - given.share("exempt", exempt)))


def _staffing(hours: float, shift: float) -> Staffing:
    shifts = hours / shift
    return Staffing(hours, shifts, shifts * DAYS * shift / _figure("fte-week"))


def _figure(id: str) -> float:
    return load_thresholds().threshold(id).number


_CENSUS = ("census", "hours_per_patient", "shift")

ROWS = (
    by_row("nursing_hppd", nursing_hours_per_day, ("hours", "patient_days"), "worked nursing hours / patient days"),
    by_row("nursing_shifts", lambda *row: staffing_by_hours(*row).shifts, _CENSUS, "census x HPPD / hours of a shift"),
    by_row("nursing_posts", lambda *row: staffing_by_hours(*row).posts, _CENSUS, "shifts x 7 x hours of a shift / 40"),
    by_row(
        "ratio_posts",
        lambda *row: staffing_by_ratio(*row).posts,
        ("beds", "patients_per_nurse"),
        "beds / patients per nurse x 24 x 7 / 40: seven-day cover is in it",
    ),
    by_row(
        "fee_payment",
        fee_payment,
        ("work", "practice", "malpractice", "factor"),
        "(work + practice expense + malpractice RVU) x conversion factor",
    ),
    by_row("wrvu_per_fte", work_units_per_post, ("work_units", "clinical_post"), "work RVUs / clinical FTE"),
)
"""What a case can ask of this family."""
