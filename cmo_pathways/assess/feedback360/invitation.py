"""An invitation for one group of raters, and the mandate by which the collector knows it again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cmo_pathways.assess.feedback360.groups import GROUPS
from cmo_pathways.assess.feedback360.keys import KeyPair, PublicKey, plain_name
from cmo_pathways.assess.feedback360.sealed import (
    KEY_BYTES,
    SealBroken,
    from_text,
    new_secret,
    parse_object,
    seal,
    to_text,
    unseal,
)
from cmo_pathways.errors import LearnerError, UnknownId

SECONDS_EACH = 45  # for reading six sentences and marking one; our assumption, as in the self-assessment
SECONDS_BESIDE = 60  # for the introduction and the two free texts; our assumption
MOST_COMPETENCIES = 12
"""Competencies that one rater is asked about at most, so that it takes 10 minutes."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """What the learner tells the collector about an invitation, under the learner's own seal.

    ``invited`` is how many people got the invitation [count, None = not said].
    """

    invitation: str
    group: str
    learner: str
    learner_key: bytes
    competencies: tuple[str, ...]
    framework: str
    invited: int | None
    token: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation for one group; without a collector the answers come to the learner, and are not anonymous.

    ``mandate`` is sealed and travels with each answer; ``token`` marks the answers as given on this invitation.
    """

    id: str
    group: str
    learner: PublicKey
    collector: PublicKey | None
    competencies: tuple[str, ...]
    framework: str
    made: date
    invited: int | None
    mandate: Mapping[str, str]
    token: bytes = field(repr=False)

    @property
    def recipient(self) -> PublicKey:
        """Who can open the answers."""
        return self.collector or self.learner


def make_invitation(
    *,
    group: str,
    learner: KeyPair,
    collector: PublicKey | None,
    competencies: Sequence[str],
    framework: str,
    made: date,
    invited: int | None = None,
) -> Invitation:
    """A new invitation with a token of its own. Raises UnknownId for a group, LearnerError for too many questions."""
    if group not in GROUPS:
        raise UnknownId("rater group", group, GROUPS)
    asked = tuple(dict.fromkeys(competencies))
    if not 1 <= len(asked) <= MOST_COMPETENCIES:
        raise LearnerError(
            f"An invitation asks about 1 to {MOST_COMPETENCIES} competencies, so that nobody needs more than 10 "
            f"minutes; this one has {len(asked)}. Choose fewer."
        )
    if collector is not None and collector.key == learner.public.key:
        raise LearnerError("This key file is your own. A collector is somebody else; without one, leave the file out.")
    token, recipient = new_secret(), collector or learner.public
    id = f"{group}-{new_secret()[:6].hex()}"
    content = {
        "invitation": id,
        "group": group,
        "learner": learner.public.name,
        "competencies": list(asked),
        "framework": framework,
        "invited": invited,
        "token": to_text(token),
    }
    sealed = seal(json.dumps(content).encode(), to=recipient.key, secret=learner.secret)
    mandate = {"from": to_text(learner.public.key), **sealed}
    return Invitation(id, group, learner.public, collector, asked, framework, made, invited, mandate, token)


def minutes_of(count: int) -> int:
    """How long a rater needs for so many competencies [minutes, our assumption]."""
    return max(1, round((count * SECONDS_EACH + SECONDS_BESIDE) / 60))


def open_mandate(values: Any, own: KeyPair) -> Mandate:
    """The mandate that came with an answer. Raises SealBroken where it is not what the learner sealed."""
    if not isinstance(values, dict):
        raise SealBroken
    sender = from_text(values.get("from"))
    found = parse_object(unseal(values, sender=sender, secret=own.secret)) or {}
    token, asked, invited = from_text(found.get("token")), found.get("competencies"), found.get("invited")
    texts = [found.get(key) for key in ("invitation", "group", "framework")]
    sound = (
        all(isinstance(text, str) for text in texts)
        and found.get("group") in GROUPS
        and isinstance(asked, list)
        and all(isinstance(id, str) for id in asked)
        and len(token) == KEY_BYTES
    )
    if not sound or not isinstance(asked, list):
        raise SealBroken
    return Mandate(
        invitation=str(texts[0]),
        group=str(texts[1]),
        learner=plain_name(found.get("learner")),
        learner_key=sender,
        competencies=tuple(asked),
        framework=str(texts[2]),
        invited=invited if isinstance(invited, int) and not isinstance(invited, bool) and invited > 0 else None,
        token=token,
    )
