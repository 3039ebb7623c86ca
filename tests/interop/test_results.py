"""Results for other systems: they come back, say who issued them, and name nobody."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.errors import InputError
from cmo_pathways.interop import open_badges, read_badges, read_statements, results_of, xapi_statements
from cmo_pathways.interop.results import Result, ResultEvidence
from cmo_pathways.interop.xapi import ACHIEVED, SCORED
from cmo_pathways.journey import gaps_of, open_journey

CATALOGUE = load_catalogue()
FRAMEWORK = CATALOGUE.framework
LEARNER = "0123456789abcdef"
NOW = datetime(2026, 11, 22, 21, 14, tzinfo=UTC)

LEVELS = st.floats(0, 5).map(lambda level: round(level, 2))
WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
EVIDENCE = st.builds(ResultEvidence, st.uuids(version=4).map(str), WORDS, st.sampled_from(("", "2025", "2025-07")))
RESULTS = st.builds(
    Result,
    st.sampled_from(list(FRAMEWORK.competencies)),
    st.just(FRAMEWORK.version),
    *(LEVELS, LEVELS, LEVELS, st.integers(0, 5), st.integers(0, 5)),
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(lambda at: f"{at:%Y-%m-%dT%H:%M:%S}Z"),
    WORDS,
    st.lists(EVIDENCE, max_size=2).map(tuple),
)
SETS = st.lists(RESULTS, min_size=1, max_size=3, unique_by=lambda result: result.competency).map(tuple)


@given(SETS)
def test_badges_hold_a_result_whole(results):
    badges, left_out = read_badges(open_badges(FRAMEWORK, results, learner=LEARNER).data, "badges.json")
    assert tuple(badge.result for badge in badges) == results
    assert left_out == ()


@given(SETS, st.booleans())
def test_statements_hold_a_result_but_for_its_evidence(results, as_lines):
    written = xapi_statements(FRAMEWORK, results, learner=LEARNER, as_lines=as_lines)
    found, left_out = read_statements(written.data, "statements.json")
    assert tuple(one.result for one in found) == tuple(replace(result, evidence=()) for result in results)
    assert left_out == ()
    lost = sum(len(result.evidence) for result in results)
    assert sum(item.count for item in written.left_out if item.what == "evidence") == lost


ONE = Result("financial-acumen", FRAMEWORK.version, 2.6, 1.9, 3.4, 2, 4, "2026-11-20T09:00:00Z", "2 ratings")


def test_a_badge_says_that_it_is_self_issued_and_carries_no_proof():
    (badge,) = json.loads(open_badges(FRAMEWORK, [ONE], learner=LEARNER).data)
    assert badge["type"] == ["VerifiableCredential", "AchievementCredential"]
    assert "proof" not in badge
    assert all("Self-issued" in text for text in (badge["description"], badge["issuer"]["description"]))
    achievement = badge["credentialSubject"]["achievement"]
    assert achievement["achievementType"] == "Competency"
    assert achievement["alignment"][0]["targetType"] == "CFItem"
    first = achievement["resultDescription"][0]
    assert first["resultType"] == "RubricCriterionLevel"
    reached = badge["credentialSubject"]["result"][0]["achievedLevel"]
    levels = {level["id"]: level["level"] for level in first["rubricCriterionLevel"]}
    assert (levels[reached], levels[first["requiredLevel"]]) == ("2", "4")
    (read,), _ = read_badges(json.dumps(badge).encode(), "one.json")
    assert (read.self_issued, read.signed, read.achieved) == (True, False, "With help")


def test_a_statement_names_nobody_and_groups_to_the_framework():
    (one,) = json.loads(xapi_statements(FRAMEWORK, [ONE], learner=LEARNER).data)
    assert set(one["actor"]) == {"objectType", "account"}
    assert LEARNER not in json.dumps(one)
    assert one["result"]["score"] == {"scaled": 0.52, "raw": 2.6, "min": 0, "max": 5}
    assert one["verb"]["id"] == SCORED
    assert one["context"]["contextActivities"]["grouping"]
    (met,) = json.loads(xapi_statements(FRAMEWORK, [replace(ONE, reached=4)], learner=LEARNER).data)
    assert met["verb"]["id"] == ACHIEVED


def test_the_same_result_has_the_same_ids_and_another_learner_others():
    for write in (open_badges, xapi_statements):
        first, again, other = (write(FRAMEWORK, [ONE], learner=who).data for who in (LEARNER, LEARNER, "fedcba"))
        assert first == again
        assert json.loads(first)[0]["id"] != json.loads(other)[0]["id"]


def test_results_are_those_of_the_ledger_and_hold_no_personal_word(tmp_path):
    journey = open_journey(tmp_path, clock=lambda: NOW)
    journey.record("profile", "me", {"name": "Maria Alvarez", "email": "maria@example.org"})
    journey.rate("financial-acumen", 3, "sure", not_applicable=False)
    journey.rate("telemedicine", None, None, not_applicable=True)
    body = {"competency": "financial-acumen", "text": "Year-end budget", "date": "2025-07"}
    journey.record("evidence", "evidence-1", body)
    state = journey.state()
    (result,) = results_of(FRAMEWORK, state, gaps_of(journey, state))
    assert (result.competency, result.at, result.evidence) == ("financial-acumen", "2026-11-22T21:14:00Z", ())
    assert result.reached == int(result.level)
    assert result.low <= result.level <= result.high
    (with_proof,) = results_of(FRAMEWORK, state, gaps_of(journey, state), evidence=True)
    assert [(item.text, item.date) for item in with_proof.evidence] == [("Year-end budget", "2025-07")]
    for write in (open_badges, xapi_statements):
        data = write(FRAMEWORK, [with_proof], learner=journey.ledger.learner).data
        assert b"Alvarez" not in data
        assert journey.ledger.learner.encode() not in data


FOREIGN = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "id": "urn:uuid:11111111-0000-4000-8000-000000000000",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "did:example:college", "name": "A college"},
    "validFrom": "2025-01-01T00:00:00Z",
    "credentialSubject": {
        "achievement": {"id": "urn:x", "name": "Quality course", "criteria": {"narrative": "Passed."}},
        "result": [{"value": "87"}],
    },
    "proof": [{"type": "DataIntegrityProof"}],
    "credentialStatus": {"id": "urn:y"},
}


def test_a_foreign_badge_shows_its_structure_and_claims_no_more():
    (badge,), left_out = read_badges(json.dumps(FOREIGN).encode(), "theirs.json")
    assert (badge.issuer, badge.achievement, badge.achieved) == ("A college", "Quality course", "87")
    assert (badge.signed, badge.self_issued, badge.result) == (True, False, None)
    assert [str(item) for item in left_out] == ["key credentialStatus (1): not shown and not checked"]


def problems(read, data) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(data if isinstance(data, bytes) else json.dumps(data).encode(), "it.json")
    return [f"{problem.code} {problem.message}" for problem in caught.value.problems]


def test_all_faults_of_badges_are_told_at_once():
    poor = {"type": "AchievementCredential", "credentialSubject": {"achievement": {"name": "N"}}}
    found = problems(read_badges, [FOREIGN, poor, 7, {"type": ["Diploma"]}])
    assert [line.partition(" - ")[0] for line in found] == [
        "E-KEY [1]issuer is missing",
        "E-KEY [1]id is missing",
        "E-KEY [1]achievement.id is missing",
        "E-KEY [1]achievement.criteria is missing",
        "E-KEY [1]validFrom is missing",
        "E-TYPE [2] should be a credential",
        "E-KIND [3] is no AchievementCredential of Open Badges 3.0",
    ]


@pytest.mark.parametrize(
    ("read", "data", "said"),
    [
        (read_badges, b"eyJhbGciOi.eyJpc3Mi.c2ln", "E-JSON is not readable as JSON"),
        (read_badges, b"eyJhbGciOi.W10.c2ln", "E-FILE is a signed token without readable content"),
        (read_badges, b"[]", "E-EMPTY"),
        (read_badges, b"{", "E-JSON"),
        (read_badges, {"type": ["AchievementCredential"], "issuer": "x", "id": "i", "validFrom": "d",
                       "credentialSubject": "me"}, "E-KEY credentialSubject is missing"),
        (read_statements, b"[]", "E-EMPTY"),
        (read_statements, b"[7]", "E-TYPE"),
        (read_statements, b'{"verb": {"id": "v"}, "object": {"id": "o"}}', "E-KEY it: actor is missing"),
        (read_statements, b'{"a": NaN}', "E-JSON"),
    ],
)  # fmt: skip
def test_a_broken_file_gets_one_sentence(read, data, said):
    (found,) = problems(read, data)
    assert found.startswith(said)


def test_faults_of_statement_lines_carry_their_line():
    good = xapi_statements(FRAMEWORK, [ONE], learner=LEARNER, as_lines=True).data
    with pytest.raises(InputError) as caught:
        read_statements(good + b'{"a": 1, "a": 2}\n' + good.replace(b"0.52", b"5.2") + b"{cut", "it.ndjson")
    assert [(problem.line, problem.code) for problem in caught.value.problems] == [(2, "E-JSON"), (4, "E-JSON")]
    with pytest.raises(InputError) as caught:
        read_statements(good + good, "it.ndjson")
    assert "same statement id twice" in str(caught.value)
