"""The requirement lists as they ship, and broken twins of them with the exact problems they must yield."""

from __future__ import annotations

import re

import pytest
from framework.small import WRONG, same_as, small_framework

from cmo_pathways.content import Report, content_root
from cmo_pathways.errors import UnknownId
from cmo_pathways.framework import read_crosswalk, read_framework, read_items

DATA = content_root() / "data" / "framework"


@pytest.fixture(scope="module")
def framework():
    return read_framework(DATA, Report(content_root()))


@pytest.fixture(scope="module")
def shipped(framework):
    report = Report(content_root())
    return read_items(DATA, framework, report), report


@pytest.fixture(scope="module")
def crosswalk(framework):
    report = Report(content_root())
    return read_crosswalk(DATA, framework.competencies, report), report


def test_the_shipped_lists_have_the_counts_of_the_mission_and_no_problem(shipped):
    items, report = shipped
    assert report.problems == []
    counts = [len(part) for part in (items.skills, items.abilities, items.responsibilities, items.tools)]
    assert counts == [19, 10, 15, 19]
    assert len(items.variations) == 7


def test_every_competency_carries_an_item_of_the_four_lists(shipped, framework):
    items, _ = shipped
    for competency in framework.competencies:
        assert any(item.kind != "variation" for item in items.linked_to(competency)), competency


def test_every_sector_of_a_role_has_a_variation(shipped, framework):
    named = {sector for variation in shipped[0].variations for sector in variation.sectors}
    assert named == {role.sector for role in framework.roles.values()}


def test_every_item_says_one_sentence_of_its_own_in_us_english(shipped):
    said = [item.what for item in shipped[0]]
    assert len(set(said)) == len(said) == 70
    british = re.compile(r"licence|programme|practising|recognis|organis|utilis|paediatr|centre\b|judgement", re.I)
    for what in said:
        assert what.endswith(".") and what.count(". ") == 0, what
        assert 80 <= len(what) <= 260, what
        assert not british.search(what), what


def test_every_tool_says_what_to_ask_of_it_and_what_it_does_not_do(shipped):
    for tool in shipped[0].tools:
        assert tool.what.startswith("Ask "), tool.id
        assert "; " in tool.what and re.search(r"\b(not|no|neither|never|silent|misleads|more readily)\b", tool.what), (
            tool.id
        )


def test_an_item_is_found_by_its_id_and_a_near_miss_gets_a_hint(shipped):
    assert shipped[0].item("tool-ehr").kind == "tool"
    with pytest.raises(UnknownId, match='Did you mean "skill-finance-basics"'):
        shipped[0].item("skill-finance-basic")


def test_the_broken_lists_yield_exactly_these_problems():
    report = Report(WRONG)
    items = read_items(WRONG / "lists", small_framework(), report)
    same_as(WRONG / "lists.txt", report.problems)
    assert {link for item in items for link in item.competencies} <= {"financial-acumen", "data-analytics"}


def test_the_shipped_crosswalk_matches_each_competency_with_nine_frameworks_and_has_no_problem(crosswalk, framework):
    walk, report = crosswalk
    assert report.problems == []
    assert len(walk.frameworks) == 12
    assert len([f for f in walk.frameworks.values() if f.code]) == 9
    for competency in framework.competencies:
        matches = walk.of(competency)
        assert len(matches) == 9
        assert sum(bool(rows) for _, rows in matches) >= 6, competency


def test_every_framework_names_what_we_may_do_and_no_unverified_one_shows_a_number(crosswalk):
    for framework in crosswalk[0].frameworks.values():
        assert framework.may.startswith("Cite") and framework.licence
        if framework.mark == "U":
            assert not re.search(r"\d", framework.size + framework.levels + framework.year), framework.id


def test_the_crosswalk_holds_names_and_codes_only(crosswalk):
    titles = {row.title for row in crosswalk[0].rows if row.title}
    assert len(titles) > 50
    assert max(len(title) for title in titles) <= 55


def test_a_source_id_is_looked_up_where_the_sources_are_given(framework):
    report = Report(content_root())
    read_crosswalk(DATA, framework.competencies, report, sources=["S381"])
    assert {p.code for p in report.problems} == {"E-SOURCE"}
    assert 'source "S382" is not in sources.yaml' in report.problems[0].message


def test_the_broken_crosswalk_yields_exactly_these_problems():
    report = Report(WRONG)
    read_crosswalk(WRONG / "crosswalk", small_framework().competencies, report, sources=["S01"])
    same_as(WRONG / "crosswalk.txt", report.problems)


def test_a_missing_column_is_one_problem_and_not_a_crash(tmp_path):
    (tmp_path / "frameworks.yaml").write_text((WRONG / "crosswalk/frameworks.yaml").read_text(), encoding="utf-8")
    (tmp_path / "crosswalk.csv").write_text("competency,framework,code,name,mark\na,A,,x,E\n", encoding="utf-8")
    report = Report(tmp_path)
    read_crosswalk(tmp_path, ["data-analytics"], report)
    assert str(report.problems[-1]) == 'crosswalk.csv:1 E-KEY the column "title" is missing - add it'
