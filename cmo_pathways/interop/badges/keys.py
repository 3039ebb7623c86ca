"""Public keys and signatures as badges write them: did:key, Multibase, JSON Web Key, base64url."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from typing import Any

_SIGNS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_LONGEST = 200
"""Signs of a key or signature; more are none, and would only cost time."""
_ED25519 = b"\xed\x01"
_DID = "did:key:"
_URL_TEXT = re.compile(r"[A-Za-z0-9_-]*")


def from_multibase(text: str) -> bytes:
    """The bytes of a text in base58btc with its leading ``z``; empty where it is none."""
    signs = text[1:]
    if not text.startswith("z") or not 0 < len(signs) <= _LONGEST or not set(signs) <= set(_SIGNS):
        return b""
    number = 0
    for sign in signs:
        number = number * 58 + _SIGNS.index(sign)
    zeros = len(signs) - len(signs.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def from_base64url(text: str) -> bytes | None:
    """The bytes of a base64url text without padding; None where it is none."""
    if not _URL_TEXT.fullmatch(text) or len(text) % 4 == 1:
        return None
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def key_in_method(method: object) -> tuple[bytes, str]:
    """The Ed25519 key that a verification method itself holds, and the did:key that it names; empty where none.

    ``did:key:z6Mk...#z6Mk...`` holds its key, and so does an address that ends in ``#z6Mk...``. Form: W3C, The
    did:key Method v0.9, and Controlled Identifiers 1.0 (Multikey).
    """
    if not isinstance(method, str):
        return b"", ""
    owner, _, part = method.partition("#")
    did = owner if owner.startswith(_DID) else ""
    name = did.removeprefix(_DID) if did else part
    if did and part and part != name:
        return b"", ""
    raw = from_multibase(name)
    return (raw[2:], did) if raw[:2] == _ED25519 and len(raw) == 34 else (b"", "")


def key_of_jwk(value: object) -> bytes:
    """The Ed25519 key of a JSON Web Key (RFC 8037); empty where it is none."""
    if not isinstance(value, Mapping) or (value.get("kty"), value.get("crv")) != ("OKP", "Ed25519"):
        return b""
    text: Any = value.get("x")
    return (from_base64url(text) or b"") if isinstance(text, str) and len(text) <= _LONGEST else b""
