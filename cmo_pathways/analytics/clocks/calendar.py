"""Calendar arithmetic for deadlines: months that end early, work days, US federal holidays.

Federal holidays: 5 U.S.C. 6103 (a), (b) and Executive Order 11582, each also on the weekday that stands in for it: a
Saturday holiday is kept on the Friday before, a Sunday one on the Monday after. Days that a president adds by order,
and the inauguration day of the capital, are not in it.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache

from cmo_pathways.analytics import given

_JUNETEENTH_SINCE = 2021
_KING_SINCE = 1986
_EARLIEST = 1971  # Monday holidays as they are now; years before are refused

_FIXED = ((1, 1), (7, 4), (11, 11), (12, 25))
_MONDAYS = ((2, 3), (9, 1), (10, 2))  # month and which Monday; the last of May apart
_SATURDAY = 5


def add_months(start: date, months: float) -> date:
    """The same day so many months later, or the last day of that month where it has no such day.

    January 31 plus one month is February 28 or 29. Raises InputError for part months.
    """
    count = start.year * 12 + start.month - 1 + given.whole("months", months)
    year, month = divmod(count, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def add_work_days(start: date, days: float) -> date:
    """The date so many work days after ``start``; the day itself never counts.

    A work day is Monday to Friday without the federal holidays. 0 gives ``start`` itself. Raises InputError.
    """
    left, at = given.whole("days", days), start
    while left:
        at += timedelta(days=1)
        left -= is_work_day(at)
    return at


def is_work_day(day: date) -> bool:
    """True from Monday to Friday, unless a federal holiday is kept on that day. Raises InputError before 1971."""
    # New Year's Day of the next year may be kept on December 31.
    return day.weekday() < _SATURDAY and day not in federal_holidays(day.year) | federal_holidays(day.year + 1)


@lru_cache(maxsize=64)
def federal_holidays(year: int) -> frozenset[date]:
    """The days on which the US federal holidays of a year are kept (New Year's may fall in the year before).

    Raises InputError before 1971.
    """
    given.number("year", year, least=_EARLIEST)
    days = [date(year, month, day) for month, day in _FIXED]
    if year >= _JUNETEENTH_SINCE:
        days.append(date(year, 6, 19))
    days += [_nth(year, month, calendar.MONDAY, which) for month, which in _MONDAYS]
    if year >= _KING_SINCE:
        days.append(_nth(year, 1, calendar.MONDAY, 3))
    days += [_nth(year, 11, calendar.THURSDAY, 4), _last_monday_of_may(year)]
    return frozenset(_kept(day) for day in days)


def _kept(day: date) -> date:
    return day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=last.weekday())
