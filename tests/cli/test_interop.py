"""``framework`` and ``results``: files for other systems, and theirs read; bad files change nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from cmo_pathways.ledger import open_ledger

EXPORTS = [
    ("framework export --format case", "map.json", "framework"),
    ("framework export --format moodle", "map.csv", "framework"),
    ("results export --format open-badges", "badges.json", "results"),
    ("results export --format xapi", "statements.json", "results"),
    ("results export --format xapi", "statements.ndjson", "results"),
]


def words(command: str, home, out) -> list[str]:
    own = ["--home", str(home)] if command.startswith("results") else []
    return [*command.split(), *own, "--out", str(out)]


@pytest.mark.parametrize(("command", "name", "family"), EXPORTS)
def test_what_is_written_is_read_again(run, home, tmp_path, command, name, family):
    out = tmp_path / name
    done = run(*words(command, home, out), "--json")
    assert done.status == 0, done.err
    assert set(done.json) == {"file", "format", "kept", "left_out"}
    assert all(set(item) == {"what", "count", "why"} for item in done.json["left_out"])
    read = run(family, "check-file", out, "--json")
    assert read.status == 0, read.err
    assert read.json["format"] == done.json["format"]
    if family == "framework":
        assert read.json["compared"]["changed"] == {}
        assert read.json["compared"]["only_ours"] == read.json["compared"]["only_theirs"] == []
    else:
        assert read.json["kept"] == {key: value for key, value in done.json["kept"].items() if key != "evidence"}
    told = run(family, "check-file", out)
    assert told.status == 0
    assert max(map(len, told.out.splitlines())) <= 100 + len(str(out))


def test_evidence_goes_along_only_where_it_is_asked_for(run, home, tmp_path):
    ledger = open_ledger(home)
    body = {"competency": "financial-acumen", "text": "Budget of the year", "date": "2025"}
    ledger.append("evidence", "evidence-1", body, at=datetime(2026, 11, 20, 9, tzinfo=UTC))
    for extra, there in ((), False), (("--evidence",), True):
        out = tmp_path / "badges.json"
        run(*words("results export --format open-badges", home, out), *extra)
        assert (b"Budget of the year" in out.read_bytes()) is there


def test_a_file_with_another_skill_map_is_compared_by_id(run, tmp_path):
    out = tmp_path / "map.json"
    run("framework", "export", "--format", "case", "--out", out)
    value = json.loads(out.read_text())
    item = next(item for item in value["CFItems"] if item.get("humanCodingScheme") == "financial-acumen")
    item["fullStatement"] = "Counts money."
    role = next(item for item in value["CFItems"] if item.get("humanCodingScheme") == "role-vpma")
    role["humanCodingScheme"] = "role-viceroy"
    out.write_text(json.dumps(value))
    done = run("framework", "check-file", out)
    assert "financial-acumen (what it is)" in done.out
    assert "only in the file: role-viceroy" in done.out
    assert "Nothing was changed." in done.out


def test_nothing_rated_is_said(run, tmp_path):
    open_ledger(tmp_path / "new")
    done = run(*words("results export --format xapi", tmp_path / "new", tmp_path / "x.json"))
    assert done.status == 1
    assert done.sentence == "Nothing is rated yet, so there is no result to write. Rate a competency first."
    assert not (tmp_path / "x.json").exists()


@pytest.mark.parametrize("family", ["framework", "results"])
@pytest.mark.parametrize("as_json", [(), ("--json",)])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read (No such file or directory)"),
        ("folder", "is a folder"),
        (b"", ""),
        (b"\x00\xff" * 50, ""),
        (b"%PDF-1.7 ...", ""),
        (b'{"a": 1}', "is no "),
        (b"[" * 200_000, "nested too deeply"),
        (bytes(20_000_001), "is larger than 20 MB"),
    ],
)
def test_a_file_of_another_kind_gets_a_sentence(run, tmp_path, family, as_json, content, said):
    file = tmp_path / "given.json"
    if content == "folder":
        file.mkdir()
    elif content is not None:
        file.write_bytes(content)
    done = run(family, "check-file", file, *as_json)
    assert done.status == 1
    assert said in done.sentence
    assert "Nothing was changed." in done.sentence
    if as_json:
        assert done.json["problems"][0]["file"] == str(file)


def test_an_unknown_format_is_a_usage_error(run, tmp_path):
    done = run("framework", "export", "--format", "scorm", "--out", tmp_path / "x")
    assert done.status == 2
    assert 'there is no format "scorm". Use case or moodle.' in done.sentence
