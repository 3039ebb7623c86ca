"""One deadline: a start, a figure of the thresholds table in its unit, and the last day (or hour) that is in time.

The day on which a clock starts is not counted; the last day is in time until its end. A figure that is not verified
gives no date: the deadline then says where to look. These are exercises, not legal advice: counsel decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cmo_pathways.analytics.clocks.calendar import add_months, add_work_days
from cmo_pathways.analytics.thresholds import Threshold, load_thresholds
from cmo_pathways.errors import InputError, LearnerError, Problem

_DAYS = ("days", "calendar days")


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is due, and by when.

    ``due`` is the last day (date) or moment (with time zone) in time; None where the figure is not verified, and
    ``why`` then says where to look. ``rule`` is the id of the threshold; ``jurisdiction`` and ``checked_on`` [month]
    are its own.
    """

    what: str
    due: date | datetime | None
    rule: str
    jurisdiction: str
    checked_on: str
    why: str = ""

    def when(self) -> date | datetime:
        """The last day or moment in time. Raises LearnerError where no verified figure gives one."""
        if self.due is None:
            raise LearnerError(f"{self.what}: no date can be given. {self.why}")
        return self.due


def deadline(rule: str, start: date) -> Deadline:
    """The last day in time under a rule of the thresholds table, counted from the day ``start``.

    Days are calendar days whether or not they are work days, ``work days`` leave out weekends and federal holidays,
    months and years end on the same day of the month or its last. Raises UnknownId for a rule that is not in the table,
    InputError for one that is no time in days, months or years.
    """
    row = load_thresholds().threshold(rule)
    if row.value is None:
        return _without_date(row)
    return _found(row, _counted(row, row.value, start))


def hours_deadline(rule: str, start: datetime) -> Deadline:
    """The last moment in time under a rule in hours: real hours, across weekends and changes of the clock.

    ``start`` needs a time zone, and the answer is told in it. Raises UnknownId, InputError.
    """
    row = load_thresholds().threshold(rule)
    if start.tzinfo is None:
        raise InputError([Problem("start", 0, "E-VALUE", "has no time zone - hours cannot be counted without one")])
    if row.unit != "hours":
        raise _no_time(row, "hours")
    if row.value is None:
        return _without_date(row)
    # In the zone itself an hour of a changing clock would be lost or counted twice.
    return _found(row, (start.astimezone(UTC) + timedelta(hours=row.value)).astimezone(start.tzinfo))


def is_late(found: Deadline, done: date | datetime) -> bool:
    """True where something was done after its last day or moment; on the last day is in time.

    Compare dates with dates and moments with moments. Raises LearnerError where the deadline has no date, InputError
    where a date meets a moment.
    """
    due = found.when()
    if isinstance(due, datetime) and isinstance(done, datetime):
        return done > due
    if isinstance(due, datetime) or isinstance(done, datetime):
        raise InputError([Problem("done", 0, "E-VALUE", "a date meets a time of day - give both in the same form")])
    return done > due


def _counted(row: Threshold, value: float, start: date) -> date:
    if row.unit in _DAYS:
        return start + timedelta(days=value)
    if row.unit == "work days":
        return add_work_days(start, value)
    if row.unit == "months":
        return add_months(start, value)
    if row.unit == "years":
        return add_months(start, 12 * value)
    raise _no_time(row, "days, months or years")


def _found(row: Threshold, due: date | datetime) -> Deadline:
    return Deadline(row.name, due, row.id, row.jurisdiction, row.checked_on)


def _without_date(row: Threshold) -> Deadline:
    return Deadline(row.name, None, row.id, row.jurisdiction, row.checked_on, row.note)


def _no_time(row: Threshold, wanted: str) -> InputError:
    return InputError([Problem(row.id, 0, "E-VALUE", f"is given in {row.unit}, not in {wanted} - choose another rule")])
