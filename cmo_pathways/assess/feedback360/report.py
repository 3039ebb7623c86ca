"""The learner's side of a released report: opening it, checking it, and the body of the one event it becomes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from cmo_pathways.assess.feedback360.keys import KeyPair
from cmo_pathways.assess.feedback360.release import FORMAT, VERSION
from cmo_pathways.assess.feedback360.sealed import SealBroken, from_text, parse_object, read_envelope, unseal
from cmo_pathways.assess.feedback360.suppress import THRESHOLD
from cmo_pathways.errors import LearnerError

_LARGEST = 2_000_000  # [bytes]
_LONGEST_COMMENT = 2_000  # [characters]


def open_report(
    name: str,
    data: bytes,
    own: KeyPair | None,
    *,
    collectors: Collection[bytes],
    groups: Collection[str],
    framework: str,
    competencies: Collection[str],
) -> dict[str, Any]:
    """The body of the ``feedback`` event in a report, for the groups that the learner invited.

    ``collectors`` are the public keys that the learner named. Raises LearnerError with one sentence where the report
    is for somebody else, from somebody else, changed, or for another version of the skill map.
    """
    values = read_envelope(name, data, format=FORMAT, version=VERSION, what="a feedback report", largest=_LARGEST)
    if own is None or from_text(values.get("to")) != own.public.key:
        raise LearnerError(f'"{name}" is for another learner and cannot be opened here. Ask the collector for yours.')
    sender = from_text(values.get("from"))
    if sender not in collectors:
        raise LearnerError(f'"{name}" does not come from a collector whom you named. Nothing was taken from it.')
    try:
        body = parse_object(unseal(values, sender=sender, secret=own.secret)) or {}
    except SealBroken as error:
        raise LearnerError(
            f'"{name}" was changed after it was released, or is not whole. Nothing was taken from it; ask the '
            "collector for it again."
        ) from error
    if body.get("framework") != framework:
        raise LearnerError(
            f'"{name}" is about version {str(body.get("framework"))[:20]} of the skill map; this computer has '
            f"{framework}. Nothing was taken from it; use the version that the invitations were made with."
        )
    if not _sound(body, competencies):
        raise LearnerError(f'"{name}" holds something that no report holds. Nothing was taken from it.')
    kept = [group for group in body["groups"] if group["group"] in groups or not group["suppressed"]]
    return {**body, "groups": kept}


def subject_of(body: Mapping[str, Any]) -> str:
    """The subject of the event: the same for all reports of one collector, so that the newest counts."""
    return f"feedback-{body['id']}"


def _sound(body: Mapping[str, Any], competencies: Collection[str]) -> bool:
    groups, number = body.get("groups"), body.get("release")
    try:
        date.fromisoformat(str(body.get("released")))
    except ValueError:
        return False
    return (
        isinstance(groups, list)
        and bool(groups)
        and all(isinstance(group, dict) and _sound_group(group, competencies) for group in groups)
        and type(number) is int
        and isinstance(body.get("id"), str)
        and str(body["id"]).isalnum()
        and (body.get("collector") is None or isinstance(body["collector"], str))
        and _is_number_or_none(body.get("reliability"), 0, 1)
        and _is_number_or_none(body.get("raters_needed"), 0, 10_000)
    )


def _sound_group(group: Mapping[str, Any], competencies: Collection[str]) -> bool:
    n, cells, comments = group.get("n"), group.get("competencies"), group.get("comments")
    few = group.get("suppressed") is True
    return (
        isinstance(group.get("group"), str)
        and (few or group.get("suppressed") is False)
        and (n is None if few else type(n) is int and n >= THRESHOLD)
        and isinstance(cells, dict)
        and not (few and (cells or comments))
        and all(id in competencies and isinstance(cell, dict) and _sound_cell(cell) for id, cell in cells.items())
        and isinstance(comments, list)
        and all(isinstance(text, str) and len(text) <= _LONGEST_COMMENT for text in comments)
    )


def _sound_cell(cell: Mapping[str, Any]) -> bool:
    n, counts = cell.get("n"), cell.get("counts")
    return (
        type(n) is int
        and n >= THRESHOLD
        and isinstance(counts, list)
        and len(counts) == 6
        and all(type(count) is int and count >= 0 for count in counts)
        and sum(counts) == n
        and _is_number(cell.get("mean"), 0, 5)
        and _is_number(cell.get("sd"), 0, 5)
    )


def _is_number(value: object, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


def _is_number_or_none(value: object, low: float, high: float) -> bool:
    return value is None or _is_number(value, low, high)
