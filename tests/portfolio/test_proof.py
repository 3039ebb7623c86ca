"""Credentials that run out, consent, hints and the report of an export: hand-worked portfolios."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from portfolio.sample import ENTRIES, PROFILE, TODAY

from cmo_pathways.errors import UnsafeExport
from cmo_pathways.portfolio import (
    consent_problems,
    credentials_due,
    hints_for,
    load_audience,
    proof_checks,
    refuse_identifiers,
)
from cmo_pathways.portfolio.proof import figures_without_source

BOARD = load_audience("hospital-board")


def credential(expires: str) -> dict[str, str]:
    return {"section": "credential", "title": "Ohio license", "expires": expires}


@pytest.mark.parametrize(
    ("expires", "within"),
    [("2026-10", 0), ("2026-11", 30), ("2026-12", 90), ("2027-02", 180), ("2026", 90), ("2027", None), ("", None)],
)
def test_a_credential_is_due_by_the_last_day_of_its_month_or_year(expires, within):
    due = credentials_due({"k": credential(expires)}, TODAY)
    assert [item.within for item in due] == ([] if within is None else [within])


def test_the_most_urgent_credential_comes_first_and_says_what_to_do():
    due = credentials_due({"a": credential("2027-02"), "b": credential("2026-10")}, TODAY)
    assert [item.entry for item in due] == ["b", "a"]
    assert due[0].sentence == "Ohio license ran out in October 2026. Renew it, or correct the date."
    assert due[1].sentence == "Ohio license runs out in February 2027, within 180 days. Start its renewal."


@pytest.mark.parametrize(("consent", "count"), [("", 1), ("2024-10", 1), ("2024-11", 0), ("2026", 0)])
def test_consent_is_asked_again_after_two_years(consent, count):
    found = consent_problems({"r": {"section": "reference", "title": "A. Lund", "consent": consent}}, TODAY)
    assert len(found) == count


def hints(entries: dict[str, Any], **targets: float) -> list[str]:
    asked = {name.replace("_", "-"): level for name, level in targets.items()}
    found = hints_for(entries, reader=BOARD, targets=asked, names={"financial-acumen": "Financial acumen"}, today=TODAY)
    return [hint.text for hint in found]


def test_a_competency_without_evidence_is_named_with_the_level_that_the_role_asks():
    expected = "No evidence yet for Financial acumen, which this role asks at level 4 and this reader weighs"
    assert any(text.startswith(expected) for text in hints({}, financial_acumen=4))
    shown = {"p": {"section": "project", "title": "x", "competencies": ["financial-acumen"]}}
    assert not any("Financial" in text for text in hints(shown, financial_acumen=4))


def test_a_result_says_what_it_lacks():
    told = hints({"i": {"section": "impact", "title": "Falls", "before": "4", "after": "2", "verifier": "J. Okafor"}})
    assert "Falls does not say out of what." in told and "Falls compares with nothing." in told
    assert "Falls names nobody who can confirm it." not in told


def test_a_long_statement_and_a_gap_between_posts_are_named():
    entries = {
        "s": {"section": "statement", "text": "word " * 121},
        "a": {"section": "position", "title": "Chief", "organization": "x", "start": "2022-02"},
        "b": {"section": "position", "title": "Attending", "organization": "x", "start": "2015", "end": "2021-06"},
    }
    told = hints(entries)
    assert "The statement has 121 words." in told
    assert "There are 7 months without a post before Chief." in told
    entries["a"]["start"] = "2022-01"
    assert not any("without a post" in text for text in hints(entries))


def test_what_could_name_a_patient_stops_an_export_until_it_is_acknowledged():
    body: dict[str, Any] = {"section": "project", "title": "x", "text": "Mr. Harlan fell."}
    with pytest.raises(UnsafeExport, match=r"Name of a patient or relative in p could name") as caught:
        refuse_identifiers({"p": body}, {})
    code = caught.value.hits[0].code  # type: ignore[attr-defined]
    (hit,) = refuse_identifiers({"p": {**body, "acknowledged": [code]}}, {})
    assert hit.acknowledged


def test_the_report_names_own_accounts_loose_figures_and_old_credentials():
    entries = {**ENTRIES, "s1": {"section": "statement", "text": "I led 310 beds and USD 77 million since 2019."}}
    checks = {check.name: check for check in proof_checks(entries, PROFILE, (), TODAY)}
    assert checks["results with a source"].fix == "Hand hygiene on opening rounds rests on your own account."
    assert checks["figures in the statement"].fix == "The statement says 77; no entry shown holds it."
    assert checks["credentials in force"].ok and checks["identifiers"].ok
    later = {check.name: check for check in proof_checks(ENTRIES, PROFILE, (), date(2028, 1, 1))}
    assert not later["credentials in force"].ok


def test_figures_of_an_entry_without_any_source_are_named_once():
    entries = {
        "a": {"section": "project", "title": "Order sets", "text": "From 214 to 61 in 2023, twice 61, with 3 nurses."},
        "b": {"section": "project", "title": "Beds", "text": "Opened 14 beds.", "url": "https://www.example.org/beds"},
        "c": {"section": "impact", "title": "Falls", "text": "From 48 to 29."},
    }
    assert figures_without_source(entries) == {"a": ("214", "61")}
    (check,) = (check for check in proof_checks(entries, {}, (), TODAY) if check.name == "figures with a source")
    assert not check.ok
    assert check.fix == "These rest on your own word: Order sets (214, 61). Be ready to say where they come from."
