"""What a Chief Medical Officer must be able to do: competencies, their levels, and roles with target levels."""

from __future__ import annotations

from cmo_pathways.framework.model import Competency, Domain, Framework, LevelName, LevelText, Role, Target
from cmo_pathways.framework.read import read_framework

__all__ = ["Competency", "Domain", "Framework", "LevelName", "LevelText", "Role", "Target", "read_framework"]
