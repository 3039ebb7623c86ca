"""Emergency care access: which visits count against the federal measure, and what share of visits they are.

A visit counts if any part applies: too long to a treatment space, left without an evaluation, boarded too long, too
long in all. Limits are ``ecat-arrival``, ``ecat-boarding`` and ``ecat-length-of-stay`` of the thresholds table. Source:
https://ecqi.healthit.gov/ecqm/hosp-outpt/2027/cms1244v1.
"""

from __future__ import annotations

from collections.abc import Sequence

from cmo_pathways.analytics import given
from cmo_pathways.analytics.method import whole_column
from cmo_pathways.analytics.thresholds import load_thresholds


def counts_against(to_room: float | None, boarded: float, stay: float, left: bool) -> bool:
    """True where a visit counts: any limit passed, or left without an evaluation; exactly the limit does not count.

    ``to_room`` [hours from arrival to a treatment space; None where it was never reached], ``boarded`` [hours after the
    decision to admit, 0 if none], ``stay`` [hours from arrival to departure]. Raises InputError for times below 0.
    """
    hours = given.numbers("hours", (stay if to_room is None else to_room, boarded, stay), least=0)
    limits = [load_thresholds().threshold(f"ecat-{part}").number for part in ("arrival", "boarding", "length-of-stay")]
    return left or any(time > limit + 1e-9 for time, limit in zip(hours, limits, strict=True))


def share_against(
    to_room: Sequence[float], boarded: Sequence[float], stay: Sequence[float], left: Sequence[float]
) -> float:
    """The share of visits [0-1] that count against the measure; one entry per visit, ``left`` 1 or 0.

    Raises InputError for missing values or columns of different length.
    """
    given.same_length(to_room=to_room, boarded=boarded, stay=stay, left=left)
    given.numbers("left", left, least=0, most=1)
    visits = zip(to_room, boarded, stay, left, strict=True)
    return sum(counts_against(room, board, hours, gone == 1) for room, board, hours, gone in visits) / len(left)


ROWS = (
    whole_column(
        "emergency_access",
        share_against,
        ("to_room", "boarded", "stay", "left"),
        "visits with any part of the measure / all visits",
    ),
)
"""What a case can ask of this family."""
