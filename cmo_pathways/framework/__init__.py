"""What a Chief Medical Officer must be able to do: competencies, their levels, and roles with target levels.

Beside the skill map stand the requirement lists that are linked to it, other people's frameworks by name, and three
registers over all content: what has to be covered where (scope), what each table holds, which ids were released.
"""

from __future__ import annotations

from cmo_pathways.framework.crosswalk import Crosswalk, Match, OutsideFramework, read_crosswalk
from cmo_pathways.framework.diff import (
    Difference,
    StaleRating,
    changes_between,
    diff_frameworks,
    stale_ratings,
    touched_ratings,
)
from cmo_pathways.framework.items import Item, Items, Variation, read_items
from cmo_pathways.framework.lint import lint_framework
from cmo_pathways.framework.model import (
    Competency,
    Domain,
    Framework,
    LevelName,
    LevelText,
    Relation,
    Release,
    ReleaseChange,
    Retired,
    Role,
    Target,
)
from cmo_pathways.framework.read import read_framework
from cmo_pathways.framework.released import add_released, check_released
from cmo_pathways.framework.responsibility import Anchor, Responsibility, read_responsibility
from cmo_pathways.framework.scope import Scope, check_scope, notebook_places, read_scope
from cmo_pathways.framework.tables import Table, check_tables, measure_tables, read_tables
from cmo_pathways.framework.tags import Tag, read_tags
from cmo_pathways.framework.weights import Weighed, weigh_items

__all__ = [
    "Anchor",
    "Competency",
    "Crosswalk",
    "Difference",
    "Domain",
    "Framework",
    "Item",
    "Items",
    "LevelName",
    "LevelText",
    "Match",
    "OutsideFramework",
    "Relation",
    "Release",
    "ReleaseChange",
    "Responsibility",
    "Retired",
    "Role",
    "Scope",
    "StaleRating",
    "Table",
    "Tag",
    "Target",
    "Variation",
    "Weighed",
    "add_released",
    "changes_between",
    "check_released",
    "check_scope",
    "check_tables",
    "diff_frameworks",
    "lint_framework",
    "measure_tables",
    "notebook_places",
    "read_crosswalk",
    "read_framework",
    "read_items",
    "read_responsibility",
    "read_scope",
    "read_tables",
    "read_tags",
    "stale_ratings",
    "touched_ratings",
    "weigh_items",
]
