"""The case "Clinical due diligence": indices, intervals, files and the clinical bill are those of its tables."""

from __future__ import annotations

import pytest
from cases.told import played, prose, rows, same_bytes, shipped

from cmo_pathways.analytics.concentration import hhi
from cmo_pathways.analytics.finance import npv
from cmo_pathways.analytics.intervals import wilson
from cmo_pathways.cases import NumberQuestion, expected_value

SLUG = "clinical-due-diligence"
CASE = shipped(SLUG)
MARKET, QUALITY, FILES, COSTS, FLOWS = (
    rows(SLUG, f"{n}.csv") for n in ("market", "quality", "files", "costs", "flows")
)
VALLEY, REGION = ([float(r[k]) for r in MARKET] for k in ("valley_share", "region_share"))
BEFORE = [hhi(shares) for shares in (VALLEY, REGION)]
MORE = [2 * shares[0] * shares[1] for shares in (VALLEY, REGION)]
STENTS, BIRTHS = QUALITY[0], QUALITY[-1]
BILL = npv([float(r["clinical_cost"]) for r in FLOWS], 0.08)
AFTER = wilson(55, 198)
FOUND = [int(r["files"]) for r in FILES]

TOLD = [
    f"{BEFORE[0]:,.0f} and {BEFORE[1]:,.0f} before; {MORE[0]:,.0f} and {MORE[1]:.0f} more; "
    f"{BEFORE[0] + MORE[0]:,.0f} and {BEFORE[1] + MORE[1]:,.0f} after",
    f'"HHI up {MORE[1]:.0f}: safe"',
    f"{MORE[0]:,.0f}, from {BEFORE[0]:,.0f} to {BEFORE[0] + MORE[0]:,.0f}",
    f"Two deaths in {STENTS['cases']} stent patients: {STENTS['percent']} %, interval {STENTS['low']} to "
    f"{STENTS['high']}",
    "Cesareans in low-risk first births (one child, head down, at term): "
    f"{BIRTHS['percent']} %, {BIRTHS['low']} to {BIRTHS['high']}, the buyer's "
    f"{BIRTHS['buyer_percent']} well below",
    f"{BIRTHS['events']} of {BIRTHS['cases']}, and the whole interval lies above yours",
    f"Of 40 files {FOUND[-1]} had nothing missing; {FOUND[0]} had no ongoing review",
    f"{40 - FOUND[-1]} of 40 lack something",
    f"about {BILL:,.0f} thousand",
    f"worth {-BILL / 1000:.1f} million at 8 %",
    f"({100 * AFTER.low:.1f} to {100 * AFTER.high:.1f} %)",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_one_measure_only_differs_from_the_buyers_own() -> None:
    apart = []
    for row in QUALITY:
        interval = wilson(int(row["events"]), int(row["cases"]))
        assert (f"{100 * interval.low:.1f}", f"{100 * interval.high:.1f}") == (row["low"], row["high"])
        if not float(row["low"]) <= float(row["buyer_percent"]) <= float(row["high"]):
            apart.append(row)
    assert apart == [BIRTHS]
    assert float(STENTS["percent"]) > 2 * float(STENTS["buyer_percent"])  # and yet it says nothing


def test_the_market_decides_and_the_bill_is_the_sum_of_its_rows() -> None:
    assert BEFORE[0] + MORE[0] > 1800 > BEFORE[1] + MORE[1] and MORE[1] < 100 < MORE[0]
    today, yearly = (sum(int(r[k]) for r in COSTS) for k in ("today", "each_year"))
    assert [float(r["clinical_cost"]) for r in FLOWS] == [-today, *[-yearly] * 5]
    assert -BILL > 38000 / 4


def test_the_two_questions_by_hand() -> None:
    first, second = (s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, first) == 2 * 34 * 15
    assert expected_value(CASE, second) == pytest.approx(-3400 - 1750 * sum(1.08**-t for t in range(1, 6)))


def test_generator_makes_the_same_bytes() -> None:
    assert same_bytes(SLUG)


PLAYS = {
    "eyes-open": "close-call outside-review grimstad-drafts why-ours births-row after-close ask-criteria hold-money "
    "with-rosenthal proceed-terms",
    "affiliation": "ask-grimstad through-counsel clean-team send-as-is both-circles more-years fix-before say-unknown "
    "conditions call-two affiliate",
    "closed-fast": "read-it use-softly send-as-is leave-law stents-first after-close promise-births cut-price "
    "first-line-hers proceed-now",
    "alone": "close-call warranty all-services leave-law stents-first nine-first say-unknown cut-price with-rosenthal "
    "stop",
}


@pytest.mark.parametrize("ending", PLAYS)
def test_a_play_to_each_ending(ending: str) -> None:
    assert played(CASE, PLAYS[ending], {"market": 1020, "costs": -10387}).ending == ending
