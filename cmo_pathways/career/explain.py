"""A route in one or two sentences: where it leads through and what on it is our assumption."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.needs import Need
from cmo_pathways.career.schedule import Schedule, typical_times

_PROPER = (
    *("Approbation", "Facharzt", "Oberarzt", "Chefarzt"),
    *("Australian", "Brazilian", "Canadian", "Chinese", "German", "Singapore"),
)
"""First words of short names that stay capital inside an English sentence."""


def name_in_text(graph: CareerGraph, id: str, *, first: bool = False) -> str:
    """The short name of a step as it stands inside a sentence (``medical director``, ``VPMA``) or first in it."""
    name = graph.step(id).short
    return name if first or _keeps_capital(name) else name[0].lower() + name[1:]


def names_in_text(graph: CareerGraph, ids: Iterable[str]) -> str:
    """Short names joined for a sentence: ``a, b and c``."""
    names = [name_in_text(graph, id) for id in ids]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def say_why(graph: CareerGraph, schedule: Schedule, held: Collection[str], undated: Iterable[str]) -> str:
    """The chain that sets the time, how many of the times are assumptions, and what has no length or date."""
    sentences = [_say_chain(graph, schedule, held), _say_assumed(schedule), *_say_chances(schedule)]
    endless = [task.step for task in schedule.tasks if graph.step(task.step).length_missing]
    if endless:
        sentences.append(f"Nobody publishes a length for {names_in_text(graph, endless)}, so this is a minimum.")
    if missing := [step for step in undated if step in schedule.held]:
        sentences.append(f"No date is given for {names_in_text(graph, missing)}, so that counts from today.")
    return " ".join(sentences)


def say_blocked(graph: CareerGraph, to: str, needs: Mapping[str, tuple[Need, ...]]) -> str:
    """One sentence that names what bars every way to a step."""
    bars = [step for step, found in needs.items() if any(not need.ways for need in found)]
    goal = name_in_text(graph, to)
    if bars == [to]:
        return f"No source confirms a way to {goal}. Allow unverified steps to see what is claimed."
    barred = names_in_text(graph, bars)
    return f"No route leads to {goal}: no source confirms a way to {barred}. Allow unverified steps."


def _keeps_capital(name: str) -> bool:
    """True for an abbreviation (``VPMA``), a title with a later capital (``Surgeon General``), and a proper noun."""
    words = name.split()
    return words[0] in _PROPER or name[1:2].isupper() or any(word.istitle() for word in words[1:])


def _say_chain(graph: CareerGraph, schedule: Schedule, held: Collection[str]) -> str:
    chain = _chain(schedule)
    goal = chain[-1]
    origin = f"From {name_in_text(graph, chain[0])}" if chain[0] in held else "From today"
    done = schedule.held
    shown = [id for id in chain[:-1] if id not in done and (graph.step(id).is_role or graph.step(id).length)]
    through = f" through {names_in_text(graph, shown)}" if shown else ""
    beside = [
        task.step
        for task in schedule.tasks
        if task.step not in chain and (graph.step(task.step).is_role or graph.step(task.step).kind == "certification")
    ]
    also = f", with {names_in_text(graph, beside)} on the way" if beside else ""
    return f"{origin}{through} to {name_in_text(graph, goal)}{also}."


def _chain(schedule: Schedule) -> list[str]:
    """The steps that set the typical time, from the first (held, or started today) to the goal."""
    times = {task.step: time for task, time in zip(schedule.tasks, typical_times(schedule), strict=True)}
    tasks = {task.step: task for task in schedule.tasks}
    ready = dict(schedule.held) | {id: start if tasks[id].lasting else end for id, (start, end) in times.items()}
    chain = [schedule.tasks[-1].step]
    while chain[0] in tasks and tasks[chain[0]].waits:
        chain.insert(0, max(tasks[chain[0]].waits, key=lambda wait: ready[wait.origin] + wait.gap.typical).origin)
    return chain


def _say_chances(schedule: Schedule) -> list[str]:
    tries = [task.attempts for task in schedule.tasks if task.attempts and task.attempts.chance.low < 1]
    assumed = sum(attempts.chance.assumed for attempts in tries)
    if not assumed:
        return []
    if len(tries) == 1:
        return ["The chance to pass its one exam or application is an assumption."]
    which = f"{assumed} of its {len(tries)}" if assumed < len(tries) else f"its {assumed}"
    return [f"The chances to pass {which} exams and applications are assumptions."]


def _say_assumed(schedule: Schedule) -> str:
    spreads = schedule.spreads
    assumed = sum(spread.assumed for spread in spreads)
    if not spreads:
        return "No waiting time applies."
    if not assumed:
        return "Every time on it is published or reported."
    if assumed == len(spreads):
        if assumed == 1:
            return "The one time on it is our assumption; no source publishes a figure."
        times = "Both times" if assumed == 2 else f"All {assumed} times"
        return f"{times} on it are our assumptions; no source publishes a figure."
    verb = "is our assumption" if assumed == 1 else "are our assumptions"
    return f"{assumed} of its {len(spreads)} times {verb}; the others are published or reported."
