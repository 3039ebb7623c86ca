"""The published shape of a share file, held against the reader: what one takes, the other takes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from cohort.test_share_file import SOUND, WRONG, marked
from jsonschema import Draft202012Validator

from cmo_pathways.cohort import Share, Withdrawal, share_text
from cmo_pathways.content import content_root

SCHEMA = json.loads((content_root() / "data" / "schema" / "share.schema.json").read_text(encoding="utf-8"))
CHECK = Draft202012Validator(SCHEMA)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["title"] and SCHEMA["description"]


def test_what_the_program_writes_keeps_to_the_schema(a_share: Callable[..., Share]) -> None:
    back = Withdrawal("w1", "learner-0001", "2026-12-01T08:00:00Z")
    for value in (a_share(), a_share(2, stage=None, role=None), back):
        assert list(CHECK.iter_errors(json.loads(share_text(value)))) == []
    assert CHECK.is_valid(json.loads(marked(SOUND)))


def in_reach(place: tuple[Any, ...], value: Any, code: str) -> bool:
    """False for what no schema can say: things twice, the order of parts, days that do not exist, hidden letters."""
    hidden = any(letter in str(value) for letter in "\0\u202e\ud800")
    return code != "E-TWICE" and not hidden and place[-1] not in ("parts", "at", "low", "on")


@pytest.mark.parametrize(("place", "value", "code"), [wrong for wrong in WRONG if in_reach(*wrong)])
def test_what_the_reader_refuses_breaks_the_schema(
    a_share: Callable[..., Share], place: Any, value: Any, code: str
) -> None:
    block = content = json.loads(share_text(a_share()))["content"]
    for step in place[:-1]:
        block = block[step]
    block[place[-1]] = value
    assert not CHECK.is_valid(json.loads(marked(content)))
