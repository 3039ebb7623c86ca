"""Agreement on memos: published values, intervals that repeat, and no number where memos are too few."""

from __future__ import annotations

import random

import pytest

from cmo_pathways.analytics.agreement import agreement_of_pairs, gwet, icc, kappa_of_pairs, spearman_brown
from cmo_pathways.cohort.memo_agreement import FEW, agreement_of, agreement_sentence
from cmo_pathways.cohort.rubric import Criterion
from cmo_pathways.cohort.scoring import Score, Scores

ANCHORS = tuple((n, f"level {n}") for n in (1, 2, 3, 4))
CRITERIA = (Criterion("decision", "Decision", ANCHORS), Criterion("risk", "Risk and ethics", ANCHORS))


def scores_of(rows: list[tuple[tuple[int, int], tuple[int, int]]]) -> tuple[Scores, list[str]]:
    """Rows of ((Ann decision, Ann risk), (Bo decision, Bo risk))."""
    given = {}
    for number, pair in enumerate(rows):
        for rater, levels in zip(("ann", "bo"), pair, strict=True):
            memo = f"memo-{number}"
            levels_of = dict(zip(("decision", "risk"), levels, strict=True))
            given[memo, rater] = Score(memo, rater, levels_of, done=True)
    return Scores(given, ("ann", "bo")), [f"memo-{number}" for number in range(len(rows))]


def noisy(memos: int, spread: int, seed: int = 5) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    draw = random.Random(seed)

    def near(level: int) -> int:
        return max(1, min(4, level + draw.randint(-spread, spread)))

    rows = []
    for number in range(memos):
        true = 1 + number % 4
        rows.append(((true, draw.randint(1, 4)), (true, near(draw.randint(1, 4)))))
    return rows


@pytest.mark.parametrize(
    ("single", "two", "three", "four"),
    [(0.35, 0.52, 0.62, 0.68), (0.45, 0.62, 0.71, 0.77), (0.63, 0.77, 0.84, 0.87), (0.78, 0.88, 0.91, 0.93)],
)
def test_projected_reliability_matches_the_worked_table(single, two, three, four):
    assert [round(spearman_brown(single, k), 2) for k in (2, 3, 4)] == [two, three, four]


def test_the_values_are_those_of_the_agreement_methods():
    first, second = [1, 2, 3, 4, 2, 3, 1, 4, 4, 2], [1, 2, 4, 4, 1, 3, 2, 4, 3, 2]
    found = agreement_of_pairs([[pair] for pair in zip(first, second, strict=True)], categories=(1, 2, 3, 4), seed=1)
    table = [list(pair) for pair in zip(first, second, strict=True)]
    kappa = kappa_of_pairs(first, second, categories=[1, 2, 3, 4], weights="quadratic")
    assert found["kappa"].value == pytest.approx(kappa.number())
    assert found["icc"].value == pytest.approx(icc(table, "2,1").number())
    assert found["icc_mean"].value == pytest.approx(icc(table, "2,k").number())
    assert found["ac2"].value == pytest.approx(
        gwet(table, categories=[1, 2, 3, 4], weights="quadratic", seed=1, draws=10).number()
    )


def test_a_draw_of_the_bootstrap_computes_what_the_methods_compute():
    from cmo_pathways.analytics.agreement import resampled

    np = pytest.importorskip("numpy")
    first, second = [1, 2, 3, 4, 2, 3, 1, 4, 4, 2], [1, 2, 4, 4, 1, 3, 2, 4, 3, 2]
    pairs = [[pair] for pair in zip(first, second, strict=True)]
    found = agreement_of_pairs(pairs, categories=(1, 2, 3, 4), seed=1)
    sample = np.asarray(pairs, dtype=float)[None]
    flat = sample.reshape(1, -1, 2)
    single, mean = resampled._intraclass(sample.mean(axis=2))
    drawn = {
        "kappa": resampled._kappa(flat),
        "icc": single,
        "icc_mean": mean,
        "ac2": resampled._ac2(flat, (1, 2, 3, 4)),
    }
    for name, values in drawn.items():
        assert float(values[0]) == pytest.approx(found[name].number()), name


def test_the_same_seed_gives_the_same_interval_around_the_value():
    scores, memos = scores_of(noisy(20, 1))
    one, again = (agreement_of(scores, memos, CRITERIA, too_few=8, seed=7) for _ in range(2))
    other = agreement_of(scores, memos, CRITERIA, too_few=8, seed=8)
    assert one == again
    assert one.overall.icc != other.overall.icc
    for found in (one.overall.kappa, one.overall.icc, one.overall.icc_mean, one.overall.ac2):
        assert found is not None and found.low <= found.value <= found.high


def test_counts_and_percent_are_those_of_the_judgments():
    scores, memos = scores_of([((1, 1), (1, 2)), ((4, 1), (2, 1))])
    found = agreement_of(scores, memos, CRITERIA, too_few=8, seed=1)
    assert [(one.same, one.near, one.judgments, one.percent) for one in found.criteria] == [
        (1, 1, 2, 50.0),
        (1, 2, 2, 50.0),
    ]
    assert (found.overall.same, found.overall.judgments) == (2, 4)


def test_below_the_stated_number_there_is_no_coefficient_and_it_is_said():
    scores, memos = scores_of(noisy(7, 0))
    found = agreement_of(scores, memos, CRITERIA, too_few=8, seed=1)
    assert found.overall.word == FEW
    assert found.overall.kappa is found.overall.icc is found.overall.ac2 is None
    assert found.projected == () and found.needed is None
    assert agreement_sentence(found) == "Too few memos to say how far two raters agree: both scored 7"


def test_the_sentence_names_what_two_raters_agree_on():
    scores, memos = scores_of(noisy(24, 3))
    found = agreement_of(scores, memos, CRITERIA, too_few=8, seed=1)
    assert found.criteria[0].word == "excellent"
    assert agreement_sentence(found).startswith("Two raters agree well on decision; ")
    assert "risk and ethics" in agreement_sentence(found)


def test_levels_that_are_all_alike_are_said_and_not_computed():
    scores, memos = scores_of([((3, 1 + n % 4), (3, 1 + n % 4)) for n in range(10)])
    found = agreement_of(scores, memos, CRITERIA, too_few=8, seed=1)
    assert found.criteria[0].icc.value is None
    assert "all memos stand at one level on decision" in agreement_sentence(found)


def test_memos_with_a_missing_level_or_one_rater_do_not_count():
    scores, memos = scores_of(noisy(10, 0))
    given = dict(scores.given)
    del given["memo-0", "bo"]
    given["memo-1", "bo"] = Score("memo-1", "bo", {"decision": 2}, done=True)
    found = agreement_of(Scores(given, scores.raters), memos, CRITERIA, too_few=5, seed=1)
    assert found.overall.memos == 8


def test_reliability_of_more_raters_follows_from_one():
    scores, memos = scores_of(noisy(24, 2))
    found = agreement_of(scores, memos, CRITERIA, too_few=8, seed=1)
    one = found.overall.icc.number()
    assert found.projected == tuple((k, spearman_brown(one, k)) for k in (2, 3, 4))


def test_an_interval_over_three_bands_says_what_its_lower_end_allows():
    scores, memos = scores_of(noisy(24, 1))
    found = agreement_of(scores, memos, CRITERIA, too_few=8, seed=1)
    for one in found.criteria:
        assert one.icc.low is not None
        if one.word == "moderate or better":
            assert one.icc.low >= 0.5
        if one.word == "the interval is too wide to say":
            assert one.icc.low < 0.5 <= one.icc.high
