"""Inviting raters and taking in a released report: what the screen and the command line call."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cmo_pathways.assess.feedback360 import (
    GROUPS,
    Collected,
    Invitation,
    KeyPair,
    PublicKey,
    Release,
    Round,
    collect,
    make_invitation,
    open_report,
    own_key,
    own_key_or_new,
    release,
    rounds,
    subject_of,
)
from cmo_pathways.assess.feedback360.sealed import from_text, to_text
from cmo_pathways.errors import LearnerError
from cmo_pathways.export.feedback_form import feedback_form
from cmo_pathways.export.pdf import Exported, export_pdf
from cmo_pathways.journey import Journey, gaps_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.reports import feedback_report

FOLDER = "feedback"
"""The folder of the home that holds the key, and a collector's sealed answers."""
ASKED = 8
"""So many competencies are asked about by default: the widest gaps."""


@dataclass(frozen=True, slots=True)
class WrittenInvitation:
    """An invitation that is noted in the ledger, and the form to send."""

    invitation: Invitation
    file_name: str
    form: bytes


def key_of(home: Path) -> KeyPair | None:
    """The key pair of a home folder, or None. Raises LearnerError where it is damaged."""
    return own_key(home / FOLDER)


def make_key(journey: Journey, name: str) -> KeyPair:
    """The key pair of a home folder under this name, made on first use. Raises LearnerError."""
    return own_key_or_new(journey.home / FOLDER, name=name, today=journey.clock().date())


def proposed_competencies(journey: Journey, state: LedgerState) -> tuple[str, ...]:
    """The competencies that an invitation asks about unless the learner chooses: the widest gaps."""
    gaps = gaps_of(journey, state)
    first = sorted(gaps, key=lambda gap: not gap.rated)[:ASKED]
    chosen = {gap.competency for gap in first}
    return tuple(id for id in journey.catalogue.framework.competencies if id in chosen)


def invite(
    journey: Journey,
    *,
    group: str,
    collector: PublicKey | None,
    competencies: Sequence[str] = (),
    name: str = "",
    invited: int | None = None,
) -> WrittenInvitation:
    """Make an invitation for one group and note it in the ledger, without its token.

    Raises UnknownId for a group or competency, LearnerError where the learner's name is missing, LedgerError.
    """
    state, framework = journey.state(), journey.catalogue.framework
    asked = tuple(competencies) or proposed_competencies(journey, state)
    for id in asked:
        framework.competency(id)
    learner = make_key(journey, name or state.profile.get("name", ""))
    made = make_invitation(
        group=group,
        learner=learner,
        collector=collector,
        competencies=asked,
        framework=framework.version,
        made=journey.clock().date(),
        invited=invited,
    )
    form = feedback_form(made, framework)
    body: dict[str, Any] = {
        "group": group,
        "collector": collector.name if collector else None,
        "collector_key": to_text(made.recipient.key),
        "competencies": list(asked),
        "framework": framework.version,
        "invited": invited,
    }
    journey.record("invitation", made.id, body)
    return WrittenInvitation(made, f"feedback-{made.id}.html", form)


def invited_groups(state: LedgerState) -> Mapping[str, int]:
    """The groups that were invited, each with the number of its invitations."""
    groups = [str(body["group"]) for body in state.of("invitation").values()]
    return {group: groups.count(group) for group in dict.fromkeys(groups)}


def collect_answers(journey: Journey, files: Sequence[tuple[str, bytes]]) -> Collected:
    """Take in files of answers as a collector. Raises LearnerError where there is no key yet."""
    version = journey.catalogue.framework.version
    return collect(journey.home / FOLDER, files, own=_collector(journey), framework=version)


def rounds_of(journey: Journey) -> tuple[Round, ...]:
    """What has come in, one round per learner; nothing where there is no key yet. Raises LearnerError."""
    own = key_of(journey.home)
    return rounds(journey.home / FOLDER, own=own) if own else ()


def release_report(journey: Journey, learner: str = "") -> Release:
    """The report about a learner, by name where there are several. Raises LearnerError."""
    own, found = _collector(journey), rounds_of(journey)
    chosen = [item for item in found if not learner or item.learner.lower() == learner.strip().lower()]
    if not found:
        raise LearnerError("No answers have come in yet, so there is nothing to release. Collect the files first.")
    if len(chosen) != 1:
        names = ", ".join(dict.fromkeys(f'"{item.learner}"' for item in found))
        raise LearnerError(f"There are answers about {names}. Say whose report to release.")
    return release_round(journey, chosen[0], own)


def release_round(journey: Journey, found: Round, own: KeyPair | None = None) -> Release:
    """The report of one round. Raises LearnerError where no group has enough answers."""
    today, shuffle = journey.clock().date(), random.SystemRandom().shuffle
    return release(journey.home / FOLDER, found, own=own or _collector(journey), today=today, shuffle=shuffle)


def import_report(journey: Journey, name: str, data: bytes) -> Mapping[str, Any]:
    """Take in a released report as one event; one that is there already changes nothing.

    Raises LearnerError in one sentence where it is not this learner's, changed, older, or of another version.
    """
    state, framework = journey.state(), journey.catalogue.framework
    invitations = state.of("invitation").values()
    body = open_report(
        name,
        data,
        key_of(journey.home),
        collectors={from_text(item.get("collector_key")) for item in invitations},
        groups={str(item["group"]) for item in invitations},
        framework=framework.version,
        competencies=framework.competencies,
    )
    before = state.of("feedback").get(subject_of(body))
    if before is not None and int(str(before.get("release", 0))) > body["release"]:
        raise LearnerError(f'"{name}" is older than the report that you have. Nothing was taken from it.')
    if before is None or before.get("release") != body["release"]:
        journey.record("feedback", subject_of(body), body)
    return body


def latest_report(state: LedgerState) -> Mapping[str, Any] | None:
    """The report that was imported last, or None."""
    return max(state.of("feedback").values(), key=lambda body: str(body["at"]), default=None)


def write_report(journey: Journey, body: Mapping[str, Any], file: Path | None = None) -> Exported:
    """Write the report with its debrief guide as a PDF (by default into ``exports/``) and record the export.

    Raises LearnerError where no group is shown, ExportError where the file cannot be made.
    """
    today = journey.clock().date()
    document = feedback_report(journey, journey.state(), body, today=today, group_names=GROUPS)
    target = file or journey.home / "exports" / f"feedback-{body['released']}.pdf"
    done = export_pdf(document, target)
    made = {"audience": "coach", "kind": "feedback", "format": "pdf", "sha256": done.sha256, "pages": done.pages}
    journey.record("export", target.name, made)
    return done


def _collector(journey: Journey) -> KeyPair:
    own = key_of(journey.home)
    if own is None:
        raise LearnerError("You have no key yet, so no answers can be meant for you. Make a collector's key first.")
    return own
