"""The balance check: own words, numbers only with a source, nothing of a clinical instrument."""

from __future__ import annotations

import re

from cmo_pathways.assess import load_balance
from cmo_pathways.catalogue import load_catalogue


def lines():
    check = load_balance()
    return [line for region in check.regions for line in region.lines] + list(check.anywhere)


def test_there_is_one_question_with_five_answers_in_words():
    check = load_balance()
    assert [option.value for option in check.options] == [1, 2, 3, 4, 5]
    assert len({option.label for option in check.options}) == 5
    assert check.help_from == 4


def test_every_telephone_number_has_a_source_and_a_month():
    numbered = [line for line in lines() if re.search(r"\d", line.text)]
    assert len(numbered) == 3
    known = load_catalogue().career.sources
    assert all(line.checked and line.sources and set(line.sources) <= set(known) for line in numbered)


def test_every_region_has_help_and_one_is_for_everywhere_else():
    check = load_balance()
    assert all(region.lines for region in check.regions)
    assert check.regions[-1].id == "elsewhere"


def test_no_words_of_an_instrument_are_used():
    check = load_balance()
    words = " ".join([check.question, *(f"{o.label} {o.text}" for o in check.options)]).lower()
    assert not re.search(r"burn(ed|t)?[ -]?out|exhaust|depersonal|depress|anxi|hopeless", words)
