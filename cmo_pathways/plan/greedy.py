"""The first plan at once: choose what closes the gaps for the fewest hours, then place the longest chains first."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence

from cmo_pathways.plan.model import Placed, Plan, Problem, Task
from cmo_pathways.plan.verify import closings, faults_of

Orders = Mapping[str, frozenset[str]]


def first_plan(problem: Problem, *, tries: int = 12, seed: int = 7) -> Plan | None:
    """The best sound plan of a few tries in milliseconds, or None where none of them fits the limits.

    The first try takes gaps and activities as they stand; each further one weighs them a little differently. The same
    seed gives the same plan.
    """
    source, best = random.Random(seed), None
    for turn in range(tries):
        weight = {task.id: 1.0 if turn == 0 else source.uniform(0.4, 1.6) for task in problem.tasks}
        plan = _try(problem, weight, money=(0.01, 0.05, 0.5)[turn % 3])
        if plan is not None and (best is None or _rank(plan) < _rank(best)):
            best = plan
    return best


def _rank(plan: Plan) -> tuple[float, float, float]:
    return plan.weeks or 0, plan.cost or 0.0, plan.hours or 0.0


def _try(problem: Problem, weight: Mapping[str, float], money: float) -> Plan | None:
    price = {
        task.id: weight[task.id] * (task.hours + money * task.cost + problem.length(task)) for task in problem.tasks
    }
    chosen = _chosen(problem, price)
    orders = _orders(problem, chosen) if chosen is not None else None
    if chosen is None or orders is None:
        return None
    placed = place(problem, chosen, orders)
    if placed is None or faults_of(problem, placed):
        return None
    tasks = [problem.by_id[id] for id in chosen]
    return Plan(
        status="feasible",
        placed=placed,
        weeks=max((item.end for item in placed), default=0),
        bound_weeks=0,
        cost=sum(task.cost for task in tasks),
        hours=sum(task.hours for task in tasks),
        closes=closings(problem, placed),
    )


def place(problem: Problem, chosen: Iterable[str], orders: Orders) -> tuple[Placed, ...] | None:
    """A list schedule: week by week, the task with the longest chain behind it first; None where one fits nowhere."""
    tail = _tails(problem, orders)
    waiting = sorted(chosen, key=lambda id: (not problem.by_id[id].running, -tail[id], id))
    load = [0] * (problem.horizon + 1)
    done: dict[str, Placed] = {}
    while waiting:
        ready = next((id for id in waiting if orders[id] <= done.keys()), None)
        if ready is None:
            return None
        waiting.remove(ready)
        task = problem.by_id[ready]
        after = max((done[id].end for id in orders[ready]), default=0)
        start = _room(problem, task, max(after, 0 if task.running else task.earliest), load)
        if start is None:
            return None
        own = problem.load(task)
        for week in range(start, start + problem.length(task)):
            load[week] += own
        done[ready] = Placed(ready, start, start + problem.length(task))
    return tuple(sorted(done.values(), key=lambda item: (item.start, item.end, item.id)))


def packed(problem: Problem, placed: Iterable[Placed]) -> tuple[Placed, ...]:
    """The same tasks in the same order, each as early as its hours and those before it allow; never later."""
    found = spread(problem, tuple(placed))
    assert found is not None  # where each task stands now there is room for it
    return found


def spread(problem: Problem, placed: Sequence[Placed]) -> tuple[Placed, ...] | None:
    """A schedule in the order of another one, whose tasks may have taken longer; None where one finds no room."""
    load = [0] * (problem.horizon + 1)
    done: dict[str, Placed] = {}
    for item in sorted(placed, key=lambda item: (not problem.by_id[item.id].running, item.start, item.end, item.id)):
        task = problem.by_id[item.id]
        ahead = (old.id for old in placed if old.end <= item.start and _leads_to(problem, old.id, task))
        after = max((done[id].end for id in ahead if id in done), default=0)
        start = _room(problem, task, max(after, 0 if task.running else task.earliest), load)
        if start is None:
            return None
        own = problem.load(task)
        for week in range(start, start + problem.length(task)):
            load[week] += own
        done[item.id] = Placed(item.id, start, start + problem.length(task))
    return tuple(sorted(done.values(), key=lambda item: (item.start, item.end, item.id)))


def _leads_to(problem: Problem, id: str, task: Task) -> bool:
    shared = problem.by_id[id].gains.keys() & task.gains.keys() & problem.gaps.keys()
    return bool(shared) or any(id in need for need in task.needs)


def _room(problem: Problem, task: Task, start: int, load: list[int]) -> int | None:
    length, own = problem.length(task), problem.load(task)
    last = min(problem.horizon, problem.horizon if task.latest is None else task.latest)
    while start + length <= last:
        full = next(
            (week for week in range(start + length - 1, start - 1, -1) if load[week] + own > problem.capacity), -1
        )
        if full < 0:
            return start
        if task.running:
            return None
        start = full + 1
    return None


def _chosen(problem: Problem, price: Mapping[str, float]) -> set[str] | None:
    """Tasks that together close every gap: what must be, then per gap the cheapest chain, the dearest gap first."""
    chosen: set[str] = set()
    for task in problem.tasks:
        if (task.must or task.running) and not _add(problem, task, chosen, price):
            return None
    chains = {id: _cheapest_chain(problem, id, chosen, price) for id in problem.gaps}
    for competency in sorted(problem.gaps, key=lambda id: -sum(price[task] for task in chains[id] or ())):
        chain = _cheapest_chain(problem, competency, chosen, price)
        if chain is None:
            return None
        for id in chain:
            if not _add(problem, problem.by_id[id], chosen, price):
                return None
    return chosen


def _cheapest_chain(
    problem: Problem, competency: str, chosen: Collection[str], price: Mapping[str, float]
) -> tuple[str, ...] | None:
    """Tasks that lift a competency from its level now to its target, cheapest in all; chosen ones cost nothing."""
    target, best = problem.gaps[competency], {problem.level(competency): (0.0, tuple[str, ...]())}
    moves = [
        (*task.gains[competency], 0.0 if task.id in chosen else _closure(problem, task, chosen, price), task.id)
        for task in problem.tasks
        if competency in task.gains and not task.never and not _barred(problem, task, chosen)
    ]
    for level in range(6):
        if level not in best or level >= target:
            continue
        spent, chain = best[level]
        for start, to, extra, id in moves:
            if start <= level < to and (to not in best or spent + extra < best[to][0]):
                best[to] = (spent + extra, (*chain, id))
    ends = [best[level] for level in best if level >= target]
    return min(ends)[1] if ends else None


def _closure(problem: Problem, task: Task, chosen: Collection[str], price: Mapping[str, float]) -> float:
    trial = set(chosen)
    if not _add(problem, task, trial, price):
        return 1e12
    return sum(price[id] for id in trial - set(chosen))


def _barred(problem: Problem, task: Task, chosen: Collection[str]) -> bool:
    return any(task.id in group and group & set(chosen) - {task.id} for group in problem.one_of)


def _add(
    problem: Problem, task: Task, chosen: set[str], price: Mapping[str, float], under: frozenset[str] = frozenset()
) -> bool:
    """Put a task and the cheapest way to what it needs into ``chosen``; False where there is none."""
    if task.id in chosen:
        return True
    if task.never or task.id in under or _barred(problem, task, chosen):
        return False
    chosen.add(task.id)
    for need in task.needs:
        if chosen & set(need):
            continue
        for other in sorted(need, key=lambda id: price[id]):
            trial = set(chosen)
            if _add(problem, problem.by_id[other], trial, price, under | {task.id}):
                chosen |= trial
                break
        else:
            chosen.discard(task.id)
            return False
    return sum(problem.by_id[id].cost for id in chosen) <= problem.budget


def _orders(problem: Problem, chosen: set[str]) -> Orders | None:
    """For each chosen task those that must be done before it; None where the orders run in a circle."""
    before: dict[str, set[str]] = {id: set() for id in chosen}
    for id in chosen:
        for need in problem.by_id[id].needs:
            met = [other for other in need if other in chosen]
            if not met:
                return None
            before[id].add(min(met, key=lambda other: problem.length(problem.by_id[other])))
    for competency in problem.gaps:
        _chain(problem, chosen, competency, before)
    return {id: frozenset(found) for id, found in before.items()} if _tails(problem, before) else None


def _chain(problem: Problem, chosen: set[str], competency: str, before: dict[str, set[str]]) -> None:
    """Each task of a competency that starts above the level now follows the one that lifts it there."""
    level, last = problem.level(competency), ""
    movers = {id: problem.by_id[id].gains[competency] for id in chosen if competency in problem.by_id[id].gains}
    while level < problem.gaps[competency]:
        open_now = [id for id, (start, to) in movers.items() if start <= level < to]
        if not open_now:
            return
        chosen_now = max(open_now, key=lambda id: (movers[id][1], -problem.length(problem.by_id[id]), id))
        if last and movers[chosen_now][0] > problem.level(competency):
            before[chosen_now].add(last)
        level, last = movers[chosen_now][1], chosen_now


def _tails(problem: Problem, orders: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Weeks from the start of each task to the end of the longest chain behind it; empty where there is a circle."""
    after: dict[str, list[str]] = {id: [] for id in orders}
    for id, before in orders.items():
        for other in before:
            after[other].append(id)
    tails: dict[str, int] = {}
    open_ids = list(orders)
    while open_ids:
        ready = [id for id in open_ids if all(other in tails for other in after[id])]
        if not ready:
            return {}
        for id in ready:
            behind = max((tails[other] for other in after[id]), default=0)
            tails[id] = problem.length(problem.by_id[id]) + behind
        open_ids = [id for id in open_ids if id not in tails]
    return tails
