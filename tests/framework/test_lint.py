"""The lint of the texts: one plant for each kind of fault, and what it must leave alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.content import Report, content_root
from cmo_pathways.framework import Framework, lint_framework
from cmo_pathways.framework.lint import NEAR, find_faults, likeness
from cmo_pathways.framework.passages import content_words, passages

SHIPPED = load_catalogue().framework
SKILL = "quality-improvement"
SIGNAL = SHIPPED.competencies[SKILL].levels[3].signals[0]


def with_text(part: str, text: str, *, skill: str = SKILL, level: int = 3) -> Framework:
    """The shipped map with one descriptor, first signal or first example in other words."""
    found = SHIPPED.competencies[skill]
    here = found.levels[level]
    value = text if part in ("descriptor", "evidence") else (text, *getattr(here, part)[1:])
    levels = tuple(replace(here, **{part: value}) if at == level else old for at, old in enumerate(found.levels))
    return replace(SHIPPED, competencies={**SHIPPED.competencies, skill: replace(found, levels=levels)})


def codes(framework: Framework) -> list[tuple[str, str]]:
    return [(finding.competency, finding.code) for finding in find_faults(framework)]


def test_the_shipped_texts_have_no_fault():
    assert len(list(passages(SHIPPED))) == 20 * (6 + 15 + 15)
    assert find_faults(SHIPPED) == ()


@pytest.mark.parametrize(
    ("part", "text", "code"),
    [
        ("signals", "Understand the XmR chart and its limits on every ward", "E-VAGUE"),
        ("signals", "Demonstrate PDSA cycles on a medical ward each month", "E-VAGUE"),
        ("descriptor", "I can fully appreciate the driver diagrams and run charts of my own ward.", "E-VAGUE"),
        ("descriptor", "I am familiar with driver diagrams, PDSA cycles and XmR charts on my ward.", "E-VAGUE"),
        ("examples", "A hospitalist lead understands why the sepsis bundle failed on two of nine wards.", "E-VAGUE"),
        ("signals", "Present excellent XmR charts of sepsis mortality to trustees", "E-EMPTY"),
        ("signals", "Run PDSA cycles on falls effectively with two charge nurses", "E-EMPTY"),
        (
            "examples",
            "A surgical chief uses best practices to cut colectomy infections by a third in a year.",
            "E-EMPTY",
        ),
        ("signals", "Plot XmR charts monthly", "E-SHORT"),
        ("signals", "Teach other physicians what the hospital decides about patients", "E-PLAIN"),
        ("signals", "Lead a team to deliver results and drive change", "E-PLAIN"),
        ("signals", "Work with colleagues across the organization to improve outcomes for patients", "E-PLAIN"),
        ("descriptor", "I build a culture of engagement and manage people and resources to reach goals.", "E-PLAIN"),
    ],
)
def test_one_weak_text_is_one_finding_at_its_place(part, text, code):
    found = find_faults(with_text(part, text))
    assert [(f.competency, f.path[:3], f.code) for f in found] == [(SKILL, ("levels", 3, part), code)]


def test_a_vague_word_further_on_is_left_alone():
    assert codes(with_text("signals", "Write beside each XmR point what the ward does not know yet")) == []


def test_the_same_text_in_another_competency_is_told_in_both_files():
    found = codes(with_text("signals", f"{SIGNAL}.", skill="patient-safety"))
    assert found == [("patient-safety", "E-SAME"), (SKILL, "E-SAME")]


def test_a_text_with_one_word_exchanged_is_nearly_the_same():
    near = SIGNAL.replace("Annotate", "Label")
    assert set(codes(with_text("signals", near, skill="data-analytics"))) == {
        (SKILL, "E-NEAR"),
        ("data-analytics", "E-NEAR"),
    }


def test_a_pair_in_one_file_is_told_once_at_the_later_text():
    found = find_faults(with_text("signals", SIGNAL, level=4))
    assert [(f.path, f.code) for f in found] == [(("levels", 4, "signals", 0), "E-SAME")]


def test_a_level_that_hardly_differs_from_the_one_below_is_told_at_the_higher_one():
    below = SHIPPED.competencies[SKILL].levels[2].descriptor
    grown = below.replace("one unit project", "three hospital projects") + " I report results, costs and staff views."
    found = find_faults(with_text("descriptor", grown))
    assert [(f.path, f.code) for f in found] == [(("levels", 3, "descriptor"), "E-GRADE")]


def test_evidence_that_gives_another_age_than_its_number_is_told():
    found = find_faults(with_text("evidence", "An XmR chart, at most two years old, confirmed by the process owner."))
    assert [(f.path, f.code) for f in found] == [(("levels", 3, "evidence_years"), "E-AGE")]
    assert "says 2 years, evidence_years 3" in found[0].message


def test_a_finding_carries_file_line_and_the_other_place():
    folder = content_root() / "data" / "framework" / "competencies"
    report = Report(content_root())
    lint_framework(with_text("signals", SIGNAL, skill="patient-safety"), folder, report)
    here, there = sorted(report.problems, key=lambda problem: problem.file)
    lines = (folder / "quality-improvement.yaml").read_text(encoding="utf-8").splitlines()
    assert SIGNAL in lines[there.line - 1]
    assert f"data/framework/competencies/quality-improvement.yaml:{there.line}" in here.message
    assert f"data/framework/competencies/patient-safety.yaml:{here.line}" in there.message


@given(st.lists(st.sampled_from(list(passages(SHIPPED))), min_size=2, max_size=2))
def test_likeness_is_symmetric_and_whole_only_for_the_same_words(pair):
    one, other = (content_words(passage.text) for passage in pair)
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert (likeness(one, other) == 1) == (one == other)
    assert likeness(one, one) >= NEAR


def test_likeness_of_a_hand_worked_pair():
    # {chart, run, read} and {chart, run, draw, plot}: 2 shared of 5 words
    assert likeness(content_words("Read the run charts"), content_words("Draw or plot a run chart")) == 2 / 5
    assert likeness(frozenset(), frozenset()) == 0.0
