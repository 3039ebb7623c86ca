"""Brief, biographies, online profile, CV: budgets kept, whole facts only, nothing invented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portfolio.sample import ENTRIES, PROFILE, TODAY

from cmo_pathways.document import Heading, Note, Prose, Table
from cmo_pathways.portfolio import (
    Portfolio,
    audience_ids,
    build_portfolio,
    language_ids,
    load_kind,
    load_kinds,
    load_labels,
)
from cmo_pathways.portfolio.short import within, word_count

PROPOSAL = {
    "section": "proposal",
    "title": "Put one physician in charge of flow, from the door to the discharge lounge",
    "request": "A post of 0.5, the bed board, and ninety days.",
    "first_days": "Walk every unit at 07:00 for two weeks. Then one rule.",
    "still_to_ask": "What the two surgical groups were promised last year.",
}


def made(kind: str, entries: dict[str, dict[str, object]] | None = None, **more: object) -> Portfolio:
    given = {"audience": "hospital-board", "today": TODAY, "profile": PROFILE, **more}
    return build_portfolio(ENTRIES if entries is None else entries, kind=kind, **given)  # type: ignore[arg-type]


def words(portfolio: Portfolio) -> str:
    return " ".join(block.text for block in portfolio.document.blocks if isinstance(block, Prose))


@pytest.mark.parametrize("kind", ["bio-150", "bio-50"])
@pytest.mark.parametrize("language", language_ids())
def test_a_biography_keeps_its_words_and_opens_with_name_and_post(kind: str, language: str):
    text = words(made(kind, language=language))
    assert 20 < word_count(text) <= load_kind(kind).words
    assert text.startswith("Maria Alvarez Chen, MD, MBA ")
    assert "Medical Director, Inpatient Services" in text


def test_a_biography_holds_only_what_the_entries_say():
    facts = " ".join(str(value) for body in (*ENTRIES.values(), PROFILE) for value in body.values())
    ours = " ".join(load_labels().biography.values())
    known = set(re.findall(r"\w+", (facts + " " + ours).lower()))
    said = set(re.findall(r"\w+", words(made("bio-150")).lower()))
    assert said - known <= {"2"}  # the number of publications


def test_a_biography_without_a_post_or_a_headline_says_what_is_missing():
    found = made("bio-50", {}, profile={"name": "A"})
    assert isinstance(found.document.blocks[0], Note)
    assert found.missing == ("No position yet. Add your present post, then the one before it.",)


def test_a_brief_opens_with_its_recommendation_and_ends_with_what_is_still_to_ask():
    found = made("brief", {**ENTRIES, "q": PROPOSAL})
    assert found.document.title == PROPOSAL["title"]
    assert found.document.headline.startswith("Maria Alvarez Chen, MD, MBA, Physician executive")
    headings = [block.text for block in found.document.blocks if isinstance(block, Heading)]
    assert headings == ["What I have changed", "My first hundred days", "What I still have to ask"]
    (table,) = [block for block in found.document.blocks if isinstance(block, Table)]
    assert table.rows[0] == ("Sepsis mortality", "18.2 %", "11.9 %", "Quality department; verified by J. Okafor, CQO")


def test_a_brief_without_a_proposal_says_how_to_write_one():
    found = made("brief")
    assert found.document.title == PROFILE["name"]
    assert found.missing[0].startswith("No proposal yet.")


def test_an_online_profile_keeps_the_lengths_of_each_field():
    long = {"section": "statement", "text": "One sentence of many letters. " * 200}
    post = {"section": "position", "title": "Chief", "organization": "X", "start": "2020", "text": "It was so. " * 400}
    found = made("profile", {"s": long, "p": post})
    texts = [block.text for block in found.document.blocks if isinstance(block, Prose)]
    limits = load_kind("profile").limits
    assert len(texts[0]) <= limits["headline"]
    assert 2000 < len(texts[1]) <= limits["about"] and texts[1].endswith("letters.")
    assert 1500 < len(texts[2]) <= limits["entry"] and texts[2].endswith("so.")


@given(st.lists(st.text("ab c. ", max_size=60), max_size=6), st.integers(5, 120))
def test_what_is_kept_never_exceeds_the_limit(texts: list[str], limit: int):
    text, count = within(texts, limit, "\n\n")
    assert len(text) <= limit
    assert count <= len(texts)


@pytest.mark.parametrize("kind", load_kinds())
@pytest.mark.parametrize("audience", audience_ids())
def test_every_kind_for_every_reader_accounts_for_each_entry_once(kind: str, audience: str):
    found = made(kind, audience=audience)
    left = [item.id for item in found.left_out]
    assert sorted([*found.chosen, *left]) == sorted(ENTRIES)
    assert all(item.reason.endswith(".") for item in found.left_out)
    assert [choice.id for choice in found.choices] == list(found.chosen)


@pytest.mark.parametrize("language", language_ids())
def test_a_document_in_another_language_has_its_headings_and_keeps_the_learner_s_words(language: str):
    found = made("cv", language=language)
    headings = [block.text for block in found.document.blocks if isinstance(block, Heading)]
    assert (headings[1] == "Appointments") is (language == "en")
    assert found.document.language.startswith(language)
    assert bool(found.document.words) is (language != "en")
    assert ENTRIES["s1"]["text"] in words(found)


def test_contact_data_of_a_reference_print_only_after_consent():
    person = {"section": "reference", "title": "J. Okafor", "contact": "j@example.org"}
    for consent, shown in (("", False), ("2026-10", True)):
        found = made("dossier", {"r": {**person, "consent": consent}}, audience="academic-search")
        assert ("j@example.org" in str(found.document.blocks)) is shown
