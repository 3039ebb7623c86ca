"""The estimate of one level: a normal prior, each observation with its scatter, and the reasons in words.

A level is a rounded value: somebody "is at 3" when the value behind it lies between 2.5 and 3.5. The value is
taken as normal and held within -0.5 to 5.5, so that a whole level fits around 0 and around 5. The lean of
self-ratings cannot be told from self-ratings alone; it only widens the interval (docs/estimate.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist, fmean

from cmo_pathways.content import Report, read_yaml
from cmo_pathways.scale import Mark, clamp_level

_FLOOR, _CEILING = -0.5, 5.5
_QUANTILES = 64


@dataclass(frozen=True, slots=True)
class Constants:
    """The assumptions of the estimate, in levels [0-5]; all of them our own (mark E)."""

    prior_mean: float
    prior_sd: float
    rating_sd: tuple[tuple[str, float], ...]
    bias_sd: float
    case_sd: float
    case_floor: float
    case_span_per_difficulty: float


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that speaks about a level: its value [0-5], its scatter [levels], and the words for a reader."""

    value: float
    sd: float
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is known of one competency: mean and 80 % interval [0-5], the reasons, and how many inputs there are."""

    competency: str
    level: float
    low: float
    high: float
    because: tuple[str, ...]
    observed: int
    mu: float
    sd: float

    def p_at_least(self, target: float) -> float:
        """Chance [0-1] that the level is the target or more; with a target of 0 it is 1."""
        if target <= 0:
            return 1.0
        dist = NormalDist(self.mu, self.sd)
        bottom, top = dist.cdf(_FLOOR), dist.cdf(_CEILING)
        return (top - dist.cdf(target - 0.5)) / (top - bottom)


def read_constants(file: Path, report: Report) -> Constants | None:
    """The assumptions from ``data/framework/estimate.yaml``; faults are noted in the report."""
    record = read_yaml(file, report)
    if record is None:
        return None
    record.identifier(), record.text("version")
    if record.mark("mark") is not Mark.ASSUMPTION:
        record.problem("E-MARK", "no source gives these numbers on this scale - the mark of each is E", "mark")

    def number(key: str) -> float:
        value = record.number(key)
        if value is None or value <= 0:
            record.problem("E-RANGE", f"{key} needs a number above 0", key)
            return 1.0
        return value

    sds = tuple((word, number(f"rating_sd_{word}")) for word in ("guess", "fairly", "sure"))
    constants = Constants(
        prior_mean=number("prior_mean"),
        prior_sd=number("prior_sd"),
        rating_sd=sds,
        bias_sd=number("bias_sd"),
        case_sd=number("case_sd"),
        case_floor=number("case_floor"),
        case_span_per_difficulty=number("case_span_per_difficulty"),
    )
    record.done()
    return constants


def from_rating(level: int, sureness: str | None, when: str, constants: Constants) -> Observation:
    """One self-rating as an observation; without a sureness it counts as a guess."""
    scatter = dict(constants.rating_sd)[sureness or "guess"]
    sd = (scatter**2 + constants.bias_sd**2) ** 0.5
    sure = {"guess": "a guess", "fairly": "fairly sure", "sure": "sure, with evidence"}.get(sureness or "", "a guess")
    return Observation(float(level), sd, f"you rated yourself {level} on {when} ({sure})", "rating")


def from_case(title: str, share: float, points: str, difficulty: int, when: str, constants: Constants) -> Observation:
    """The result of one case: ``share`` [0-1] of the best reachable score, ``points`` its words such as "5 of 8"."""
    value = clamp_level(constants.case_floor + share * difficulty * constants.case_span_per_difficulty)
    words = f'the case "{title}" gave {points} points on {when} (difficulty {difficulty} of 5)'
    return Observation(value, constants.case_sd, words, "case")


def estimate_level(competency: str, observations: Sequence[Observation], constants: Constants) -> Estimate:
    """The estimate from the prior and all observations, each weighted by 1 / scatter squared."""
    weights = [1 / constants.prior_sd**2, *(1 / o.sd**2 for o in observations)]
    values = [constants.prior_mean, *(o.value for o in observations)]
    mu = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)
    sd = sum(weights) ** -0.5
    because = tuple(o.words for o in observations) or ("nothing is rated yet: this is what we assume of a physician",)
    low, high = (clamp_level(_quantile(mu, sd, p)) for p in (0.1, 0.9))
    level = fmean(clamp_level(q) for q in _grid(mu, sd))
    return Estimate(competency, level, low, high, because, len(observations), mu, sd)


def shortfall(estimate: Estimate, target: int) -> float:
    """The expected distance below the target [levels]: near misses and wide intervals count in part."""
    return fmean(max(0.0, target - clamp_level(q)) for q in _grid(estimate.mu, estimate.sd))


def _quantile(mu: float, sd: float, p: float) -> float:
    dist = NormalDist(mu, sd)
    bottom, top = dist.cdf(_FLOOR), dist.cdf(_CEILING)
    return dist.inv_cdf(bottom + p * (top - bottom))


def _grid(mu: float, sd: float) -> list[float]:
    return [_quantile(mu, sd, (i + 0.5) / _QUANTILES) for i in range(_QUANTILES)]
