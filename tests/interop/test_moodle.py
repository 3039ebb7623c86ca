"""Moodle files: what Moodle can hold comes back, the rest is listed, broken tables are told with their lines."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.errors import InputError
from cmo_pathways.framework.model import Competency, Domain, Framework, LevelName
from cmo_pathways.interop import compare_moodle, moodle_csv, moodle_of, read_moodle
from cmo_pathways.interop.moodle import COLUMNS

SHIPPED = load_catalogue().framework


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def test_the_shipped_skill_map_comes_back_as_moodle_holds_it():
    found, left_out = read_moodle(moodle_csv(SHIPPED).data, "map.csv")
    assert found == moodle_of(SHIPPED)
    assert left_out == ()
    assert compare_moodle(SHIPPED, found).equal
    assert len(found.rows) == 24


def test_the_table_has_the_columns_of_moodles_importer():
    rows = table(moodle_csv(SHIPPED).data)
    assert tuple(rows[0]) == COLUMNS
    assert {len(row) for row in rows} == {14}
    assert [row[12] for row in rows[1:]] == ["1"] + [""] * 24
    configuration = json.loads(rows[1][6])
    assert configuration[0] == {"scaleid": "1"}
    assert [part["id"] for part in configuration[1:] if part["proficient"]] == [4, 5, 6]
    assert rows[1][5].split(",")[3] == "Independent"


def test_what_moodle_cannot_hold_is_listed_and_counted():
    left_out = {item.what: item.count for item in moodle_csv(SHIPPED).left_out}
    assert left_out["signals"] == left_out["examples"] == 300
    assert left_out["roles"] == len(SHIPPED.roles)
    assert left_out["target levels with weight and reason"] == 20 * len(SHIPPED.roles)
    assert left_out["kinds of relation"] == len(SHIPPED.relations)


LINES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=120)


@given(LINES, LINES, LINES)
def test_any_words_come_back_and_no_cell_is_a_formula(name, what, other):
    competency = Competency("a", name, "", "d", what, other, ())
    framework = Framework("1", (LevelName(0, "None", ""),), (Domain("d", "D", "", "", ("a",)),), {"a": competency}, {})
    if not name.strip():
        return
    data = moodle_csv(framework).data
    assert read_moodle(data, "map.csv")[0] == moodle_of(framework)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in table(data) for cell in row)


def test_a_comma_in_an_id_is_kept_apart_from_the_comma_between_ids():
    rows = table(moodle_csv(SHIPPED).data)
    rows[6][1], rows[7][10] = "one,two", "one%2Ctwo,medical-ethics"
    for row in rows[7:]:
        row[10] = row[10] if row is rows[7] else ""
    found, _ = read_moodle(written(rows), "map.csv")
    assert found.rows[5].related == ("one,two", "medical-ethics")


def written(rows: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def problems(data: bytes) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_moodle(data, "map.csv")
    return [f"{problem.line} {problem.code} {problem.message}" for problem in caught.value.problems]


def test_all_faults_of_a_table_are_told_with_their_lines():
    rows = table(moodle_csv(SHIPPED).data)
    rows[1][6] = "[{]"
    rows[3][2] = ""
    rows[4][0] = "nowhere"
    rows[6][10] = "nobody"
    rows[7][1] = rows[8][1]
    for row in rows[2:]:
        row[10] = row[10] if row is rows[6] else ""
    assert problems(written(rows)) == [
        "4 E-KEY has no ID number or no short name - Moodle would pass over it",
        '5 E-PARENT the parent "nowhere" is not in the file - mend it',
        '7 E-RELATED the cross-reference "nobody" is not in the file - mend it',
        f'8 E-TWICE the ID number "{rows[8][1]}" stands 2 times - keep one',
        f'9 E-TWICE the ID number "{rows[8][1]}" stands 2 times - keep one',
        "2 E-SCALE the scale has no values or its configuration is not readable - export it again",
    ]


def test_parents_in_a_circle_are_named_whole():
    rows = table(moodle_csv(SHIPPED).data)
    rows[2][0], rows[3][0] = rows[3][1], rows[2][1]
    assert problems(written(rows)) == [
        "3 E-CYCLE parents go in a circle (foundational > leadership > foundational) - break it"
    ]


GOOD = moodle_csv(replace(SHIPPED, relations=())).data
BROKEN = {
    b"": "1 E-COLUMNS has 0 columns",
    b"a,b\r\n1,2\r\n": "1 E-COLUMNS has 2 columns - a Moodle framework has 14",
    GOOD.split(b"\r\n")[0].replace(b",", b";"): "1 E-CSV is separated by semicolons",
    b"\xff" + GOOD: "1 E-FILE is not UTF-8 text",
    GOOD + b'"open': "27 E-CSV is not readable as CSV",
    GOOD + b"a,b\r\n": "27 E-CSV 2 cells where the header has 14",
    GOOD.split(b"\r\n")[0]: '0 E-FRAMEWORK 0 rows are marked "Is framework"',
    bytes(20_000_001): "0 E-SIZE is larger than 20 MB",
}


@pytest.mark.parametrize(("data", "said"), BROKEN.items(), ids=range(len(BROKEN)))
def test_a_broken_table_gets_one_sentence(data, said):
    (found,) = problems(data)
    assert found.startswith(said)


def test_markup_of_others_becomes_plain_text():
    rows = table(GOOD)
    rows[6][3] = "<div>Reads <b>budgets</b></div><script>alert(1)</script><ul><li>and bills</li></ul>"
    found, _ = read_moodle(written(rows), "map.csv")
    assert found.rows[4].paragraphs == ("Reads budgets", "and bills")
    compared = compare_moodle(SHIPPED, found)
    assert dict(compared.changed) == {found.rows[4].id: ("description",)}
