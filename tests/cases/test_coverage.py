"""The shipped cases together: every competency at least twice, every skill, ability, responsibility and tool."""

from __future__ import annotations

from collections import Counter

import pytest
import yaml

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.content import content_root

LISTS = yaml.safe_load((content_root() / "data" / "scope.yaml").read_text(encoding="utf-8"))["lists"]
CASES = load_catalogue().cases


def test_there_are_cases_for_a_whole_curriculum_from_easy_to_hard_in_many_settings() -> None:
    assert len(CASES) >= 24
    assert {case.difficulty for case in CASES.values()} == {1, 2, 3, 4, 5}
    assert len({case.sector for case in CASES.values()}) >= 5
    assert all(10 <= case.minutes.play <= 25 for case in CASES.values())
    assert all(case.fictional for case in CASES.values())


def test_every_competency_is_scored_in_two_cases_or_more() -> None:
    scored = Counter(name for case in CASES.values() for name in case.competencies)
    assert {name: scored[name] for name in load_catalogue().framework.competencies if scored[name] < 2} == {}


@pytest.mark.parametrize("list_id", ["b", "c", "d", "e"])
def test_every_item_of_the_skills_abilities_responsibilities_and_tools_has_a_case(list_id: str) -> None:
    (found,) = [block for block in LISTS if block["id"] == list_id]
    bare = [item["id"] for item in found["items"] if not any(place.get("case") in CASES for place in item["places"])]
    assert bare == []
