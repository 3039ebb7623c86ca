"""Sealing and opening with NaCl boxes, and reading the small JSON files that travel between people.

A box (X25519, XSalsa20, Poly1305) can be opened by the holder of one secret key only, shows any change, and proves
which key closed it: Bernstein, Lange, Schwabe 2012, doi:10.1007/978-3-642-33481-8_9.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from cmo_pathways.errors import LearnerError

KEY_BYTES = 32
_NONCE_BYTES = 24


class SealBroken(Exception):
    """A box was changed on its way, or closed with another key; the caller says so in a sentence."""


def new_secret() -> bytes:
    """32 bytes from the computer's own source of chance; for keys and tokens."""
    from nacl.utils import random

    return bytes(random(KEY_BYTES))


def public_of(secret: bytes) -> bytes:
    """The public key [32 bytes] that belongs to a secret key."""
    from nacl.public import PrivateKey

    return bytes(PrivateKey(secret).public_key)


def seal(content: bytes, *, to: bytes, secret: bytes) -> dict[str, str]:
    """The content in a box for one public key, closed with a secret key."""
    from nacl.public import Box, PrivateKey, PublicKey

    box = Box(PrivateKey(secret), PublicKey(to)).encrypt(content)
    return {"nonce": to_text(box.nonce), "box": to_text(box.ciphertext)}


def unseal(values: Mapping[str, Any], *, sender: bytes, secret: bytes) -> bytes:
    """The content of a box from one public key. Raises SealBroken."""
    from nacl.exceptions import CryptoError
    from nacl.public import Box, PrivateKey, PublicKey

    nonce, box = from_text(values.get("nonce")), from_text(values.get("box"))
    if len(nonce) != _NONCE_BYTES or len(sender) != KEY_BYTES:
        raise SealBroken
    try:
        return bytes(Box(PrivateKey(secret), PublicKey(sender)).decrypt(box, nonce))
    except (CryptoError, ValueError) as error:
        raise SealBroken from error


def to_text(raw: bytes) -> str:
    """Bytes as base64."""
    return b64encode(raw).decode("ascii")


def from_text(text: object) -> bytes:
    """The bytes of a base64 text; empty where it is none."""
    try:
        return b64decode(text, validate=True) if isinstance(text, str) else b""
    except ValueError:
        return b""


def read_envelope(name: str, data: bytes, *, format: str, version: int, what: str, largest: int) -> dict[str, Any]:
    """The JSON object of a file that says which format it has. Raises LearnerError with one sentence.

    ``what`` names the file a reader expects here (``a file of answers``); ``largest`` is its size limit [bytes].
    """
    if len(data) > largest:
        raise LearnerError(
            f'"{name}" is larger than {what} can be ({largest // 1000:,} kB). Nothing was taken from it; choose '
            "another file."
        )
    values = parse_object(data)
    if values is None or values.get("format") != format:
        raise LearnerError(f'"{name}" is not {what}. Nothing was taken from it; choose another file.')
    found = values.get("version")
    if found != version:
        newer = isinstance(found, int) and found > version
        hint = "Update cmo-pathways and try again." if newer else "Ask for the file again."
        raise LearnerError(f'"{name}" has a form that this version cannot read. {hint}')
    return values


def parse_object(data: bytes) -> dict[str, Any] | None:
    """The JSON object in these bytes, or None where there is none."""
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # no UTF-8, no JSON, or brackets in brackets without end
        return None
    return values if isinstance(values, dict) else None


def to_bytes(values: Mapping[str, Any]) -> bytes:
    """Values as the bytes of a JSON file."""
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()
