"""The figures that a table of a case may ask for beside control charts: columns and literals in, one value out.

A value holds all that is drawn; ``cmo_pathways.charts`` draws it. So a case can be checked without drawing anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cmo_pathways.analytics.figures.cash import CashFlow, cash_flow
from cmo_pathways.analytics.figures.epidemic import EpiCurve, epi_curve
from cmo_pathways.analytics.figures.groups import Group, GroupValues, plain_values, shares_or_rates
from cmo_pathways.analytics.figures.predictions import (
    CalibrationPlot,
    OperatorCurves,
    RiskGroup,
    calibration_plot,
    operator_curves,
)
from cmo_pathways.analytics.figures.waiting import Situation, WaitCurve, Waiting, waiting
from cmo_pathways.analytics.funnel import Funnel, funnel_of_ratios, funnel_of_shares
from cmo_pathways.errors import LearnerError

__all__ = [
    "FIGURES",
    "CalibrationPlot",
    "CashFlow",
    "EpiCurve",
    "Figure",
    "FigureValue",
    "Funnel",
    "Group",
    "GroupValues",
    "OperatorCurves",
    "RiskGroup",
    "Situation",
    "WaitCurve",
    "Waiting",
]

FigureValue = Funnel | CalibrationPlot | Waiting | CashFlow | OperatorCurves | GroupValues | EpiCurve


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a case may ask for: its function, columns with their kinds (``number`` or ``text``) and literals.

    The first ``needed`` columns must be given. ``labelled`` figures take the names of their rows from ``labels:``.
    ``words`` are literals that are one of these texts; every other literal is a number.
    """

    name: str
    function: Callable[..., FigureValue]
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    needed: int
    literals: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    labelled: bool = False


_WIDER = ("additive", "multiplicative")


def _funnel(
    units: Sequence[str], counts: Sequence[float], totals: Sequence[float], *literals: str | float
) -> FigureValue:
    goals = [literal for literal in literals if not isinstance(literal, str)]
    more: dict[str, Any] = {"target": goals[0] if goals else None, "adjustment": _adjustment(literals)}
    return funnel_of_shares(units, counts, totals, **more)


def _ratio_funnel(
    units: Sequence[str], observed: Sequence[float], expected: Sequence[float], *literals: str | float
) -> FigureValue:
    more: dict[str, Any] = {"adjustment": _adjustment(literals)}
    return funnel_of_ratios(units, observed, expected, **more)


def _adjustment(literals: Sequence[str | float]) -> str:
    words = [literal for literal in literals if isinstance(literal, str)]
    if len(words) > 1 or len(literals) - len(words) > 1:
        raise LearnerError("A funnel takes one way of widening and one target.")
    return words[0] if words else "none"


_N, _T = "number", "text"

_ROWS = (
    Figure("funnel", _funnel, ("units", "counts", "totals"), (_T, _N, _N), 3, ("widening", "target"), _WIDER),
    Figure("ratio_funnel", _ratio_funnel, ("units", "observed", "expected"), (_T, _N, _N), 3, ("widening",), _WIDER),
    Figure("calibration", calibration_plot, ("risks", "outcomes"), (_N, _N), 2),
    Figure("queue", waiting, ("names", "arrivals", "service", "servers"), (_T, _N, _N, _N), 4),
    Figure("cash_flow", cash_flow, ("flows",), (_N,), 1, ("rate",)),
    Figure("vlad", operator_curves, ("risks", "died"), (_N, _N), 2, ("level",)),
    Figure("bars", plain_values, ("values", "lows", "highs"), (_N, _N, _N), 1, labelled=True),
    Figure("rates", shares_or_rates, ("counts", "totals"), (_N, _N), 2, ("per",), labelled=True),
    Figure("epi_curve", epi_curve, ("cases", "events"), (_N, _T), 1, labelled=True),
)

FIGURES: dict[str, Figure] = {row.name: row for row in _ROWS}
"""The figures by the name an author writes."""
