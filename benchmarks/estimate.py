"""Does the estimate keep its word? Simulated learners whose levels are known, in worlds where ratings lean.

Coverage: how often the 80 % interval holds the true level, over all learners and competencies; it must lie within 75
and 85 % where ratings lean by 0.8 levels either way. Direction: for how many learners the learned lean has the right
sign, and for how many it is likely (P > 0.8) in the right and in the wrong direction.

    python -m benchmarks.estimate [learners]       the study, at 400 learners a line unless told
    python -m benchmarks.estimate sensitivity      what halving and doubling each constant does, as in docs/estimate.md
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from benchmarks._learners import TODAY, Inputs, World, draw, simulated_catalogue
from cmo_pathways.assess import Constants, make_prior, score_many, uncorrelated
from cmo_pathways.catalogue import Catalogue
from cmo_pathways.ledger import LedgerState, StepHeld
from cmo_pathways.standing import posterior_of, rank_gaps, score_assessment

LEAN = 0.8
BAR = (0.75, 0.85)
ROLE = "cmo-hospital-large"
SEED = 20261122
ALL = (Inputs(8), Inputs(), Inputs(20, peers=5), Inputs(20, cases=3), Inputs(20, peers=5, cases=3))
WORLDS = (World(LEAN), World(-LEAN), World(0.0))
APART = (World(LEAN, correlated=False), World(-LEAN, correlated=False))


@dataclass(frozen=True, slots=True)
class Found:
    """What a study found: shares [0-1] over learners (coverage: and competencies), means [levels].

    ``lowest_lean`` is the learned lean of the quarter of learners with the lowest true levels.
    """

    coverage: float
    width: float
    lean: float
    lean_sd: float
    right_sign: float
    likely_right: float
    likely_wrong: float
    lowest_lean: float


def study(
    world: World, inputs: Inputs, *, learners: int, seed: int = SEED, catalogue: Catalogue | None = None
) -> Found:
    """The outcome in one world for one set of inputs, scored with the constants of the catalogue."""
    content = catalogue or simulated_catalogue()
    rng = np.random.default_rng(seed)
    held, widths, leans, levels = [], [], [], []
    for _ in range(learners):
        truth, state = draw(content, world, inputs, rng)
        for id, found in score_assessment(content, state).items():
            held.append(found.low <= min(5.0, max(0.0, truth[id])) <= found.high)
            widths.append(found.high - found.low)
        leans.append(posterior_of(content, state).lean)
        levels.append(np.mean(list(truth.values())))
    chance = np.array([lean.p_above_zero if world.lean >= 0 else 1 - lean.p_above_zero for lean in leans])
    means = np.array([lean.mean for lean in leans])
    lowest = np.array(levels) <= np.quantile(levels, 0.25)
    return Found(
        coverage=float(np.mean(held)),
        width=float(np.mean(widths)),
        lean=float(means.mean()),
        lean_sd=float(np.mean([lean.sd for lean in leans])),
        right_sign=float(np.mean(chance > 0.5)),
        likely_right=float(np.mean(chance > 0.8)),
        likely_wrong=float(np.mean(chance < 0.2)),
        lowest_lean=float(means[lowest].mean()),
    )


def score_batch(learners: int, *, seed: int = SEED) -> tuple[float, NDArray[np.float64]]:
    """Seconds to score many learners with 20 ratings and 6 peers at once, and their means, shape (learners, 20)."""
    content = simulated_catalogue()
    prior = make_prior({id: c.domain for id, c in content.framework.competencies.items()}, content.constants)
    rng, n = np.random.default_rng(seed), len(prior.names) - 1
    cov = np.zeros((n + 2, n + 2))
    cov[:-1, :-1], cov[-1, -1] = prior.cov, content.constants.group_lean_sd**2
    rows = np.zeros((2 * n, n + 2))
    rows[:n, :n] = rows[n:, :n] = np.eye(n)
    rows[:n, n] = rows[n:, n + 1] = 1
    values = rng.integers(0, 6, (learners, 2 * n)).astype(float)
    sds = np.tile(np.r_[np.full(n, 0.9), np.full(n, 0.41)], (learners, 1))
    start = time.perf_counter()
    means, _ = score_many(np.r_[prior.mean, 0.0], cov, rows, values, sds)
    return time.perf_counter() - start, means[:, :n]


@dataclass(frozen=True, slots=True)
class Turned:
    """What one constant does [levels]: the change of the mean width, the mean move of a level, top five kept."""

    constant: str
    width: float
    moved: float
    same: float


FULL, LITTLE = Inputs(18, peers=5, cases=3, evidence=6, aged=True), Inputs(10, aged=True)


def sensitivity(inputs: Inputs, learners: int, *, factor: float, seed: int = SEED) -> Iterator[Turned]:
    """Each constant times the factor, the others as shipped; half of the answers are two and a half years old."""
    content = simulated_catalogue()
    rng = np.random.default_rng(seed)
    worlds = [WORLDS[k % len(WORLDS)] for k in range(learners)]
    states = [
        _with_posts(draw(content, world, inputs, rng)[1], k, inputs, content.framework.version)
        for k, world in enumerate(worlds)
    ]
    widths, levels, tops = _shown(content, states)
    for field in fields(Constants):
        turned = replace(content.constants, **{field.name: factor * getattr(content.constants, field.name)})
        wide, moved, others = _shown(replace(content, constants=turned), states)
        same = float(np.mean([len(a & b) / 5 for a, b in zip(tops, others, strict=True)]))
        yield Turned(field.name, wide - widths, float(np.abs(moved - levels).mean()), same)


def _with_posts(state: LedgerState, k: int, inputs: Inputs, version: str) -> LedgerState:
    # Every stage and responsibility in turn, and where there is much to go by a degree and signals too.
    posts = ("md-degree", "attending-physician", "medical-director-service", "vpma", "cmo-hospital-small", "")
    held = [posts[k % 6], *(["degree-physician-mba"] if inputs.evidence and k % 3 == 0 else [])]
    steps = {id: StepHeld(id, True, "2022-05", TODAY) for id in held if id}
    latest = dict(state.latest)
    if inputs.evidence:
        given = {"answers": {f"{level}.1": "yes" for level in (1, 2, 3)}, "framework": version}
        latest["signals"] = {id: {**given, "at": TODAY} for id in ("financial-acumen", "telemedicine")}
    if k // 6 % 2:
        latest["placement"] = {"me": {"responsibility": k % 6}}
    return replace(state, steps=steps, latest=latest)


def _shown(content: Catalogue, states: list[LedgerState]) -> tuple[float, NDArray[np.float64], list[set[str]]]:
    widths, levels, tops = [], [], []
    for state in states:
        gaps = rank_gaps(content, state, ROLE)
        widths += [gap.high - gap.low for gap in gaps]
        levels += [gap.level for gap in sorted(gaps, key=lambda gap: gap.competency)]
        tops.append({gap.competency for gap in gaps[:5]})
    return float(np.mean(widths)), np.array(levels), tops


def main() -> int:
    """Print the study or the sensitivity table; 1 where a coverage misses the bar."""
    if "sensitivity" in sys.argv[1:]:
        print(_table())
        return 0
    learners = next((int(word) for word in sys.argv[1:] if word.isdecimal()), 400)
    missed = False
    print(f"{learners} learners a line, 20 competencies each; nominal 80 %, bar {BAR[0]:.0%} to {BAR[1]:.0%}")
    print(f"{'':62}covered width  lean (sd)     right sign  P>0.8 right/wrong  lowest quarter")
    for inputs in ALL:
        for world in WORLDS:
            found = study(world, inputs, learners=learners)
            missed |= bool(world.lean) and not BAR[0] <= found.coverage <= BAR[1]
            print(f"{inputs.name:32}{world.name:30}{_line(found)}")
    told = replace(simulated_catalogue(), constants=uncorrelated(simulated_catalogue().constants))
    for inputs in ALL:
        for world in APART:
            print(f"{inputs.name:32}{world.name:30}{_line(study(world, inputs, learners=learners))}")
            print(f"{'':32}{'... and told so':30}{_line(study(world, inputs, learners=learners, catalogue=told))}")
    print(f"5,000 learners at once: {score_batch(5000)[0]:.2f} s (20 ratings and a rater group each)")
    return int(missed)


def _line(found: Found) -> str:
    told = f"{found.coverage:6.1%}  {found.width:.2f}  {found.lean:+.2f} ({found.lean_sd:.2f})"
    if abs(found.lean) < 1e-9:
        return f"{told}  direction not known"
    likely = f"{found.likely_right:.0%} / {found.likely_wrong:.0%}"
    return f"{told}  {found.right_sign:6.0%}  {likely:>17}  {found.lowest_lean:+.2f}"


def _table() -> str:
    runs = [list(sensitivity(inputs, 60, factor=factor)) for inputs in (LITTLE, FULL) for factor in (0.5, 2.0)]
    lines = ["| constant |" + " width | level | top five |" * 2, "|---|" + "---|---|---|" * 2]
    for row in zip(*runs, strict=True):
        cells = [cell for k in (0, 2) for cell in _cells(row[k], row[k + 1])]
        lines.append(f"| `{row[0].constant}` | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cells(half: Turned, double: Turned) -> tuple[str, str, str]:
    width = f"{half.width:+.2f} / {double.width:+.2f}".replace("-", "\N{MINUS SIGN}")
    return width, f"{half.moved:.2f} / {double.moved:.2f}", f"{half.same:.0%} / {double.same:.0%}"


if __name__ == "__main__":
    sys.exit(main())
