"""Every fault of a case that can be found without playing it, in the author's words with file, line, code and mend."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from cmo_pathways.cases.check_paths import path_faults
from cmo_pathways.cases.check_versions import translation_faults, translation_files, version_faults
from cmo_pathways.cases.computed import call_faults
from cmo_pathways.cases.drawing import drawing_faults
from cmo_pathways.cases.model import Case, Choice, Effect, MemoQuestion, NumberQuestion, Scene
from cmo_pathways.cases.read import read_case
from cmo_pathways.cases.reading_grade import reading_grade
from cmo_pathways.content import Report
from cmo_pathways.errors import Problem
from cmo_pathways.scale import is_id

Fault = tuple[int, str, str]  # line, code, message

_CITATION = re.compile(r"\(([A-Za-z][\w-]*(?:\s*[,;]\s*[A-Za-z][\w-]*)*)\)")
_MEASURED = re.compile(
    r"\d\s*(?:%|percent\b|percentage\b|points?\b|minutes?\b|hours?\b|days?\b|weeks?\b|months?\b|years?\b|patients?\b"
    r"|beds?\b|mg\b|ml\b|USD\b|dollars?\b)|[$€£]\s*\d",
    re.IGNORECASE,
)


def check_case_file(
    path: Path,
    *,
    competencies: Collection[str] | None = None,
    today: date | None = None,
    against: Path | None = None,
    root: Path | None = None,
) -> tuple[Problem, ...]:
    """All problems of one case file and of its translations beside it, by file and line.

    competencies, today: as in ``check_case``; against: the file of the previous version (None: not compared); root:
    the folder to which files are shown relative (None: the case's own).
    """
    report = Report(root or path.parent)
    case = read_case(path, report)
    found = list(report.problems)
    if case is not None:
        found += check_case(case, competencies=competencies, today=today)
        found += check_translations(case, path, report.root, competencies=competencies)
        if against is not None:
            found += check_against(case, against, report.root)
    return tuple(sorted(set(found), key=lambda p: (p.file, p.line, p.code, p.message)))


def check_translations(
    case: Case, path: Path, root: Path, *, competencies: Collection[str] | None = None
) -> tuple[Problem, ...]:
    """The errors of the translations that lie beside a case, and where they differ from it in more than words."""
    found: list[Problem] = []
    for file in translation_files(path):
        report = Report(root)
        other = read_case(file, report)
        found += report.errors
        if other is not None:
            told = check_case(other, competencies=competencies)
            found += [problem for problem in told if problem.severity == "error"]
            found += [Problem(other.file, *fault) for fault in translation_faults(case, other, file)]
    return tuple(found)


def check_against(case: Case, old: Path, root: Path) -> tuple[Problem, ...]:
    """Where a new version would lose decisions that were recorded under the old one."""
    report = Report(root)
    before = read_case(old, report)
    if before is None:
        return tuple(report.errors)
    return tuple(Problem(case.file, *fault) for fault in version_faults(before, case))


def check_case(
    case: Case,
    *,
    competencies: Collection[str] | None = None,
    today: date | None = None,
    crowded: int = 5,
    grade: float = 14.0,
) -> tuple[Problem, ...]:
    """The problems of a case that was read, in the order of its lines.

    competencies: ids of the skill map (None: not compared); today: for sources that have grown old (None: not
    looked at); crowded: the most choices of a scene before a warning; grade: the highest reading grade of a scene
    [US school grades] before a warning, for cases in English.
    """
    faults = [*_ids(case), *_names(case), *_sources(case, today), *_questions(case), *_feedback(case)]
    faults += _reading(case, grade)
    faults += [*_decisions(case, crowded), *_competencies(case, competencies), *_endings(case), *path_faults(case)]
    if not case.fictional:
        faults.append((case.line_of("fictional"), "E-FICTIONAL", 'the case does not say so - add "fictional: true"'))
    return tuple(Problem(case.file, *fault) for fault in sorted(set(faults)))


def cited_keys(text: str, known: Collection[str]) -> tuple[str, ...]:
    """The source keys in a text: words in round brackets that are sources, or look like one (a letter and a digit)."""
    keys: list[str] = []
    for group in _CITATION.findall(text):
        parts = [p.strip() for p in re.split("[,;]", group)]
        if any(p in known for p in parts) or all(re.search(r"\d", p) for p in parts):
            keys += [p for p in parts if p not in keys]
    return tuple(keys)


def effect_totals(effects: tuple[Effect, ...], kind: str) -> dict[str, int]:
    """The sum of the effects of one kind (``competency`` or ``counter``) per name."""
    totals: dict[str, int] = {}
    for effect in effects:
        if effect.kind == kind:
            totals[effect.name] = totals.get(effect.name, 0) + effect.amount
    return totals


def _ids(case: Case) -> Iterator[Fault]:
    seen: set[str] = set()
    for scene in case.scenes:
        if scene.id in seen:
            yield scene.line, "E-ID", f'scene "{scene.id}" stands twice - give it another id'
        seen.add(scene.id)
        choices: set[str] = set()
        for choice in scene.choices:
            if choice.id in choices:
                yield (
                    choice.line,
                    "E-ID",
                    f'choice "{choice.id}" stands twice in scene "{scene.id}" - give it another id',
                )
            choices.add(choice.id)
    for name in [n for n, _ in (*case.counters, *case.objectives)]:
        if not is_id(name):
            key = "counters" if name in dict(case.counters) else "objectives"
            yield case.line_of(key), "E-ID", f'"{name}" is malformed - use lower-case words joined by hyphens'


def _names(case: Case) -> Iterator[Fault]:
    """Counters, objectives and tables: named but not there, there but not used."""
    counters, objectives = dict(case.counters), dict(case.objectives)
    used: set[str] = set()
    for line, effects, guards in _all_effects(case):
        for effect in effects:
            used.add(effect.name)
            if effect.kind == "counter" and effect.name not in counters:
                yield line, "E-COUNTER", f'counter "{effect.name}" is not declared - add it to counters:'
            if effect.kind == "objective" and effect.name not in objectives:
                yield line, "E-OBJECTIVE", f'objective "{effect.name}" is not declared - add it to objectives:'
        for name in guards:
            used.add(name)
            if name not in counters:
                yield line, "E-COUNTER", f'counter "{name}" of the guard is not declared - add it to counters:'
    for name in counters:
        if name not in used:
            yield case.line_of("counters"), "W-COUNTER-UNUSED", f'counter "{name}" is never used - use or remove it'
    for name in objectives:
        if name not in used:
            message = f'objective "{name}" is touched by no choice - add its id to the effects of one'
            yield case.line_of("objectives"), "E-OBJECTIVE", message
    known = {choice.id for scene in case.scenes for choice in scene.choices}
    for old, new in case.replaces:
        if new not in known:
            message = f'replaces: leads "{old}" to "{new}", which is no choice - name one of this version'
            yield case.line_of("replaces"), "E-TARGET", message
    for scene in case.scenes:
        for name in scene.reveal:
            if case.table(name) is None:
                yield scene.line, "E-DATA", f'scene "{scene.id}" reveals "{name}", which is no table - add it to data:'


def _all_effects(case: Case) -> Iterator[tuple[int, tuple[Effect, ...], tuple[str, ...]]]:
    for scene in case.scenes:
        for choice in scene.choices:
            yield choice.line, choice.effects, tuple(c.counter for c in choice.guard)
        if isinstance(scene.question, NumberQuestion):
            yield scene.question.line, (*scene.question.right.effects, *scene.question.wrong.effects), ()


def _sources(case: Case, today: date | None) -> Iterator[Fault]:
    known = {s.key for s in case.sources}
    for source in case.sources:
        month = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])(?:-\d{2})?", source.checked)
        if month is None:
            yield source.line, "E-SOURCE", f'source "{source.key}" has no month of checking - write checked: 2026-11'
        elif today is not None and (today.year - int(month[1])) * 12 + today.month - int(month[2]) > 24:
            message = f'source "{source.key}" was checked {source.checked}, more than 2 years ago - check it again'
            yield source.line, "W-STALE", message
    for line, text in _told(case):
        keys = cited_keys(text, known)
        for key in keys:
            if key not in known:
                yield line, "E-SOURCE", f'source "{key}" is not declared - add it to sources:'
        if not keys and (found := _MEASURED.search(text)):
            told = " ".join(text[max(0, found.start() - 12) : found.end()].split())
            yield line, "E-SOURCE", f'a number without a source ("...{told}") - name its source key, such as (s1)'


def _told(case: Case) -> Iterator[tuple[int, str]]:
    """Feedback and debrief texts with their lines."""
    yield from ((1, text) for text in case.debrief)
    for scene in case.scenes:
        yield from ((c.line, c.feedback) for c in scene.choices)
        yield from ((scene.line, text) for text in scene.debrief)
        if isinstance(scene.question, NumberQuestion):
            yield from ((scene.question.line, r.feedback) for r in (scene.question.right, scene.question.wrong))
        elif scene.question is not None:
            yield scene.question.line, scene.question.model


def _reading(case: Case, highest: float) -> Iterator[Fault]:
    """Scenes that are hard to read; the grade holds for English only."""
    for scene in case.scenes if case.lang.startswith("en") else ():
        if (found := reading_grade(scene.text)) > highest:
            message = f'the text of scene "{scene.id}" reads at grade {found:.0f} - shorter sentences or plainer words'
            yield scene.line, "W-READING", message


def _questions(case: Case) -> Iterator[Fault]:
    for drawn in case.tables:
        yield from ((drawn.line, "E-DATA", fault) for fault in drawing_faults(drawn))
    for scene in case.scenes:
        question = scene.question
        if isinstance(question, NumberQuestion) and question.expect is not None:
            table = case.table(question.table)
            if table is None:
                yield question.line, "E-EXPECT", f'"from: {question.table}" names no table - add it to data:'
            elif table.rows:
                yield from ((question.line, "E-EXPECT", fault) for fault in call_faults(question.expect, table))
        elif isinstance(question, MemoQuestion):
            levels = [level for level, _ in question.levels]
            if len(levels) < 3:
                yield question.line, "E-RUBRIC", f"the memo has {len(levels)} rubric levels - write 3 or more"
            elif levels != sorted(set(levels)):
                yield question.line, "E-RUBRIC", "the rubric levels do not rise - number them from the lowest up"


def _feedback(case: Case) -> Iterator[Fault]:
    for scene in case.scenes:
        for choice in scene.choices:
            if not choice.feedback:
                yield (
                    choice.line,
                    "E-FEEDBACK",
                    f'choice "{choice.id}" has no feedback - add a line that starts with ">"',
                )
        if isinstance(scene.question, NumberQuestion):
            for name, reply in (("right", scene.question.right), ("wrong", scene.question.wrong)):
                if not reply.feedback:
                    message = f'the {name} number has no feedback - add "{name}:" and a line that starts with ">"'
                    yield scene.question.line, "E-FEEDBACK", message


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
    for at, effects, _ in _all_effects(case):
        for effect in (e for e in effects if e.kind == "competency"):
            scored.add(effect.name)
            if effect.name not in case.competencies:
                yield at, "E-COMPETENCY", f'"{effect.name}" is scored but not declared - add it to competencies:'
    for name in case.competencies:
        if name not in scored:
            yield line, "E-NOT-SCORED", f'competency "{name}" is scored by no choice - score it or remove it'


def _endings(case: Case) -> Iterator[Fault]:
    if len(case.endings) == 1:
        yield case.endings[0].line, "W-ONE-ENDING", "the case has only one ending - let decisions matter"
    for scene in case.endings:
        if not scene.debrief:
            yield scene.line, "E-DEBRIEF", f'ending "{scene.id}" has no debrief question - add "### Debrief"'
        if not scene.facilitator:
            yield scene.line, "W-FACILITATOR", f'ending "{scene.id}" has no facilitator note - add "### Facilitator"'
