"""Planning 60 random step graphs: our shortest plans beside the greedy degree plans of the curricularanalytics port.

Each graph has 16, 30 or 60 steps in layers, 1 to 4 units of load each, and at most 6, 6 or 8 units fit into a term;
the goal is the fewest terms with every prerequisite in an earlier term. The peer runs in a process and folder of its
own:

    python3 -m venv /tmp/cmo-planner
    /tmp/cmo-planner/bin/pip install -r benchmarks/requirements-planner.txt
    python benchmarks/plan.py --peers /tmp/cmo-planner

Limits: no plan of ours is longer, all of them together are at least 10 % shorter, 9 in 10 are proved within 10 s and
the others within 5 %, and the first plan is there within a second.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cmo_pathways.plan import Problem, Task, improve

SETS = ((16, 6, 6), (30, 8, 6), (60, 10, 8))
SEEDS = 20
HORIZON = 60
PEER = """
import json, sys
from curricularanalytics import Course, Curriculum, create_degree_plan, pre
for graph in json.load(sys.stdin):
    courses = [Course(f"{n:03d}", load) for n, load in enumerate(graph["load"])]
    for before, after in graph["edges"]:
        courses[after].add_requisite(courses[before], pre)
    plan = create_degree_plan(Curriculum("steps", courses), max_terms=60, max_cpt=graph["cap"])
    at = {course.name: n for n, term in enumerate(plan.terms) for course in term.courses}
    assert len(at) == len(courses) and all(at[f"{a:03d}"] < at[f"{b:03d}"] for a, b in graph["edges"])
    print(plan.num_terms)
"""


@dataclass(frozen=True, slots=True)
class Graph:
    """One instance: the load of each step, edges from a step to one that needs it, and the load that a term holds."""

    load: tuple[int, ...]
    edges: tuple[tuple[int, int], ...]
    cap: int


@dataclass(frozen=True, slots=True)
class Run:
    """What our planner did: terms of the plan, its gap [share], seconds to the first plan and to the last."""

    weeks: int
    gap: float
    first: float
    last: float


def graph(count: int, layers: int, cap: int, seed: int) -> Graph:
    """A random layered graph; each step needs one to three of those in the two layers before."""
    source = random.Random(seed)
    layer = sorted(source.randrange(layers) for _ in range(count))
    edges: set[tuple[int, int]] = set()
    for step in range(count):
        before = [other for other in range(step) if 0 < layer[step] - layer[other] <= 2]
        chosen = source.sample(before, min(len(before), source.choice((1, 2, 2, 3))))
        edges.update((other, step) for other in chosen)
    return Graph(tuple(source.choice([1, 2, 3, 4]) for _ in range(count)), tuple(sorted(edges)), cap)


def problem(of: Graph) -> Problem:
    """The graph as a planning problem: every step must be in, one week each."""
    needs: list[tuple[tuple[str, ...], ...]] = [() for _ in of.load]
    for before, after in of.edges:
        needs[after] = (*needs[after], (f"s{before}",))
    tasks = tuple(Task(f"s{n}", float(load), 1, needs=needs[n], must=True) for n, load in enumerate(of.load))
    return Problem(tasks, {}, {}, float(of.cap), 0.0, HORIZON)


def ours(of: Graph) -> Run:
    """Plan one graph."""
    begun, first = time.perf_counter(), 0.0
    stages = improve(problem(of))
    plan = next(stages)
    first = time.perf_counter() - begun
    for better in stages:
        plan = better
    assert plan.weeks is not None
    return Run(plan.weeks, plan.gap, first, time.perf_counter() - begun)


def peer(python: Path, graphs: Sequence[Graph]) -> list[int]:
    """Terms of the peer's plans."""
    given = json.dumps([{"load": g.load, "edges": g.edges, "cap": g.cap} for g in graphs])
    done = subprocess.run([python, "-c", PEER], input=given, capture_output=True, text=True, check=True)
    return [int(line) for line in done.stdout.split()]


def tell(size: int, runs: Sequence[Run], terms: Sequence[int]) -> bool:
    """Print the row of one size; True where every limit holds that can be checked."""
    proved = sum(run.gap == 0 and run.last <= 10 for run in runs) / len(runs)
    first, gap = max(run.first for run in runs), max(run.gap for run in runs)
    words = f"{size:3} steps  proved within 10 s {proved:4.0%}  largest gap {gap:.1%}  first plan at most {first:.2f} s"
    words += f"  whole search: median {statistics.median(run.last for run in runs):.1f} s"
    fits = proved >= 0.9 and gap <= 0.05 and first <= 1
    if terms:
        longer = sum(run.weeks > other for run, other in zip(runs, terms, strict=True))
        words += f"  {1 - sum(run.weeks for run in runs) / sum(terms):.1%} shorter than the peer, longer {longer} times"
        fits = fits and longer == 0
    print(words, flush=True)
    return fits


def main() -> int:
    """Print the table; 1 where a limit is broken."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--peers", type=Path, help="the virtual environment of the peer")
    found, _ = options.parse_known_args()
    python = found.peers / "bin" / "python" if found.peers else None
    if python is None or not python.exists():
        print("The peer is not there; how to get it stands at the top of benchmarks/plan.py.")
        python = None
    fits, saved = True, []
    for count, layers, cap in SETS:
        graphs = [graph(count, layers, cap, seed) for seed in range(SEEDS)]
        runs, terms = [ours(g) for g in graphs], peer(python, graphs) if python else []
        fits = tell(count, runs, terms) and fits
        saved += [1 - run.weeks / other for run, other in zip(runs, terms, strict=bool(terms))]
    if saved:
        print(f"On average {statistics.mean(saved):.1%} shorter than the peer (limit 10 %)")
        fits = fits and statistics.mean(saved) >= 0.1
    return int(not fits)


if __name__ == "__main__":
    sys.exit(main())
