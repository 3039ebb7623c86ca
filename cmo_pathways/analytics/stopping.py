"""Stopping boundaries of a trial that is looked at more than once, by recursive numerical integration.

A crossed boundary informs the monitoring board; it does not decide. All bounds are symmetric and two-sided; harm and
futility may use others. Sources: O'Brien and Fleming 1979, doi:10.2307/2530245; Pocock 1977,
doi:10.1093/biomet/64.2.191; Lan and DeMets 1983, doi:10.1093/biomet/70.3.659; integration after Armitage, McPherson
and Rowe 1969, doi:10.2307/2343787.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from cmo_pathways.analytics import given
from cmo_pathways.analytics.method import by_row, whole_column
from cmo_pathways.errors import InputError, Problem

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

MOST_LOOKS = 20
CLOSEST = 0.02
"""Share of information by which two looks must lie apart: closer ones are not integrated well enough here."""

_FAR = 9.0  # beyond this many standard deviations the chance is nil


@dataclass(frozen=True, slots=True)
class Boundaries:
    """When a monitoring board would be told to think of stopping, one entry per look in every tuple.

    ``information`` [share of the planned total, above 0 to 1]; ``z`` the test statistic to reach (infinite where so
    little may be spent that no result stops); ``p`` the two-sided nominal level; ``spent`` the chance [0-1], added up,
    of crossing so far if the treatments do not differ.
    """

    kind: str
    alpha: float
    information: tuple[float, ...]
    z: tuple[float, ...]
    p: tuple[float, ...]
    spent: tuple[float, ...]


def obrien_fleming(looks: float, *, alpha: float = 0.05) -> Boundaries:
    """O'Brien-Fleming bounds at equal steps of information: z(k) = C sqrt(K/k), hard early, near the usual at last.

    ``looks`` K, 1 to 20; ``alpha`` two-sided [above 0, below 0.5]. Raises InputError.
    """
    return _of_shape("O'Brien-Fleming", looks, alpha, lambda share: 1 / math.sqrt(share))


def pocock(looks: float, *, alpha: float = 0.05) -> Boundaries:
    """Pocock bounds at equal steps of information: the same z at every look, easier early and harder at last.

    ``looks`` 1 to 20; ``alpha`` two-sided [above 0, below 0.5]. Raises InputError.
    """
    return _of_shape("Pocock", looks, alpha, lambda _: 1.0)


def lan_demets(information: Sequence[float], *, alpha: float = 0.05) -> Boundaries:
    """Bounds at any looks by spending alpha like O'Brien-Fleming: 2 [2 - 2 Phi(z(alpha/4) / sqrt(t))] by share t.

    ``information`` [shares of the planned total, rising, 0.02 or more apart, above 0 to 1; the last need not be 1].
    Raises InputError.
    """
    return _by_spending("Lan-DeMets, O'Brien-Fleming type", information, alpha, spent_obrien_fleming)


def lan_demets_pocock(information: Sequence[float], *, alpha: float = 0.05) -> Boundaries:
    """Bounds at any looks by spending alpha like Pocock: alpha ln(1 + (e - 1) t) by share t.

    ``information`` and errors as in ``lan_demets``.
    """
    return _by_spending("Lan-DeMets, Pocock type", information, alpha, spent_pocock)


def spent_obrien_fleming(share: float, alpha: float = 0.05) -> float:
    """The two-sided alpha spent at a share of information [0-1], O'Brien-Fleming type. Raises InputError."""
    from scipy.stats import norm

    at, level = given.share("information", share), _alpha(alpha)
    if at == 0:
        return 0.0
    return float(4 * norm.sf(norm.isf(level / 4) / math.sqrt(at)))


def spent_pocock(share: float, alpha: float = 0.05) -> float:
    """The two-sided alpha spent at a share of information [0-1], Pocock type. Raises InputError."""
    return _alpha(alpha) * math.log(1 + (math.e - 1) * given.share("information", share))


def crossing(z: Sequence[float], information: Sequence[float]) -> tuple[float, ...]:
    """The chance [0-1], added up look by look, of crossing two-sided bounds if the treatments do not differ.

    ``z`` [above 0], one per look; ``information`` as in ``lan_demets``. Raises InputError.
    """
    times = _information(information)
    bounds = given.numbers("z", z, count=len(times), above=0)
    given.same_length(z=bounds, information=times)
    state, total, out = _START, 0.0, []
    for bound, time in zip(bounds, times, strict=True):
        total += _crosses(state, bound, time)
        out.append(total)
        state = _go_on(state, bound, time)
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _State:
    """Where trials that go on stand (score scale): points, chance at each, and the information so far."""

    points: NDArray[float64] | None
    mass: NDArray[float64] | None
    time: float


_START = _State(None, None, 0.0)


def _of_shape(kind: str, looks: float, alpha: float, shape: Callable[[float], float]) -> Boundaries:
    from scipy.optimize import brentq

    count, level = given.whole("looks", looks, least=1), _alpha(alpha)
    given.number("looks", count, most=MOST_LOOKS)
    times = [k / count for k in range(1, count + 1)]
    shapes = [shape(time) for time in times]

    def surplus(constant: float) -> float:
        return crossing([constant * s for s in shapes], times)[-1] - level

    constant = float(brentq(surplus, 0.1, _FAR, xtol=1e-10))
    z = [constant * s for s in shapes]
    return _boundaries(kind, level, times, z, crossing(z, times))


def _by_spending(
    kind: str, information: Sequence[float], alpha: float, spend: Callable[[float, float], float]
) -> Boundaries:
    from scipy.optimize import brentq

    times, level = _information(information), _alpha(alpha)
    state, before = _START, 0.0
    z: list[float] = []
    for time in times:
        step = spend(time, level) - before
        here, bound = state, math.inf
        if step > _crosses(here, _FAR, time) + 1e-15:
            bound = float(brentq(lambda b, s=here, t=time, w=step: _crosses(s, b, t) - w, 1e-6, _FAR, xtol=1e-10))
        z.append(bound)
        before += step if math.isfinite(bound) else 0.0
        state = _go_on(state, min(bound, _FAR), time)
    return _boundaries(kind, level, times, z, crossing([min(b, _FAR) for b in z], times))


def _crosses(state: _State, bound: float, time: float) -> float:
    """The chance to cross at ``time``, for those who went on until then."""
    from scipy.special import ndtr

    edge = bound * math.sqrt(time)
    if state.points is None or state.mass is None:
        return float(2 * ndtr(-bound))
    step = math.sqrt(time - state.time)
    out = ndtr((state.points - edge) / step) + ndtr((-edge - state.points) / step)
    return float((state.mass * out).sum())


def _go_on(state: _State, bound: float, time: float) -> _State:
    """Where those stand who did not cross at ``time``."""
    import numpy
    from scipy.stats import norm

    edge = min(bound, _FAR) * math.sqrt(time)
    step = math.sqrt(time - state.time)
    count = int(min(400, max(64, 16 * edge / step)))
    nodes, weights = numpy.polynomial.legendre.leggauss(count)
    points = nodes * edge
    if state.points is None or state.mass is None:
        density = norm.pdf(points / step) / step
    else:
        density = (norm.pdf((points[:, None] - state.points) / step) / step) @ state.mass
    return _State(points, density * weights * edge, time)


def _boundaries(
    kind: str, alpha: float, times: Sequence[float], z: Sequence[float], spent: Sequence[float]
) -> Boundaries:
    from scipy.stats import norm

    p = tuple(float(2 * norm.sf(bound)) for bound in z)
    return Boundaries(kind, alpha, tuple(times), tuple(z), p, tuple(spent))


def _information(shares: Sequence[float]) -> tuple[float, ...]:
    times = given.numbers("information", shares, least=CLOSEST, most=1)
    given.number("looks", len(times), most=MOST_LOOKS)
    for at, (before, after) in enumerate(pairwise(times), start=2):
        if after - before < CLOSEST - 1e-12:
            why = f"{after:g} follows {before:g} - let information rise by {CLOSEST:g} or more from look to look"
            raise InputError([Problem("information", at, "E-VALUE", why)])
    return times


def _alpha(alpha: float) -> float:
    return given.number("alpha", alpha, above=0, below=0.5)


def _at_look(bounds: Callable[[float], Boundaries]) -> Callable[..., float]:
    def z(looks: float, look: float) -> float:
        return bounds(looks).z[int(given.number("look", given.whole("look", look, least=1), most=looks)) - 1]

    return z


ROWS = (
    by_row("obrien_fleming", _at_look(obrien_fleming), ("looks", "look"), "C x root of looks / look, two-sided 0.05"),
    by_row("pocock", _at_look(pocock), ("looks", "look"), "the same z at every look, two-sided 0.05"),
    whole_column(
        "alpha_spending_last",
        lambda information: lan_demets(information).z[-1],
        ("information",),
        "Lan-DeMets bound of the last look, O'Brien-Fleming type, two-sided 0.05",
    ),
)
"""What a case can ask of this family."""
