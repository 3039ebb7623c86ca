"""The case "Leaving well": agreement and who was right follow from its calls, and known plays reach its endings."""

from __future__ import annotations

import runpy

import pytest
from cases.told import EXERCISES, prose, rows, shipped

from cmo_pathways.cases import NumberQuestion, answer, choose, expected_value, open_question, outcome, start_case

SLUG = "leaving-well"
CASE = shipped(SLUG)
CALLS = rows(SLUG, "calls.csv")
APART = [c for c in CALLS if c["ward"] != c["remote"]]
WARD_RIGHT = [c for c in APART if c["ward"] == c["after_two_days"]]
SAME = (len(CALLS) - len(APART)) / len(CALLS)
SENT = {who: sum(c[who] == "transfer" for c in CALLS) for who in ("ward", "remote")}
CHANCE = (SENT["ward"] * SENT["remote"] + (64 - SENT["ward"]) * (64 - SENT["remote"])) / 64**2
PICTURE, SOUND = ([c for c in CALLS if c["line"] == line] for line in ("picture", "sound only"))


def apart(calls: list[dict[str, str]]) -> tuple[int, int]:
    """How many of the calls disagreed, and in how many of these the ward was right."""
    return sum(c in APART for c in calls), sum(c in WARD_RIGHT for c in calls)


TOLD = [
    f"{len(CALLS)} calls: {len(CALLS) - len(APART)} agree, {SAME:.3f}; chance alone would give {CHANCE:.3f}; "
    f"kappa {(SAME - CHANCE) / (1 - CHANCE):.2f}",
    f"In the {len(APART)} disagreements the ward was right {len(WARD_RIGHT)} times",
    f"They agree in {len(CALLS) - len(APART)} of {len(CALLS)}, {SAME:.3f}; chance would give {CHANCE:.3f}; "
    f"so {SAME - CHANCE:.3f} over {1 - CHANCE:.3f}",
    f"Chance: {SENT['ward']}/64 x {SENT['remote']}/64 plus {64 - SENT['ward']}/64 x {64 - SENT['remote']}/64",
]


@pytest.mark.parametrize("told", TOLD)
def test_number_in_the_text_is_the_result_from_the_data(told: str) -> None:
    assert told in prose(CASE)


def test_words_that_count_are_true() -> None:
    text = prose(CASE)
    assert "With a picture 4 of 36 disagree and the ward was right once" in text
    assert (len(PICTURE), *apart(PICTURE)) == (36, 4, 1)
    assert "with sound only 9 of 28 disagree and the ward was right eight times" in text
    assert (len(SOUND), *apart(SOUND)) == (28, 9, 8)
    assert "In thirteen of 64 they would have done something else" in text and len(APART) == 13


def test_summaries_are_those_of_the_calls() -> None:
    table = {
        r["team"]: (int(r["remote_says_transfer"]), int(r["remote_says_keep"])) for r in rows(SLUG, "agreement.csv")
    }
    for ward, cells in zip(("transfer", "keep"), table.values(), strict=True):
        assert cells == tuple(
            sum((c["ward"], c["remote"]) == (ward, remote) for c in CALLS) for remote in ("transfer", "keep")
        )
    lines = [(int(r["calls"]), int(r["disagreed"]), int(r["of_these_the_ward_was_right"]))
             for r in rows(SLUG, "lines.csv")]  # fmt: skip
    assert lines == [(len(PICTURE), *apart(PICTURE)), (len(SOUND), *apart(SOUND))]


def test_question_by_hand() -> None:
    question = next(s.question for s in CASE.scenes if isinstance(s.question, NumberQuestion))
    assert expected_value(CASE, question) == pytest.approx((SAME - CHANCE) / (1 - CHANCE))
    assert abs(0.301 / 0.504 - expected_value(CASE, question)) < (question.tolerance or 0)
    assert abs(SAME - expected_value(CASE, question)) > 5 * (question.tolerance or 1)


def test_generator_makes_the_same_bytes() -> None:
    made = runpy.run_path(str(EXERCISES / SLUG / "make_data.py"))["build"]()
    assert set(made) == {"calls.csv", "agreement.csv", "lines.csv"}
    assert all(text == (EXERCISES / SLUG / name).read_text(encoding="utf-8") for name, text in made.items())


@pytest.mark.parametrize(
    ("ids", "ending"),
    [
        ("tell-today esther-leads entrust-five pay-kamau ingrid-coach step-down their-review hand-and-go", "theirs"),
        ("plan-then-tell mutiso-prices fix-picture keep-volunteers ingrid-to-kamau retention line-rule thread",
         "thin-thread"),
        ("win-a-year take-condition sit-with-ingrid half-year-more keep-volunteers ingrid-coach retention "
         "take-back-transfers extend", "nine-more"),
        ("win-a-year bargain mutiso-prices half-year-more keep-volunteers ingrid-leaves-early retention line-rule "
         "report-green", "green"),
    ],
)  # fmt: skip
def test_known_plays_reach_their_endings(ids: str, ending: str) -> None:
    state = start_case(CASE)
    for choice in ids.split():
        if isinstance(open_question(CASE, state), NumberQuestion):
            state = answer(CASE, state, 0.6)
        state = choose(CASE, state, choice)
    assert outcome(CASE, state).ending == ending
