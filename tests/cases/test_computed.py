"""Which columns and literals a computed question may name, beside those that control charts take."""

from __future__ import annotations

import pytest

from cmo_pathways.cases.computed import call_faults, parse_call
from cmo_pathways.cases.model import Table

ROWS = (("North", "-100", "30"), ("South", "60", "30"), ("East", "70", "40"))
TABLE = Table("flows", "", "flows.csv", ("names", "flows", "shares"), ROWS, "names", None, "", None, 1)


def faults(text: str) -> tuple[str, ...]:
    call = parse_call(text)
    assert call is not None
    return call_faults(call, TABLE)


@pytest.mark.parametrize(
    "text", ["npv(flows, 0.08)", "mirr(flows, 0.08, 0.1)", "irr(flows)", 'hhi_increase(shares, names, "North", "East")']
)
def test_numbers_after_numbers_are_free_and_texts_after_texts_are_names(text: str) -> None:
    assert faults(text) == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("npv(flows)", "npv needs rate after its columns"),
        ("mirr(flows, 0.08)", "mirr needs finance_rate, reinvest_rate"),
        ("npv(flows, 0.08, 3)", "at most 1 literal"),
        ('npv(flows, "North")', "npv cannot be computed"),
        ('hhi_increase(shares, names, "North", "West")', '"West" is not in the column names'),
    ],
)
def test_missing_and_unknown_literals_are_told(text: str, fault: str) -> None:
    (found,) = faults(text)
    assert fault in found
