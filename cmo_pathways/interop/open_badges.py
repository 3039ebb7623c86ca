"""Open Badges 3.0: results as credentials that the learner issues to himself or herself, and says so.

Shapes follow the 1EdTech Open Badges 3.0 specification. Our files carry no proof: a self-issued credential proves
nothing, and a signature would only look as if it did. Of somebody else's badge its structure is checked, and its
signature where the key is inside the file; more needs a network, and the reader is told so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cmo_pathways.framework import Framework
from cmo_pathways.interop.badges import Credential, check_badge, credentials_in
from cmo_pathways.interop.case_framework import TITLE, rubric_level_id
from cmo_pathways.interop.findings import Findings, LeftOut, Written, counted_left_out
from cmo_pathways.interop.names import competency_id, stable_id, stable_uri
from cmo_pathways.interop.results import Result, ResultEvidence, learner_name
from cmo_pathways.json_text import write_json

CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
SELF_ISSUED = "Self-issued: the learner assessed himself or herself. Nobody else has confirmed it; it carries no proof."
NOT_CHECKED = "Only its structure was checked: who issued it and whether it still holds cannot be seen offline."
_VALUES = (("level", "Estimated level"), ("low", "80 % interval, low"), ("high", "80 % interval, high"))


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


def open_badges(framework: Framework, results: Sequence[Result], *, learner: str) -> Written:
    """One AchievementCredential per result in a JSON list; ``learner`` is the random id of the ledger."""
    who = learner_name(learner)
    badges = [_credential(framework, result, who) for result in results]
    left_out = []
    if results:
        left_out.append(LeftOut("chance to meet the target", len(results), "Open Badges have no place for it"))
        left_out.append(LeftOut("importance and priority", len(results), "they say what matters to you, not a result"))
    proofs = sum(len(result.evidence) for result in results)
    return Written(write_json(badges), {"credentials": len(badges), "evidence": proofs}, tuple(left_out))


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


_KNOWN = {
    *("@context", "id", "type", "name", "description", "issuer", "validFrom", "validUntil", "issuanceDate"),
    *("credentialSubject", "proof", "evidence"),
}


def _credential(framework: Framework, result: Result, who: str) -> dict[str, Any]:
    competency = framework.competency(result.competency)
    level = framework.levels[result.reached]
    id = stable_id("credential", who, result.competency, result.framework, result.at)
    issuer = stable_id("issuer", who)
    badge: dict[str, Any] = {
        "@context": list(CONTEXT),
        "id": stable_uri(id),
        "type": ["VerifiableCredential", "AchievementCredential"],
        "name": f"{competency.short}: level {level.level}, {level.name.lower()} (self-issued)",
        "description": SELF_ISSUED,
        "issuer": {
            "id": stable_uri(issuer),
            "type": ["Profile"],
            "name": "The learner (self-issued)",
            "description": SELF_ISSUED,
        },
        "validFrom": result.at,
        "credentialSubject": {
            "id": stable_uri(who),
            "type": ["AchievementSubject"],
            "achievement": _achievement(framework, result),
            "result": _results(result),
            "narrative": result.because,
        },
    }
    if result.evidence:
        badge["evidence"] = [_evidence(item) for item in result.evidence]
    return badge


def _achievement(framework: Framework, result: Result) -> dict[str, Any]:
    competency = framework.competency(result.competency)
    levels = [
        {
            "id": _level(result, name.level),
            "type": ["RubricCriterionLevel"],
            "name": name.name,
            "level": str(name.level),
            "description": text.descriptor,
            "alignment": [_alignment(framework, competency.name, result, name.level)],
        }
        for name, text in zip(framework.levels, competency.levels, strict=True)
    ]
    values = [
        {
            "id": _value_id(result, key),
            "type": ["ResultDescription"],
            "name": name,
            "resultType": "RawScore",
            "valueMin": "0",
            "valueMax": "5",
        }
        for key, name in _VALUES
    ]
    return {
        "id": stable_uri(competency_id(competency.id)),
        "type": ["Achievement"],
        "achievementType": "Competency",
        "name": competency.name,
        "description": competency.what_it_is,
        "criteria": {"narrative": f"{SELF_ISSUED} The level is an estimate from the learner's own ratings and cases."},
        "alignment": [_alignment(framework, competency.name, result)],
        "resultDescription": [
            {
                "id": _value_id(result, "reached"),
                "type": ["ResultDescription"],
                "name": "Level reached (more likely than not)",
                "resultType": "RubricCriterionLevel",
                "requiredLevel": _level(result, result.target),
                "rubricCriterionLevel": levels,
            },
            *values,
        ],
    }


def _alignment(framework: Framework, name: str, result: Result, level: int | None = None) -> dict[str, Any]:
    if level is None:
        target, kind, code = competency_id(result.competency), "CFItem", result.competency
    else:
        target = rubric_level_id(result.framework, result.competency, level)
        kind, code = "CFRubricCriterionLevel", f"{result.competency}/{level}"
    return {
        "type": ["Alignment"],
        "targetName": name if level is None else f"{name}, level {level}",
        "targetUrl": stable_uri(target),
        "targetFramework": f"{TITLE} {framework.version}",
        "targetCode": code,
        "targetType": kind,
    }


def _results(result: Result) -> list[dict[str, Any]]:
    reached = {
        "type": ["Result"],
        "resultDescription": _value_id(result, "reached"),
        "achievedLevel": _level(result, result.reached),
    }
    values = [
        {"type": ["Result"], "resultDescription": _value_id(result, key), "value": f"{getattr(result, key):g}"}
        for key, _ in _VALUES
    ]
    return [reached, *values]


def _evidence(item: ResultEvidence) -> dict[str, Any]:
    block = {"id": stable_uri(item.id), "type": ["Evidence"], "name": "Evidence named by the learner"}
    return {**block, "narrative": item.text, "description": item.date}


def _level(result: Result, level: int) -> str:
    return stable_uri(rubric_level_id(result.framework, result.competency, level))


def _value_id(result: Result, key: str) -> str:
    return stable_uri(stable_id("result", result.framework, result.competency, key))


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
    levels = {_level(blank, level): level for level in range(6)}
    first = next(iter(_dicts(achievement.get("resultDescription"))), {})
    try:
        numbers = {key: float(found[_value_id(blank, key)]["value"]) for key, _ in _VALUES}
        reached = levels[str(found[_value_id(blank, "reached")]["achievedLevel"])]
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
