"""What a case can ask about a prediction model: columns of stays, or the four counts, in; one number out."""

from __future__ import annotations

from collections.abc import Callable

from cmo_pathways.analytics.classifier.calibration import brier, calibration
from cmo_pathways.analytics.classifier.confusion import Confusion, confusion, defined, npv_at, ppv_at
from cmo_pathways.analytics.classifier.ranking import ranking
from cmo_pathways.analytics.method import Method, by_row, whole_column

_COUNTS = ("true_positive", "false_positive", "false_negative", "true_negative")
_SCORES = ("scores", "outcomes")


def _measure(name: str) -> Callable[..., float]:
    def counted(*cells: float) -> float:
        return defined(getattr(Confusion(*cells), name), name.replace("_", " "), "nobody is in its denominator")

    return counted


def _at_cut(name: str) -> Callable[..., float]:
    def scored(scores: tuple[float, ...], outcomes: tuple[float, ...], cut: float) -> float:
        return defined(getattr(confusion(scores, outcomes, cut), name), name, "nobody is in its denominator")

    return scored


_MEASURES = (
    ("sensitivity", "sensitivity", "true positives / all cases"),
    ("specificity", "specificity", "true negatives / all without the outcome"),
    ("ppv", "ppv", "true positives / all alerts"),
    ("npv_of_silence", "npv", "true negatives / all without an alert"),
    ("false_positive_rate", "false_positive_rate", "false positives / all without the outcome"),
    ("false_negative_rate", "false_negative_rate", "missed cases / all cases"),
    ("alerts_per_100", "alerts_per_100", "alerts per 100 stays"),
    ("needed_to_evaluate", "needed_to_evaluate", "1 / PPV"),
)


def _both(name: str, measure: str, how: str) -> tuple[Method, Method]:
    scored = whole_column(
        f"{name}_at", _at_cut(measure), _SCORES, f"{how}; a score of the cut-off or more alerts", literals=("cut",)
    )
    return by_row(name, _measure(measure), _COUNTS, how), scored


ROWS = (
    *(row for name, measure, how in _MEASURES for row in _both(name, measure, how)),
    by_row(
        "ppv_at_prevalence", ppv_at, ("sensitivity", "specificity", "prevalence"), "sens p / (sens p + (1-spec)(1-p))"
    ),
    by_row(
        "npv_at_prevalence",
        npv_at,
        ("sensitivity", "specificity", "prevalence"),
        "spec (1-p) / (spec (1-p) + (1-sens) p)",
    ),
    by_row(
        "net_benefit",
        lambda *row: Confusion(*row[:4]).net_benefit(row[4]),
        (*_COUNTS, "threshold"),
        "TP/n - FP/n x p / (1 - p), p the risk from which one would act",
    ),
    whole_column(
        "auroc", lambda *c: ranking(*c).area, _SCORES, "share of pairs in which the case scores higher, ties half"
    ),
    whole_column("auroc_error", lambda *c: ranking(*c).error, _SCORES, "standard error of Hanley and McNeil"),
    whole_column("brier", brier, ("risks", "outcomes"), "mean of (risk - outcome) squared"),
    whole_column("observed_expected", lambda *c: calibration(*c).ratio, ("risks", "outcomes"), "events / sum of risks"),
)
"""What a case can ask of this family."""
