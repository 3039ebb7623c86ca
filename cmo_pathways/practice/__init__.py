"""Practice: which case comes next, a play that is recorded or not, what it counts for, and cases of one's own."""

from __future__ import annotations

from cmo_pathways.practice.effect import CaseEffect, counted_play, effects_of
from cmo_pathways.practice.entry import add_entry, entry_id, entry_of, remove_entry
from cmo_pathways.practice.play import Recorded, Unrecorded
from cmo_pathways.practice.progress import decisions_ahead
from cmo_pathways.practice.shelf import (
    MY_GAPS,
    ORDERS,
    SECTORS,
    TOP_GAPS,
    CaseFilter,
    CaseOffer,
    Shelf,
    next_offer,
    sector_of,
    shelf_of,
    situation_of,
)
from cmo_pathways.practice.workshop import OwnCase, check_own, new_case, own_cases, play_own

__all__ = [
    "MY_GAPS",
    "ORDERS",
    "SECTORS",
    "TOP_GAPS",
    "CaseEffect",
    "CaseFilter",
    "CaseOffer",
    "OwnCase",
    "Recorded",
    "Shelf",
    "Unrecorded",
    "add_entry",
    "check_own",
    "counted_play",
    "decisions_ahead",
    "effects_of",
    "entry_id",
    "entry_of",
    "new_case",
    "next_offer",
    "own_cases",
    "play_own",
    "remove_entry",
    "sector_of",
    "shelf_of",
    "situation_of",
]
