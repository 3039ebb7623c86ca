"""The case "Shared savings": the cliff, chance, the trend of codes and the offer are those of the tables."""

from __future__ import annotations

import math

import pytest
from cases.told import played, prose, rows, same_bytes, shipped

from cmo_pathways.analytics import xmr_chart
from cmo_pathways.analytics.shared_savings import shared_losses, shared_savings
from cmo_pathways.cases import NumberQuestion, expected_value

SLUG = "shared-savings"
CASE = shipped(SLUG)
CONTRACTS, QUARTERS, NOISE, CATEGORIES, PRACTICES, FINDINGS = (
    rows(SLUG, f"{n}.csv") for n in ("contracts", "quarters", "noise", "categories", "practices", "findings")
)
SAVED = [float(r["savings_percent"]) for r in QUARTERS]
CHART = xmr_chart(SAVED)
TERMS = [{k: float(v) for k, v in r.items() if k != "contract"} for r in CONTRACTS]
SETTLED = [
    shared_savings(
        t["benchmark"],
        t["expenditure"],
        minimum_rate=t["minimum_rate"],
        sharing_rate=t["sharing_rate"],
        cap_rate=t["cap_rate"],
    )
    for t in TERMS
]
BENCHMARK = TERMS[0]["benchmark"]
BAD_YEAR = sum(SAVED[4:8]) / 400
OWED = shared_losses(BENCHMARK, BENCHMARK * (1 - BAD_YEAR), minimum_rate=0.015, loss_rate=0.6, cap_rate=1).share
PAID = sum(float(r["paid_pmpm"]) for r in CATEGORIES)
AFTER, EMERGENCY = CATEGORIES[1], CATEGORIES[5]
HOLLIS = {k: float(v) for k, v in PRACTICES[0].items() if k != "practice"}
MEMBERS = sum(int(r["members"]) for r in PRACTICES)
CUT_BEFORE = sum(int(r["members"]) * float(r["pmpm_before"]) for r in PRACTICES) / MEMBERS
LARGE_CLAIMS = sum(float(r["paid_pmpm"]) for r in QUARTERS[4:8]) / 4 - CUT_BEFORE
TREND = HOLLIS["pmpm_after"] / HOLLIS["risk_after"] / (HOLLIS["pmpm_before"] / HOLLIS["risk_before"]) - 1
FOUND, CONFIRMED, TREATED = (
    sum(int(r[k]) for r in FINDINGS) for k in ("found_at_home", "confirmed_by_own_physician", "treated_since")
)

# the share of the rise in scores that no physician confirmed, on the practice's share of all members
UNSUPPORTED = (HOLLIS["risk_after"] - HOLLIS["risk_before"]) * (1 - CONFIRMED / FOUND) * HOLLIS["members"] / MEMBERS

TOLD = [
    f"{LARGE_CLAIMS:.0f} dollars per member and month in 2025",
    f"cost the alliance {100 * UNSUPPORTED:.1f} % of its next benchmark",
    f"{SETTLED[1].difference:,.0f} is {100 * SETTLED[1].rate:.2f} % of the benchmark, and half of it is "
    f"{SETTLED[1].share:,.0f}",
    f"Put this year at {100 * SETTLED[0].rate:.2f}: share zero. Move it to 3.0: {SETTLED[1].share / 1e6:.2f} million",
    f"And {0.03 * BENCHMARK - SETTLED[0].difference:,.0f} dollars below this spending",
    f"it is worth {SETTLED[2].share / 1e6:.2f} million before the fee",
    f"it would keep {SETTLED[3].share / 1e6:.2f} million dollars",
    f"a bill of {OWED / 1e6:.2f} million for 2025",
    f"comes out at plus {(SETTLED[3].share - OWED) / 1e6:.2f} million",
    f'"The mean is {CHART.centre[0]:.1f}," she says. "Between minus {-(CHART.lower[0] or 0):.0f} and plus '
    f"{CHART.upper[0] or 0:.0f}",
    f"a year moves by {NOISE[2]['standard_error_points']} points",
    f"with 60,000 lives chance would move the year by {NOISE[3]['standard_error_points']}",
    f"{AFTER['expected_pmpm']} expected, {AFTER['paid_pmpm']} paid",
    f"those that end at home cost {EMERGENCY['paid_pmpm']} dollars of {PAID:.2f}",
    f"are {100 * float(EMERGENCY['paid_pmpm']) / PAID:.1f} % of cost",
    f"against 968 over 1.00: a fall of {-100 * TREND:.1f} %. (data) The arithmetic is right. His cost rose by "
    f"{100 * (HOLLIS['pmpm_after'] / HOLLIS['pmpm_before'] - 1):.1f} %",
    f"{FOUND:,} findings; {CONFIRMED} confirmed by the patient's own physician, {TREATED} treated since",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_the_planted_truth_is_there() -> None:
    assert CHART.signals == ()
    assert abs(PAID - TERMS[0]["expenditure"] / (11400 * 12)) < 1e-9
    weighted = sum(int(r["members"]) * float(r["pmpm_after"]) for r in PRACTICES) / 11400
    assert weighted == pytest.approx(PAID, abs=0.1)
    for row in NOISE:
        assert float(row["standard_error_points"]) == pytest.approx(170 / math.sqrt(int(row["lives"])), abs=0.05)
    adjusted = [
        float(r["pmpm_after"]) / float(r["risk_after"]) / float(r["pmpm_before"]) * float(r["risk_before"])
        for r in PRACTICES
    ]
    assert min(adjusted) == adjusted[0] and HOLLIS["pmpm_after"] > HOLLIS["pmpm_before"]
    assert CONFIRMED < FOUND / 2 and OWED > 1.1e6


def test_the_two_questions_by_hand() -> None:
    first, second = (s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, first) == pytest.approx(136_800_000 * 0.03 / 2)
    assert SETTLED[0].share == 0
    assert expected_value(CASE, second) == pytest.approx(986 / 1.09 / 968 - 1)


def test_generator_makes_the_same_bytes() -> None:
    assert same_bytes(SLUG)


PLAYS = {
    "risk-taken": "how-sure look-inside double-brooks face-hollis begay-first go-with-brooks ask-corridor full-page "
    "both-hands",
    "waiting-year": "where-from drug-switch split-pool fitch-signs dates-are-theirs ask-practices with-range one-more",
    "clawback": "sweep sign-sweep praise-panel with-numbers take-forty plain-yes after-counsel take-all",
    "clean-alone": "sweep stop-vendor face-hollis fitch-signs dates-are-theirs ask-data after-counsel disclose-now",
}


@pytest.mark.parametrize("ending", PLAYS)
def test_a_play_to_each_ending(ending: str) -> None:
    assert played(CASE, PLAYS[ending], {"projection": 2_052_000, "practices": -0.066}).ending == ending
