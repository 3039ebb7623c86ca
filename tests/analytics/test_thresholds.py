from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cmo_pathways.analytics import Rule, detect_signals
from cmo_pathways.analytics.thresholds import TABLE, Thresholds, load_thresholds, read_thresholds
from cmo_pathways.content import Report, content_root, read_yaml
from cmo_pathways.errors import ContentError, LearnerError, UnknownId
from cmo_pathways.scale import Mark

WRONG = Path(__file__).parents[1] / "wrong" / "methods"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def shipped() -> Thresholds:
    return load_thresholds()


def test_the_broken_twin_yields_exactly_these_problems() -> None:
    report = Report(WRONG)
    read_thresholds(WRONG / "thresholds.csv", report, sources=("S301",), today=TODAY)
    assert "\n".join(map(str, report.problems)) + "\n" == (WRONG / "expected.txt").read_text(encoding="utf-8")


def test_the_shipped_table_has_no_problem_and_only_known_sources() -> None:
    root = content_root()
    report = Report(root)
    top = read_yaml(root / "data" / "sources.yaml", report)
    assert top is not None
    sources = {record.text("id") for record in top.records("sources")}
    assert len(read_thresholds(root / TABLE, report, sources=sources, today=TODAY).rows) > 200
    assert report.problems == []


@pytest.mark.parametrize(
    ("id", "value", "unit", "jurisdiction", "mark"),
    [
        ("hipaa-large-breach", 500, "people", "us", "P"),
        ("npdb-restriction-length", 30, "days", "us", "P"),
        ("ncqa-verification", 120, "days", "us", "S"),
        ("hrrp-factor-floor", 0.97, "factor", "us", "P"),
        ("prr-minimum", 2, "ratio", "global", "S"),
        ("hhi-high", 1800, "points", "us", "S"),
        ("conversion-factor-2026", 33.4009, "USD", "us", "S"),
        ("icc-excellent", 0.9, "correlation", "global", "S"),
    ],
)
def test_a_figure_is_found_by_its_id(
    shipped: Thresholds, id: str, value: float, unit: str, jurisdiction: str, mark: str
) -> None:
    row = shipped.threshold(id)
    assert (row.number, row.unit, row.jurisdiction, row.mark) == (value, unit, jurisdiction, mark)
    assert row.sources and row.year and row.checked_on == "2026-11"


def test_the_limit_factor_is_three_over_the_divisor(shipped: Thresholds) -> None:
    divisor, factor = shipped.threshold("moving-range-divisor").number, shipped.threshold("xmr-limit-factor").number
    assert factor == pytest.approx(3 / divisor, abs=5e-5)


def test_the_run_rules_are_those_of_the_table(shipped: Thresholds) -> None:
    rules = {
        "western-electric-4": Rule.RUN_OF_EIGHT,
        "nelson-one-side": Rule.RUN_OF_NINE,
        "nelson-trend": Rule.TREND_OF_SIX,
        "nelson-alternating": Rule.ALTERNATING,
        "nelson-within": Rule.CLOSE_TO_CENTRE,
        "nelson-outside": Rule.AWAY_FROM_CENTRE,
        "dots-run": Rule.RUN_OF_SEVEN,
        "dots-trend": Rule.TREND_OF_SEVEN,
    }
    series = {
        Rule.TREND_OF_SIX: [i / 10 for i in range(20)],
        Rule.TREND_OF_SEVEN: [i / 10 for i in range(20)],
        Rule.ALTERNATING: [0.5, -0.5] * 10,
        Rule.CLOSE_TO_CENTRE: [0.5, -0.5] * 10,
        Rule.AWAY_FROM_CENTRE: [1.5, -1.5] * 10,
    }
    for id, rule in rules.items():
        fired = detect_signals(series.get(rule, [0.5] * 20), [rule])[0].index
        assert fired + 1 == shipped.threshold(id).number


def test_computed_rows_follow_from_the_others(shipped: Thresholds) -> None:
    number = {id: row.value for id, row in shipped.rows.items() if row.value is not None}
    assert number["round-the-clock-fte"] == pytest.approx(number["year-hours"] / number["fte-year"], abs=0.005)
    assert number["funnel-alarm-chance"] == pytest.approx(100 / (100 - number["funnel-alarm"]))
    assert number["epic-sepsis-missed-share"] == pytest.approx(
        100 * number["epic-sepsis-missed"] / number["epic-sepsis-cases"], abs=0.5
    )
    assert number["stars-moved-share"] == pytest.approx(100 * 585 / 3076, abs=0.05)
    for look in range(1, 6):
        boundary = number["obrien-fleming-constant"] * (5 / look) ** 0.5
        assert number[f"obrien-fleming-look-{look}"] == pytest.approx(boundary, abs=0.001)
    assert sum(number[id] for id in number if id.startswith("stars-weight-")) == 100


def test_an_unverified_row_shows_no_number_and_says_where_to_look(shipped: Thresholds) -> None:
    unverified = [row for row in shipped.rows.values() if not row.verified]
    assert len(unverified) == 42
    for row in unverified:
        assert row.value is None and row.value_words == "" and row.note
    with pytest.raises(LearnerError, match="no number here"):
        _ = shipped.threshold("sac-matrix").number


def test_only_assumptions_go_without_a_source(shipped: Thresholds) -> None:
    bare = {row.mark for row in shipped.rows.values() if not row.sources}
    assert bare == {Mark.ASSUMPTION, Mark.UNVERIFIED}


def test_a_topic_gives_its_rows_in_order(shipped: Thresholds) -> None:
    assert [row.id for row in shipped.of_topic("C16")][:3] == ["prr-minimum", "prr-chi-square", "prr-cases"]
    assert shipped.of_topic("C99") == ()


def test_an_unknown_id_suggests_the_nearest(shipped: Thresholds) -> None:
    with pytest.raises(UnknownId, match="hipaa-individuals"):
        shipped.threshold("hipaa-individual")


def test_a_year_later_the_figures_of_a_jurisdiction_want_a_new_look() -> None:
    report = Report(content_root())
    read_thresholds(content_root() / TABLE, report, today=date(2027, 12, 1))
    assert {problem.code for problem in report.problems} == {"W-STALE"}
    assert report.errors == ()


def test_a_broken_table_cannot_be_loaded(tmp_path: Path) -> None:
    (tmp_path / "data" / "methods").mkdir(parents=True)
    (tmp_path / TABLE).write_bytes((WRONG / "thresholds.csv").read_bytes())
    with pytest.raises(ContentError):
        load_thresholds(tmp_path)
