"""Drug safety signals: is an event reported with a drug more often than with the others?

Reports are not incidence: duplicates, stimulated reporting and masking move every figure here. A signal asks for a
look at the cases, nothing more. One printed formula has the wrong denominators (BMC Pharmacol Toxicol 2025,
doi:10.1186/s40360-025-00877-4, table 1): recompute what you cite. Source: Evans 2001, doi:10.1002/pds.677.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from cmo_pathways.analytics import given
from cmo_pathways.analytics.method import by_row
from cmo_pathways.analytics.thresholds import load_thresholds
from cmo_pathways.errors import LearnerError


@dataclass(frozen=True, slots=True)
class Estimate:
    """A ratio with its interval; each is None where it is not defined, and ``why`` says the reason."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    why: str = ""

    def number(self) -> float:
        """The ratio. Raises LearnerError with the reason where it is not defined."""
        if self.value is None:
            raise LearnerError(f"{self.name} is not defined here: {self.why}.")
        return self.value


@dataclass(frozen=True, slots=True)
class Disproportionality:
    """How far the reports of a drug with an event stand out.

    ``prr`` is the proportional reporting ratio, ``ror`` the reporting odds ratio; both chi-squares have 1 degree of
    freedom and are None where a row or column is empty; ``cases`` counts the drug's reports with the event.
    """

    cases: int
    prr: Estimate
    ror: Estimate
    chi_square: float | None
    chi_square_yates: float | None

    @property
    def evans(self) -> bool:
        """True where all three Evans criteria hold, with the uncorrected chi-square that Evans 2001 prints."""
        return self._evans(self.chi_square)

    @property
    def evans_yates(self) -> bool:
        """True where all three hold with the Yates-corrected chi-square, which is stricter for few cases."""
        return self._evans(self.chi_square_yates)

    @property
    def ror_signal(self) -> bool:
        """True where the cases are enough and the lower limit of the reporting odds ratio lies above 1."""
        low = self.ror.low
        return self.cases >= _figure("ror-cases") and low is not None and low > _figure("ror-lower-limit")

    def _evans(self, chi_square: float | None) -> bool:
        # Nobody else with the event: the ratio is endless, which is not below any minimum.
        ratio = self.prr.value if self.prr.value is not None else (math.inf if self.cases else 0.0)
        enough = self.cases >= _figure("prr-cases") and ratio >= _figure("prr-minimum")
        return enough and chi_square is not None and chi_square >= _figure("prr-chi-square")


def disproportionality(
    drug_event: float, drug_other: float, others_event: float, others_other: float, *, confidence: float = 0.95
) -> Disproportionality:
    """How far reports of a drug with an event stand out, from the four counts of reports.

    PRR = [a/(a+b)] / [c/(c+d)]; ROR = ad/bc; intervals on the logarithm with se = sqrt(1/a - 1/(a+b) + 1/c - 1/(c+d))
    and sqrt(1/a + 1/b + 1/c + 1/d). Nothing is added to empty cells: without a case a ratio is 0 and has no interval,
    with an empty denominator it has no value. ``confidence`` of the intervals [above 0, below 1]. Raises InputError
    for counts below 0 or not whole.
    """
    from scipy.stats import chi2_contingency, norm

    cells = (drug_event, drug_other, others_event, others_other)
    a, b, c, d = (given.whole("reports", cell) for cell in cells)
    level = given.number("confidence", confidence, above=0, below=1)
    z = float(norm.ppf((1 + level) / 2))
    prr = _ratio("PRR", a * (c + d), c * (a + b), _variance((a, c), (a + b, c + d)), z)
    ror = _ratio("ROR", a * d, b * c, _variance((a, b, c, d), ()), z)
    plain = yates = None
    if min(a + b, c + d, a + c, b + d) > 0:
        table = [[a, b], [c, d]]
        plain = float(chi2_contingency(table, correction=False).statistic)
        yates = float(chi2_contingency(table, correction=True).statistic)
    return Disproportionality(a, prr, ror, plain, yates)


def _ratio(name: str, top: float, bottom: float, variance: float | None, z: float) -> Estimate:
    if bottom == 0:
        return Estimate(name, None, why="the ratio has an empty denominator (no report to compare with)")
    value = top / bottom
    if value == 0 or variance is None:
        return Estimate(name, value, why="an empty cell leaves no interval")
    spread = math.exp(z * math.sqrt(variance))
    return Estimate(name, value, value / spread, value * spread)


def _variance(added: tuple[int, ...], taken: tuple[int, ...]) -> float | None:
    if 0 in (*added, *taken):
        return None
    return max(0.0, sum(1 / n for n in added) - sum(1 / n for n in taken))


def _figure(id: str) -> float:
    return load_thresholds().threshold(id).number


def _chi_square(value: float | None) -> float:
    if value is None:
        raise LearnerError("Chi-square is not defined here: a row or a column of the four counts is empty.")
    return value


_FOUR = ("drug_event", "drug_other", "others_event", "others_other")

ROWS = (
    by_row("prr", lambda *row: disproportionality(*row).prr.number(), _FOUR, "[a/(a+b)] / [c/(c+d)]"),
    by_row("ror", lambda *row: disproportionality(*row).ror.number(), _FOUR, "ad / bc"),
    by_row(
        "signal_chi_square",
        lambda *row: _chi_square(disproportionality(*row).chi_square),
        _FOUR,
        "chi-square of the four counts, without Yates correction",
    ),
    by_row(
        "signal_chi_square_yates",
        lambda *row: _chi_square(disproportionality(*row).chi_square_yates),
        _FOUR,
        "chi-square of the four counts, with Yates correction",
    ),
)
"""What a case can ask of this family."""
