"""An invented class for demonstrations, tests and measurements; every person and number in it is made up."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from cmo_pathways.cases import Case, choose, is_over, open_choices, outcome, start_case
from cmo_pathways.catalogue import Catalogue
from cmo_pathways.cohort.share import (
    PARTS,
    Share,
    SharedActivity,
    SharedLevel,
    SharedMemo,
    SharedPlay,
    SharedRating,
)

COURSE = "Physician leadership fellowship"
CASES = ("nothing-to-report", "this-months-number", "short-staffed-nights", "the-clock-starts")
_STAGES = ("practice", "practice", "first-leadership", "first-leadership", "senior-leadership")
_ROLES = ("cmo-hospital-small", "cmo-hospital-small", "cmo-hospital-small", "vpma", "cmo-health-plan")
_LEAST, _MOST = 0.4, 4.6
_MARK = "invented-"


def invented_class(catalogue: Catalogue, n: int, *, seed: int, cases: Sequence[str] = CASES) -> tuple[Share, ...]:
    """Shares of ``n`` invented fellows; the same seed gives the same class.

    Most share everything. Levels follow a class that is strong in clinical matters and thin in finance; ratings of
    one course lie before, after and (``then``) back at its start; cases are played at random.
    """
    draw = random.Random(seed)
    played = [catalogue.cases[id] for id in cases]
    return tuple(_fellow(catalogue, played, number, draw) for number in range(1, n + 1))


def is_invented(shares: Sequence[Share]) -> bool:
    """True for a class that ``invented_class`` made, or one that has somebody of it."""
    return any(share.id.startswith(_MARK) for share in shares)


def _fellow(catalogue: Catalogue, cases: Sequence[Case], number: int, draw: random.Random) -> Share:
    begun = datetime(2026, 9, 7, 18, tzinfo=UTC) + timedelta(hours=number)
    able, eager = draw.gauss(0, 0.5), max(0.0, draw.gauss(1, 0.8))
    parts = PARTS if draw.random() < 0.85 else tuple(part for part in PARTS if draw.random() < 0.7) or PARTS[:1]
    levels, ratings = _levels(catalogue, able, eager, draw)
    plays = tuple(_play(case, number, begun + timedelta(days=7 * at), draw) for at, case in enumerate(cases))
    memos = tuple(
        SharedMemo(play.play, play.case, play.version, "memo", play.at, "An invented memo, two sentences. It decides.")
        for play in plays[:1]
    )
    return Share(
        id=f"{_MARK}{_token(draw)}",
        learner=f"learner-{number:04}-{_token(draw)}",
        at=f"{begun + timedelta(days=70):%Y-%m-%dT%H:%M:%SZ}",
        name=f"Fellow {number:02}",
        pseudonym=True,
        framework=catalogue.framework.version,
        stage=draw.choice(_STAGES),
        role=draw.choice(_ROLES),
        parts=parts,
        levels=levels if "levels" in parts else (),
        ratings=ratings if "ratings" in parts else (),
        cases=plays if "cases" in parts else (),
        memos=memos if "memos" in parts else (),
        plan=_plan(catalogue, draw) if "plan" in parts else (),
        entries=(),
    )


def _token(draw: random.Random) -> str:
    return f"{draw.getrandbits(32):08x}"


def _levels(
    catalogue: Catalogue, able: float, eager: float, draw: random.Random
) -> tuple[tuple[SharedLevel, ...], tuple[SharedRating, ...]]:
    levels, ratings = [], []
    grown = {"foundational": 0.2, "leadership": 0.9, "technology": 0.3, "communication": 0.6}
    for place, domain in enumerate(catalogue.framework.domains):
        for at, id in enumerate(domain.competencies):
            before = able + 3.2 - 0.45 * place - 0.15 * at + draw.gauss(0, 0.6)
            after = before + eager * grown.get(domain.id, 0.3) + draw.gauss(0, 0.4)
            level = round(min(_MOST, max(_LEAST, after)), 2)
            levels.append(SharedLevel(id, level, round(max(0.0, level - 0.6), 2), round(min(5.0, level + 0.6), 2)))
            moments = {"before": before, "then": before - 0.3, "after": after}
            ratings += [SharedRating(id, COURSE, moment, _whole(value)) for moment, value in moments.items()]
    return tuple(levels), tuple(ratings)


def _play(case: Case, number: int, at: datetime, draw: random.Random) -> SharedPlay:
    state = start_case(case)
    while not is_over(case, state):
        choices = open_choices(case, state)
        # Most see the sound choice that an author tends to put among the first.
        state = choose(case, state, draw.choices(choices, weights=[3, 2, *[1] * len(choices)][: len(choices)])[0].id)
    found = outcome(case, state)
    return SharedPlay(
        play=f"{case.id}-{number}",
        case=case.id,
        version=case.version,
        at=f"{at:%Y-%m-%dT%H:%M:%SZ}",
        ending=found.ending,
        path=tuple(f"{scene}/{choice}" for scene, choice in found.path),
        scores={score.competency: (float(score.got), float(score.best)) for score in found.scores},
    )


def _plan(catalogue: Catalogue, draw: random.Random) -> tuple[SharedActivity, ...]:
    chosen = draw.sample(sorted(catalogue.training), 4)
    done = draw.random()
    return tuple(
        SharedActivity(id, "done" if draw.random() < done else draw.choice(("planned", "started")), "2026-10-15")
        for id in chosen
    )


def _whole(value: float) -> int:
    return min(5, max(0, round(value)))
