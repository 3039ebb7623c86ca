"""What a credential says, what of it could be seen without a network, and what could not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cmo_pathways.interop.badges.container import KINDS, Credential
from cmo_pathways.interop.badges.proof import Proof, proofs_of
from cmo_pathways.interop.plain_text import one_line

OPEN = "Not checked, because that needs a network: who the issuer is, and whether the credential was revoked."
_CONTEXTS = ("https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1")
_FAULTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class BadgeCheck:
    """One credential, looked at offline.

    ``claim`` is what it says; ``faults`` are departures from Open Badges 3.0, in words; ``proofs`` are its signatures
    with what became of their check.
    """

    claim: str
    faults: tuple[str, ...]
    proofs: tuple[Proof, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it for a reader: the claim, its structure, its signatures, and what was not checked."""
        shown = "; ".join(self.faults[:_FAULTS_SHOWN])
        more = f"; and {len(self.faults) - _FAULTS_SHOWN} more" if len(self.faults) > _FAULTS_SHOWN else ""
        right = "as Open Badges 3.0 asks for"
        structure = f"not {right}: {shown}{more}" if self.faults else right
        signed = [_proof_words(proof) for proof in self.proofs] or ["No signature: anybody could have written it."]
        return (f"Says: {self.claim}", f"Structure and dates: {structure}.", *signed, OPEN)


def check_badge(credential: Credential) -> BadgeCheck:
    """A credential as a reader should know it; any value gives an answer, however broken it is."""
    value = credential.value if isinstance(credential.value, Mapping) else {}
    proofs = proofs_of(credential)
    faults = [*_faults(value), *_claim_faults(value, credential), *_issuer_faults(value, proofs)]
    return BadgeCheck(_claim(value), tuple(faults), proofs)


def issuer_of(value: Mapping[str, Any]) -> str:
    """Who issued it: the name, or else the address."""
    issuer = value.get("issuer")
    if isinstance(issuer, Mapping):
        return one_line(issuer.get("name")) or one_line(issuer.get("id"))
    return one_line(issuer)


def subject_of(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """The block of the person; empty where there is none."""
    found = value.get("credentialSubject")
    found = found[0] if isinstance(found, list) and len(found) == 1 else found
    return found if isinstance(found, Mapping) else {}


def achievement_of(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """The block of what was achieved; empty where there is none."""
    found = subject_of(value).get("achievement")
    found = found[0] if isinstance(found, list) and len(found) == 1 else found
    return found if isinstance(found, Mapping) else {}


def dates_of(value: Mapping[str, Any]) -> tuple[str, str]:
    """From when and until when it holds, as it says; the names of the older form of a credential count too."""
    since = one_line(value.get("validFrom")) or one_line(value.get("issuanceDate"))
    return since, one_line(value.get("validUntil")) or one_line(value.get("expirationDate"))


def _claim(value: Mapping[str, Any]) -> str:
    name = one_line(achievement_of(value).get("name")) or one_line(value.get("name")) or "something without a name"
    since, until = dates_of(value)
    end = f", in force until {until[:10]}" if until else ", without an end"
    return f"{issuer_of(value)[:120] or 'nobody'} issued \u201c{name[:120]}\u201d on {since[:10] or 'no date'}{end}."


def _faults(value: Mapping[str, Any]) -> Iterator[str]:
    """Departures from the data model of Open Badges 3.0 (1EdTech, 2024), by our own check of its main rules."""
    context = value.get("@context")
    first = context[0] if isinstance(context, list) and context else context
    if first not in _CONTEXTS:
        yield "@context does not begin with that of a credential"
    types = value.get("type")
    names = types if isinstance(types, list) else [types]
    if "VerifiableCredential" not in names or not any(name in KINDS for name in names):
        yield "its type is not VerifiableCredential and OpenBadgeCredential"
    if not one_line(value.get("id")):
        yield "it has no id"
    issuer = value.get("issuer")
    if not one_line(issuer.get("id") if isinstance(issuer, Mapping) else issuer):
        yield "its issuer has no id"
    if not isinstance(issuer, Mapping) or not one_line(issuer.get("name")):
        yield "its issuer has no name"
    yield from _date_faults(value)
    yield from _achievement_faults(value)


def _date_faults(value: Mapping[str, Any]) -> Iterator[str]:
    since, until = dates_of(value)
    start, end = _moment(since), _moment(until)
    if start is None:
        yield "the date of issue is no date and time with a time zone" if since else "the date of issue is missing"
    if until and end is None:
        yield "the last date is no date and time with a time zone"
    if start and end and end < start:
        yield "it ends before it begins"


def _achievement_faults(value: Mapping[str, Any]) -> Iterator[str]:
    if not _has_type(subject_of(value), "AchievementSubject"):
        yield "its subject is no AchievementSubject"
    achievement = achievement_of(value)
    if not _has_type(achievement, "Achievement"):
        yield "its achievement is no Achievement"
    for key in ("id", "name", "description"):
        if not one_line(achievement.get(key)):
            yield f"its achievement has no {key}"
    criteria = achievement.get("criteria")
    if not isinstance(criteria, Mapping) or not (one_line(criteria.get("id")) or one_line(criteria.get("narrative"))):
        yield "it does not say what had to be achieved"


def _claim_faults(value: Mapping[str, Any], credential: Credential) -> Iterator[str]:
    """Where the token says another issuer or id than the credential in it."""
    for claim, inside in credential.claims.items():
        issuer = value.get("issuer")
        own = value.get("id") if claim == "jti" else issuer.get("id") if isinstance(issuer, Mapping) else issuer
        if own != inside:
            yield f"the token names another {'id' if claim == 'jti' else 'issuer'} than the credential in it"


def _issuer_faults(value: Mapping[str, Any], proofs: tuple[Proof, ...]) -> Iterator[str]:
    issuer = value.get("issuer")
    named = one_line(issuer.get("id") if isinstance(issuer, Mapping) else issuer)
    for proof in proofs:
        if proof.key and named.startswith("did:key:") and proof.key != named:
            yield "it is signed with another key than the issuer's own"


def _has_type(block: Mapping[str, Any], name: str) -> bool:
    types = block.get("type")
    return name in types if isinstance(types, list) else types == name


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _proof_words(proof: Proof) -> str:
    if proof.outcome == "holds":
        said = "it holds for the key inside the file, so the text is as it was signed; the key does not say who signed"
    elif proof.outcome == "broken":
        said = "it does not hold. The text was changed after it was signed, or the key is another. Ask the issuer"
    else:
        said = f"present, not checked: {proof.why}"
    return f"Signature, {proof.kind}: {said}."
