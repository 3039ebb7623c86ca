"""Every fault of a case that can be found without playing it, in the author's words with file, line, code and mend."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from cmo_pathways.cases.check_choices import all_effects, choice_faults
from cmo_pathways.cases.check_paths import path_faults
from cmo_pathways.cases.check_versions import translation_faults, translation_files, version_faults
from cmo_pathways.cases.check_words import word_faults
from cmo_pathways.cases.computed import call_faults
from cmo_pathways.cases.drawing import drawing_faults
from cmo_pathways.cases.model import Case, Fault, MemoQuestion, NumberQuestion
from cmo_pathways.cases.read import read_case
from cmo_pathways.content import Report
from cmo_pathways.errors import Problem
from cmo_pathways.scale import is_id


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
    faults = [*_ids(case), *_names(case), *_questions(case), *_endings(case), *path_faults(case)]
    faults += [*word_faults(case, today, grade), *choice_faults(case, competencies, crowded)]
    if not case.fictional:
        faults.append((case.line_of("fictional"), "E-FICTIONAL", 'the case does not say so - add "fictional: true"'))
    return tuple(Problem(case.file, *fault) for fault in sorted(set(faults)))


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
    for line, effects, guards in all_effects(case):
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


def _endings(case: Case) -> Iterator[Fault]:
    if len(case.endings) == 1:
        yield case.endings[0].line, "W-ONE-ENDING", "the case has only one ending - let decisions matter"
    for scene in case.endings:
        if not scene.debrief:
            yield scene.line, "E-DEBRIEF", f'ending "{scene.id}" has no debrief question - add "### Debrief"'
        if not scene.facilitator:
            yield scene.line, "W-FACILITATOR", f'ending "{scene.id}" has no facilitator note - add "### Facilitator"'
