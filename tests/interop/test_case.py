"""CASE files: ours lose nothing, those of others are kept whole, broken ones are told all at once."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from interop.frameworks import WORDS, frameworks

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.errors import InputError
from cmo_pathways.interop import case_json, case_package, compare_frameworks, framework_of, is_skill_map, read_case
from cmo_pathways.interop import case_model as m
from cmo_pathways.interop.names import competency_id, stable_uri

DAY = "2026-11-22"
SHIPPED = load_catalogue().framework


def back(framework):
    package, findings = read_case(case_json(case_package(framework, changed=DAY)), "map.json")
    assert not findings.problems
    return framework_of(package, "map.json")


@settings(max_examples=60)
@given(frameworks())
def test_a_skill_map_comes_back_as_it_went(framework):
    found, left_out = back(framework)
    assert found == framework
    assert (list(found.competencies), list(found.roles)) == (list(framework.competencies), list(framework.roles))
    assert left_out == ()


def test_the_shipped_skill_map_comes_back_whole():
    found, left_out = back(SHIPPED)
    assert found == SHIPPED
    assert left_out == ()
    assert compare_frameworks(SHIPPED, found).equal
    assert len(found.competencies["financial-acumen"].levels[3].signals) == 3


def test_equal_skill_maps_give_equal_bytes():
    first, second = (case_json(case_package(SHIPPED, changed=DAY)) for _ in range(2))
    assert first == second


def test_ids_stay_the_same_from_version_to_version():
    package = case_package(SHIPPED, changed=DAY)
    item = next(item for item in package.items if item.code == "financial-acumen")
    assert item.identifier == competency_id("financial-acumen") == "538d101b-5d56-5280-b4bc-637acca0c537"
    assert item.uri == stable_uri(item.identifier)
    assert all(UUID(item.identifier).version == 5 for item in package.items)


def test_the_package_has_what_case_asks_for():
    value = json.loads(case_json(case_package(SHIPPED, changed=DAY)))
    assert set(value) == {"CFDocument", "CFItems", "CFAssociations", "CFDefinitions", "CFRubrics"}
    for block in (value["CFDocument"], *value["CFItems"], *value["CFAssociations"], *value["CFRubrics"]):
        assert {"identifier", "uri", "lastChangeDateTime"} <= set(block)
    assert {row["associationType"] for row in value["CFAssociations"]} == {
        *("isChildOf", "precedes", "isRelatedTo", "hasSkillLevel", "exemplar"),
    }
    levels = value["CFRubrics"][0]["CFRubricCriteria"][0]["CFRubricCriterionLevels"]
    assert [level["score"] for level in levels] == [0, 1, 2, 3, 4, 5]


LINKS = st.builds(m.CaseLink, title=WORDS, identifier=st.uuids(version=4).map(str), uri=WORDS)
PLAIN = st.recursive(
    st.booleans() | st.integers(-9, 9) | WORDS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS, inner),
)
EXTRA = st.dictionaries(WORDS.map(lambda text: f"x-{text}"), PLAIN, max_size=2)
IDS = st.uuids(version=4).map(str)
ITEMS = st.builds(
    m.CaseItem,
    *(IDS, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS),
    st.lists(WORDS, max_size=2).map(tuple),
    WORDS,
    EXTRA,
)
ARROWS = st.builds(
    m.CaseAssociation,
    *(IDS, WORDS, st.sampled_from([kind for kind in m.ASSOCIATION_TYPES if kind != "isChildOf"]), LINKS, LINKS, WORDS),
    st.none() | st.integers(0, 9),
    st.none() | LINKS,
    EXTRA,
)
NUMBERS = st.none() | st.integers(0, 9) | st.floats(allow_nan=False, allow_infinity=False)
PLACES = st.none() | st.integers(0, 9)
LEVELS = st.builds(m.CaseRubricLevel, IDS, WORDS, WORDS, WORDS, WORDS, NUMBERS, WORDS, PLACES, EXTRA)
CRITERIA = st.builds(
    m.CaseCriterion,
    *(IDS, WORDS, WORDS, WORDS, WORDS, st.none() | LINKS, NUMBERS, PLACES, st.lists(LEVELS, max_size=2).map(tuple)),
    EXTRA,
)
RUBRICS = st.builds(m.CaseRubric, IDS, WORDS, WORDS, WORDS, WORDS, st.lists(CRITERIA, max_size=2).map(tuple), EXTRA)
PACKAGES = st.builds(
    m.CasePackage,
    st.builds(m.CaseDocument, IDS, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, WORDS, EXTRA),
    *(st.lists(part, max_size=2).map(tuple) for part in (ITEMS, ARROWS, RUBRICS)),
    EXTRA,
    EXTRA,
)


@settings(max_examples=60)
@given(PACKAGES)
def test_a_package_of_somebody_else_is_kept_whole_with_keys_we_do_not_know(package):
    found, _ = read_case(case_json(package), "theirs.json")
    assert found == package
    assert not is_skill_map(found)


def sound() -> dict:
    return json.loads(case_json(case_package(SHIPPED, changed=DAY)))


def problems(value) -> list[str]:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    with pytest.raises(InputError) as caught:
        package, _ = read_case(data, "map.json")
        framework_of(package, "map.json")
    assert all(problem.file == "map.json" for problem in caught.value.problems)
    return [f"{problem.code} {problem.message}" for problem in caught.value.problems]


BROKEN = {
    b"": "E-JSON",
    b"\xff\xfe": "E-FILE is not UTF-8",
    b"[]": "E-KIND is no CASE package",
    b'{"CFDocument": {}, "CFDocument": {}}': 'E-JSON has the key "CFDocument" twice',
    b'{"CFDocument": NaN}': "E-JSON holds NaN",
    b'{"CFDocument": 1e999}': "E-JSON holds the number 1e999",
    b"[" * 100_000: "E-DEPTH",
    b"[" * 60 + b"]" * 60: "E-DEPTH",
    b'{"CFDocument": ' + b"9" * 5000 + b"}": "E-JSON holds a number that is too long",
    bytes(20_000_001): "E-SIZE is larger than 20 MB",
}


@pytest.mark.parametrize(("data", "said"), BROKEN.items(), ids=range(len(BROKEN)))
def test_a_broken_file_gets_one_sentence(data, said):
    (found,) = problems(data)
    assert found.startswith(said)


def test_all_faults_of_a_file_are_told_at_once():
    value = sound()
    del value["CFDocument"]["title"]
    value["CFItems"][3]["fullStatement"] = 7
    value["CFAssociations"][5]["destinationNodeURI"] = "urn:somewhere"
    value["CFRubrics"][0]["CFRubricCriteria"][1]["weight"] = "heavy"
    assert problems(value) == [
        "E-KEY CFDocument.title is missing - CASE requires it",
        "E-TYPE CFItems[3].fullStatement should be a text",
        "E-TYPE CFAssociations[5].destinationNodeURI should be a block of keys",
        "E-TYPE CFRubrics[0].CFRubricCriteria[1].weight should be a number",
    ]


def test_an_id_that_stands_twice_and_an_unknown_arrow_are_told():
    value = sound()
    value["CFItems"][1]["identifier"] = value["CFItems"][0]["identifier"]
    value["CFAssociations"][0]["associationType"] = "isFriendOf"
    first, second = problems(value)
    assert first.startswith("E-TWICE CFItems[1] has the identifier of CFItems[0]")
    assert second.startswith('E-CHOICE CFAssociations[0] is of the unknown type "isFriendOf" - use isChildOf')


def test_a_circle_of_children_is_named_whole():
    value = sound()
    row = next(row for row in value["CFAssociations"] if row["originNodeURI"]["title"] == "Foundational skills")
    child = next(row for row in value["CFAssociations"] if row["destinationNodeURI"]["title"] == "Foundational skills")
    row["destinationNodeURI"] = child["originNodeURI"]
    (found,) = problems(value)
    assert found == (
        "E-CYCLE items are children of each other in a circle "
        "(foundational > clinical-expertise > foundational) - break it"
    )


def test_faults_of_meaning_are_told_all_at_once():
    value = sound()
    value["CFDocument"]["version"] = ""
    by_code = {item.get("humanCodingScheme"): item for item in value["CFItems"]}
    by_code["financial-acumen"]["humanCodingScheme"] = ""
    by_code["role-vpma"]["conceptKeywords"] = ["sector=hospital", "steps=[7]"]
    value["CFRubrics"][1]["CFRubricCriteria"][0]["weight"] = 9
    found = "\n".join(problems(value))
    for said in (
        "CFDocument.version is missing",
        "a humanCodingScheme is missing",
        "steps is not what",
        "weight 1 to 5",
    ):
        assert said in found
    assert '"seniority=..."' in found


def test_arrows_that_another_system_changed_count_more_than_the_notes():
    value = sound()
    rows = value["CFAssociations"]
    gone = next(row for row in rows if row["associationType"] == "isRelatedTo")
    rows.remove(gone)
    package, _ = read_case(json.dumps(value).encode(), "map.json")
    found, _ = framework_of(package, "map.json")
    assert len(found.relations) == len(SHIPPED.relations) - 1
    assert set(found.relations) < set(SHIPPED.relations)


def test_what_has_no_place_in_the_skill_map_is_listed():
    value = sound()
    value["CFItems"][0]["extensions"] = {"grade": 9}
    value["CFItems"][0]["conceptKeywords"] = ["wise"]
    extra = {**value["CFItems"][0], "identifier": "3f2a0000-0000-4000-8000-000000000000", "CFItemType": "Poem"}
    value["CFItems"].append(extra)
    package, _ = read_case(json.dumps(value).encode(), "map.json")
    found, left_out = framework_of(package, "map.json")
    assert found == SHIPPED
    assert {item.what: item.count for item in left_out} == {
        "keyword or note": 1,
        "key extensions of CFItems": 2,
        'item of type "Poem"': 1,
    }


def test_a_large_file_of_parents_and_children_is_read_in_a_moment():
    kinds = ("Domain", "Competency", "Proficiency level")
    items = [
        {
            "identifier": f"{n:08x}-0000-4000-8000-000000000000",
            "uri": "u",
            "fullStatement": "s",
            "lastChangeDateTime": "d",
            "CFItemType": kinds[n % 3],
            "humanCodingScheme": str(n),
        }
        for n in range(12_000)
    ]
    value = {"CFDocument": sound()["CFDocument"], "CFItems": items, "CFAssociations": []}
    found = problems(value)
    assert found[-1].startswith("E-MORE has ")
    assert len(found) == 101
