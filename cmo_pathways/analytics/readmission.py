"""Readmissions: the excess ratio and payment factor of Medicare's program (HRRP), and the LACE index.

Sources: CMS program page; 42 CFR 412.154 and 42 USC 1395ww(q); van Walraven 2010
(https://pmc.ncbi.nlm.nih.gov/articles/PMC2845681). The peer-group formula text of today is not verified: thresholds by
peer group and the neutrality modifier are arguments.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.analytics import given
from cmo_pathways.analytics.method import Method
from cmo_pathways.analytics.thresholds import figure
from cmo_pathways.errors import LearnerError


@dataclass(frozen=True, slots=True)
class ReadmissionMeasure:
    """One condition of the program at one hospital.

    ``payments``: base operating payments of its stays [USD]; ``ratio``: excess readmission ratio; ``cases``: stays
    that count; ``threshold``: ratio from which excess counts, 1 by the statute, the median of the peer group since
    fiscal year 2019.
    """

    payments: float
    ratio: float
    cases: int
    threshold: float = 1


@dataclass(frozen=True, slots=True)
class Lace:
    """The LACE index of one discharge: points for length of stay, acute admission, comorbidity, emergency visits."""

    stay: int
    acute: int
    comorbidity: int
    emergency: int

    @property
    def total(self) -> int:
        """The index [0-19]."""
        return self.stay + self.acute + self.comorbidity + self.emergency

    @property
    def high(self) -> bool:
        """True from the score that is commonly called high risk (10) on."""
        return self.total >= figure("lace-high-risk")


def excess_ratio(predicted: float, expected: float, *, cases: int) -> float:
    """The excess readmission ratio: predicted over expected readmissions of a hospital; above 1 is more than expected.

    predicted, expected [rates or counts of the model, expected above 0]; cases [stays]. Raises LearnerError with
    fewer than 25 cases: the program gives no ratio then; InputError. Source: CMS program page.
    """
    if given.whole("cases", cases) < figure("hrrp-minimum-cases"):
        raise LearnerError(
            f"{cases} cases are too few: the program gives no ratio below {figure('hrrp-minimum-cases'):g}."
        )
    return given.number("predicted", predicted, least=0) / given.number("expected", expected, above=0)


def payment_factor(measures: Sequence[ReadmissionMeasure], all_payments: float, *, modifier: float = 1) -> float:
    """The payment adjustment factor [0.97-1]: 1 minus payments for excess readmissions over all payments.

    Excess of a measure: payments x (ratio - threshold), 0 where below or with fewer than 25 cases. all_payments: base
    operating payments of all stays [USD, above 0]; modifier: neutrality modifier, 1 before fiscal year 2019.
    Raises InputError. Source: 42 CFR 412.154; 42 USC 1395ww(q).
    """
    whole = given.number("all_payments", all_payments, above=0)
    excess = 0.0
    for measure in measures:
        paid, ratio, threshold = given.numbers("measure", (measure.payments, measure.ratio, measure.threshold), least=0)
        if given.whole("cases", measure.cases) >= figure("hrrp-minimum-cases"):
            excess += paid * max(0.0, ratio - threshold)
    return max(figure("hrrp-factor-floor"), 1 - given.number("modifier", modifier, least=0) * excess / whole)


def payment_change(base_payments: float, factor: float) -> float:
    """What a factor changes in base operating payments [USD]: payments x (factor - 1), never above 0.

    factor [0.97-1]. Raises InputError for a factor outside the program's bounds. Source: 42 CFR 412.154.
    """
    bounded = given.number("factor", factor, least=figure("hrrp-factor-floor"), most=1)
    return given.number("base_payments", base_payments, least=0) * (bounded - 1)


def lace(days: int, *, acute: bool, charlson: int, visits: int) -> Lace:
    """The LACE index of a discharge, in its first form of 2010: not the modified one, which gives 6 for 14 days.

    days [whole days in hospital, 0 or more; less than a day is 0]; acute: admitted through the emergency department;
    charlson [0 or more]: comorbidity score; visits [0 or more]: emergency visits in the six months before.
    Raises InputError. Source: van Walraven 2010 (https://pmc.ncbi.nlm.nih.gov/articles/PMC2845681).
    """
    length, score = given.whole("days", days), given.whole("charlson", charlson)
    return Lace(
        _stay(length),
        int(figure("lace-acute")) if acute else 0,
        score if score <= 3 else int(figure("lace-charlson-top")),
        min(given.whole("visits", visits), int(figure("lace-emergency-top"))),
    )


def _stay(days: int) -> int:
    for least in (14, 7, 4):
        if days >= least:
            return int(figure(f"lace-stay-{least}"))
    return days


def _excess(predicted: Sequence[float], expected: Sequence[float], cases: Sequence[float]) -> float:
    sums = [math.fsum(column) for column in (predicted, expected, cases)]
    return excess_ratio(sums[0], sums[1], cases=int(sums[2]))


def _factor(
    payments: Sequence[float], ratios: Sequence[float], cases: Sequence[float], all_payments: Sequence[float]
) -> float:
    rows = zip(payments, ratios, cases, strict=True)
    return payment_factor([ReadmissionMeasure(p, r, int(c)) for p, r, c in rows], all_payments[0])


def _high_share(
    days: Sequence[float], acute: Sequence[float], charlson: Sequence[float], visits: Sequence[float]
) -> float:
    rows = list(zip(days, acute, charlson, visits, strict=True))
    found = [lace(int(d), acute=a == 1, charlson=int(c), visits=int(v)) for d, a, c, v in rows]
    return sum(one.high for one in found) / len(found)


ROWS = (
    Method(
        "excess_ratio",
        _excess,
        ("predicted", "expected", "cases"),
        ("number",) * 3,
        3,
        (),
        "predicted over expected readmissions; none with fewer than 25 cases",
    ),
    Method(
        "payment_factor",
        _factor,
        ("payments", "ratios", "cases", "all_payments"),
        ("number",) * 4,
        4,
        (),
        "1 minus payments x (ratio - 1) over all payments, at least 0.97; measures with 25 cases or more",
    ),
    Method(
        "lace_high_share",
        _high_share,
        ("days", "acute", "charlson", "visits"),
        ("number",) * 4,
        4,
        (),
        "discharges with a LACE index of 10 or more, over all",
    ),
)
