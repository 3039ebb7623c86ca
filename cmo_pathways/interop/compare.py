"""A framework of somebody else beside ours: which competencies are the same, which differ, which stand on one side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cmo_pathways.framework import Framework, diff_frameworks
from cmo_pathways.interop.moodle import MoodleFramework, moodle_of


@dataclass(frozen=True, slots=True)
class Comparison:
    """Ids of competencies: equal on both sides, with other words (and which), only ours, only theirs."""

    same: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]
    only_ours: tuple[str, ...]
    only_theirs: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """True if nothing differs."""
        return not (self.changed or self.only_ours or self.only_theirs)


def compare_frameworks(ours: Framework, theirs: Framework) -> Comparison:
    """Two skill maps, competency by competency and role by role, with scale and relations as a whole."""
    parts: dict[str, list[str]] = {id: [] for id in (*ours.competencies, *ours.roles)}
    parts = {id: parts[id] for id in parts if id in theirs.competencies or id in theirs.roles}
    for found in diff_frameworks(ours, theirs):
        name = found.id or f"{found.kind}s".replace("scales", "scale")
        level = "" if found.level is None else f" {found.level}"
        if found.id in parts or not found.id:
            parts.setdefault(name, []).append(found.part.replace("_", " ") + level)
    listed = {id: tuple(dict.fromkeys(words)) for id, words in parts.items()}
    return _compared([*ours.competencies, *ours.roles], [*theirs.competencies, *theirs.roles], listed)


def compare_moodle(ours: Framework, theirs: MoodleFramework) -> Comparison:
    """The skill map as Moodle can hold it, beside a framework from Moodle."""
    here = {row.id: row for row in moodle_of(ours).rows}
    there = {row.id: row for row in theirs.rows}
    parts = {}
    for id in here.keys() & there.keys():
        fields = (("name", "name"), ("parent", "parent"), ("paragraphs", "description"))
        parts[id] = tuple(words for name, words in fields if getattr(here[id], name) != getattr(there[id], name))
    return _compared(list(here), list(there), parts)


def _compared(ours: list[str], theirs: list[str], parts: Mapping[str, tuple[str, ...]]) -> Comparison:
    return Comparison(
        same=tuple(id for id in ours if id in parts and not parts[id]),
        changed={id: words for id, words in parts.items() if words},
        only_ours=tuple(id for id in ours if id not in parts),
        only_theirs=tuple(id for id in theirs if id not in parts),
    )
