"""After scoring: two raters side by side, what they settle, how far they agree, and what goes back to fellows."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_pathways.analytics.agreement import Agreement
from cmo_pathways.cohort.gradebook import LAYOUTS
from cmo_pathways.cohort.memo_agreement import CriterionAgreement, MemoAgreement, agreement_sentence
from cmo_pathways.cohort.memos import Memo
from cmo_pathways.cohort.rubric import Criterion
from cmo_pathways.cohort.scoring import AGREED, Scores, differences
from cmo_pathways.export.class_memos import ClassMemos
from cmo_pathways.reports.words import counted
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.memo_pages import anchor_words

_NAMES = {"canvas": "Canvas", "moodle": "Moodle", "blackboard": "Blackboard", "csv": "Plain CSV"}


_HEAD = (
    *("", "Memos", "Same level", "Within one", "ICC, one rater", "ICC, mean of two", "Weighted kappa", "AC2"),
    "In words",
)


def side_blocks(memo: Memo, title: str, criteria: Sequence[Criterion], scores: Scores, *, by: int) -> list[b.Block]:
    """One memo with the levels of both raters; where they are ``by`` levels apart or more, what they settle."""
    pair = scores.handed_in(memo.id)
    agreed = scores.of(memo.id, AGREED).levels
    far = differences(scores, memo.id, criteria, by=by)
    first, second = pair
    rows = [
        (
            b.strong(one.name) if one in far else b.words(one.name),
            b.words(_said(one, first.levels.get(one.id))),
            b.words(_said(one, second.levels.get(one.id))),
        )
        for one in criteria
    ]
    left = [b.title(f"{memo.label}: {_far_words(far, agreed)}"), b.prose(b.quiet(title)),
            b.prose(b.words(memo.text).replace("\n", "<br>"), style="memo")]  # fmt: skip
    right: list[b.Block] = [
        b.table(("", first.rater, second.rater), rows),
        *(_settle(one, agreed.get(one.id)) for one in far),
    ]
    if far:
        right.append(
            b.prose(b.quiet(f"Raters who are {by} or more levels apart talk, and one level stands (assumption)."))
        )
    comments = [f"{b.strong(score.rater)} {b.words(score.comment)}" for score in pair if score.comment.strip()]
    return [b.group("pair", b.group("left", *left, b.prose(*comments)), b.group("right", *right), style="pair")]


def agreement_blocks(found: MemoAgreement) -> list[b.Block]:
    """How far two raters agree: the sentence, the table, what more raters would bring, and how it was worked out."""
    rows = [_row(one) for one in (*(found.criteria if len(found.criteria) > 1 else ()), found.overall)]
    few = b.assumed(f"{found.too_few} memos (assumption)")
    how = (
        f"Intervals: {found.confidence * 100:.0f} %, percentile bootstrap over memos, {found.draws:,} draws, seed "
        f"{found.seed}. ICC(2,1) and (2,k): absolute agreement. Kappa and AC2 with quadratic weights. Scores count as "
        "handed in, before anything was settled. The words are those of the ICC of one rater."
    )
    return [
        b.title(agreement_sentence(found)),
        b.table(_HEAD, rows, numeric=(1, 2, 3)),
        *_projected(found),
        b.prose(f"{b.words('No coefficient is given below')} {few}. {b.words(how)}", style="quiet"),
    ]


def handing_blocks(memos: ClassMemos, layout: str, roster: str, said: Sequence[b.Block]) -> list[b.Block]:
    """What can be handed out: feedback for fellows, and the gradebook."""
    standing, open_ones = len(memos.standing()), len(memos.ids) - len(memos.standing())
    words = f"{counted(standing, 'memo')} with a score that stands"
    wait = "waits" if open_ones == 1 else "wait"
    left = f" {counted(open_ones, 'memo')} {wait} for a second rater or for a talk." if open_ones else ""
    return [
        b.title(words if standing else "No score stands yet"),
        b.prose(b.words(f"Feedback holds levels, their words and your comments; no rater is named.{left}")),
        b.buttons(b.button("feedback", "Write the feedback files", style="primary" if standing else "outline")),
        b.title("Gradebook", level=3),
        b.group(
            "gradebook",
            b.select("layout", "For", [(id, _NAMES[id]) for id in LAYOUTS], layout),
            b.buttons(b.button("gradebook", "Export the gradebook")),
            style="row",
        ),
        b.file("roster", "Roster, if names differ from the platform's", hint=_ROSTER, accept=".csv,.txt,.xls"),
        *([b.prose(b.quiet(f"In use: {roster}."))] if roster else []),
        *said,
    ]


def _settle(criterion: Criterion, level: int | None) -> b.Block:
    options: list[b.Block] = [{"value": str(at), "label": words, "level": at} for at, words in criterion.anchors]
    return b.choice(
        f"agree:{criterion.id}", f"{criterion.name}: what stands?", options, None if level is None else str(level)
    )


def _said(criterion: Criterion, level: int | None) -> str:
    return anchor_words(criterion, level) if level is not None else "not scored"


def _far_words(far: Sequence[Criterion], agreed: object) -> str:
    open_ones = [one.name.lower() for one in far if isinstance(agreed, dict) and one.id not in agreed]
    if open_ones:
        return f"settle {', '.join(open_ones)}"
    return "settled" if far else "no talk needed"


def _row(one: CriterionAgreement) -> tuple[str, ...]:
    whole = "" if one.percent is None else f"{one.percent:.0f} %"
    near = f"{100 * one.near / one.judgments:.0f} %" if one.judgments else ""
    numbers = (_number(found) for found in (one.icc, one.icc_mean, one.kappa, one.ac2))
    name = b.words(one.name) if one.id else b.strong(one.name)
    return (name, str(one.memos), whole, near, *numbers, b.words(one.word))


def _number(found: Agreement | None) -> str:
    if found is None or found.value is None:
        return b.quiet("not given")
    if found.low is None or found.high is None:
        return f"{_two(found.value)}<br>{b.quiet('no interval')}"
    # The interval stands below its number in one piece: nine columns leave no room beside it.
    interval = f"{_two(found.low)} to {_two(found.high)}".replace(" ", "\N{NO-BREAK SPACE}")
    return f"{_two(found.value)}<br>{b.quiet(interval)}"


def _two(value: float) -> str:
    return f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def _projected(found: MemoAgreement) -> list[b.Block]:
    if not found.projected:
        return []
    parts = ", ".join(f"{raters} raters {_two(value)}" for raters, value in found.projected)
    needed = ""
    if found.needed is not None:
        needed = f" {b.assumed('0.70 (assumption)')} takes {b.words(counted(found.needed, 'rater'))}."
    return [b.prose(f"{b.words(f'Reliability of the mean, by Spearman and Brown: {parts}.')}{needed}")]


_ROSTER = (
    "A CSV with a column name, or the gradebook as your platform exports it: then its ids of people and columns go "
    "into the file."
)
