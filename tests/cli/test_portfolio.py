"""Entries from files and options, what is missing, and the dossier as a file."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import pytest
from jsonschema import Draft202012Validator

from cmo_pathways.cli.portfolio import FORMATS
from cmo_pathways.content import content_root
from cmo_pathways.ledger import open_ledger

ENTRY = """section: impact
title: Falls on the geriatric ward
before: "4.8"
after: "2.9"
unit: per 1,000 patient-days
"""


def test_an_entry_may_come_from_a_file_or_standard_input(run, tmp_path) -> None:
    (tmp_path / "entry.yaml").write_text(ENTRY)
    home = tmp_path / "new"
    assert (
        run("portfolio", "new", "--file", tmp_path / "entry.yaml", "--home", home, "--json").json["entry"] == "impact-1"
    )
    assert run("portfolio", "new", "--file", "-", "--home", home, "--json", stdin=ENTRY).json["entry"] == "impact-2"
    first, second = open_ledger(home).events()
    assert first.body == second.body
    assert first.body["before"] == "4.8"


def test_an_entry_may_come_as_fields(run, tmp_path) -> None:
    words = ["--set", "title=Board certification", "--set", "year=2013-10", "--set", "issuer=A = B"]
    run("portfolio", "new", "--section", "credential", *words, "--home", tmp_path / "new")
    (event,) = open_ledger(tmp_path / "new").events()
    expected = {"section": "credential", "title": "Board certification", "year": "2013-10", "issuer": "A = B"}
    assert (event.kind, event.subject, dict(event.body)) == ("entry", "credential-1", expected)


def test_check_names_what_is_weak_and_what_is_missing(run, tmp_path) -> None:
    home = tmp_path / "new"
    run("portfolio", "new", "--file", "-", "--home", home, stdin=ENTRY)
    told = run("portfolio", "check", "--home", home, "--json").json
    assert "Who can confirm them" in told["weak"]["impact-1"]
    assert told["problems"] == []
    assert any(sentence.startswith("No position yet") for sentence in told["missing"])
    words = run("portfolio", "check", "--home", home).out
    assert "Who can confirm them" in words and "No position yet" in words


def test_check_names_faults_that_a_screen_left(run, tmp_path) -> None:
    home = tmp_path / "new"
    at = datetime(2026, 11, 3, 21, 14, tzinfo=UTC)
    open_ledger(home).append("entry", "impact-1", {"section": "impact", "before": "4.8"}, at=at)
    done = run("portfolio", "check", "--home", home, "--json")
    assert done.status == 1
    assert {problem["entry"] for problem in done.json["problems"]} == {"impact-1"}
    assert "to mend" in done.sentence or "mend" in done.sentence


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_is_recorded_with_its_hash(run, home, tmp_path, form) -> None:
    file = tmp_path / f"dossier.{form}"
    told = run("portfolio", "export", "--format", form, "--out", file, "--home", home, "--json").json
    event = open_ledger(home).events()[-1]
    assert told["file"] == str(file)
    assert (event.kind, event.subject) == ("export", file.name)
    assert event.body == {
        "audience": "hospital-board",
        "kind": "dossier",
        "format": form,
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        "pages": told["pages"],
    }


def test_the_same_entries_give_the_same_bytes(run, home, tmp_path) -> None:
    for form in FORMATS:
        for name in ("one", "two"):
            run("portfolio", "export", "--format", form, "--out", tmp_path / name, "--home", home)
        assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_without_out_the_file_stands_among_the_exports(run, home) -> None:
    told = run("portfolio", "export", "--audience", "fellowship", "--home", home, "--json").json
    assert told["file"].startswith(str(home / "exports" / "dossier-fellowship-"))


def test_the_json_file_holds_the_document_and_what_it_was_made_from(run, home, tmp_path) -> None:
    run("portfolio", "export", "--format", "json", "--out", tmp_path / "d.json", "--home", home)
    told = json.loads((tmp_path / "d.json").read_text())
    assert told["document"]["title"] == "Imogen Vasquez-Thorne, MD, MBA"
    schema = json.loads((content_root() / "data" / "schema" / "portfolio.schema.json").read_text(encoding="utf-8"))
    assert [fault.message for fault in Draft202012Validator(schema).iter_errors(told)] == []
    assert len(told["source"]["entries"]) == 12


def test_the_markdown_file_holds_every_result_with_its_source(run, home, tmp_path) -> None:
    run("portfolio", "export", "--format", "md", "--out", tmp_path / "d.md", "--home", home)
    text = (tmp_path / "d.md").read_text()
    assert text.startswith("# Imogen Vasquez-Thorne, MD, MBA\n")
    assert "**Naloxone rescues after surgery**: 2.9 to 1.1 per 1,000 patient-days" in text
    assert text.count("Source: ") == 3


def test_an_export_says_what_is_missing(run, tmp_path) -> None:
    run("portfolio", "new", "--section", "credential", "--set", "title=CPE", "--home", tmp_path / "new")
    told = run("portfolio", "export", "--home", tmp_path / "new", "--json").json
    complete = next(check for check in told["checks"] if check["name"] == "complete")
    assert complete["ok"] is False and "No name yet" in complete["fix"]


def test_what_could_name_a_patient_stops_the_export_until_it_is_acknowledged(run, tmp_path) -> None:
    home, file = tmp_path / "new", tmp_path / "d.md"
    words = ["--set", "title=Rounds", "--set", "text=Mr. Harlan fell twice."]
    run("portfolio", "new", "--section", "project", *words, "--home", home)
    stopped = run("portfolio", "export", "--format", "md", "--out", file, "--home", home, "--json")
    assert stopped.status == 1 and stopped.json["file"] is None and not file.exists()
    (hit,) = stopped.json["identifiers"]
    assert hit["marked"] == ">>Mr. Harlan<< fell twice." and "Nothing was written" in stopped.sentence
    told = run("portfolio", "check", "--home", home).out
    assert f"--acknowledge {hit['code']}" in told and "no guarantee of compliance" in " ".join(told.split())
    known = run("portfolio", "check", "--acknowledge", hit["code"], "--home", home, "--json").json
    assert [found["acknowledged"] for found in known["identifiers"]] == [True]
    done = run("portfolio", "export", "--format", "md", "--out", file, "--home", home, "--json").json
    assert file.exists()
    assert {check["name"] for check in done["checks"]} >= {"identifiers", "results with a source", "references agreed"}


def test_the_final_report_says_what_was_measured_in_the_file(run, home, tmp_path) -> None:
    told = run("portfolio", "export", "--out", tmp_path / "d.pdf", "--home", home, "--json").json
    checks = {check["name"]: check for check in told["checks"]}
    assert {
        "PDF/A-3a",
        "PDF/UA-1",
        "text found again",
        "reading order",
        "pages",
        "links",
        "figures with a source",
    } <= set(checks)
    assert checks["text found again"]["ok"] and checks["reading order"]["ok"]
    assert checks["pages"]["fix"].startswith(str(told["pages"]))
    words = " ".join(run("portfolio", "export", "--out", tmp_path / "d.pdf", "--home", home).out.split())
    assert "Checked in this file" in words and "phrases were read back from the file" in words


def test_the_hash_list_lies_beside_the_export_where_it_was_asked_for(run, home, tmp_path) -> None:
    file = tmp_path / "d.md"
    asked = ("portfolio", "export", "--format", "md", "--out", file, "--home", home, "--json")
    assert run(*asked).json["hashes"] is None and not (tmp_path / "d.md.sha256").exists()
    assert run(*asked, "--hashes").json["hashes"] == str(tmp_path / "d.md.sha256")
    assert f"{hashlib.sha256(file.read_bytes()).hexdigest()}  d.md" in (tmp_path / "d.md.sha256").read_text()


def test_a_code_that_no_hit_has_is_refused(run, tmp_path) -> None:
    run("portfolio", "new", "--section", "credential", "--set", "title=CPE", "--home", tmp_path / "new")
    done = run("portfolio", "check", "--acknowledge", "abc", "--home", tmp_path / "new")
    assert done.status == 1 and 'No hit has the code "abc"' in done.sentence
