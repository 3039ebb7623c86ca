"""Open Badges 3.0 of other issuers: found in a file, checked as far as that goes without a network."""

from __future__ import annotations

from cmo_pathways.interop.badges.check import OPEN, BadgeCheck, check_badge
from cmo_pathways.interop.badges.container import (
    Credential,
    credentials_in,
    is_credential,
    is_picture,
    is_token,
    opened,
)
from cmo_pathways.interop.badges.proof import Proof
from cmo_pathways.interop.badges.stored import badge_sentences

__all__ = [
    "OPEN",
    "BadgeCheck",
    "Credential",
    "Proof",
    "badge_sentences",
    "check_badge",
    "credentials_in",
    "is_credential",
    "is_picture",
    "is_token",
    "opened",
]
