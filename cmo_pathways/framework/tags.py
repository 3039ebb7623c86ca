"""Reads ``data/framework/tags.yaml``: words beside the 20 competencies that a step or an activity may name."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from cmo_pathways.content import Record, Report, read_yaml


@dataclass(frozen=True, slots=True)
class Tag:
    """A word such as ``health-law`` without levels; ``near`` are the competencies that teach and assess it."""

    id: str
    name: str
    near: tuple[str, ...]


def read_tags(file: Path, report: Report, *, competencies: Collection[str]) -> Mapping[str, Tag]:
    """The tags by id; a tag that is a competency too, or is near to an unknown one, is noted in the report."""
    top = read_yaml(file, report)
    if top is None:
        return {}
    top.identifier(), top.text("version")
    tags: dict[str, Tag] = {}
    for record in top.records("tags"):
        tag = Tag(record.identifier(), record.text("name"), record.texts("near"))
        record.done()
        _check(tag, record, tags, competencies)
        tags.setdefault(tag.id, tag)
    top.done()
    return tags


def _check(tag: Tag, record: Record, earlier: Collection[str], competencies: Collection[str]) -> None:
    if tag.id in earlier:
        record.problem("E-TWICE", f'tag "{tag.id}" stands above already - keep one', "id")
    if tag.id in competencies:
        record.problem("E-TWICE", f'"{tag.id}" is one of the competencies - it cannot be a tag too; remove it', "id")
    for near in tag.near:
        if near not in competencies:
            close = difflib.get_close_matches(near, list(competencies), n=1)
            hint = f'did you mean "{close[0]}"?' if close else "mend the id"
            record.problem("E-COMPETENCY", f'near names "{near}", which is no competency - {hint}', "near")
