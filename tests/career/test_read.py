from __future__ import annotations

import re
import shutil
from pathlib import Path

from cmo_pathways.career import REGIONS, CareerGraph, read_career
from cmo_pathways.content import Report, content_root

WRONG = Path(__file__).parents[1] / "wrong" / "career"
DATA = content_root() / "data" / "career"


def test_the_broken_twin_yields_exactly_these_problems():
    report = Report(WRONG)
    read_career(WRONG / "tables", report)
    assert "\n".join(map(str, report.problems)) + "\n" == (WRONG / "expected.txt").read_text(encoding="utf-8")


def test_the_broken_twin_still_gives_a_graph_without_dangling_ends():
    graph = read_career(WRONG / "tables", Report(WRONG))
    ends = {end for row in graph.transitions for id in (row.origin, row.target) for end in graph.members(id)}
    assert ends and ends <= set(graph.steps)


def test_a_missing_table_is_one_problem_and_not_a_crash(tmp_path: Path):
    report = Report(tmp_path)
    read_career(tmp_path / "career", report)
    assert [problem.code for problem in report.problems] == ["E-FILE"] * 5


def test_a_missing_column_is_named_once(tmp_path: Path):
    shutil.copytree(DATA, tmp_path / "career")
    shutil.copy(DATA.parent / "sources.yaml", tmp_path)
    table = tmp_path / "career" / "wildcards.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("members", "member", 1), encoding="utf-8")
    report = Report(tmp_path)
    read_career(tmp_path / "career", report)
    assert str(report.problems[0]) == (
        'career/wildcards.csv:1 E-KEY the column "members" is missing - add it, empty where nothing is known'
    )


def test_the_whole_graph_ships_with_what_a_hospital_cmo_passes(shipped: CareerGraph):
    expected = (
        "attending-physician medical-director-service section-chief department-chair-community "
        "department-chair-academic medical-staff-officer chief-quality-officer chief-medical-information-officer vpma "
        "associate-cmo cmo-hospital-small cmo-hospital-large degree-mba degree-mha degree-mph degree-mmm "
        "degree-physician-mba cert-cpe cert-halm-board fellowship-halm residency-general-surgery"
    )
    assert set(expected.split()) <= set(shipped.steps)
    assert (len(shipped.steps), len(shipped.transitions), len(shipped.wildcards)) == (223, 407, 3)


def test_everything_that_leads_to_a_shipped_step_ships_too(shipped: CareerGraph):
    assert len(shipped.wildcards["residency-*"].members) == 28
    for wildcard in shipped.wildcards.values():
        assert set(wildcard.members) <= set(shipped.steps)


def test_each_source_is_used_or_known_and_each_used_one_is_listed(shipped: CareerGraph):
    used = {source for row in (*shipped.steps.values(), *shipped.transitions) for source in row.sources}
    assert used <= set(shipped.sources)
    assert len(used) == 172


def test_no_sourced_number_lacks_a_source_and_no_unverified_row_has_numbers(shipped: CareerGraph):
    looked = 0
    for step in shipped.steps.values():
        for figure in step.years.figures + step.cost.figures:
            looked += 1
            assert figure.mark.assumed or step.sources, step.id
            assert not step.unverified, step.id
    assert looked > 200


def test_eight_placeholders_are_kept_and_flagged(shipped: CareerGraph):
    unverified = {id for id, step in shipped.steps.items() if step.unverified}
    abroad = (
        "uk-chief-medical-officer-government singapore-chairman-medical-board uae-medical-director "
        "china-department-director china-hospital-vice-president"
    )
    assert unverified == {"residency-preventive-medicine", "residency-med-peds", "cert-cphims", *abroad.split()}
    assert sum(row.unverified for row in shipped.transitions) == 6


def test_nine_countries_and_a_set_without_a_country_ship(shipped: CareerGraph):
    regions = [step.region for step in shipped.steps.values()]
    assert set(regions) == set(REGIONS) and len(REGIONS) == 9 + 1
    assert {step.stage for step in shipped.steps.values() if step.region == "brazil"} == {
        "training", "senior-leadership", "cmo",
    }  # fmt: skip


def test_a_way_that_closes_carries_its_day(shipped: CareerGraph):
    assert [(row.id, row.opens, row.closes) for row in shipped.transitions if row.opens or row.closes] == [
        ("t066", "", "2030-12-31")
    ]


def test_short_names_fit_a_chart_and_differ(shipped: CareerGraph):
    shorts = [step.short for step in shipped.steps.values()]
    assert len(set(shorts)) == len(shorts)
    assert max(map(len, shorts)) <= 40


def test_roles_on_the_map_have_a_stage_of_their_own(shipped: CareerGraph):
    stages = {step.stage for step in shipped.steps.values() if step.is_role}
    assert stages == {"training", "practice", "first-leadership", "senior-leadership", "cmo"}
    assert {shipped.steps[id].stage for id in ("cmo-hospital-small", "cmo-hospital-large")} == {"cmo"}


def test_words_for_learners_are_us_english():
    british = re.compile(r"licence|programme|practising|recognis|organis|utilis|paediatr|orthopaed|centre\b", re.I)
    for table in sorted(DATA.glob("*.csv")):
        text = re.sub("UK Foundation Programme|uk-foundation-programme", "", table.read_text(encoding="utf-8"))
        assert british.findall(text) == [], table.name
