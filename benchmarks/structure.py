"""The measures of a curriculum (blocking, delay, centrality, complexity): ours beside the curricularanalytics port.

Random layered graphs of 120 and 180 steps; the peer runs in a process and folder of its own (it is AGPL):

    python3 -m venv /tmp/cmo-planner
    /tmp/cmo-planner/bin/pip install -r benchmarks/requirements-planner.txt
    python -m benchmarks.structure --peers /tmp/cmo-planner

Limits: every total is equal, and ours is at least 100 times as fast. Time is processor time within one process, the
least of several rounds.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.plan import Graph, graph
from cmo_pathways.career.curriculum import curriculum_metrics

SETS = ((60, 10), (120, 15), (180, 18))
SEEDS = 3
FASTER = 100.0
PEER = """
import json, sys, time
from curricularanalytics import Course, Curriculum, pre
for graph in json.load(sys.stdin):
    courses = [Course(f"{n:03d}", load) for n, load in enumerate(graph["load"])]
    for before, after in graph["edges"]:
        courses[after].add_requisite(courses[before], pre)
    begun = time.process_time()
    one = Curriculum("steps", courses)
    found = [one.total_blocking_factor, one.total_delay_factor, one.total_centrality, one.total_complexity]
    print(json.dumps([*map(int, found), time.process_time() - begun]))
"""


def ours(of: Graph, rounds: int = 5) -> list[float]:
    """Total blocking, delay, centrality and complexity of a graph, and the seconds that they took."""
    requires: dict[str, list[str]] = {str(n): [] for n in range(len(of.load))}
    for before, after in of.edges:
        requires[str(after)].append(str(before))
    spent = []
    for _ in range(rounds):
        begun = time.process_time()
        found = curriculum_metrics(requires)
        totals = [found.blocking, found.delay, found.centrality, found.complexity]
        spent.append(time.process_time() - begun)
    return [*totals, min(spent)]


def peer(python: Path, graphs: Sequence[Graph]) -> list[list[float]]:
    """The same of the peer."""
    given = json.dumps([{"load": g.load, "edges": g.edges} for g in graphs])
    done = subprocess.run([python, "-c", PEER], input=given, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def main() -> int:
    """Print a row per size; 1 where a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, default=Path("/tmp/cmo-planner"))
    python = parser.parse_known_args()[0].peers / "bin" / "python"
    broken = False
    for size, layers in SETS:
        graphs = [graph(size, layers, 8, seed) for seed in range(SEEDS)]
        mine = [ours(of) for of in graphs]
        spent = sum(row[-1] for row in mine) / SEEDS
        words = f"{size:3} steps  ours {1000 * spent:6.2f} ms"
        if python.exists():
            theirs = peer(python, graphs)
            equal = all(row[:-1] == other[:-1] for row, other in zip(mine, theirs, strict=True))
            ratio = sum(row[-1] for row in theirs) / SEEDS / spent
            broken |= not equal or (size >= 120 and ratio < FASTER)
            words += f"  peer {ratio * spent:6.2f} s  {ratio:,.0f} x as fast  totals {'equal' if equal else 'differ'}"
        else:
            words += "  (no peer: see the first lines of this file)"
        print(words, flush=True)
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
