"""Shares as xAPI statements: finished cases and levels of a class, for a learning record store, without names.

The verb ``completed`` is ADL's. The actor is a pseudonym that follows from the share's token and belongs to no account.
The same share always gives the same ids, so that sending a file twice adds nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cmo_pathways.cohort.share import Share, SharedPlay
from cmo_pathways.framework import Framework
from cmo_pathways.interop.findings import LeftOut, Written
from cmo_pathways.interop.names import competency_id, stable_id, stable_uri
from cmo_pathways.interop.results import learner_name
from cmo_pathways.interop.xapi import HOME_PAGE, SCORED
from cmo_pathways.json_text import write_json

COMPLETED = "http://adlnet.gov/expapi/verbs/completed"
_CASE = stable_uri(stable_id("xapi-activity-type", "case"))
_COMPETENCY = stable_uri(stable_id("xapi-activity-type", "competency"))
_EXTENSION = stable_uri(stable_id("xapi-extension", "shared-level"))


def share_statements(
    shares: Iterable[Share], titles: Mapping[str, str], framework: Framework, *, as_lines: bool = False
) -> Written:
    """One statement per finished case and per shared level, as a JSON list or one line each.

    ``titles`` are those of the cases by id. Memos, plan and portfolio entries are not part of it, and neither are
    levels of competencies that this version of the skill map does not know.
    """
    given = tuple(shares)
    known = framework.competencies
    found = [one for share in given for one in (*_plays(share, titles), *_levels(share, framework))]
    left_out = (
        LeftOut("memos", sum(len(share.memos) for share in given), "free text stays with the instructor"),
        LeftOut("plans", sum(len(share.plan) for share in given), "a plan is no result"),
        LeftOut("portfolio entries", sum(len(share.entries) for share in given), "free text stays with the instructor"),
        LeftOut("self-ratings around a course", sum(len(share.ratings) for share in given), "levels say it"),
        LeftOut(
            "levels of unknown competencies",
            sum(one.competency not in known for share in given for one in share.levels),
            "this version of the skill map does not have them",
        ),
    )
    lines = "".join(json.dumps(item, ensure_ascii=False, allow_nan=False) + "\n" for item in found)
    data = lines.encode() if as_lines else write_json(found)
    return Written(data, {"statements": len(found)}, tuple(one for one in left_out if one.count))


def _plays(share: Share, titles: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for play in share.cases:
        score = _score(play)
        yield {
            **_head(share, "play", play.play, play.at),
            "verb": {"id": COMPLETED, "display": {"en-US": "completed"}},
            "object": {
                "objectType": "Activity",
                "id": stable_uri(stable_id("case", play.case)),
                "definition": {"type": _CASE, "name": {"en-US": titles.get(play.case, play.case)}},
            },
            "result": {"completion": True, "response": play.ending, **({"score": score} if score else {})},
            "timestamp": play.at,
        }


def _levels(share: Share, framework: Framework) -> Iterator[dict[str, Any]]:
    for one in share.levels:
        if one.competency not in framework.competencies:
            continue
        yield {
            **_head(share, "level", one.competency, share.at),
            "verb": {"id": SCORED, "display": {"en-US": "scored"}},
            "object": {
                "objectType": "Activity",
                "id": stable_uri(competency_id(one.competency)),
                "definition": {
                    "type": _COMPETENCY,
                    "name": {"en-US": framework.competency(one.competency).name},
                },
            },
            "result": {
                "score": {"scaled": round(one.level / 5, 4), "raw": round(one.level, 2), "min": 0, "max": 5},
                "response": "An estimate, with its 80 % interval.",
                "extensions": {_EXTENSION: {"low": round(one.low, 2), "high": round(one.high, 2)}},
            },
            "timestamp": share.at,
        }


def _head(share: Share, kind: str, what: str, at: str) -> dict[str, Any]:
    who = learner_name(share.learner)
    return {
        "id": stable_id("share-statement", who, kind, what, at),
        "actor": {"objectType": "Agent", "account": {"homePage": HOME_PAGE, "name": who}},
        "version": "1.0.3",
    }


def _score(play: SharedPlay) -> dict[str, float] | None:
    best = sum(most for _, most in play.scores.values())
    if best <= 0:
        return None
    got = sum(got for got, _ in play.scores.values())
    # xAPI: raw lies between min and max, scaled between -1 and 1.
    low = min(0.0, got)
    return {"scaled": max(-1.0, min(1.0, round(got / best, 4))), "raw": got, "min": low, "max": max(best, got)}
