"""Badges as an invented college would issue them, and the ways to sign and to bake them."""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from nacl.signing import SigningKey

from cmo_pathways.interop.badges.canonical import canonical_json

KEY = SigningKey(bytes(range(32)))
SIGNS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def multibase(raw: bytes) -> str:
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = SIGNS[rest] + text
    return "z" + "1" * (len(raw) - len(raw.lstrip(b"\0"))) + text


def base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


NAME = multibase(b"\xed\x01" + bytes(KEY.verify_key))
DID = f"did:key:{NAME}"

BADGE: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    "id": "urn:uuid:11111111-0000-4000-8000-000000000000",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": DID, "type": ["Profile"], "name": "An invented college"},
    "validFrom": "2025-03-01T00:00:00Z",
    "validUntil": "2030-02-28T00:00:00Z",
    "credentialSubject": {
        "type": ["AchievementSubject"],
        "licenseNumber": "Q-7",
        "achievement": {
            "id": "urn:x:quality",
            "type": ["Achievement"],
            "name": "Quality course",
            "description": "Five days on improvement methods.",
            "criteria": {"narrative": "Passed the examination."},
        },
    },
}


def signed(value: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The badge with a Data Integrity proof (eddsa-jcs-2022)."""
    options = {
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": "2025-03-01T00:00:00Z",
        "verificationMethod": f"{DID}#{NAME}", "proofPurpose": "assertionMethod", "@context": value["@context"], **more,
    }  # fmt: skip
    hashed = sha256(canonical_json(options)).digest() + sha256(canonical_json(value)).digest()
    return {**value, "proof": {**options, "proofValue": multibase(KEY.sign(hashed).signature)}}


def token(claims: dict[str, Any], **header: Any) -> bytes:
    """A signed token with these claims."""
    head = base64url(json.dumps({"alg": "EdDSA", "kid": f"{DID}#{NAME}", **header}).encode())
    start = f"{head}.{base64url(json.dumps(claims).encode())}"
    return f"{start}.{base64url(KEY.sign(start.encode()).signature)}".encode()


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def png(text: bytes, *, keyword: bytes = b"openbadgecredential", packed: bool = False) -> bytes:
    """A picture of one point with a text in it."""
    head = chunk(b"IHDR", bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]))
    inner = keyword + b"\0" + bytes([int(packed), 0]) + b"\0\0" + (zlib.compress(text) if packed else text)
    end = chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"iTXt", inner) + end


def svg(inner: str, attributes: str = "") -> bytes:
    """A drawing with a text in its tag for a badge."""
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'
    tag = f"<openbadges:credential{attributes}>{inner}</openbadges:credential>"
    return f'<?xml version="1.0"?>\n<svg {space}>{tag}<script>alert(1)</script></svg>'.encode()
