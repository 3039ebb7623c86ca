"""A share, or the withdrawal of shares, as the text of a file, and back.

Ids of competencies, cases and activities are kept as they stand, also those that this version does not know: another
version of the skill map may. Whoever counts leaves out what it does not know.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from typing import Any

from cmo_pathways.cohort.marked import marked_text, read_marked, refuse
from cmo_pathways.cohort.share import Share, Withdrawal
from cmo_pathways.cohort.share_rules import first_fault, share_of, withdrawal_of

FORMAT = "cmo-pathways-share"
VERSION = 1
SUFFIX = ".share"
AHEAD = timedelta(days=1)
"""How far the clocks of two computers may lie apart: time zones set wrong are within it, a made-up date is not."""


def share_text(share: Share | Withdrawal) -> str:
    """The text of a ``.share`` file; equal shares give equal texts."""
    return marked_text(FORMAT, VERSION, share_content(share))


def share_content(share: Share | Withdrawal) -> Mapping[str, Any]:
    """What a file of a share holds, as plain values: exactly what is handed over."""
    kind = "withdrawal" if isinstance(share, Withdrawal) else "share"
    return {"kind": kind, **_plain(share)}


def read_share(data: str | bytes, file: str = "the file", *, now: datetime | None = None) -> Share | Withdrawal:
    """The share or the withdrawal in the text of a file; nothing in it is obeyed or run.

    With ``now`` a share from the future is refused: it would count in the place of every honest one for years; a
    withdrawal counts whatever its date. Raises InputError with one problem, in one sentence: too large, no JSON, no
    share, a newer version, a mark that does not fit, a key that is missing or not known, a value that cannot be, the
    same thing twice, a date ahead.
    """
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    content = read_marked(raw, file, format=FORMAT, version=VERSION, what="a share")
    kind = content.get("kind")
    if kind not in ("share", "withdrawal"):
        refuse(file, "E-VALUE", 'has a wrong "kind" - ask for the file again')
    if fault := first_fault(content, kind):
        refuse(file, fault.code, f"{fault.said} - ask for the file again")
    if kind == "share" and now and is_ahead(content["at"], now):
        refuse(file, "E-DATE", f"is dated {content['at'][:10]}, which is still to come - {_CLOCKS}")
    return share_of(content) if kind == "share" else withdrawal_of(content)


def is_ahead(at: str, now: datetime) -> bool:
    """True for the time of a share that lies more than a day in the future."""
    return datetime.fromisoformat(at) > now + AHEAD


_CLOCKS = "check the clock of this computer, else ask the learner to check theirs and to write a new share"


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple | list) else value
