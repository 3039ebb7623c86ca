"""The case "Eleven of ninety-two": rates, expected cases and agreement are those of its tables."""

from __future__ import annotations

import runpy

import pytest
from cases.played import played
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.analytics import METHODS
from cmo_pathways.cases import NumberQuestion, expected_value

SLUG = "focused-review"
CASE = shipped(SLUG)
OPPE, MIX, REVIEWS = rows(SLUG, "oppe.csv"), rows(SLUG, "mix.csv"), rows(SLUG, "reviews.csv")


def column(name: str) -> list[int]:
    return [int(r[name]) for r in MIX]


def expected(who: str) -> float:
    return sum(float(r["reference_rate"]) * int(r[f"{who}_cases"]) for r in MIX)


EVENTS, CASES = sum(column("duval_events")), sum(column("duval_cases"))
NATIVE, DRUG = sum(column("duval_cases")[:2]), sum(column("duval_drug")[:2])
HIS_NATIVE, HIS_DRUG = sum(column("mansour_cases")[:2]), sum(column("mansour_drug")[:2])
PAIRS = [(r["reviewer_a"], r["reviewer_b"]) for r in REVIEWS]
BOTH, NEITHER = PAIRS.count(("yes", "yes")), PAIRS.count(("no", "no"))
ONLY_A, ONLY_B = PAIRS.count(("no", "yes")), PAIRS.count(("yes", "no"))
A_NO, B_NO = NEITHER + ONLY_A, NEITHER + ONLY_B
AGREED = (BOTH + NEITHER) / len(PAIRS)
CHANCE = A_NO * B_NO / len(PAIRS) ** 2 + (1 - A_NO / len(PAIRS)) * (1 - B_NO / len(PAIRS))
KAPPA = (AGREED - CHANCE) / (1 - CHANCE)
LOW, HIGH = (METHODS[m].function([EVENTS]) / expected("duval") for m in ("exact_low", "exact_high"))

TOLD = [
    f"Her {EVENTS} cases stand against {expected('duval'):.1f} expected of her patients, a ratio of "
    f"{EVENTS / expected('duval'):.1f}; the exact limits of {EVENTS} cases allow {LOW:.1f} to {HIGH:.1f}",
    f"I expect {expected('duval'):.1f} cases and she has {EVENTS}. For him I expect {expected('mansour'):.1f} and he",
    f"{DRUG} of her {NATIVE} native papillas got it, {HIS_DRUG} of his {HIS_NATIVE}",
    f"{NATIVE - DRUG} of your {NATIVE} patients with a native papilla",
    f"{NATIVE - DRUG} native papillas went without",
    f"Both say appropriate in {BOTH}. Both say not in {NEITHER}. A alone says not in {ONLY_A}, B alone in {ONLY_B}",
    f"A says not in {A_NO} of {len(PAIRS)}, B in {B_NO}",
    f"({AGREED:.2f} - {CHANCE:.3f}) / (1 - {CHANCE:.3f}) = {KAPPA:.2f}",
    f"Two reviewers agree in {BOTH + NEITHER} of {len(PAIRS)} charts; kappa {KAPPA:.2f}",
    f"{CASES}",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_planted_truth_is_there() -> None:
    assert LOW < 1 < HIGH and expected("mansour") > 3
    assert [(int(r["cases"]), int(r["pancreatitis"])) for r in OPPE[:2]] == [
        (CASES, EVENTS),
        (sum(column("mansour_cases")), sum(column("mansour_events"))),
    ]
    assert [r["percent"] for r in OPPE[:2]] == ["12.0", "4.1"] and "12.0 % and 4.1 %" in prose(CASE)
    assert NATIVE // 24 == 3 and 10 / (NATIVE / 24) * 30 > 30  # ten proctored cases last longer than 30 days


def test_question_asks_the_agreement_beyond_chance() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == pytest.approx(KAPPA) == pytest.approx(0.2941, abs=5e-5)


def test_generator_makes_the_same_bytes() -> None:
    for name, text in runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))["build"]().items():
        assert text == (EXERCISES / SLUG / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("choices", "ending"),
    [
        ("casemix-first narrow-review two-outside hand-it shared-six say-reportable agreed-practice move-together",
         "next-forty"),
        ("letter-now surgeon-panel mail-it third-reader reply-formal ten-proctored move-paper", "on-paper"),
        ("coffee between-us mix-explains sit-with-her mansour-reads through-brandt shared-six accept-quietly",
         "quiet-exit"),
        ("off-ercp start-hearing two-outside mail-it act-on-eighteen reply-formal refer-difficult restrict-by-vote",
         "overturned"),
    ],
)  # fmt: skip
def test_each_ending_is_reached_by_a_known_play(choices: str, ending: str) -> None:
    assert played(CASE, choices).scene == ending
