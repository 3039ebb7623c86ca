"""The memos of a class and what is done with them: what the scoring screen and the command line call.

The console's ledger holds the scores, the numbers of the memos and the way of scoring; the shares stay in their folder.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cmo_pathways.catalogue import Catalogue
from cmo_pathways.cohort import Received, Share, read_shares
from cmo_pathways.cohort.gradebook import Gradebook, Graded, gradebook_of
from cmo_pathways.cohort.memo_feedback import KIND, SUFFIX, feedback_files, feedback_text, new_feedback, read_feedback
from cmo_pathways.cohort.memos import MemoQueue, queue_of
from cmo_pathways.cohort.rubric import CASE_LEVELS, Criterion, case_criterion, load_rubric
from cmo_pathways.cohort.scoring import OPENED, Scores, Settled, read_scores, settled
from cmo_pathways.errors import LearnerError, Problem
from cmo_pathways.export.files import write_whole
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState, replay
from cmo_pathways.sessions import load_sessions

SHARES = "shares"
"""The folder of shares in the home of a console, unless another one was chosen."""
FOLDER, NUMBERS, WAY = "folder", "memo-numbers", "memo-scoring"
"""Subjects of ``cohort`` events: where the shares lie, which memo has which number, and the rubric in use."""


NO_FOLDER = "E-PLACE"
_NO_FOLDER = "is no folder that can be read - check the name, and that the folder is there and yours"


@dataclass(frozen=True, slots=True)
class ClassMemos:
    """The memos of a class with their scores on the rubric in use (``case``, or the id of the general one).

    ``unread`` counts files in the folder that could not be read; ``criteria`` holds the criteria by (case, scene);
    ``no_folder`` is True where the folder itself cannot be read.
    """

    shares: tuple[Share, ...]
    unread: int
    queue: MemoQueue
    rubric: str
    criteria: Mapping[tuple[str, str], tuple[Criterion, ...]]
    scores: Scores
    no_folder: bool = False

    def criteria_of(self, case: str, scene: str) -> tuple[Criterion, ...]:
        """What a memo on this case and scene is judged by; empty where the case does not say."""
        return self.criteria.get((case, scene), ())

    @property
    def ids(self) -> tuple[str, ...]:
        """The memos that can be scored, in their order."""
        return tuple(memo.id for memo in self.queue.memos if self.criteria_of(memo.case, memo.scene))

    def standing(self) -> Mapping[str, Settled]:
        """The scores that stand, by memo."""
        by = load_rubric().adjudicate
        found = {
            memo.id: settled(self.scores, memo.id, self.criteria_of(memo.case, memo.scene), by=by)
            for memo in self.queue.memos
        }
        return {id: score for id, score in found.items() if score is not None}


def shares_folder(journey: Journey, state: LedgerState) -> Path:
    """The folder in which the console looks for shares."""
    kept = state.of("cohort").get(FOLDER, {}).get("path")
    if not isinstance(kept, str) or not kept.strip():
        return journey.home / SHARES
    try:
        return Path(kept).expanduser()
    except RuntimeError:  # ~name of nobody on this computer, which is said when the folder is read
        return Path(kept)


def shares_in(folder: Path, now: datetime) -> Received:
    """The shares in a folder that was typed on a screen: one that cannot be read is a problem and stops nothing.

    The usual folder, of the name ``shares``, may be missing until the first share is there.
    """
    try:
        if folder.name == SHARES and not folder.exists():
            return Received()
        return read_shares(folder, now=now)
    except (LearnerError, OSError, ValueError):
        return Received(problems=(Problem(str(folder), 0, NO_FOLDER, _NO_FOLDER),))


def rubric_in_use(state: LedgerState) -> str:
    """``case`` for the levels of each case, or the id of the general rubric."""
    kept = state.of("cohort").get(WAY, {}).get("rubric")
    return str(kept) if kept == load_rubric().id else CASE_LEVELS


class Shelf:
    """Reads a folder of shares anew only after a file in it came, went or changed."""

    def __init__(self) -> None:
        self._seen: object = None
        self._found = Received()
        self._numbered: tuple[str, ...] | None = None
        self._queue = MemoQueue((), {}, ())

    def read(self, place: Path, now: datetime, *, named: bool) -> Received:
        """What the folder holds. Raises LearnerError for one that was named and cannot be read."""
        seen = (place, _listing(place))
        if seen != self._seen:
            found = read_shares(place, now=now) if named else shares_in(place, now)
            self._found, self._seen, self._numbered = found, seen, None
        return self._found

    def queue(self, numbered: tuple[str, ...], salt: str) -> MemoQueue:
        """The memos of what was read last."""
        if numbered != self._numbered:
            self._queue, self._numbered = queue_of(self._found.shares, numbered, salt=salt), numbered
        return self._queue


def class_memos(journey: Journey, folder: Path | None = None, *, shelf: Shelf | None = None) -> ClassMemos:
    """The memos in a folder of shares, by default that of the console; a folder that is not there is empty.

    A ``shelf`` spares whoever asks often the reading. Raises LearnerError where a folder that was named cannot be read.
    """
    events = journey.ledger.events()
    state = replay(events)
    place = folder or shares_folder(journey, state)
    held = shelf or Shelf()
    found = held.read(place, journey.clock(), named=folder is not None)
    shares = found.shares
    rubric = rubric_in_use(state)
    queue = held.queue(_numbered(state), journey.ledger.learner)
    asked = {(memo.case, memo.scene) for memo in queue.memos}
    criteria = {one: _criteria(journey, rubric, *one) for one in asked}
    lost = any(problem.code == NO_FOLDER for problem in found.problems)
    unread = 0 if lost else _refused(found)
    return ClassMemos(shares, unread, queue, rubric, criteria, read_scores(events, rubric), lost)


def keep_numbers(journey: Journey, memos: ClassMemos) -> None:
    """Record the numbers of memos that are new, so that each keeps its own."""
    if tuple(memos.queue.numbered) != _numbered(journey.state()):
        journey.record("cohort", NUMBERS, {"memos": list(memos.queue.numbered)})


def open_side_by_side(journey: Journey, memos: ClassMemos, seen: Sequence[str]) -> None:
    """Record that these pairs of scores were seen together; from then on they stay as they are."""
    if not set(seen) <= memos.scores.opened:
        body = {"rubric": memos.rubric, "memos": sorted(memos.scores.opened | set(seen))}
        journey.record("cohort", OPENED, body)


def write_feedback(journey: Journey, memos: ClassMemos) -> tuple[Path, ...]:
    """Write one feedback file for each learner with a score that stands; the file name tells whose it is.

    Raises LearnerError where no score stands yet, ExportError where a file cannot be written.
    """
    at = journey.clock().strftime("%Y-%m-%dT%H:%M:%SZ")
    files = feedback_files(memos.queue, memos.standing(), memos.criteria_of, rubric=memos.rubric, at=at)
    if not files:
        raise LearnerError("No score stands yet. Two raters score a memo, and settle where they are far apart.")
    names = {share.learner: share.name for share in memos.shares}
    written = []
    for one in files:
        file = journey.home / "exports" / f"{_file_stem(names[one.learner], one.learner)}{SUFFIX}"
        write_whole(file, feedback_text(one).encode())
        written.append(file)
    return tuple(written)


def take_feedback(journey: Journey, data: bytes, file: str) -> int:
    """Take in a feedback file; gives how many memos it newly speaks of, 0 where all was known.

    Raises InputError for a file that cannot be used, LearnerError where it is somebody else's.
    """
    found = new_feedback(read_feedback(data, file), journey.state())
    for subject, body in found:
        journey.record(KIND, subject, body)
    return len(found)


def class_gradebook(journey: Journey, folder: Path | None = None) -> Gradebook:
    """The gradebook of a folder of shares, by default that of the console. Raises LearnerError where it is unreadable.

    Memos are graded where their score stands.
    """
    memos = class_memos(journey, folder)
    return gradebook_of(memos.shares, replace(unscored(journey.catalogue), queue=memos.queue, scores=memos.standing()))


def unscored(catalogue: Catalogue) -> Graded:
    """What is graded without a console that scored memos: cases, and the lead and second case of each session."""
    titles = {id: case.title for id, case in catalogue.cases.items()}
    sessions = [
        (id, one.title, [case for case in (one.lead, one.second) if case]) for id, one in load_sessions().items()
    ]
    return Graded(titles, sessions)


def _refused(found: Received) -> int:
    return sum(problem.severity == "error" for problem in found.problems)


def _listing(place: Path) -> object:
    try:
        told = [(path.name, path.stat()) for path in place.iterdir()]
    except (OSError, ValueError):
        return None  # whoever reads the folder says what is wrong with it
    return sorted((name, one.st_ino, one.st_size, one.st_mtime_ns) for name, one in told)


def _criteria(journey: Journey, rubric: str, case: str, scene: str) -> tuple[Criterion, ...]:
    if rubric != CASE_LEVELS:
        return load_rubric().criteria
    found = journey.catalogue.cases.get(case)
    own = case_criterion(found, scene) if found else None
    return (own,) if own else ()


def _numbered(state: LedgerState) -> tuple[str, ...]:
    kept = state.of("cohort").get(NUMBERS, {}).get("memos")
    return tuple(str(id) for id in kept) if isinstance(kept, list | tuple) else ()


def _file_stem(name: str, learner: str) -> str:
    words = re.sub(r"[^\w]+", "-", name.casefold()).strip("-")[:60] or "fellow"
    return f"memos-{words}-{hashlib.sha256(learner.encode()).hexdigest()[:6]}"
