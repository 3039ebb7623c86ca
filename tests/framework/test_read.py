"""The skill map as it ships, and a broken twin of it with the exact problems it must yield."""

from __future__ import annotations

import shutil
from itertools import chain
from pathlib import Path

import pytest

from cmo_pathways.content import Report, content_root
from cmo_pathways.errors import UnknownId
from cmo_pathways.framework import read_framework

DATA = content_root() / "data" / "framework"


@pytest.fixture(scope="module")
def shipped():
    report = Report(content_root())
    return read_framework(DATA, report), report


def test_the_shipped_map_has_twenty_competencies_in_four_domains_and_no_problem(shipped):
    framework, report = shipped
    assert report.problems == []
    assert [len(domain.competencies) for domain in framework.domains] == [5, 5, 5, 5]
    assert len(framework.competencies) == 20
    assert len(framework.roles) >= 6


def test_no_sentence_of_the_map_stands_twice(shipped):
    framework, _ = shipped
    levels = list(chain.from_iterable(c.levels for c in framework.competencies.values()))
    sentences = [text for level in levels for text in (level.descriptor, level.evidence, *level.signals) if text]
    assert len(sentences) == 20 * (6 + 5 + 15)
    assert len(set(map(str.lower, sentences))) == len(sentences)


def test_every_target_of_every_role_has_its_own_rationale(shipped):
    framework, _ = shipped
    lines = [target.rationale for role in framework.roles.values() for target in role.targets.values()]
    assert len(lines) == 20 * len(framework.roles)
    assert len(set(lines)) == len(lines)


def test_short_names_fit_a_chart(shipped):
    assert max(len(c.short) for c in shipped[0].competencies.values()) <= 26


def test_a_role_is_found_by_its_step_by_a_borrowing_step_and_by_its_own_id(shipped):
    framework, _ = shipped
    assert framework.role("cmo-hospital-large").id == "role-cmo-hospital-large"
    assert framework.role("associate-cmo").id == "role-vpma"
    assert framework.role("role-cqo").steps == ("chief-quality-officer",)


def test_an_unknown_role_or_competency_is_answered_with_the_nearest(shipped):
    with pytest.raises(UnknownId, match='Did you mean "cmo-hospital-large"'):
        shipped[0].role("cmo-hospital-larg")
    with pytest.raises(UnknownId, match='Did you mean "financial-acumen"'):
        shipped[0].competency("finance-acumen")


def test_each_fault_of_a_broken_map_is_reported_with_file_and_line(tmp_path):
    folder = tmp_path / "framework"
    shutil.copytree(DATA, folder)
    spoil(folder / "competencies/telemedicine.yaml", "domain: technology", "domain: technolgy")
    spoil(folder / "competencies/ehr-management.yaml", "id: ehr-management", "id: ehr")
    spoil(folder / "roles/role-cqo.yaml", "mark: E", "mark: P")
    spoil(folder / "roles/role-vpma.yaml", "level: 4", "level: 7")
    (folder / "competencies/data-analytics.yaml").unlink()
    report = Report(tmp_path)
    read_framework(folder, report)
    found = {(p.file.removeprefix("framework/"), p.code) for p in report.problems}
    assert ("competencies/telemedicine.yaml", "E-DOMAIN") in found
    assert ("competencies/ehr-management.yaml", "E-ID") in found
    assert ("framework.yaml", "E-MISSING") in found
    assert ("roles/role-cqo.yaml", "E-MARK") in found
    assert ("roles/role-vpma.yaml", "E-RANGE") in found
    line = next(p.line for p in report.problems if p.code == "E-RANGE")
    assert "level: 7" in (folder / "roles/role-vpma.yaml").read_text().splitlines()[line - 1]


def spoil(file: Path, good: str, bad: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert good in text
    file.write_text(text.replace(good, bad, 1), encoding="utf-8")
