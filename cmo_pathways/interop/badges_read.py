"""Open Badges 3.0 of anybody, read: who issued what, what of it holds, and for one of ours its result.

Of somebody else's badge its structure is checked, and its signature where the key is inside the file; more needs a
network, and the reader is told so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cmo_pathways.interop.badges import Credential, check_badge, credentials_in
from cmo_pathways.interop.case_framework import TITLE
from cmo_pathways.interop.findings import Findings, LeftOut, counted_left_out
from cmo_pathways.interop.names import competency_id, stable_uri
from cmo_pathways.interop.open_badges import SELF_ISSUED, VALUES, level_uri, value_uri
from cmo_pathways.interop.results import Result, ResultEvidence

NOT_CHECKED = "Only its structure was checked: who issued it and whether it still holds cannot be seen offline."
_KNOWN = {
    *("@context", "id", "type", "name", "description", "issuer", "validFrom", "validUntil", "issuanceDate"),
    *("credentialSubject", "proof", "evidence"),
}


@dataclass(frozen=True, slots=True)
class Badge:
    """One credential as a reader sees it: who issued it, for what, with which result.

    ``signed`` says that a proof is attached; ``says`` tells in sentences what the badge claims, what of it holds, and
    what was not checked. ``result`` is there for a badge of ours.
    """

    id: str
    name: str
    issuer: str
    achievement: str
    achieved: str
    valid_from: str
    valid_until: str
    self_issued: bool
    signed: bool
    result: Result | None
    says: tuple[str, ...]


def read_badges(data: bytes, file: str) -> tuple[tuple[Badge, ...], tuple[LeftOut, ...]]:
    """The credentials in a file, ours or somebody else's, and what of them we do not use.

    The file may be JSON, a signed token, or a picture with a badge inside. Raises InputError with every fault that
    keeps a badge from being understood.
    """
    findings = Findings(file)
    credentials = credentials_in(data, file)
    blocks = [found.value for found in credentials]
    many = len(blocks) > 1
    badges = [_badge(found, f"[{at}]" if many else "", findings) for at, found in enumerate(credentials)]
    if not blocks:
        findings.error("EMPTY", "holds no credential")
    findings.raise_errors()
    extra = [(f"key {key}", "not shown and not checked") for block in blocks for key in block if key not in _KNOWN]
    return tuple(badge for badge in badges if badge is not None), counted_left_out(extra)


def _badge(credential: Credential, where: str, findings: Findings) -> Badge | None:
    value = credential.value
    if not isinstance(value, dict):
        findings.error("TYPE", f"{where or 'the file'} should be a credential")
        return None
    before = len(findings.problems)
    types = value.get("type")
    types = types if isinstance(types, list) else [types]
    if "AchievementCredential" not in types and "OpenBadgeCredential" not in types:
        findings.error("KIND", f"{where or 'it'} is no AchievementCredential of Open Badges 3.0 - check the file")
        return None
    subject = _block(value, "credentialSubject", where, findings)
    achievement = _block(subject, "achievement", f"{where}credentialSubject", findings)
    issuer = value.get("issuer")
    if not isinstance(issuer, str | dict):
        findings.error("KEY", f"{where}issuer is missing - a credential says who issued it")
    for owner, block, keys in (("", value, ("id",)), ("achievement.", achievement, ("id", "name", "criteria"))):
        for key in keys:
            if block and key not in block:
                findings.error("KEY", f"{where}{owner}{key} is missing - Open Badges 3.0 requires it")
    if "validFrom" not in value and "issuanceDate" not in value:
        findings.error("KEY", f"{where}validFrom is missing - Open Badges 3.0 requires it")
    if len(findings.problems) > before:
        return None
    name = issuer.get("name", issuer.get("id", "")) if isinstance(issuer, dict) else issuer
    return Badge(
        id=str(value["id"]),
        name=str(value.get("name") or achievement["name"]),
        issuer=str(name),
        achievement=str(achievement["name"]),
        achieved=_achieved(subject, achievement),
        valid_from=str(value.get("validFrom") or value.get("issuanceDate")),
        valid_until=str(value.get("validUntil") or ""),
        self_issued=value.get("description") == SELF_ISSUED,
        signed=bool(value.get("proof") or credential.token),
        result=_own_result(value, subject, achievement),
        says=check_badge(credential).sentences,
    )


def _block(owner: Mapping[str, Any], key: str, where: str, findings: Findings) -> dict[str, Any]:
    found = owner.get(key)
    if isinstance(found, list) and len(found) == 1:
        found = found[0]
    if isinstance(found, dict):
        return found
    if owner:
        findings.error("KEY", f"{where}.{key} is missing or no block of keys".lstrip("."))
    return {}


def _achieved(subject: Mapping[str, Any], achievement: Mapping[str, Any]) -> str:
    names = {
        str(level.get("id")): str(level.get("name"))
        for described in _dicts(achievement.get("resultDescription"))
        for level in _dicts(described.get("rubricCriterionLevel"))
    }
    for result in _dicts(subject.get("result")):
        found = result.get("achievedLevel") or result.get("value")
        if found:
            return names.get(str(found), str(found))
    return ""


def _own_result(value: Mapping[str, Any], subject: Mapping[str, Any], achievement: Mapping[str, Any]) -> Result | None:
    """The result in a badge that we wrote; None for any other."""
    aligned = next(iter(_dicts(achievement.get("alignment"))), {})
    competency, title = str(aligned.get("targetCode", "")), str(aligned.get("targetFramework", ""))
    if achievement.get("id") != stable_uri(competency_id(competency)) or not title.startswith(f"{TITLE} "):
        return None
    blank = Result(competency, title.removeprefix(f"{TITLE} "), 0, 0, 0, 0, 0, "", "")
    found = {str(item.get("resultDescription")): item for item in _dicts(subject.get("result"))}
    levels = {level_uri(blank, level): level for level in range(6)}
    first = next(iter(_dicts(achievement.get("resultDescription"))), {})
    try:
        numbers = {key: float(found[value_uri(blank, key)]["value"]) for key, _ in VALUES}
        reached = levels[str(found[value_uri(blank, "reached")]["achievedLevel"])]
        target = levels[str(first["requiredLevel"])]
    except (KeyError, TypeError, ValueError):
        return None
    because, at = str(subject.get("narrative", "")), str(value.get("validFrom"))
    return Result(
        competency=competency,
        framework=blank.framework,
        **numbers,
        reached=reached,
        target=target,
        at=at,
        because=because,
        evidence=tuple(
            ResultEvidence(
                str(item.get("id", "")).removeprefix("urn:uuid:"),
                str(item.get("narrative", "")),
                str(item.get("description", "")),
            )
            for item in _dicts(value.get("evidence"))
        ),
    )


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
