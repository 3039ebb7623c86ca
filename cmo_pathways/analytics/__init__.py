"""Healthcare methods as pure functions, and the registry by which a case asks a computed question.

A case names a method of ``METHODS`` with columns of its data and literals; it is looked up here and never evaluated
as Python. Each entry knows how to say in words what it did.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cmo_pathways.analytics.agreement import methods as agreement
from cmo_pathways.analytics.control_charts import (
    ControlChart,
    MovingRanges,
    c_chart,
    p_chart,
    run_chart,
    xmr_chart,
)
from cmo_pathways.analytics.run_rules import WESTERN_ELECTRIC, Rule, Signal, detect_signals

__all__ = [
    "CHARTS",
    "METHODS",
    "WESTERN_ELECTRIC",
    "ControlChart",
    "Method",
    "MovingRanges",
    "Rule",
    "Signal",
    "c_chart",
    "detect_signals",
    "p_chart",
    "run_chart",
    "xmr_chart",
]


@dataclass(frozen=True, slots=True)
class Method:
    """A method that a case may call: its function, the columns and literals it takes, and how it works in words.

    ``columns`` and ``literals`` name the places in order; those after ``needed`` columns may be left out from the
    end. A literal follows the columns. ``kinds`` says per column ``number`` or ``text``.
    """

    name: str
    function: Callable[..., float]
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    needed: int
    literals: tuple[str, ...]
    how: str


CHARTS: dict[str, Callable[..., ControlChart]] = {"run": run_chart, "xmr": xmr_chart, "p": p_chart, "c": c_chart}


def _line(draw: Callable[..., ControlChart], line: str, columns: int) -> Callable[..., float]:
    """One line of a chart at the last point of a phase (of the last phase where none is named)."""

    def method(*given: Any) -> float:
        phase = given[-1] if len(given) > columns + 1 else None
        chart = draw(*given[: columns + 1])
        at = len(chart.points) - 1 if phase is None else len(chart.phase) - 1 - chart.phase[::-1].index(phase)
        if line == "range_upper" and chart.ranges is not None:
            return chart.ranges.upper[at]
        lines: Sequence[float] = getattr(chart, line)
        return lines[at]

    return method


def _xmr(name: str, line: str, how: str) -> Method:
    columns, kinds = ("values", "phases"), ("number", "text")
    return Method(name, _line(xmr_chart, line, 1), columns, kinds, 1, ("phase",), how)


def _p(name: str, line: str, how: str) -> Method:
    columns, kinds = ("counts", "totals", "phases"), ("number", "number", "text")
    return Method(name, _line(p_chart, line, 2), columns, kinds, 2, ("phase",), how)


_LONG = ("number", "text", "text")
_AGREEMENT = (
    ("icc_one_way", agreement.icc_nested("1,1"), "ICC(1,1) of Shrout and Fleiss: one rater, other raters per person"),
    ("icc_one_way_mean", agreement.icc_nested("1,k"), "ICC(1,k) of Shrout and Fleiss: the mean of a person's raters"),
    ("gwet_ac1", agreement.gwet_of, "share of agreeing pairs beyond chance, with Gwet's estimate of chance"),
    ("raters_needed", agreement.needed_of, "raters per person for 0.70: 0.7 (1 - r) / (r (1 - 0.7)), r the ICC(1,1)"),
)
_CROSSED = (
    ("icc_absolute", agreement.icc_crossed("2,1"), "ICC(2,1) of Shrout and Fleiss: absolute agreement of one rater"),
    ("icc_absolute_mean", agreement.icc_crossed("2,k"), "ICC(2,k) of Shrout and Fleiss: the mean of the same raters"),
    ("icc_consistent", agreement.icc_crossed("3,1"), "ICC(3,1) of Shrout and Fleiss: order alone, one rater"),
    ("icc_consistent_mean", agreement.icc_crossed("3,k"), "ICC(3,k) of Shrout and Fleiss: order alone, the mean"),
)
_PAIRS = (
    ("kappa", agreement.kappa_with("none"), "text", "agreement beyond chance: (observed - expected) / (1 - expected)"),
    ("kappa_linear", agreement.kappa_with("linear"), "number", "kappa in which a near miss counts by its distance"),
    ("kappa_quadratic", agreement.kappa_with("quadratic"), "number", "kappa in which a miss counts by its square"),
)

METHODS: dict[str, Method] = {
    m.name: m
    for m in (
        *(Method(n, f, ("values", "people"), _LONG[:2], 2, (), how) for n, f, how in _AGREEMENT),
        *(Method(n, f, ("values", "people", "raters"), _LONG, 3, (), how) for n, f, how in _CROSSED),
        *(Method(n, f, ("first", "second"), (kind, kind), 2, (), how) for n, f, kind, how in _PAIRS),
        Method(
            "cronbach_alpha",
            agreement.alpha_of,
            ("values", "people", "items"),
            _LONG,
            3,
            (),
            "1 minus the mean square that remains over that between people",
        ),
        Method(
            "fleiss_kappa",
            agreement.fleiss_of,
            ("categories", "people"),
            ("text", "text"),
            2,
            (),
            "share of agreeing pairs of raters beyond what the categories' shares would give",
        ),
        _xmr("xmr_centre", "centre", "mean of the values of the phase"),
        _xmr("xmr_lower", "lower", "mean of the phase minus 3/1.128 (2.66) times its average moving range"),
        _xmr("xmr_upper", "upper", "mean of the phase plus 3/1.128 (2.66) times its average moving range"),
        _xmr("xmr_range_upper", "range_upper", "3.267 times the average moving range of the phase"),
        _p("p_centre", "centre", "all counts of the phase divided by all totals"),
        _p("p_lower", "lower", "mean share minus three times the root of share x (1 - share) / patients, last point"),
        _p("p_upper", "upper", "mean share plus three times the root of share x (1 - share) / patients, last point"),
    )
}
