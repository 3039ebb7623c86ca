"""The estimate of one level as a reader sees it: mean, interval, chances and the reasons.

A level is a rounded value: somebody "is at 3" when the value behind it lies between 2.5 and 3.5. The value is
taken as normal and held within -0.5 to 5.5, so that a whole level fits around 0 and around 5. How it comes about is
in ``posterior``; the model and all of its assumptions are on one page, ``docs/estimate.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

from cmo_pathways.assess.posterior import Posterior
from cmo_pathways.scale import clamp_level, level_text

_FLOOR, _CEILING = -0.5, 5.5
_SHOWN = 3
_WORTH_SAYING = 0.3  # [levels] by which a level lies beyond all of its own inputs before it is told why
_LIKELY = 0.8


@dataclass(frozen=True, slots=True)
class Reason:
    """One input of an estimate: its words, its kind, and how far it moved the level from the starting point [levels].

    ``kind`` is that of the observation, or ``start`` for what was assumed before, ``others`` for what all other
    competencies say. The starting point and all moves add up to ``Estimate.mu``.
    """

    words: str
    kind: str
    moved: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is known of one competency: mean and 80 % interval [0-5], the reasons, and how many inputs it has.

    ``because`` holds the strongest inputs in words, ``reasons`` all of them with what each moved. ``mu`` and ``sd``
    [levels] are the normal behind, not held to the scale.
    """

    competency: str
    level: float
    low: float
    high: float
    because: tuple[str, ...]
    observed: int
    mu: float
    sd: float
    reasons: tuple[Reason, ...] = ()

    def p_at_least(self, target: float) -> float:
        """Chance [0-1] that the level is the target or more; with a target of 0 it is 1."""
        if target <= 0:
            return 1.0
        held = _held(self.mu, self.sd)
        bottom, top = held.cdf(_FLOOR), held.cdf(_CEILING)
        return (top - held.cdf(target - 0.5)) / (top - bottom)


def estimate_of(posterior: Posterior, competency: str) -> Estimate:
    """The estimate of one competency from the joint posterior."""
    spread = posterior.of(competency)
    mu, sd = spread.mean, spread.sd
    low, high = (clamp_level(_quantile(mu, sd, p)) for p in (0.1, 0.9))
    level = 5 - _mean_below(mu, sd, 5)
    reasons = _reasons(posterior, competency)
    values = [seen.value for seen in posterior.seen if seen.competency == competency]
    because = _because(reasons, values, mu, level)
    return Estimate(competency, level, low, high, because, len(values), mu, sd, reasons)


def lean_words(posterior: Posterior) -> str | None:
    """How the person's self-ratings compare with what others show; None where nobody can tell.

    It is told when raters have spoken and one direction has a chance of 80 % or more. Cases alone are not enough: at
    the ends of what a case can show, they point a little more often one way than the other (docs/estimate.md).
    """
    lean = posterior.lean
    if all(seen.kind != "group" for seen in posterior.seen) or 1 - _LIKELY < lean.p_above_zero < _LIKELY:
        return None
    side, chance = ("above", lean.p_above_zero) if lean.mean > 0 else ("below", 1 - lean.p_above_zero)
    size = level_text(abs(lean.mean))
    return (
        f"Your ratings lie about {size} levels {side} what others, cases and evidence show, with a chance of "
        f"{chance:.0%} of that direction. Every level takes this into account."
    )


def shortfall(estimate: Estimate, target: int) -> float:
    """The expected distance below the target [levels]: near misses and wide intervals count in part."""
    return _mean_below(estimate.mu, estimate.sd, target)


def _reasons(posterior: Posterior, competency: str) -> tuple[Reason, ...]:
    i = posterior.competencies.index(competency)
    start = float(posterior.prior.mean[i])
    moves = [float(move) for move in posterior.moved[:, i]]
    own = [
        Reason(seen.words, seen.kind, move)
        for seen, move in zip(posterior.seen, moves, strict=True)
        if seen.competency == competency
    ]
    other = sum(move for seen, move in zip(posterior.seen, moves, strict=True) if seen.competency != competency)
    reasons = [Reason(f"we start from {level_text(start)} for your stage (our assumption)", "start", start), *own]
    if len(own) < len(moves):
        reasons.append(Reason(f"what is known of other competencies moved it by {_signed(other)}", "others", other))
    return tuple(reasons)


def _because(reasons: tuple[Reason, ...], values: list[float], mu: float, level: float) -> tuple[str, ...]:
    own = sorted((r for r in reasons if r.kind not in ("start", "others")), key=lambda r: -abs(r.moved))
    start, others = reasons[0], [r for r in reasons if r.kind == "others"]
    if not own:
        if not others:
            return ("nothing is rated yet: this is what we assume of a physician",)
        return (f"not rated yet: what is known of your other competencies suggests {level_text(level)}",)
    said = [reason.words for reason in own[:_SHOWN]]
    if len(own) > _SHOWN:
        said.append(f"and {len(own) - _SHOWN} more")
    if not min(values) - _WORTH_SAYING <= mu <= max(values) + _WORTH_SAYING:
        moved = f" and {_signed(others[0].moved)} from your other competencies" if others else ""
        said.append(f"a start of {level_text(start.moved)} for your stage (our assumption){moved}")
    return (*said, f"together {level_text(level)}") if len(said) > 1 else tuple(said)


def _signed(value: float) -> str:
    return level_text(value) if round(value, 1) <= 0 else f"+{level_text(value)}"


def _quantile(mu: float, sd: float, p: float) -> float:
    held = _held(mu, sd)
    bottom, top = held.cdf(_FLOOR), held.cdf(_CEILING)
    return held.inv_cdf(bottom + p * (top - bottom))


def _mean_below(mu: float, sd: float, target: float) -> float:
    # The mean of max(0, target - level) for the level held to 0-5; the parts below 0 and from 0 to the target.
    held = _held(mu, sd)
    bottom, zero, goal, top = (held.cdf(x) for x in (_FLOOR, 0.0, target, _CEILING))
    inside = (target - held.mean) * (goal - zero) + held.variance * (held.pdf(target) - held.pdf(0.0))
    return (target * (zero - bottom) + inside) / (top - bottom)


def _held(mu: float, sd: float) -> NormalDist:
    # Beyond four spreads outside the scale nothing is left within it to divide by.
    return NormalDist(min(_CEILING + 4 * sd, max(_FLOOR - 4 * sd, mu)), sd)
