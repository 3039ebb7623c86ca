"""Outcomes of one surgeon over time, with each patient's risk: VLAD and the risk-adjusted CUSUM.

A signal asks for a review; it is no proof. Check the risk model for drift first, and tell whether the sum begins again.
Sources: vlad (https://github.com/cran/vlad); Steiner 2000, Biostatistics 1(4):441.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from cmo_pathways.analytics import given
from cmo_pathways.analytics.method import Method
from cmo_pathways.analytics.thresholds import figure
from cmo_pathways.errors import InputError, LearnerError, Problem


@dataclass(frozen=True, slots=True)
class RiskCusum:
    """Scores per case and their running sum, never below 0; ``signals`` are the cases [from 0] that reach the level."""

    odds_ratio: float
    level: float
    scores: tuple[float, ...]
    path: tuple[float, ...]
    signals: tuple[int, ...]


def vlad(risks: Sequence[float], died: Sequence[float]) -> tuple[float, ...]:
    """The variable life-adjusted display: lives gained so far over what was expected, case by case.

    risks: each patient's risk of death [0-1]; died: 1 or 0, in the order of time. Running sum of risk - outcome: rising
    is better than expected. It has no alarm. Raises InputError. Source: vlad.
    """
    chances, outcomes = _cases(risks, died)
    return tuple(accumulate(p - y for p, y in zip(chances, outcomes, strict=True)))


def score(risk: float, died: bool, odds_ratio: float) -> float:
    """What one case adds to the sum: log of how much likelier its outcome is at the odds ratio than at its risk.

    risk [0-1]; odds_ratio [above 0, not 1]: 2 for deterioration, 0.5 for improvement. Death: log(R / (1 - p + R p));
    survival: log(1 / (1 - p + R p)). Raises InputError. Source: Steiner 2000; vlad.
    """
    p, ratio = given.share("risk", risk), given.number("odds_ratio", odds_ratio, above=0)
    if ratio == 1:
        raise InputError([Problem("odds_ratio", 0, "E-VALUE", "1 is no change - give 2, or 0.5 for improvement")])
    return math.log((ratio if died else 1) / (1 - p + ratio * p))


def risk_cusum(
    risks: Sequence[float], died: Sequence[float], *, level: float, odds_ratio: float | None = None
) -> RiskCusum:
    """The risk-adjusted CUSUM of cases in the order of time; a signal where the sum reaches the level.

    risks [0-1], died [1 or 0]; level [above 0]: from ``signal_level``; odds_ratio: 2 (deterioration) where None, below
    1 for improvement. The sum goes on after a signal; one signal is told for each time it rises to the level.
    Raises InputError. Source: Steiner 2000.
    """
    bound = given.number("level", level, above=0)
    ratio = figure("ra-cusum-deterioration") if odds_ratio is None else odds_ratio
    chances, outcomes = _cases(risks, died)
    scores = tuple(score(p, y == 1, ratio) for p, y in zip(chances, outcomes, strict=True))
    path = tuple(accumulate(scores, lambda total, s: max(0.0, total + s), initial=0.0))[1:]
    signals = [i for i, c in enumerate(path) if c >= bound and (i == 0 or path[i - 1] < bound)]
    return RiskCusum(ratio, bound, scores, path, tuple(signals))


def signal_level(
    risks: Sequence[float], *, run_length: int, seed: int, odds_ratio: float | None = None, runs: int = 400
) -> float:
    """The level that a surgeon who performs as expected reaches only once in so many cases, on average.

    risks [0-1]: the patients from whom cases are drawn with replacement; run_length [cases, 10 or more]: the wanted
    average number of cases to a false alarm; seed: same seed, same level; runs: simulated surgeons [50 or more]. With
    400 runs the level is good to about 5% of the run length. Runs without an alarm count with the time they were
    watched.

    Raises InputError; LearnerError where all risks are 0 or 1, so that nothing varies. Source: Steiner 2000.
    """
    import numpy as np

    chances = np.asarray(given.numbers("risks", risks, least=0, most=1))
    wanted, many = given.whole("run_length", run_length, least=10), given.whole("runs", runs, least=50)
    if not ((chances > 0) & (chances < 1)).any():
        raise LearnerError("All risks are 0 or 1, so nothing can vary. Give the risks of real patients.")
    ratio = figure("ra-cusum-deterioration") if odds_ratio is None else odds_ratio
    lived = np.array([score(p, False, ratio) for p in chances])
    dead = np.array([score(p, True, ratio) for p in chances])
    rng, horizon = np.random.default_rng(seed), 4 * wanted
    total, record = np.zeros(many), np.zeros((horizon, many))
    for case in range(horizon):
        who = rng.integers(len(chances), size=many)
        total = np.maximum(0.0, total + np.where(rng.random(many) < chances[who], dead[who], lived[who]))
        record[case] = np.maximum(record[case - 1], total) if case else total

    def average(level: float) -> float:
        before = (record < level).sum(axis=0)
        alarms = int((before < horizon).sum())
        return float(np.minimum(before + 1, horizon).sum()) / alarms if alarms else math.inf

    low, high = 0.0, float(record.max()) + 1
    while high - low > 1e-4:
        middle = (low + high) / 2
        low, high = (middle, high) if average(middle) < wanted else (low, middle)
    return high


def _cases(risks: Sequence[float], died: Sequence[float]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    given.same_length(risks=risks, died=died)
    chances = given.numbers("risks", risks, least=0, most=1)
    outcomes = given.numbers("died", died, least=0, most=1)
    if wrong := [Problem("died", i, "E-VALUE", f"{y:g} is no outcome - write 1 for a death, else 0")
                 for i, y in enumerate(outcomes, start=1) if y not in (0, 1)]:  # fmt: skip
        raise InputError(wrong)
    return chances, outcomes


def _peak(risks: Sequence[float], died: Sequence[float]) -> float:
    return max(risk_cusum(risks, died, level=math.ulp(0)).path)


_COLUMNS = (("risks", "died"), ("number", "number"), 2, ())

ROWS = (
    Method("vlad_end", lambda *c: vlad(*c)[-1], *_COLUMNS, "expected minus observed deaths, added up over all cases"),
    Method("risk_cusum_peak", _peak, *_COLUMNS, "highest risk-adjusted CUSUM for doubled odds of death"),
)
