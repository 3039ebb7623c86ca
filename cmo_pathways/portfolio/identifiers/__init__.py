"""What in a portfolio could name a patient, before it goes to other people."""

from __future__ import annotations

from cmo_pathways.portfolio.identifiers.hits import (
    NO_GUARANTEE,
    PROFILE,
    Allowed,
    Hit,
    acknowledge,
    acknowledged_of,
    allowed_of,
    identifier_hits,
    sentences,
    text_hits,
)
from cmo_pathways.portfolio.identifiers.kinds import IDENTIFIERS, IdentifierKind, load_identifiers, read_identifiers

__all__ = [
    "IDENTIFIERS",
    "NO_GUARANTEE",
    "PROFILE",
    "Allowed",
    "Hit",
    "IdentifierKind",
    "acknowledge",
    "acknowledged_of",
    "allowed_of",
    "identifier_hits",
    "load_identifiers",
    "read_identifiers",
    "sentences",
    "text_hits",
]
