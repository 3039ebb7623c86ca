"""The case "Outside the funnel": every number told equals the method applied to the data, known plays end as known."""

from __future__ import annotations

import random
import runpy

import pytest
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.analytics.funnel import dispersion, funnel_of_shares
from cmo_pathways.analytics.intervals import wilson
from cmo_pathways.cases import NumberQuestion, answer, choose, expected_value, outcome, start_case

SLUG = "outside-the-funnel"
CASE = shipped(SLUG)
ROWS = {r["hospital"]: r for r in rows(SLUG, "births.csv")}
NAMES = list(ROWS)
BIRTHS, CESAREANS = ([int(r[key]) for r in ROWS.values()] for key in ("births", "cesareans"))
CHANCE, WIDE, MULTIPLIED = (funnel_of_shares(NAMES, CESAREANS, BIRTHS, adjustment=a)
                            for a in ("none", "additive", "multiplicative"))  # fmt: skip
REASONS = rows(SLUG, "reasons.csv")
OTHERS, THERE = (sum(int(r[key]) for r in REASONS) for key in ("other_20_hospitals", "st_brendans"))
FIRST = REASONS[0]
COTTON = wilson(10, 24)


def share(name: str) -> str:
    return ROWS[name]["percent"]


SQUARES = sum(u.z**2 for u in CHANCE.units)
assert CHANCE.dispersion is not None
PHI, BOUND, TAU = CHANCE.dispersion.phi, CHANCE.dispersion.bound, CHANCE.dispersion.tau
TOLD = [
    f"{sum(BIRTHS):,} first births a year",
    f"In {100 * CHANCE.target:.1f} % of them",
    f"Sandhill leads with {share('Sandhill')} %, Cottonwood Creek is last with {share('Cottonwood Creek')} %",
    f"now reads {100 * COTTON.low:.1f} to {100 * COTTON.high:.1f} %",
    f"{ROWS['Cottonwood Creek']['cesareans']} cesareans in {ROWS['Cottonwood Creek']['births']} births",
    f"Last year it had {ROWS['Cottonwood Creek']['percent_last_year']} %",
    f"had {ROWS[NAMES[17]]['percent_last_year']} % then and {share(NAMES[17])} % now",
    f"The squares of all 21 distances add up to {SQUARES:.1f}",
    f"pulled in, they add up to {21 * PHI:.1f}",
    f"above {BOUND:.2f} it is not chance",
    f"{21 * PHI:.1f} over 21 is {PHI:.1f}",
    f"21 hospitals would give {CHANCE.by_chance:.2f} such points",
    f"(additive, {100 * TAU:.1f} points)",
    f"of {THERE - OTHERS} more cesareans per 1,000 births, "
    f"{int(FIRST['st_brendans']) - int(FIRST['other_20_hospitals'])} are labors called arrested",
    f"110 more per 1,000 in 962 births is about {0.110 * 962:.0f}",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_planted_truth_is_there() -> None:
    flags = {u.name: u.side for u in CHANCE.units if u.flag == "alarm"}
    assert {n for n, side in flags.items() if side == "above"} == {"Ashgrove", "Mercy Junction", "St. Brendan's"}
    assert {n for n, side in flags.items() if side == "below"} == {"Larkin", "St. Luke's Union"}
    assert [u.name for u in WIDE.units if u.flag == "alarm"] == ["St. Brendan's"]
    assert {u.name for u in MULTIPLIED.units if u.flag == "alarm"} == {"St. Brendan's", "Larkin"}
    by_share = sorted(NAMES, key=lambda n: float(share(n)))
    assert [by_share[0], *by_share[-2:]] == ["Sandhill", "St. Brendan's", "Cottonwood Creek"]
    assert sum(n < 100 for n in BIRTHS) == 5
    there, births = CESAREANS[17], BIRTHS[17]
    assert (sum(CESAREANS) - there) / (sum(BIRTHS) - births) == pytest.approx(OTHERS / 1000, abs=5e-4)
    assert there / births == pytest.approx(THERE / 1000, abs=5e-4)
    assert (10 + 4) / (24 + 26) == 0.28  # two years of Cottonwood Creek together


def test_a_small_unit_is_often_first_or_last_by_luck() -> None:
    rng, first, last, runs = random.Random(5), 0, 0, 400
    small = {i for i, n in enumerate(BIRTHS) if n < 100}
    for _ in range(runs):
        shares = []
        for i, n in enumerate(BIRTHS):
            chance = 0.365 if i == 17 else rng.gauss(0.258, 0.03)
            shares.append(sum(rng.random() < chance for _ in range(n)) / n)
        last += shares.index(max(shares)) in small
        first += shares.index(min(shares)) in small
    assert last / runs == pytest.approx(1 / 3, abs=0.08)
    assert first / runs == pytest.approx(3 / 5, abs=0.08)


def test_computed_question_is_phi_with_the_ends_pulled_in() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == PHI == pytest.approx(2.7233, abs=5e-5)
    assert question.tolerance is not None
    assert abs(57.2 / 21 - PHI) < question.tolerance < abs(155.9 / 21 - PHI)
    printed = [float(r["distance"]) for r in ROWS.values()]
    assert dispersion(printed, [1.0] * 21, 0.0).phi == pytest.approx(PHI, abs=0.01)


def test_generator_makes_the_same_bytes() -> None:
    script = runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))
    for name, text in script["build"]().items():
        assert text == (EXERCISES / SLUG / name).read_text(encoding="utf-8")


KNOWN = {
    "standing": "ask-ed ask-elevator all-in-funnel widen read-reasons go-there chart-on-record funnel-rule",
    "one-place": "stop-page pool-years all-five by-physician central-desk statement brendans-only",
    "last-place": "add-intervals drop-small widen order-goal central-desk statement rank-quarterly",
    "in-a-year": "stop-page all-in-funnel model-first read-ten trade-time model-page",
}


@pytest.mark.parametrize("ending", KNOWN)
def test_known_plays(ending: str) -> None:
    state = start_case(CASE)
    for choice in KNOWN[ending].split():
        if state.scene == "funnel":
            state = answer(CASE, state, 2.7)
        state = choose(CASE, state, choice)
    assert outcome(CASE, state).ending == ending
