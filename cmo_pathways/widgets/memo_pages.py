"""The pages on which a rater scores: where to begin, a memo beside its rubric, a calibration memo beside its key."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_pathways.cases import Case
from cmo_pathways.cohort.rubric import CASE_LEVELS, LEVELS, Criterion, Rubric, memo_question
from cmo_pathways.cohort.scoring import Compared, Score
from cmo_pathways.export.class_memos import ClassMemos
from cmo_pathways.reports.words import counted
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.case_words import cited


def start_blocks(
    memos: ClassMemos, folder: str, rubric: Rubric, rater: str, calibrate: int, said: str
) -> list[b.Block]:
    """Where the shares lie, what memos are scored on, and who scores."""
    found = len(memos.ids)
    ways = (
        (CASE_LEVELS, "The levels of each case"),
        (rubric.id, f"The general rubric, {len(rubric.criteria)} criteria"),
    )
    return [
        b.title(_found_words(found)),
        b.prose(b.words(_BLIND), style="lead"),
        *_not_read(memos),
        b.field("folder", "Folder of shares", folder, hint="Drop share files there; a newer share replaces the older."),
        b.segment("rubric", "Score on", ways, memos.rubric),
        b.field("rater", "Your name as a rater", rater, hint="Type it the same way each time. Fellows never see it."),
        *([b.note("Not yet.", said, tone="trouble")] if said else []),
        *(
            [b.prose(b.quiet(f"Before your first memo: {counted(calibrate, 'invented memo')} of known score."))]
            if calibrate and rater.strip()
            else []
        ),
    ]


def scoring_blocks(
    label: str,
    case: Case | None,
    scene: str,
    text: str,
    criteria: Sequence[Criterion],
    score: Score,
    *,
    comment: bool = True,
) -> list[b.Block]:
    """A memo on the left, its rubric on the right; ``comment`` where the rater may write to the author."""
    question = memo_question(case, scene) if case else None
    left = [
        b.title(label),
        b.prose(b.quiet(f"{case.title}. {question.question}" if case and question else "")),
        b.prose(b.words(text).replace("\n", "<br>"), style="memo"),
        *([b.details("model", "The case's model text", b.markdown(cited(case, question.model)))]
          if case and question and question.model else []),
    ]  # fmt: skip
    right: list[b.Block] = [_choice(one, score.levels.get(one.id)) for one in criteria]
    if comment:
        hint = "Goes to the author with the scores, without your name."
        right.append(b.field("comment", "A line to the author", score.comment, long=True, hint=hint))
    return [b.group("pair", b.group("left", *left), b.group("right", *right), style="pair")]


def key_blocks(label: str, text: str, rows: Sequence[Compared]) -> list[b.Block]:
    """A calibration memo beside its key: where the rater differs comes first."""
    apart = [row for row in rows if row.yours != row.known]
    ordered = sorted(rows, key=lambda row: -abs(row.yours - row.known))
    cells = [
        (
            b.strong(row.criterion.name) if row.yours != row.known else b.words(row.criterion.name),
            str(row.yours),
            b.assumed(row.known),
            b.words(_apart_words(row.yours - row.known)),
            b.words(row.because),
        )
        for row in ordered
    ]
    return [
        b.title(_key_title(apart, len(rows))),
        b.table(("Criterion", "You", "Key", "", "Why the key says so"), cells, numeric=(1, 2)),
        b.prose(
            b.quiet("The key is our judgment (assumption). Where you still disagree, talk it over before you go on.")
        ),
        b.details("memo-text", f"The text of {label.lower()}", b.prose(b.words(text), style="memo")),
    ]


def anchor_words(criterion: Criterion, level: int) -> str:
    """A level with its words: ``3: A choice with an owner and a date``."""
    return f"{level}: {criterion.anchor(level)}"


def _choice(criterion: Criterion, level: int | None) -> b.Block:
    options: list[b.Block] = [
        {"value": str(at), "label": words, "level": at} for at, words in criterion.anchors if at in LEVELS
    ]
    return b.choice(f"level:{criterion.id}", criterion.name, options, None if level is None else str(level))


def _found_words(found: int) -> str:
    if not found:
        return "No memo has come in yet"
    return f"{counted(found, 'memo')} to score, without names"


def _not_read(memos: ClassMemos) -> list[b.Block]:
    silent = len(memos.queue.memos) - len(memos.ids)
    lines = ["The folder below cannot be read. Check its name, and that it is there."] if memos.no_folder else []
    if memos.unread:
        verb = "was" if memos.unread == 1 else "were"
        lines.append(f"{counted(memos.unread, 'file')} in the folder {verb} not read.")
    if silent:
        lines.append(
            f"{counted(silent, 'memo')} left out: this version does not have the case, so there are no levels."
        )
    if not memos.ids:
        lines.append("Fellows hand in share files with their memos ticked. Put the files into the folder below.")
    return [b.note("About the folder.", " ".join(lines))] if lines else []


def _key_title(apart: Sequence[Compared], total: int) -> str:
    if not apart:
        return "You and the key agree on every criterion" if total > 1 else "You and the key agree"
    if total == 1:
        return "You and the key differ"
    return f"You and the key differ on {len(apart)} of {total} criteria"


def _apart_words(difference: int) -> str:
    if difference == 0:
        return "the same"
    return f"{abs(difference)} {'higher' if difference > 0 else 'lower'}"


_BLIND = (
    "Two raters score each memo on their own. Names are left out, and blanked where a fellow signed. You see the other "
    "rater's scores once you have handed in all of yours."
)
