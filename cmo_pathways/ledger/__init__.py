"""What happened: a learner's append-only ledger, its backup, its erasure, and the state that it adds up to."""

from __future__ import annotations

from cmo_pathways.ledger.backup import Backup, backup
from cmo_pathways.ledger.erase import Erased, erase_all, erase_events, erase_kind, erase_text, find_text
from cmo_pathways.ledger.event import JSON, Event
from cmo_pathways.ledger.opening import open_ledger
from cmo_pathways.ledger.place import network_disk, synced_folder_warning
from cmo_pathways.ledger.replay import replay
from cmo_pathways.ledger.restore import Restored, replace_home, restore
from cmo_pathways.ledger.state import (
    ExportMade,
    LedgerState,
    Play,
    PlayResult,
    RatingGiven,
    ScoreGiven,
    StepHeld,
)
from cmo_pathways.ledger.store import Ledger
from cmo_pathways.ledger.transfer import Imported, export_events, import_events

__all__ = [
    "JSON",
    "Backup",
    "Erased",
    "Event",
    "ExportMade",
    "Imported",
    "Ledger",
    "LedgerState",
    "Play",
    "PlayResult",
    "RatingGiven",
    "Restored",
    "ScoreGiven",
    "StepHeld",
    "backup",
    "erase_all",
    "erase_events",
    "erase_kind",
    "erase_text",
    "export_events",
    "find_text",
    "import_events",
    "network_disk",
    "open_ledger",
    "replace_home",
    "replay",
    "restore",
    "synced_folder_warning",
]
