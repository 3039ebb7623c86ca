"""A share as a file: exact both ways, a mark that shows damage, and one sentence for each way to be wrong."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.cohort import Share, Withdrawal, read_share, share_text
from cmo_pathways.cohort.marked import mark_of
from cmo_pathways.errors import InputError


def marked(content: Any, **top: Any) -> str:
    """A file with a mark that fits, whatever it holds."""
    value = {"format": "cmo-pathways-share", "version": 1, "content": content} | top
    return json.dumps(value | {"sha256": mark_of(value["format"], value["version"], value["content"])})


def fault(text: str | bytes) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        read_share(text, "x.share")
    (problem,) = caught.value.problems
    assert problem.file == "x.share"
    assert "\n" not in problem.message and len(problem.message) < 300
    return problem.code, problem.message


@pytest.fixture
def content(a_share: Callable[..., Share]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(share_text(a_share()))["content"]
    return found


def test_a_share_comes_back_as_it_was(a_share) -> None:
    for share in (a_share(), a_share(2, stage=None, role=None), a_share(3, parts=(), **dict.fromkeys(
        ("levels", "ratings", "cases", "memos", "plan", "entries"), ()))):  # fmt: skip
        text = share_text(share)
        assert read_share(text) == share
        assert share_text(read_share(text.encode())) == text


def test_a_withdrawal_comes_back_as_it_was() -> None:
    back = Withdrawal("w1", "learner-0001", "2026-12-01T08:00:00Z")
    assert read_share(share_text(back)) == back


def test_the_file_is_readable_and_says_what_it_is(a_share) -> None:
    value = json.loads(share_text(a_share(name="Zoë Łukaszewicz")))
    assert (value["format"], value["version"], value["content"]["kind"]) == ("cmo-pathways-share", 1, "share")
    assert "Zoë Łukaszewicz" in share_text(a_share(name="Zoë Łukaszewicz"))


def test_the_mark_is_the_sha256_of_the_sorted_text_without_blanks() -> None:
    text = '{"content":{"a":"\\u00e9","b":[1,2.5]},"format":"f","version":1}'
    assert mark_of("f", 1, {"b": [1, 2.5], "a": "é"}) == hashlib.sha256(text.encode()).hexdigest()


def test_a_byte_that_was_changed_is_noticed(a_share) -> None:
    text = share_text(a_share())
    assert fault(text.replace('"level": 2.31', '"level": 4.31'))[0] == "E-MARK"
    assert fault(text.replace("Fellow 1", "Fellow 7"))[0] == "E-MARK"


def test_blanks_and_the_order_of_keys_are_no_damage(a_share) -> None:
    value = json.loads(share_text(a_share()))
    turned = json.dumps(dict(reversed(value.items())), separators=(",", ":"))
    assert read_share("\ufeff" + turned) == a_share()


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("", "E-JSON", "not readable as JSON"),
        ("hello", "E-JSON", "not readable as JSON"),
        (b"\xff\xfe\x00{", "E-FILE", "not UTF-8"),
        (b"PK\x03\x04\x90\x91", "E-FILE", "not UTF-8"),
        ("[1, 2]", "E-FORMAT", "is not a share"),
        ('{"format": "cmo-pathways-answers"}', "E-FORMAT", "is not a share"),
        ('{"format": "cmo-pathways-share", "version": 2}', "E-NEWER", "update cmo-pathways"),
        ('{"format": "cmo-pathways-share", "version": true}', "E-VERSION", "no version"),
        ('{"format": "cmo-pathways-share"}', "E-VERSION", "no version"),
        ('{"format": "cmo-pathways-share", "version": 1}', "E-MISSING", '"sha256"'),
        ('{"format": "cmo-pathways-share", "version": 1, "sha256": "x", "content": {}}', "E-MARK", "damaged"),
        ('{"format": "cmo-pathways-share", "version": 1, "sha256": "x", "content": {}, "run": 1}', "E-KEY", "run"),
        (marked([]), "E-VALUE", "no block"),
        (marked({}), "E-VALUE", "kind"),
        (marked({"kind": "share"}), "E-MISSING", '"id"'),
        (marked({"kind": "withdrawal", "id": "a", "learner": "b", "at": "soon"}), "E-VALUE", '"at"'),
        ('{"format": "a", "format": "b"}', "E-JSON", "twice"),
        ('{"format": NaN}', "E-JSON", "NaN"),
        ('{"format": 1e999}', "E-JSON", "too large"),
        ('{"format": ' + "9" * 5000 + "}", "E-JSON", "too long"),
        ("[" * 100_000, "E-DEPTH", "too deeply"),
        ("[" * 60 + "]" * 60, "E-DEPTH", "too deeply"),
        (b" " * 5_000_001, "E-SIZE", "larger than 5 MB"),
    ],
)  # fmt: skip
def test_what_is_no_share_is_refused_in_one_sentence(text: str | bytes, code: str, words: str) -> None:
    found, said = fault(text)
    assert found == code
    assert words in said


WRONG: list[tuple[tuple[Any, ...], Any, str]] = [
    (("id",), "../../etc/passwd", "E-VALUE"),
    (("learner",), "", "E-VALUE"),
    (("at",), "2026-02-30T10:00:00Z", "E-VALUE"),
    (("at",), "2026-02-03 10:00", "E-VALUE"),
    (("name",), "", "E-VALUE"),
    (("name",), " ", "E-VALUE"),
    (("name",), "A\nB", "E-VALUE"),
    (("name",), "A\tB", "E-VALUE"),
    (("name",), "x" * 201, "E-VALUE"),
    (("name",), "A\0B", "E-VALUE"),
    (("name",), "A\u202eB", "E-VALUE"),
    (("name",), "A\ud800B", "E-VALUE"),
    (("name",), ["A"], "E-VALUE"),
    (("pseudonym",), 1, "E-VALUE"),
    (("stage",), 3, "E-VALUE"),
    (("role",), "CMO!", "E-VALUE"),
    (("parts",), ["plan", "levels"], "E-VALUE"),
    (("parts",), ["levels", "levels"], "E-VALUE"),
    (("parts",), ["levels", "balance"], "E-VALUE"),
    (("parts",), [], "E-VALUE"),
    (("levels",), {}, "E-VALUE"),
    (("levels", 0), "finance", "E-VALUE"),
    (("levels", 0, "level"), "3", "E-VALUE"),
    (("levels", 0, "level"), 5.1, "E-VALUE"),
    (("levels", 0, "level"), 10**400, "E-VALUE"),
    (("levels", 0, "level"), True, "E-VALUE"),
    (("levels", 0, "low"), 4.5, "E-VALUE"),
    (("levels", 1, "competency"), "finance", "E-TWICE"),
    (("levels", 0, "because"), "they said so", "E-KEY"),
    (("ratings", 0, "moment"), "later", "E-VALUE"),
    (("ratings", 0, "level"), 2.5, "E-VALUE"),
    (("cases", 0, "path"), "call/stop", "E-VALUE"),
    (("cases", 0, "scores", "patient-safety"), [1, 2, 3], "E-VALUE"),
    (("memos", 0, "text"), "x" * 100_001, "E-VALUE"),
    (("plan", 0, "status"), "won", "E-VALUE"),
    (("plan", 0, "on"), "2026-13", "E-VALUE"),
    (("entries", 0, "body", "title"), {"a": 1}, "E-VALUE"),
    (("entries", 0, "body", "title"), None, "E-VALUE"),
    (("balance",), {"strain": 4}, "E-KEY"),
]


@pytest.mark.parametrize(("place", "value", "code"), WRONG, ids=[f"{'-'.join(map(str, p))}-{n}" for n, (p, *_) in
                                                                 enumerate(WRONG)])  # fmt: skip
def test_a_wrong_value_is_named_though_the_mark_fits(content, place, value, code) -> None:
    block = content
    for step in place[:-1]:
        block = block[step]
    block[place[-1]] = value
    found, said = fault(marked(content))
    assert found == code
    assert str(place[0]) in said or str(place[-1]) in said


def test_every_key_that_is_missing_is_named(content) -> None:
    def cut(block: dict[str, Any], key: str) -> None:
        gone = block.pop(key)
        assert fault(marked(content)) == ("E-MISSING", fault(marked(content))[1])
        assert f'"{key}"' in fault(marked(content))[1]
        block[key] = gone

    blocks = [content, *(content[part][0] for part in ("levels", "ratings", "cases", "memos", "plan", "entries"))]
    tried = 0
    for block in blocks:
        for key in list(block):
            if key != "kind":
                cut(block, key)
                tried += 1
    assert tried > 30


def test_the_id_of_a_competency_that_this_version_does_not_know_is_kept(content) -> None:
    content["levels"][0]["competency"] = "from-a-later-skill-map"
    share = read_share(marked(content))
    assert isinstance(share, Share) and share.levels[0].competency == "from-a-later-skill-map"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_no_bytes_at_all_bring_the_reader_down(data: bytes | str) -> None:
    code, message = fault(data)
    assert code.startswith("E-") and message


@given(st.data())
def test_whatever_stands_in_place_of_a_value_is_read_or_refused(data) -> None:
    value = copy.deepcopy(SOUND)
    block: Any = value
    while isinstance(block, dict | list) and block:
        key = data.draw(st.sampled_from(sorted(block) if isinstance(block, dict) else range(len(block))))
        if data.draw(st.booleans()) or not isinstance(block[key], dict | list):
            block[key] = data.draw(JSON)
            break
        block = block[key]
    text = marked(value)
    try:
        share = read_share(text, "x.share")
    except InputError as error:
        assert len(error.problems) == 1
    else:
        assert read_share(share_text(share)) == share


SOUND = {
    "kind": "share", "id": "s1", "learner": "l1", "at": "2026-11-03T21:14:00Z", "name": "Fellow", "pseudonym": True,
    "framework": "1.2.0", "stage": None, "role": "vpma", "parts": ["levels", "cases", "entries"],
    "levels": [{"competency": "finance", "level": 2, "low": 1.0, "high": 3.5}], "ratings": [],
    "cases": [{
        "play": "p-1", "case": "p", "version": "1.0.0", "at": "2026-11-01T10:00:00Z", "ending": "good",
        "path": ["a/b"], "scores": {"finance": [1, 2]},
    }],
    "memos": [], "plan": [], "entries": [{"id": "e-1", "section": "impact", "body": {"title": "T", "tags": ["a"]}}],
}  # fmt: skip
