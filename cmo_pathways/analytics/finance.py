"""A business case in numbers: present value, returns, payback, break-even and loans.

Cash flows are one per period [USD], the first at time 0 (today, usually a negative outlay). Mind the spreadsheet: its
NPV() discounts the first value too, so the outlay of today is added outside it. Rates are shares per period (0.08 for
8 %). Source of the arithmetic and its examples: numpy-financial, https://numpy.org/numpy-financial.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from cmo_pathways.analytics import given
from cmo_pathways.analytics.method import by_row, whole_column
from cmo_pathways.errors import LearnerError


@dataclass(frozen=True, slots=True)
class Return:
    """The internal rates of return: every rate [share per period, above -1] at which the net present value is 0.

    ``rates`` in rising order; none where no rate does it, several where the flows change sign more than once.
    ``sign_changes`` counts them; above 1 the rate is no guide even where one only is found.
    """

    rates: tuple[float, ...]
    sign_changes: int

    @property
    def why(self) -> str:
        """Why there is no single rate to use; empty where there is one."""
        if not self.rates:
            return "no rate brings the net present value to 0"
        if len(self.rates) > 1:
            found = ", ".join(f"{rate:.1%}" for rate in self.rates)
            return f"the flows change sign {self.sign_changes} times and several rates fit ({found})"
        return ""

    def number(self) -> float:
        """The one rate [share per period]. Raises LearnerError where there is none or more than one."""
        if self.why:
            raise LearnerError(f"The internal rate of return is not defined here: {self.why}. Use the present value.")
        return self.rates[0]


def npv(flows: Sequence[float], rate: float) -> float:
    """What a row of cash flows is worth today [USD]: sum of flow(t) / (1 + rate)^t, t from 0.

    ``rate`` [share per period, above -1]. Raises InputError where a flow is missing or the rate is impossible.
    """
    import numpy_financial

    return float(numpy_financial.npv(_rate("rate", rate), given.numbers("flows", flows)))


def spreadsheet_npv(flows: Sequence[float], rate: float) -> float:
    """What NPV() of a spreadsheet gives for the same cells [USD]: one period less, the first value discounted too.

    For finding the error in a sheet, not for decisions. Raises InputError.
    """
    return npv(flows, rate) / (1 + rate)


def irr(flows: Sequence[float]) -> Return:
    """The internal rate of return, or every one of them where the flows change sign more than once.

    Two flows or more. Flows of one sign (or all zero) have none. Raises InputError.
    """
    import numpy_financial

    values = given.numbers("flows", flows, count=2)
    changes = _sign_changes(values)
    if changes == 0:
        return Return((), 0)
    if changes == 1:
        return Return((float(numpy_financial.irr(values)),), 1)
    return Return(_every_rate(values), changes)


def mirr(flows: Sequence[float], finance_rate: float, reinvest_rate: float) -> float:
    """The modified internal rate of return [share per period]: outlays financed at one rate, returns put by at another.

    Unlike the internal rate there is never more than one. Raises InputError, or LearnerError where money flows one way
    only.
    """
    import numpy_financial

    values = given.numbers("flows", flows, count=2)
    finance, reinvest = _rate("finance_rate", finance_rate), _rate("reinvest_rate", reinvest_rate)
    if not min(values) < 0 < max(values):
        raise LearnerError("Money flows one way only, so there is no rate of return. Give outlays and returns.")
    return float(numpy_financial.mirr(values, finance, reinvest))


def payback(flows: Sequence[float]) -> float:
    """How long until the outlay has come back [periods], counted evenly within a period; money has no interest here.

    The first flow is the outlay (below 0). The first moment counts, even if later flows are negative again; for the
    discounted form give discounted flows. Raises InputError, or LearnerError where it never comes back.
    """
    values = given.numbers("flows", flows, count=2)
    given.number("flows[0]", values[0], below=0)
    sums = list(accumulate(values))
    for period, (before, after) in enumerate(pairwise(sums)):
        if after >= 0:
            return period + -before / (after - before)
    raise LearnerError(f"The outlay does not come back within {len(values) - 1} periods.")


def profitability_index(flows: Sequence[float], rate: float) -> float:
    """Present value of all later flows per dollar of the first outlay [ratio]; above 1 adds value.

    The first flow is the outlay (below 0). Raises InputError.
    """
    values = given.numbers("flows", flows, count=2)
    outlay = -given.number("flows[0]", values[0], below=0)
    return (npv(values, rate) + outlay) / outlay


def contribution(revenue: float, variable_cost: float) -> float:
    """What is left to carry fixed cost [same unit as given, per visit or in all]: net revenue - variable cost.

    Net revenue is what payers pay, not charges. May be negative. Raises InputError.
    """
    return given.number("revenue", revenue) - given.number("variable_cost", variable_cost, least=0)


def break_even(fixed_cost: float, price: float, variable_cost: float, target: float = 0) -> float:
    """The volume [units] that earns the fixed cost and a target profit: (fixed + target) / (price - variable cost).

    Money in USD, price and variable cost per unit; the answer is not rounded: round up for whole visits. Raises
    InputError, or LearnerError where a unit earns nothing: more volume then loses more.
    """
    margin = contribution(price, variable_cost)
    if margin <= 0:
        raise LearnerError(f"Each unit earns {margin:g}, so no volume breaks even. Change the price or the cost.")
    return (given.number("fixed_cost", fixed_cost, least=0) + given.number("target", target, least=0)) / margin


def margin_of_safety(planned: float, break_even_volume: float) -> float:
    """How far volume may fall short of plan [share of plan] before there is a loss: (plan - break-even) / plan.

    Below 0 the plan itself loses money. Raises InputError.
    """
    plan = given.number("planned", planned, above=0)
    return (plan - given.number("break_even_volume", break_even_volume, least=0)) / plan


def capacity(hours_per_day: float, per_hour: float, days: float, use: float = 1) -> float:
    """Visits a year: hours a day x visits an hour x days open x share of places filled [0-1]. Raises InputError."""
    places = given.numbers("capacity", (hours_per_day, per_hour, days), least=0)
    return math.prod(places) * given.share("use", use)


def loan_payment(principal: float, rate: float, periods: float) -> float:
    """The equal payment per period [USD] that pays off a loan with interest.

    ``principal`` [USD, 0 or more]; ``rate`` [share per period: yearly rate / 12 for months; 0 divides evenly];
    ``periods`` 1 or more. Raises InputError.
    """
    import numpy_financial

    owed = given.number("principal", principal, least=0)
    return -float(
        numpy_financial.pmt(given.number("rate", rate, least=0), given.whole("periods", periods, least=1), owed)
    )


def loan_balance(principal: float, rate: float, periods: float, paid: float) -> float:
    """What is still owed [USD] after ``paid`` of the equal payments (0 to ``periods``). Raises InputError."""
    import numpy_financial

    payment = loan_payment(principal, rate, periods)
    done = given.number("paid", given.whole("paid", paid), most=periods)
    if rate == 0:
        return principal - payment * done
    return max(0.0, -float(numpy_financial.fv(rate, done, -payment, principal)))


def _every_rate(values: Sequence[float]) -> tuple[float, ...]:
    """The rates of all real roots of the flows as a polynomial in 1 + rate, twins taken once."""
    import numpy

    scale = max(map(abs, values))
    roots = numpy.roots([value / scale for value in values])
    # Twin roots come back with a small imaginary part of the order of the root of the machine's precision.
    rates = sorted(float(root.real) - 1 for root in roots if abs(root.imag) < 1e-6 and root.real > 1e-9)
    return tuple(rate for at, rate in enumerate(rates) if at == 0 or rate - rates[at - 1] > 1e-6)


def _sign_changes(values: Sequence[float]) -> int:
    signs = [value > 0 for value in values if value]
    return sum(a != b for a, b in pairwise(signs))


def _rate(name: str, rate: object) -> float:
    return given.number(name, rate, above=-1)


_UNIT = ("fixed_cost", "price", "variable_cost")

ROWS = (
    whole_column("npv", npv, ("flows",), "sum of flow / (1 + rate)^t, the first flow at t = 0", literals=("rate",)),
    whole_column("irr", lambda flows: irr(flows).number(), ("flows",), "the rate at which the present value is 0"),
    whole_column(
        "mirr",
        mirr,
        ("flows",),
        "returns put by at the second rate over outlays financed at the first",
        literals=("finance_rate", "reinvest_rate"),
    ),
    whole_column("payback", payback, ("flows",), "periods until the flows add up to 0, evenly within a period"),
    whole_column(
        "profitability_index",
        profitability_index,
        ("flows",),
        "present value of later flows / first outlay",
        literals=("rate",),
    ),
    by_row("contribution", contribution, ("revenue", "variable_cost"), "net revenue - variable cost"),
    by_row("break_even", break_even, _UNIT, "fixed cost / (price - variable cost)"),
    by_row("target_volume", break_even, (*_UNIT, "target"), "(fixed cost + target profit) / (price - variable cost)"),
    by_row("margin_of_safety", margin_of_safety, ("planned", "break_even"), "(plan - break-even) / plan"),
    by_row("loan_payment", loan_payment, ("principal", "rate", "periods"), "equal payment per period, with interest"),
)
"""What a case can ask of this family."""
