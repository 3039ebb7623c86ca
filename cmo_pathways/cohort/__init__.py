"""Many consented shares: what a class looks like, and how nobody in it is singled out."""

from __future__ import annotations

from cmo_pathways.cohort.extract import extract_share, item_keys, without_items
from cmo_pathways.cohort.folder import Received, read_shares, receive
from cmo_pathways.cohort.share import (
    PARTS,
    Share,
    SharedActivity,
    SharedEntry,
    SharedLevel,
    SharedMemo,
    SharedPlay,
    SharedRating,
    Withdrawal,
)
from cmo_pathways.cohort.share_file import read_share, share_content, share_text

__all__ = [
    "PARTS",
    "Received",
    "Share",
    "SharedActivity",
    "SharedEntry",
    "SharedLevel",
    "SharedMemo",
    "SharedPlay",
    "SharedRating",
    "Withdrawal",
    "extract_share",
    "item_keys",
    "read_share",
    "read_shares",
    "receive",
    "share_content",
    "share_text",
    "without_items",
]
