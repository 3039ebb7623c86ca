"""The case "The sepsis alert": what it tells is what its silent run and its weeks hold."""

from __future__ import annotations

import math
import runpy

import pytest
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.analytics import METHODS, Rule, p_chart
from cmo_pathways.analytics.figures.predictions import calibration_plot
from cmo_pathways.cases import NumberQuestion, answer, choose, expected_value, outcome, start_case

SLUG = "the-sepsis-alert"
CASE = shipped(SLUG)
SILENT = {r["setting"]: {k: int(v) for k, v in r.items() if k != "setting"} for r in rows(SLUG, "silent.csv")}
ENGLISH, OTHER = rows(SLUG, "language.csv")
WEEKS = rows(SLUG, "weeks.csv")
ALL, ICU = SILENT["all units at cut-off 5"], SILENT["ICU at cut-off 5"]
SIX, SEVEN = SILENT["wards and oncology at cut-off 6"], SILENT["wards and oncology at cut-off 7"]
HOUSE, ICU_SIX = SILENT["all units at cut-off 6"], SILENT["ICU at cut-off 6"]
LATE, SEPTIC = ALL["septic_alerted"] - ALL["new_to_team"], ALL["septic_alerted"] + ALL["missed"]
STAYS = ALL["alerts"] + ALL["missed"] + ALL["quiet"]


def weekly(part: list[dict[str, str]]) -> tuple[int, int, str]:
    alerts, stays = (sum(int(r[k]) for r in part) for k in ("alerts", "stays"))
    return alerts, stays, f"{100 * alerts / stays:.1f}"


CALM, RAISED = weekly(WEEKS[:11]), weekly(WEEKS[11:])
TOLD = [
    f"{STAYS:,} stays, {SEPTIC} of them septic. At cut-off 5 on all units there were {ALL['alerts']} alerts, and "
    f"{ALL['septic_alerted']} of the {SEPTIC} septic",
    f"In {LATE} of those {ALL['septic_alerted']} the first antibiotic",
    f"{ALL['alerts']} alerts for {ALL['new_to_team']} patients: about ten",
    f"Dividing by {ALL['septic_alerted']} gives {ALL['alerts'] / ALL['septic_alerted']:.1f}",
    f"{HOUSE['alerts']} alerts for {HOUSE['new_to_team']} patients, about eight each",
    f"{ICU_SIX['alerts']} alerts for {ICU_SIX['new_to_team']}.",
    f"In the ICU {ICU['alerts'] / ICU['new_to_team']:.0f} alerts buy one piece of news",
    f"that is {SIX['alerts'] / 84:.1f} looks a day",
    f"At 6 it would have found {SIX['new_to_team']} early, at 7 it finds {SEVEN['new_to_team']}",
    f"lose {SIX['new_to_team'] - SEVEN['new_to_team']} of the {SIX['new_to_team']} early patients",
    f"{ENGLISH['alerted']} of {ENGLISH['septic']} septic patients who prefer English, and for {OTHER['alerted']} of "
    f"{OTHER['septic']} who prefer",
    f"Read the {OTHER['missed']} missed charts",
    f"{CALM[0]} alerts in {CALM[1]:,} stays up to week 11, {CALM[2]} per 100; since then {RAISED[0]} in {RAISED[1]:,}, "
    f"{RAISED[2]} per 100",
    f"{ALL['septic_alerted']} and {ALL['alerts'] - ALL['septic_alerted']} alerted, {ALL['missed']} and "
    f"{ALL['quiet']:,} silent",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_words_that_count_are_true() -> None:
    text = prose(CASE)
    of_100 = [
        round(100 * METHODS["ppv_at_prevalence"].function([0.8], [0.9], [share])) for share in (0.18, SEPTIC / STAYS)
    ]
    assert "nearly 64 of 100 alerts are right; at Calder's 6.7 %, with the same" in text and of_100 == [64, 36]
    ends = [METHODS[f"wilson_{end}"].function([a], [n]) for a, n in ((8, 28), (92, 175)) for end in ("low", "high")]
    assert "8 of 28 runs from 15 to 47 %, for English from 45 to 60" in text
    assert [round(100 * end) for end in ends] == [15, 47, 45, 60]
    assert SEVEN["septic_alerted"] / SEVEN["alerts"] > 0.5  # "half of all alerts are right"
    assert SIX["alerts"] / SIX["new_to_team"] == pytest.approx(5.3, abs=0.05)  # "a little over five", "one in five"
    assert 10.5 < ALL["alerts"] / 84 < 10.75  # "ten and a half" a day


def test_planted_truth_is_there() -> None:
    chart = p_chart([int(r["alerts"]) for r in WEEKS], [int(r["stays"]) for r in WEEKS])
    beyond = [s.index for s in chart.signals if s.rule is Rule.BEYOND_LIMIT]
    assert beyond and min(beyond) == 11
    assert float(OTHER["percent_alerted"]) < float(ENGLISH["percent_alerted"]) - 20


def test_generator_makes_the_same_bytes() -> None:
    script = runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))
    made = script["build"]()
    for name, text in made.items():
        assert text == (EXERCISES / SLUG / name).read_text(encoding="utf-8")
    assert script["build"](script["SEED"] + 1) != made


def test_computed_question_counts_only_the_news() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == pytest.approx(894 / 88)
    assert question.tolerance is not None and abs(894 / 202 - 894 / 88) > 5 * question.tolerance


KNOWN = {
    "owned": "silent-weeks without-icu publish-and-catch wards-with-owner find-input keep-owned",
    "retired": "ask-lumen peer ask-keisha one-click too-few wards-at-seven turn-off retire",
    "wallpaper": "say-yes six-everywhere too-few all-at-six icu-stays ticket let-him",
    "overtaken": "ask-lumen refit without-icu hold-for-gap stay-silent hold-line",
}


@pytest.mark.parametrize("ending", KNOWN)
def test_known_play_reaches_its_ending(ending: str) -> None:
    state = start_case(CASE)
    for choice in KNOWN[ending].split():
        if state.scene == "silent":
            state = answer(CASE, state, 10)
        state = choose(CASE, state, choice)
    assert outcome(CASE, state).ending == ending


def test_the_printed_chance_is_that_of_another_place() -> None:
    table = rows(SLUG, "risks.csv")
    plot = calibration_plot([float(r["printed_chance"]) for r in table], [int(r["septic"]) for r in table])
    highest, promised = plot.groups[-1], math.fsum(float(r["printed_chance"]) for r in table)
    assert f"promised {100 * highest.predicted:.0f} %; {100 * highest.observed:.0f} % were septic" in prose(CASE)
    assert f"it promises {promised:.0f} septic patients and there were {plot.events}" in prose(CASE)
    assert plot.events == SIX["septic_alerted"] + SIX["missed"]
