"""Opening the lessons: in JupyterLab, or as pages without code (Voila). Both load when they are opened."""

from __future__ import annotations

from cmo_pathways.launch.lessons import Lesson, find_lessons
from cmo_pathways.launch.notebooks import lab
from cmo_pathways.launch.pages import app

__all__ = ["Lesson", "app", "find_lessons", "lab"]
