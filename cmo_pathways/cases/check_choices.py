"""Faults in the choices of a case: which score alike, which one is beaten, and what is scored and what is not."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cmo_pathways.cases.model import Case, Choice, Effect, Fault, NumberQuestion, Scene


def choice_faults(case: Case, competencies: Collection[str] | None, crowded: int) -> Iterator[Fault]:
    """Faults in the choices of a case; ``competencies`` and ``crowded`` as in ``check_case``."""
    yield from _decisions(case, crowded)
    yield from _competencies(case, competencies)


def effect_totals(effects: tuple[Effect, ...], kind: str) -> dict[str, int]:
    """The sum of the effects of one kind (``competency`` or ``counter``) per name."""
    totals: dict[str, int] = {}
    for effect in effects:
        if effect.kind == kind:
            totals[effect.name] = totals.get(effect.name, 0) + effect.amount
    return totals


def all_effects(case: Case) -> Iterator[tuple[int, tuple[Effect, ...], tuple[str, ...]]]:
    """Where effects stand: the line, the effects, and the counters on which they hang."""
    for scene in case.scenes:
        for choice in scene.choices:
            yield choice.line, choice.effects, tuple(c.counter for c in choice.guard)
        if isinstance(scene.question, NumberQuestion):
            yield scene.question.line, (*scene.question.right.effects, *scene.question.wrong.effects), ()


def _decisions(case: Case, crowded: int) -> Iterator[Fault]:
    decisions = [s for s in case.scenes if len(s.choices) > 1]
    for scene in decisions:
        if len(scene.choices) > crowded:
            yield (
                scene.line,
                "W-CROWDED",
                f'scene "{scene.id}" has {len(scene.choices)} choices - keep {crowded} or fewer',
            )
        scores = [effect_totals(c.effects, "competency") for c in scene.choices]
        if all(score == scores[0] for score in scores):
            yield scene.line, "E-FLAT", f'all choices of scene "{scene.id}" score the same - let them differ'
        for choice in scene.choices:
            better = next((c for c in scene.choices if c is not choice and _beaten(choice, c)), None)
            if better is not None:
                message = f'choice "{choice.id}" has nothing that "{better.id}" lacks - give it a real advantage'
                yield choice.line, "W-STRAW-MAN", message
    if len(decisions) >= 3:
        yield from _tells(case, decisions)


def _beaten(choice: Choice, other: Choice) -> bool:
    """True where ``other`` is better on something and worse on nothing."""
    if any(e.sets for e in (*choice.effects, *other.effects)):
        return False
    worse = False
    for kind in ("competency", "counter"):
        mine, theirs = effect_totals(choice.effects, kind), effect_totals(other.effects, kind)
        for name in {*mine, *theirs}:
            gap = mine.get(name, 0) - theirs.get(name, 0)
            if gap > 0:
                return False
            worse = worse or gap < 0
    return worse


def _tells(case: Case, decisions: list[Scene]) -> Iterator[Fault]:
    first = long = 0
    for scene in decisions:
        points = [sum(effect_totals(c.effects, "competency").values()) for c in scene.choices]
        best = scene.choices[points.index(max(points))]
        first += best is scene.choices[0]
        long += len(best.text) > 1.8 * sum(len(c.text) for c in scene.choices) / len(scene.choices)
    line = case.line_of("start")
    if first == len(decisions):
        yield line, "W-TELL", "the best choice always stands first - change the order in some scenes"
    if long > len(decisions) * 2 / 3:
        yield line, "W-TELL", "the best choice is mostly the longest - even out the lengths"


def _competencies(case: Case, known: Collection[str] | None) -> Iterator[Fault]:
    line = case.line_of("competencies")
    for name in case.competencies:
        if known is not None and name not in known:
            yield line, "E-COMPETENCY", f'competency "{name}" is not in the skill map - use one of its ids'
    scored: set[str] = set()
    for at, effects, _ in all_effects(case):
        for effect in (e for e in effects if e.kind == "competency"):
            scored.add(effect.name)
            if effect.name not in case.competencies:
                yield at, "E-COMPETENCY", f'"{effect.name}" is scored but not declared - add it to competencies:'
    for name in case.competencies:
        if name not in scored:
            yield line, "E-NOT-SCORED", f'competency "{name}" is scored by no choice - score it or remove it'
