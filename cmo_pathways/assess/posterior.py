"""What is known of all levels together: a joint normal over the competencies and a person's own lean.

What a person says about a competency is centered on ``level + lean``. The prior is put on that self-view: its general
part is independent of the lean, so self-ratings alone never say in which direction somebody leans (docs/estimate.md).
Everything is a normal with a linear observation, so the posterior is exact; only "at least" and "at most" are replaced
by the normal observation that gives the same mean and spread (Rasmussen and Williams 2006, section 3.6,
ISBN 026218253X).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import erfc, exp, pi, sqrt
from typing import TYPE_CHECKING, TypeAlias

from cmo_pathways.assess.constants import Constants

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float64]

SELF = "self"
"""The name of the lean that all self-ratings of a person share."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that speaks about a level: its value [0-5], its own scatter [levels], and the words for a reader.

    ``kind`` is ``rating``, ``signals``, ``group``, ``case``, ``evidence`` or ``gain``. ``shared`` names an error that
    it has in common with others (``self``, ``group:peers``, a case), of ``shared_sd`` [levels]. ``at_least`` marks a
    statement that can raise a level and never lowers it, ``at_most`` the reverse.
    """

    competency: str
    value: float
    sd: float
    kind: str
    words: str = ""
    shared: str = ""
    shared_sd: float = 0.0
    at_least: bool = False
    at_most: bool = False

    @property
    def one_sided(self) -> bool:
        """True for what only says "at least" or "at most"."""
        return self.at_least or self.at_most


@dataclass(frozen=True, slots=True, eq=False)
class Prior:
    """What is assumed before any answer: ``names`` are the competencies and last ``self``, the lean.

    ``mean`` [levels], shape (21,), and ``cov`` [levels squared], shape (21, 21), for 20 competencies.
    """

    names: tuple[str, ...]
    mean: Array
    cov: Array


@dataclass(frozen=True, slots=True)
class Spread:
    """A normal distribution: mean and standard deviation [levels]."""

    mean: float
    sd: float

    @property
    def p_above_zero(self) -> float:
        """Chance [0-1] of a value above 0."""
        return _cdf(self.mean / self.sd)


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """A self-rating that has not been given yet, and what it would do.

    ``mean`` and ``sd`` [levels]: the answer before it is rounded to a whole level; ``gain``, shape (20,): how much the
    mean of each competency rises per level that the answer lies above ``mean``; ``cov`` [levels squared], shape
    (20, 20): the covariance after the answer, whatever it is. Exact for answers of 1 to 4, near for 0 and 5, which say
    "at most" and "at least".
    """

    mean: float
    sd: float
    gain: Array
    cov: Array


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """What is known after the observations in ``seen``; make one with ``begin`` and go on with ``update``.

    ``names`` are the competencies, then ``self`` and the other shared errors; ``state_mean`` and ``state_cov`` follow
    that order. ``moved`` [levels], shape (len(seen), len(names)): how far each observation moved each mean from what
    the prior says.
    """

    prior: Prior
    seen: tuple[Observation, ...]
    names: tuple[str, ...]
    state_mean: Array
    state_cov: Array
    moved: Array

    @property
    def competencies(self) -> tuple[str, ...]:
        """The ids of the competencies, in the order of ``mean`` and ``cov``."""
        return self.prior.names[:-1]

    @property
    def mean(self) -> Array:
        """The mean of each level [levels], shape (20,), not held to the scale."""
        return self.state_mean[: len(self.competencies)]

    @property
    def cov(self) -> Array:
        """The covariance of the levels [levels squared], shape (20, 20)."""
        n = len(self.competencies)
        return self.state_cov[:n, :n]

    @property
    def lean(self) -> Spread:
        """How far the person's self-ratings lie above the levels [levels]; below 0 means under-rating.

        Before the first self-rating there is nothing that could lean: then it is what the prior says.
        """
        i = len(self.competencies)
        if all(seen.shared != SELF for seen in self.seen):
            return Spread(0.0, float(sqrt(self.prior.cov[i, i])))
        return Spread(float(self.state_mean[i]), float(sqrt(self.state_cov[i, i])))

    def of(self, competency: str) -> Spread:
        """The level of one competency as a normal, not held to the scale."""
        i = self.competencies.index(competency)
        return Spread(float(self.state_mean[i]), float(sqrt(self.state_cov[i, i])))

    def update(self, *observations: Observation) -> Posterior:
        """The posterior after more observations; their order matters only among one-sided ones."""
        return condition(self.prior, (*self.seen, *observations))

    def forecast(self, competency: str, sd: float) -> Forecast:
        """The self-rating of a competency that is not given yet, with a scatter ``sd`` [levels], and its effect."""
        import numpy as np

        n, i = len(self.competencies), self.competencies.index(competency)
        toward = self.state_cov[:, i] + self.state_cov[:, n]
        variance = float(toward[i] + toward[n]) + sd**2
        gain = toward[:n] / variance
        cov = self.cov - np.outer(gain, toward[:n])
        return Forecast(float(self.state_mean[i] + self.state_mean[n]), sqrt(variance), gain, cov)


def make_prior(
    domains: Mapping[str, str], constants: Constants, *, expected: float | None = None, placed: bool = False
) -> Prior:
    """What is assumed of somebody before any answer.

    Parameters: domains, the domain of each competency in the order of the skill map; expected [0-5], the level
    expected at a career stage or responsibility; placed, True where the learner placed themselves.
    """
    import numpy as np

    ids, n = tuple(domains), len(domains)
    general = constants.general_sd_placed if placed else constants.general_sd
    same = np.array([[domains[a] == domains[b] for b in ids] for a in ids], dtype=float)
    said = general**2 + constants.domain_sd**2 * same + constants.own_sd**2 * np.eye(n)
    lean = constants.lean_sd**2
    cov = np.empty((n + 1, n + 1))
    # level = self-view - lean, with the two independent
    cov[:n, :n] = said + lean
    cov[:n, n] = cov[n, :n] = -lean
    cov[n, n] = lean
    mean = np.full(n + 1, constants.prior_mean if expected is None else expected)
    mean[n] = 0.0
    return Prior((*ids, SELF), mean, cov)


def begin(prior: Prior) -> Posterior:
    """The posterior before any observation."""
    return condition(prior, ())


def condition(prior: Prior, observations: Sequence[Observation]) -> Posterior:
    """The posterior after all observations: exact for normal ones; one-sided ones come last, in their order."""
    import numpy as np

    names, mean, cov = _with_shared(prior, observations)
    start = mean
    pulls: list[tuple[int, Array, float, float]] = []
    order = sorted(range(len(observations)), key=lambda k: observations[k].one_sided)
    for k in order:
        seen = observations[k]
        row = _row(names, seen)
        toward = cov @ row
        value, variance = seen.value, seen.sd**2
        if seen.one_sided:
            side = -1 if seen.at_most else 1
            matched = _at_least(side * float(row @ mean), float(row @ toward), side * value, variance)
            if matched is None:
                continue
            value, variance = side * matched[0], matched[1]
        gain = toward / (float(row @ toward) + variance)
        mean = mean + gain * (value - float(row @ mean))
        cov = cov - np.outer(gain, toward)
        pulls.append((k, row, value, variance))
    moved = np.zeros((len(observations), len(names)))
    for k, row, value, variance in pulls:
        moved[k] = cov @ row * ((value - float(row @ start)) / variance)
    return Posterior(prior, tuple(observations), names, mean, cov, moved)


def _with_shared(prior: Prior, observations: Sequence[Observation]) -> tuple[tuple[str, ...], Array, Array]:
    import numpy as np

    sds = {seen.shared: seen.shared_sd for seen in observations if seen.shared and seen.shared != SELF}
    n, size = len(prior.names), len(prior.names) + len(sds)
    mean, cov = np.zeros(size), np.zeros((size, size))
    mean[:n], cov[:n, :n] = prior.mean, prior.cov
    for k, sd in enumerate(sds.values(), n):
        cov[k, k] = sd**2
    return (*prior.names, *sds), mean, cov


def _row(names: tuple[str, ...], seen: Observation) -> Array:
    import numpy as np

    row = np.zeros(len(names))
    row[names.index(seen.competency)] = 1.0
    if seen.shared:
        row[names.index(seen.shared)] = 1.0
    return row


def _at_least(mean: float, variance: float, bound: float, noise: float) -> tuple[float, float] | None:
    # The normal observation that gives the mean and the variance of "value + noise is at least the bound".
    total = sqrt(variance + noise)
    z = (mean - bound) / total
    ratio = _density(z) / _cdf(z) if z > -30 else -z
    narrower = variance - variance**2 / total**2 * ratio * (ratio + z)
    precision = 1 / narrower - 1 / variance
    if precision < 1e-9:
        return None
    moved = mean + variance * ratio / total
    return (moved / narrower - mean / variance) / precision, 1 / precision


def _cdf(z: float) -> float:
    return erfc(-z / sqrt(2)) / 2


def _density(z: float) -> float:
    return exp(-z * z / 2) / sqrt(2 * pi)
