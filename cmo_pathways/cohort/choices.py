"""Who chose what in a case: the first play of each fellow, at the decisions that every play comes by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cmo_pathways.cases import Case
from cmo_pathways.cases.model import Scene
from cmo_pathways.cohort.privacy import SMALLEST
from cmo_pathways.cohort.release_log import CountTable, Shown, is_apart, short_members
from cmo_pathways.cohort.share import Share, SharedPlay

MOST_CASES = 3
"""Cases that a report shows: those with most players."""


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """One decision of a case with how many fellows made each choice, ready to be protected."""

    case: str
    scene: str
    table: CountTable


def listed_cases(shares: Sequence[Share], known: Mapping[str, Case], earlier: Sequence[Shown], *, on: str) -> Shown:
    """The cases that a report names (its cells), renewed on a day (ISO) or as they were named last.

    A case that fewer than three played is not named: its empty row would say that somebody did. The list has a place
    in the log too, as a case that comes in or drops out speaks of those who joined or left.
    """
    players = Counter(case for share in shares for case in {play.case for play in share.cases})
    named = [case for case in players.keys() & known.keys() if players[case] >= SMALLEST]
    most = sorted(sorted(named, key=lambda case: (-players[case], case))[:MOST_CASES])
    members = short_members({share.learner: share.id for share in shares if share.cases})
    fresh = Shown("cases-named", tuple(most), (), len(members), on, members)
    return fresh if is_apart(fresh, earlier) else earlier[-1]


def decision_tables(shares: Sequence[Share], cases: Mapping[str, Case]) -> tuple[DecisionTable, ...]:
    """The decisions of these cases, case by case in order of id, scenes in the author's order.

    Left out are decisions that not every play comes by and those with a choice that is open to some only: they would
    give away how many took an earlier path. So are plays of another version than the one that is installed.
    """
    tables = []
    for _, case in sorted(cases.items()):
        plays = {share.learner: play for share in shares if (play := first_play(share, case)) is not None}
        for scene in common_scenes(case):
            table = _table(case, scene, plays)
            if table is not None:
                tables.append(DecisionTable(case.id, scene.id, table))
    return tuple(tables)


def first_play(share: Share, case: Case) -> SharedPlay | None:
    """The first play of a case by this fellow in the installed version, or None: later plays know the debrief."""
    plays = [play for play in share.cases if play.case == case.id and play.version == case.version]
    return min(plays, key=lambda play: (play.at, play.play), default=None)


def common_scenes(case: Case) -> Iterator[Scene]:
    """The scenes with two open choices or more that lie on every way from the start to an ending."""
    for scene in case.scenes:
        open_to_all = len(scene.choices) > 1 and not any(choice.guard for choice in scene.choices)
        if open_to_all and not scene.ending and not _can_avoid(case, scene.id):
            yield scene


def _can_avoid(case: Case, avoided: str) -> bool:
    """True where some ending can be reached without the scene."""
    seen, waiting = {avoided}, [case.start]
    while waiting:
        id = waiting.pop()
        scene = case.scene(id) if id not in seen else None
        if scene is None:
            continue
        if scene.ending:
            return True
        seen.add(id)
        waiting.extend(choice.to for choice in scene.choices)
    return False


def _table(case: Case, scene: Scene, plays: Mapping[str, SharedPlay]) -> CountTable | None:
    counts = dict.fromkeys((choice.id for choice in scene.choices), 0)
    for play in plays.values():
        chosen = next((step.partition("/")[2] for step in play.path if step.partition("/")[0] == scene.id), "")
        if chosen not in counts:
            return None
        counts[chosen] += 1
    version = case.version.replace(".", "-")
    members = {learner: play.play for learner, play in plays.items()}
    return CountTable(f"case-{case.id}-v{version}-{scene.id}", tuple(counts), tuple(counts.values()), members)
