"""Feedback from colleagues without a server: invitations, sealed answers, and reports that single nobody out.

The learner invites, each rater seals the answers to a collector, the collector releases group results, and the
learner opens them. What protects whom stands in ``docs/decisions/0007-feedback.md``.
"""

from __future__ import annotations

from cmo_pathways.assess.feedback360.collect import Collected, GroupCount, Round, collect, rounds
from cmo_pathways.assess.feedback360.groups import GROUPS, group_name
from cmo_pathways.assess.feedback360.invitation import MOST_COMPETENCIES, Invitation, make_invitation, minutes_of
from cmo_pathways.assess.feedback360.keys import (
    KeyPair,
    PublicKey,
    key_file,
    own_key,
    own_key_or_new,
    public_from,
    public_values,
    read_key_file,
)
from cmo_pathways.assess.feedback360.release import Release, release
from cmo_pathways.assess.feedback360.report import open_report, subject_of
from cmo_pathways.assess.feedback360.response import seal_answers
from cmo_pathways.assess.feedback360.suppress import THRESHOLD

__all__ = [
    "GROUPS",
    "MOST_COMPETENCIES",
    "THRESHOLD",
    "Collected",
    "GroupCount",
    "Invitation",
    "KeyPair",
    "PublicKey",
    "Release",
    "Round",
    "collect",
    "group_name",
    "key_file",
    "make_invitation",
    "minutes_of",
    "open_report",
    "own_key",
    "own_key_or_new",
    "public_from",
    "public_values",
    "read_key_file",
    "release",
    "rounds",
    "seal_answers",
    "subject_of",
]
