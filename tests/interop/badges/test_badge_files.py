"""Badges of other issuers: found in files, tokens and pictures, and told with what could be seen offline."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from interop.badges.made import BADGE, DID, NAME, base64url, png, signed, svg, token

from cmo_pathways.errors import InputError
from cmo_pathways.interop import badge_sentences, import_events, import_preview, open_badges, read_badges
from cmo_pathways.interop.badges import OPEN, Credential, check_badge, credentials_in
from cmo_pathways.interop.badges.stored import MAX_KEPT
from cmo_pathways.interop.open_badges import SELF_ISSUED
from cmo_pathways.ledger.event import event_problems

TEXT = json.dumps(signed(BADGE)).encode()
FORMS = {
    "json": TEXT,
    "png": png(TEXT),
    "packed-png": png(TEXT, packed=True),
    "svg": svg(f"<![CDATA[{TEXT.decode()}]]>"),
    "svg-escaped": svg(TEXT.decode().replace("&", "&amp;").replace('"', "&quot;")),
}
TOKENS = {
    "token": token(BADGE),
    "png-token": png(token(BADGE)),
    "svg-token": svg("", f' verify="{token(BADGE).decode()}"'),
}


def sentences(value: object) -> tuple[str, ...]:
    return check_badge(Credential(value)).sentences


@pytest.mark.parametrize("form", FORMS)
def test_a_badge_is_found_in_every_form_of_its_file(form: str) -> None:
    (found,) = credentials_in(FORMS[form], "it")
    assert (found.value, found.token) == (signed(BADGE), "")


@pytest.mark.parametrize("form", TOKENS)
def test_a_token_is_found_in_every_form_of_its_file(form: str) -> None:
    (found,) = credentials_in(TOKENS[form], "it")
    assert (found.value, found.token) == (BADGE, token(BADGE).decode())


def test_a_token_of_the_older_form_names_issuer_and_id_in_its_claims() -> None:
    inner = {name: value for name, value in BADGE.items() if name not in ("id", "issuer")}
    (found,) = credentials_in(token({"vc": inner, "iss": DID, "jti": "urn:z", "sub": "urn:me"}), "it")
    assert (found.value["id"], found.value["issuer"]) == ("urn:z", DID)
    assert not any("token names another" in fault for fault in check_badge(found).faults)


def test_a_token_that_contradicts_its_credential_says_so() -> None:
    (found,) = credentials_in(token({**BADGE, "iss": "https://example.org", "jti": "urn:z"}), "it")
    told = [fault for fault in check_badge(found).faults if "token names another" in fault]
    assert told == [
        "the token names another id than the credential in it",
        "the token names another issuer than the credential in it",
    ]


def test_a_sound_badge_is_told_with_what_holds_and_what_was_not_checked() -> None:
    assert sentences(signed(BADGE)) == (
        "Says: An invented college issued “Quality course” on 2025-03-01, in force until 2030-02-28.",
        "Structure and dates: as Open Badges 3.0 asks for.",
        "Signature, a proof in the file (eddsa-jcs-2022): it holds for the key inside the file, so the text is as it "
        "was signed; the key does not say who signed.",
        OPEN,
    )
    assert "revoked" in OPEN and "who the issuer is" in OPEN


def test_a_badge_without_a_signature_and_a_changed_one_are_told_as_such() -> None:
    assert sentences(BADGE)[2] == "No signature: anybody could have written it."
    assert "it does not hold. The text was changed" in sentences({**signed(BADGE), "validUntil": "2099-01-01"})[2]


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"@context": ["https://example.org"]}, "@context does not begin with that of a credential"),
        ({"type": ["OpenBadgeCredential"]}, "its type is not VerifiableCredential and OpenBadgeCredential"),
        ({"id": ""}, "it has no id"),
        ({"issuer": "did:x"}, "its issuer has no name"),
        ({"issuer": {"name": "A"}}, "its issuer has no id"),
        ({"validFrom": ""}, "the date of issue is missing"),
        ({"validFrom": "2025-03-01"}, "the date of issue is no date and time with a time zone"),
        ({"validUntil": "soon"}, "the last date is no date and time with a time zone"),
        ({"validUntil": "2024-01-01T00:00:00Z"}, "it ends before it begins"),
        ({"credentialSubject": {"achievement": BADGE["credentialSubject"]["achievement"]}},
         "its subject is no AchievementSubject"),
        ({"credentialSubject": {"type": "AchievementSubject", "achievement": {"type": "Achievement", "id": "x",
          "name": "n", "description": "d"}}}, "it does not say what had to be achieved"),
    ],
)  # fmt: skip
def test_each_departure_from_the_structure_is_named(changed: dict[str, object], fault: str) -> None:
    assert check_badge(Credential({**BADGE, **changed})).faults == (fault,)


def test_a_signature_by_another_key_than_the_issuers_is_named() -> None:
    other = {**BADGE, "issuer": {**BADGE["issuer"], "id": "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"}}
    assert check_badge(Credential(signed(other))).faults == ("it is signed with another key than the issuer's own",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (png(b"{}", keyword=b"openbadges"), "is an Open Badge of version 2 or older"),
        (json.dumps({"type": "Assertion"}).encode(), "is an Open Badge of version 2 or older"),
        (b"<svg><openbadges:assertion/></svg>", "is an Open Badge of version 2 or older"),
        (png(b"", keyword=b"Comment"), "is a picture without an Open Badge inside"),
        (b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffiTXt", "is a picture without an Open Badge inside"),
        (b'<?xml version="1.0"?><svg></svg>', "is a picture without an Open Badge inside"),
        (png(TEXT, packed=True).replace(b"\x01\x00\x00\x00x", b"\x01\x00\x00\x00y"), "cannot be unpacked"),
        (b"eyJhbGciOi.W10.c2ln", "is a signed token without readable content"),
        (b"eyJhbGciOi.!!.c2ln", ""),
    ],
    ids=range(9),
)
def test_a_file_without_a_badge_of_today_is_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        credentials_in(data, "it")
    assert said in caught.value.problems[0].message


def test_a_badge_becomes_a_credential_that_keeps_it_whole() -> None:
    made = import_preview([("b.png", FORMS["png"])], {})
    assert made.formats == {"b.png": "Open Badges 3.0"}
    ((_, id, body),) = import_events(made, made.fresh)
    assert {name: value for name, value in body.items() if name != "original"} == {
        "section": "credential", "title": "Quality course", "issuer": "An invented college", "year": "2025-03",
        "expires": "2030-02", "number": "Q-7",
    }  # fmt: skip
    assert id == "credential-1"
    assert badge_sentences(json.loads(json.dumps(body))) == sentences(signed(BADGE))
    again = import_preview([("b.json", TEXT)], {"credential-1": body})
    assert [one.why for one in again.proposals] == ["the same title, issuer and year"]


def test_a_token_stays_one_and_its_signature_is_worked_out_anew() -> None:
    ((_, _, body),) = import_events(import_preview([("b.jwt", TOKENS["token"])], {}), ["1"])
    assert "it holds for the key inside the file" in badge_sentences(body)[2]
    (text,) = body["original"]["record"]["badge"]
    forged = {**body, "original": {**body["original"], "record": {"badge": [text[:-8] + "AAAAAAAA"]}}}
    assert "it does not hold" in badge_sentences(forged)[2]


def test_what_stands_beside_an_entry_never_breaks_its_page() -> None:
    for badge in (["{"], ["x"], ["a.b"], [7], ["{" * 9000], ['{"a":"\ud800"}'], "x"):
        told = badge_sentences({"original": {"format": "Open Badges 3.0", "record": {"badge": badge}}})
        assert told in ((), ("The badge behind this entry cannot be read any more.",))
    assert badge_sentences({"original": {"format": "CSV", "record": {"badge": ["{}"]}}}) == ()
    assert badge_sentences({}) == ()


def test_several_badges_come_in_and_what_is_none_or_our_own_does_not() -> None:
    own = {**BADGE, "description": SELF_ISSUED}
    made = import_preview([("b.json", json.dumps([BADGE, own, {"type": "VerifiableCredential"}, 7]).encode())], {})
    assert [one.fields["title"] for one in made.proposals] == ["Quality course"]
    assert [(item.what, item.count) for item in made.ignored] == [("badges exported here", 1)]
    assert [row.message.partition(" - ")[0] for row in made.problems] == [
        "badge 3: it is no Open Badge 3.0",
        "badge 4: it is no Open Badge 3.0",
    ]


def test_a_badge_with_a_large_picture_in_it_is_kept_and_a_larger_one_only_in_words() -> None:
    for size, kept in ((150_000, True), (MAX_KEPT, False)):
        made = import_preview([("b.json", json.dumps({**BADGE, "image": "x" * size}).encode())], {})
        ((kind, id, body),) = import_events(made, made.fresh)
        assert event_problems(kind, id, body) == ()
        assert bool(badge_sentences(body)) is kept
        assert [item.what for item in made.ignored] == ([] if kept else ["long badges"])


def test_the_check_of_a_file_tells_the_same_of_each_badge() -> None:
    (badge,), _ = read_badges(FORMS["svg"], "it.svg")
    assert badge.signed
    assert badge.says == sentences(signed(BADGE))


SIGNS = st.sampled_from(
    ["{", "}", '"', ":", ",", "[", "]", '{"type":"OpenBadgeCredential"', '"proof":', '"credentialSubject":',
     '"achievement":{"name":"n"}', "<svg>", "<openbadges:credential", "</openbadges:credential>", " verify='",
     "<![CDATA[", "]]>", "&quot;", "eyJhbGciOiJFZERTQSJ9", ".", "e30", base64url(b'{"vc":{}}'), "\\ud800", "\u202e",
     "\0", "z" * 99, NAME, "did:key:", "#", ">"]
)  # fmt: skip
WRAPS: tuple[Callable[[str], bytes], ...] = (
    lambda text: text.encode("utf-8", "replace"),
    lambda text: png(text.encode("utf-8", "replace")),
    lambda text: svg(text),
    lambda text: svg("", f' verify="{text}"'),
    lambda text: b"\x89PNG\r\n\x1a\n" + text.encode("utf-8", "replace"),
    lambda text: b".".join(base64url(part.encode("utf-8", "replace")).encode() for part in (text, text, text)),
)


def told(data: bytes) -> list[str]:
    """What a reader is told of a file: sentences of the badges in it, or why there are none."""
    try:
        made = import_preview([("it", data)], {})
    except InputError as error:
        return [row.message for row in error.problems]
    words = [line for one in made.proposals for line in (one.summary, *badge_sentences(one.body))]
    for kind, subject, body in import_events(made, [one.id for one in made.proposals]):
        words += event_problems(kind, subject, body)
    return words + [row.message for row in made.problems] + [item.why for item in made.ignored]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SIGNS | st.text(max_size=6), max_size=30).map("".join), st.sampled_from(WRAPS))
def test_mangled_badges_end_in_sentences(text: str, wrap: Callable[[str], bytes]) -> None:
    assert all(len(line) < 2000 for line in told(wrap(text)))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
PARTS = ("@context", "id", "type", "issuer", "validFrom", "validUntil", "credentialSubject", "proof")
INNER = ("type", "cryptosuite", "verificationMethod", "proofPurpose", "proofValue", "@context", "previousProof")


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(PARTS), VALUES, max_size=3), st.dictionaries(st.sampled_from(INNER), VALUES))
def test_values_of_any_shape_give_sentences(outer: dict[str, object], proof: dict[str, object]) -> None:
    badge = {**signed(BADGE), **outer}
    if isinstance(badge["proof"], dict):
        badge["proof"] = {**badge["proof"], **proof}
    assert len(check_badge(Credential(badge)).sentences) >= 4
    assert told(json.dumps(badge).encode())
    for claims in (badge, {"vc": outer}):
        assert told(token(claims, **{"kid": proof.get("type"), "jwk": proof.get("proofValue")}))


MANY = 500_000
LONG = {
    "tags": b"<svg>" + b"<openbadges:credential " * MANY,
    "quotes": b"<svg><openbadges:credential " + b"verify='" + b'verify="' * MANY,
    "data": b"<svg><openbadges:credential>" + b"<![CDATA[" * MANY + b"</openbadges:credential>",
    "entities": b'<!DOCTYPE svg [<!ENTITY a "' + b"a" * MANY + b'">]><svg>' + b"&a;" * MANY,
    "chunks": b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0iTXt\0\0\0\0" * MANY,
    "bomb": png(b"[" + b" " * 30_000_000, packed=True),
    "key": json.dumps(signed(BADGE, verificationMethod="did:key:z" + "1" * MANY)).encode(),
    "value": json.dumps({**BADGE, "proof": {**signed(BADGE)["proof"], "proofValue": "z" * MANY}}).encode(),
    "number": json.dumps(BADGE).replace('"Q-7"', "1" * 4000).encode(),
    "proofs": json.dumps({**BADGE, "proof": [signed(BADGE)["proof"]] * 3000}).encode(),
    "token": b"e30." * MANY,
    "deep": token({"vc": json.loads("[" * 100 + "]" * 100)}),
}


@pytest.mark.parametrize("name", LONG)
def test_very_long_badges_end_in_a_sentence(name: str) -> None:
    assert told(LONG[name])


def test_our_own_badges_are_read_and_say_that_they_are_unsigned() -> None:
    from interop.test_results import FRAMEWORK, LEARNER, ONE

    (badge,), _ = read_badges(open_badges(FRAMEWORK, [ONE], learner=LEARNER).data, "mine.json")
    assert badge.says[1:3] == (
        "Structure and dates: as Open Badges 3.0 asks for.",
        "No signature: anybody could have written it.",
    )
