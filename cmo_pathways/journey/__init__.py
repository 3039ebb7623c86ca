"""The whole chain in one place: what the demo, ``status`` and every screen call.

A journey holds the learner's ledger and the content; each question is answered from the events anew, so that a
screen that was killed and reopened shows the same.
"""

from __future__ import annotations

from cmo_pathways.journey.dossier import dossier_for, dossier_of, source_of
from cmo_pathways.journey.learner import FIRST_TARGET, Journey, open_journey, target_of
from cmo_pathways.journey.plans import keep_plan, kept_plan, plan_of, plan_steps
from cmo_pathways.journey.plays import decide, new_play, play_notes, play_so_far, reply, undo
from cmo_pathways.journey.progress import NextStep, estimates_of, gaps_of, next_step, progress_of
from cmo_pathways.journey.routes import (
    held_years,
    intake_of,
    keep_intake,
    loss_for,
    moves_for,
    routes_of,
    standing_for,
    structure_for,
)

__all__ = [
    "FIRST_TARGET",
    "Journey",
    "NextStep",
    "decide",
    "dossier_for",
    "dossier_of",
    "estimates_of",
    "gaps_of",
    "held_years",
    "intake_of",
    "keep_intake",
    "keep_plan",
    "kept_plan",
    "loss_for",
    "moves_for",
    "new_play",
    "next_step",
    "open_journey",
    "plan_of",
    "plan_steps",
    "play_notes",
    "play_so_far",
    "progress_of",
    "reply",
    "routes_of",
    "source_of",
    "standing_for",
    "structure_for",
    "target_of",
    "undo",
]
