"""Where a credential stands: in a JSON file, in a signed token, or baked into a picture.

The three forms are those of the Open Badges 3.0 specification (1EdTech, 2024), chapter on document formats.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn
from xml.sax.saxutils import unescape

from cmo_pathways.errors import InputError, Problem
from cmo_pathways.interop.badges.keys import from_base64url
from cmo_pathways.json_text import MAX_BYTES, read_json

KINDS = ("AchievementCredential", "OpenBadgeCredential")
_PNG = b"\x89PNG\r\n\x1a\n"
_KEYWORD, _OLD_KEYWORD = b"openbadgecredential", b"openbadges"
_START, _END = "<openbadges:credential", "</openbadges:credential>"
_OLD_START = "<openbadges:assertion"
_TOKEN = re.compile(rb"[A-Za-z0-9_-]{2,}\.[A-Za-z0-9_-]{2,}\.[A-Za-z0-9_-]*")
_VERIFY = re.compile(r"""\bverify\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_OLD = "is an Open Badge of version 2 or older, which only its issuer's server can confirm - ask for version 3.0"
# Of a token the claims that say something about the token, not about the credential (RFC 7519).
_CLAIMS = ("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf", "vc")


@dataclass(frozen=True, slots=True)
class Credential:
    """One credential as JSON, and the signed token that it came in (empty for plain JSON).

    ``claims`` are the issuer (``iss``) and the id (``jti``) as the token itself names them.
    """

    value: Any
    token: str = ""
    claims: Mapping[str, str] = field(default_factory=dict)


def is_picture(data: bytes) -> bool:
    """True for a PNG, and for an SVG."""
    start = data[:2000].removeprefix(b"\xef\xbb\xbf").lstrip()
    return data.startswith(_PNG) or (start.startswith(b"<") and (b"<svg" in start or b"openbadges:" in start))


def is_token(data: bytes) -> bool:
    """True for a signed token (compact JWS): three parts of letters and digits, joined by full stops."""
    return len(data) <= MAX_BYTES and _TOKEN.fullmatch(data.strip()) is not None


def is_credential(value: object) -> bool:
    """True for the JSON of a badge, or for a list that begins with one; those of older versions count too."""
    first = value[0] if isinstance(value, list) and value else value
    types = first.get("type") if isinstance(first, Mapping) else None
    names = types if isinstance(types, list) else [types]
    return any(name in names for name in (*KINDS, "VerifiableCredential", "Assertion"))


def credentials_in(data: bytes, file: str) -> tuple[Credential, ...]:
    """The credentials in a file, as JSON values that nobody has checked yet.

    Raises InputError in one sentence: no badge inside, an older version, damaged, too large.
    """
    if len(data) > MAX_BYTES:
        _refuse(file, f"is larger than {MAX_BYTES // 1_000_000} MB - no badge is")
    if is_picture(data):
        data = _in_png(data, file) if data.startswith(_PNG) else _in_svg(data, file)
    if is_token(data):
        return (opened(data.strip().decode("ascii"), file),)
    value = read_json(data, file)
    blocks = value if isinstance(value, list) else [value]
    if any(isinstance(block, Mapping) and "Assertion" in _names(block) for block in blocks):
        _refuse(file, _OLD)
    return tuple(Credential(block) for block in blocks)


def opened(token: str, file: str) -> Credential:
    """The credential inside a signed token, whose signature is not looked at here. Raises InputError."""
    parts = token.split(".")
    payload = from_base64url(parts[1]) if len(parts) == 3 else None
    claims = read_json(payload, file) if payload is not None else None
    if not isinstance(claims, Mapping):
        _refuse(file, "is a signed token without readable content - ask for the JSON file")
    inner = claims.get("vc")
    value = dict(inner) if isinstance(inner, Mapping) else {k: v for k, v in claims.items() if k not in _CLAIMS}
    # In the older form of a token the claims stand for keys of the credential.
    named = {claim: text for claim in ("jti", "iss") if isinstance(text := claims.get(claim), str)}
    for claim, key in (("jti", "id"), ("iss", "issuer")):
        if claim in named:
            value.setdefault(key, named[claim])
    return Credential(value, token, named)


def _names(block: Mapping[str, Any]) -> list[object]:
    types = block.get("type")
    return types if isinstance(types, list) else [types]


def _in_png(data: bytes, file: str) -> bytes:
    """The text of the chunk that holds the credential."""
    at, older = len(_PNG), False
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        keyword, _, rest = body[:10_000].partition(b"\0") if kind in (b"iTXt", b"tEXt") else (b"", b"", b"")
        if kind == b"iTXt" and keyword == _KEYWORD and len(rest) >= 2:
            return _text_of_chunk(body[len(keyword) + 1 :], file)
        older = older or keyword == _OLD_KEYWORD
        at += size + 12
    _refuse(file, _OLD if older else "is a picture without an Open Badge inside - choose the file that the issuer sent")


def _text_of_chunk(body: bytes, file: str) -> bytes:
    _language, _, rest = body[2:].partition(b"\0")
    _translated, _, text = rest.partition(b"\0")
    if body[0] == 0:
        return text
    reader = zlib.decompressobj()
    try:
        plain = reader.decompress(text, MAX_BYTES + 1)
    except zlib.error:
        plain = b""
    if not plain or len(plain) > MAX_BYTES:
        _refuse(file, "holds a badge that cannot be unpacked - ask the issuer for the JSON file")
    return plain


def _in_svg(data: bytes, file: str) -> bytes:
    """The content of the tag that holds the credential; nothing else in the picture is read, and nothing is run."""
    text = data.decode("utf-8", errors="replace")
    start = text.find(_START)
    end = text.find(">", start)
    if start < 0 or end < 0:
        older = _OLD_START in text
        said = _OLD if older else "is a picture without an Open Badge inside - choose the file that the issuer sent"
        _refuse(file, said)
    if verify := _VERIFY.search(text[start : end + 1]):
        return (verify[1] or verify[2] or "").encode()
    body = text[end + 1 : text.find(_END, end)] if _END in text else ""
    opening, closing = body.find("<![CDATA["), body.rfind("]]>")
    inner = body[opening + 9 : closing] if 0 <= opening < closing else unescape(body, {"&quot;": '"', "&apos;": "'"})
    return inner.strip().encode()


def _refuse(file: str, said: str) -> NoReturn:
    raise InputError([Problem(file, 0, "E-FILE", said)])
