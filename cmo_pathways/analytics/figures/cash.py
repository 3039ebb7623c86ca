"""A business case over its years: what flows, what it adds up to, when it has paid back and what it is worth today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from cmo_pathways.analytics import given
from cmo_pathways.analytics.finance import npv, payback
from cmo_pathways.errors import InputError, LearnerError


@dataclass(frozen=True, slots=True)
class CashFlow:
    """Flows per period [money], the first at time 0, and their running total.

    With a ``rate`` [share per period] ``running`` is discounted and ends at ``npv``; without one both rate and npv are
    None and money has no interest. ``payback`` and ``discounted_payback`` [periods] are None where the outlay does not
    come back, or where there is no outlay at the start.
    """

    flows: tuple[float, ...]
    running: tuple[float, ...]
    rate: float | None
    npv: float | None
    payback: float | None
    discounted_payback: float | None


def cash_flow(flows: Sequence[float], rate: float | None = None) -> CashFlow:
    """The flows with their running total, discounted where a rate is given [share per period, 0.08 for 8 %].

    The first flow is today's. Raises InputError where a flow is missing or the rate is impossible.
    """
    values = given.numbers("flows", flows)
    if rate is None:
        return CashFlow(values, tuple(accumulate(values)), None, None, _back(values), None)
    worth = npv(values, rate)
    today = [value / (1 + rate) ** at for at, value in enumerate(values)]
    return CashFlow(values, tuple(accumulate(today)), rate, worth, _back(values), _back(today))


def _back(flows: Sequence[float]) -> float | None:
    try:
        return payback(flows)
    except (InputError, LearnerError):
        return None
