"""What an instructor hands back on memos: scores with their anchors and a comment, as a file for one learner.

{"format": "cmo-pathways-memo-feedback", "version": 1, "sha256": "...",
 "content": {"id", "learner", "at", "memos": [...]}}

It carries the learner's token of the share and no name of a rater. Scores of memos are for learning: they are shown
beside the debrief of the case, and no estimate counts them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from cmo_pathways.cohort.marked import marked_text, read_marked, refuse, shown
from cmo_pathways.cohort.memos import MemoQueue
from cmo_pathways.cohort.rubric import LEVELS, Criterion
from cmo_pathways.cohort.scoring import Settled
from cmo_pathways.errors import LearnerError
from cmo_pathways.ledger import JSON, LedgerState
from cmo_pathways.ledger.event import event_problems

FORMAT = "cmo-pathways-memo-feedback"
VERSION = 1
SUFFIX = ".feedback"
KIND = "memo-feedback"
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_MOST = 500  # memos in one file
_LONGEST = 20_000  # [characters] one text


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """One criterion of a memo: its level [1-4; halves stand between two raters] and the words of that level.

    Between two levels ``anchor`` holds the words of the lower one.
    """

    id: str
    name: str
    level: float
    anchor: str


@dataclass(frozen=True, slots=True)
class MemoScored:
    """The feedback on one memo: which it is, its scores, how many raters, and what they wrote to its author."""

    play: str
    case: str
    version: str
    scene: str
    rubric: str
    raters: int
    scores: tuple[CriterionScore, ...]
    comment: str


@dataclass(frozen=True, slots=True)
class FeedbackFile:
    """The feedback for one learner: ``learner`` is the token of the share, ``at`` UTC to the second."""

    id: str
    learner: str
    at: str
    memos: tuple[MemoScored, ...]


def feedback_files(
    queue: MemoQueue,
    standing: Mapping[str, Settled],
    criteria_of: Callable[[str, str], Sequence[Criterion]],
    *,
    rubric: str,
    at: str,
) -> tuple[FeedbackFile, ...]:
    """One file for each learner who has a memo whose score stands, in the order of the tokens.

    ``criteria_of`` gives the criteria of a memo by case and scene. The id follows from what the file says, so that the
    same feedback has the same id.
    """
    by_learner: dict[str, list[MemoScored]] = {}
    for memo in queue.memos:
        score = standing.get(memo.id)
        if score is None:
            continue
        author = queue.authors[memo.id]
        told = tuple(
            CriterionScore(one.id, one.name, score.levels[one.id], _words(one, score.levels[one.id]))
            for one in criteria_of(memo.case, memo.scene)
            if one.id in score.levels
        )
        comment = "\n\n".join(score.comments)
        scored = MemoScored(author.play, memo.case, memo.version, memo.scene, rubric, score.raters, told, comment)
        by_learner.setdefault(author.learner, []).append(scored)
    return tuple(
        FeedbackFile(_id_of(learner, memos), learner, at, tuple(memos)) for learner, memos in sorted(by_learner.items())
    )


def feedback_text(feedback: FeedbackFile) -> str:
    """The text of a ``.feedback`` file; equal feedback gives equal texts."""
    return marked_text(FORMAT, VERSION, json.loads(json.dumps(asdict(feedback))))


def read_feedback(data: bytes, file: str = "the file") -> FeedbackFile:
    """The feedback in the bytes of a file; nothing in it is obeyed or run.

    Raises InputError with one sentence: too large, no JSON, another kind of file, a newer version, a mark that does
    not fit, a key that is missing or not known, a value that cannot be.
    """
    content = read_marked(data, file, format=FORMAT, version=VERSION, what="feedback on memos")
    _keys(content, ("id", "learner", "at", "memos"), file)
    memos = content["memos"]
    if not isinstance(memos, list) or not 0 < len(memos) <= _MOST:
        refuse(file, "E-VALUE", "holds no memo, or too many - ask for the file again")
    head = [_text(content, key, file) for key in ("id", "learner", "at")]
    if not _MOMENT.fullmatch(head[2]):
        refuse(file, "E-VALUE", 'has an "at" that is no time such as 2026-11-03T21:14:00Z - ask for the file again')
    return FeedbackFile(head[0], head[1], head[2], tuple(_memo(memo, file) for memo in memos))


def new_feedback(feedback: FeedbackFile, state: LedgerState) -> tuple[tuple[str, Mapping[str, JSON]], ...]:
    """What the learner's ledger does not hold yet, as (subject, body) of ``memo-feedback`` events.

    The same file twice gives nothing the second time; feedback that was changed since gives the new one. Raises
    LearnerError where the feedback answers somebody else's share, or holds what no ledger can keep.
    """
    if feedback.learner not in learner_tokens(state):
        raise LearnerError(
            "This feedback answers a share that was not made from your folder. Nothing was taken over; ask your "
            "instructor for the file that is yours."
        )
    known = state.of(KIND)
    found = []
    for memo in feedback.memos:
        subject, body = feedback_subject(memo.play, memo.scene), _body(memo, feedback)
        if problems := event_problems(KIND, subject, body):
            raise LearnerError(f"The feedback cannot be kept: {problems[0]}. Ask your instructor for the file again.")
        held = known.get(subject, {})
        if any(held.get(key) != value for key, value in body.items() if key not in ("file", "given")):
            found.append((subject, body))
    return tuple(found)


def feedback_subject(play: str, scene: str) -> str:
    """The subject of the event that keeps the feedback on a memo; the last one of a memo counts."""
    return f"{play}-{scene}"


def learner_tokens(state: LedgerState) -> frozenset[str]:
    """The tokens under which this learner made shares."""
    tokens = (body.get("learner") for body in state.of("share").values())
    return frozenset(token for token in tokens if isinstance(token, str) and token)


def _body(memo: MemoScored, feedback: FeedbackFile) -> Mapping[str, JSON]:
    scores: dict[str, JSON] = {
        one.id: {"name": one.name, "level": one.level, "anchor": one.anchor} for one in memo.scores
    }
    return {
        "play": memo.play,
        "case": memo.case,
        "version": memo.version,
        "scene": memo.scene,
        "rubric": memo.rubric,
        "raters": memo.raters,
        "scores": scores,
        "comment": memo.comment,
        "file": feedback.id,
        "given": feedback.at,
    }


def _words(criterion: Criterion, level: float) -> str:
    return dict(criterion.anchors).get(int(level), "")


def _id_of(learner: str, memos: Iterable[MemoScored]) -> str:
    text = json.dumps([learner, [asdict(memo) for memo in memos]], sort_keys=True)
    return f"feedback-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _memo(value: Any, file: str) -> MemoScored:
    if not isinstance(value, dict):
        refuse(file, "E-VALUE", "holds a memo that is no block of keys - ask for the file again")
    names = ("play", "case", "version", "scene", "rubric")
    _keys(value, (*names, "raters", "scores", "comment"), file)
    scores, raters = value["scores"], value["raters"]
    if type(raters) is not int or not 1 <= raters <= 9:
        refuse(file, "E-VALUE", 'has a wrong "raters" in a memo - ask for the file again')
    if not isinstance(scores, list) or not 0 < len(scores) <= 50:
        refuse(file, "E-VALUE", 'has a wrong "scores" in a memo - ask for the file again')
    play, case, version, scene, rubric = (_text(value, name, file) for name in names)
    comment = _text(value, "comment", file, shortest=0)
    return MemoScored(play, case, version, scene, rubric, raters, tuple(_score(one, file) for one in scores), comment)


def _score(value: Any, file: str) -> CriterionScore:
    if not isinstance(value, dict):
        refuse(file, "E-VALUE", "holds a score that is no block of keys - ask for the file again")
    _keys(value, ("id", "name", "level", "anchor"), file)
    level = value["level"]
    if isinstance(level, bool) or not isinstance(level, int | float) or not LEVELS[0] <= level <= LEVELS[-1]:
        refuse(file, "E-VALUE", 'has a "level" that is no number from 1 to 4 - ask for the file again')
    id, name = (_text(value, key, file) for key in ("id", "name"))
    return CriterionScore(id, name, float(level), _text(value, "anchor", file, shortest=0))


def _keys(value: Mapping[str, Any], wanted: Sequence[str], file: str) -> None:
    for key in wanted:
        if key not in value:
            refuse(file, "E-MISSING", f'has no "{key}" - ask for the file again')
    for key in value:
        if key not in wanted:
            refuse(file, "E-KEY", f'holds "{shown(str(key))}", which is no part of it - ask for the file again')


def _text(value: Mapping[str, Any], key: str, file: str, *, shortest: int = 1) -> str:
    text = value[key]
    fits = isinstance(text, str) and shortest <= len(text) <= _LONGEST
    if not fits or any(not letter.isprintable() and letter not in "\n\t" for letter in text):
        refuse(file, "E-VALUE", f'has a wrong "{key}" - ask for the file again')
    return str(text)
