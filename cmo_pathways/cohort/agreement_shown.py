"""The raters' agreement as a report may show it: kept in the release log like every other number of a class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cmo_pathways.cohort.memo_agreement import FEW, MemoAgreement, agreement_sentence
from cmo_pathways.cohort.release_log import ALONE, changed, short_members
from cmo_pathways.ledger import Event

UNIT = "memo-agreement"
"""The id of this number in the release log."""
FEWEST_AUTHORS = 5
"""Fewest fellows whose memos stand behind an agreement that is printed [people]; our assumption, as for means."""
TOO_FEW = "Too few memos to say how far two raters agree"


@dataclass(frozen=True, slots=True)
class ShownAgreement:
    """How far two raters agree, as readers get it, and of which day.

    ``icc`` is ICC(2,1) over all criteria, to one decimal, None where nothing can be said; ``sentence`` says what it
    amounts to. ``members`` are those whose memos were scored twice, as ``Shown`` has them.
    """

    icc: float | None
    sentence: str
    on: str
    members: tuple[tuple[str, str], ...]


def show_agreement(
    found: MemoAgreement, authors: Mapping[str, str], earlier: Sequence[ShownAgreement], *, on: str
) -> ShownAgreement:
    """The agreement as it may be shown on a day (ISO): renewed, or as it was shown last.

    ``authors`` gives for each fellow's token what was scored of theirs, ``earlier`` all releases, oldest first.
    """
    members = short_members(authors)
    enough = len(members) >= FEWEST_AUTHORS and found.overall.word != FEW
    one = found.overall.icc.value if enough and found.overall.icc is not None else None
    sentence = agreement_sentence(found) if enough else TOO_FEW
    fresh = ShownAgreement(None if one is None else round(one, 1), sentence, on, members)
    apart = all(changed(dict(members), dict(old.members)) >= ALONE for old in earlier)
    return fresh if apart else earlier[-1]


def agreement_shown_before(events: Iterable[Event]) -> tuple[ShownAgreement, ...]:
    """Every agreement that was shown, oldest first, from the events of an instructor's ledger."""
    return tuple(_from_body(event.body) for event in events if event.kind == "release" and event.subject == UNIT)


def agreement_body(shown: ShownAgreement) -> dict[str, object]:
    """What the ledger keeps of an agreement that is shown for the first time."""
    members = [f"{person}:{scored}" for person, scored in shown.members]
    return {"icc": shown.icc, "sentence": shown.sentence, "on": shown.on, "members": members}


def _from_body(body: Mapping[str, object]) -> ShownAgreement:
    icc, listed = body.get("icc"), body.get("members")
    pairs = [str(one).partition(":") for one in (listed if isinstance(listed, list | tuple) else ())]
    return ShownAgreement(
        float(icc) if isinstance(icc, int | float) else None,
        str(body["sentence"]),
        str(body["on"]),
        tuple((person, scored) for person, _, scored in pairs),
    )
