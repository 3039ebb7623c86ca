"""Alerts against outcomes: what a threshold catches, misses and costs.

Counts per stay and per prediction answer different questions: do not mix them. Published anchor: Wong 2021, Epic
Sepsis Model at Michigan, https://pmc.ncbi.nlm.nih.gov/articles/PMC8218233. Net benefit: Vickers and Elkin 2006,
doi:10.1177/0272989X06295361.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.analytics import given
from cmo_pathways.errors import InputError, LearnerError, Problem


@dataclass(frozen=True, slots=True)
class Confusion:
    """Stays by alert and outcome: true and false positives, false and true negatives [stays, 0 or more].

    A share is None where nobody is in its denominator.
    """

    true_positive: float
    false_positive: float
    false_negative: float
    true_negative: float

    def __post_init__(self) -> None:
        cells = (self.true_positive, self.false_positive, self.false_negative, self.true_negative)
        given.numbers("counts", cells, least=0)
        if not sum(cells):
            raise InputError([Problem("counts", 0, "E-VALUE", "all four are 0 - give at least one stay")])

    @property
    def total(self) -> float:
        """All stays."""
        return self.cases + self.others

    @property
    def cases(self) -> float:
        """Stays with the outcome."""
        return self.true_positive + self.false_negative

    @property
    def others(self) -> float:
        """Stays without it."""
        return self.false_positive + self.true_negative

    @property
    def alerts(self) -> float:
        """Stays with an alert."""
        return self.true_positive + self.false_positive

    @property
    def prevalence(self) -> float:
        """Share of stays with the outcome [0-1]."""
        return self.cases / self.total

    @property
    def sensitivity(self) -> float | None:
        """Share of cases with an alert [0-1]."""
        return _of(self.true_positive, self.cases)

    @property
    def specificity(self) -> float | None:
        """Share of the others without an alert [0-1]."""
        return _of(self.true_negative, self.others)

    @property
    def false_positive_rate(self) -> float | None:
        """Share of the others with an alert [0-1]."""
        return _of(self.false_positive, self.others)

    @property
    def false_negative_rate(self) -> float | None:
        """Share of cases without an alert [0-1]: what is missed."""
        return _of(self.false_negative, self.cases)

    @property
    def ppv(self) -> float | None:
        """Share of alerts that are right [0-1]."""
        return _of(self.true_positive, self.alerts)

    @property
    def npv(self) -> float | None:
        """Share of silent stays that stay without the outcome [0-1]."""
        return _of(self.true_negative, self.total - self.alerts)

    @property
    def alerts_per_100(self) -> float:
        """Alert burden: stays with an alert per 100 stays."""
        return 100 * self.alerts / self.total

    @property
    def needed_to_evaluate(self) -> float | None:
        """Alerts that are looked at for each true one: 1 / PPV; None without a true one."""
        return _of(self.alerts, self.true_positive)

    def net_benefit(self, at: float) -> float:
        """Net benefit per stay at a threshold probability: TP/n - FP/n x p/(1-p).

        ``at`` [0-1, below 1] is the risk from which one would act: it says how many false alarms one true one is worth.
        Compare with ``net_benefit_of_all`` and with 0, which is alerting on nobody. Raises InputError.
        """
        chance = given.number("at", at, least=0, below=1)
        return (self.true_positive - self.false_positive * chance / (1 - chance)) / self.total

    def net_benefit_of_all(self, at: float) -> float:
        """Net benefit per stay of acting on everybody, at the same threshold probability. Raises InputError."""
        return Confusion(self.cases, self.others, 0, 0).net_benefit(at)


def confusion(scores: Sequence[float], outcomes: Sequence[float], cut: float) -> Confusion:
    """Stays by alert and outcome, where a score of ``cut`` or more alerts.

    ``outcomes`` 1 or 0, one per score; stays without either must be left out beforehand, and told. Raises InputError.
    """
    values, happened = checked(scores, outcomes)
    level = given.number("cut", cut)
    cells = [
        sum((value >= level) == alert and seen == case for value, seen in zip(values, happened, strict=True))
        for alert, case in ((True, 1), (True, 0), (False, 1), (False, 0))
    ]
    return Confusion(*cells)


def ppv_at(sensitivity: float, specificity: float, prevalence: float) -> float:
    """The share of alerts that would be right [0-1] at another prevalence, sensitivity and specificity as they are.

    Both often change with the patients too, so check locally. Raises InputError, LearnerError where nobody would alert.
    """
    sens, spec = given.share("sensitivity", sensitivity), given.share("specificity", specificity)
    share = given.share("prevalence", prevalence)
    return defined(_of(sens * share, sens * share + (1 - spec) * (1 - share)), "PPV", "there is no alert")


def npv_at(sensitivity: float, specificity: float, prevalence: float) -> float:
    """The share of silent stays without the outcome [0-1] at another prevalence. Errors as in ``ppv_at``."""
    sens, spec = given.share("sensitivity", sensitivity), given.share("specificity", specificity)
    share = given.share("prevalence", prevalence)
    return defined(_of(spec * (1 - share), spec * (1 - share) + (1 - sens) * share), "NPV", "every stay alerts")


def checked(scores: Sequence[float], outcomes: Sequence[float]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Scores and outcomes as numbers, one of each per stay. Raises InputError where one is missing or no 1 or 0."""
    given.same_length(scores=scores, outcomes=outcomes)
    values, happened = given.numbers("scores", scores), given.numbers("outcomes", outcomes, least=0, most=1)
    if odd := [at for at, value in enumerate(happened, start=1) if value not in (0, 1)]:
        raise InputError([Problem("outcomes", at, "E-VALUE", "is neither 1 nor 0 - code yes as 1") for at in odd])
    return values, happened


def defined(value: float | None, name: str, why: str) -> float:
    """The value. Raises LearnerError with the reason where there is none."""
    if value is None:
        raise LearnerError(f"{name} is not defined here: {why}.")
    return value


def _of(part: float, whole: float) -> float | None:
    return part / whole if whole else None
