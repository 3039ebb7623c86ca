"""What could name a patient: known sentences, and how many of some 560 labelled ones are found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from portfolio.sample import ENTRIES, PROFILE

from cmo_pathways.portfolio import acknowledge, identifier_hits, text_hits
from cmo_pathways.portfolio.identifiers import load_identifiers, sentences

LABELLED: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "identifiers.yaml").read_text(encoding="utf-8")
)["sentences"]
KINDS = load_identifiers().kinds


def kinds_in(text: str) -> set[str]:
    return {hit.kind for hit in text_hits(text)}


def can_block(kind: str) -> bool:
    return "block" in (KINDS[kind].severity, KINDS[kind].of_patient)


def test_the_labelled_sentences_are_many_and_nearly_half_are_clean():
    clean = [item for item in LABELLED if not item["kinds"]]
    assert len(LABELLED) >= 150 and len(clean) >= 70
    assert {kind for item in LABELLED for kind in item["kinds"]} == set(KINDS)


def test_sentences_that_the_patterns_were_mended_by_are_all_right():
    """This guards what was reached and estimates nothing; parts d and e do."""
    wanted, found = pairs("abcm")
    assert [pair for pair in wanted if pair not in found] == []
    assert [pair for pair in found if pair not in wanted] == []


@pytest.mark.parametrize("part", ["d", "e"])
def test_sentences_that_no_pattern_was_mended_by_are_found_nearly_always(part, capsys):
    wanted, found = pairs(part)
    block = [pair for pair in wanted if can_block(pair[1])]
    recall = sum(pair in found for pair in wanted) / len(wanted)
    severe = sum(pair in found for pair in block) / len(block)
    precision = sum(pair in wanted for pair in found) / len(found)
    with capsys.disabled():
        print(
            f"\nidentifiers, unread part {part}: recall {recall:.1%} of {len(wanted)} ({severe:.1%} of {len(block)} "
            f"that can block), false alarms {1 - precision:.1%} of {len(found)} hits"
        )
    assert len(wanted) >= 30
    assert recall >= 0.95 and severe >= 0.95
    assert precision >= 0.90


HOSTILE = (
    "a", "a-", "a.", "1", "1-", "1 ", "A.", "Aa ", "(", ":", "O'", "x@", "fax ", "http", "0000 ", "555-", "Mr. A ",
    "DOB ", "Mary ", "the mayor ", "two of ", "patient number no id is ", "a patient March 3, 2021 ",
    "a miner from Xa ", "a\n",
)  # fmt: skip


def test_a_hostile_text_of_100_kB_is_read_in_steps_that_grow_with_its_length():
    """A pattern that tried every pair of places would take hours; the limit is far above what this computer needs."""
    script = "import sys; from cmo_pathways.portfolio import text_hits\nfor piece in sys.argv[1:]:\n"
    script += "    text_hits(piece * (100_000 // len(piece)))"
    done = subprocess.run([sys.executable, "-c", script, *HOSTILE], capture_output=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr.decode()


def pairs(parts: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The labels, and what is found, in some parts of the file."""
    read = [item for item in LABELLED if item["part"] in parts]
    wanted = [(item["text"], kind) for item in read for kind in item["kinds"]]
    return wanted, [(item["text"], kind) for item in read for kind in kinds_in(item["text"])]


def test_a_hit_stands_in_its_sentence_with_its_mend():
    (hit,) = text_hits("It was late. A patient was admitted on March 14, 2024 with sepsis. We met.")
    assert hit.marked == "A patient was admitted on >>March 14, 2024<< with sepsis."
    assert (hit.kind, hit.rule, hit.severity, hit.mend) == ("date", "C", "block", 'Write "in 2024".')


def test_a_sentence_goes_on_about_the_patient_of_the_one_before():
    text = "A patient waited in the hallway. She died on 3 March 2023. The board met on 9 March 2023."
    assert [hit.sentence for hit in text_hits(text)] == ["She died on 3 March 2023."]


def test_what_only_needs_a_look_blocks_where_it_is_about_one_patient():
    assert [hit.severity for hit in text_hits("Read it at www.example.org/news.")] == ["look"]
    assert [hit.severity for hit in text_hits("The story of the patient is at www.example.org/news.")] == ["block"]


def test_contact_data_of_the_learner_of_confirmers_and_of_references_are_no_hit():
    entries = {
        "i": {"section": "impact", "title": "x", "verifier": "Ms. Okafor", "result": "Ms. Okafor confirmed it."},
        "r": {"section": "reference", "title": "Mr. Lund", "contact": "lund@example.org", "consent": "2026-01"},
        "p": {"section": "project", "text": "Ask Mr. Lund (lund@example.org) or me at 614-555-0142."},
    }
    assert identifier_hits(entries, PROFILE) == ()
    hits = identifier_hits({"p": entries["p"]}, PROFILE)
    assert [hit.kind for hit in hits] == ["name", "email"]


def test_an_acknowledged_hit_stops_nothing_until_its_sentence_changes():
    body = {"section": "project", "title": "Rounds", "text": "Mr. Harlan fell twice."}
    (hit,) = identifier_hits({"p": body})
    assert hit.blocks
    known = acknowledge(body, hit.code)
    assert acknowledge(known, hit.code) == known
    assert [found.blocks for found in identifier_hits({"p": known})] == [False]
    changed = {**known, "text": "Mr. Harlan fell three times."}
    assert [found.blocks for found in identifier_hits({"p": changed})] == [True]


def test_the_statement_of_the_profile_is_read_and_acknowledged_too():
    profile = {"name": "A. Chen, MD", "statement": "I lead because Mr. Harlan fell."}
    (hit,) = identifier_hits({}, profile)
    assert (hit.entry, hit.field, hit.blocks) == ("profile", "statement", True)
    assert not identifier_hits({}, {**profile, "acknowledged": hit.code})[0].blocks


def test_the_sample_portfolio_is_clean():
    assert identifier_hits(ENTRIES, PROFILE) == ()


@pytest.mark.parametrize("field", ["document", "number", "url"])
def test_fields_that_are_never_printed_or_are_addresses_are_not_read(field):
    assert identifier_hits({"k": {"section": "credential", "title": "x", field: "MRN 4471902"}}) == ()


def test_titles_and_initials_end_no_sentence():
    assert sentences("Dr. J. Okafor met Mr. Lund. It rained.\nWe left") == (
        "Dr. J. Okafor met Mr. Lund.",
        "It rained.",
        "We left",
    )


@given(st.text(max_size=300))
def test_any_text_can_be_read_and_every_hit_lies_in_it(text):
    for hit in text_hits(text):
        assert 0 <= hit.start < hit.end <= len(hit.sentence)
        assert hit.sentence in text
