"""The key pair of a person: the public part travels in a file, the secret part stays in the person's folder."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from cmo_pathways.assess.feedback360.sealed import (
    KEY_BYTES,
    from_text,
    new_secret,
    parse_object,
    public_of,
    read_envelope,
    to_bytes,
    to_text,
)
from cmo_pathways.errors import LearnerError

FORMAT = "cmo-pathways-collector"
VERSION = 1
_OWN = "key.json"
_LARGEST = 10_000  # [bytes]
_LONGEST_NAME = 120  # [characters]
_HIDDEN = re.compile("[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The public part of a key pair: whose it is, since when, and 32 bytes that anybody may see."""

    name: str
    made: date
    key: bytes

    @property
    def check(self) -> str:
        """Sixteen figures to compare over the telephone: ``3f9a 1c20 77aa 0b1c``."""
        text = hashlib.sha256(self.key).hexdigest()[:16]
        return " ".join(text[at : at + 4] for at in range(0, 16, 4))


@dataclass(frozen=True, slots=True)
class KeyPair:
    """Both parts; the secret one never leaves the person's folder and is never shown."""

    public: PublicKey
    secret: bytes = field(repr=False)


def plain_name(text: object) -> str:
    """A person's name as one short line without hidden characters; empty where there is none."""
    return _HIDDEN.sub("", text)[:_LONGEST_NAME].strip() if isinstance(text, str) else ""


def own_key(folder: Path) -> KeyPair | None:
    """The key pair in a folder, or None. Raises LearnerError where the file is there but broken."""
    file = folder / _OWN
    if not file.exists():
        return None
    try:
        values = parse_object(file.read_bytes()) or {}
    except OSError as error:
        raise LearnerError(f"Your key {file} cannot be read ({error.strerror}). Check the folder.") from error
    secret, made = from_text(values.get("secret")), _day(values.get("made"))
    if len(secret) != KEY_BYTES or made is None:
        raise LearnerError(f"Your key {file} is damaged. Restore it from a backup; answers sealed to it need it.")
    return KeyPair(PublicKey(plain_name(values.get("name")), made, public_of(secret)), secret)


def own_key_or_new(folder: Path, *, name: str, today: date) -> KeyPair:
    """The key pair in a folder under this name; made on first use, and never replaced by another one.

    Raises LearnerError where there is no name or the folder cannot be written.
    """
    wanted, found = plain_name(name), own_key(folder)
    if not wanted and (found is None or not found.public.name):
        raise LearnerError("Your name is missing, and colleagues have to see who asks. Give your name first.")
    if found is not None and wanted in ("", found.public.name):
        return found
    secret, made = (found.secret, found.public.made) if found else (new_secret(), today)
    pair = KeyPair(PublicKey(wanted, made, public_of(secret)), secret)
    values = {"name": wanted, "made": made.isoformat(), "secret": to_text(secret)}
    write_private(folder / _OWN, to_bytes(values))
    return pair


def key_file(public: PublicKey) -> bytes:
    """The file with the public part, to hand to learners."""
    return to_bytes({"format": FORMAT, "version": VERSION, **public_values(public), "check": public.check})


def read_key_file(name: str, data: bytes) -> PublicKey:
    """The public key in a collector's file. Raises LearnerError with one sentence."""
    values = read_envelope(name, data, format=FORMAT, version=VERSION, what="a collector's key", largest=_LARGEST)
    found = public_from(values)
    if found is None or values.get("check") != found.check:
        raise LearnerError(f'"{name}" was changed or cut off. Ask the collector for the key file again.')
    return found


def public_values(public: PublicKey) -> dict[str, str]:
    """A public key as plain values."""
    return {"name": public.name, "made": public.made.isoformat(), "key": to_text(public.key)}


def public_from(values: Any) -> PublicKey | None:
    """The public key in plain values, or None where they hold none."""
    if not isinstance(values, dict):
        return None
    name, made, key = plain_name(values.get("name")), _day(values.get("made")), from_text(values.get("key"))
    return PublicKey(name, made, key) if name and made and len(key) == KEY_BYTES else None


def write_private(file: Path, data: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all. Raises LearnerError."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # mkstemp gives 0600
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            Path(part).replace(file)
        except OSError:
            Path(part).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise LearnerError(
            f"{file} could not be written ({error.strerror or error}). Nothing was changed; check the folder and "
            "the disk."
        ) from error


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
