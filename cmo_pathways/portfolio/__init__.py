"""The portfolio: what a learner has done, chosen and ordered for one audience, as a document value."""

from __future__ import annotations

from cmo_pathways.portfolio.audience import COMPUTED, Audience, Place, audience_ids, load_audience, read_audience
from cmo_pathways.portfolio.build import (
    Choice,
    LeftOut,
    Portfolio,
    build_portfolio,
    fit_portfolio,
    rests_on,
    sendable_entries,
    sendable_fields,
)
from cmo_pathways.portfolio.choose import competencies_of
from cmo_pathways.portfolio.credentials import CredentialDue, consent_problems, credentials_due
from cmo_pathways.portfolio.hints import Hint, hints_for
from cmo_pathways.portfolio.history import Change, Version, changes_of, removed_entries, taken_back, versions_of
from cmo_pathways.portfolio.identifiers import (
    NO_GUARANTEE,
    Allowed,
    Hit,
    acknowledge,
    allowed_of,
    identifier_hits,
    text_hits,
)
from cmo_pathways.portfolio.kinds import Kind, load_kind, load_kinds, read_kinds
from cmo_pathways.portfolio.labels import Labels, label_faults, language_ids, load_labels, read_labels
from cmo_pathways.portfolio.order import moved, ordered
from cmo_pathways.portfolio.places import CaseEvidence, Strength
from cmo_pathways.portfolio.proof import Check, proof_checks, refuse_identifiers
from cmo_pathways.portfolio.sections import EntryField, Section, check_entry, load_sections, read_sections

__all__ = [
    "COMPUTED",
    "NO_GUARANTEE",
    "Allowed",
    "Audience",
    "CaseEvidence",
    "Change",
    "Check",
    "Choice",
    "CredentialDue",
    "EntryField",
    "Hint",
    "Hit",
    "Kind",
    "Labels",
    "LeftOut",
    "Place",
    "Portfolio",
    "Section",
    "Strength",
    "Version",
    "acknowledge",
    "allowed_of",
    "audience_ids",
    "build_portfolio",
    "changes_of",
    "check_entry",
    "competencies_of",
    "consent_problems",
    "credentials_due",
    "fit_portfolio",
    "hints_for",
    "identifier_hits",
    "label_faults",
    "language_ids",
    "load_audience",
    "load_kind",
    "load_kinds",
    "load_labels",
    "load_sections",
    "moved",
    "ordered",
    "proof_checks",
    "read_audience",
    "read_kinds",
    "read_labels",
    "read_sections",
    "refuse_identifiers",
    "removed_entries",
    "rests_on",
    "sendable_entries",
    "sendable_fields",
    "taken_back",
    "text_hits",
    "versions_of",
]
