"""Which signature a credential carries, and whether it holds, as far as the key is inside the file.

Checked here: Data Integrity with the suite ``eddsa-jcs-2022`` (W3C, Data Integrity EdDSA Cryptosuites v1.0, 2025,
section 3.3) and signed tokens with EdDSA (RFC 8037). Every other signature is named and left unchecked: its key or
its documents would have to be fetched.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cmo_pathways.assess.signatures import signature_holds
from cmo_pathways.interop.badges.canonical import canonical_json
from cmo_pathways.interop.badges.container import Credential
from cmo_pathways.interop.badges.keys import from_base64url, from_multibase, key_in_method, key_of_jwk

_MOST = 10
"""Proofs of one credential that are looked at."""
_SUITE = "eddsa-jcs-2022"


@dataclass(frozen=True, slots=True)
class Proof:
    """One signature: which kind, what became of its check, and whose key it was.

    ``outcome`` is ``holds``, ``broken`` or ``unchecked``; ``why`` says of an unchecked one what kept us from it;
    ``key`` is the did:key that made it, empty where the key stands in the file under no such name.
    """

    kind: str
    outcome: str
    why: str = ""
    key: str = ""


def proofs_of(credential: Credential) -> tuple[Proof, ...]:
    """The signatures of a credential in their order; none for a credential that is not signed."""
    if credential.token:
        return (_of_token(credential.token),)
    value = credential.value
    given = value.get("proof") if isinstance(value, Mapping) else None
    blocks = given if isinstance(given, list) else [given] if given else []
    return tuple(_of_block(value, block) for block in blocks[:_MOST])


def _of_token(token: str) -> Proof:
    head, payload, signed = token.split(".")
    header = _block(from_base64url(head))
    name = str(header.get("alg", "of no named kind"))[:20]
    kind = f"a signed token ({name})"
    if name.lower() == "none" or not signed:
        return Proof("a token without a signature", "unchecked", "nobody signed it")
    if name not in ("EdDSA", "Ed25519"):
        return Proof(kind, "unchecked", "this kind of signature is not checked here")
    if "crit" in header:
        return Proof(kind, "unchecked", "it asks for a check that is not known here")
    key, did = key_in_method(header.get("kid"))
    key = key or key_of_jwk(header.get("jwk"))
    if not key:
        return Proof(kind, "unchecked", "its key is not in the file")
    holds = signature_holds(f"{head}.{payload}".encode(), from_base64url(signed) or b"", key)
    return Proof(kind, "holds" if holds else "broken", key=did)


def _of_block(value: Mapping[str, Any], proof: object) -> Proof:
    if not isinstance(proof, Mapping):
        return Proof("a proof that cannot be read", "unchecked", "it is no block of keys")
    suite = proof.get("cryptosuite") or proof.get("type")
    kind = f"a proof in the file ({suite[:40]})" if isinstance(suite, str) else "a proof of no named kind"
    if proof.get("type") != "DataIntegrityProof" or suite != _SUITE:
        return Proof(kind, "unchecked", "this kind of signature is not checked here")
    if proof.get("proofPurpose") != "assertionMethod":
        return Proof(kind, "unchecked", "it was made for another purpose than to assert")
    if "previousProof" in proof:
        return Proof(kind, "unchecked", "it follows on another proof")
    key, did = key_in_method(proof.get("verificationMethod"))
    if not key:
        return Proof(kind, "unchecked", "its key is not in the file")
    return Proof(kind, "holds" if _holds(value, proof, key) else "broken", key=did)


def _holds(value: Mapping[str, Any], proof: Mapping[str, Any], key: bytes) -> bool:
    text = proof.get("proofValue")
    document = {name: inner for name, inner in value.items() if name != "proof"}
    options = {name: inner for name, inner in proof.items() if name != "proofValue"}
    if "@context" in options:
        given, own = _listed(options["@context"]), _listed(document.get("@context"))
        if own[: len(given)] != given:
            return False
        document["@context"] = options["@context"]
    try:
        hashed = sha256(canonical_json(options)).digest() + sha256(canonical_json(document)).digest()
    except ValueError:  # what cannot be written in the signed form was not signed in it
        return False
    return isinstance(text, str) and signature_holds(hashed, from_multibase(text), key)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _block(data: bytes | None) -> Mapping[str, Any]:
    try:
        value = json.loads(data or b"{}")
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, Mapping) else {}
