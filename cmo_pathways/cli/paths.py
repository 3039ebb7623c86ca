"""The scenes of a case and the ways through it, for authors."""

from __future__ import annotations

from cmo_pathways.cases import Case, Effect, NumberQuestion, PathList, Question, distinct_results, paths_by_ending
from cmo_pathways.cli.output import counted, paragraph, table

LISTED, PRINTED = 200, 20
"""So many paths stand in the JSON and on the screen; a case may have thousands."""


def path_values(case: Case, found: PathList) -> dict[str, object]:
    """The paths, how many there are, and what they come to, as JSON."""
    endings = paths_by_ending(case)
    results = [
        {"ending": r.ending, "grade": r.grade, "scores": dict(r.scores), "paths": r.paths}
        for r in distinct_results(case)
    ]
    paths = [
        {
            "choices": path.choices,
            "ending": path.ending,
            "grade": path.grade,
            "scores": dict(path.scores),
            "counters": dict(path.counters),
        }
        for path in found.paths
    ]
    total = len(found.paths) + found.more
    counts = {"all": total, "listed": len(paths), "endings": {end.ending: end.paths for end in endings}}
    return {"paths": paths, "more_paths": found.more > 0, "path_counts": counts, "results": results}


def scene_words(case: Case) -> str:
    """Each scene with its choices and where they lead."""
    lines = []
    for scene in case.scenes:
        ending = f" (ending, {scene.ending})" if scene.ending else ""
        lines.append(f"  {scene.id}{ending}{_asks(scene.question)}")
        for choice in scene.choices:
            guard = f", when {' and '.join(c.words for c in choice.guard)}" if choice.guard else ""
            lines.append(paragraph(f"{choice.id} -> {choice.to}{guard}{_told(choice.effects)}", indent=4, mark="- "))
    return "\n".join(lines)


def path_words(case: Case, found: PathList) -> str:
    """How many paths lead to each ending with which points, and the first of them one by one."""
    letters = [chr(ord("A") + at) for at in range(len(case.competencies))]
    key = ", ".join(f"{letter} {name}" for letter, name in zip(letters, case.competencies, strict=True))
    total = len(found.paths) + found.more
    head = f"{counted(total, 'path')} with {counted(len(distinct_results(case)), 'different result')}"
    legend = paragraph(f"Points, questions passed over: {key}.", indent=2)
    spans = [
        (end.ending, end.grade, f"{end.paths:,}", *(_span(low, high) for _, low, high in end.points))
        for end in paths_by_ending(case)
    ]
    right = range(2, 3 + len(letters))
    by_ending = table(spans, head=("Ending", "Grade", "Paths", *letters), right=right, indent=2)
    rows = [
        (f"{place}.", path.ending, *(_minus(got) for _, got in path.scores), ", ".join(path.choices))
        for place, path in enumerate(found.paths[:PRINTED], 1)
    ]
    shown = table(rows, head=("", "Ending", *letters, "Choices"), right=range(2, 2 + len(letters)), indent=2)
    some = f"The first {len(rows)} paths" if total > len(rows) else "The paths"
    return f"{head}\n{legend}\n{by_ending}\n\n{some}\n{shown}"


def _asks(question: Question | None) -> str:
    if isinstance(question, NumberQuestion):
        return f" (asks for a number: right{_told(question.right.effects) or ' no points'})"
    return " (asks for a memo)" if question else ""


def _told(effects: tuple[Effect, ...]) -> str:
    """Effects as the author wrote them."""
    told = [
        f"{effect.name} = {effect.amount}" if effect.sets else f"{_signed(effect.amount)} {effect.name}"
        for effect in effects
        if effect.kind != "objective"
    ]
    return f" [{'; '.join(told)}]" if told else ""


def _span(low: int, high: int) -> str:
    return _minus(low) if low == high else f"{_minus(low)} to {_minus(high)}"


def _signed(number: int) -> str:
    return f"+{number}" if number > 0 else _minus(number)


def _minus(number: int) -> str:
    return str(number).replace("-", "\N{MINUS SIGN}")
