"""What ``results export`` and ``results check-file`` say."""

from __future__ import annotations

from pathlib import Path

from cmo_pathways.cli.files import read_bytes
from cmo_pathways.cli.output import counted, paragraph, plain, say, say_json, table
from cmo_pathways.cli.reading import journey_of
from cmo_pathways.cli.tell_interop import say_left_out, tell_written
from cmo_pathways.errors import LearnerError
from cmo_pathways.interop import (
    NOT_CHECKED,
    Badge,
    LeftOut,
    Statement,
    open_badges,
    read_badges,
    read_statements,
    results_of,
    xapi_statements,
)
from cmo_pathways.interop.badges import OPEN
from cmo_pathways.journey import gaps_of
from cmo_pathways.json_text import MAX_BYTES

_LINES = (".ndjson", ".jsonl")
_TOLD = 20
"""Badges of a file that are told at length."""


def tell_export(form: str, role: str | None, evidence: bool, out: Path, home: Path, as_json: bool) -> None:
    """Write the learner's results. Raises LedgerError, UnknownId, LearnerError where nothing is rated."""
    journey = journey_of(home)
    state, framework = journey.state(), journey.catalogue.framework
    found = results_of(framework, state, gaps_of(journey, state, role), evidence=evidence)
    if not found:
        raise LearnerError("Nothing is rated yet, so there is no result to write. Rate a competency first.")
    learner = journey.ledger.learner
    if form == "xapi":
        written = xapi_statements(framework, found, learner=learner, as_lines=out.suffix.lower() in _LINES)
    else:
        written = open_badges(framework, found, learner=learner)
    tell_written(written, form, out, as_json)
    if not as_json and form == "open-badges":
        say("\nThe badges say that you issued them yourself. They carry no proof.")


def tell_file(file: Path, as_json: bool) -> None:
    """What a file of badges or statements claims. Raises InputError with every fault."""
    data = read_bytes(file, limit=MAX_BYTES)
    if _looks_like_xapi(data):
        found, left_out = read_statements(data, str(file))
        _tell(file, "xapi", found, left_out, as_json)
    else:
        badges, left_out = read_badges(data, str(file))
        _tell(file, "open-badges", badges, left_out, as_json)


def _looks_like_xapi(data: bytes) -> bool:
    return b'"verb"' in data and b'"credentialSubject"' not in data


def _tell(
    file: Path, form: str, found: tuple[Badge | Statement, ...], left_out: tuple[LeftOut, ...], as_json: bool
) -> None:
    kind = "statements" if form == "xapi" else "credentials"
    if as_json:
        rows = [{"what": item.what, "count": item.count, "why": item.why} for item in left_out]
        value = {"file": str(file), "format": form, "kept": {kind: len(found)}, "left_out": rows}
        say_json({**value, kind: [plain(item) for item in found], "checked": _checked(form)})
        return
    say(f"{counted(len(found), kind[:-1])} in {file}.\n")
    say(table([_row(item) for item in found], head=_HEADS[form]))
    for item in found[:_TOLD]:
        if isinstance(item, Badge):
            say("\n" + "\n".join(paragraph(line, indent=2) for line in item.says[:-1]))
    say("\n" + paragraph(_checked(form)))
    say_left_out(left_out)


def _checked(form: str) -> str:
    return OPEN if form == "open-badges" else NOT_CHECKED


_HEADS = {
    "xapi": ("When", "Score", "Verb", "About"),
    "open-badges": ("Achievement", "Result", "From", "Issued by"),
}


def _row(item: Badge | Statement) -> tuple[str, ...]:
    if isinstance(item, Statement):
        score = "" if item.scaled is None else f"{item.scaled:g}"
        about = item.result.competency if item.result else item.object
        return (item.timestamp[:10], score, item.verb.rpartition("/")[2], about)
    proof = ", signed" if item.signed else ", without a signature"
    return (item.achievement, item.achieved, item.valid_from[:10], f"{item.issuer}{proof}")
