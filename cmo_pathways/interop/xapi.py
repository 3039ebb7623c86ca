"""xAPI statements: each result as one line for a learning record store, without a name or a mail address.

The verb ``scored`` is ADL's; ``achieved`` (its Total Learning Architecture profile) is used where the target of the
role is met. A statement of the same result always has the same id, so that sending a file twice adds nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cmo_pathways.errors import InputError, Problem
from cmo_pathways.framework import Framework
from cmo_pathways.interop.case_framework import TITLE
from cmo_pathways.interop.findings import Findings, LeftOut, Written, counted_left_out
from cmo_pathways.interop.names import competency_id, framework_id, stable_id, stable_uri
from cmo_pathways.interop.results import Result, learner_name
from cmo_pathways.json_text import MAX_BYTES, read_json, write_json

SCORED = "http://adlnet.gov/expapi/verbs/scored"
ACHIEVED = "https://w3id.org/xapi/tla/verbs/achieved"
HOME_PAGE = "http://localhost/cmo-pathways"
"""Where the pseudonym belongs: this computer, so that nobody can look it up."""
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_EXTENSION = stable_uri(stable_id("xapi-extension", "estimate"))
_COMPETENCY = stable_uri(stable_id("xapi-activity-type", "competency"))
_FRAMEWORK = stable_uri(stable_id("xapi-activity-type", "framework"))


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as a reader sees it; ``scaled`` [-1 to 1]; ``result`` is there for a statement of ours."""

    id: str
    actor: str
    verb: str
    object: str
    scaled: float | None
    timestamp: str
    result: Result | None


def xapi_statements(
    framework: Framework, results: Sequence[Result], *, learner: str, as_lines: bool = False
) -> Written:
    """One statement per result as a JSON list, or as one line each; ``learner`` is the random id of the ledger."""
    who = learner_name(learner)
    found = [_statement(framework, result, who) for result in results]
    lines = "".join(json.dumps(item, ensure_ascii=False, allow_nan=False) + "\n" for item in found)
    left_out = [
        LeftOut("evidence", sum(len(result.evidence) for result in results), "statements name it in words only"),
        LeftOut("chance to meet the target", len(results), "a statement has no place for it"),
        LeftOut("importance and priority", len(results), "they say what matters to you, not a result"),
    ]
    data = lines.encode() if as_lines else write_json(found)
    return Written(data, {"statements": len(found)}, tuple(item for item in left_out if item.count))


def read_statements(data: bytes, file: str) -> tuple[tuple[Statement, ...], tuple[LeftOut, ...]]:
    """The statements in a JSON list, a single block, or lines of JSON. Raises InputError with every fault."""
    findings = Findings(file)
    blocks = _blocks(data, file, findings)
    findings.raise_errors()
    if not blocks:
        findings.error("EMPTY", "holds no statement")
    read = [_read(block, where, findings) for where, block in blocks]
    ids = [statement.id for statement in read if statement is not None and statement.id]
    if len(set(ids)) < len(ids):
        findings.error("TWICE", "holds the same statement id twice - remove one")
    findings.raise_errors()
    extra = [(f"key {key}", "not shown") for _, block in blocks for key in block if key not in _KNOWN]
    return tuple(statement for statement in read if statement is not None), counted_left_out(extra)


_KNOWN = {"id", "actor", "verb", "object", "result", "context", "timestamp", "version"}


def _statement(framework: Framework, result: Result, who: str) -> dict[str, Any]:
    met = result.reached >= result.target
    verb = {"id": ACHIEVED, "display": {"en-US": "achieved"}} if met else _SCORED_VERB
    return {
        "id": stable_id("statement", who, result.competency, result.framework, result.at, result.level, result.target),
        "actor": {"objectType": "Agent", "account": {"homePage": HOME_PAGE, "name": who}},
        "verb": verb,
        "object": {
            "objectType": "Activity",
            "id": stable_uri(competency_id(result.competency)),
            "definition": {
                "type": _COMPETENCY,
                "name": {"en-US": framework.competency(result.competency).name},
            },
        },
        "result": {
            "score": {"scaled": round(result.level / 5, 4), "raw": result.level, "min": 0, "max": 5},
            "success": met,
            "response": f"Self-assessed. {result.because}",
            "extensions": {
                _EXTENSION: {
                    "competency": result.competency,
                    "framework": result.framework,
                    "low": result.low,
                    "high": result.high,
                    "reached": result.reached,
                    "target": result.target,
                }
            },
        },
        "context": {
            "contextActivities": {
                "grouping": [
                    {
                        "objectType": "Activity",
                        "id": stable_uri(framework_id(result.framework)),
                        "definition": {"type": _FRAMEWORK, "name": {"en-US": f"{TITLE} {result.framework}"}},
                    }
                ]
            }
        },
        "timestamp": result.at,
        "version": "1.0.3",
    }


_SCORED_VERB = {"id": SCORED, "display": {"en-US": "scored"}}


def _blocks(data: bytes, file: str, findings: Findings) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, Any]]
    if (
        len(data) <= MAX_BYTES
        and len(lines := [line for line in data.split(b"\n") if line.strip()]) > 1
        and _is_lines(lines)
    ):
        found = [(f"line {at}", _line(line, file, at, findings)) for at, line in enumerate(lines, 1)]
    else:
        value = read_json(data, file)
        found = [(f"[{at}]", item) for at, item in enumerate(value)] if isinstance(value, list) else [("it", value)]
    for where, item in found:
        if item is not None and not isinstance(item, dict):
            findings.error("TYPE", f"{where} should be a statement, a block of keys")
    return [(where, item) for where, item in found if isinstance(item, dict)]


def _is_lines(lines: Sequence[bytes]) -> bool:
    return all(line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") and line.rstrip().endswith(b"}") for line in lines[:2])


def _line(line: bytes, file: str, at: int, findings: Findings) -> Any:
    try:
        return read_json(line, file)
    except InputError as error:
        findings.problems += [Problem(p.file, at, p.code, p.message) for p in error.problems]
        return None


def _read(value: dict[str, Any], where: str, findings: Findings) -> Statement | None:
    before = len(findings.problems)
    actor, verb, about = (_part(value, key, where, findings) for key in ("actor", "verb", "object"))
    for key, block in (("verb", verb), ("object", about)):
        if block and not isinstance(block.get("id"), str) and block.get("objectType") in (None, "Activity"):
            findings.error("KEY", f"{where}: {key}.id is missing - xAPI requires it")
    id = value.get("id", "")
    if id and not (isinstance(id, str) and _UUID.fullmatch(id)):
        findings.error("ID", f"{where}: the id is no UUID")
    result = value.get("result", {})
    score = result.get("score", {}) if isinstance(result, dict) else None
    scaled = score.get("scaled") if isinstance(score, dict) else None
    if not isinstance(result, dict) or not isinstance(score, dict):
        findings.error("TYPE", f"{where}: result and score should be blocks of keys")
    elif scaled is not None and not (_is_number(scaled) and -1 <= scaled <= 1):
        findings.error("RANGE", f"{where}: result.score.scaled should be a number from -1 to 1")
    if len(findings.problems) > before:
        return None
    return Statement(
        id=str(id),
        actor=_actor(actor),
        verb=str(verb.get("id", "")),
        object=str(about.get("id", "")),
        scaled=scaled,
        timestamp=str(value.get("timestamp", "")),
        result=_own_result(value, about),
    )


def _part(value: dict[str, Any], key: str, where: str, findings: Findings) -> dict[str, Any]:
    found = value.get(key)
    if not isinstance(found, dict):
        findings.error("KEY", f"{where}: {key} is missing - a statement has actor, verb and object")
        return {}
    return found


def _actor(actor: dict[str, Any]) -> str:
    account = actor.get("account")
    found = account.get("name") if isinstance(account, dict) else actor.get("name") or actor.get("mbox")
    return str(found or "")


def _own_result(value: dict[str, Any], about: dict[str, Any]) -> Result | None:
    """The result in a statement that we wrote; None for any other."""
    try:
        result = value["result"]
        more = result["extensions"][_EXTENSION]
        found = Result(
            competency=str(more["competency"]),
            framework=str(more["framework"]),
            level=float(result["score"]["raw"]),
            low=float(more["low"]),
            high=float(more["high"]),
            reached=int(more["reached"]),
            target=int(more["target"]),
            at=str(value.get("timestamp", "")),
            because=str(result["response"]).removeprefix("Self-assessed. "),
        )
    except (KeyError, TypeError, ValueError):
        return None
    return found if about.get("id") == stable_uri(competency_id(found.competency)) else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
