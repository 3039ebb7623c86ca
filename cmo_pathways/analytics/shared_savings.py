"""Value-based contracts: cost per member and month, shared savings and losses, and the payment risk score.

The percentages of a contract are arguments: those of the federal program are not verified here (see ``of_topic("C15")``
of the thresholds table). Sources: 42 CFR 425.604 and 425.610, CMS shared savings methodology, quoted at
https://anthonygarvan.github.io/allregs; order of the risk score, https://github.com/mimilabs/hccinfhir.
"""

from __future__ import annotations

from dataclasses import dataclass

from cmo_pathways.analytics import given
from cmo_pathways.analytics.method import by_row
from cmo_pathways.analytics.thresholds import load_thresholds


@dataclass(frozen=True, slots=True)
class Settlement:
    """The outcome of a year.

    ``difference`` between benchmark and expenditure [USD, negative: overspent] and its ``rate`` [share of benchmark];
    whether the minimum rate is ``met``; the ``share`` of the organization [USD, 0 or more: what it earns, or owes where
    it was settled as a loss]; the ``cap`` [USD] and whether it cut the share.
    """

    difference: float
    rate: float
    met: bool
    share: float
    cap: float
    capped: bool


def pmpm(cost: float, member_months: float) -> float:
    """Cost per member and month [USD]: cost / member months. Raises InputError without a member month."""
    return given.number("cost", cost) / given.number("member_months", member_months, above=0)


def trend(before: float, after: float, risk_before: float = 1, risk_after: float = 1) -> float:
    """Growth of cost per member and month [share], each divided by its mean risk score first.

    Without risk scores the trend mixes sicker members with higher cost. Raises InputError.
    """
    old = given.number("before", before, above=0) / given.number("risk_before", risk_before, above=0)
    new = given.number("after", after, least=0) / given.number("risk_after", risk_after, above=0)
    return new / old - 1


def shared_savings(
    benchmark: float,
    expenditure: float,
    *,
    minimum_rate: float,
    sharing_rate: float,
    cap_rate: float,
    quality: float = 1,
) -> Settlement:
    """What an organization earns of its savings [USD]; nothing at all just below the minimum rate, the cliff.

    ``benchmark`` and ``expenditure`` [USD for all members]; ``minimum_rate`` [share of benchmark, reaching it counts],
    ``sharing_rate`` and ``quality`` [0-1], ``cap_rate`` [share of benchmark]. From the first dollar once the minimum is
    met. An overspent year earns 0; what it costs is ``shared_losses``. Raises InputError.
    """
    target, spent = given.number("benchmark", benchmark, above=0), given.number("expenditure", expenditure, least=0)
    part = given.share("sharing_rate", sharing_rate) * given.share("quality", quality)
    return _settled(target - spent, target, target - spent, minimum_rate, part, cap_rate)


def shared_losses(
    benchmark: float, expenditure: float, *, minimum_rate: float, loss_rate: float, cap_rate: float
) -> Settlement:
    """What an organization owes of its losses [USD] in a two-sided contract; same arithmetic with the sign turned.

    Arguments as in ``shared_savings``; a year of savings owes 0. Raises InputError.
    """
    target, spent = given.number("benchmark", benchmark, above=0), given.number("expenditure", expenditure, least=0)
    part = given.share("loss_rate", loss_rate)
    return _settled(target - spent, target, spent - target, minimum_rate, part, cap_rate)


def payment_risk_score(raw: float, coding_adjustment: float, normalization: float) -> float:
    """The CMS-HCC score that pays: raw score x (1 - coding adjustment) / normalization.

    ``raw`` [ratio to the average beneficiary, demographics, conditions, interactions and count already added];
    ``coding_adjustment`` [0-1]; ``normalization`` [factor of the year]. Raises InputError.
    """
    kept = 1 - given.share("coding_adjustment", coding_adjustment)
    return given.number("raw", raw, least=0) * kept / given.number("normalization", normalization, above=0)


def capped_risk_growth(before: float, after: float) -> float:
    """Growth of the risk score over the agreement as it counts [ratio], never above the cap (``mssp-risk-cap``, 3 %).

    A fall is not cut. Raises InputError.
    """
    growth = given.number("after", after, above=0) / given.number("before", before, above=0)
    return min(growth, 1 + load_thresholds().threshold("mssp-risk-cap").number / 100)


def _settled(
    difference: float, benchmark: float, at_stake: float, minimum_rate: float, part: float, cap_rate: float
) -> Settlement:
    least, cap = given.share("minimum_rate", minimum_rate), given.share("cap_rate", cap_rate) * benchmark
    # A hair below the minimum by rounding in the last digit is the minimum.
    met = at_stake > 0 and at_stake >= (least - 1e-12) * benchmark
    before = at_stake * part if met else 0.0
    return Settlement(difference, difference / benchmark, met, min(before, cap), cap, before > cap)


def _earned(benchmark: float, expenditure: float, minimum: float, sharing: float, cap: float) -> float:
    return shared_savings(benchmark, expenditure, minimum_rate=minimum, sharing_rate=sharing, cap_rate=cap).share


ROWS = (
    by_row("pmpm", pmpm, ("cost", "member_months"), "cost / member months"),
    by_row(
        "pmpm_trend",
        trend,
        ("before", "after", "risk_before", "risk_after"),
        "(cost after / risk after) / (cost before / risk before) - 1",
    ),
    by_row(
        "shared_savings",
        _earned,
        ("benchmark", "expenditure", "minimum_rate", "sharing_rate", "cap_rate"),
        "savings x shared rate up to the cap; nothing below the minimum rate",
    ),
    by_row(
        "payment_risk_score",
        payment_risk_score,
        ("raw", "coding_adjustment", "normalization"),
        "raw score x (1 - coding adjustment) / normalization",
    ),
)
"""What a case can ask of this family."""
