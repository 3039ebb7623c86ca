"""Open Badges 3.0 of any issuer, read as credentials; the badge stays beside its entry, so that it can be checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cmo_pathways.errors import Problem
from cmo_pathways.interop.badges import Credential, credentials_in
from cmo_pathways.interop.badges.check import achievement_of, dates_of, issuer_of, subject_of
from cmo_pathways.interop.badges.container import KINDS
from cmo_pathways.interop.badges.stored import FORMAT, MAX_KEPT, kept
from cmo_pathways.interop.findings import LeftOut
from cmo_pathways.interop.incoming.dates import month_of
from cmo_pathways.interop.incoming.found import MAX_RECORDS, Reading, Record
from cmo_pathways.interop.open_badges import SELF_ISSUED
from cmo_pathways.interop.plain_text import one_line

_OURS = "you issued them to yourself here; levels come from your ratings and your evidence"
_LONG = f"the badge itself is longer than {MAX_KEPT // 1000} kB and is not kept, so that its signature cannot be shown"


def read_badge_file(data: bytes, file: str) -> Reading:
    """The badges in a JSON file, a signed token or a picture. Raises InputError where there is none."""
    found = credentials_in(data, file)[: MAX_RECORDS + 1]
    records: list[Record] = []
    problems: list[Problem] = []
    ours = long = 0
    for number, credential in enumerate(found, 1):
        if not _is_badge(credential.value):
            said = f"badge {number}: it is no Open Badge 3.0 - its type should be OpenBadgeCredential"
            problems.append(Problem(file, 0, "E-ROW", said))
        elif credential.value.get("description") == SELF_ISSUED:
            ours += 1
        else:
            rest = kept(credential)
            long += not rest
            records.append(Record("credential", _fields(credential), rest, 0, f"badge {number}"))
    return Reading(FORMAT, tuple(records), tuple(problems), tuple(_ignored(ours, long)))


def _is_badge(value: object) -> bool:
    types = value.get("type") if isinstance(value, Mapping) else None
    return any(name in KINDS for name in (types if isinstance(types, list) else [types]))


def _fields(credential: Credential) -> dict[str, Any]:
    value = credential.value
    since, until = dates_of(value)
    return {
        "title": one_line(achievement_of(value).get("name")) or one_line(value.get("name")),
        "issuer": issuer_of(value),
        "year": month_of(since),
        "expires": month_of(until),
        "number": one_line(subject_of(value).get("licenseNumber")),
    }


def _ignored(ours: int, long: int) -> Iterator[LeftOut]:
    if ours:
        yield LeftOut("badges exported here", ours, _OURS)
    if long:
        yield LeftOut("long badges", long, _LONG)
