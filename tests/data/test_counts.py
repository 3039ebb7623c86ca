"""The check of the shipped content, as a machine reads it: no problem, and the counts that the product promises."""

from __future__ import annotations

import json
from time import perf_counter

import pytest

from cmo_pathways.cli import main

EXACT = {"competencies": 20, "technical_skills": 19, "soft_abilities": 10, "responsibilities": 15, "tools": 19}
AT_LEAST = {"roles": 16, "steps": 223, "transitions": 407, "sources": 280, "activities": 200}


def test_the_shipped_content_has_no_problem_and_the_promised_counts(capsys: pytest.CaptureFixture[str]) -> None:
    start = perf_counter()
    code = main(["check", "--json"])
    took = perf_counter() - start
    told = json.loads(capsys.readouterr().out)
    print(f"check took {took:.2f} s; 2 s are promised")  # measured, not asserted: a busy machine proves nothing
    assert code == 0
    assert told["problems"] == []
    assert {name: told["counts"][name] for name in EXACT} == EXACT
    assert all(told["counts"][name] >= least for name, least in AT_LEAST.items())
