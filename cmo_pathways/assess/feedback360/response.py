"""The answers of one rater: sealing them as the form does, and reading a file that somebody sent."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cmo_pathways.assess.feedback360.invitation import Invitation, Mandate, open_mandate
from cmo_pathways.assess.feedback360.keys import KeyPair
from cmo_pathways.assess.feedback360.sealed import (
    SealBroken,
    from_text,
    new_secret,
    parse_object,
    public_of,
    read_envelope,
    seal,
    to_bytes,
    to_text,
    unseal,
)
from cmo_pathways.errors import LearnerError
from cmo_pathways.scale import LEVELS

FORMAT = "cmo-pathways-answers"
VERSION = 1
LONGEST_TEXT = 1000
"""Characters that a rater may write in one of the two free texts."""
_LARGEST = 200_000  # [bytes]
_BLOCK = 4096  # [bytes] answers are filled up to a multiple, so that a size does not tell how much was written
_RESPONSE = re.compile(r"[0-9a-f]{32}")
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Response:
    """What one rater answered: a level [0-5] or None (not observed) per competency, and two free texts.

    ``id`` is drawn anew each time a form is opened; ``revision`` counts how often it was saved since.
    """

    id: str
    revision: int
    mandate: Mandate
    answers: Mapping[str, int | None]
    strength: str
    suggestion: str


def seal_answers(
    invitation: Invitation,
    answers: Mapping[str, int | None],
    *,
    strength: str = "",
    suggestion: str = "",
    response: str = "",
    revision: int = 1,
) -> bytes:
    """The file of answers that the form would save; for examples and tests."""
    payload = json.dumps(
        {
            "invitation": invitation.id,
            "response": response or new_secret()[:16].hex(),
            "revision": revision,
            "answers": dict(answers),
            "strength": strength,
            "suggestion": suggestion,
        }
    )
    content = json.dumps({"payload": payload, "mark": to_text(_mark(invitation.token, payload))}).encode()
    content += b" " * (-len(content) % _BLOCK)
    secret, recipient = new_secret(), invitation.recipient.key
    return to_bytes(
        {
            "format": FORMAT,
            "version": VERSION,
            "to": to_text(recipient),
            "mandate": dict(invitation.mandate),
            "key": to_text(public_of(secret)),
            **seal(content, to=recipient, secret=secret),
        }
    )


def read_response(name: str, data: bytes, own: KeyPair, *, framework: str | None = None) -> Response:
    """The answers in a file, if it is whole, for us, and for this version of the skill map (None = any).

    Raises LearnerError with one sentence that names the file.
    """
    values = read_envelope(name, data, format=FORMAT, version=VERSION, what="a file of answers", largest=_LARGEST)
    if from_text(values.get("to")) != own.public.key:
        raise LearnerError(
            f'"{name}" is sealed for another collector and cannot be opened here. Send it back unopened.'
        )
    try:
        mandate = open_mandate(values.get("mandate"), own)
        content = parse_object(unseal(values, sender=from_text(values.get("key")), secret=own.secret))
    except SealBroken as error:
        raise _changed(name) from error
    if framework is not None and mandate.framework != framework:
        raise LearnerError(
            f'"{name}" was answered for version {mandate.framework} of the skill map; this computer has {framework}. '
            "Nothing was taken from it; use the same version of cmo-pathways as the learner."
        )
    return _checked(name, content or {}, mandate)


def _checked(name: str, content: Mapping[str, Any], mandate: Mandate) -> Response:
    payload = content.get("payload")
    payload = payload if isinstance(payload, str) else ""
    if not hmac.compare_digest(_mark(mandate.token, payload), from_text(content.get("mark"))):
        raise LearnerError(
            f'"{name}" does not carry the mark of its invitation. Nothing was taken from it; ask the rater for the '
            "file that the form saved."
        )
    values = parse_object(payload.encode("utf-8", "replace")) or {}
    answers, response, revision = values.get("answers"), values.get("response"), values.get("revision")
    sound = (
        values.get("invitation") == mandate.invitation
        and isinstance(response, str)
        and _RESPONSE.fullmatch(response)
        and isinstance(revision, int)
        and isinstance(answers, dict)
        and set(answers) == set(mandate.competencies)
        and all(level is None or (type(level) is int and level in LEVELS) for level in answers.values())
    )
    if not sound or not isinstance(answers, dict):
        raise _changed(name)
    texts = [_plain_text(values.get(key)) for key in ("strength", "suggestion")]
    return Response(str(response), int(revision or 0), mandate, answers, *texts)


def _mark(token: bytes, payload: str) -> bytes:
    """HMAC with SHA-512 over the payload, keyed with the token (RFC 2104, doi:10.17487/RFC2104)."""
    return hmac.new(token, payload.encode("utf-8", "replace"), "sha512").digest()


def _plain_text(value: object) -> str:
    return _HIDDEN.sub("", value)[:LONGEST_TEXT].strip() if isinstance(value, str) else ""


def _changed(name: str) -> LearnerError:
    return LearnerError(
        f'"{name}" was changed after it was saved, or is not whole. Nothing was taken from it; ask for the file again.'
    )
