"""The groups of raters, by how they work with the learner."""

from __future__ import annotations

from collections.abc import Mapping

GROUPS: Mapping[str, str] = {
    "supervisors": "People you report to",
    "peers": "Physician peers",
    "direct-reports": "People who report to you",
    "team": "Nurses, administrators and other colleagues",
    "partners": "Partners outside your organization",
}
"""Group id -> the group in the learner's words."""

_SHORT = {
    "supervisors": "supervisors",
    "peers": "peers",
    "direct-reports": "direct reports",
    "team": "team members",
    "partners": "outside partners",
}


def group_name(group: str) -> str:
    """The group in a sentence: ``direct reports``."""
    return _SHORT.get(group, group.replace("-", " "))
