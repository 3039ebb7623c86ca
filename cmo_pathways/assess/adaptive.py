"""The short form: which competency to ask next, and whether the widest gaps are clear.

What would the five widest gaps be if everything were answered? Answers to all open questions are drawn together from
what is known so far; each draw gives the gaps of a full form. The five that stand first today are *stable* to the
degree that the draws agree with them. Asked next is the competency whose answer is expected to leave the least doubt
about which five stand first. The form may stop when the five are stable and each of them was answered
(``docs/decisions/0008-short-form.md``).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from cmo_pathways.assess.posterior import SELF, Posterior

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float64]
    Flags: TypeAlias = NDArray[np.bool_]

TOP = 5
ENOUGH = 0.9
"""The form may stop when the five widest gaps are those of the full form with this probability [0-1]."""

_DRAWS = 400
_SEED = 20
_BOTTOM, _CEILING = -0.5, 5.5


@dataclass(frozen=True, slots=True)
class Aim:
    """What a role asks for in one competency: the level [0-5] and the importance [1-5] of a gap."""

    competency: str
    target: int
    importance: int


@dataclass(frozen=True, slots=True)
class Ask:
    """Where the short form stands.

    ``top`` are the widest gaps now, widest first; ``stable`` [0-1] the probability that a full form would name the
    same ones; ``ask`` the competency to ask next, None where none is open; ``joins`` [0-1] the probability that
    it stands among the widest gaps in the end; ``inside`` is True where it does so now; ``enough`` is True where the
    widest gaps are stable and all answered, or nothing is left to ask.
    """

    top: tuple[str, ...]
    stable: float
    ask: str | None
    joins: float
    inside: bool
    enough: bool


def ask_next(
    posterior: Posterior,
    aims: Sequence[Aim],
    still_open: Collection[str],
    *,
    sd: float,
    draws: int = _DRAWS,
    seed: int = _SEED,
) -> Ask:
    """What to ask next, and how sure it is which gaps are the widest.

    Parameters: posterior, what is known; aims, one for each competency that counts; still_open, those that can still
    be asked; sd [levels], the scatter expected of an answer; draws [count] and seed of the answers drawn. Equal
    arguments give equal results.
    """
    import numpy as np

    place = {id: i for i, id in enumerate(posterior.competencies)}
    rows = [place[aim.competency] for aim in aims]
    spread = np.sqrt(np.diag(posterior.cov))[rows]
    now = _first(_priorities(posterior.mean[rows][None, :], spread, aims))[0]
    order = np.argsort(-_priorities(posterior.mean[rows][None, :], spread, aims)[0], kind="stable")[:TOP]
    top = tuple(aims[i].competency for i in order)
    asked = [i for i, aim in enumerate(aims) if aim.competency in still_open]
    if not asked:
        return Ask(top, 1.0, None, 0.0, False, True)
    answers, final = _full_forms(posterior, rows, asked, aims, sd, draws, seed)
    stable = float((final == now).all(axis=1).mean())
    unsaid = [k for k, i in enumerate(asked) if now[i]]
    choose_from = unsaid if stable >= ENOUGH and unsaid else range(len(asked))
    best = asked[min(choose_from, key=lambda k: _doubt_left(answers[:, k], final))]
    enough = stable >= ENOUGH and not unsaid
    return Ask(top, stable, aims[best].competency, float(final[:, best].mean()), bool(now[best]), enough)


def _full_forms(
    posterior: Posterior, rows: list[int], asked: list[int], aims: Sequence[Aim], sd: float, draws: int, seed: int
) -> tuple[Array, Flags]:
    """Drawn answers to the open questions [0-5], shape (draws, open), and who is among the widest gaps after them."""
    import numpy as np

    lean = posterior.names.index(SELF)
    mean, cov = posterior.state_mean, posterior.state_cov
    pick = np.array([rows[i] for i in asked])
    expected = mean[pick] + mean[lean]
    toward = cov[:, pick] + cov[:, [lean]]
    spread = toward[pick] + toward[lean] + sd**2 * np.eye(len(pick))
    dice = np.random.default_rng(seed).standard_normal((draws, len(pick)))
    answers = np.clip(np.rint(expected + dice @ np.linalg.cholesky(spread).T), 0, 5)
    gain = np.linalg.solve(spread, toward.T).T
    means = mean[rows] + (answers - expected) @ gain[rows].T
    variances = np.diag(cov)[rows] - np.einsum("ij,ij->i", gain[rows], toward[rows])
    return answers, _first(_priorities(means, np.sqrt(np.maximum(variances, 1e-9)), aims))


def _doubt_left(answers: Array, final: Flags) -> float:
    """The doubt about who stands first that an answer leaves on average: p (1 - p), summed over the competencies."""
    left = 0.0
    for level in range(6):
        same = answers == level
        count = int(same.sum())
        if count:
            share = final[same].mean(axis=0)
            # p (1 - p) of a few draws is too small by (n - 1) / n; undone, or rare answers would look informative.
            left += count * float((share * (1 - share)).sum()) * (count / (count - 1) if count > 1 else 2.0)
    return left


def _first(priorities: Array) -> Flags:
    """For each row, who is among the widest gaps; of equal ones the first counts."""
    import numpy as np

    order = np.argsort(-priorities, axis=1, kind="stable")[:, :TOP]
    flags = np.zeros(priorities.shape, dtype=bool)
    np.put_along_axis(flags, order, True, axis=1)
    return flags


def _priorities(means: Array, sds: Array, aims: Sequence[Aim]) -> Array:
    """Expected shortfall times importance for each row of means, as the gaps are ranked."""
    import numpy as np

    grid = _grid()
    found = np.empty(means.shape)
    for i, aim in enumerate(aims):
        found[:, i] = np.interp(means[:, i], grid, _shortfalls(round(float(sds[i]), 4), aim.target))
    return found * np.array([aim.importance / 5 for aim in aims])


@lru_cache(maxsize=4096)
def _shortfalls(sd: float, target: int) -> Array:
    """The expected distance below a target [levels] for each mean of the grid, held to the scale as the gaps are."""
    import numpy as np

    level = np.linspace(_BOTTOM, _CEILING, 121)[:-1] + 0.025
    power = -((level - _grid()[:, None]) ** 2) / (2 * sd**2)
    weight = np.exp(power - power.max(axis=1, keepdims=True))
    below = np.maximum(0.0, target - np.clip(level, 0, 5))
    return np.asarray(weight @ below / weight.sum(axis=1))


@lru_cache(maxsize=1)
def _grid() -> Array:
    import numpy as np

    return np.linspace(-4.0, 9.0, 131)
