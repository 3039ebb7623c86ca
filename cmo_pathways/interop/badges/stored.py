"""A credential kept beside an entry, whole, so that what is said of its signature is always worked out anew."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cmo_pathways.errors import InputError
from cmo_pathways.interop.badges.check import check_badge
from cmo_pathways.interop.badges.container import Credential, opened
from cmo_pathways.json_text import read_json

FORMAT = "Open Badges 3.0"
MAX_KEPT = 400_000
"""The longest credential that is kept beside its entry [bytes]; an event of the ledger holds no more."""
_PART = 20_000


def kept(credential: Credential) -> dict[str, list[str]]:
    """The credential as plain texts for the ledger; nothing where it is too long."""
    text = credential.token or json.dumps(credential.value, ensure_ascii=False, separators=(",", ":"))
    if len(text.encode("utf-8", "surrogatepass")) > MAX_KEPT:
        return {}
    return {"badge": [text[at : at + _PART] for at in range(0, len(text), _PART)]}


def badge_sentences(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """What the badge behind an entry says and what of it holds, in sentences; none for an entry without a badge."""
    original = entry.get("original")
    record = original.get("record") if isinstance(original, Mapping) else None
    parts = record.get("badge") if isinstance(record, Mapping) else None
    if not isinstance(original, Mapping) or original.get("format") != FORMAT or not isinstance(parts, list | tuple):
        return ()
    text = "".join(part for part in parts if isinstance(part, str))
    try:
        plain = text.startswith("{")
        found = Credential(read_json(text.encode(), "the badge")) if plain else opened(text, "the badge")
    except (UnicodeEncodeError, InputError):
        return ("The badge behind this entry cannot be read any more.",)
    return check_badge(found).sentences
