"""What a route costs in published fees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cmo_pathways.career.model import Step
from cmo_pathways.scale import Mark


@dataclass(frozen=True, slots=True)
class Cost:
    """Sum of the published fees of a route in one ``currency``; None where no step has one.

    ``priced`` are the steps in the sum (each fee is of its own year), ``unpriced`` those that may cost something
    but have no published fee in this currency; posts and salaried training are in neither. ``mark`` is that of the
    weakest figure in the sum.
    """

    low: float | None
    typical: float | None
    high: float | None
    currency: str | None
    priced: tuple[str, ...]
    unpriced: tuple[str, ...]
    mark: Mark | None = None

    @property
    def words(self) -> str:
        """The cost in words: ``USD 272,000; 9 steps without a published cost``."""
        steps = "1 step" if len(self.unpriced) == 1 else f"{len(self.unpriced)} steps"
        missing = f"{steps} without a published cost" if self.unpriced else ""
        if self.low is None or self.high is None:
            return missing or "no fees: paid posts only"
        amount = f"{self.low:,.0f}" if self.low == self.high else f"{self.low:,.0f} to {self.high:,.0f}"
        return "; ".join(part for part in (f"{self.currency} {amount}", missing) if part)


_WEAKEST_FIRST = (Mark.UNVERIFIED, Mark.ASSUMPTION, Mark.COMPUTED, Mark.SECONDARY, Mark.PRIMARY)


def add_costs(steps: Iterable[Step]) -> Cost:
    """The published fees of these steps in the currency that most of them use.

    Where only some of low, typical and high are published, the nearest of them stands in; between a low and a high
    value the middle counts as typical.
    """
    paid = [step for step in steps if not step.earning]
    priced = [step for step in paid if step.cost.figures]
    currencies = [step.cost_currency for step in priced]
    currency = max(currencies, key=currencies.count) if currencies else None
    summed = [step for step in priced if step.cost_currency == currency]
    unpriced = tuple(step.id for step in paid if step not in summed)
    if not summed:
        return Cost(None, None, None, None, (), unpriced)
    low, typical, high = (sum(column) for column in zip(*map(_filled, summed), strict=True))
    marks = {figure.mark for step in summed for figure in step.cost.figures}
    weakest = next(mark for mark in _WEAKEST_FIRST if mark in marks)
    return Cost(low, typical, high, currency, tuple(step.id for step in summed), unpriced, weakest)


def _filled(step: Step) -> tuple[float, float, float]:
    known = [figure.value for figure in step.cost.figures if figure.value is not None]
    typical = step.cost.typical.value
    return known[0], (known[0] + known[-1]) / 2 if typical is None else typical, known[-1]
