"""What ``share`` does: the list of what would be handed over, the question, the file; and the withdrawal."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import click

from cmo_pathways.cli.output import counted, paragraph, say, say_json
from cmo_pathways.cli.reading import journey_of
from cmo_pathways.cohort import Share, item_keys, share_content
from cmo_pathways.errors import LearnerError
from cmo_pathways.export.share import (
    COPIES,
    ShareWish,
    WrittenShare,
    name_warnings,
    prepare_share,
    share_hits,
    withdraw_shares,
    write_share,
)
from cmo_pathways.journey import Journey
from cmo_pathways.portfolio import Hit
from cmo_pathways.reports.share import NEVER, share_head, share_parts


class Asked(NamedTuple):
    """What the options say."""

    parts: tuple[str, ...]
    name: str
    pseudonym: str
    leave_out: tuple[str, ...]
    course: str
    acknowledge: tuple[str, ...]


def tell_share(asked: Asked, out: Path | None, home: Path, *, consent: str, as_json: bool) -> None:
    """Show the share and write it once the learner agrees; ``consent`` is ``preview``, ``yes`` or ``ask``.

    Raises LearnerError where nobody agreed, UnsafeExport where it could name a patient.
    """
    journey = journey_of(home)
    state = journey.state()
    name = asked.pseudonym or asked.name or state.profile.get("name", "")
    wish = ShareWish(name, bool(asked.pseudonym), asked.parts, asked.leave_out, asked.course, asked.acknowledge)
    share = prepare_share(journey, state, wish)
    hits = share_hits(journey, state, share, wish.acknowledged)
    warnings = name_warnings(state, wish, share)
    if not as_json:
        say("\n".join(_lines(journey, share, hits, warnings)))
    done = None
    try:
        if _agreed(consent, share, as_json):
            done = write_share(journey, share, out, course=wish.course, acknowledged=wish.acknowledged)
    finally:
        if as_json:
            say_json(_values(share, hits, warnings, done))
    if done and not as_json:
        say(f"\nWritten to {done.file}. Hand this file to your instructor; take it back with share --withdraw.")


def tell_withdrawal(out: Path | None, course: str, home: Path, as_json: bool) -> None:
    """Write the file that takes the shares of a course back. Raises LearnerError where nothing was shared."""
    done = withdraw_shares(journey_of(home), out, course=course)
    if as_json:
        content = share_content(done.content)
        say_json({"file": str(done.file), "sha256": done.sha256, "written": True, "share": content, "notes": [COPIES]})
        return
    say(f"Withdrawal written to {done.file}.")
    say(paragraph(COPIES))


def _agreed(consent: str, share: Share, as_json: bool) -> bool:
    if consent != "ask":
        return consent == "yes"
    if as_json or not sys.stdin.isatty():
        raise LearnerError("Nothing was written, because nobody agreed to it. Look at the list, then add --yes.")
    try:
        agreed = click.confirm(f"\nWrite this file as {share.name}?", err=True)
    except click.Abort:
        agreed = False
    if not agreed:
        raise LearnerError("Nothing was written, because you did not agree to it.")
    return True


def _lines(
    journey: Journey, share: Share, hits: Mapping[str, tuple[Hit, ...]], warnings: tuple[str, ...]
) -> Iterator[str]:
    yield "This is everything that the file will hold.\n"
    yield "\n".join(paragraph(line, indent=2) for line in share_head(journey.catalogue, share))
    for part in share_parts(journey.catalogue, share):
        yield f"\n{part.name} ({counted(len(part.items), 'item')})"
        yield paragraph(part.what, indent=2)
        for item in part.items:
            yield paragraph(f"{item.title}  [{item.key}]", indent=4, mark="- ")
            yield from (paragraph(line, indent=6) for line in item.lines)
            yield from (paragraph(text, indent=6) for text in item.text.splitlines() if text.strip())
    yield ""
    yield paragraph(NEVER)
    yield from map(paragraph, warnings)
    if hits:
        yield "\nLook at these places first; they could name a patient."
        for key, found in hits.items():
            for hit in found:
                yield paragraph(f"{key}: {hit.marked} ({hit.name}; code {hit.code})", indent=2, mark="- ")


def _values(
    share: Share, hits: Mapping[str, tuple[Hit, ...]], warnings: tuple[str, ...], done: WrittenShare | None
) -> dict[str, object]:
    places = [
        {"item": key, "name": hit.name, "severity": hit.severity, "sentence": hit.marked, "code": hit.code}
        for key, found in hits.items()
        for hit in found
    ]
    return {
        "file": str(done.file) if done else None,
        "sha256": done.sha256 if done else None,
        "written": done is not None,
        "n": {part: len(keys) for part, keys in item_keys(share).items() if part in share.parts},
        "items": {part: list(keys) for part, keys in item_keys(share).items() if part in share.parts},
        "share": share_content(share),
        "hits": places,
        "notes": warnings,
    }
