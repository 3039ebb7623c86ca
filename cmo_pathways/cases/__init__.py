"""Practice cases: branching scenes with data, played by pure functions, checked for authors, debriefed for learners."""

from __future__ import annotations

from cmo_pathways.cases.check import check_case, check_case_file, check_translations
from cmo_pathways.cases.computed import expected_value
from cmo_pathways.cases.debrief import Debrief, debrief, soundest_play
from cmo_pathways.cases.drawing import draw_table
from cmo_pathways.cases.engine import (
    Answer,
    Outcome,
    PlayState,
    Score,
    answer,
    choose,
    current_scene,
    is_over,
    last_feedback,
    open_choices,
    open_question,
    outcome,
    replay_moves,
    start_case,
    take_back,
)
from cmo_pathways.cases.exchange import case_from_json, case_to_json
from cmo_pathways.cases.model import (
    Case,
    Choice,
    Effect,
    MemoQuestion,
    NumberQuestion,
    Question,
    Scene,
    Source,
    Table,
)
from cmo_pathways.cases.paths import (
    EndingPaths,
    PathList,
    Result,
    distinct_results,
    iterate_paths,
    list_paths,
    paths_by_ending,
)
from cmo_pathways.cases.read import case_files, read_case
from cmo_pathways.cases.resume import Resumed, resume_play

__all__ = [
    "Answer",
    "Case",
    "Choice",
    "Debrief",
    "Effect",
    "EndingPaths",
    "MemoQuestion",
    "NumberQuestion",
    "Outcome",
    "PathList",
    "PlayState",
    "Question",
    "Result",
    "Resumed",
    "Scene",
    "Score",
    "Source",
    "Table",
    "answer",
    "case_files",
    "case_from_json",
    "case_to_json",
    "check_case",
    "check_case_file",
    "check_translations",
    "choose",
    "current_scene",
    "debrief",
    "distinct_results",
    "draw_table",
    "expected_value",
    "is_over",
    "iterate_paths",
    "last_feedback",
    "list_paths",
    "open_choices",
    "open_question",
    "outcome",
    "paths_by_ending",
    "read_case",
    "replay_moves",
    "resume_play",
    "soundest_play",
    "start_case",
    "take_back",
]
