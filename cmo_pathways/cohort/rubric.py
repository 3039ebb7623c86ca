"""What memos are scored against: the general rubric, a case's own levels, and invented memos with known scores."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cmo_pathways.cases import Case, MemoQuestion
from cmo_pathways.content import Record, Report, content_root, read_yaml
from cmo_pathways.errors import ContentError

RUBRIC = "data/rubrics/decision-memo.yaml"
CALIBRATION = "data/rubrics/calibration.yaml"
CASE_LEVELS = "case"
"""The one criterion of a memo that is scored on the levels of its own case."""
LEVELS = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that a memo is judged by; ``anchors`` are (level, what it looks like), lowest first."""

    id: str
    name: str
    anchors: tuple[tuple[int, str], ...]

    def anchor(self, level: float | None) -> str:
        """The words of a level; empty where there are none."""
        return dict(self.anchors).get(int(level), "") if level is not None and level == int(level) else ""


@dataclass(frozen=True, slots=True)
class Rubric:
    """The general rubric, with our three assumptions.

    ``adjudicate`` is the difference [levels] from which two raters talk, ``too_few`` the number of memos below which
    no agreement is named, ``calibrate`` how many calibration memos a rater scores before the first real one.
    """

    id: str
    version: str
    title: str
    adjudicate: int
    too_few: int
    calibrate: int
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class KnownScore:
    """The level [1-4] that a calibration memo has on a criterion, and why."""

    level: int
    because: str


@dataclass(frozen=True, slots=True)
class CalibrationMemo:
    """An invented memo with its known scores; the key ``case`` is the level on the case's own scale."""

    id: str
    text: str
    key: Mapping[str, KnownScore]


@dataclass(frozen=True, slots=True)
class Calibration:
    """The invented memos, all on the memo question of one scene of a shipped case."""

    case: str
    scene: str
    memos: tuple[CalibrationMemo, ...]


@lru_cache(maxsize=4)
def load_rubric(root: Path | None = None) -> Rubric:
    """The shipped general rubric. Raises ContentError with every fault."""
    report = Report(root or content_root())
    rubric = read_rubric(report.root / RUBRIC, report)
    if rubric is None or report.errors:
        raise ContentError(report.errors)
    return rubric


@lru_cache(maxsize=4)
def load_calibration(root: Path | None = None) -> Calibration:
    """The shipped calibration memos. Raises ContentError with every fault."""
    report = Report(root or content_root())
    criteria = [criterion.id for criterion in load_rubric(root).criteria]
    calibration = read_calibration(report.root / CALIBRATION, report, criteria=criteria)
    if calibration is None or report.errors:
        raise ContentError(report.errors)
    return calibration


def case_criterion(case: Case, scene: str) -> Criterion | None:
    """The levels that a case gives the memo of a scene, as one criterion; None where none is asked for there."""
    question = memo_question(case, scene)
    return Criterion(CASE_LEVELS, "The memo's level", question.levels) if question else None


def memo_question(case: Case, scene: str) -> MemoQuestion | None:
    """The memo question of a scene; None where the case has no such scene or it asks for something else."""
    found = case.scene(scene)
    return found.question if found is not None and isinstance(found.question, MemoQuestion) else None


def read_rubric(file: Path, report: Report) -> Rubric | None:
    """The rubric from its file, or None; faults are noted in the report."""
    top = read_yaml(file, report)
    if top is None:
        return None
    rubric = Rubric(
        id=top.identifier(),
        version=top.text("version"),
        title=top.text("title"),
        adjudicate=top.integer("adjudicate", 1, 3),
        too_few=top.integer("too_few", 5, 100),
        calibrate=top.integer("calibrate", 0, 4),
        criteria=tuple(_criterion(record) for record in top.records("criteria")),
    )
    _assumed(top)
    top.done()
    ids = [criterion.id for criterion in rubric.criteria]
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        top.problem("E-TWICE", f'the criterion "{id}" stands twice - keep one', "criteria")
    if CASE_LEVELS in ids:
        top.problem("E-CRITERION", f'"{CASE_LEVELS}" stands for the levels of a case - choose another id', "criteria")
    return rubric


def read_calibration(file: Path, report: Report, *, criteria: Collection[str]) -> Calibration | None:
    """The calibration memos from their file, or None; each needs a score with a reason on each of the criteria."""
    top = read_yaml(file, report)
    if top is None:
        return None
    top.identifier()
    for key in ("version", "rubric"):
        top.text(key)
    memos = tuple(_known(record, (CASE_LEVELS, *criteria)) for record in top.records("memos"))
    found = Calibration(top.identifier("case"), top.identifier("scene"), memos)
    _assumed(top)
    top.done()
    ids = [memo.id for memo in memos]
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        top.problem("E-TWICE", f'the memo "{id}" stands twice - keep one', "memos")
    return found


def check_calibration(calibration: Calibration, cases: Mapping[str, Case], file: Path, report: Report) -> None:
    """Note where the case of the calibration memos is not shipped, or its scene asks for no memo."""
    case = cases.get(calibration.case)
    if case is None:
        report.add(file, 0, "E-CASE", f'there is no case "{calibration.case}" - name a shipped one')
    elif memo_question(case, calibration.scene) is None:
        message = f'the scene "{calibration.scene}" of {case.id} asks for no memo - name one that does'
        report.add(file, 0, "E-SCENE", message)


def _criterion(record: Record) -> Criterion:
    texts = record.texts("levels")
    if len(texts) != len(LEVELS):
        record.problem("E-LEVELS", f"has {len(texts)} levels - write {len(LEVELS)}, lowest first", "levels")
    criterion = Criterion(record.identifier(), record.text("name"), tuple(zip(LEVELS, texts, strict=False)))
    record.done()
    return criterion


def _known(record: Record, criteria: tuple[str, ...]) -> CalibrationMemo:
    key = record.record("key")
    scores = {}
    for id in criteria:
        one = key.record(id)
        scores[id] = KnownScore(one.integer("level", LEVELS[0], LEVELS[-1]), one.text("because"))
        one.done()
    key.done()
    memo = CalibrationMemo(record.identifier(), record.text("text"), scores)
    record.done()
    return memo


def _assumed(top: Record) -> None:
    if top.text("mark") != "E":
        top.problem("E-MARK", "the wording is ours - mark it E, an assumption", "mark")
