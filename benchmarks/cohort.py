"""A million ratings: the questions to a class written once, beside the same questions written for pandas by hand.

Six questions are asked of the same table, round by round in turn, and the medians compared: counts per level, means
by stage, medians, how many reach a target, change from before to after, quartiles by stage. Limit: 1.2 times native
pandas. Then a class of 30 is scored and reported (limit 1 s), and one of 1,000 (limit 5 s), imports not counted.

    python -m benchmarks.cohort [rounds]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from cmo_pathways.cohort import frames as f
from cmo_pathways.cohort.invented import invented_class
from cmo_pathways.export.cohort import write_cohort_report
from cmo_pathways.journey import open_journey
from cmo_pathways.standing import score_assessment

PEOPLE, PLACES, SMALLEST, SEED = 25_000, 20, 10, 20261122
STAGES = ("training", "practice", "first-leadership", "senior-leadership", "cmo")
LIMIT, SMALL_CLASS, LARGE_CLASS = 1.2, 1.0, 5.0
ROLE = "cmo-hospital-small"


def ratings() -> dict[str, Any]:
    """A million ratings: 25,000 people, 20 competencies, before and after; learner is a number."""
    rng = np.random.default_rng(SEED)
    rows = PEOPLE * PLACES
    names = np.array([f"competency-{place:02}" for place in range(PLACES)], dtype=object)
    stages = np.array(STAGES, dtype=object)[rng.integers(0, len(STAGES), PEOPLE)]
    before = np.clip(rng.normal(2.2, 1.1, rows).round(), 0, 5).astype("int64")
    after = np.clip(before + rng.integers(-1, 3, rows), 0, 5)
    half = {"learner": np.repeat(np.arange(PEOPLE), PLACES), "stage": np.repeat(stages, PLACES)}
    both = {name: np.concatenate([column, column]) for name, column in half.items()}
    moments = np.repeat(np.array(["before", "after"], dtype=object), rows)
    return {
        **both, "competency": np.tile(names, PEOPLE * 2), "moment": moments, "rated": np.concatenate([before, after])
    }  # fmt: skip


Question = Callable[[Any], Any]


def written_once(engine: str) -> dict[str, Question]:
    """The six questions as the product asks them."""
    targets = f.frame_of(
        {"competency": [f"competency-{n:02}" for n in range(PLACES)], "target": [3] * PLACES}, engine=engine
    )
    return {
        "counts": f.level_counts,
        "means": lambda frame: f.level_means(frame, by=("stage", "competency")),
        "medians": lambda frame: f.level_quantile(frame, 0.5),
        "at target": lambda frame: f.at_target(frame, targets),
        "change": lambda frame: f.paired_change(frame, first="before", second="after"),
        "norms": lambda frame: f.stage_norms(frame, smallest=SMALLEST),
    }


def by_hand() -> dict[str, Question]:
    """The same in plain pandas."""
    return {
        "counts": lambda t: t.groupby(["competency", "rated"]).size(),
        "means": lambda t: t.groupby(["stage", "competency"])["rated"].agg(["mean", "size"]),
        "medians": lambda t: t.groupby("competency")["rated"].quantile(0.5, interpolation="lower"),
        "at target": lambda t: t.assign(met=t["rated"] >= 3).groupby("competency")["met"].agg(["sum", "size"]),
        "change": _change_by_hand,
        "norms": _norms_by_hand,
    }


def _change_by_hand(table: Any) -> Any:
    keys = ["learner", "competency"]
    one, two = (table.loc[table["moment"] == moment, [*keys, "rated"]] for moment in ("before", "after"))
    both = one.merge(two, on=keys, suffixes=("_was", "_is"))
    both["change"] = both["rated_is"] - both["rated_was"]
    return both.groupby("competency")["change"].agg(["mean", "size"])


def _norms_by_hand(table: Any) -> Any:
    groups = table.groupby(["stage", "competency"])["rated"]
    found = groups.quantile([0.25, 0.5, 0.75], interpolation="lower").unstack()
    return found[groups.size() >= SMALLEST]


def seconds(question: Question, frame: Any) -> float:
    """How long one question takes [s]."""
    begun = time.perf_counter()
    question(frame)
    return time.perf_counter() - begun


def compare(rounds: int) -> float:
    """Print the medians by question; gives the ratio of the sums, ours on pandas to native."""
    columns = ratings()
    tables = {engine: f.frame_of(columns, engine=engine) for engine in f.ENGINES}
    ways = {"native": (by_hand(), tables["pandas"]), **{e: (written_once(e), tables[e]) for e in f.ENGINES}}
    taken: dict[tuple[str, str], list[float]] = {}
    for turn in range(rounds + 1):
        for name in by_hand():
            for way, (questions, frame) in ways.items():
                spent = seconds(questions[name], frame)
                if turn:  # the first turn warms up
                    taken.setdefault((way, name), []).append(spent)
    middle = {key: statistics.median(found) for key, found in taken.items()}
    print(
        f"{PEOPLE * PLACES * 2:,} ratings, median of {rounds} [ms]:   native pandas   ours on pandas   ours on polars"
    )
    for name in by_hand():
        print(f"  {name:<30}" + "".join(f"{1000 * middle[way, name]:>16.0f}" for way in ways))
    whole = {way: sum(middle[way, name] for name in by_hand()) for way in ways}
    ratio, fast = (whole[engine] / whole["native"] for engine in f.ENGINES)
    print(f"  together {ratio:.2f} times native pandas (limit {LIMIT}); polars {fast:.2f} times")
    return ratio


def report(people: int, *, score: bool = False) -> float:
    """How long a class takes to be reported [s]: summary, log, and PDF; with ``score`` each ledger's levels too."""
    with tempfile.TemporaryDirectory() as home:
        journey = open_journey(Path(home), clock=lambda: datetime(2026, 11, 20, tzinfo=UTC))
        score_assessment(journey.catalogue, journey.state())
        write_cohort_report(
            journey, invented_class(journey.catalogue, 16, seed=2), role=ROLE, file=Path(home) / "warm.pdf"
        )
    with tempfile.TemporaryDirectory() as home:
        journey = open_journey(
            Path(home), clock=lambda: datetime(2026, 11, 20, tzinfo=UTC), catalogue=journey.catalogue
        )
        shares = invented_class(journey.catalogue, people, seed=3)
        for id in journey.catalogue.framework.competencies if score else ():
            journey.rate(id, 3, "fairly", not_applicable=False)
        state = journey.state()
        begun = time.perf_counter()
        for _ in range(people if score else 0):
            score_assessment(journey.catalogue, state)
        write_cohort_report(journey, shares, role=ROLE, file=Path(home) / "class.pdf")
        return time.perf_counter() - begun


def main(rounds: int) -> int:
    """Print all of it; 1 where a limit is passed."""
    ratio = compare(rounds)
    small, large = (statistics.median(report(n, score=n == 30) for _ in range(rounds)) for n in (30, 1000))
    print(f"30 fellows scored and reported as PDF: {small:.2f} s (limit {SMALL_CLASS:g})")
    print(f"1,000 fellows reported as PDF: {large:.2f} s (limit {LARGE_CLASS:g})")
    return int(ratio > LIMIT or small > SMALL_CLASS or large > LARGE_CLASS)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
