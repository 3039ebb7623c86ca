"""Signatures and the form in which they are made, against published vectors."""

from __future__ import annotations

import json
import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from interop.badges.made import BADGE, DID, NAME, base64url, multibase, signed, token

from cmo_pathways.assess.signatures import signature_holds
from cmo_pathways.interop.badges.canonical import canonical_json
from cmo_pathways.interop.badges.container import Credential, opened
from cmo_pathways.interop.badges.keys import from_base64url, from_multibase, key_in_method, key_of_jwk
from cmo_pathways.interop.badges.proof import proofs_of

# RFC 8032, section 7.1, test 1.
PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
SIGNATURE = bytes.fromhex(
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe2465"
    "5141438e7a100b"
)
# RFC 8037, appendix A.4, whose key is that of test 1.
JWS = (
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
    "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
)
# W3C, Data Integrity EdDSA Cryptosuites v1.0, appendix B.3 (eddsa-jcs-2022): the signed credential.
W3C = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
    "proof": {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": "2023-02-24T23:36:38Z",
        "verificationMethod": "https://vc.example/issuers/5678#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
        "proofPurpose": "assertionMethod",
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
        "proofValue": "z63t83Y53KfzJ5ZosfKTnqfMcKB2dmTrfjSaQjeNNjAD5srBowQfmWqeRb8rRjmeEuCBEsddF9LsVogtuTsijJKh4",
    },
}


def outcomes(value: object) -> list[tuple[str, str]]:
    return [(proof.outcome, proof.key) for proof in proofs_of(Credential(value))]


def test_the_published_signature_holds_and_no_changed_one_does() -> None:
    assert signature_holds(b"", SIGNATURE, PUBLIC)
    assert not signature_holds(b"x", SIGNATURE, PUBLIC)
    assert not signature_holds(b"", SIGNATURE[:-1] + b"\0", PUBLIC)
    assert not signature_holds(b"", SIGNATURE, bytes(32))
    assert not signature_holds(b"", SIGNATURE[:10], PUBLIC)
    assert not signature_holds(b"", SIGNATURE, PUBLIC[:10])


def test_the_published_token_holds_for_the_published_key() -> None:
    head, payload, made = JWS.split(".")
    key = key_of_jwk({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})
    assert key == PUBLIC
    assert signature_holds(f"{head}.{payload}".encode(), from_base64url(made) or b"", key)


def test_the_published_credential_holds_and_any_changed_word_breaks_it() -> None:
    assert outcomes(W3C) == [("holds", "")]
    assert outcomes({**W3C, "name": "Alumni credential"}) == [("broken", "")]
    assert outcomes({**W3C, "more": 1}) == [("broken", "")]
    assert outcomes({**W3C, "@context": W3C["@context"][:1]}) == [("broken", "")]
    assert outcomes({**W3C, "proof": {**W3C["proof"], "created": "2023-02-24T23:36:39Z"}}) == [("broken", "")]


@pytest.mark.parametrize(
    ("bits", "text"),
    [
        ("0000000000000000", "0"), ("8000000000000000", "0"), ("0000000000000001", "5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"), ("4340000000000000", "9007199254740992"),
        ("c340000000000000", "-9007199254740992"), ("4430000000000000", "295147905179352830000"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"), ("44b52d02c7e14af6", "1e+23"),
        ("44b52d02c7e14af7", "1.0000000000000001e+23"), ("444b1ae4d6e2ef4e", "999999999999999700000"),
        ("444b1ae4d6e2ef50", "1e+21"), ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"), ("41b3de4355555553", "333333333.3333332"),
        ("becbf647612f3696", "-0.0000033333333333333333"), ("43143ff3c1cb0959", "1424953923781206.2"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_in_appendix_b_of_rfc_8785(bits: str, text: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical_json(number) == text.encode()


def test_the_published_samples_of_the_canonical_form() -> None:
    # RFC 8785, sections 3.2.2 and 3.2.3.
    sample = r"""{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"""
    want = (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    assert canonical_json(json.loads(sample)).decode() == want
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    order = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert list(json.loads(canonical_json(dict.fromkeys(keys, 0)))) == order


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_comes_back_from_its_canonical_form(number: float) -> None:
    assert float(canonical_json(number)) == number


@pytest.mark.parametrize("value", [math.nan, math.inf, 10**400, {"a": "\ud800"}])
def test_what_the_canonical_form_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        canonical_json(value)


@given(st.binary(min_size=1, max_size=70))
def test_keys_and_signatures_come_back_from_their_texts(raw: bytes) -> None:
    assert from_multibase(multibase(raw)) == raw
    assert from_base64url(base64url(raw)) == raw


def test_a_key_is_taken_only_where_the_method_itself_holds_it() -> None:
    assert key_in_method(f"{DID}#{NAME}") == key_in_method(DID)
    assert len(key_in_method(DID)[0]) == 32
    assert key_in_method(f"https://example.org/1#{NAME}")[1] == ""
    for other in ("", None, 7, "https://example.org/1#key-1", f"{DID}#zOther", "did:key:z6Mk0", "did:key:zzzz"):
        assert key_in_method(other) == (b"", "")


def test_a_badge_signed_by_its_issuer_holds() -> None:
    assert outcomes(signed(BADGE)) == [("holds", DID)]
    changed = {**signed(BADGE), "validUntil": "2099-01-01T00:00:00Z"}
    assert outcomes(changed) == [("broken", DID)]
    assert outcomes({**BADGE, "proof": [signed(BADGE)["proof"], 7]}) == [("holds", DID), ("unchecked", "")]
    assert outcomes(BADGE) == []


def test_signatures_of_other_kinds_are_named_and_not_checked() -> None:
    for more in ({"cryptosuite": "eddsa-rdfc-2022"}, {"proofPurpose": "authentication"}, {"previousProof": "urn:x"},
                 {"verificationMethod": "https://example.org/1#key-1"}):  # fmt: skip
        (proof,) = proofs_of(Credential(signed(BADGE, **more)))
        assert proof.outcome == "unchecked"
        assert proof.why
    old = {**BADGE, "proof": {"type": "Ed25519Signature2020", "proofValue": "z1"}}
    assert "Ed25519Signature2020" in proofs_of(Credential(old))[0].kind


def test_a_token_holds_only_as_it_was_signed() -> None:
    made = token(BADGE).decode()
    (proof,) = proofs_of(opened(made, "it"))
    assert (proof.outcome, proof.key) == ("holds", DID)
    head, payload, last = made.split(".")
    other = base64url(json.dumps({**BADGE, "id": "urn:y"}).encode())
    assert proofs_of(opened(f"{head}.{other}.{last}", "it"))[0].outcome == "broken"
    assert proofs_of(opened(f"{head}.{payload}.{'A' * 86}", "it"))[0].outcome == "broken"


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ({"alg": "RS256"}, "this kind of signature is not checked here"),
        ({"alg": "none"}, "nobody signed it"),
        ({"kid": "https://example.org/1#key-1"}, "its key is not in the file"),
        ({"crit": ["b64"]}, "it asks for a check that is not known here"),
    ],
)
def test_a_token_that_cannot_be_checked_says_why(header: dict[str, object], why: str) -> None:
    (proof,) = proofs_of(opened(token(BADGE, **header).decode(), "it"))
    assert (proof.outcome, proof.why) == ("unchecked", why)
