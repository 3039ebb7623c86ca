"""Writing the dossier in one of the formats, with the record of it in the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from cmo_pathways.cli.output import counted, paragraph
from cmo_pathways.export.dossier import WrittenDossier, write_dossier
from cmo_pathways.export.hashes import write_hashes
from cmo_pathways.interop import PORTFOLIO_FORMATS
from cmo_pathways.journey import Journey
from cmo_pathways.portfolio import NO_GUARANTEE, Check


@dataclass(frozen=True, slots=True)
class Made:
    """A dossier that was written: as the contract's JSON, and in words."""

    file: Path
    values: Mapping[str, object]
    lines: tuple[str, ...]


def export_dossier(
    journey: Journey,
    *,
    audience: str,
    form: str = "pdf",
    out: Path | None = None,
    paper: str = "letter",
    design: str | None = None,
    kind: str = "dossier",
    language: str = "en",
    hashes: bool = False,
) -> Made:
    """Write the dossier of a learner, with its hash list where asked for, and record the export.

    Raises ExportError, LedgerError, UnknownId.
    """
    done = write_dossier(
        journey,
        audience=audience,
        form=form,
        file=out,
        paper=paper,
        design=design,
        kind=kind,
        language=language,
        exchange=PORTFOLIO_FORMATS.get(form),
    )
    beside = write_hashes(journey, done) if hashes else None
    return _made(done, audience, journey.clock().date(), beside)


def _made(done: WrittenDossier, audience: str, today: date, beside: Path | None) -> Made:
    found = done.portfolio
    checks = [{"name": "complete", "ok": not found.missing, "fix": " ".join(found.missing)}]
    if found.budget:
        fix = "" if found.fits else f"It takes {found.pages} pages; leave entries out or shorten the longest."
        checks.append({"name": f"at most {counted(found.budget, 'page')}", "ok": found.fits, "fix": fix})
    checks += [{"name": "held by this format", "ok": False, "fix": said} for said in done.cannot_hold]
    checks += [asdict(check) for check in done.checks]
    values = {
        "file": str(done.file),
        "pages": done.pages,
        "audience": audience,
        "chosen": found.chosen,
        "left_out": found.left_out,
        "choices": found.choices,
        "checks": checks,
        "hashes": str(beside) if beside else None,
    }
    long = f", {counted(done.pages, 'page')}" if done.pages else ""
    lines = [f"{done.file}{long}, for {audience}, {today:%B} {today.day}, {today.year}"]
    lines += [f"Hash list: {beside}"] if beside else []
    lines.append(f"{counted(len(found.chosen), 'entry')} shown, {len(found.left_out)} left out.")
    lines += [paragraph(f"{item.id}: {item.reason}", indent=2) for item in found.left_out]
    if done.cannot_hold:
        lines += ["This format cannot hold", *(paragraph(said, indent=2, mark="- ") for said in done.cannot_hold)]
    if not found.fits:
        lines.append(f"It takes {found.pages} pages where {found.budget} were asked for; shorten the longest entries.")
    if found.missing:
        lines += ["Still missing", *(paragraph(sentence, indent=2, mark="- ") for sentence in found.missing)]
    lines += _report_lines(done.checks)
    lines.append(paragraph(NO_GUARANTEE))
    return Made(done.file, values, tuple(lines))


def _report_lines(checks: Sequence[Check]) -> list[str]:
    """The final report: what to look at, then what holds."""
    weak, sound = [check for check in checks if not check.ok], [check for check in checks if check.ok]
    lines = []
    if weak:
        lines += ["Before you send it", *(paragraph(f"{c.name}: {c.fix}", indent=2, mark="- ") for c in weak)]
    said = [f"{check.name}: {check.fix}" for check in sound if check.fix]
    quiet = ", ".join(check.name for check in sound if not check.fix)
    said += [f"nothing to mend: {quiet}."] if quiet else []
    return [*lines, "Checked in this file", *(paragraph(text, indent=2, mark="- ") for text in said)]


def refused(audience: str, reason: str) -> dict[str, object]:
    """The answer of an export that was stopped, with the keys of one that was not."""
    checks = [{"name": "identifiers", "ok": False, "fix": reason}]
    empty: dict[str, object] = {
        "file": None,
        "hashes": None,
        "pages": None,
        "chosen": [],
        "left_out": [],
        "choices": [],
    }
    return {**empty, "audience": audience, "checks": checks}
