"""Faults of the way through a case: scenes cut off, guards that never open, plays of the wrong length."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cmo_pathways.cases.model import Case, Fault, NumberQuestion, Scene
from cmo_pathways.cases.walk import (
    LIMIT,
    Position,
    Walk,
    best_and_worst,
    is_ending,
    is_open,
    start_position,
    walk,
)

WORDS_PER_MINUTE = 200
MINUTES_PER_DECISION = 1
REACHABLE = 0.9  # of the points that the scenes offer, so much has to be within reach


def path_faults(case: Case) -> Iterator[Fault]:
    """The faults of the scene graph and of all plays; plays are looked at only where the graph is whole."""
    graph = [*_targets(case), *_graph(case)]
    yield from graph
    if any(code == "E-TARGET" for _, code, _ in graph) or len({s.id for s in case.scenes}) < len(case.scenes):
        return
    walked = walk(case)
    if not walked.complete:
        message = (
            f"more than {LIMIT:,} positions can be reached - guards and scores were not checked; use fewer counters"
        )
        yield case.line_of("counters"), "W-TOO-LARGE", message
        return
    yield from _guards(case, walked)
    yield from _lengths(case, walked)
    yield from _balance(case)
    yield from _closed_off(case)


def play_minutes(case: Case) -> float:
    """The longest play [minutes]: reading at 200 words per minute, and a minute for each decision and question."""
    longest: dict[Position, float] = {}
    reading = {scene.id: _words(scene) / WORDS_PER_MINUTE for scene in case.scenes}
    moving = dict(_move_minutes(case))
    for position, moves in walk(case).moves.items():
        ways = [longest[m.to] + moving[position.scene, m.choice, m.right] for m in moves]
        here = reading.get(position.scene, 0.0) if position.answered is None else 0.0
        longest[position] = here + max(ways, default=0.0)
    return longest.get(start_position(case), 0.0)


def _targets(case: Case) -> Iterator[Fault]:
    ids = {s.id for s in case.scenes}
    if case.start not in ids:
        yield case.line_of("start"), "E-TARGET", f'start "{case.start}" is no scene - name the first scene'
    for scene in case.scenes:
        for choice in scene.choices:
            if choice.to and choice.to not in ids:
                message = f'choice "{choice.id}" leads to "{choice.to}", which is no scene - add "## {choice.to}"'
                yield choice.line, "E-TARGET", message


def _graph(case: Case) -> Iterator[Fault]:
    reached = _closure({case.start}, {s.id: {c.to for c in s.choices if not s.ending} for s in case.scenes})
    back: dict[str, set[str]] = {}
    for scene in case.scenes:
        for choice in scene.choices:
            back.setdefault(choice.to, set()).add(scene.id)
    ending = _closure({s.id for s in case.endings}, back)
    for scene in case.scenes:
        if scene.id not in reached:
            yield scene.line, "E-UNREACHABLE", f'no path reaches scene "{scene.id}" - lead a choice to it or remove it'
        if scene.ending and scene.choices:
            message = f'the choices of ending "{scene.id}" can never be taken - remove them or the {{ending}}'
            yield scene.line, "E-UNREACHABLE", message
        if not scene.ending and not scene.choices:
            message = f'scene "{scene.id}" has no choices and is no ending - add choices or {{ending: mixed}}'
            yield scene.line, "E-DEAD-END", message
        elif scene.id not in ending:
            message = f'no ending can be reached from scene "{scene.id}" - lead a choice towards an ending'
            yield scene.line, "E-NO-ENDING", message


def _closure(start: set[str], ways: dict[str, set[str]]) -> set[str]:
    seen, queue = set(start), list(start)
    while queue:
        for scene in ways.get(queue.pop(), set()) - seen:
            seen.add(scene)
            queue.append(scene)
    return seen


def _guards(case: Case, walked: Walk) -> Iterator[Fault]:
    at: dict[str, list[Position]] = {}
    for position in walked.moves:
        at.setdefault(position.scene, []).append(position)
    for scene in case.scenes:
        here = at.get(scene.id, [])
        for choice in scene.choices:
            opened = [is_open(choice, p.counters) for p in here] if choice.guard else []
            if choice.guard and here and not any(opened):
                message = f'the guard of choice "{choice.id}" can never be true - loosen it or change the counters'
                yield choice.line, "E-GUARD-NEVER", message
            elif choice.guard and here and all(opened):
                message = f'the guard of choice "{choice.id}" is always true - remove it or tighten it'
                yield choice.line, "W-GUARD-ALWAYS", message
        stuck = next((p for p in here if not any(m.choice for m in walked.moves[p])), None)
        if stuck is not None and scene.choices and not scene.ending:
            counters = ", ".join(f"{name} {count}" for name, count in stuck.counters) or "no counters"
            message = f'every choice of scene "{scene.id}" can be closed ({counters}) - leave one without a guard'
            yield scene.line, "E-GUARD-STUCK", message


def _lengths(case: Case, walked: Walk) -> Iterator[Fault]:
    lengths: dict[Position, int] = {}  # bit n is set where an ending lies n decisions ahead
    for position, moves in walked.moves.items():
        bits = int(is_ending(case.scene(position.scene)))
        for move in moves:
            bits |= lengths[move.to] << bool(move.choice)
        lengths[position] = bits
    found = lengths.get(start_position(case), 0)
    if found.bit_count() == 1 and sum(len(s.choices) for s in case.scenes) > 1:
        message = (
            f"every path takes {found.bit_length() - 1} decision(s) - let some choices end early or lead further round"
        )
        yield case.line_of("start"), "W-SAME-LENGTH", message
    stated, needed = case.minutes.play, play_minutes(case)
    if abs(needed - stated) > 0.5 * stated:
        message = f"{stated} minutes of play are stated, the longest path takes about {needed:.0f} - correct play:"
        yield case.line_of("minutes"), "W-MINUTES", message


def _balance(case: Case) -> Iterator[Fault]:
    best = {name: high for name, (high, _) in best_and_worst(case).items() if high > 0}
    if len(best) > 1 and max(best.values()) > 3 * min(best.values()):
        high, low = max(best, key=lambda n: best[n]), min(best, key=lambda n: best[n])
        message = f"{high} can reach {best[high]} points and {low} only {best[low]} - even out the weights"
        yield case.line_of("competencies"), "W-UNBALANCED", message


def _move_minutes(case: Case) -> Iterator[tuple[tuple[str, str, bool | None], float]]:
    """The minutes of each choice and answer: its feedback to read, and a minute where there is something to decide."""
    for scene in case.scenes:
        for choice in scene.choices:
            minutes = len(choice.feedback.split()) / WORDS_PER_MINUTE
            yield (scene.id, choice.id, None), minutes + MINUTES_PER_DECISION * (len(scene.choices) > 1)
        if isinstance(scene.question, NumberQuestion):
            for right, reply in ((True, scene.question.right), (False, scene.question.wrong)):
                yield (scene.id, "", right), MINUTES_PER_DECISION + len(reply.feedback.split()) / WORDS_PER_MINUTE


def _closed_off(case: Case) -> Iterator[Fault]:
    """Competencies whose points a learner cannot have on any path, because guards shut the doors to them.

    A point less is the price of a decision; more than a tenth less is an oversight.
    """
    scenes = (replace(s, choices=tuple(replace(c, guard=()) for c in s.choices)) for s in case.scenes)
    without = best_and_worst(replace(case, counters=(), scenes=tuple(scenes)))
    for name, (best, _) in best_and_worst(case).items():
        promised = without[name][0]
        if promised > 0 and best < REACHABLE * promised:
            message = f"{name} could reach {promised} points, but guards leave {best} on any path - open a guard"
            yield case.line_of("competencies"), "W-UNREACHABLE-MAX", message
        elif best <= 0 and any(e.name == name for s in case.scenes for c in s.choices for e in c.effects):
            message = f"no path ends with a point for {name} - add points to a choice, or lead a path to them"
            yield case.line_of("competencies"), "W-UNREACHABLE-MAX", message


def _words(scene: Scene) -> float:
    """Words to read in a scene; a memo counts as one decision more."""
    texts = [scene.text, *(c.text for c in scene.choices), scene.question.question if scene.question else ""]
    memo = WORDS_PER_MINUTE * MINUTES_PER_DECISION if scene.question and not hasattr(scene.question, "expect") else 0
    return sum(len(text.split()) for text in texts) + memo
