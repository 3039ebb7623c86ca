"""Open Badges 3.0: results as credentials that the learner issues to himself or herself, and says so.

Shapes follow the 1EdTech Open Badges 3.0 specification. Our files carry no proof: a self-issued credential proves
nothing, and a signature would only look as if it did.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cmo_pathways.framework import Framework
from cmo_pathways.interop.case_framework import TITLE, rubric_level_id
from cmo_pathways.interop.findings import LeftOut, Written
from cmo_pathways.interop.names import competency_id, stable_id, stable_uri
from cmo_pathways.interop.results import Result, ResultEvidence, learner_name
from cmo_pathways.json_text import write_json

CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
SELF_ISSUED = "Self-issued: the learner assessed himself or herself. Nobody else has confirmed it; it carries no proof."
VALUES = (("level", "Estimated level"), ("low", "80 % interval, low"), ("high", "80 % interval, high"))
"""What a badge of ours tells of a level, beside the level reached: its key in a result and its name."""


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


def level_uri(result: Result, level: int) -> str:
    """The address of a level of the competency of a result."""
    return stable_uri(rubric_level_id(result.framework, result.competency, level))


def value_uri(result: Result, key: str) -> str:
    """The address of one value of a result, such as ``low``."""
    return stable_uri(stable_id("result", result.framework, result.competency, key))


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
            "id": level_uri(result, name.level),
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
            "id": value_uri(result, key),
            "type": ["ResultDescription"],
            "name": name,
            "resultType": "RawScore",
            "valueMin": "0",
            "valueMax": "5",
        }
        for key, name in VALUES
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
                "id": value_uri(result, "reached"),
                "type": ["ResultDescription"],
                "name": "Level reached (more likely than not)",
                "resultType": "RubricCriterionLevel",
                "requiredLevel": level_uri(result, result.target),
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
        "resultDescription": value_uri(result, "reached"),
        "achievedLevel": level_uri(result, result.reached),
    }
    values = [
        {"type": ["Result"], "resultDescription": value_uri(result, key), "value": f"{getattr(result, key):g}"}
        for key, _ in VALUES
    ]
    return [reached, *values]


def _evidence(item: ResultEvidence) -> dict[str, Any]:
    block = {"id": stable_uri(item.id), "type": ["Evidence"], "name": "Evidence named by the learner"}
    return {**block, "narrative": item.text, "description": item.date}
