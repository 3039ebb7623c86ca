"""Whether a signature was made with a key: Ed25519, as badges and other signed records carry it."""

from __future__ import annotations

KEY_BYTES = 32
SIGNATURE_BYTES = 64


def signature_holds(message: bytes, signature: bytes, key: bytes) -> bool:
    """True where this message was signed with the secret half of this public key [32 bytes], and not changed since.

    Ed25519: RFC 8032, doi:10.17487/RFC8032. A key or a signature of another length does not hold.
    """
    from nacl.exceptions import CryptoError
    from nacl.signing import VerifyKey

    if len(key) != KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        VerifyKey(key).verify(message, signature)
    except (CryptoError, ValueError):
        return False
    return True
