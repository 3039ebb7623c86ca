"""Small planning problems for property tests, and their exhaustive optimum."""

from __future__ import annotations

from itertools import product

from hypothesis import strategies as st

from cmo_pathways.plan.model import Placed, Problem, Task
from cmo_pathways.plan.verify import faults_of

SKILLS = ("finance", "safety")


@st.composite
def problems(draw):
    """Problems of up to four tasks in up to seven weeks, with chains, choices, windows and marks."""
    count = draw(st.integers(1, 4))
    ids = [f"t{n}" for n in range(count)]
    tasks = []
    for n, id in enumerate(ids):
        gains = {}
        for skill in draw(st.lists(st.sampled_from(SKILLS), max_size=2, unique=True)):
            start = draw(st.integers(0, 3))
            gains[skill] = (start, draw(st.integers(start + 1, 4)))
        needs = (
            draw(st.lists(st.lists(st.sampled_from(ids[:n]), min_size=1, max_size=2, unique=True), max_size=1))
            if n
            else []
        )
        tasks.append(
            Task(
                id,
                hours=draw(st.sampled_from((1.0, 2.0, 3.5, 5.0))),
                weeks=draw(st.integers(1, 2)),
                cost=float(draw(st.integers(0, 3))),
                gains=gains,
                needs=tuple(map(tuple, needs)),
                earliest=draw(st.sampled_from((0, 0, 0, 1, 2))),
                latest=draw(st.sampled_from((None, None, None, 4))),
                must=draw(st.sampled_from((False, False, False, True))),
            )
        )
    levels = {skill: draw(st.integers(0, 2)) for skill in SKILLS}
    targets = {skill: draw(st.integers(1, 3)) for skill in draw(st.lists(st.sampled_from(SKILLS), unique=True))}
    one_of = (frozenset(ids[:2]),) if count > 1 and draw(st.booleans()) else ()
    hours, horizon = draw(st.sampled_from((2.0, 3.0, 5.0))), draw(st.integers(2, 7))
    return Problem(tuple(tasks), levels, targets, hours, float(draw(st.integers(0, 8))), horizon, one_of)


def schedules(problem):
    """Every sound schedule there is."""
    ranges = [(None, *range(problem.horizon - problem.length(task) + 1)) for task in problem.tasks]
    for starts in product(*ranges):
        placed = tuple(
            Placed(task.id, start, start + problem.length(task))
            for task, start in zip(problem.tasks, starts, strict=True)
            if start is not None
        )
        if not faults_of(problem, placed):
            yield placed


def exhaustive(problem):
    """The best (weeks, cost, hours) of every schedule, or None where there is none."""

    def rank(placed):
        tasks = [problem.by_id[item.id] for item in placed]
        return max((i.end for i in placed), default=0), sum(t.cost for t in tasks), sum(t.hours for t in tasks)

    return min(map(rank, schedules(problem)), default=None)
