"""The report that a collector releases: group results above the threshold, sealed to the learner."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cmo_pathways.assess.feedback360.collect import Round
from cmo_pathways.assess.feedback360.groups import GROUPS
from cmo_pathways.assess.feedback360.keys import KeyPair
from cmo_pathways.assess.feedback360.release_log import Released, read_log, write_log
from cmo_pathways.assess.feedback360.reliability import reliability_of
from cmo_pathways.assess.feedback360.sealed import seal, to_bytes, to_text
from cmo_pathways.assess.feedback360.suppress import THRESHOLD, Cell, Given, Shown, cells_of, comments_of, next_shown
from cmo_pathways.errors import LearnerError

FORMAT = "cmo-pathways-feedback"
VERSION = 1

Shuffle = Callable[[list[str]], None]
"""Puts a list into an order of chance, in place: ``random.SystemRandom().shuffle``."""


@dataclass(frozen=True, slots=True)
class Release:
    """A report that is ready to leave: the bytes of its file, and what it says, as plain values."""

    data: bytes
    body: Mapping[str, Any]


def release(folder: Path, found: Round, *, own: KeyPair, today: date, shuffle: Shuffle) -> Release:
    """The report about one learner; who is in it is noted before the report leaves.

    Raises LearnerError where no group has enough answers, or answers of an earlier report are missing.
    """
    log, key = read_log(folder), f"{to_text(found.learner_key)} {found.framework}"
    before = log.reports.get(key, Released())
    now = {group: next_shown(found.given.get(group, ()), before.groups.get(group, Shown())) for group in GROUPS}
    _none_missing(found, now)
    if not any(shown.raters for shown in now.values()):
        raise LearnerError(
            f"No group has {THRESHOLD} answers yet, so there is nothing that may be released. Wait for more answers."
        )
    number = before.number if now == dict(before.groups) else before.number + 1
    body = _body(found, now, own, today, shuffle, number)
    write_log(folder, log, key, Released(number, now))
    sealed = seal(json.dumps(body, ensure_ascii=False).encode(), to=found.learner_key, secret=own.secret)
    head = {"format": FORMAT, "version": VERSION, "to": to_text(found.learner_key), "from": to_text(own.public.key)}
    return Release(to_bytes({**head, **sealed}), body)


def _none_missing(found: Round, now: Mapping[str, Shown]) -> None:
    here = {item.id for items in found.given.values() for item in items}
    missing = sum(len(shown.raters - here) for shown in now.values())
    if missing:
        raise LearnerError(
            f"{missing} of the answers in the last report are no longer in your folder. A report without them would "
            "give somebody away; restore the folder from a backup."
        )


def _body(
    found: Round, now: Mapping[str, Shown], own: KeyPair, today: date, shuffle: Shuffle, number: int
) -> dict[str, Any]:
    # Every group is named, heard or not: otherwise the list alone would tell that one or two people have answered.
    heard = {group: found.given.get(group, ()) for group in GROUPS}
    cells = {group: cells_of(given, now[group]) for group, given in heard.items()}
    self_collected = found.learner_key == own.public.key
    reliability, needed = reliability_of(cell for group in cells.values() for cell in group.items())
    return {
        "id": hashlib.sha256(own.public.key + found.learner_key + found.framework.encode()).hexdigest()[:12],
        "release": number,
        "groups": [_group(group, given, now[group], cells[group], shuffle) for group, given in heard.items()],
        "collector": None if self_collected else own.public.name,
        "framework": found.framework,
        "released": today.isoformat(),
        "reliability": reliability,
        "raters_needed": needed,
    }


def _group(
    group: str, given: tuple[Given, ...], shown: Shown, cells: Mapping[str, Cell], shuffle: Shuffle
) -> dict[str, Any]:
    if not shown.raters:
        return {"group": group, "n": None, "suppressed": True, "competencies": {}, "withheld": [], "comments": []}
    comments = list(comments_of(given, shown))
    shuffle(comments)
    asked = {id for item in given if item.id in shown.raters for id in item.answers}
    return {
        "group": group,
        "n": len(shown.raters),
        "suppressed": False,
        "competencies": {id: {**asdict(cell), "counts": list(cell.counts)} for id, cell in sorted(cells.items())},
        "withheld": sorted(asked - set(cells)),
        "comments": comments,
    }
