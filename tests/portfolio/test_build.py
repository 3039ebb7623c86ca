from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from portfolio.sample import ENTRIES, PROFILE, TODAY, sample_portfolio

from cmo_pathways.document import Bars, Entry, Facts, Heading, KeyFigures, Note, Prose, Result, to_json
from cmo_pathways.errors import UnknownId
from cmo_pathways.portfolio import (
    audience_ids,
    build_portfolio,
    load_labels,
    rests_on,
    sendable_entries,
    sendable_fields,
)
from cmo_pathways.portfolio.shape import date_words, sentence

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("audience", audience_ids())
def test_the_dossier_is_as_reviewed(audience: str):
    file = GOLDEN / f"{audience}.json"
    made = to_json(sample_portfolio(audience).document) + "\n"
    if os.environ.get("CMO_REFRESH_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(made, encoding="utf-8")
    assert made == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("audience", audience_ids())
def test_every_entry_is_chosen_or_left_out_with_a_reason(audience: str):
    portfolio = sample_portfolio(audience)
    left = {item.id: item.reason for item in portfolio.left_out}
    assert sorted([*portfolio.chosen, *left]) == sorted(ENTRIES)
    assert all(reason.endswith(".") for reason in left.values())


def test_a_dossier_for_a_board_opens_with_three_results_and_has_its_order():
    blocks = sample_portfolio("hospital-board").document.blocks
    assert isinstance(blocks[0], KeyFigures)
    assert [item.label for item in blocks[0].items] == [ENTRIES[i]["title"] for i in ("i1", "i2", "i3")]
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    assert headings[:3] == ["What I would bring to this board", "Results with evidence", "In a crisis"]


def test_results_and_strengths_name_what_they_rest_on():
    blocks = sample_portfolio("hospital-board").document.blocks
    sources = [block.source for block in blocks if isinstance(block, Result)]
    assert sources[0] == "Quality department; verified by J. Okafor, CQO"
    assert sources[3] == "Own account; no source named yet"
    (bars,) = [block for block in blocks if isinstance(block, Bars)]
    assert "from 20 self-ratings and 1 case, November 2026" in bars.caption
    assert "target for a community-hospital CMO" in bars.caption


def test_strengths_without_a_basis_say_so_and_plain_tuples_will_do():
    made = build_portfolio(
        {}, audience="fellowship", today=TODAY, profile=PROFILE, strengths=(("Ethics", 3.0, 2.0, 4.0, None),)
    )
    (bars,) = [block for block in made.document.blocks if isinstance(block, Bars)]
    assert "from no evidence named" in bars.caption
    assert "target" not in bars.caption


def test_positions_print_newest_first_and_a_present_post_ends_today():
    entries = [b for b in sample_portfolio("health-system").document.blocks if isinstance(b, Entry)]
    positions = [b for b in entries if b.ref.startswith("p")]
    assert [b.ref for b in positions] == ["p1", "p2", "p3"]
    assert positions[0].dates == "Jul 2022 to today"


@pytest.mark.parametrize("audience", audience_ids())
def test_an_empty_portfolio_says_what_is_missing(audience: str):
    made = build_portfolio({}, audience=audience, today=TODAY, profile={})
    assert made.document.title
    assert made.chosen == ()
    (note,) = [block for block in made.document.blocks if isinstance(block, Note)]
    (facts,) = [block for block in made.document.blocks if isinstance(block, Facts)]
    assert note.title == "Not ready to send."
    assert [label for label, _ in facts.rows][:3] == ["Name", "Statement", *facts.rows[2][:1]]
    assert len(made.missing) == len(facts.rows)


def test_a_dossier_with_name_and_entries_prints_no_list_of_what_is_missing():
    made = build_portfolio({"d1": ENTRIES["d1"]}, audience="hospital-board", today=TODAY, profile=PROFILE)
    assert not [block for block in made.document.blocks if isinstance(block, Note | Facts)]
    assert "No result yet." in " ".join(made.missing)


def test_an_entry_that_lacks_a_required_field_is_left_out_with_the_field_named():
    made = sample_portfolio("hospital-board", entries={**ENTRIES, "bad": {"section": "position", "title": "Chief"}})
    assert {item.id: item.reason for item in made.left_out} == {"bad": "Organization is missing. Fill it in."}


def test_entries_of_an_unknown_section_and_removed_ones_do_not_print():
    entries = {"x": {"section": "hobby", "title": "Sailing"}, "y": {**ENTRIES["d1"], "removed": True}}
    made = sample_portfolio("hospital-board", entries=entries)
    assert made.chosen == ()
    assert [item.id for item in made.left_out] == ["x"]


def test_more_entries_than_an_audience_reads_are_left_out_oldest_first():
    papers = {
        f"u{year}": {"section": "publication", "text": f"Paper {year}", "year": str(year)} for year in range(2010, 2022)
    }
    made = sample_portfolio("hospital-board", entries=papers)
    assert made.chosen == tuple(f"u{year}" for year in range(2021, 2015, -1))
    assert made.left_out[0].reason == "Selected publications holds at most 6 for this audience."


def test_the_statement_of_the_profile_serves_where_no_entry_has_one():
    profile = {**PROFILE, "statement": "From the profile."}
    assert _statement(sample_portfolio("health-system", profile=profile)) == ENTRIES["s1"]["text"]
    rest = {id: body for id, body in ENTRIES.items() if id != "s1"}
    made = sample_portfolio("health-system", profile=profile, entries=rest)
    assert _statement(made) == "From the profile."
    assert "profile" not in made.chosen


def test_an_audience_that_is_not_there_is_named():
    with pytest.raises(UnknownId, match="audience"):
        sample_portfolio("moon-base")


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, "from no evidence yet"),
        ({"ratings": 1}, "from 1 self-rating"),
        ({"ratings": 20, "cases": 1}, "from 20 self-ratings and 1 case"),
        ({"ratings": 20, "cases": 2, "colleagues": 6}, "from 20 self-ratings, 2 cases and 6 colleagues"),
    ],
)
def test_what_an_estimate_rests_on(counts: dict[str, int], words: str):
    assert rests_on(**counts) == words
    assert rests_on(**counts, until=date(2026, 11, 3)) == (words + ", November 2026" if counts else words)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"start": "2019", "end": "2022"}, "2019 to 2022"),
        ({"start": "2022-07"}, "Jul 2022 to today"),
        ({"year": "2011"}, "2011"),
        ({"year": 2011}, "2011"),
        ({"year": "2024", "expires": "2034-12"}, "2024, in force until Dec 2034"),
        ({"start": "spring 2019"}, "spring 2019 to today"),
        ({}, ""),
    ],
)
def test_dates_in_words(body: dict[str, object], words: str):
    assert date_words(body, load_labels()) == words


def test_a_sentence_ends_once():
    assert [sentence(t) for t in ("Done", "Done.", "Done?", "to 21 %", "")] == [
        "Done.",
        "Done.",
        "Done?",
        "to 21 %.",
        "",
    ]


def _statement(portfolio: object) -> str:
    blocks = portfolio.document.blocks  # type: ignore[attr-defined]
    return next(block.text for block in blocks if isinstance(block, Prose))


def test_a_license_number_and_contact_data_without_consent_never_leave_the_computer():
    license = {"section": "credential", "title": "License", "number": "35.1"}
    friend = {"section": "reference", "title": "J. Okafor", "contact": "o@example.org"}
    assert sendable_fields(license) == {"section": "credential", "title": "License"}
    assert sendable_fields({**friend, "original": {"format": "CSV", "record": {"a": "b"}}}) == sendable_fields(friend)
    assert sendable_fields(friend) == {"section": "reference", "title": "J. Okafor"}
    assert sendable_fields({**friend, "consent": "2026-03"})["contact"] == "o@example.org"


def test_what_may_be_sent_is_sound_and_not_left_out_for_the_reader():
    entries = {
        "a": {"section": "award", "title": "Prize", "excluded": ["payer"]},
        "b": {"section": "award"},
        "c": {"section": "award", "title": "Kept"},
    }
    sent, left_out = sendable_entries(entries, audience="payer")
    assert list(sent) == ["c"]
    assert {item.id: item.reason for item in left_out} == {
        "b": "Award is missing. Fill it in.",
        "a": "You left it out for this reader.",
    }
