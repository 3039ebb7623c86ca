"""The short form on simulated learners: how many of 20 it asks, and whether the five widest gaps are those of all 20.

Each learner has levels and a lean drawn from a world, a target role drawn at random, and answers with the scatter of
his sureness, rounded to whole levels. The form knows neither. Worlds: as the estimate assumes (competencies inform
each other), and one with the same spread in which none says anything about another, though the form believes so.

    python -m benchmarks.adaptive [learners]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cmo_pathways.assess import (
    SELF,
    Aim,
    Ask,
    Constants,
    Observation,
    Prior,
    ask_next,
    condition,
    make_prior,
    uncorrelated,
)
from cmo_pathways.catalogue import Catalogue, load_catalogue

SURENESS = {"guess": 0.2, "fairly": 0.5, "sure": 0.3}
"""How often a simulated learner is how sure (our choice)."""
MOST_ASKED, LEAST_SAME, LONGEST = 12, 0.85, 50.0
"""The bars in the correlated world: median asked, share with the same five, median time of a step [ms]."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One learner: the role, competencies asked [0-20], whether the five are the same, time of each step [ms]."""

    role: str
    asked: int
    same: bool
    steps: tuple[float, ...]


def simulate(catalogue: Catalogue, learners: int, *, world: Constants, seed: int) -> tuple[Outcome, ...]:
    """The outcome of each simulated learner; the same arguments give the same outcomes, but for the times."""
    dice = np.random.default_rng(seed)
    domains = {id: competency.domain for id, competency in catalogue.framework.competencies.items()}
    believed, real = make_prior(domains, catalogue.constants), make_prior(domains, world)
    values, vectors = np.linalg.eigh(real.cov)
    root = vectors * np.sqrt(np.maximum(values, 0))
    roles, found = tuple(catalogue.framework.roles.values()), []
    for _ in range(learners):
        role = roles[dice.integers(len(roles))]
        aims = tuple(Aim(id, role.targets[id].level, role.targets[id].weight) for id in domains)
        truth = real.mean + root @ dice.standard_normal(len(real.mean))
        answers = _answers(catalogue.constants, tuple(domains), truth, dice)
        found.append(_one(role.id, believed, aims, answers, catalogue.constants))
    return tuple(found)


def _answers(
    constants: Constants, ids: Sequence[str], truth: np.ndarray, dice: np.random.Generator
) -> dict[str, Observation]:
    sure = dice.choice(list(SURENESS), size=len(ids), p=list(SURENESS.values()))
    answers = {}
    for i, id in enumerate(ids):
        sd = constants.rating_sd(str(sure[i]))
        said = float(np.clip(np.rint(truth[i] + truth[-1] + sd * dice.standard_normal()), 0, 5))
        answers[id] = Observation(id, said, sd, "rating", shared=SELF)
    return answers


def _one(
    role: str, prior: Prior, aims: tuple[Aim, ...], answers: dict[str, Observation], constants: Constants
) -> Outcome:
    sd = constants.rating_sd("fairly")
    given: list[Observation] = []
    steps = []
    still_open = dict.fromkeys(answers)
    while True:
        began = time.perf_counter()
        step = ask_next(condition(prior, given), aims, still_open, sd=sd)
        steps.append(1000 * (time.perf_counter() - began))
        if step.enough or step.ask is None:
            break
        given.append(answers[step.ask])
        del still_open[step.ask]
    full = ask_next(condition(prior, tuple(answers.values())), aims, (), sd=sd)
    return Outcome(role, len(given), _same(step, full), tuple(steps))


def _same(short: Ask, full: Ask) -> bool:
    return set(short.top) == set(full.top)


def main() -> int:
    """Print both worlds; 1 where a bar is missed in the correlated one."""
    given = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    learners = given[0] if given else 300
    catalogue = load_catalogue()
    worlds = {"as assumed": catalogue.constants, "no correlations": uncorrelated(catalogue.constants)}
    missed = False
    for name, world in worlds.items():
        found = simulate(catalogue, learners, world=world, seed=4)
        asked = statistics.median(one.asked for one in found)
        same = statistics.fmean(one.same for one in found)
        spent = sorted(ms for one in found for ms in one.steps)
        tenths = statistics.quantiles((one.asked for one in found), n=10)
        print(
            f"{name:<16} {learners} learners: median asked {asked:g} of 20 (10 to 90 %: {tenths[0]:.0f} to "
            f"{tenths[-1]:.0f}), same five {same:.0%}, a step {statistics.median(spent):.1f} ms "
            f"(99 %: {spent[int(0.99 * len(spent))]:.0f} ms)",
            flush=True,
        )
        if name == "as assumed":
            missed = asked > MOST_ASKED or same < LEAST_SAME or statistics.median(spent) > LONGEST
            _by_role(found)
    print(f"bars: median asked <= {MOST_ASKED}, same five >= {LEAST_SAME:.0%}, a step <= {LONGEST:g} ms")
    return int(missed)


def _by_role(found: tuple[Outcome, ...]) -> None:
    for role in sorted({one.role for one in found}):
        mine = [one for one in found if one.role == role]
        asked, same = statistics.median(one.asked for one in mine), statistics.fmean(one.same for one in mine)
        print(f"    {role:<32} {len(mine):4} learners: median {asked:g}, same five {same:.0%}")


if __name__ == "__main__":
    sys.exit(main())
